"""The catalog: every front matter read once and checked, for all other hooks to ask.

A writer sees each problem of each file in one run; a reader sees who wrote a post
(`overrides/partials/byline.html`). `sourcebook.catalog` reads and checks.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from mkdocs.plugins import event_priority
from mkdocs.structure.files import InclusionLevel
from mkdocs.utils import get_build_datetime

from sourcebook.catalog import read_catalog
from sourcebook.fields import last_begun
from sourcebook.notices import FILE as NOTICES
from sourcebook.references import References
from sourcebook.settings import check_keys, read_settings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog

log = logging.getLogger("mkdocs.hooks")


@event_priority(100)  # before all that read the catalog
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Read the catalog, report its problems, keep drafts out and posts out of the menu."""
    settings, problems = read_settings(config.extra)
    if config.config_file_path:
        problems += check_keys(Path(config.config_file_path).read_bytes())
    notices = files.get_file_from_path(NOTICES)
    documents = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
    catalog = read_catalog(
        [(file.src_uri, file.content_bytes) for file in documents],
        media=[
            file.src_uri
            for file in files
            if file.inclusion is not InclusionLevel.EXCLUDED and not file.is_documentation_page()
        ],
        settings=settings,
        references=References(config.extra["store"]),
        notices=notices.content_bytes if notices else b"",
        latest=last_begun(get_build_datetime()),
        problems=problems,
        notebooks=config.extra["notebooks"],
        remember=config.extra["kept"].remember,
    )
    config.extra["catalog"] = catalog
    for problem in catalog.problems:
        log.warning("catalog: %s", catalog.as_written(problem))
    for problem in catalog.draft_problems:
        log.info("catalog: draft: %s", catalog.as_written(problem))
    # The menu holds some posts of each topic, also of one that `nav` does not name.
    for uri in [*catalog.off_menu, *(topic.page.uri for topic in catalog.topics)]:
        files.src_uris[uri].inclusion = InclusionLevel.NOT_IN_NAV
    for uri in catalog.unpublished:
        files.src_uris[uri].inclusion = InclusionLevel.DRAFT
    return files


def on_page_read_source(*, page: Page, config: MkDocsConfig) -> str | None:
    """Give MkDocs the body alone: its front matter has been read."""
    catalog: Catalog = config.extra["catalog"]
    document = catalog.documents.get(page.file.src_uri)
    # Without the empty line MkDocs would take a body that begins `Note: …` for metadata.
    return None if document is None else "\n" + document.body


@event_priority(100)  # first: other events may look at `page.meta`
def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give the theme the keys it knows, safe to print: it does not escape them."""
    catalog: Catalog = config.extra["catalog"]
    uri = page.file.src_uri
    if uri in catalog.documents:
        meta = catalog.theme_meta(uri)
        page.meta = {
            key: escape(value) if isinstance(value, str) else value for key, value in meta.items()
        }
    return markdown


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates the post, and who wrote it."""
    catalog: Catalog = config.extra["catalog"]
    context["settings"] = catalog.settings
    if post := catalog.by_uri.get(page.file.src_uri):
        context["post"] = post
        context["authors"] = catalog.written_by(post)
        context["reviewers"] = catalog.signed_off_by(post)
    return context

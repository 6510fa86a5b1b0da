"""Source footers: under each post the works it rests on, and a page for each work.

`overrides/partials/sources.html` draws the footer, `source.html` and `library.html` the
pages; `sourcebook.sources` reads the records.
"""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING, Any

from sourcebook.addresses import SOURCES, key_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog
    from sourcebook.sources import Source


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the pages of sources out of the search: a reader looks for posts."""
    catalog: Catalog = config.extra["catalog"]
    if _source(page, catalog):
        page.meta["search"] = {"exclude": True}
    return markdown


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates a post's sources, a source's own record, or all of them."""
    catalog: Catalog = config.extra["catalog"]
    if post := catalog.by_uri.get(page.file.src_uri):
        context["sources"] = catalog.footer(post)
    elif source := _source(page, catalog):
        context["source"] = source
        context["resting_on"] = catalog.resting_on.get(source.key, ())
    elif page.file.src_uri == f"{SOURCES}/index.md":
        context["library"] = sorted(
            catalog.sources.values(), key=lambda source: (source.short.lower(), source.key)
        )
    return context


def _source(page: Page, catalog: Catalog) -> Source | None:
    uri = page.file.src_uri
    return catalog.sources.get(key_of(uri)) if dirname(uri) == SOURCES else None

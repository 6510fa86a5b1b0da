"""The state of the site: a page that tells readers what is in order and what is not.

`overrides/partials/state.html` draws it; `sourcebook.findings` finds what there is to do,
`sourcebook.state` counts it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.utils import get_build_datetime

from sourcebook.addresses import STATE
from sourcebook.findings import find_work
from sourcebook.links import FILE as LINKS
from sourcebook.links import read_links
from sourcebook.state import describe_state

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Keep what the addresses of sources have answered."""
    file = files.get_file_from_path(LINKS)
    # What is wrong in the file is for `sourcebook check` to say: it writes the file.
    config.extra["links"], _ = read_links(file.content_bytes if file else b"")
    config.extra["today"] = get_build_datetime().date()
    return files


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the page of the state what was found on all pages."""
    if page.file.src_uri == STATE:
        catalog: Catalog = config.extra["catalog"]
        links = config.extra["links"]
        day = config.extra["today"]
        findings = find_work(catalog, config.extra["cited"], links, problems=[], today=day)
        context["state"] = describe_state(catalog, findings, links, day=day)
        context["popularity_basis"] = config.extra["popularity"].chosen
    return context

"""Source footers: under each page the works it cites, a page for each work, and one for all.

`overrides/partials/sources.html` draws the footer, `source.html`, `cited-in.html`,
`library.html` and `further-reading.html` the pages, `alarm.html` the banner of a source
that was retracted; `sourcebook.bibliography` finds what belongs together.
"""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING, Any

from sourcebook.addresses import SOURCES, key_of
from sourcebook.bibliography import arrange, find_uses, list_uses, select_further_reading
from sourcebook.exports import FILES
from sourcebook.search import BELOW

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog
    from sourcebook.sources import Source

INDEX = f"{SOURCES}/index.md"


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let the search show the pages of sources below all posts: a reader looks for posts."""
    if _source(page, config.extra["catalog"]):
        page.meta["search"] = {"boost": BELOW}
    return markdown


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Find out, now that every page has been read, where each source is cited."""
    config.extra["uses"] = find_uses(config.extra["catalog"], config.extra["cited"])
    return env


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates a page's sources, a source's own record, or all of them."""
    catalog: Catalog = config.extra["catalog"]
    uri, uses = page.file.src_uri, config.extra["uses"]
    context["cited"] = config.extra["cited"][uri]
    context["sources"] = catalog.footer(uri, context["cited"])
    context["alarms"] = [each for each in context["sources"] if each.notice and each.notice.alarms]
    context["export_files"] = FILES
    if source := _source(page, catalog):
        context["source"] = source
        context["uses"] = list_uses(source.key, uses, catalog)
        context["alarms"] = [source] if source.notice and source.notice.alarms else []
    elif uri == INDEX:
        context["library"] = arrange(catalog, config.extra["topics"], uses)
    elif topic := catalog.topic_at.get(uri):
        context["further_reading"] = select_further_reading(topic, catalog.sources, uses)
    return context


def _source(page: Page, catalog: Catalog) -> Source | None:
    uri = page.file.src_uri
    return catalog.sources.get(key_of(uri)) if dirname(uri) == SOURCES else None

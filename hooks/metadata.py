"""Metadata of posts and sources: data for search engines and reference managers, and how to cite a post.

`overrides/main.html` puts them into the head, `overrides/partials/cite.html` draws the
reference of the post itself; `sourcebook.metadata` makes them.
"""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING, Any

from sourcebook.addresses import SOURCES, key_of
from sourcebook.metadata import (
    Site,
    citation_tags,
    cite_post,
    describe_post,
    describe_source_page,
)
from sourcebook.references import References

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates what a post says of itself, and the page of a source of its work."""
    catalog: Catalog = config.extra["catalog"]
    uri = page.file.src_uri
    site = Site(config.site_name, config.site_url or "", config.theme.get("language") or "en")
    if post := catalog.by_uri.get(uri):
        sources = catalog.footer(uri, config.extra["cited"][uri])
        topic = next(topic for topic in catalog.topics if topic.name == post.topic)
        references = References(config.extra["store"])
        item = cite_post(post, catalog, site)
        context["structured_data"] = describe_post(post, topic, sources, catalog, site)
        context["citation_tags"] = tuple(citation_tags(post, catalog, site))
        context["own_reference"] = references.draw(item, catalog.settings.style)
    elif dirname(uri) == SOURCES and (source := catalog.sources.get(key_of(uri))):
        context["structured_data"] = describe_source_page(source, site)
    return context

"""Metadata of posts: data for search engines and reference managers, and how to cite a post.

`overrides/main.html` puts them into the head, `overrides/partials/cite.html` draws the
reference of the post itself; `sourcebook.metadata` makes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sourcebook.metadata import Site, citation_tags, cite_post, describe_post
from sourcebook.references import References

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates what a post says of itself."""
    catalog: Catalog = config.extra["catalog"]
    uri = page.file.src_uri
    if post := catalog.by_uri.get(uri):
        sources = catalog.footer(uri, config.extra["cited"][uri])
        url = config.site_url or ""
        site = Site(config.site_name, url, config.theme.get("language") or "en")
        topic = next(topic for topic in catalog.topics if topic.name == post.topic)
        references = References(config.extra["store"])
        item = cite_post(post, catalog, site)
        context["structured_data"] = describe_post(post, topic, sources, catalog, site)
        context["citation_tags"] = tuple(citation_tags(post, catalog, site))
        context["own_reference"] = references.draw(item, catalog.settings.style)
    return context

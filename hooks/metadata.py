"""Metadata: data for search engines, reference managers and shared links; how to cite a post.

`overrides/main.html` puts them into the head, `overrides/partials/cite.html` draws the
reference of the post itself; `sourcebook.metadata` makes them.
"""

from __future__ import annotations

from html import unescape
from posixpath import dirname
from typing import TYPE_CHECKING, Any

from sourcebook.addresses import SOURCES, key_of
from sourcebook.metadata import (
    Site,
    citation_tags,
    cite_post,
    describe_post,
    describe_source_page,
    share_tags,
)
from sourcebook.references import References

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Give the sitemap the day on which each post was changed, and no day of any other page.

    MkDocs would say that every page was changed when the site was built.
    """
    posts = config.extra["catalog"].by_uri
    pages = [file.page for file in files.documentation_pages() if file.page]
    # MkDocs dates the packed sitemap by the last of these days, and needs one.
    if any(page.file.src_uri in posts for page in pages):
        for page in pages:
            post = posts.get(page.file.src_uri)
            page.update_date = post.changed.isoformat() if post else ""
    return nav


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates what a post says of itself, and the page of a source of its work."""
    catalog: Catalog = config.extra["catalog"]
    uri = page.file.src_uri
    post = catalog.by_uri.get(uri)
    site = Site(config.site_name, config.site_url or "", config.theme.get("language") or "en")
    # `catalog.py` has escaped what the front matter says.
    title = post.title if post else unescape(str(page.meta.get("title") or page.title or ""))
    summary = unescape(str(page.meta.get("description") or config.site_description or ""))
    picture = f"{page.url}share.png" if uri in config.extra["share"] else ""
    tags = share_tags(title, summary, page.url, site, post=post, picture=picture)
    context["share_tags"] = tuple(tags)
    if post:
        sources = catalog.footer(uri, config.extra["cited"][uri])
        topic = catalog.introductions[post.topic]
        references = References(config.extra["store"])
        item = cite_post(post, catalog, site)
        context["structured_data"] = describe_post(post, topic, sources, catalog, site)
        context["citation_tags"] = tuple(citation_tags(post, catalog, site))
        context["own_reference"] = references.draw(item, catalog.settings.style)
    elif dirname(uri) == SOURCES and (source := catalog.sources.get(key_of(uri))):
        context["structured_data"] = describe_source_page(source, site)
    return context

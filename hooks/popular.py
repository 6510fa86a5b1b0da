"""Popular posts: a list under each post, and the page `popular.md`.

`overrides/partials/popular.html` draws the list; `sourcebook.popularity` reads the page
views and ranks.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from sourcebook.addresses import PAGE_VIEWS
from sourcebook.popularity import rank_posts, read_page_views

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog
    from sourcebook.popularity import PopularPosts

PAGE = "popular.md"
ON_PAGE = 10
"""Posts on the page, as many as Blogger's gadget can show."""

log = logging.getLogger("mkdocs.hooks")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Rank the posts by the page views in the repository; no network is touched."""
    catalog: Catalog = config.extra["catalog"]
    file = files.get_file_from_path(PAGE_VIEWS)
    raw = file.content_bytes if file else b""
    rows, problems = read_page_views(raw, latest=catalog.latest)
    paths = ["/" + page.url.removeprefix("./") for page in files.documentation_pages()]
    config.extra["popular_posts"], unknown = rank_posts(catalog, rows, paths=paths)
    for problem in [*problems, *unknown]:
        log.warning("popular: %s", problem)
    return files


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates the list, without the post being read."""
    catalog: Catalog = config.extra["catalog"]
    popular: PopularPosts = config.extra["popular_posts"]
    if post := catalog.by_uri.get(page.file.src_uri):
        context["popular"] = popular.without(post, catalog.settings.popular_limit)
    elif page.file.src_uri == PAGE:
        context["popular"] = popular.without(None, ON_PAGE)
    return context

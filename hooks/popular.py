"""Popular posts: a list under each post and on each topic's page, and the page `popular.md`.

`overrides/partials/popular.html` and `popularity.html` draw the lists; `sourcebook.page_views`
reads the page views, `sourcebook.popularity` ranks.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from sourcebook.addresses import PAGE_VIEWS
from sourcebook.page_paths import read_paths
from sourcebook.page_views import SERVICES, read_page_views, read_services
from sourcebook.popularity import MOST_POSTS, rank_posts

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog, Topic
    from sourcebook.popularity import Popularity, PopularPosts

PAGE = "popular.md"

log = logging.getLogger("mkdocs.hooks")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Rank the posts by the page views in the repository; no network is touched."""
    catalog: Catalog = config.extra["catalog"]
    counts, problems = read_page_views(_read(files, PAGE_VIEWS), latest=catalog.latest)
    countings, unread = read_services(_read(files, SERVICES))
    paths = read_paths(catalog, others=(page.url for page in files.documentation_pages()))
    popularity, unknown = rank_posts(catalog, counts, countings, paths=paths)
    limit = catalog.settings.popular_limit
    config.extra["popularity"] = popularity
    config.extra["popular_basis"] = popularity.chosen.with_posts((), 0)
    config.extra["popular_posts"] = {
        uri: popularity.chosen.under(post, limit) for uri, post in catalog.by_uri.items()
    }
    config.extra["popular_topics"] = [t for t in catalog.topics if _is_read(popularity, t)]
    config.extra["most_read"] = {
        topic.page.uri: popularity.topics[topic.name].without(None, limit)
        for topic in config.extra["popular_topics"]
    }
    for problem in [*problems, *unread, *unknown]:
        log.warning("popular: %s", problem)
    return files


def _read(files: Files, uri: str) -> bytes:
    file = files.get_file_from_path(uri)
    return file.content_bytes if file else b""


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates the list, without the post being read, or all lists."""
    uri, posts = page.file.src_uri, config.extra["catalog"].by_uri
    if uri in config.extra["popular_posts"]:
        shown, ranked = config.extra["popular_posts"][uri]
        basis: PopularPosts = config.extra["popular_basis"]
        context["popular"] = basis.with_posts((posts[other] for other in shown), ranked)
    elif uri in config.extra["most_read"]:
        context["most_read"] = config.extra["most_read"][uri]
    elif uri == PAGE:
        popularity: Popularity = config.extra["popularity"]
        context["popular"] = popularity.chosen.without(None, MOST_POSTS)
        context["popularity"] = popularity
        context["popular_topics"] = config.extra["popular_topics"]
        context["most_posts"] = MOST_POSTS
        context["counts_file"] = PAGE_VIEWS
    return context


def _is_read(popularity: Popularity, topic: Topic) -> bool:
    return topic.name in popularity.topics and bool(popularity.topics[topic.name].posts)

"""Related reading: the posts that rest on the same sources, or have the same subject."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .problems import Problem, propose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .catalog import Catalog
    from .citations import PageCitations
    from .posts import Post

LIMIT = 3
"""Posts below a post, where its writer names none."""
SAME_TOPIC = 0.25
"""What the same topic is worth, against 1 for a source that no third post has."""


def select_related(
    catalog: Catalog, cited: Mapping[str, PageCitations]
) -> dict[str, tuple[Post, ...]]:
    """Return the related posts of each published post, by its file, nearest first.

    A source that only a few posts rest on says more than one that many rest on. Ties go to
    the newer post, then to the title. What a writer names in `related` is taken as it is.
    """
    rests_on = {post.uri: _sources(catalog, post, cited) for post in catalog.posts}
    users: dict[str, set[str]] = defaultdict(set)
    for uri, keys in rests_on.items():
        for key in keys:
            users[key].add(uri)

    def nearness(post: Post, other: Post) -> float:
        shared = rests_on[post.uri] & rests_on[other.uri]
        # Added up in a fixed order: the last digit of a sum depends on it.
        same = sum(1 / (len(users[key]) - 1) for key in sorted(shared))
        return same + SAME_TOPIC * (post.topic == other.topic)

    def choose(post: Post) -> tuple[Post, ...]:
        if post.related:
            named = (catalog.by_uri.get(uri) for uri in post.related)
            return tuple(each for each in named if each and each.uri in rests_on)
        others = [other for other in catalog.posts if other != post and nearness(post, other) > 0]
        others.sort(key=lambda other: (-nearness(post, other), other.age))
        return tuple(others[:LIMIT])

    return {post.uri: choose(post) for post in catalog.posts}


def check_related(catalog: Catalog) -> list[Problem]:
    """Return the problem of each related post that is none."""
    return [
        Problem(
            post.uri,
            f"related[{number}]",
            f"`{uri}` is not a post that is published",
            propose(uri, catalog.by_uri.keys() - {post.uri}, otherwise="write one of"),
        )
        for post in catalog.posts
        for number, uri in enumerate(post.related)
        if uri == post.uri or uri not in {each.uri for each in catalog.posts}
    ]


def _sources(catalog: Catalog, post: Post, cited: Mapping[str, PageCitations]) -> frozenset[str]:
    found = cited.get(post.uri)
    pictured = {post.image.credit} if post.image else set()
    named = {key for key in post.sources if key not in pictured}
    return frozenset(named | set(found.keys if found else ())) & catalog.sources.keys()

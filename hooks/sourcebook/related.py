"""Related reading: the posts that rest on the same sources, or have the same subject."""

from __future__ import annotations

from collections import defaultdict
from heapq import nlargest
from itertools import islice
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
MOST_USERS = 100
"""A source that more posts rest on says nothing about any two of them."""


def select_related(
    catalog: Catalog, cited: Mapping[str, PageCitations]
) -> dict[str, tuple[Post, ...]]:
    """Return the related posts of each published post, by its file, nearest first.

    A source that only a few posts rest on says more than one that many rest on, and one that
    more than `MOST_USERS` rest on says nothing. Ties go to the newer post, then to the title.
    What a writer names in `related` is taken as it is.
    """
    rests_on = {post.uri: _sources(catalog, post, cited) for post in catalog.posts}
    topic_of = {post.uri: post.topic for post in catalog.posts}
    users: dict[str, list[str]] = defaultdict(list)
    topics: dict[str, list[str]] = defaultdict(list)
    for uri, topic in topic_of.items():
        topics[topic].append(uri)
        for key in rests_on[uri]:
            users[key].append(uri)

    def choose(post: Post) -> tuple[Post, ...]:
        if post.related:
            named = (catalog.by_uri.get(uri) for uri in post.related)
            return tuple(each for each in named if each and each.uri in rests_on)
        # Added up in a fixed order: the last digit of a sum depends on it.
        shared = [users[key] for key in sorted(rests_on[post.uri])]
        nearness: dict[str, float] = defaultdict(float)
        for uris in shared:
            for uri in uris if 1 < len(uris) <= MOST_USERS else ():
                nearness[uri] += 1 / (len(uris) - 1)
        for uri in nearness:
            nearness[uri] += SAME_TOPIC * (topic_of[uri] == post.topic)
        # Of those that share the topic alone, the newest are enough.
        alone = (uri for uri in topics[post.topic] if uri not in nearness)
        nearness |= dict.fromkeys(islice(alone, LIMIT + 1), SAME_TOPIC)
        nearness.pop(post.uri, None)
        least = min(nlargest(LIMIT, nearness.values()), default=0)
        near = [catalog.by_uri[uri] for uri, value in nearness.items() if value >= least]
        return tuple(sorted(near, key=lambda other: (-nearness[other.uri], other.age))[:LIMIT])

    return {post.uri: choose(post) for post in catalog.posts}


def check_related(catalog: Catalog) -> list[Problem]:
    """Return the problem of each related post that is none."""
    published = {post.uri for post in catalog.posts}
    return [
        Problem(
            post.uri,
            f"related[{number}]",
            f"`{uri}` is not a post that is published",
            propose(uri, catalog.by_uri.keys() - {post.uri}, otherwise="write one of"),
        )
        for post in catalog.posts
        for number, uri in enumerate(post.related)
        if uri == post.uri or uri not in published
    ]


def _sources(catalog: Catalog, post: Post, cited: Mapping[str, PageCitations]) -> frozenset[str]:
    found = cited.get(post.uri)
    pictured = {post.image.credit} if post.image else set()
    named = {key for key in post.sources if key not in pictured}
    return frozenset(named | set(found.keys if found else ())) & catalog.sources.keys()

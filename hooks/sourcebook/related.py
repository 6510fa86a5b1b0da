"""Related reading: the posts that rest on the same sources, or have the same subject."""

from __future__ import annotations

import json
from collections import defaultdict
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING

from .problems import Problem, find_meant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .catalog import Catalog
    from .citations import PageCitations
    from .posts import Post
    from .store import Store

LIMIT = 3
"""Posts below a post, where its writer names none."""
SAME_TOPIC = 0.25
"""What the same topic is worth, against 1 for a source that no third post has."""
MOST_USERS = 100
"""A source that more posts rest on says nothing about any two of them."""


Facts = tuple[str, str, tuple[str, ...], list[str]]
"""What of a post counts: its file, its topic, what its writer names, and what it rests on."""


def select_related(
    catalog: Catalog, cited: Mapping[str, PageCitations], store: Store
) -> dict[str, list[str]]:
    """Return the files of the related posts of each published post, by its own, nearest first.

    A source that only a few posts rest on says more than one that many rest on, and one that
    more than `MOST_USERS` rest on says nothing. Ties go to the newer post, then to the title.
    What a writer names in `related` is taken as it is. `store` keeps the choice for builds in
    which nothing has changed that counts for it.
    """
    # Each post is a number, the newest the greatest, which puts ties in order.
    facts: list[Facts] = [
        (post.uri, post.topic, post.related, sorted(_sources(catalog, post, cited)))
        for post in catalog.posts[::-1]
    ]
    text = store.text(["related", facts], lambda: json.dumps(_choose(facts)))
    chosen: dict[str, list[str]] = json.loads(text)
    return chosen


def _choose(facts: Sequence[Facts]) -> dict[str, list[str]]:
    uris = [uri for uri, _, _, _ in facts]
    topic_of = [topic for _, topic, _, _ in facts]
    users: dict[str, list[int]] = defaultdict(list)
    topics: dict[str, list[int]] = defaultdict(list)
    for number, (_, topic, _, rests_on) in enumerate(facts):
        topics[topic].append(number)
        for key in rests_on:
            users[key].append(number)
    published = {*uris}

    def choose(number: int) -> list[str]:
        _, topic, related, rests_on = facts[number]
        if related:
            return [uri for uri in related if uri in published]
        nearness: dict[int, float] = defaultdict(float)
        # Added up in a fixed order: the last digit of a sum depends on it.
        for key in rests_on:
            numbers = users[key]
            if 1 < len(numbers) <= MOST_USERS:
                worth = 1 / (len(numbers) - 1)
                for other in numbers:
                    nearness[other] += worth
        for other in nearness:
            if topic_of[other] == topic:
                nearness[other] += SAME_TOPIC
        # Of those that share the topic alone, the newest are enough.
        alone = (other for other in reversed(topics[topic]) if other not in nearness)
        nearness |= dict.fromkeys(islice(alone, LIMIT + 1), SAME_TOPIC)
        nearness.pop(number, None)
        nearest = nlargest(LIMIT, zip(nearness.values(), nearness, strict=True))
        return [uris[other] for _, other in nearest]

    return {uri: choose(number) for number, uri in enumerate(uris)}


def check_related(catalog: Catalog) -> list[Problem]:
    """Return the problem of each related post that is none."""
    published = {post.uri for post in catalog.posts}
    return [
        Problem(post.uri, f"related[{number}]", *_tell(uri, post, published, catalog))
        for post in catalog.posts
        for number, uri in enumerate(post.related)
        if uri == post.uri or uri not in published
    ]


def _tell(uri: str, post: Post, published: set[str], catalog: Catalog) -> tuple[str, str]:
    """Return what is wrong with a related post of another one, and what to do."""
    if uri == post.uri:
        return f"`{uri}` is this post itself", "remove it"
    if uri in catalog.unpublished:
        return f"`{uri}` is a draft", "remove it, or publish the draft"
    close = find_meant(uri, published - {post.uri})
    remedy = f"did you mean `{close}`?" if close else "correct it, or remove it"
    return f"`{uri}` is not a post that is published", remedy


def _sources(catalog: Catalog, post: Post, cited: Mapping[str, PageCitations]) -> set[str]:
    """Return what a post rests on; whoever made its picture counts only where the text cites it."""
    in_text = cited[post.uri].keys if post.uri in cited else ()
    pictured = {post.image.credit} - {*in_text} if post.image else set()
    return catalog.sources.keys() & {*post.rests_on(in_text)} - pictured

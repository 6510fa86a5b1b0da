"""Finding the way inside a topic: what comes before and after a post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .catalog import Page, Topic
    from .posts import Post


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The posts beside a post in its topic, by date."""

    topic: Page
    """The introduction of the topic."""
    older: Post | None
    newer: Post | None


def find_neighbours(topics: Iterable[Topic]) -> dict[str, Neighbours]:
    """Return the neighbours of every published post, by its file."""
    return {
        post.uri: Neighbours(topic.page, older, newer)
        for topic in topics
        for newer, post, older in zip(
            [None, *topic.posts], topic.posts, [*topic.posts[1:], None], strict=False
        )
    }

"""Finding the way inside a topic: what comes before and after a post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .catalog import Topic


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The posts beside a post in its topic, by date."""

    topic: str
    """The name of the topic."""
    older: str | None
    """The file of a post."""
    newer: str | None


def find_neighbours(topics: Iterable[Topic]) -> dict[str, Neighbours]:
    """Return the neighbours of every published post, by its file."""
    return {
        uri: Neighbours(topic.name, older, newer)
        for topic in topics
        for uris in [[post.uri for post in topic.posts]]
        for newer, uri, older in zip([None, *uris], uris, [*uris[1:], None], strict=False)
    }

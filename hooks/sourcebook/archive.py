"""The archive: the posts by year and month."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from .addresses import ARCHIVE, page_url

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .posts import Post


@dataclass(frozen=True, slots=True)
class Month:
    """The posts of a month."""

    first: date
    """Its first day."""
    posts: tuple[Post, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class Year:
    """The posts of a year."""

    number: int
    months: tuple[Month, ...]
    """Newest first."""

    @property
    def uri(self) -> str:
        """The file its generated page pretends to be, seen from `docs/`."""
        return f"{ARCHIVE}/{self.number:04}.md"

    @property
    def url(self) -> str:
        """The address, seen from the site's root."""
        return page_url(self.uri)

    @property
    def posts(self) -> int:
        """How many posts it has."""
        return sum(len(month.posts) for month in self.months)


def group_by_year(posts: Iterable[Post]) -> tuple[Year, ...]:
    """Return the years that have posts, newest first, each post in one month."""
    ordered = sorted(posts, key=lambda post: post.age)
    return tuple(
        Year(number, tuple(_months(group)))
        for number, group in groupby(ordered, key=lambda post: post.date.year)
    )


def _months(posts: Iterable[Post]) -> Iterable[Month]:
    for first, group in groupby(posts, key=lambda post: post.date.replace(day=1)):
        yield Month(first, tuple(group))

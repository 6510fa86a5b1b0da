"""Adding up: what several exports count together, page by page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sourcebook.page_views import Counting, Counts, join_countings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .counts import Count, Export


@dataclass(frozen=True, slots=True)
class Tally:
    """What exports count together."""

    pages: dict[str, Counts]
    """By the path of a page of the site."""
    unknown: dict[str, int]
    """Views by address, where no page answers; most views first."""
    countings: list[Counting]
    """Who counted, and when."""


def add_up(exports: Iterable[Export], find: Callable[[str], str | None]) -> Tally:
    """Return the counts of all exports together, in whatever order they come.

    What two files of the same kind both have counts once; what is counted under several
    addresses of a page adds up. Of two services, or two kinds of export of one, that counted
    the same page in the same period, the one that counted more stands. `find` gives the path
    of the page that an address means.
    """
    find = cache(find)
    parts: dict[tuple[str, str, str | None, str, int, int, str], int] = {}
    countings = []
    for export in exports:
        days = []
        for page, (address, first, last, views, part) in _by_page(export, find):
            period = (first.toordinal(), last.toordinal())
            key = (export.service, export.form, page, address, *period, part)
            parts[key] = max(parts.get(key, 0), views)
            days += [first, last]
        if days:
            countings.append(Counting(export.service, export.counted, min(days), max(days)))
    sums: Counter[tuple[str, str, str, int, int]] = Counter()
    unknown: Counter[str] = Counter()
    for (service, form, page, address, begin, end, _), views in parts.items():
        if page:
            sums[service, form, page, begin, end] += views
        else:
            unknown[address] += views
    pages: dict[str, Counts] = {}
    for (_, _, path, begin, end), views in sums.items():
        pages.setdefault(path, Counts()).add(begin, end, views)
    listed = sorted(unknown.items(), key=lambda item: (-item[1], item[0]))
    return Tally(pages, dict(listed), join_countings(countings))


def _by_page(
    export: Export, find: Callable[[str], str | None]
) -> Iterator[tuple[str | None, Count]]:
    """Yield each count with the path of its page, or with `None` where no page answers."""
    for count in export.counts:
        yield count.address if export.looked_up else find(count.address), count
    for count in export.unknown:
        yield None, count

"""Adding up: what several exports count together, page by page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sourcebook.page_views import Counting, Counts, join_countings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .counts import Export


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
    the same page in the same period, the one that counted more stands. `find` gives the path of the page that an
    address means.
    """
    parts: dict[tuple[str, str, str, int, int, str], int] = {}
    countings = []
    for export in exports:
        for address, first, last, views, part in export.counts:
            period = (first.toordinal(), last.toordinal())
            key = (export.service, export.form, address, *period, part)
            parts[key] = max(parts.get(key, 0), views)
        days = [day for count in export.counts for day in (count.first, count.last)]
        if days:
            countings.append(Counting(export.service, export.counted, min(days), max(days)))
    sums: Counter[tuple[str, str, str, int, int]] = Counter()
    unknown: Counter[str] = Counter()
    for (service, form, address, begin, end, _), views in parts.items():
        if path := find(address):
            sums[service, form, path, begin, end] += views
        else:
            unknown[address] += views
    pages: dict[str, Counts] = {}
    for (_, _, path, begin, end), views in sums.items():
        pages.setdefault(path, Counts()).add(begin, end, views)
    listed = sorted(unknown.items(), key=lambda item: (-item[1], item[0]))
    return Tally(pages, dict(listed), join_countings(countings))

"""Page views: the file that keeps them, what exports add to it, and how many a window has.

A count belongs to a page and a period: one day, or the several days of an export that tells
no more. Whatever is known twice counts once, whichever came first: of the same period the
larger count stands, and of periods that overlap those count that together have the most.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from .addresses import PAGE_VIEWS
from .columns import read_groups
from .decoding import decode
from .fields import parse_day
from .plurals import count_of
from .problems import Problem
from .tables import read_table, render_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

K = TypeVar("K")

HEADER = ("path", "date", "views")
WITH_DAYS = (*HEADER, "days")
"""The header once there is a period of several days, which is kept at its last."""
LONGEST_HEADER = 80
"""Characters; what is longer is none."""
MOST_VIEWS = 10**9
"""No page is read more often, not even in a year; a larger number is a slip."""
MOST_DAYS = 36_525
"""A hundred years."""

SERVICES = "data/page-views-services.csv"
SERVICES_HEADER = ("service", "counted", "first", "last")
_A_DAY = timedelta(days=1)


class Period(NamedTuple):
    """How often a page was opened in several days; these are proleptic Gregorian ordinals."""

    first: int
    last: int
    views: int


@dataclass(slots=True)
class Counts:
    """How often one page was opened."""

    days: dict[int, int] = field(default_factory=dict)
    """Views by day, as its proleptic Gregorian ordinal."""
    periods: dict[tuple[int, int], int] = field(default_factory=dict)
    """Views of more than one day, by the first and the last."""
    line: int = 0
    """The first line of the file on which the page stands."""

    def add(self, first: int, last: int, views: int) -> None:
        """Take in a count; of the same period the larger one stands."""
        if first == last:
            self.days[last] = max(self.days.get(last, 0), views)
        else:
            self.periods[first, last] = max(self.periods.get((first, last), 0), views)

    @property
    def first(self) -> int:
        """The first day of which there is a count."""
        return min([*self.days, *(first for first, _ in self.periods)])

    @property
    def last(self) -> int:
        """The last day of which there is a count."""
        return max([*self.days, *(last for _, last in self.periods)])

    def plus(self, other: Counts) -> Counts:
        """Return the counts of two addresses of the same page, added up."""
        days = _added(self.days, other.days)
        return Counts(days, _added(self.periods, other.periods), min(self.line, other.line))

    def all(self) -> list[Period]:
        """Return all counts, by their last day, the shortest first."""
        days = [Period(day, day, views) for day, views in self.days.items()]
        periods = [Period(first, last, views) for (first, last), views in self.periods.items()]
        return sorted([*days, *periods], key=lambda period: (period.last, -period.first))

    def between(self, first: int, last: int) -> int:
        """Return how many views are known from one day to another.

        A period counts if the whole of it lies between the two. Where periods overlap, those
        count that together have the most views: so much is sure, and not more.
        """
        if not any(first <= begin and end <= last for begin, end in self.periods):
            if last - first < len(self.days):
                return sum(map(self.days.get, range(first, last + 1), repeat(0)))
            return sum(views for day, views in self.days.items() if first <= day <= last)
        inside = [each for each in self.all() if first <= each.first and each.last <= last]
        # Weighted interval scheduling: https://en.wikipedia.org/wiki/Interval_scheduling
        ends = [period.last for period in inside]
        best = [0]
        for place, period in enumerate(inside):
            before = bisect_left(ends, period.first, hi=place)
            best.append(max(best[-1], best[before] + period.views))
        return best[-1]


def _added(some: Mapping[K, int], others: Mapping[K, int]) -> dict[K, int]:
    return {key: some.get(key, 0) + others.get(key, 0) for key in {*some, *others}}


@dataclass(frozen=True, slots=True, order=True)
class Counting:
    """Days on which a service counted."""

    service: str
    """Its name, as a reader may know it."""
    counted: str
    """What it counted: `visitors` or `views`."""
    first: date
    last: date


def read_page_views(raw: bytes, *, latest: date) -> tuple[dict[str, Counts], list[Problem]]:
    """Return the counts in the file of page views by path, and a problem for each bad row.

    `latest` is the last day that does not lie in the future. An empty file has no rows.
    """
    text = decode(PAGE_VIEWS, raw)
    if isinstance(text, Problem):
        return {}, [text]
    if (plain := _read_plain(text, latest)) is not None:
        return plain, []
    # As bytes, which take a quarter of the memory of the characters of StringIO.
    rows = csv.reader(io.TextIOWrapper(io.BytesIO(raw), "utf-8-sig", newline=""))
    reader = _Reader(text, HEADER, latest)
    try:
        header = next(rows, list(HEADER))
        reader.header = header
        if tuple(header) not in (HEADER, WITH_DAYS):
            remedy = f"make it `{','.join(_header_for([header, *rows]))}`"
            return {}, [_problem(1, f"is `{','.join(header)}`", remedy)]
        for row in rows:
            if row:
                reader.read(row, rows.line_num)
    except csv.Error as error:
        what = f"is not CSV ({error})"
        reader.problems.append(_problem(rows.line_num, what, "correct the line"))
    return reader.counts, reader.problems


def _header_for(rows: Iterable[Sequence[str]]) -> Sequence[str]:
    """Return the header that rows need, which another program may have parted by semicolons."""
    widths = (",".join(row).replace(";", ",").count(",") + 1 for row in rows)
    return WITH_DAYS if len(WITH_DAYS) in widths else HEADER


def _read_plain(text: str, latest: date) -> dict[str, Counts] | None:
    """Return the counts of a file as we write it; `None` where a row is in any way another.

    A site of 5,000 posts has nearly two million rows a year.
    """

    def read_day(cell: str) -> int | None:
        day = parse_day(cell)
        return day.toordinal() if day and day <= latest else None

    def read_views(cell: str) -> int | None:
        return int(cell) if _is_number(cell, MOST_VIEWS) else None

    def read_length(cell: str) -> int | None:
        return int(cell) or None if _is_number(cell, MOST_DAYS) else None

    header = tuple(text[:LONGEST_HEADER].partition("\n")[0].split(","))
    if header not in (HEADER, WITH_DAYS):
        return None
    counts: dict[str, Counts] = {}
    for group in read_groups(text, (read_day, read_views, read_length)[: len(header) - 1]):
        if group is None or not group.name.startswith("/"):
            return None
        some = counts.setdefault(group.name, Counts(line=group.line))
        if not _add_all(some, *group.columns):
            return None
    return counts


def _add_all(some: Counts, lasts: list[int], views: list[int], lengths: Sequence[int] = ()) -> bool:
    """Take in counts by their last days, and tell whether there is none twice."""
    new = len(some.days) + len(some.periods) + len(lasts)
    if lengths.count(1) == len(lengths):
        some.days.update(zip(lasts, views, strict=True))
    else:
        for last, number, length in zip(lasts, views, lengths, strict=True):
            some.add(last - length + 1, last, number)
    return len(some.days) + len(some.periods) == new


class _Reader:
    """Reads rows one by one, and says what is wrong in which."""

    def __init__(self, text: str, header: Sequence[str], latest: date) -> None:
        self.text = text
        self.header = header
        self.latest = latest
        self.counts: dict[str, Counts] = {}
        self.days: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.problems: list[Problem] = []

    def read(self, row: Sequence[str], line: int) -> None:
        if len(row) not in (len(HEADER), len(self.header)):
            what = f"has {count_of(len(row), 'column')} instead of {len(self.header)}"
            self.problems.append(_problem(line, what, f"write {','.join(self.header)}"))
            return
        path, day, views = row[: len(HEADER)]
        counts = self.counts.get(path)
        if counts is None and not path.startswith("/"):
            remedy = "write it from the site's root: /topic/post/"
            self.problems.append(_problem(line, f"`{path}` is not a path", remedy))
            return
        last = self.days.get(day) or self._read_day(day, line)
        number = self.numbers.get(views)
        if number is None and last:
            number = self._read_number(views, line)
        days = self._read_length(_length(row), line) if last and number is not None else 0
        if not last or number is None or not days:
            return
        if counts is None:
            counts = self.counts[path] = Counts(line=line)
        first = last - days + 1
        if last in counts.days if days == 1 else (first, last) in counts.periods:
            what = f"counts {path} on {day} again, after line {self._find(row)}"
            self.problems.append(_problem(line, what, "keep one of the two lines"))
        elif days == 1:
            counts.days[last] = number
        else:
            counts.periods[first, last] = number

    def _read_day(self, day: str, line: int) -> int | None:
        when = parse_day(day)
        if when is None:
            what, remedy = f"`{day}` is not a date", "write the day as 2026-11-23"
        elif when > self.latest:
            what, remedy = f"{day} lies in the future", "correct the date"
        else:
            self.days[day] = when.toordinal()
            return self.days[day]
        self.problems.append(_problem(line, what, remedy))
        return None

    def _read_number(self, views: str, line: int) -> int | None:
        if _is_number(views, MOST_VIEWS):
            self.numbers[views] = int(views)
            return self.numbers[views]
        remedy = f"write a whole number from 0 to {MOST_VIEWS}"
        self.problems.append(_problem(line, f"`{views}` is not a number of views", remedy))
        return None

    def _read_length(self, days: str, line: int) -> int:
        """Return of how many days a count is; 0 where that is not said."""
        if _is_number(days, MOST_DAYS) and int(days):
            return int(days)
        remedy = f"write a whole number from 1 to {MOST_DAYS}"
        self.problems.append(_problem(line, f"`{days}` is not a number of days", remedy))
        return 0

    def _find(self, row: Sequence[str]) -> int:
        """Return the first line that counts the same page and period as a row."""
        rows = csv.reader(io.StringIO(self.text, newline=""))
        same = (row[:2], _length(row))
        return next(rows.line_num for other in rows if (other[:2], _length(other)) == same)


def _length(row: Sequence[str]) -> str:
    """Return of how many days a row is, as it stands there; one where it does not say."""
    return ("".join(row[3:4]) or "1").lstrip("0") or "0"


def _is_number(text: str, most: int) -> bool:
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    return digits and int(text) <= most


def _problem(line: int, what: str, remedy: str) -> Problem:
    return Problem(PAGE_VIEWS, f"line {line}", what, remedy)


def put_together(counts: Iterable[Mapping[str, Counts]]) -> dict[str, Counts]:
    """Return counts by path, taken together: the order makes no difference."""
    merged: dict[str, Counts] = {}
    for each in counts:
        for path, some in each.items():
            into = merged.setdefault(path, Counts())
            for period in some.all():
                into.add(*period)
    return merged


def render_page_views(counts: Mapping[str, Counts]) -> str:
    """Return the file of page views: sorted by path, last day and length, a period a line.

    Its fourth column is there only where it is needed.
    """
    rows = [
        (path, date.fromordinal(last).isoformat(), str(views), str(last - first + 1))
        for path, some in sorted(counts.items())
        for first, last, views in some.all()
    ]
    if any(some.periods for some in counts.values()):
        return render_table(WITH_DAYS, rows)
    return render_table(HEADER, [row[:3] for row in rows])


def read_services(raw: bytes) -> tuple[list[Counting], list[Problem]]:
    """Return who counted and when, and a problem for each row that cannot be read."""
    rows, problems = read_table(SERVICES, raw, SERVICES_HEADER)
    found = []
    for line, cells in rows:
        service, counted, first, last = cells
        begin, end = parse_day(first), parse_day(last)
        if service and begin and end and begin <= end:
            found.append(Counting(service, counted, begin, end))
        else:
            remedy = "write a service, what it counts, and two days such as 2026-11-23"
            what = f"`{','.join(cells)}` says of no service when it counted"
            problems.append(Problem(SERVICES, f"line {line}", what, remedy))
    return join_countings(found), problems


def join_countings(countings: Iterable[Counting]) -> list[Counting]:
    """Return who counted and when, sorted; days that overlap or follow each other are one row."""
    joined: list[Counting] = []
    for one in sorted(countings):
        before = joined[-1] if joined else one
        same = (before.service, before.counted) == (one.service, one.counted)
        if joined and same and one.first.toordinal() <= before.last.toordinal() + 1:
            joined[-1] = replace(before, last=max(before.last, one.last))
        else:
            joined.append(one)
    return joined


def cut_countings(countings: Iterable[Counting], first: date, last: date) -> Iterator[Counting]:
    """Yield who counted and when, without the days from one to another."""
    for one in countings:
        if one.first < first:
            yield replace(one, last=min(one.last, first - _A_DAY))
        if one.last > last:
            yield replace(one, first=max(one.first, last + _A_DAY))


def render_services(countings: Iterable[Counting]) -> str:
    """Return the file of services, sorted."""
    rows = [
        (one.service, one.counted, one.first.isoformat(), one.last.isoformat())
        for one in join_countings(countings)
    ]
    return render_table(SERVICES_HEADER, rows)

"""What every export of page views comes down to: counts, and what is said about them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from sourcebook.fields import parse_day
from sourcebook.page_views import MOST_VIEWS
from sourcebook.plurals import count_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    Row = tuple[str, list[str]]
    """The cells of a line, after its place."""

VISITORS, VIEWS = "visitors", "views"
"""What a service counts: each reader once, or every opening of a page."""

AGAIN = "export it again, or copy it whole"
"""The remedy for what no service writes."""

_DIGITS = re.compile(r"[0-9]{1,18}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SHOWN = 40
"""Characters of a value that a message quotes."""


class Count(NamedTuple):
    """How often readers opened a page in a period."""

    address: str
    """The page as the service names it: a path, or a whole address."""
    first: date
    """The first day of the period."""
    last: date
    """Its last day; the same as the first where the export tells the days apart."""
    views: int
    part: str = ""
    """What tells apart rows of the same page and period that add up: an hour, a host, a visit.

    The same part given twice, as by two exports that overlap, counts once.
    """


@dataclass(frozen=True, slots=True)
class Export:
    """What stands in one file of a service."""

    service: str
    """Its name, as a reader may know it."""
    counted: str
    """`VISITORS` or `VIEWS`."""
    counts: tuple[Count, ...]
    """Those of the same page and period add up if their `part` or spelling differs."""
    form: str = ""
    """Which of the service's exports it is: what one of them tells apart, another may not."""
    left_out: int = 0
    """Lines of a log that are in no form we know."""
    looked_up: bool = False
    """Whether `counts` names pages by their paths, as the site itself writes them.

    To look up such a path again would take the prefix of the site out of it, wherever a
    folder has the same name.
    """
    unknown: tuple[Count, ...] = ()
    """Where it was looked up: what was counted under addresses that no page answers."""


class ExportError(Exception):
    """A file is no export that can be read: what is wrong with it, and how to mend it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy


class EmptyError(ExportError):
    """A file has nothing in it, as a log right after the server has begun a new one."""


def read_count(value: object, where: str) -> int:
    """Return a number of views, or raise `ExportError`.

    `value` is a number, or the digits of one; `where` names its place in the file.
    """
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_VIEWS:
        return value
    what = f"{where}: {show(value)} is not a number of views"
    raise ExportError(
        what, "export it again; a count is a whole number from 0 to a thousand million"
    )


def read_day(value: object, where: str) -> date:
    """Return the day that a date or a moment, such as `2026-03-05T19:00:00Z`, falls on.

    Raise `ExportError` where it is none. A moment counts for the day in its own zone.
    """
    text = value if isinstance(value, str) else ""
    day = parse_day(text[:10]) if text[10:11] in ("", "T", " ") else None
    if day is None:
        what = f"{where}: {show(value)} is not a date"
        raise ExportError(what, "export it again; days are written as 2026-11-23")
    return day


def need_period(period: tuple[date, date] | None) -> tuple[date, date]:
    """Return the period that the writer has given, or raise `ExportError` where there is none."""
    if period is None:
        remedy = "give its first and last day, as `--from 2026-10-24 --to 2026-11-22`"
        raise ExportError("does not say which days it counts", remedy)
    return period


def show(value: object) -> str:
    """Return how a message names a value: its beginning, or what it is if that is longer."""
    match value:
        case list():
            return "a list"
        case dict():
            return "a group"
        case None:
            return "nothing"
    return f"`{str(value)[:_SHOWN].encode(errors='replace').decode()}`"


def make_export(service: str, counted: str, counts: Iterable[Count], form: str = "") -> Export:
    """Return what a file counts; what has no address is no page, and is left out."""
    pages = tuple(count for count in counts if count.address.strip())
    return Export(service, counted, pages, form)


def read_address(value: object, where: str) -> str:
    """Return an address as the service writes it, or raise `ExportError` where it is no text."""
    if isinstance(value, str) and not _SURROGATE.search(value):
        return value
    raise ExportError(f"{where}: {show(value)} is not an address", AGAIN)


def read_list(value: object, where: str) -> list[Any]:
    """Return a list, or raise `ExportError`."""
    if isinstance(value, list):
        return value
    raise ExportError(f"{where}: is {show(value)} instead of a list", AGAIN)


def read_group(value: object, where: str) -> dict[str, Any]:
    """Return a group of keys, or raise `ExportError`."""
    if isinstance(value, dict):
        return value
    raise ExportError(f"{where}: is {show(value)} instead of a group of keys", AGAIN)


def read_period(first: object, last: object, where: str) -> tuple[date, date]:
    """Return the days on which a period begins and ends, or raise `ExportError`."""
    begin, end = read_day(first, where), read_day(last, where)
    if begin > end:
        raise ExportError(f"{where}: ends on {end}, before it begins on {begin}", AGAIN)
    return begin, end


def make_part(values: Iterable[object], where: str) -> str:
    """Return the `part` of a count that these values tell apart, or raise `ExportError`."""
    texts = []
    for value in values:
        if isinstance(value, list | dict):
            raise ExportError(f"{where}: is {show(value)} instead of a value", AGAIN)
        texts.append(str(value))
    return "\n".join(texts)


def choose_measure(rows: Sequence[Mapping[str, Any]], measures: Mapping[str, str]) -> str:
    """Return the first measure that every row has, or raise `ExportError`."""
    for key in measures:
        if all(key in row for row in rows):
            return key
    what = f"counts pages by none of {', '.join(measures)}"
    raise ExportError(what, "export it again with one of them for every page")


def read_rows(lines: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a CSV file with their places, or raise `ExportError`.

    A blank line is a row without cells.
    """
    rows = csv.reader(lines)
    try:
        for row in rows:
            yield f"line {rows.line_num}", row
    except csv.Error as error:
        raise ExportError(f"line {rows.line_num}: is not CSV ({error})", AGAIN) from None


def read_table(lines: Iterable[str]) -> tuple[list[str], Iterator[Row]]:
    """Return the header of a CSV file, and its rows, which are all as long.

    The header may come again, where files were put together.
    """
    rows = read_rows(lines)
    header = next((row for _, row in rows if row), [])
    return header, _check_length(rows, header)


def _check_length(rows: Iterable[Row], header: list[str]) -> Iterator[Row]:
    for where, row in rows:
        if not row or row == header:
            continue
        if len(row) != len(header):
            what = f"{where}: has {count_of(len(row), 'column')} instead of {len(header)}"
            raise ExportError(what, AGAIN)
        yield where, row


def find_columns(
    header: list[str], first: str, second: str, *more: str
) -> Callable[[list[str]], tuple[str, ...]]:
    """Return what takes these columns out of a row, or raise `ExportError` where one is missing."""
    names = (first, second, *more)
    for name in names:
        if name not in header:
            raise missing_column(name, header)
    return itemgetter(*map(header.index, names))


def missing_column(
    name: str, header: Iterable[str], remedy: str = "export it again, and leave its header as it is"
) -> ExportError:
    """Return the error of a table that lacks a column."""
    there = ", ".join(show(cell) for cell in header if cell)
    what = f"has no column `{name}`, only {there or 'empty ones'}"
    return ExportError(what, remedy)

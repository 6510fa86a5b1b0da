"""Matomo: the answer of its API on the addresses of pages, `Actions.getPageUrls`.

https://developer.matomo.org/api-reference/reporting-api
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .counts import (
    VIEWS,
    VISITORS,
    Count,
    Export,
    ExportError,
    choose_measure,
    make_export,
    need_period,
    read_address,
    read_count,
    read_group,
    read_list,
    read_period,
    show,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

NAME = "Matomo"

# A visit counts a page once, however often it is opened in it; Matomo has the number of
# different visitors for few kinds of period.
_MEASURES = {"nb_uniq_visitors": VISITORS, "nb_visits": VISITORS, "nb_hits": VIEWS}


def read_answer(answer: object, period: tuple[date, date] | None) -> Export:
    """Return what Matomo has answered: rows, or rows by day.

    The rows are flat, or lie in folders. `period` has the days where the answer has none.
    """
    pages = [
        (days, where, row)
        for days, where, rows in _tables(answer, period)
        for where, row in _pages(rows, where)
    ]
    measure = choose_measure([row for _, _, row in pages], _MEASURES)
    counts = (
        Count(
            read_address(row["url"], f"{where}, url"),
            *days,
            read_count(row[measure], f"{where}, {measure}"),
        )
        for days, where, row in pages
    )
    return make_export(NAME, _MEASURES[measure], counts)


def _tables(
    answer: object, period: tuple[date, date] | None
) -> Iterator[tuple[tuple[date, date], str, list[Any]]]:
    """Yield the rows of each period, after its days and its name."""
    match answer:
        case {"result": "error", "message": message}:
            what = f"holds an error of Matomo instead of counts: {show(message)}"
            raise ExportError(what, "correct the question, and ask again")
        case dict():
            for key, rows in answer.items():
                first, comma, last = str(key).partition(",")
                days = read_period(first, last if comma else first, show(key))
                yield days, f"{key}, ", read_list(rows, show(key))
        case _:
            yield need_period(period), "", read_list(answer, "answer")


def _pages(rows: list[Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of pages, also those in folders, each after its place."""
    waiting = [(f"{name}row {number}", row) for number, row in enumerate(rows, start=1)]
    while waiting:
        where, item = waiting.pop()
        row = read_group(item, where)
        if "subtable" in row:
            inner = enumerate(read_list(row["subtable"], f"{where}, subtable"), start=1)
            waiting += [(f"{where}.{number}", each) for number, each in inner]
        elif "idsubdatatable" in row and "url" not in row:
            what = f"{where}: is a folder, whose pages are not in the file"
            raise ExportError(what, "ask again with `flat=1`")
        if "url" in row:
            yield where, row

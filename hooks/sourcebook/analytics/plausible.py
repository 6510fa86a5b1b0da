"""Plausible: the answer of its API, of version 2 or 1, and its export in CSV.

https://plausible.io/docs/stats-api
https://plausible.io/docs/stats-api-v1
https://plausible.io/docs/csv-import
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sourcebook.plurals import count_of

from .counts import (
    AGAIN,
    VIEWS,
    VISITORS,
    Count,
    Export,
    ExportError,
    choose_measure,
    find_columns,
    make_export,
    make_part,
    need_period,
    read_address,
    read_count,
    read_day,
    read_group,
    read_list,
    read_period,
    read_table,
    show,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from .counts import Row

    Days = tuple[date, date] | None

NAME = "Plausible"

_PAGE, _DAY = "event:page", "time:day"
_MEASURES = {"visitors": VISITORS, "pageviews": VIEWS}


def read_answer(answer: object, period: Days) -> Export:
    """Return what the API has answered; `period` has the days where the answer has none."""
    found = read_group(answer, "answer")
    results = read_list(found.get("results"), "results")
    rows = [read_group(row, f"results[{number}]") for number, row in enumerate(results)]
    if "query" in found:
        return _read_second(rows, read_group(found["query"], "query"), period)
    if any("dimensions" in row for row in rows):
        raise ExportError("has no `query`, which says what its numbers are", AGAIN)
    return _read_first(rows, need_period(period))


def _read_first(rows: list[dict[str, Any]], period: tuple[date, date]) -> Export:
    measure = choose_measure(rows, _MEASURES)
    counts = (
        Count(
            read_address(row.get("page"), f"results[{number}].page"),
            *period,
            read_count(row[measure], f"results[{number}].{measure}"),
        )
        for number, row in enumerate(rows)
    )
    return make_export(NAME, _MEASURES[measure], counts, "API")


def _read_second(rows: list[dict[str, Any]], query: dict[str, Any], period: Days) -> Export:
    """Return what rows count that have their values in the order of the query."""
    metrics = read_list(query.get("metrics"), "query.metrics")
    measure = next((name for name in _MEASURES if name in metrics), None)
    if measure is None:
        there = ", ".join(map(show, metrics)) or "nothing"
        remedy = "add `visitors` to its metrics"
        raise ExportError(f"query.metrics: counts {there} instead of visitors", remedy)
    names = read_list(query.get("dimensions"), "query.dimensions")
    if _PAGE not in names:
        there = ", ".join(map(show, names)) or "nothing"
        remedy = f"add `{_PAGE}` to its dimensions"
        raise ExportError(f"query.dimensions: tells {there} apart instead of pages", remedy)
    days = None if _DAY in names else _read_days(query.get("date_range"), period)
    others = [
        place for place, name in enumerate(names) if name != _DAY and place != names.index(_PAGE)
    ]

    def read(number: int, row: dict[str, Any]) -> Count:
        where = f"results[{number}]"
        values = _read_values(row, "dimensions", names, where)
        numbers = _read_values(row, "metrics", metrics, where)
        if days is None:
            first = last = read_day(values[names.index(_DAY)], f"{where}.dimensions")
        else:
            first, last = days
        return Count(
            read_address(values[names.index(_PAGE)], f"{where}.dimensions"),
            first,
            last,
            read_count(numbers[metrics.index(measure)], f"{where}.metrics"),
            make_part((values[place] for place in others), f"{where}.dimensions"),
        )

    form = ", ".join(["API", *(show(names[place]) for place in others)])
    counts = (read(number, row) for number, row in enumerate(rows))
    return make_export(NAME, _MEASURES[measure], counts, form)


def _read_values(row: dict[str, Any], key: str, names: list[Any], where: str) -> list[Any]:
    values = read_list(row.get(key), f"{where}.{key}")
    if len(values) != len(names):
        what = f"{where}.{key}: has {count_of(len(values), 'value')} instead of {len(names)}"
        raise ExportError(what, AGAIN)
    return values


def _read_days(days: object, period: Days) -> tuple[date, date]:
    """Return the days that an answer says, as days or moments, or else those given."""
    match days:
        case [first, last]:
            return read_period(first, last, "query.date_range")
        case _:
            return need_period(period)


def read_csv(lines: Iterable[str]) -> Export:
    """Return what a file `imported_pages_….csv` counts, or several put together."""
    header, rows = read_table(lines)
    measure = next((name for name in _MEASURES if name in header), "visitors")
    return make_export(NAME, _MEASURES[measure], _read_rows(header, rows, measure), "CSV")


def _read_rows(header: list[str], rows: Iterable[Row], measure: str) -> Iterator[Count]:
    columns = find_columns(header, "date", "page", measure)
    host = header.index("hostname") if "hostname" in header else None
    for where, row in rows:
        when, page, number = columns(row)
        day = read_day(when, f"{where}, date")
        count = read_count(number, f"{where}, {measure}")
        part = "" if host is None else row[host]
        yield Count(read_address(page, f"{where}, page"), day, day, count, part)

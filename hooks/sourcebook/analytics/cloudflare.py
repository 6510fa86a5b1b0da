"""Cloudflare: the answer of its GraphQL API, of Web Analytics or of the traffic of a zone.

https://developers.cloudflare.com/analytics/graphql-api/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .counts import (
    VIEWS,
    Count,
    Export,
    ExportError,
    make_export,
    make_part,
    need_period,
    read_address,
    read_count,
    read_day,
    read_group,
    read_list,
    show,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

NAME = "Cloudflare"

_DATA_SETS = {
    "rumPageloadEventsAdaptiveGroups": "requestPath",
    "httpRequestsAdaptiveGroups": "clientRequestPath",
}
"""What is counted, and the dimension that has the path of a page."""
_OWNERS = ("accounts", "zones")


def read_answer(answer: object, period: tuple[date, date] | None) -> Export:
    """Return what Cloudflare has answered; `period` has the days where the answer has none.

    The views are estimates: Cloudflare looks at a sample.
    """
    found = read_group(answer, "answer")
    if found.get("errors"):
        what = f"holds an error of Cloudflare instead of counts: {_message(found['errors'])}"
        raise ExportError(what, "correct the question, and ask again")
    data = read_group(found.get("data"), "data")
    groups = list(_read_groups(read_group(data.get("viewer"), "data.viewer")))
    data_sets = {data_set for data_set, *_ in groups}
    if len(data_sets) > 1:
        what = "counts both page loads and requests"
        raise ExportError(what, "ask for the two apart, and give one of them")
    others = {name for data_set, _, _, row in groups for name in _others(row, data_set)}
    counts = (_read_row(*group, period) for group in groups)
    return make_export(NAME, VIEWS, counts, ", ".join([*data_sets, *sorted(others)]))


def _message(errors: object) -> str:
    match errors:
        case [{"message": message}, *_]:
            return show(message)
        case _:
            return show(errors)


def _read_groups(viewer: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield rows, each after its data set, the part that its owner makes, and its place.

    Several zones may have a page of the same path.
    """
    known = False
    for kind in _OWNERS:
        for number, item in enumerate(read_list(viewer.get(kind, []), kind)):
            owner = read_group(item, f"{kind}[{number}]")
            for data_set in filter(owner.__contains__, _DATA_SETS):
                known = True
                name = f"{kind}[{number}].{data_set}"
                for place, row in enumerate(read_list(owner[data_set], name)):
                    where = f"{name}[{place}]"
                    yield data_set, str(number or ""), where, read_group(row, where)
    if not known:
        what = f"data.viewer: has none of {', '.join(_DATA_SETS)}"
        raise ExportError(what, "ask for one of them")


def _others(row: dict[str, Any], data_set: str) -> list[str]:
    """Return the dimensions of a row besides its page and its day."""
    dimensions = row.get("dimensions")
    names = dimensions if isinstance(dimensions, dict) else {}
    return sorted(names.keys() - {"date", _DATA_SETS[data_set]})


def _read_row(
    data_set: str, owner: str, where: str, row: dict[str, Any], period: tuple[date, date] | None
) -> Count:
    dimensions = read_group(row.get("dimensions"), f"{where}.dimensions")
    key = _DATA_SETS[data_set]
    if "date" in dimensions:
        first = last = read_day(dimensions["date"], f"{where}.dimensions.date")
    else:
        first, last = need_period(period)
    values = [dimensions[name] for name in _others(row, data_set)]
    return Count(
        read_address(dimensions.get(key), f"{where}.dimensions.{key}"),
        first,
        last,
        read_count(row.get("count"), f"{where}.count"),
        make_part([owner, *values], f"{where}.dimensions"),
    )

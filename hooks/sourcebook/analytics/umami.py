"""Umami: the answer of its API on the metrics of a website, by path.

https://docs.umami.is/docs/api/website-stats
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .counts import (
    VIEWS,
    VISITORS,
    Count,
    Export,
    choose_measure,
    make_export,
    need_period,
    read_address,
    read_count,
    read_group,
    read_list,
)

if TYPE_CHECKING:
    from datetime import date

NAME = "Umami"

# Umami counts distinct sessions as `y`, and a session is a reader:
# https://github.com/umami-software/umami/blob/master/src/queries/sql/pageviews/getPageviewMetrics.ts
_MEASURES = {"y": VISITORS, "visitors": VISITORS, "pageviews": VIEWS}


def read_answer(answer: object, period: tuple[date, date] | None) -> Export:
    """Return what `…/metrics?type=path` or `…/metrics/expanded?type=path` has answered.

    Before October 2025 the type was `url`. The answer does not say of which days it is.
    """
    first, last = need_period(period)
    items = read_list(answer, "answer")
    rows = [read_group(row, f"row {number}") for number, row in enumerate(items, start=1)]
    measure = choose_measure(rows, _MEASURES)
    counts = (
        Count(
            read_address(row.get("x", row.get("name")), f"row {number}"),
            first,
            last,
            read_count(row[measure], f"row {number}, {measure}"),
        )
        for number, row in enumerate(rows, start=1)
    )
    return make_export(NAME, _MEASURES[measure], counts)

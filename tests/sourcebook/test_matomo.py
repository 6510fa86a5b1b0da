"""Matomo: visits of pages, flat or in folders, of a period or by day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.analytics.counts import VIEWS, VISITORS, Count, ExportError
from sourcebook.analytics.matomo import read_answer
from tests.sourcebook.spoiled import is_sound_or_refused, spoiled

FIRST, LAST = date(2026, 10, 24), date(2026, 11, 22)
PERIOD = (FIRST, LAST)
HOME = "https://example.org/"
ROSES = "https://example.org/garden/roses/"

FLAT: list[dict[str, Any]] = [
    {"label": "/index", "nb_visits": 9, "nb_hits": 12, "url": HOME, "exit_rate": "40%"},
    {"label": "/garden/roses/", "nb_visits": "7", "nb_hits": 8, "url": ROSES},
    {"label": "Others", "nb_visits": 3, "nb_hits": 3},
]
NESTED: list[dict[str, Any]] = [
    {"label": "/index", "nb_visits": 9, "nb_hits": 12, "url": HOME},
    {
        "label": "garden",
        "nb_visits": 8,
        "nb_hits": 9,
        "idsubdatatable": 2,
        "subtable": [
            {"label": "/roses", "nb_visits": 7, "nb_hits": 8, "url": ROSES},
            {"label": "clay", "nb_visits": 1, "nb_hits": 1, "subtable": []},
        ],
    },
]
BY_DAY: dict[str, Any] = {
    "2026-10-24": [
        {"label": "/index", "nb_uniq_visitors": 5, "nb_visits": 6, "nb_hits": 7, "url": HOME}
    ],
    "2026-10-25": [],
    "2026-10-24,2026-11-22": [
        {"label": "/index", "nb_uniq_visitors": 8, "nb_visits": 9, "nb_hits": 12, "url": HOME}
    ],
}


@pytest.mark.parametrize("rows", [FLAT, NESTED])
def test_visits_count_whether_rows_are_flat_or_lie_in_folders(rows: list[Any]) -> None:
    export = read_answer(rows, PERIOD)

    assert (export.service, export.counted) == ("Matomo", VISITORS)
    assert sorted(export.counts) == [Count(HOME, *PERIOD, 9), Count(ROSES, *PERIOD, 7)]


def test_different_visitors_count_if_all_rows_have_them() -> None:
    export = read_answer(BY_DAY, None)

    assert export.counted == VISITORS
    assert export.counts == (Count(HOME, FIRST, FIRST, 5), Count(HOME, *PERIOD, 8))


def test_views_count_where_there_are_no_visits() -> None:
    export = read_answer([FLAT[0], {"url": ROSES, "nb_hits": 8}], PERIOD)

    assert export.counted == VIEWS
    assert sorted(export.counts) == [Count(HOME, *PERIOD, 12), Count(ROSES, *PERIOD, 8)]


@pytest.mark.parametrize(
    ("answer", "what", "remedy"),
    [
        (
            {"result": "error", "message": "You can't access this resource."},
            "holds an error of Matomo instead of counts: `You can't access this resource.`",
            "correct the question, and ask again",
        ),
        (7, "answer: is `7` instead of a list", "export it again, or copy it whole"),
        ([7], "row 1: is `7` instead of a group of keys", "export it again, or copy it whole"),
        (
            [{"label": "garden", "nb_visits": 8, "idsubdatatable": 2}],
            "row 1: is a folder, whose pages are not in the file",
            "ask again with `flat=1`",
        ),
        (
            [{"subtable": 7}],
            "row 1, subtable: is `7` instead of a list",
            "export it again, or copy it whole",
        ),
        (
            [{"subtable": [{"url": 7, "nb_hits": 1}]}],
            "row 1.1, url: `7` is not an address",
            "export it again, or copy it whole",
        ),
        (
            [{"url": "/", "visits": 7}],
            "counts pages by none of nb_uniq_visitors, nb_visits, nb_hits",
            "export it again with one of them for every page",
        ),
        (
            [{"url": "/", "nb_visits": "-7"}],
            "row 1, nb_visits: `-7` is not a number of views",
            "export it again; a count is a whole number from 0 to a thousand million",
        ),
        (
            {"2026-10-24": [{"url": "/", "nb_visits": None}]},
            "2026-10-24, row 1, nb_visits: nothing is not a number of views",
            "export it again; a count is a whole number from 0 to a thousand million",
        ),
        (
            {"2026-10-24": {}},
            "`2026-10-24`: is a group instead of a list",
            "export it again, or copy it whole",
        ),
        (
            {"2026-11-22,2026-10-24": []},
            "`2026-11-22,2026-10-24`: ends on 2026-10-24, before it begins on 2026-11-22",
            "export it again, or copy it whole",
        ),
        (
            {"7": []},
            "`7`: `7` is not a date",
            "export it again; days are written as 2026-11-23",
        ),
    ],
)
def test_a_fault_is_named(answer: object, what: str, remedy: str) -> None:
    with pytest.raises(ExportError) as error:
        read_answer(answer, PERIOD)

    assert (error.value.what, error.value.remedy) == (what, remedy)


def test_rows_without_days_need_a_period() -> None:
    with pytest.raises(ExportError, match="does not say which days it counts"):
        read_answer(FLAT, None)


def test_folders_may_lie_as_deep_as_json_can() -> None:
    rows = [FLAT[0]]
    for _ in range(5000):
        rows = [{"label": "folder", "subtable": rows}]

    assert read_answer(rows, PERIOD).counts == (Count(HOME, *PERIOD, 9),)


@given(st.permutations(NESTED), st.permutations(sorted(BY_DAY)))
def test_the_order_of_rows_makes_no_difference(rows: list[Any], days: list[str]) -> None:
    by_day = {day: BY_DAY[day] for day in days}

    assert sorted(read_answer(rows, PERIOD).counts) == sorted(read_answer(NESTED, PERIOD).counts)
    assert sorted(read_answer(by_day, None).counts) == sorted(read_answer(BY_DAY, None).counts)


@given(spoiled(FLAT) | spoiled(NESTED) | spoiled(BY_DAY))
def test_any_answer_is_read_or_an_error(answer: object) -> None:
    assert is_sound_or_refused(lambda: read_answer(answer, PERIOD))

"""Umami: visitors by path, in the short form and in the expanded one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from sourcebook.analytics.counts import VIEWS, VISITORS, Count, ExportError
from sourcebook.analytics.umami import read_answer
from tests.sourcebook.spoiled import is_sound_or_refused, spoiled

PERIOD = (date(2026, 10, 24), date(2026, 11, 22))
SHORT: list[dict[str, Any]] = [{"x": "/roses/", "y": 46}, {"x": "/clay/", "y": "7"}]
LONG: list[dict[str, Any]] = [
    {
        "name": "/roses/",
        "pageviews": 60,
        "visitors": 46,
        "visits": 50,
        "bounces": 9,
        "totaltime": 99,
    },
    {"name": "", "pageviews": 1, "visitors": 1},
]


def test_a_reader_counts_once() -> None:
    short, long = read_answer(SHORT, PERIOD), read_answer(LONG, PERIOD)

    assert (short.service, short.counted, long.counted) == ("Umami", VISITORS, VISITORS)
    assert short.counts == (Count("/roses/", *PERIOD, 46), Count("/clay/", *PERIOD, 7))
    assert long.counts == (Count("/roses/", *PERIOD, 46),)


def test_views_count_where_there_are_no_visitors() -> None:
    export = read_answer([{"name": "/roses/", "pageviews": 60}], PERIOD)

    assert (export.counted, export.counts) == (VIEWS, (Count("/roses/", *PERIOD, 60),))


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ({"x": "/"}, "answer: is a group instead of a list"),
        ([SHORT[0], 7], "row 2: is `7` instead of a group of keys"),
        ([{"y": 7}], "row 1: nothing is not an address"),
        ([{"x": "/"}], "counts pages by none of y, visitors, pageviews"),
        ([{"x": "/", "y": -7}], "row 1, y: `-7` is not a number of views"),
    ],
)
def test_a_fault_is_named(answer: object, what: str) -> None:
    with pytest.raises(ExportError) as error:
        read_answer(answer, PERIOD)

    assert error.value.what == what


def test_the_period_is_needed() -> None:
    with pytest.raises(ExportError, match="does not say which days it counts"):
        read_answer(SHORT, None)


def test_the_order_of_rows_makes_no_difference() -> None:
    turned = read_answer(SHORT[::-1], PERIOD)

    assert sorted(turned.counts) == sorted(read_answer(SHORT, PERIOD).counts)


@given(spoiled(SHORT) | spoiled(LONG))
def test_any_answer_is_read_or_an_error(answer: object) -> None:
    assert is_sound_or_refused(lambda: read_answer(answer, PERIOD))

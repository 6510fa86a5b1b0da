"""Cloudflare: page loads of Web Analytics, or requests to a zone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.analytics.cloudflare import read_answer
from sourcebook.analytics.counts import VIEWS, Count, ExportError
from tests.sourcebook.spoiled import is_sound_or_refused, spoiled

FIRST, LAST = date(2026, 10, 24), date(2026, 11, 22)
PERIOD = (FIRST, LAST)
AGAIN = "export it again, or copy it whole"
LOADS, REQUESTS = "rumPageloadEventsAdaptiveGroups", "httpRequestsAdaptiveGroups"


def answer(kind: str, *owners: object, **more: object) -> dict[str, Any]:
    return {"data": {"viewer": {kind: list(owners)}}, "errors": None} | more


def load(count: object, **dimensions: object) -> dict[str, Any]:
    return {"count": count, "sum": {"visits": 1}, "dimensions": dimensions}


BEACON = answer(
    "accounts",
    {LOADS: [load(460, requestPath="/roses/"), load(70, requestPath="/clay/")]},
)
TRAFFIC = answer(
    "zones",
    {
        REQUESTS: [
            load(46, clientRequestPath="/roses/", date="2026-10-24"),
            load(7, clientRequestPath="/roses/", date="2026-11-22"),
        ]
    },
    {REQUESTS: [load(9, clientRequestPath="/roses/", date="2026-10-24")]},
)


def test_page_loads_count_in_the_given_period() -> None:
    export = read_answer(BEACON, PERIOD)

    assert (export.service, export.counted, export.form) == ("Cloudflare", VIEWS, LOADS)
    assert export.counts == (Count("/roses/", *PERIOD, 460), Count("/clay/", *PERIOD, 70))


def test_days_and_zones_are_told_apart() -> None:
    export = read_answer(TRAFFIC, None)

    assert export.form == REQUESTS
    assert export.counts == (
        Count("/roses/", FIRST, FIRST, 46),
        Count("/roses/", LAST, LAST, 7),
        Count("/roses/", FIRST, FIRST, 9, "1"),
    )


def test_other_dimensions_are_told_apart() -> None:
    rows = [
        load(4, requestPath="/", countryName="DE", deviceType="mobile"),
        load(6, requestPath="/", deviceType="mobile", countryName="NL"),
    ]

    export = read_answer(answer("accounts", {LOADS: rows}), PERIOD)

    assert export.form == f"{LOADS}, countryName, deviceType"
    assert export.counts == (
        Count("/", *PERIOD, 4, "\nDE\nmobile"),
        Count("/", *PERIOD, 6, "\nNL\nmobile"),
    )


def test_nothing_may_be_counted() -> None:
    assert read_answer(answer("zones", {REQUESTS: []}), PERIOD).counts == ()


@pytest.mark.parametrize(
    ("given", "what", "remedy"),
    [
        ([], "answer: is a list instead of a group of keys", AGAIN),
        (
            {"data": None, "errors": [{"message": "not authorized", "path": None}]},
            "holds an error of Cloudflare instead of counts: `not authorized`",
            "correct the question, and ask again",
        ),
        (
            {"errors": "down"},
            "holds an error of Cloudflare instead of counts: `down`",
            "correct the question, and ask again",
        ),
        ({"data": None}, "data: is nothing instead of a group of keys", AGAIN),
        ({"data": {}}, "data.viewer: is nothing instead of a group of keys", AGAIN),
        (answer("accounts", 7), "accounts[0]: is `7` instead of a group of keys", AGAIN),
        (
            answer("accounts"),
            f"data.viewer: has none of {LOADS}, {REQUESTS}",
            "ask for one of them",
        ),
        (
            answer("zones", {LOADS: [load(1)], REQUESTS: [load(1)]}),
            "counts both page loads and requests",
            "ask for the two apart, and give one of them",
        ),
        (
            answer("zones", {REQUESTS: {}}),
            f"zones[0].{REQUESTS}: is a group instead of a list",
            AGAIN,
        ),
        (
            answer("zones", {REQUESTS: [{"count": 7}]}),
            f"zones[0].{REQUESTS}[0].dimensions: is nothing instead of a group of keys",
            AGAIN,
        ),
        (
            answer("zones", {REQUESTS: [load(7)]}),
            f"zones[0].{REQUESTS}[0].dimensions.clientRequestPath: nothing is not an address",
            AGAIN,
        ),
        (
            answer("zones", {REQUESTS: [load(7, clientRequestPath="/", date="soon")]}),
            f"zones[0].{REQUESTS}[0].dimensions.date: `soon` is not a date",
            "export it again; days are written as 2026-11-23",
        ),
        (
            answer("zones", {REQUESTS: [load(0.7, clientRequestPath="/")]}),
            f"zones[0].{REQUESTS}[0].count: `0.7` is not a number of views",
            "export it again; a count is a whole number from 0 to a thousand million",
        ),
        (
            answer("zones", {REQUESTS: [load(7, clientRequestPath="/", country=[])]}),
            f"zones[0].{REQUESTS}[0].dimensions: is a list instead of a value",
            AGAIN,
        ),
    ],
)
def test_a_fault_is_named(given: object, what: str, remedy: str) -> None:
    with pytest.raises(ExportError) as error:
        read_answer(given, PERIOD)

    assert (error.value.what, error.value.remedy) == (what, remedy)


def test_rows_without_days_need_a_period() -> None:
    with pytest.raises(ExportError, match="does not say which days it counts"):
        read_answer(BEACON, None)


@given(st.permutations(TRAFFIC["data"]["viewer"]["zones"][0][REQUESTS]))
def test_the_order_of_rows_makes_no_difference(rows: list[Any]) -> None:
    second = TRAFFIC["data"]["viewer"]["zones"][1]

    turned = read_answer(answer("zones", {REQUESTS: rows}, second), None)

    assert sorted(turned.counts) == sorted(read_answer(TRAFFIC, None).counts)


@given(spoiled(BEACON) | spoiled(TRAFFIC))
def test_any_answer_is_read_or_an_error(spoilt: object) -> None:
    assert is_sound_or_refused(lambda: read_answer(spoilt, PERIOD))

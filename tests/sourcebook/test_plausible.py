"""Plausible: visitors by page, as the API has them in two versions, and as exports do."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.analytics.counts import VIEWS, VISITORS, Count, ExportError
from sourcebook.analytics.plausible import read_answer, read_csv
from tests.sourcebook.spoiled import is_sound_or_refused, spoiled, spoiled_lines

FIRST, LAST = date(2026, 10, 24), date(2026, 11, 22)
PERIOD = (FIRST, LAST)
GIVEN = (date(2026, 1, 1), date(2026, 1, 31))

ANSWER: dict[str, Any] = {
    "results": [
        {"metrics": [60, 46], "dimensions": ["/roses/"]},
        {"metrics": [9, 7], "dimensions": ["/clay/"]},
    ],
    "meta": {},
    "query": {
        "site_id": "example.org",
        "metrics": ["pageviews", "visitors"],
        "date_range": ["2026-10-24T00:00:00+02:00", "2026-11-22T23:59:59+01:00"],
        "filters": [],
        "dimensions": ["event:page"],
        "order_by": [["visitors", "desc"]],
        "include": {},
        "pagination": {"offset": 0, "limit": 10000},
    },
}
BY_DAY: dict[str, Any] = {
    "results": [
        {"metrics": [46], "dimensions": ["2026-10-24", "DE", "/roses/"]},
        {"metrics": [5], "dimensions": ["2026-10-24", "NL", "/roses/"]},
        {"metrics": [7], "dimensions": ["2026-11-22", "DE", "/roses/"]},
    ],
    "query": {
        "metrics": ["visitors"],
        "dimensions": ["time:day", "visit:country", "event:page"],
    },
}
OLD: dict[str, Any] = {
    "results": [
        {"page": "/roses/", "visitors": 46, "pageviews": 60},
        {"page": "/clay/", "visitors": 7},
    ]
}
HEADER = '"date","hostname","page","visits","visitors","pageviews"\n'
CSV = (
    HEADER + '"2026-10-24","example.org","/roses/",50,46,60\n'
    '"2026-10-24","www.example.org","/roses/",2,2,2\n'
    + HEADER
    + '"2026-11-22","example.org","/roses/",9,7,9\n'
)


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def with_query(**changes: object) -> dict[str, Any]:
    return ANSWER | {"query": ANSWER["query"] | changes}


def test_the_query_says_what_the_numbers_are() -> None:
    export = read_answer(ANSWER, GIVEN)

    assert (export.service, export.counted, export.form) == ("Plausible", VISITORS, "API")
    assert export.counts == (Count("/roses/", *PERIOD, 46), Count("/clay/", *PERIOD, 7))


def test_days_and_other_dimensions_are_told_apart() -> None:
    export = read_answer(BY_DAY, None)

    assert export.form == "API, `visit:country`"
    assert export.counts == (
        Count("/roses/", FIRST, FIRST, 46, "DE"),
        Count("/roses/", FIRST, FIRST, 5, "NL"),
        Count("/roses/", LAST, LAST, 7, "DE"),
    )


def test_the_range_may_be_given_in_days() -> None:
    answer = with_query(date_range=["2026-10-24", "2026-11-22"])

    assert read_answer(answer, None).counts == read_answer(ANSWER, None).counts


def test_the_writer_gives_a_period_that_is_only_named() -> None:
    answer = with_query(date_range="30d")

    assert read_answer(answer, GIVEN).counts[0] == Count("/roses/", *GIVEN, 46)

    with pytest.raises(ExportError, match="does not say which days it counts"):
        read_answer(answer, None)


def test_views_count_where_there_are_no_visitors() -> None:
    export = read_answer(with_query(metrics=["bounce_rate", "pageviews"]), None)

    assert export.counted == VIEWS
    assert export.counts[0] == Count("/roses/", *PERIOD, 46)


def test_the_first_version_names_its_values() -> None:
    export = read_answer(OLD, GIVEN)

    assert (export.counted, export.form) == (VISITORS, "API")
    assert export.counts == (Count("/roses/", *GIVEN, 46), Count("/clay/", *GIVEN, 7))
    assert read_answer({"results": [{"page": "/", "pageviews": 3}]}, GIVEN).counted == VIEWS

    with pytest.raises(ExportError, match="does not say which days it counts"):
        read_answer(OLD, None)


@pytest.mark.parametrize(
    ("answer", "what", "remedy"),
    [
        ([], "answer: is a list instead of a group of keys", "export it again, or copy it whole"),
        ({}, "results: is nothing instead of a list", "export it again, or copy it whole"),
        (
            {"results": [7]},
            "results[0]: is `7` instead of a group of keys",
            "export it again, or copy it whole",
        ),
        (
            {"results": ANSWER["results"]},
            "has no `query`, which says what its numbers are",
            "export it again, or copy it whole",
        ),
        (
            {"results": [{"visitors": 7}]},
            "results[0].page: nothing is not an address",
            "export it again, or copy it whole",
        ),
        (
            {"results": [{"page": "/"}]},
            "counts pages by none of visitors, pageviews",
            "export it again with one of them for every page",
        ),
        (
            with_query(metrics=["visits", 7]),
            "query.metrics: counts `visits`, `7` instead of visitors",
            "add `visitors` to its metrics",
        ),
        (
            with_query(metrics=[]),
            "query.metrics: counts nothing instead of visitors",
            "add `visitors` to its metrics",
        ),
        (
            with_query(dimensions=["visit:country"]),
            "query.dimensions: tells `visit:country` apart instead of pages",
            "add `event:page` to its dimensions",
        ),
        (
            with_query(dimensions=[]),
            "query.dimensions: tells nothing apart instead of pages",
            "add `event:page` to its dimensions",
        ),
        (
            with_query(date_range=["2026-11-22", "2026-10-24"]),
            "query.date_range: ends on 2026-10-24, before it begins on 2026-11-22",
            "export it again, or copy it whole",
        ),
        (
            with_query(dimensions=["event:page", "visit:city"]),
            "results[0].dimensions: has 1 value instead of 2",
            "export it again, or copy it whole",
        ),
        (
            with_query(metrics=["visitors"]),
            "results[0].metrics: has 2 values instead of 1",
            "export it again, or copy it whole",
        ),
        (
            ANSWER | {"results": [{"metrics": [60, 4.6], "dimensions": ["/roses/"]}]},
            "results[0].metrics: `4.6` is not a number of views",
            "export it again; a count is a whole number from 0 to a thousand million",
        ),
        (
            BY_DAY | {"results": [{"metrics": [4], "dimensions": ["soon", "DE", "/"]}]},
            "results[0].dimensions: `soon` is not a date",
            "export it again; days are written as 2026-11-23",
        ),
    ],
)
def test_a_fault_in_an_answer_is_named(answer: object, what: str, remedy: str) -> None:
    with pytest.raises(ExportError) as error:
        read_answer(answer, GIVEN)

    assert (error.value.what, error.value.remedy) == (what, remedy)


def test_hosts_add_up_in_exports_that_are_put_together() -> None:
    export = read_csv(lines(CSV))

    assert (export.service, export.counted, export.form) == ("Plausible", VISITORS, "CSV")
    assert export.counts == (
        Count("/roses/", FIRST, FIRST, 46, "example.org"),
        Count("/roses/", FIRST, FIRST, 2, "www.example.org"),
        Count("/roses/", LAST, LAST, 7, "example.org"),
    )


def test_an_export_may_have_other_columns() -> None:
    export = read_csv(["date,page,pageviews,total_scroll_depth\n", "2026-10-24,/,9,300\n"])

    assert (export.counted, export.counts) == (VIEWS, (Count("/", FIRST, FIRST, 9),))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "has no column `date`, only empty ones"),
        ("date,page,visits\n", "has no column `visitors`, only `date`, `page`, `visits`"),
        (HEADER + "2026-10-24,example.org,/,1,1\n", "line 2: has 5 columns instead of 6"),
        (HEADER + "soon,example.org,/,1,1,1\n", "line 2, date: `soon` is not a date"),
        (
            HEADER + "2026-10-24,example.org,/,1,-1,1\n",
            "line 2, visitors: `-1` is not a number of views",
        ),
    ],
)
def test_a_fault_in_csv_is_named(text: str, what: str) -> None:
    with pytest.raises(ExportError) as error:
        read_csv(lines(text))

    assert error.value.what == what


@given(st.permutations(lines(CSV)[1:]), st.permutations(BY_DAY["results"]))
def test_the_order_of_rows_makes_no_difference(rows: list[str], results: list[Any]) -> None:
    turned = deepcopy(BY_DAY) | {"results": results}

    assert sorted(read_csv([HEADER, *rows]).counts) == sorted(read_csv(lines(CSV)).counts)
    assert sorted(read_answer(turned, None).counts) == sorted(read_answer(BY_DAY, None).counts)


@given(spoiled(ANSWER) | spoiled(BY_DAY) | spoiled(OLD))
def test_any_answer_is_read_or_an_error(answer: object) -> None:
    assert is_sound_or_refused(lambda: read_answer(answer, GIVEN))


@given(spoiled_lines(CSV) | st.lists(st.text(max_size=30)))
def test_any_lines_are_read_or_an_error(rows: list[str]) -> None:
    assert is_sound_or_refused(lambda: read_csv(rows))

"""Dates of works: every way they are written, and what is no date."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.formats.dates import is_month, name_month, read_date, render_date, render_month
from tests.sourcebook.works import DATES


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        (2011, [[2011]]),
        ("2011", [[2011]]),
        ("2011-07", [[2011, 7]]),
        ("2011-07-05", [[2011, 7, 5]]),
        ("2011-07-05T10:00:00Z", [[2011, 7, 5]]),
        ("2011?", [[2011]]),
        ("2011/2012", [[2011], [2012]]),
        ("2011/..", [[2011]]),
        ("2011-21", [[2011]]),
        ("2011/07/05/", [[2011, 7, 5]]),
        ("2011/07//Summer", [[2011, 7]]),
        ("2011/07/05/2012-01", [[2011, 7, 5], [2012, 1]]),
        ("2011.7.5", [[2011, 7, 5]]),
        ("2011 Jul", [[2011, 7]]),
        ("2011 Jul-Aug", [[2011, 7], [2011, 8]]),
        ("2011 Sept 5", [[2011, 9, 5]]),
        ("5 July 2011", [[2011, 7, 5]]),
        ("July 5th, 2011", [[2011, 7, 5]]),
        ("2011 Winter", [[2011]]),
        ("2011 2nd quarter", [[2011]]),
        ("2011 Dec-2012 Jan", [[2011, 12], [2012, 1]]),
        ("5-7 July 2011", [[2011, 7, 5], [2011, 7, 7]]),
        ("2011 7 5", [[2011, 7, 5]]),
        ({"date-parts": [["2011", "7"]]}, [[2011, 7]]),
        ({"date-parts": [2011, 7]}, [[2011, 7]]),
        ({"date-parts": [[2011, None]]}, [[2011]]),
        ({"raw": "July 2011"}, [[2011, 7]]),
        ({"literal": "2011"}, [[2011]]),
        ({"season": 2}, []),
        ([], []),
        ({"date-parts": []}, []),
        ({"date-parts": [[None]]}, []),
        ("", []),
    ],
)
def test_a_date_is_read_however_it_is_written(written: Any, parts: list[list[int]]) -> None:
    assert read_date(written) == parts


@pytest.mark.parametrize(
    "written",
    [
        "soon",
        "5/7/2012",
        "2011-13",
        "2011-02-30",
        "2012/2011",
        "2011/2012/2013",
        "1 2 3 July 2011",
        "2011 1 2 3",
        "May to June to July 2011",
        {"date-parts": [["spring"]]},
        {"date-parts": [[2011, 13]]},
        True,
        1.5,
    ],
)
def test_what_is_no_date_is_not_guessed(written: Any) -> None:
    assert read_date(written) is None


@given(DATES)
def test_a_date_written_is_read_back(date: dict[str, Any]) -> None:
    assert read_date(render_date(date["date-parts"])) == date["date-parts"]


@given(st.text(alphabet="0123456789-/ .?JulyAugto", max_size=16))
def test_no_text_stops_the_reader(text: str) -> None:
    parts = read_date(text)

    assert parts is None or parts == sorted(parts)


def test_months_have_the_abbreviations_of_bibtex() -> None:
    assert [render_month(1), render_month(9)] == ["jan", "sep"]
    assert is_month("jul")
    assert not is_month("july")


def test_months_have_names_to_be_read() -> None:
    assert [name_month(1), name_month(12)] == ["January", "December"]

"""What stands in an export, whatever its form."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sourcebook.blogger.entries import (
    LEGACY,
    Blog,
    Unreadable,
    clean_text,
    in_zone,
    number_of,
    read_instant,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tag:blogger.com,1999:blog-1.post-23", "23"),
        ("tag:blogger.com,1999:blog-1.page-23", "23"),
        ("http://www.blogger.com/feeds/1/2/comments/default/34", "34"),
        ("nothing", ""),
    ],
)
def test_an_entry_is_known_by_the_last_number_of_its_id(text: str, number: str) -> None:
    assert number_of(text) == number


def test_a_moment_has_an_offset_or_is_none() -> None:
    assert read_instant("2016-04-05T22:30:00.003Z") == datetime(2016, 4, 5, 22, 30, 0, 3000, UTC)
    assert read_instant(" 2016-04-05T22:30:00 ") == datetime(2016, 4, 5, 22, 30, tzinfo=UTC)
    assert read_instant("yesterday") is None
    assert read_instant("0001-01-01T00:00:00+14:00") is None  # no clock in UTC shows it
    assert read_instant(None) is None


def test_a_moment_is_shown_by_the_clocks_of_a_zone_where_they_can() -> None:
    moment = datetime(2016, 4, 6, 2, 30, tzinfo=UTC)
    first = datetime(1, 1, 1, tzinfo=UTC)

    assert in_zone(moment, ZoneInfo("America/New_York")).day == 5
    assert in_zone(moment, None) is moment
    assert in_zone(first, ZoneInfo("America/New_York")) == first


def test_what_nobody_sees_is_taken_out_of_a_text() -> None:
    assert clean_text(" a\u200bb\u00ad \n c\u0007\u00a0d\ufeff ") == "ab c d"
    assert clean_text("a\u200cb\u200dc") == "a\u200cb\u200dc"  # joiners of letters stay


def test_a_reason_is_a_clause_and_a_remedy() -> None:
    assert str(Unreadable("is empty", "copy it")) == "is empty; copy it"
    assert Blog(LEGACY, "1", "", "", ()).zone == ""

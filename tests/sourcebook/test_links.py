from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.links import (
    CLOSED,
    NO_STATUS,
    LinkRow,
    addresses_of,
    describe,
    due,
    find_addresses,
    is_dead,
    learn,
    read_links,
    render_links,
)
from tests.sourcebook import garden

TODAY = garden.TODAY
DAY = dt.timedelta(days=1)
ROSE = "https://example.org/rose"

DATES = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
ROWS = st.lists(
    st.builds(
        LinkRow,
        st.sampled_from([ROSE, "http://example.org/?a=1,2", "https://example.org/%22"]),
        DATES,
        st.sampled_from(["200", "404", *NO_STATUS]),
        st.none() | DATES,
    ),
    unique_by=lambda row: row.address,
)


def row(status: str, *, failing: int | None = None, checked: int = 0) -> LinkRow:
    """Return what an address answered `checked` days ago, failing for so many days."""
    since = None if failing is None else TODAY - failing * DAY
    return LinkRow(ROSE, TODAY - checked * DAY, status, since)


def test_the_file_gives_an_address_a_line() -> None:
    raw = (
        b"address,checked,status,failing_since\n"
        b"https://example.org/rose,2026-11-20,200,\n"
        b"https://example.org/thorn,2026-11-20,timeout,2026-11-01\n"
    )

    assert read_links(raw) == (
        [
            LinkRow(ROSE, dt.date(2026, 11, 20), "200", None),
            LinkRow(
                "https://example.org/thorn",
                dt.date(2026, 11, 20),
                "timeout",
                dt.date(2026, 11, 1),
            ),
        ],
        [],
    )


def test_each_line_that_cannot_be_read_is_a_problem_and_the_others_are_kept() -> None:
    raw = (
        b"address,checked,status,failing_since\n"
        b"example.org,2026-11-20,200,\n"
        b"https://example.org/a,yesterday,200,\n"
        b"https://example.org/b,2026-11-20,500,long\n"
        b"https://example.org/c,2026-11-20,fine,\n"
        b"https://example.org/rose,2026-11-20,200,\n"
        b"https://example.org/rose,2026-11-21,200,\n"
    )

    rows, problems = read_links(raw)

    assert rows == [LinkRow(ROSE, dt.date(2026, 11, 20), "200", None)]
    assert garden.messages(problems) == [
        "data/links.csv: line 2: `example.org` is not a web address; delete the line",
        "data/links.csv: line 3: `yesterday` is not a date; write the day as 2026-11-23",
        "data/links.csv: line 4: `long` is not a date; write the day as 2026-11-23",
        "data/links.csv: line 5: `fine` is not an answer; "
        "write a number such as 404, or timeout, no-answer, refused, tls",
        "data/links.csv: line 7: has https://example.org/rose a second time; "
        "keep one of the two lines",
    ]


@given(ROWS)
def test_links_are_written_sorted_and_read_back(rows: list[LinkRow]) -> None:
    text = render_links(rows)

    found, problems = read_links(text.encode())

    assert found == sorted(rows, key=lambda row: row.address)
    assert problems == []


@pytest.mark.parametrize("status", ["404", "410"])
def test_what_is_not_found_is_dead_at_once(status: str) -> None:
    assert is_dead(row(status, failing=0), today=TODAY)


@pytest.mark.parametrize("status", ["200", "204", *sorted(CLOSED)])
def test_what_answers_well_or_lets_no_robot_in_is_never_dead(status: str) -> None:
    assert not is_dead(row(status, failing=400), today=TODAY)


@pytest.mark.parametrize("status", ["302", "400", "500", "502", "504", "999", *NO_STATUS])
def test_any_other_failure_is_dead_after_fourteen_days(status: str) -> None:
    assert not is_dead(row(status), today=TODAY)
    assert not is_dead(row(status, failing=13), today=TODAY)
    assert is_dead(row(status, failing=14), today=TODAY)


def test_what_failed_once_and_was_never_asked_again_is_not_dead() -> None:
    assert not is_dead(row("500", failing=100, checked=100), today=TODAY)


def test_a_failure_is_counted_from_the_first_of_those_in_a_row() -> None:
    first = learn(None, ROSE, "500", today=TODAY)
    second = learn(first, ROSE, "timeout", today=TODAY + 7 * DAY)
    well = learn(second, ROSE, "200", today=TODAY + 14 * DAY)
    again = learn(well, ROSE, "500", today=TODAY + 21 * DAY)

    assert first == LinkRow(ROSE, TODAY, "500", TODAY)
    assert second == LinkRow(ROSE, TODAY + 7 * DAY, "timeout", TODAY)
    assert well == LinkRow(ROSE, TODAY + 14 * DAY, "200", None)
    assert again == LinkRow(ROSE, TODAY + 21 * DAY, "500", TODAY + 21 * DAY)


def test_a_closed_door_ends_a_failure() -> None:
    failing = learn(None, ROSE, "500", today=TODAY)

    assert learn(failing, ROSE, "403", today=TODAY + DAY).failing_since is None


def test_what_happened_is_told_in_words() -> None:
    assert describe(row("404")) == "answered 404 on 2026-11-23"
    assert describe(row("tls")) == "had no valid certificate on 2026-11-23"


def test_the_addresses_of_a_record_are_those_of_the_work_and_of_its_copy() -> None:
    files = {
        "sources/elm1999.md": garden.source_file(
            DOI="10.1000/elm",
            URL="https://example.org/elm",
            archive={"URL": "https://archive.example.org/elm", "date": "2026-01-02"},
        ),
        "sources/oak2001.md": garden.source_file(URL="https://example.org/elm"),
    }
    sources = garden.read_garden(files).sources

    assert addresses_of(sources["elm1999"]) == (
        "https://doi.org/10.1000/elm",
        "https://example.org/elm",
        "https://archive.example.org/elm",
    )
    assert addresses_of(sources["smith2011roses"]) == ()
    assert find_addresses(sources) == [
        "https://archive.example.org/elm",
        "https://doi.org/10.1000/elm",
        "https://example.org/elm",
    ]


def test_an_address_is_asked_again_after_a_week_and_not_before() -> None:
    ages = [0, 6, 7, 100, -1]
    rows = {f"https://example.org/{age}": row("200", checked=age) for age in ages}

    waiting = due([*rows, "https://example.org/new"], rows, today=TODAY)

    assert [address.rpartition("/")[2] for address in waiting] == ["7", "100", "-1", "new"]

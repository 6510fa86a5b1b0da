"""Counts: what exports of all services have in common, and what is wrong with them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.analytics.counts import (
    VIEWS,
    VISITORS,
    Count,
    Export,
    ExportError,
    choose_measure,
    find_columns,
    make_export,
    make_part,
    missing_column,
    need_period,
    read_address,
    read_count,
    read_day,
    read_group,
    read_list,
    read_period,
    read_rows,
    read_table,
    show,
)

DAY = date(2026, 10, 24)
AGAIN = "export it again, or copy it whole"


@pytest.mark.parametrize("value", [0, 7, 10**9, "0", "7", "007", "1000000000"])
def test_a_count_is_a_whole_number(value: object) -> None:
    assert read_count(value, "row 1") == int(str(value))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (-1, "`-1`"),
        (1.5, "`1.5`"),
        (7.0, "`7.0`"),
        (True, "`True`"),
        (10**9 + 1, "`1000000001`"),
        ("1" * 50, f"`{'1' * 40}`"),
        ("٣", "`٣`"),
        ("", "``"),
        (None, "nothing"),
        ([1], "a list"),
        ({"a": 1}, "a group"),
    ],
)
def test_what_is_no_count_is_an_error(value: object, shown: str) -> None:
    with pytest.raises(ExportError) as error:
        read_count(value, "row 1")

    assert error.value.what == f"row 1: {shown} is not a number of views"
    assert error.value.remedy == (
        "export it again; a count is a whole number from 0 to a thousand million"
    )


@pytest.mark.parametrize("text", ["2026-10-24", "2026-10-24T23:59:59+02:00", "2026-10-24 00:00:00"])
def test_a_moment_counts_for_its_day(text: str) -> None:
    assert read_day(text, "row 1") == DAY


@pytest.mark.parametrize(
    "value", ["2026-13-24", "24.10.2026", "20261024", "2026-10-24x", "", 20261024, None, DAY]
)
def test_what_is_no_day_is_an_error(value: object) -> None:
    with pytest.raises(ExportError) as error:
        read_day(value, "row 1")

    assert error.value.what == f"row 1: {show(value)} is not a date"
    assert error.value.remedy == "export it again; days are written as 2026-11-23"


def test_a_period_has_a_first_and_a_last_day() -> None:
    assert read_period("2026-10-24T00:00:00Z", "2026-10-24T23:59:59Z", "range") == (DAY, DAY)

    with pytest.raises(ExportError) as error:
        read_period("2026-10-25", "2026-10-24", "range")

    assert error.value.what == "range: ends on 2026-10-24, before it begins on 2026-10-25"


def test_the_writer_gives_the_period_that_a_file_does_not_have() -> None:
    assert need_period((DAY, DAY)) == (DAY, DAY)

    with pytest.raises(ExportError) as error:
        need_period(None)

    assert error.value.what == "does not say which days it counts"
    assert error.value.remedy == (
        "give its first and last day, as `--from 2026-10-24 --to 2026-11-22`"
    )


def test_what_has_no_address_is_no_page() -> None:
    counts = [Count(address, DAY, DAY, 7) for address in ("/a/", "", " ", "a")]

    export = make_export("Service", VIEWS, counts, "CSV")

    assert export == Export("Service", VIEWS, (counts[0], counts[3]), "CSV")


@pytest.mark.parametrize("value", [None, 7, ["/a/"], "/\ud800/"])
def test_an_address_is_text(value: object) -> None:
    assert read_address("/é/?a=1#b", "row 1") == "/é/?a=1#b"

    with pytest.raises(ExportError) as error:
        read_address(value, "row 1")

    assert error.value.what == f"row 1: {show(value)} is not an address"
    assert error.value.remedy == AGAIN


def test_a_message_can_be_written_whatever_it_quotes() -> None:
    assert show("/\ud800/") == "`/?/`"
    assert show(b"a") == "`b'a'`"


def test_lists_and_groups_are_told_from_other_values() -> None:
    assert read_list([1], "rows") == [1]
    assert read_group({"a": 1}, "row 1") == {"a": 1}

    with pytest.raises(ExportError, match=re.escape("rows: is a group instead of a list")):
        read_list({}, "rows")
    with pytest.raises(ExportError, match=re.escape("row 1: is `7` instead of a group of keys")):
        read_group(7, "row 1")


def test_a_part_is_the_same_for_the_same_values_only() -> None:
    assert make_part([], "row 1") == make_part([""], "row 1") == ""
    assert make_part(["a", 1], "row 1") == make_part(["a", "1"], "row 1")
    assert make_part(["a b", "c"], "row 1") != make_part(["a", "b c"], "row 1")

    with pytest.raises(ExportError, match="row 1: is a list instead of a value"):
        make_part([["a"]], "row 1")


def test_the_first_measure_that_all_rows_have_counts() -> None:
    measures = {"users": VISITORS, "hits": VIEWS}

    assert choose_measure([], measures) == "users"
    assert choose_measure([{"users": 1, "hits": 2}, {"users": 1}], measures) == "users"
    assert choose_measure([{"users": 1, "hits": 2}, {"hits": 2}], measures) == "hits"

    with pytest.raises(ExportError) as error:
        choose_measure([{"users": 1}, {"hits": 2}], measures)

    assert error.value.what == "counts pages by none of users, hits"
    assert error.value.remedy == "export it again with one of them for every page"


def test_rows_come_with_the_line_on_which_they_end() -> None:
    lines = ["a,b\r\n", "\r\n", '"1\n', '2",3']

    assert list(read_rows(lines)) == [
        ("line 1", ["a", "b"]),
        ("line 2", []),
        ("line 4", ["1\n2", "3"]),
    ]


def test_what_is_no_csv_is_an_error() -> None:
    with pytest.raises(ExportError) as error:
        list(read_rows(["a,b\n", "1\r2,3\n"]))

    assert error.value.what.startswith("line 2: is not CSV (new-line character seen")
    assert error.value.remedy == AGAIN


def test_a_table_may_have_its_header_again() -> None:
    header, rows = read_table(["\n", "a,b\n", "1,2\n", "\n", "a,b\n", "3,4\n"])

    assert header == ["a", "b"]
    assert list(rows) == [("line 3", ["1", "2"]), ("line 6", ["3", "4"])]


def test_a_row_is_as_long_as_the_header() -> None:
    _, rows = read_table(["a,b\n", "1\n"])

    with pytest.raises(ExportError, match="line 2: has 1 column instead of 2"):
        list(rows)


def test_an_empty_table_has_no_header() -> None:
    header, rows = read_table([])

    assert (header, list(rows)) == ([], [])


def test_columns_are_found_by_name() -> None:
    take = find_columns(["a", "b", "c"], "c", "a")

    assert take(["1", "2", "3"]) == ("3", "1")

    with pytest.raises(ExportError) as error:
        find_columns(["a", "", "b"], "a", "c")

    assert error.value.what == "has no column `c`, only `a`, `b`"
    assert error.value.remedy == "export it again, and leave its header as it is"
    assert missing_column("c", []).what == "has no column `c`, only empty ones"


@given(st.lists(st.text(max_size=30)))
def test_lines_are_rows_of_one_length_or_an_error(lines: list[str]) -> None:
    with suppress(ExportError):
        header, rows = read_table(lines)

        assert all(len(row) == len(header) for _, row in rows)

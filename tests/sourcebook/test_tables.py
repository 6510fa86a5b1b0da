from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.tables import read_table, render_table
from tests.sourcebook import garden

HEADER = ("tree", "height")


def read(text: bytes) -> tuple[list[tuple[int, list[str]]], list[str]]:
    rows, problems = read_table("data/trees.csv", text, HEADER)
    return rows, garden.messages(problems)


@pytest.mark.parametrize("raw", [b"", b"tree,height\n", b"\xef\xbb\xbftree,height\r\n\r\n"])
def test_a_file_without_rows_has_none_and_no_problem(raw: bytes) -> None:
    assert read(raw) == ([], [])


def test_a_row_comes_with_the_line_it_ends_on() -> None:
    rows, problems = read(b'tree,height\nelm,30\n"oak,\nold",40\n\nfir,50\n')

    assert rows == [(2, ["elm", "30"]), (4, ["oak,\nold", "40"]), (6, ["fir", "50"])]
    assert problems == []


def test_another_header_is_a_problem_and_no_row_is_read() -> None:
    rows, problems = read(b"tree;height\nelm;30\n")

    assert rows == []
    assert problems == ["data/trees.csv: line 1: is `tree;height`; make it `tree,height`"]


def test_a_row_with_too_many_or_too_few_columns_is_a_problem_and_the_others_are_kept() -> None:
    rows, problems = read(b"tree,height\nelm\nfir,50\noak,40,old\n")

    assert rows == [(3, ["fir", "50"])]
    assert problems == [
        "data/trees.csv: line 2: has 1 column instead of 2; write tree,height",
        "data/trees.csv: line 4: has 3 columns instead of 2; write tree,height",
    ]


def test_a_file_that_is_not_text_is_a_problem() -> None:
    assert read(b"tree,height\n\xff\xfe,1\n") == (
        [],
        ["data/trees.csv: line 2: is not UTF-8; save the file as UTF-8 in your editor"],
    )


def test_a_quotation_mark_that_is_never_closed_is_named_by_the_line_it_swallows() -> None:
    rows, problems = read(b'tree,height\nelm,30\n"' + b"oak,40" * 30_000)

    assert rows == [(2, ["elm", "30"])]
    assert problems == [
        "data/trees.csv: line 3: is not CSV (field larger than field limit (131072)); "
        "correct the line"
    ]


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8))))
def test_what_is_written_is_read_back(rows: list[tuple[str, str]]) -> None:
    # A lone carriage return is a line end to whoever opens the file, and so to us.
    rows = [(one.replace("\r", "\n"), other.replace("\r", "\n")) for one, other in rows]
    rows = [row for row in rows if all(cell.isprintable() or "\n" in cell for cell in row)]

    found, problems = read_table("x.csv", render_table(HEADER, rows).encode(), HEADER)

    assert [tuple(cells) for _, cells in found] == rows
    assert problems == []

"""The rows of a large and plain table, many at a time."""

from __future__ import annotations

import pytest

from sourcebook import columns
from sourcebook.columns import Group, read_groups


def number(cell: str) -> int | None:
    return int(cell) if cell.isdigit() else None


def groups(text: str, width: int = 2) -> list[Group | None]:
    return [*read_groups(text, [number] * width)]


def test_rows_with_the_same_name_come_together_with_their_line() -> None:
    assert groups("name,a,b\nx,1,2\nx,3,4\ny,5,6\nx,7,8\n") == [
        Group("x", 2, ([1, 3], [2, 4])),
        Group("y", 4, ([5], [6])),
        Group("x", 5, ([7], [8])),
    ]


@pytest.mark.parametrize("text", ["", "name,a,b", "name,a,b\n"])
def test_a_table_without_rows_has_no_groups(text: str) -> None:
    assert groups(text) == []


def test_the_last_line_may_end_without_a_line_end() -> None:
    assert groups("name,a,b\nx,1,2") == groups("name,a,b\nx,1,2\n")


def test_a_table_that_is_read_in_parts_keeps_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "AT_ONCE", 1)

    assert groups("name,a\nx,1\nx,2\ny,3\n", 1) == [
        Group("x", 2, ([1],)),
        Group("x", 3, ([2],)),
        Group("y", 4, ([3],)),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "",
        "x",
        "x,1",
        "x,1,2,3",
        "x,1,-2",
        "x,,2",
        'x,"1",2',
        '"x",1,2',
        "x,1,2,y\n3,4",
        "x,1\n2,y,3,4",
    ],
)
def test_a_row_that_is_not_plain_ends_the_table(row: str) -> None:
    assert groups(f"name,a,b\n{row}\n")[-1] is None
    assert groups(f"name,a,b\nx,1,2\n{row}\nx,3,4\n")[-1] is None

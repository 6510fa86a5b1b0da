"""Columns: the rows of a large and plain table, many at a time.

Whoever reads rows one by one takes several times as long, which shows where there are millions.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Read = Callable[[str], int | None]
    """Gives the number that a cell stands for, `None` where it stands for none."""

AT_ONCE = 1 << 20
"""Characters that are taken apart at a time; as cells they take many times as much room."""


class Group(NamedTuple):
    """Rows that follow each other and have the same first cell."""

    name: str
    """The first cell."""
    line: int
    """The line of the first row."""
    columns: tuple[list[int], ...]
    """The other cells, column by column."""


def read_groups(text: str, reads: Sequence[Read]) -> Iterator[Group | None]:
    """Yield the rows below the header; `None`, and nothing after it, where one is not plain.

    In a plain table no cell is quoted, every row has a name and as many cells more as there
    are `reads`, and each of these can be read.
    """
    known: list[dict[str, int]] = [{} for _ in reads]
    start, line = text.find("\n") + 1 or len(text), 2
    while start < len(text):
        end = text.find("\n", start + AT_ONCE) + 1 or len(text)
        block = text[start:end].removesuffix("\n")
        # The line end stays with the name after it, so that no row lends a cell to the next.
        cells = f"\n{block}".replace("\n", ",\n").split(",")
        width = len(reads) + 1
        names = cells[1::width]
        if '"' in block or len(cells) % width != 1 or not all(n[:1] == "\n" for n in {*names}):
            yield None
            return
        columns = []
        for place, read in enumerate(reads):
            column = _read_column(cells[place + 2 :: width], known[place], read)
            if column is None:
                yield None
                return
            columns.append(column)
        first = 0
        for name, rows in groupby(names):
            last = first + len(list(rows))
            yield Group(name[1:], line + first, tuple(column[first:last] for column in columns))
            first = last
        start, line = end, line + len(names)


def _read_column(cells: list[str], known: dict[str, int], read: Read) -> list[int] | None:
    """Return the numbers of cells, each read once."""
    for cell in {*cells} - known.keys():
        number = read(cell)
        if number is None:
            return None
        known[cell] = number
    return [*map(known.__getitem__, cells)]

"""Tables: small CSV files that the build reads and a command writes."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from .decoding import decode
from .plurals import count_of
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def read_table(
    file: str, raw: bytes, header: Sequence[str]
) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Return the rows of a CSV file, each with its line, and all problems.

    An empty file has no rows, and neither has one with another header. A row with too few
    or too many columns is a problem.
    """
    text = decode(file, raw)
    if isinstance(text, Problem):
        return [], [text]
    rows = csv.reader(io.StringIO(text, newline=""))
    found: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    columns = ",".join(header)
    try:
        if (first := next(rows, list(header))) != list(header):
            what = f"is `{','.join(first)}`"
            return [], [Problem(file, "line 1", what, f"make it `{columns}`")]
        for row in rows:
            if len(row) == len(header):
                found.append((rows.line_num, row))
            elif row:
                what = f"has {count_of(len(row), 'column')} instead of {len(header)}"
                problems.append(Problem(file, f"line {rows.line_num}", what, f"write {columns}"))
    except csv.Error as error:
        what = f"is not CSV ({error})"
        problems.append(Problem(file, f"line {rows.line_num}", what, "correct the line"))
    return found, problems


def render_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the text of a CSV file with these rows, one a line."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()

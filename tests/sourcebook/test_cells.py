"""Cells: a writer who works in Jupyter is told a cell, and not a line of a page never seen."""

from __future__ import annotations

import pytest

from sourcebook.cells import find_cells
from sourcebook.problems import Problem

SOURCES = ["---\ntitle: A\n---", "One.\n\nTwo.", "not in the text", "Three."]
TEXT = "---\ntitle: A\n---\n\nOne.\n\nTwo.\n\nput out\n\nThree.\n\nDownload it.\n"
CELLS = find_cells("roses/My roses.ipynb", TEXT, SOURCES)


@pytest.mark.parametrize(
    ("line", "cell"),
    [(1, 1), (3, 1), (5, 2), (7, 2), (9, 4), (11, 4), (13, 4)],
)
def test_a_line_comes_from_the_cell_that_put_it_out(line: int, cell: int) -> None:
    assert CELLS.at(line) == cell


@pytest.mark.parametrize(("key", "place"), [("line 5", "cell 2"), ("title", "title")])
def test_a_problem_names_the_notebook_and_the_cell(key: str, place: str) -> None:
    problem = Problem("roses/My roses.md", key, "is odd", "mend it")

    assert str(CELLS.tell(problem)) == f"roses/My roses.ipynb: {place}: is odd; mend it"

"""Cells: where in a notebook the lines of its page come from, for a writer who sees cells only."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .problems import Problem

_LINE = re.compile(r"^line (\d+)")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a notebook, in the text of its page."""

    uri: str
    """The notebook, seen from `docs/`."""
    ends: tuple[int, ...]
    """The line on which each cell ends."""

    def at(self, line: int) -> int:
        """Return the number of the cell that a line comes from, as Jupyter's readers count."""
        return min(bisect_left(self.ends, line) + 1, len(self.ends))

    def name(self, text: str) -> str:
        """Return a text that begins with a line as one that begins with its cell; others as is."""
        return _LINE.sub(lambda found: f"cell {self.at(int(found[1]))}", text)

    def tell(self, problem: Problem) -> Problem:
        """Return a problem of the page as one of the notebook."""
        return replace(problem, file=self.uri, key=self.name(problem.key))


def find_cells(uri: str, text: str, sources: Iterable[str]) -> Cells:
    """Return the cells of a notebook, whose sources stand in the text in their order."""
    ends, at = [], 0
    for source in sources:
        found = text.find(source, at)
        at = found + len(source) if found >= 0 else at
        ends.append(text.count("\n", 0, at) + 1)
    return Cells(uri, tuple(ends))

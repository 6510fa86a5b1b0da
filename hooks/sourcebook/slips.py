"""Slips: what a writer typed in a text, and readers would stumble over without anybody noticing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .frontmatter import Document


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip, found while Markdown reads a page, which does not know the lines of the file."""

    typed: str
    """As it stands in the file, on one line."""
    what: str
    remedy: str
    todo: str = ""
    """The word of `imported.TODO` that stands for it on a page from a former blog."""


def place_slips(
    document: Document, slips: Iterable[Slip], todo: Collection[str] = ()
) -> list[Problem]:
    """Return the problem of each slip, in the order of the lines on which they first stand.

    None is told twice. `todo` is what a page from a former blog is known to have left to do: it
    is not told again.
    """
    lines = document.body.split("\n")
    found = [
        (_line(slip.typed, lines), slip) for slip in dict.fromkeys(slips) if slip.todo not in todo
    ]
    return [
        Problem(document.uri, _place(document, line), slip.what, slip.remedy)
        for line, slip in sorted(found, key=lambda each: each[0])
    ]


def _line(typed: str, lines: list[str]) -> int:
    """Return the line on which a text stands, from 0; their number where it is on none as it is."""
    return next((number for number, line in enumerate(lines) if typed in line), len(lines))


def _place(document: Document, line: int) -> str:
    is_there = line <= document.body.count("\n")
    return f"line {document.line + line}" if is_there else "text"

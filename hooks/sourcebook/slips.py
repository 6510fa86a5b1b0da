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
    """Return the problem of each slip, with the first line on which it stands; none twice.

    `todo` is what a page from a former blog is known to have left to do: it is not told again.
    """
    lines = document.body.split("\n")
    return [
        Problem(document.uri, _place(slip.typed, lines, document.line), slip.what, slip.remedy)
        for slip in dict.fromkeys(slips)
        if slip.todo not in todo
    ]


def _place(typed: str, lines: list[str], first: int) -> str:
    """Return the line on which a text stands, or `text` where it cannot be found as it is."""
    at = next((number for number, line in enumerate(lines, first) if typed in line), None)
    return "text" if at is None else f"line {at}"

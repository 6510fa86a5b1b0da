"""Slips: what a writer typed in a text, and readers would stumble over without anybody noticing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .frontmatter import Document


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip, found while Markdown reads a page, which does not know the lines of the file."""

    typed: str
    """As it stands in the file, on one line."""
    what: str
    remedy: str


def place_slips(document: Document, slips: Iterable[Slip]) -> list[Problem]:
    """Return the problem of each slip, with the first line on which it stands; none twice."""
    lines = document.body.split("\n")
    return [
        Problem(document.uri, _place(slip.typed, lines, document.line), slip.what, slip.remedy)
        for slip in dict.fromkeys(slips)
    ]


def _place(typed: str, lines: list[str], first: int) -> str:
    """Return the line on which a text stands, or `text` where it cannot be found as it is."""
    at = next((number for number, line in enumerate(lines, first) if typed in line), None)
    return "text" if at is None else f"line {at}"

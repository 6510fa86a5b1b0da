"""Slips: what a writer typed in a text, and readers would stumble over without anybody noticing."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .lines import Seen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .frontmatter import Document
    from .problems import Problem


@dataclass(frozen=True, slots=True)
class Slip(Seen):
    """A slip, found while Markdown reads a page, which does not know the lines of the file."""

    todo: str = ""
    """The word of `imported.LEFT_TO_DO` that stands for it on a page from a former blog."""


def place_slips(
    document: Document, slips: Iterable[Slip], todo: Collection[str] = ()
) -> list[Problem]:
    """Return the problem of each slip, in the order of the lines on which they first stand.

    None is told twice. `todo` is what a page from a former blog is known to have left to do: it
    is not told again. Texts are taken in between lines of code, too.
    """
    left = [slip for slip in dict.fromkeys(slips) if slip.todo not in todo]
    left.sort(key=lambda slip: slip.line_in(document, code=True) or sys.maxsize)
    return [slip.tell(document, "text", code=True) for slip in left]

"""Brackets: what stands in them and has become no citation, no link and no footnote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.util import STX

from .citations import CITED_KEY, YEAR
from .problems import SURELY_ALIKE, likeness, nearest
from .slips import Slip

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_BRACKETS = re.compile(r"\[([^\[\]\n]+)\]")
# An address of a page, of a picture, or of another site.
_ADDRESS = (
    r"(?:https?://[^\s()\[\]]+|[^\s()\[\]]+\.(?i:md|ipynb|jpe?g|png|webp|svg)(?:#[^\s()\[\]]*)?)"
)
_APART = re.compile(rf"\] +\(({_ADDRESS})\)")
_SWAPPED = re.compile(rf"\(([^()\n]+)\)\[({_ADDRESS})\]")
_FOOTNOTE = re.compile(r"\^[\w-]+")
_KEY = re.compile(CITED_KEY)


def find_brackets(
    text: str, sources: Collection[str], references: Collection[str]
) -> Iterator[Slip]:
    """Yield the slips in brackets that are left in a text, where it is plain what was meant.

    `sources` are the keys of all, `references` the words that become links, in small letters.
    """
    for found in _BRACKETS.finditer(text):
        typed, inside = found[0], found[1].strip()
        if STX in inside:  # it is escaped, or has been told of
            continue
        if _FOOTNOTE.fullmatch(inside):
            remedy = f"add a line `{typed}: …` with its text, or remove it"
            yield Slip(typed, f"has `{typed}`, and there is no such footnote", remedy)
        elif citation := _as_citation(inside, sources):
            what = f"has `{typed}`, which cites nothing"
            yield Slip(typed, what, f"write it as {citation}")
        elif close := _very_like(inside, references):
            remedy = f"did you mean `[{close}]`? if not, write `\\{typed}`"
            yield Slip(typed, f"has `{typed}`, which becomes no link", remedy)
    for pattern, meant in ((_APART, r"](\1)"), (_SWAPPED, r"[\1](\2)")):
        for found in pattern.finditer(text):
            what = f"has `{found[0]}`, which becomes no link"
            yield Slip(found[0], what, f"write it as `{found.expand(meant)}`")


def _as_citation(inside: str, sources: Collection[str]) -> str:
    """Return the citation that was meant; empty where the first word is not like a key."""
    cites: list[str] = []
    for part in re.split(r"\s*[;,]\s*", inside):
        word = part.removeprefix("@").strip()
        if key := _meant(word, sources):
            cites.append(f"@{key}")
        elif not cites:
            return ""
        else:
            cites[-1] += f", {part}"
    return f"[{'; '.join(cites)}]"


def _meant(word: str, sources: Collection[str]) -> str:
    """Return the key that a word is or was meant to be; without a year it has to be the key."""
    if word in sources:
        return word
    is_like = _KEY.fullmatch(word) and YEAR.search(word) and not word.isdecimal()
    return _very_like(word, sources) if is_like else ""


def _very_like(words: str, known: Collection[str]) -> str:
    # No others reach it: https://docs.python.org/3/library/difflib.html#difflib.SequenceMatcher.real_quick_ratio
    size = len(words)
    fitting = [
        each for each in known if 2 * min(size, len(each)) >= SURELY_ALIKE * (size + len(each))
    ]
    close = nearest(words, fitting)
    return close if likeness(words, close) >= SURELY_ALIKE else ""

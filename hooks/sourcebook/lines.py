"""Lines: where in a file something stands that is seen on its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .frontmatter import Document
    from .sentences import Sentence

FOUND = 10
"""What a word of the sentence is worth; a word in between, or the end of a line, costs 1."""

_WORD = re.compile(r"\w+")
_CODE = re.compile(r" *(?:>\s*)*(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is wrong on a page, while nobody has looked for it in the file yet."""

    text: str
    """What the writer has typed there, on one line."""
    what: str
    remedy: str

    def line_in(self, document: Document, *, code: bool = False) -> int | None:
        """Return the first line of a file that has the text, of `code` too; `None` without one."""
        wanted = self.text.casefold()
        lines = _lines(document) if code else plain_lines(document)
        found = (line for line, text in lines if wanted in text.casefold())
        return next(found, None) if wanted else None

    def tell(self, document: Document, key: str, *, code: bool = False) -> Problem:
        """Return the problem with its line; with a key where the text is not in the file itself."""
        line = self.line_in(document, code=code)
        place = key if line is None else f"line {line}"
        return Problem(document.uri, place, self.what, self.remedy)


def plain_lines(document: Document) -> Iterator[tuple[int, str]]:
    """Yield each line of a file's body with its number, but no blocks of code."""
    fence = ""
    for number, text in _lines(document):
        marks = _CODE.match(text)
        if marks and (not fence or marks[1].startswith(fence)):
            fence = "" if fence else marks[1]
        elif not fence:
            yield number, text


def _lines(document: Document) -> Iterator[tuple[int, str]]:
    yield from enumerate(document.body.split("\n"), start=document.line)


def locate(document: Document, sentence: Sentence) -> int:
    """Return the line of the file on which a sentence of a page begins.

    That is where most of its words stand in their order, as close together as can be. What
    can be seen in the file only (emphasis, addresses of links, citations), or on the page
    only, may stand between them.
    """
    return locate_all(document, [sentence])[0]


def locate_all(document: Document, sentences: Sequence[Sentence]) -> list[int]:
    """Return the line of the file for each of these sentences, given in the page's order.

    Of two places that are alike, a sentence stands at the first one after the sentence before.
    """
    text = _Text(document.body)
    lines, last = [], -1
    for sentence in sentences:
        last = text.find(sentence.text, after=last)
        lines.append(document.line + text.line_of(last))
    return lines


class _Text:
    """The words of a body of Markdown, each with its line."""

    def __init__(self, body: str) -> None:
        self.words = [
            (match[0].casefold(), line)
            for line, text in enumerate(body.split("\n"))
            for match in _WORD.finditer(text)
        ]

    def line_of(self, place: int) -> int:
        """Return the line of a word, from 0; the first one where there is none."""
        return self.words[place][1] if place >= 0 else 0

    def find(self, sentence: str, *, after: int) -> int:
        """Return the place of the word a sentence begins with; `after` where there is none."""
        found = self._align(_WORD.findall(sentence.casefold()))
        _, place = max(found, key=lambda fit: (fit[0], fit[1] > after, -fit[1]), default=(0, after))
        return place

    def _align(self, wanted: Sequence[str]) -> set[tuple[int, int]]:
        """Return how well the words fit at each place at which they may begin.

        This is a local alignment as of Smith and Waterman, in which words of the sentence
        may be left out at no cost: https://doi.org/10.1016/0022-2836(81)90087-5
        """
        numbers: dict[str, list[int]] = {}
        for number, word in enumerate(wanted):
            numbers.setdefault(word, []).insert(0, number)
        # For each word of the sentence the best alignment that ends with it: what it will be
        # worth at a later place, once that is taken off, and the place at which it begins.
        ending = [(0, 0)] * len(wanted)
        found = set()
        for place, (word, line) in enumerate(self.words):
            at = place + line
            for number in numbers.get(word, ()):
                level, start = max(ending[:number], default=(0, place))
                worth, start = (level - at, start) if level > at else (0, place)
                ending[number] = max(ending[number], (worth + FOUND + at + 1, start))
                found.add((worth + FOUND, start))
        return found

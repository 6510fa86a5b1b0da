"""Sentences: the visible text of a page, taken from the tree that Markdown became."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sentencex import segment

from .imported import COMMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from xml.etree.ElementTree import Element

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ROW = "tr"
_TEXT = HEADINGS | {"p", "li", "dt", "dd", "figcaption", "caption", "summary", ROW}
_BLOCKS = _TEXT | {"ul", "ol", "dl", "table", "div", "blockquote", "pre", "details", "figure"}
_ITEMS = frozenset({"li", "dd", ROW})
_CELLS = frozenset({"td", "th"})
_NOT_TEXT = frozenset({"footnote-ref", "footnote-backref"})
_CHART = "chart"
_TITLES = frozenset({"admonition-title"})
# Python-Markdown keeps an escaped sign as its number between these two, and what it has put
# aside, such as a block of code, as other words between them.
_ESCAPED = re.compile("\x02(\\d+)\x03")
_ASIDE = re.compile("\x02[^\x03]*\x03")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a page, or a heading."""

    text: str
    """As a reader sees it, without the numbers of citations."""
    keys: tuple[str, ...]
    """The sources cited in it."""
    item_keys: tuple[str, ...]
    """The sources cited anywhere in its list item or table row; else those of the sentence."""
    heading: bool
    box: str
    """The name of the box it stands in, such as `in-short`; empty outside boxes."""
    comment: bool = False
    """Whether a reader has said it, below the writer's text."""


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    marks: tuple[tuple[int, Element], ...]
    """Citations, each with the number of characters before it."""


def read_sentences(
    root: Element,
    cited: Callable[[Element], tuple[str, ...]],
    *,
    language: str,
    all_of_them: bool = True,
) -> Iterator[tuple[Sentence, tuple[Element, ...]]]:
    """Yield the sentences of a page in order, each with the citations that stand in it.

    `cited` gives the keys of an element that is a citation, and nothing for others. A
    citation after the full stop belongs to the sentence before it. Text between citations
    is left out where not `all_of_them` are wanted, which spares most of the time. So is what
    names a picture and the columns of its numbers: the sources stand in the rows.
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    comment = False
    for element in root.iter():
        comment = comment or (element.tag in HEADINGS and element.get("id") == COMMENTS)
        if element.tag not in _TEXT or _TITLES & _names(element):
            continue
        if _names_a_picture(element, parents):
            continue
        block = _read_block(element, cited)
        if not block.marks and not all_of_them:
            continue
        within = _keys_within(_item(element, parents), cited)
        split = _split(block, language) if element.tag != ROW else _whole(block)
        for text, marks in split:
            keys = tuple(dict.fromkeys(key for mark in marks for key in cited(mark)))
            sentence = Sentence(
                text=text,
                keys=keys,
                item_keys=within or keys,
                heading=element.tag in HEADINGS,
                box=_box(element, parents),
                comment=comment,
            )
            yield sentence, marks


def _read_block(element: Element, cited: Callable[[Element], tuple[str, ...]]) -> _Block:
    parts: list[str] = [element.text or ""]
    marks: list[tuple[int, Element]] = []

    def take(parent: Element) -> None:
        for child in parent:
            if child.tag not in _BLOCKS and not _NOT_TEXT & _names(child):
                if child.tag in _CELLS and (before := "".join(parts).strip()):
                    parts[:] = [before, "; "]
                if cited(child):
                    marks.append((len("".join(parts)), child))
                parts.append(child.text or "")
                take(child)
            parts.append(child.tail or "")

    take(element)
    return _Block("".join(parts), tuple(marks))


def _split(block: _Block, language: str) -> Iterator[tuple[str, tuple[Element, ...]]]:
    end, rest = 0, list(block.marks)
    segments = list(segment(language, block.text)) or [""]
    for number, piece in enumerate(segments, start=1):
        end += len(piece)
        here = [
            mark
            for place, mark in rest
            if len(block.text[:place].rstrip()) <= end or number == len(segments)
        ]
        rest = rest[len(here) :]
        text = _visible(piece)
        if text or here:
            yield text, tuple(here)


def _whole(block: _Block) -> Iterator[tuple[str, tuple[Element, ...]]]:
    yield _visible(block.text).rstrip("; "), tuple(mark for _, mark in block.marks)


def _visible(text: str) -> str:
    text = _ESCAPED.sub(lambda match: chr(int(match[1])), text)
    return " ".join(_ASIDE.sub("", text).split())


def _names(element: Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())


def _item(element: Element, parents: Mapping[Element, Element]) -> Element | None:
    at: Element | None = element
    while at is not None and at.tag not in _ITEMS:
        at = parents.get(at)
    return at


def _names_a_picture(element: Element, parents: Mapping[Element, Element]) -> bool:
    if element.tag == ROW and element.find("td") is not None:
        return False
    at: Element | None = element
    while at is not None and at.tag != "figure" and _CHART not in _names(at):
        at = parents.get(at)
    return at is not None


def _keys_within(
    item: Element | None, cited: Callable[[Element], tuple[str, ...]]
) -> tuple[str, ...]:
    marks = item.iter() if item is not None else ()
    return tuple(dict.fromkeys(key for mark in marks for key in cited(mark)))


def _box(element: Element, parents: Mapping[Element, Element]) -> str:
    at: Element | None = element
    while at is not None:
        if "admonition" in (names := _names(at)):
            return min(names - {"admonition"}, default="")
        at = parents.get(at)
    return ""

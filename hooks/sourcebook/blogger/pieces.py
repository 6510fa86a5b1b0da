"""A paragraph as pieces: texts, pictures, breaks and anchors, each with how it looks.

Marks that overlap, stand within their own kind, or hold a break or nothing are no matter here:
a paragraph is put together anew, from pieces without needless spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bs4 import BeautifulSoup, Tag
    from bs4.element import NavigableString

SPACE = re.compile("[ \t\n\r\f\v\u00a0\u0085\u2028\u2029]+")
"""Spaces that a browser shows as one."""


class Form(NamedTuple):
    """How a piece of text looks."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    other: str = ""
    link: tuple[int, str] | None = None
    """Which link it stands in, and where that leads."""


@dataclass(slots=True)
class Piece:
    """A piece of a paragraph: text, a picture, a break or an anchor."""

    form: Form
    text: str = ""
    image: dict[str, str] | None = None
    kind: str = "text"


def split_paragraphs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the paragraphs that two breaks in a row part."""
    part: list[Piece] = []
    breaks = 0
    for piece in pieces:
        if piece.kind == "break":
            breaks += 1
        elif piece.kind == "text" and not SPACE.sub("", piece.text):
            pass
        else:
            if breaks > 1:
                yield part
                part = []
            breaks = 0
        part.append(piece)
    yield part


def squeeze(pieces: Sequence[Piece], *, keep_breaks: bool) -> list[Piece]:
    """Return a paragraph without needless spaces and breaks; nothing where it is empty."""
    found: list[Piece] = []
    space = True  # nothing is to stand before the first word
    for piece in pieces:
        if piece.kind in ("break", "line"):
            if not keep_breaks:
                piece = replace(piece, kind="text", text=" ")  # noqa: PLW2901 - a break is a space
            else:
                _trim(found)
                if any(each.kind != "anchor" for each in found) and found[-1].kind != "break":
                    found.append(Piece(Form(), kind="break"))
                space = True
                continue
        if piece.kind == "text":
            text = SPACE.sub(" ", piece.text)
            text = text.removeprefix(" ") if space else text
            if text:
                found.append(replace(piece, text=text))
                space = text.endswith(" ")
        else:
            found.append(piece)
            space = space and piece.kind == "anchor"
    _trim(found)
    while found and found[-1].kind == "break":
        found.pop()
        _trim(found)
    return found


def _trim(pieces: list[Piece]) -> None:
    """Take away the spaces at the end."""
    if pieces and pieces[-1].kind == "text" and not pieces[-1].text.strip(" "):
        pieces.pop()
    if pieces and pieces[-1].kind == "text":
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip(" "))


_LEVELS = ("link", "bold", "italic", "other", "code")
_TAGS = {"link": "a", "bold": "strong", "italic": "em", "code": "code"}


def fill(soup: BeautifulSoup, parent: Tag, pieces: Sequence[Piece], level: int = 0) -> None:
    """Put pieces into an element: links outermost, then what is strong, then the rest.

    So no mark stands within one of its own kind, and none is empty or begins with a space.
    """
    if level == len(_LEVELS):
        for piece in pieces:
            parent.append(_leaf(soup, piece))
        return
    name = _LEVELS[level]
    groups: list[tuple[Any, list[Piece]]] = []
    for piece in pieces:
        key = None if piece.kind in ("break", "anchor") else getattr(piece.form, name) or None
        if groups and groups[-1][0] == key:
            groups[-1][1].append(piece)
        else:
            groups.append((key, [piece]))
    for key, group in groups:
        if key is None:
            fill(soup, parent, group, level + 1)
            continue
        before, inside, after = _hoist(group)
        if before:
            parent.append(before)
        if inside:
            element = soup.new_tag(_TAGS.get(name) or str(key))
            element.attrs.update({"href": key[1]} if name == "link" else {})
            parent.append(element)
            fill(soup, element, inside, level + 1)
        if after:
            parent.append(after)


def _hoist(pieces: Sequence[Piece]) -> tuple[str, list[Piece], str]:
    """Return pieces without the space before and behind them, and these."""
    inside = list(pieces)
    before = after = ""
    if inside[0].kind == "text" and inside[0].text.startswith(" "):
        before, inside[0] = " ", replace(inside[0], text=inside[0].text[1:])
    if inside[-1].kind == "text" and inside[-1].text.endswith(" "):
        after, inside[-1] = " ", replace(inside[-1], text=inside[-1].text[:-1])
    return before, [piece for piece in inside if piece.kind != "text" or piece.text], after


def _leaf(soup: BeautifulSoup, piece: Piece) -> Tag | NavigableString:
    if piece.kind == "break":
        return soup.new_tag("br")
    if piece.kind == "anchor":
        return soup.new_tag("anchor", attrs={"id": piece.text})
    if piece.image is not None:
        return soup.new_tag("img", attrs=piece.image)
    return soup.new_string(piece.text)

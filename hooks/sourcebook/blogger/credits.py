"""The closing line of a post that names its sources, and the names in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bs4 import Tag
from bs4.element import NavigableString

from sourcebook.addresses import host_name, is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bs4 import BeautifulSoup

_LABEL = re.compile(
    r"\s*(sources?|references?|credits?|(?:photo|image|picture)s?\s+(?:by|credits?|courtesy\s+of)"
    r"|via|fuentes?|fontes?|quellen?)\s*[:\uff1a]\s*",
    re.IGNORECASE,
)
_ALONE = re.compile(_LABEL.pattern.replace(r"[:\uff1a]", r"[:\uff1a]?"), re.IGNORECASE)
_WORDS = re.compile(r"\w+")
OURS = "sources"
"""The word that every post says below its text, so that a line with it need not stay there."""
LONGEST = 20
"""Words of a name; what is longer is a sentence."""
FEW = 4
"""Words of each name in a list with commas."""
MOST_LINES = 2
"""Closing lines: one for the pictures and one for the text."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A source that a closing line names."""

    name: str
    url: str
    """Where it leads; empty where it was no link."""


@dataclass(frozen=True, slots=True)
class Line:
    """A closing line."""

    text: str
    """All of it, word for word."""
    credits: tuple[Credit, ...]


def take_credits(tree: BeautifulSoup) -> list[Line]:
    """Return the closing lines of a post, and take those out that the page says anyway.

    A line stays in the text where something of it would be lost: its own word for sources,
    what stands between the names, or the anchor that a link leads to.
    """
    lines: list[Line] = []
    blocks = [each for each in tree.children if isinstance(each, Tag)]
    while blocks and len(lines) < MOST_LINES:
        last = blocks.pop()
        around = [last]
        if last.name in ("ul", "ol") and blocks and _ALONE.fullmatch(blocks[-1].get_text()):
            around = [blocks.pop(), last]
            names = [part for item in last.find_all("li") for part in _parts(item)]
        elif last.name == "p" and _LABEL.match(last.get_text()):
            names = list(_parts(last))
        else:
            break
        found = tuple(dict.fromkeys(_read(names)))
        if not found or any(len(credit.name.split()) > LONGEST for credit in found):
            break
        text = " ".join(" ".join(each.get_text(" ") for each in around).split())
        lines.append(Line(text, found))
        if _is_said(text, found) and not any(each.find("anchor") for each in around):
            for each in around:
                each.decompose()
    return lines[::-1]


def _is_said(text: str, found: Iterable[Credit]) -> bool:
    """Tell whether the page says every word of a line below its sources."""
    said = {OURS, *(word for credit in found for word in _WORDS.findall(credit.name.lower()))}
    return set(_WORDS.findall(text.lower())) <= said


def _parts(block: Tag) -> Iterator[tuple[str, str]]:
    """Yield the texts of a line, each with where it leads; breaks part them."""
    for each in block.children:
        if isinstance(each, NavigableString):
            yield str(each), ""
        elif isinstance(each, Tag) and each.name == "br":
            yield ";", ""
        elif isinstance(each, Tag) and each.name == "a":
            yield each.get_text(), str(each.get("href") or "")
        elif isinstance(each, Tag) and each.name != "anchor":
            yield from _parts(each)
    yield ";", ""


def _read(parts: Iterable[tuple[str, str]]) -> Iterator[Credit]:
    every = [(text, href) for text, href in parts if text]
    whole = "".join(text for text, _ in every)
    label = _LABEL.match(whole)
    skip = label.end() if label else 0
    sign = next((sign for sign in ";|\u2022" if sign in whole[skip:].strip("; ")), ";")
    if sign == ";" and ";" not in whole[skip:].strip("; "):
        pieces = whole[skip:].strip("; ").split(",")
        short = all(len(piece.split()) <= FEW and "://" not in piece for piece in pieces)
        sign = "," if len(pieces) > 1 and short else sign
    name = url = ""
    for text, href in every:
        text, skip = text[skip:], max(0, skip - len(text))  # noqa: PLW2901 - without the label
        if href:
            name, url = name + text, url or href
            continue
        first, *others = re.split(f"[;{re.escape(sign)}]", text)
        name += first
        for other in others:
            yield from _credit(name, url)
            name, url = other, ""
    yield from _credit(name, url)


def _credit(name: str, url: str) -> Iterator[Credit]:
    words = " ".join(name.replace("<", "").replace(">", "").split()).strip(" .,;:|\u2022")
    words = re.sub(r"(^|\s+)and$", "", words)
    url = url if is_web_address(url) else ""
    if not url and is_web_address(words):
        url = words
    if is_web_address(words):
        words = host_name(words)
    if words and any(map(str.isalnum, words)):
        yield Credit(words, url)

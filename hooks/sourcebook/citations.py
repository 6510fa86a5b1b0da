"""Citations: what stands between the brackets, and how a page's citations are numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .addresses import SOURCES
from .lines import plain_lines
from .problems import ALIKE, Problem, likeness, nearest
from .sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Collection

    from .frontmatter import Document
    from .posts import Post
    from .sources import Source

CITED_KEY = r"[^\W_](?:[\w.:-]*\w)?"
"""What is taken for a key in a text, as a pattern: letters and digits, and between them also dots,
colons and hyphens. That is more than a record may be called, so that a slip in a key is told."""

_CITE = re.compile(rf"\s*@({CITED_KEY})\s*(?:,\s*(.*\S)\s*)?", re.DOTALL)
# `@media` in running text is no slip in a key, but `@smith2011rose` is.
YEAR = re.compile(r"\d{4}")
# `[@one, @two]` was meant to cite both.
_SECOND = re.compile(rf"(?<!\w)@{CITED_KEY}")
ANCHOR = "citation-{}"
"""The anchor of a page's first, second … citation."""


@dataclass(frozen=True, slots=True)
class Cite:
    """One source in a citation."""

    key: str
    locator: str
    """The place in the work, such as *p. 12*; empty for the whole."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a page at which a source is cited."""

    key: str
    number: int
    """The source's number on this page."""
    anchor: str
    sentence: str
    """The sentence it stands in, as a reader sees it."""


@dataclass(frozen=True, slots=True)
class PageCitations:
    """What a page cites."""

    keys: tuple[str, ...] = ()
    """By first use."""
    marks: tuple[Mark, ...] = ()
    """In the order of the page."""
    sentences: tuple[Sentence, ...] = ()
    """Those that cite, and the others where they were asked for; also headings."""
    unread: tuple[str, ...] = ()
    """Citations that cannot be read, as typed; a key alone where no source has it."""

    def of(self, key: str) -> tuple[Mark, ...]:
        """Return the places that cite a source."""
        return tuple(mark for mark in self.marks if mark.key == key)


@dataclass(slots=True)
class Numbers:
    """Gives each source of a page its number, by first use."""

    keys: list[str] = field(default_factory=list)

    def of(self, key: str) -> int:
        if key not in self.keys:
            self.keys.append(key)
        return self.keys.index(key) + 1


def read_citation(text: str) -> tuple[Cite, ...] | None:
    """Return what stands between the brackets of a citation, or `None` if it is none.

    `@a; @b, p. 12` are two sources, the second with a locator, which is no other source.
    """
    cites = []
    for part in text.split(";"):
        match = _CITE.fullmatch(part)
        if match is None or _SECOND.search(match[2] or ""):
            return None
        cites.append(Cite(match[1], " ".join((match[2] or "").split())))
    return tuple(cites)


def is_meant_as_key(word: str, keys: Collection[str]) -> bool:
    """Tell whether a word after an at sign is a key with a slip, and not somebody's name."""
    return bool(YEAR.search(word)) or likeness(word, nearest(word, keys)) >= ALIKE


def name_in_text(source: Source) -> str:
    """Return the words for a source in running text, such as *Perlman and others (2012)*."""
    names = [
        name.get("literal")
        or " ".join(filter(None, [name.get("non-dropping-particle"), name.get("family")]))
        for name in source.item.get("author") or source.item.get("editor") or ()
    ]
    match names:
        case []:
            return source.short
        case [one]:
            who = one
        case [one, two]:
            who = f"{one} and {two}"
        case _:
            who = f"{names[0]} and others"
    return f"{who} ({source.year})"


def check_citations(
    document: Document, found: PageCitations, keys: Collection[str], files: Collection[str]
) -> list[Problem]:
    """Return a problem for each citation of a page that names no source.

    `keys` are those of the sources that can be read, `files` the files of all: whoever named
    another key for one with a mistake in it would have the writer cite another work.
    """
    problems = [
        Problem(
            document.uri,
            "heading",
            f"has a citation in `{sentence.text}`",
            "move it to a sentence below: headings stand in menus, too",
        )
        for sentence in found.sentences
        if sentence.heading and sentence.keys
    ]
    for text in found.unread:
        place = _place(document, text)
        if text.startswith("["):
            remedy = "write it as [@key], [@key, p. 12] or [@one; @two]"
            problems.append(
                Problem(document.uri, place, f"has `{text}`, which is no citation", remedy)
            )
            continue
        if f"{SOURCES}/{text}.md" in files:
            continue
        close = nearest(text, keys)
        meant = f"did you mean [@{close}]?" if likeness(text, close) >= ALIKE else ""
        remedy = meant or f"add docs/sources/{text}.md or correct the key"
        what = f"cites `@{text}`, and there is no such source"
        problems.append(Problem(document.uri, place, what, remedy))
    return problems


def check_support(post: Post, found: PageCitations) -> list[Problem]:
    """Return a problem if a post rests on no source at all; one from a former blog may, as yet.

    A citation that cannot be read is told of elsewhere.
    """
    if found.keys or found.unread or post.sources or post.imported:
        return []
    remedy = "cite at least one in the text, as [@key], or name it: add `sources:`"
    return [Problem(post.uri, "sources", "there is none", remedy)]


def _place(document: Document, text: str) -> str:
    """Return the line on which a citation stands; no line where a text that is taken in has it."""
    whole = rf"(?<!\w)@{re.escape(text)}(?![.:-]*\w)"
    if text.startswith("["):
        whole = r"[\s>]+".join(map(re.escape, text.split()))
    lines = list(plain_lines(document))
    body = "\n".join(line for _, line in lines)
    if found := re.search(whole, body):
        number, _ = lines[body.count("\n", 0, found.start())]
        return f"line {number}"
    return "text"

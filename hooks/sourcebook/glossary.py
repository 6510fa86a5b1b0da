"""The glossary: terms and what they mean, and a link at the first use of each in a post.

The page `glossary.md` is a definition list: a term and its other names, each on a line, then
a line that begins with `:` and explains it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, ClassVar
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor

from .citation_syntax import TAG
from .kept import KeptExtension
from .lines import plain_lines
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .frontmatter import Document

FILE = "glossary.md"
# After texts have become elements (20), before citations are drawn (7) and MkDocs turns links to
# files into addresses (0).
_PRIORITY = 11
_CITATION = re.compile(r"\s*\[@[^\]]*\]")
# What is a link already, is no sentence, names a source, or is shown as it was typed.
_LEFT_ALONE = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"})
_LEFT_ALONE |= {"figcaption", "th", "sup", TAG}
_TITLE = "admonition-title"
# What Python-Markdown takes for a meaning, and what only looks like one; `:rose:` is an icon.
_MEANING = re.compile(r" {0,3}:(?: |\s*$)")
_GLUED = re.compile(r" {0,3}:(?! |\w+:|:|$)\s*")
_EMPTY = re.compile(r" {0,3}:\s*")
_NAME = re.compile(r"(?! |:)\S")
# A few words, and no sentence, heading, list or picture.
_TERM = re.compile(r"(?! |[#>|<!*+:-]|\d+\. )(?:\S+ +){0,5}\S*[^\s.:!?]\s*")


@dataclass(frozen=True, slots=True)
class Term:
    """A term, by the name it stands under."""

    names: tuple[str, ...]
    """The first is the one it stands under."""
    meaning: str
    """In words, without citations."""

    @property
    def anchor(self) -> str:
        """The place on the page of the glossary."""
        return slugify(self.names[0], "-")


def read_glossary(document: Document) -> tuple[Term, ...]:
    """Return the terms of the glossary in their order."""
    markdown = Markdown(extensions=["def_list"])
    html = Element("div")
    markdown.parser.parseChunk(html, _CITATION.sub("", document.body))
    markdown.treeprocessors["inline"].run(html)
    found: list[Term] = []
    names: list[str] = []
    for element in html.iter():
        if element.tag == "dt":
            names.append(_text(element))
        elif element.tag == "dd":
            if names:
                found.append(Term(tuple(names), _text(element)))
            names = []
    return tuple(found)


def check_glossary(document: Document) -> list[Problem]:
    """Return a problem for each term that has no meaning, two of them, or one nobody can read."""
    blocks = list(_blocks(document))
    found = [each for block in blocks for each in _wrong_lines(block)]
    for block, below in pairwise([*blocks, []]):
        near = [text for _, text in [*block, *below[:1]]]
        explained = any(_MEANING.match(text) or _GLUED.match(text) for text in near)
        if not explained and all(_TERM.fullmatch(text) for _, text in block):
            remedy = "add a line below it that begins with `:` and three spaces"
            found.append((block[-1][0], f"has `{block[-1][1].strip()}` without a meaning", remedy))
    return [
        Problem(document.uri, f"line {line}", what, remedy)
        for line, what, remedy in sorted([*found, *_repeated(blocks)])
    ]


_Block = list[tuple[int, str]]
"""Lines without an empty one between them, each with its number."""


def _blocks(document: Document) -> Iterator[_Block]:
    for filled, lines in groupby(plain_lines(document), key=lambda line: bool(line[1].strip())):
        if filled:
            yield list(lines)


def _wrong_lines(block: _Block) -> Iterator[tuple[int, str, str]]:
    """Yield lines of a block that Markdown does not take for what they are meant to be."""
    for number, (line, text) in enumerate(block):
        if glued := _GLUED.match(text):
            remedy = f"write three spaces there: `:   {text[glued.end() :]}`"
            yield line, "has no space after the colon", remedy
        elif _EMPTY.fullmatch(text):
            yield line, "has no meaning after the colon", "write it there, after three spaces"
        elif _MEANING.match(text) and any(_MEANING.match(above) for _, above in block[:number]):
            start = number
            while _NAME.match(block[start - 1][1]):
                start -= 1
            if start < number:
                what = f"has the term `{block[start][1].strip()}` right below a meaning"
                yield block[start][0], what, "put an empty line above it"


def _repeated(blocks: list[_Block]) -> Iterator[tuple[int, str, str]]:
    """Yield names that stand in the glossary already; capitals make no difference."""
    names: dict[str, int] = {}
    for block, below in pairwise([*blocks, []]):
        meanings = [number for number, (_, text) in enumerate(block) if _MEANING.match(text)]
        end = meanings[0] if meanings else len(block)
        if not meanings and not (below and _MEANING.match(below[0][1])):
            continue
        for line, text in block[:end]:
            name = text.strip()
            if (first := names.setdefault(name.casefold(), line)) != line:
                remedy = f"keep this one or that on line {first}"
                yield line, f"has the term `{name}` a second time", remedy


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


class GlossaryExtension(KeptExtension):
    """Links the first use of each term of a page to the glossary.

    `link` is the glossary as seen from the page that is read; nothing is linked while it is
    empty. On the glossary itself, `names` gives each term its anchor. `used` are the terms of
    the page that was read last, by first use.
    """

    INPUTS = ("terms", "link", "names")
    RESULTS: ClassVar = {"used": tuple[Term, ...]}

    def __init__(self, terms: Iterable[Term]) -> None:
        super().__init__()
        self.terms = tuple(terms)
        self.link = ""
        self.names = False
        self.used: tuple[Term, ...] = ()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's own
        md.treeprocessors.register(_Link(md, self), "glossary", _PRIORITY)


class _Link(Treeprocessor):
    def __init__(self, md: Markdown, page: GlossaryExtension) -> None:
        super().__init__(md)
        self.page = page
        self.by_name = {name.casefold(): term for term in page.terms for name in term.names}
        every = {name for term in page.terms for name in term.names}
        # The longest first, so that a term within another does not hide it.
        names = sorted(every, key=lambda name: (-len(name), name))
        self.pattern = re.compile(
            rf"(?<![\w-])({'|'.join(map(re.escape, names))})(?![\w-])", re.IGNORECASE
        )

    def run(self, root: Element) -> None:
        """Link each term once, or give the terms of the glossary their anchors."""
        done: dict[Term, None] = {}
        if self.page.names:
            for element in root.iter("dt"):
                term = self.by_name.get(_text(element).casefold())
                if term and term.names[0] == _text(element):
                    element.set("id", term.anchor)
        elif self.page.link and self.by_name:
            self._link(root, done)
        self.page.used = tuple(done)

    def _link(self, parent: Element, done: dict[Term, None]) -> None:
        if parent.tag in _LEFT_ALONE or _TITLE in parent.get("class", ""):
            return
        children = list(parent)
        self._split(parent, None, done)
        for child in children:
            self._link(child, done)
            self._split(parent, child, done)

    def _split(self, parent: Element, after: Element | None, done: dict[Term, None]) -> None:
        """Put links into the text of an element, or into that behind one of its children."""
        text = (parent.text if after is None else after.tail) or ""
        pieces = list(self._pieces(text, done))
        if not pieces:
            return
        place = 0 if after is None else list(parent).index(after) + 1
        before = text[: pieces[0][1].start()]
        for number, (link, found) in enumerate(pieces):
            end = pieces[number + 1][1].start() if number + 1 < len(pieces) else len(text)
            link.tail = text[found.end() : end]
            parent.insert(place + number, link)
        if after is None:
            parent.text = before
        else:
            after.tail = before

    def _pieces(self, text: str, done: dict[Term, None]) -> Iterator[tuple[Element, re.Match[str]]]:
        for found in self.pattern.finditer(text):
            # To the pattern, a dotless Turkish i is an `i`, too, and that word is another one.
            term = self.by_name.get(found[1].casefold())
            if term and term not in done:
                done[term] = None
                address = f"{self.page.link}#{term.anchor}"
                link = Element(
                    "a", {"class": "term", "href": address, "data-meaning": term.meaning}
                )
                link.text = found[1]
                yield link, found

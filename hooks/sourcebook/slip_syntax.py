"""The Markdown extension that finds slips: it changes nothing on a page, and looks at all of it.

It reads the tree that Python-Markdown has made, so that code samples are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from .brackets import find_brackets
from .includes import find_marks, shown_lines, take_out_missing
from .kept import KeptExtension
from .posts import NOTE, PROMPT
from .slips import Slip
from .targets import check_chart, check_html, check_notebook, check_target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from markdown import Markdown

# Before texts are taken in (32).
_INCLUDE_PRIORITY = 33
# After attributes (8) and citations (7), before MkDocs (0) replaces the names of files by addresses.
_PRIORITY = 6
_HTML = re.compile(r"<(?:a|img)\s", re.IGNORECASE)
_CODE = ("code", "pre")


class SlipExtension(KeptExtension):
    """Finds slips: after a page has been converted, `slips` holds those on it."""

    TABLES = ("texts", "files", "tables", "sources", "posts")
    INPUTS = ("folder",)
    RESULTS: ClassVar = {"slips": list[Slip]}

    def __init__(
        self,
        *,
        texts: Mapping[str, str],
        folder: str,
        files: Mapping[str, bool],
        tables: Mapping[str, bool],
        sources: Mapping[str, bool],
        posts: Mapping[str, bool],
    ) -> None:
        super().__init__()
        self.files = files
        """Those that are not pages, by their names seen from `docs/`."""
        self.tables = tables
        """Files of data, and whether they say how they are drawn."""
        self.sources = sources
        """By their keys."""
        self.posts = posts
        """By their files: pages that have their title in the front matter."""
        self.texts = texts
        """Texts that a page may take in, by the names it gives them."""
        self.folder = folder
        """Where these lie, as the writer types it; empty where nothing is taken in."""
        self.slips: list[Slip] = []
        self.shown: set[str] = set()
        """Lines that are to be read as they stand."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's own
        md.registerExtension(self)
        if self.folder:
            md.preprocessors.register(_Includes(md, self), "missing includes", _INCLUDE_PRIORITY)
        md.treeprocessors.register(_Slips(md, self), "slips", _PRIORITY)

    def reset(self) -> None:
        """Forget the page before."""
        self.slips, self.shown = [], set()


class _Includes(Preprocessor):
    def __init__(self, md: Markdown, page: SlipExtension) -> None:
        super().__init__(md)
        self.page = page

    def run(self, lines: list[str]) -> list[str]:
        """Leave out lines that take in what is not there: the page is shown without them."""
        left, slips = take_out_missing(lines, self.page.texts, self.page.folder)
        self.page.slips += slips
        self.page.shown |= shown_lines(lines)
        return left


class _Slips(Treeprocessor):
    def __init__(self, md: Markdown, page: SlipExtension) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        """Look at all that is left to be read."""
        page = self.page
        for text in _texts(root):
            if page.folder and "8" in text:
                found = find_marks(text, page.texts)
                page.slips += [slip for slip in found if slip.text not in page.shown]
            if "[" in text or "]" in text:
                page.slips += find_brackets(text, page.sources, self.md.references)
            if PROMPT in text:
                page.slips += _find_prompts(text)
        if page.page in page.posts:
            page.slips += map(_second_title, root.iter("h1"))
        figures = {id(picture) for figure in root.iter("figure") for picture in figure}
        for link in root.iter("a"):
            page.slips += _check_element(link, link.get("href"))
            page.slips += check_notebook(link.get("href", ""), page.page, page.posts)
        for picture in root.iter("img"):
            src = picture.get("src", "")
            page.slips += _check_element(picture, src)
            if id(picture) not in figures:
                page.slips += check_chart(src, page.page, page.files, page.tables)
        for html in self.md.htmlStash.rawHtmlBlocks:
            if isinstance(html, str) and _HTML.search(html):
                page.slips += check_html(html, page.page, page.files)
            if isinstance(html, str) and html.startswith("<!--") and NOTE in html:
                page.slips.append(Slip(NOTE, "has the note of a new file", "delete it"))


def _second_title(heading: Element) -> Slip:
    """Return the slip of a heading that would stand in place of the title."""
    text = " ".join("".join(heading.itertext()).split())
    remedy = "the title stands in the front matter, so begin headings of the text with `##`"
    return Slip(text, f"has a title in the text, `{text}`", remedy)


def _find_prompts(text: str) -> Iterator[Slip]:
    """Yield the lines of a new file that its writer has left as they were."""
    for line in map(str.strip, text.split("\n")):
        if line.startswith(PROMPT):
            yield Slip(line, f"has `{line}`, as in a new file", "write it, or remove the line")


def _check_element(element: Element, address: str | None) -> Iterator[Slip]:
    """Yield the slip of a link or a picture; an address that is shown itself is no slip."""
    if address is None or address == element.text:
        return
    if slip := check_target(address, is_picture=element.tag == "img"):
        yield slip
    elif element.tag == "img" and not element.get("alt", "").strip():
        what = f"shows `{address}` without words, for people who cannot see it"
        yield Slip(address, what, f"write it as `![what it shows]({address})`", todo="alt")


def _texts(root: Element) -> Iterator[str]:
    """Yield every piece of text that is not code: there, an element has nothing but text."""
    for element in root.iter():
        if element.text and element.tag not in _CODE:
            yield element.text
        if element.tail:
            yield element.tail

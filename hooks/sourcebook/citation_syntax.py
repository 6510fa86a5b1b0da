"""The Markdown extension that reads citations: `[@key]`, `[@a; @b, p. 12]` and `@key`.

Python-Markdown's own inline parser finds them, so that code, links and addresses stay as
they are. They are numbered when the whole page has become a tree, in the order of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from .citations import (
    ANCHOR,
    CITED_KEY,
    Cite,
    Mark,
    Numbers,
    PageCitations,
    is_meant_as_key,
    name_in_text,
    read_citation,
)
from .kept import KeptExtension
from .sentences import Sentence, read_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from re import Match

    from .frontmatter import Document
    from .sources import Source

TAG = "citation"
"""The element that stands for a citation until it has its number."""
# After links (160), references (130), addresses (110) and HTML (90); before emphasis (60).
_PRIORITY = 85
# After the inline parser (20) and lists of attributes (8), before headings get their anchors (5).
_NUMBER_PRIORITY = 7

# What an address follows is a link; another citation or a footnote is no address.
_IN_BRACKETS = rf"\[(?=\s*@{CITED_KEY})([^\[\]]*)\](?![(:]|\[(?!\s*@|\^))"
_IN_TEXT = rf"(?<![\w@/.:+\-\\])@({CITED_KEY})"


class CitationExtension(KeptExtension):
    """Turns citations into links to the page's sources, and remembers them.

    After a page has been converted, `found` holds what it cites. All sentences of a page
    are only gathered where `sentences` is set.
    """

    TABLES = ("sources",)
    INPUTS = ("language", "sentences")
    RESULTS: ClassVar = {"found": PageCitations}

    def __init__(
        self, sources: Mapping[str, Source], *, language: str = "en", sentences: bool = False
    ) -> None:
        super().__init__()
        self.sources = sources
        self.language = language
        self.sentences = sentences
        self.groups: list[tuple[Cite, ...]] = []
        self.unread: list[str] = []
        self.found = PageCitations()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's own
        self.md = md
        md.registerExtension(self)
        md.ESCAPED_CHARS.append("@")
        md.inlinePatterns.register(_InBrackets(_IN_BRACKETS, md, self), "citation", _PRIORITY)
        md.inlinePatterns.register(_InText(_IN_TEXT, md, self), "citation_in_text", _PRIORITY - 1)
        md.treeprocessors.register(_Number(md, self), "citations", _NUMBER_PRIORITY)

    def reset(self) -> None:
        """Forget the page before."""
        self.groups, self.unread, self.found = [], [], PageCitations()

    def cite(self, cites: tuple[Cite, ...], text: str = "") -> Element:
        """Return the element of a citation, with the words that stand before its number."""
        self.groups.append(cites)
        element = Element(TAG, {"group": str(len(self.groups) - 1)})
        element.text = text
        return element

    def cited(self, element: Element) -> tuple[Cite, ...]:
        """Return what an element cites."""
        return self.groups[int(element.get("group", 0))] if element.tag == TAG else ()


class _InBrackets(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str, md: Markdown, page: CitationExtension) -> None:
        super().__init__(pattern, md)
        self.page = page

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's own
        self, m: Match[str], _: str
    ) -> tuple[Element | None, int | None, int | None]:
        cites = read_citation(m[1])
        if cites is None:
            self.page.unread.append(m[0])
            return _as_typed(m[0]), m.start(0), m.end(0)
        unknown = [cite.key for cite in cites if cite.key not in self.page.sources]
        if unknown:
            self.page.unread += unknown
            return _as_typed(m[0]), m.start(0), m.end(0)
        return self.page.cite(cites), m.start(0), m.end(0)


class _InText(_InBrackets):
    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's own
        self, m: Match[str], _: str
    ) -> tuple[Element | None, int | None, int | None]:
        key, sources = m[1], self.page.sources
        if key in sources:
            cite = (Cite(key, ""),)
            return self.page.cite(cite, name_in_text(sources[key])), m.start(0), m.end(0)
        if is_meant_as_key(key, sources):
            self.page.unread.append(key)
        return None, None, None


def _as_typed(text: str) -> Element:
    element = Element("span")
    # The way Python-Markdown keeps a sign that is escaped, so that no key is read in it.
    element.text = text.replace("@", f"{STX}{ord('@')}{ETX}")
    return element


class _Number(Treeprocessor):
    def __init__(self, md: Markdown, page: CitationExtension) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        """Number the citations of a page, and make links of them."""
        page, numbers = self.page, Numbers()
        _close_up(root)
        groups = [element for element in root.iter() if element.tag == TAG]
        around = self._sentences(root) if groups or page.sentences else []
        says = {mark: sentence.text for sentence, marks in around for mark in marks}
        marks: list[Mark] = []
        for count, element in enumerate(groups, start=1):
            anchor, cites = ANCHOR.format(count), page.cited(element)
            marks += [
                Mark(cite.key, numbers.of(cite.key), anchor, says.get(element, ""))
                for cite in cites
            ]
            _draw(element, anchor, [(cite, numbers.of(cite.key)) for cite in cites])
        page.found = PageCitations(
            keys=tuple(numbers.keys),
            marks=tuple(marks),
            sentences=tuple(sentence for sentence, _ in around),
            unread=tuple(dict.fromkeys(page.unread)),
        )

    def _sentences(self, root: Element) -> list[tuple[Sentence, tuple[Element, ...]]]:
        def keys(element: Element) -> tuple[str, ...]:
            return tuple(cite.key for cite in self.page.cited(element))

        page = self.page
        return list(read_sentences(root, keys, language=page.language, all_of_them=page.sentences))


def _close_up(root: Element) -> None:
    """Take away the space before a citation: its number stands close to the word."""
    for parent in root.iter():
        before = None
        for child in parent:
            if child.tag == TAG and not child.text:
                if before is None:
                    parent.text = (parent.text or "").rstrip()
                else:
                    before.tail = (before.tail or "").rstrip()
            before = child


def _draw(element: Element, anchor: str, cites: Iterable[tuple[Cite, int]]) -> None:
    element.tag = "span"
    element.attrib.clear()
    element.attrib.update({"class": "cited", "id": anchor})
    # The numbers are not part of the text, so the search does not read them.
    numbers = SubElement(element, "span", {"data-search-exclude": "true"})
    for place, (cite, number) in enumerate(cites):
        if place:
            SubElement(numbers, "sup").text = ", "
        sup = SubElement(numbers, "sup", {"class": "citation"})
        link = SubElement(sup, "a", {"href": f"#source-{cite.key}"})
        link.text = str(number)
        if cite.locator:
            link.tail = f" ({cite.locator})"


def read_page(
    document: Document,
    sources: Mapping[str, Source],
    extensions: Iterable[Any],
    configs: Mapping[str, Any],
    language: str = "en",
) -> PageCitations:
    """Return what a page cites, and all its sentences.

    `extensions` and their `configs` are those of `mkdocs.yml`, as Python-Markdown takes them.
    """
    citations = CitationExtension(sources, language=language, sentences=True)
    markdown = Markdown(extensions=[*extensions, citations], extension_configs=dict(configs))
    markdown.convert(document.body)
    return citations.found

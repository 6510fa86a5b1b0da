"""Care cards: the box that says when to get help says how urgent it is, also to the ear.

A page leads to it from its top, where nobody sees a card that stands several screens below.

A reader who cannot see the colour hears the level in the heading of the card. The levels and
their words are those of the NHS:
https://service-manual.nhs.uk/design-system/components/care-cards
"""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, ClassVar
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from .kept import KeptExtension

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from markdown import Markdown

LEVELS = {
    "non-urgent": "Non-urgent advice: ",
    "urgent": "Urgent advice: ",
    "emergency": "Immediate action required: ",
}
"""What stands unseen before the title of a box, by its kind."""
_TITLE = "admonition-title"
# After the inline parser (20): the title has become text.
_PRIORITY = 13
# After the list of contents (5), which gives headings their anchors.
_PRIORITY_OF_SECTIONS = 4
_SECTIONS = ("h2", "h3", "h4", "h5", "h6")
_BELOW_A_SECTION = "3"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading of its own."""

    anchor: str
    title: str


class CardExtension(KeptExtension):
    """Makes the titles of care cards headings, and says their level.

    After a page has been converted, `section` is the one that its first card stands in; `None`,
    where it has no card or no heading is above it.
    """

    RESULTS: ClassVar = {"section": Section | None}

    def __init__(self) -> None:
        super().__init__()
        self.section: Section | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's own
        md.registerExtension(self)
        md.treeprocessors.register(_Cards(md), "cards", _PRIORITY)
        md.treeprocessors.register(_Section(md, self), "card_section", _PRIORITY_OF_SECTIONS)

    def reset(self) -> None:
        """Forget the page before."""
        self.section = None


class _Cards(Treeprocessor):
    def run(self, root: Element) -> None:
        """Mend the titles of all cards of a page."""
        for box in root.iter("div"):
            level = _level(box)
            title = box.find("p")
            if level is None or title is None or title.get("class") != _TITLE:
                continue
            title.set("role", "heading")
            title.set("aria-level", _BELOW_A_SECTION)
            unseen = Element("span", {"class": "unseen"})
            unseen.text, unseen.tail = level, title.text
            title.text = None
            title.insert(0, unseen)


class _Section(Treeprocessor):
    def __init__(self, md: Markdown, extension: CardExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Find the section of the first card."""
        above = ""
        for element in root.iter():
            if element.tag in _SECTIONS:
                above = element.get("id", "")
            elif element.tag == "div" and _level(element):
                titles = dict(_titles(getattr(self.md, "toc_tokens", ())))
                if above in titles:
                    self.extension.section = Section(above, titles[above])
                return


def _titles(contents: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the anchor and the text of each heading in a list of contents."""
    for heading in contents:
        yield heading["id"], unescape(heading["name"])
        yield from _titles(heading["children"])


def _level(box: Element) -> str | None:
    """Return what stands unseen before the title of a care card; `None` for any other box."""
    kinds = set(box.get("class", "").split())
    return next((says for kind, says in LEVELS.items() if kind in kinds), None)

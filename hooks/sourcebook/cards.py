"""Care cards: the box that says when to get help says how urgent it is, also to the ear.

A reader who cannot see the colour hears the level in the heading of the card. The levels and
their words are those of the NHS:
https://service-manual.nhs.uk/design-system/components/care-cards
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from .kept import KeptExtension

if TYPE_CHECKING:
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
_BELOW_A_SECTION = "3"


class CardExtension(KeptExtension):
    """Makes the titles of care cards headings, and says their level."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's own
        md.treeprocessors.register(_Cards(md), "cards", _PRIORITY)


class _Cards(Treeprocessor):
    def run(self, root: Element) -> None:
        """Mend the titles of all cards of a page."""
        for box in root.iter("div"):
            kinds = set(box.get("class", "").split())
            level = next((says for kind, says in LEVELS.items() if kind in kinds), None)
            title = box.find("p")
            if level is None or title is None or title.get("class") != _TITLE:
                continue
            title.set("role", "heading")
            title.set("aria-level", _BELOW_A_SECTION)
            unseen = Element("span", {"class": "unseen"})
            unseen.text, unseen.tail = level, title.text
            title.text = None
            title.insert(0, unseen)

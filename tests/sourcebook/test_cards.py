"""Care cards: what a reader hears who cannot see their colour."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from sourcebook.cards import LEVELS, CardExtension, Section

CARD = "/// urgent | Call if:\n\n- it burns\n\n///\n"
BLOCKS = {"pymdownx.blocks.admonition": {"types": ["note", *LEVELS]}}


def convert(text: str) -> BeautifulSoup:
    markdown = Markdown(extensions=["toc", *BLOCKS, CardExtension()], extension_configs=BLOCKS)
    return BeautifulSoup(markdown.convert(text), "html.parser")


def section(text: str) -> Section | None:
    """Return where the first card of a text is, after a text that has one elsewhere."""
    cards = CardExtension()
    markdown = Markdown(extensions=["toc", *BLOCKS, cards], extension_configs=BLOCKS)
    markdown.convert(f"## Before\n\n{CARD}")
    markdown.reset()
    markdown.convert(text)
    return cards.section


@pytest.mark.parametrize(("kind", "level"), LEVELS.items())
def test_the_title_of_a_card_is_a_heading_that_says_its_level(kind: str, level: str) -> None:
    page = convert(f"/// {kind} | Call if:\n\n- it *burns*\n\n///\n")

    title = page.select_one(".admonition-title")
    assert title
    assert (title["role"], title["aria-level"]) == ("heading", "3")
    assert title.get_text() == f"{level}Call if:"
    assert [span.get_text() for span in title.select(".unseen")] == [level]


def test_other_boxes_and_cards_without_a_title_stay_as_they_are() -> None:
    page = convert('/// note | Look\nHere.\n///\n\n<div class="urgent"></div>\n')
    bare = convert('/// urgent | ""\nHere.\n///\n')

    assert not page.select("[role=heading]")
    assert "Here." in bare.get_text()


def test_the_section_of_a_page_is_that_of_its_first_card() -> None:
    text = f"## About\n\nText.\n\n## *Thorns* & lice\n\n- a list\n\n    {CARD}\n\n{CARD}## Last\n\n{CARD}"

    assert section(text) == Section("thorns-lice", "Thorns & lice")
    assert section(f"## About\n\n### Lice {{#lice}}\n\n{CARD}") == Section(
        "lice-lice", "Lice {#lice}"
    )


@pytest.mark.parametrize("text", ["## About\n\nNo card.", CARD, f"# The title\n\n{CARD}## Below"])
def test_without_a_card_below_a_heading_a_page_has_no_section(text: str) -> None:
    assert section(text) is None

"""Care cards: what a reader hears who cannot see their colour."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from sourcebook.cards import LEVELS, CardExtension

BLOCKS = {"pymdownx.blocks.admonition": {"types": ["note", *LEVELS]}}


def convert(text: str) -> BeautifulSoup:
    markdown = Markdown(extensions=[*BLOCKS, CardExtension()], extension_configs=BLOCKS)
    return BeautifulSoup(markdown.convert(text), "html.parser")


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

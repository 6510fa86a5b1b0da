"""References: each drawn once, from what of a record a citation style can draw."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

from sourcebook import citation_styles
from sourcebook.csl import VARIABLES
from sourcebook.references import References
from sourcebook.store import Store
from tests.sourcebook import garden
from tests.sourcebook.test_store import Shelf

BOOK: dict[str, Any] = {"type": "book", "title": "Roses", "publisher": "Garden Press"}


def draw(item: dict[str, Any], shelf: Shelf | None = None) -> str:
    return References(Store(shelf)).draw(item, garden.STYLE)


def test_what_no_style_draws_is_left_out_without_a_word() -> None:
    assert "event-title" not in VARIABLES
    assert draw(BOOK | {"event-title": "Garden show", "colour": "red"}) == draw(BOOK)


def test_a_reference_is_drawn_once() -> None:
    shelf = Shelf()
    drawn = draw(BOOK, shelf)

    with patch.object(citation_styles, "render_reference", side_effect=AssertionError):
        assert draw(BOOK | {"colour": "red"}, shelf) == drawn == "Roses. Garden Press."


def test_another_work_and_another_style_are_drawn_anew() -> None:
    shelf = Shelf()
    drawn = draw(BOOK, shelf)

    assert draw(BOOK | {"title": "Trees"}, shelf) == "Trees. Garden Press."
    assert References(Store(shelf)).draw(BOOK, "apa") == "Roses. (n.d.). Garden Press."
    assert draw(BOOK, shelf) == drawn

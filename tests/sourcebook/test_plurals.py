"""How many there are of something, in words."""

from __future__ import annotations

import pytest

from sourcebook.plurals import count_of


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (1, "post", "1 post"),
        (0, "post", "0 posts"),
        (2, "good work", "2 good works"),
        (1234, "view", "1,234 views"),
        (1, "address", "1 address"),
        (3, "address", "3 addresses"),
        (2, "entry", "2 entries"),
        (2, "day", "2 days"),
    ],
)
def test_a_noun_agrees_with_its_number(number: int, noun: str, said: str) -> None:
    assert count_of(number, noun) == said

"""Kinds of work: each says what it can and cannot show, in a sentence each."""

from __future__ import annotations

import pytest

from sourcebook.designs import DESIGNS, Design


@pytest.mark.parametrize("design", DESIGNS.values(), ids=lambda design: design.word)
def test_a_kind_of_work_says_in_a_sentence_each_what_it_shows_and_what_not(design: Design) -> None:
    for sentence in (design.shows, design.hides):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert len(sentence) <= 140
    assert design.label == design.label.strip().lower()


def test_no_two_kinds_have_the_same_name() -> None:
    assert len({design.label for design in DESIGNS.values()}) == len(DESIGNS)

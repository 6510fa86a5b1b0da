"""Which format a text is in, by what stands in it."""

from __future__ import annotations

import pytest

from sourcebook.formats.reading import read_items, recognise
from tests.sourcebook.garden import messages

TEXTS = {
    "bib": "Some words.\n@book{roses, title = {Roses}}\n",
    "ris": "TY  - BOOK\r\nTI  - Roses\r\nER  - \r\n",
    "nbib": "\nPMID- 1\nTI  - Roses\n",
    "json": ' [{"type": "book", "title": "Roses"}]',
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n"])
def test_a_format_is_known_by_what_stands_in_it(name: str, before: str) -> None:
    text = before + TEXTS[name]

    items, problems = read_items("x", text)

    assert recognise(TEXTS[name]) == name
    assert [item["title"] for item in items] == ["Roses"]
    assert problems == []


def test_a_field_of_json_is_renamed() -> None:
    text = '{"type": "book", "title": "Roses", "_d": "trial"}'

    ((item,), _) = read_items("x", text, rename={"_d": "design"})

    assert item["custom"] == {"design": "trial"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (" \n", "x: file: is empty; give one of BibTeX, RIS, NBIB or CSL-JSON"),
        ("<!DOCTYPE html><html>", "x: file: is a page of the web, not BibTeX, RIS, NBIB or "
         "CSL-JSON; use the button there that exports the citation"),
        ("Roses are red.", "x: file: is not BibTeX, RIS, NBIB or CSL-JSON; "
         "export the work again as one of them"),
        ("\x00\x01", "x: file: is not BibTeX, RIS, NBIB or CSL-JSON; "
         "export the work again as one of them"),
        ("[]", "x: file: has no work in it; add one"),
    ],
)  # fmt: skip
def test_text_that_is_none_of_them_is_told_what_is(text: str, problem: str) -> None:
    items, problems = read_items("x", text)

    assert items == []
    assert messages(problems) == [problem]

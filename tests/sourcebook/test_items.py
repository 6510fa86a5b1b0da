"""Items in canonical form: what is kept, what is left out, and what is said of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from sourcebook.formats.items import Item, canonical, plain_lines, plain_text
from tests.sourcebook.works import works


def read(**raw: Any) -> tuple[Item | None, list[str]]:
    notes: list[str] = []
    item = canonical(
        {"type": "book", "title": "Roses"} | raw, lambda *words: notes.append("; ".join(words))
    )
    return item, notes


@given(works())
def test_a_canonical_item_stays_as_it_is(item: Item) -> None:
    notes: list[Any] = []

    assert canonical(item, lambda *words: notes.append(words)) == item
    assert notes == []


@pytest.mark.parametrize(
    ("raw", "key", "value"),
    [
        ({"title": "<i>Rosa</i> &amp;<br>clay"}, "title", "Rosa & clay"),
        ({"title": "Roses &notes; &copy;right &#8212;"}, "title", "Roses &notes; ©right \u2014"),
        ({"volume": 7}, "volume", "7"),
        ({"DOI": "https://doi.org/10.1000/ABC"}, "DOI", "10.1000/abc"),
        ({"PMCID": "123"}, "PMCID", "PMC123"),
        ({"URL": "https://example.org/a b"}, "URL", "https://example.org/a%20b"),
        ({"author": "Smith, Jo"}, "author", [{"family": "Smith", "given": "Jo"}]),
        ({"author": [{"given": "Plato"}]}, "author", [{"literal": "Plato"}]),
        ({"issued": "2011"}, "issued", {"date-parts": [[2011]]}),
        ({"custom": {"summary": "One.  \nTwo.\n", "design": "trial"}}, "custom",
         {"design": "trial", "summary": "One.\nTwo."}),
        ({"custom": {"archive": {"URL": "https://a.org", "date": {"date-parts": [[2011]]}}}},
         "custom", {"archive": {"URL": "https://a.org", "date": "2011"}}),
    ],
)  # fmt: skip
def test_a_value_is_brought_into_its_form(raw: dict[str, Any], key: str, value: Any) -> None:
    item, notes = read(**raw)

    assert item is not None
    assert item[key] == value
    assert notes == []


@pytest.mark.parametrize(
    "raw",
    [{"colour": "red"}, {"note": None}, {"author": [{}]}, {"custom": "x"}, {"author": [{"x": 1}]}],
)
def test_what_says_nothing_is_left_out_in_silence(raw: dict[str, Any]) -> None:
    item, notes = read(**raw)

    assert item == {"type": "book", "title": "Roses"}
    assert notes == []


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        ({"type": "bok"}, "type; is `bok`, so it is read as `document`; did you mean `book`?"),
        ({"type": None}, "type; is missing, so it is read as `document`; add one of CSL's types"),
        ({"volume": True}, "volume; is not text; write it as text in quotation marks"),
        ({"DOI": "none"}, "DOI; `none` is not a DOI; write it as 10.1000/xyz123"),
        ({"URL": "javascript:x"},
         "URL; `javascript:x` is not a web address; write one that starts with https://"),
        ({"issued": "soon"},
         "issued; `soon` is not a date; write 2011, 2011-07, 2011-07-05 or 2011/2012"),
        ({"author": [3]},
         "author; has something in it that is not a name; write `family` and `given`"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(raw: dict[str, Any], note: str) -> None:
    item, notes = read(**raw)

    assert item is not None
    assert notes == [note]


def test_a_work_without_a_title_is_none() -> None:
    assert read(title=" ") == (
        None,
        ["title; is missing, so the work is left out; add its title"],
    )


def test_text_is_one_line_and_a_summary_keeps_its_lines() -> None:
    assert plain_text("a\x00\n b\u200b&lt;b&gt;") == "a b\u200b"
    assert plain_text(["a"]) == plain_text({}) == ""
    assert plain_lines("\n a \n\tb\n\n") == " a\n        b"
    assert plain_lines(None) == ""

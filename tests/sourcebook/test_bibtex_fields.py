"""Fields of BibTeX and biblatex, and CSL's variables."""

from __future__ import annotations

from typing import Any

import pytest

from sourcebook.formats import Item
from sourcebook.formats.bibtex_fields import read_fields, write_fields
from sourcebook.formats.latex import to_latex


def read(kind: str = "article-journal", **fields: str) -> tuple[Item, list[str]]:
    notes: list[str] = []
    item = read_fields(
        kind, {"title": "Roses"} | fields, lambda *words: notes.append("; ".join(words))
    )
    assert item is not None
    return item, notes


@pytest.mark.parametrize(
    ("kind", "fields", "key", "value"),
    [
        ("book", {"subtitle": "in clay"}, "title", "Roses: in clay"),
        ("book", {"title": "Roses?", "subtitle": "Yes"}, "title", "Roses? Yes"),
        ("article-journal", {"journaltitle": "Gardens"}, "container-title", "Gardens"),
        ("chapter", {"journal": "J", "booktitle": "Book"}, "container-title", "Book"),
        ("article-journal", {"number": "2"}, "issue", "2"),
        ("book", {"series": "S", "number": "2"}, "collection-number", "2"),
        ("report", {"number": "2"}, "number", "2"),
        ("article-journal", {"pages": "71--79"}, "page", "71-79"),
        ("article-journal", {"eid": "e12"}, "page", "e12"),
        ("article-journal", {"year": "2011", "month": "jul", "day": "5"}, "issued",
         {"date-parts": [[2011, 7, 5]]}),
        ("article-journal", {"year": "2011/2012"}, "issued", {"date-parts": [[2011], [2012]]}),
        ("article-journal", {"date": "soon", "year": "2011"}, "issued", {"date-parts": [[2011]]}),
        ("article-journal", {"eprint": "12", "eprinttype": "pubmed"}, "PMID", "12"),
        ("article-journal", {"eprint": "1.2", "archiveprefix": "arXiv"}, "URL",
         "https://arxiv.org/abs/1.2"),
        ("article-journal", {"url": r"{\url{https://a.org/b\_c}}"}, "URL", "https://a.org/b_c"),
        ("report", {"institution": "Kew"}, "publisher", "Kew"),
        ("article-journal", {"annote": "One.\n    Two."}, "custom", {"summary": "One.\nTwo."}),
        ("article-journal", {"x-notice-type": "retraction"}, "custom",
         {"notice": {"type": "retraction"}}),
        ("article-journal", {"x-csl-author": to_latex('[{"family": "Smith"}]')}, "author",
         [{"family": "Smith"}]),
    ],
)  # fmt: skip
def test_fields_are_read_as_tools_write_them(
    kind: str, fields: dict[str, str], key: str, value: Any
) -> None:
    item, notes = read(kind, **fields)

    assert item[key] == value
    assert notes == []


def test_what_cannot_be_read_is_said() -> None:
    _, notes = read(author="Smith, Jo, Al, Bo, Cy", **{"x-csl-editor": to_latex("{")})

    assert notes[0] == "author; `Smith, Jo, Al, Bo, Cy` is not a name; put ` and ` between names"
    assert notes[1].startswith("editor; is not JSON (")
    assert notes[1].endswith("); delete `x-csl-editor`")


def test_what_no_field_holds_is_written_exactly() -> None:
    item = {"id": "a", "type": "book", "title": "Roses", "recipient": [{"family": "Doe"}]}

    fields = write_fields(item)

    assert "x-csl-recipient" in fields
    back = read_fields("book", fields, lambda *_: None)
    assert back == {key: value for key, value in item.items() if key != "id"}

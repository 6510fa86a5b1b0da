"""CSL-JSON: as programs write it, and as the services behind DOIs do."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from sourcebook.formats import Item
from sourcebook.formats.csl_json import read, write
from tests.sourcebook.garden import messages
from tests.sourcebook.library import essence, library, read_by_pandoc
from tests.sourcebook.works import LISTS


def one(**entry: Any) -> Item:
    items, problems = read("x.json", json.dumps({"type": "book", "title": "Roses"} | entry), {})
    assert problems == []
    return items[0]


@given(LISTS)
def test_items_come_back_as_they_were(items: list[Item]) -> None:
    text = write(items)

    assert read("x.json", text, {}) == (items, [])
    assert write(read("x.json", text, {})[0]) == text


def test_another_parser_reads_the_whole_library() -> None:
    items = library()

    read_back = {item["id"]: essence(item) for item in read_by_pandoc(write(items), "csljson")}

    assert read_back == {item["id"]: essence(item) for item in items}


@pytest.mark.parametrize(
    ("entry", "key", "value"),
    [
        ({"type": "journal-article"}, "type", "article-journal"),
        ({"type": "posted-content"}, "type", "article"),
        ({"title": ["Roses", "again"]}, "title", "Roses"),
        ({"title": ["Roses"], "subtitle": ["in clay"]}, "title", "Roses: in clay"),
        ({"title": "Roses: in clay", "subtitle": "in clay"}, "title", "Roses: in clay"),
        ({"container-title": ["Journal of Gardens"]}, "container-title", "Journal of Gardens"),
        ({"ISSN": ["1234-5678", "8765-4321"]}, "ISSN", "1234-5678, 8765-4321"),
        ({"published-print": {"date-parts": [[2011, 7]]}}, "issued", {"date-parts": [[2011, 7]]}),
        ({"issued": {"date-parts": [[None]]}, "posted": {"date-parts": [[2012]]}}, "issued",
         {"date-parts": [[2012]]}),
        ({"author": [{"name": "The Rose Club"}]}, "author", [{"literal": "The Rose Club"}]),
        ({"event": {"name": "Show", "location": "Kew"}}, "event-title", "Show"),
        ({"journalAbbreviation": "J Rose"}, "container-title-short", "J Rose"),
        ({"volume": 7}, "volume", "7"),
    ],
)  # fmt: skip
def test_what_crossref_writes_is_read(entry: dict[str, Any], key: str, value: Any) -> None:
    assert one(**entry)[key] == value


def test_fields_of_others_are_left_out_and_renamed_ones_taken() -> None:
    text = json.dumps({"type": "book", "title": "Roses", "_design": "trial", "_no": "2", "x": 1})

    items, problems = read("x.json", text, {"_design": "design", "_no": "number", "_y": "note"})

    assert items == [
        {"type": "book", "title": "Roses", "number": "2", "custom": {"design": "trial"}}
    ]
    assert problems == []


def test_the_source_of_metadata_is_not_that_of_the_work() -> None:
    assert "source" not in one(source="Crossref", **{"reference-count": 3})
    assert one(source="Kew")["source"] == "Kew"


def test_items_may_stand_in_an_object_and_each_problem_names_its_place() -> None:
    text = json.dumps({"items": [3, {"type": "book"}, {"type": "book", "title": "Roses"}]})

    items, problems = read("x.json", text, {})

    assert items == [{"type": "book", "title": "Roses"}]
    assert messages(problems) == [
        "x.json: items[0]: is not an item; write it as {…} with `type` and `title`",
        "x.json: items[1].title: is missing, so the work is left out; add its title",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[{"title": "Ro', "x.json: line 1: is not JSON (Unterminated string starting at); "
         "export it again, or mend it there; it may also be cut off"),
        ("[" * 100_000, "x.json: file: is JSON that no program for references writes; "
         "export it again"),
    ],
)  # fmt: skip
def test_text_that_is_no_json_is_named(text: str, problem: str) -> None:
    assert messages(read("x.json", text, {})[1]) == [problem]

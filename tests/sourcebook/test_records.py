"""The record of a source: what its file looks like, which key it gets, and when it is there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.citations import Cite, read_citation
from sourcebook.commands.project import Undrawn
from sourcebook.csl import DATE_KEYS, NAME_KEYS
from sourcebook.frontmatter import read_document
from sourcebook.records import (
    ORDER,
    Library,
    find_same,
    is_key,
    marks,
    propose_key,
    render_record,
)
from sourcebook.sources import (
    CSL_KEYS,
    NAME_PARTS,
    OWN_KEYS,
    TYPES,
    read_source,
)
from sourcebook.store import Store
from tests.site import ROOT
from tests.sourcebook import garden

if TYPE_CHECKING:
    from pathlib import Path

ROSES = {
    "id": "smith2011roses",
    "type": "article-journal",
    "title": "Roses: in clay # and sand",
    "author": [
        {"family": "Smith", "given": "Jo"},
        {"family": "Berg", "given": "K.", "suffix": "Jr.", "non-dropping-particle": "van der"},
        {"literal": "The Rose, Growers"},
    ],
    "editor": [{"family": "Oak"}],
    "issued": {"date-parts": [[2011, 7, 5]]},
    "accessed": {"date-parts": [[2026], [2027]]},
    "container-title": "Journal of Gardens",
    "volume": "7",
    "page": "12-19",
    "DOI": "10.1000/roses",
    "PMID": "1234567",
    "URL": "https://www.example.org/roses?a=1#b",
    "language": "no",
    "note": "Null",
    "custom": {
        "short": "2011",
        "design": "trial",
        "archive": {"URL": "https://web.archive.org/roses", "date": "2026-02-01"},
        "notice": {"type": "correction", "date": "2012", "acknowledged": "2026-03-01"},
        "summary": "Roses grew.\n\n---\nThey grew well.",
    },
}
RECORD = """---
type: article-journal
title: 'Roses: in clay # and sand'
author:
- {family: Smith, given: Jo}
- {family: Berg, given: K., suffix: Jr., non-dropping-particle: van der}
- {literal: 'The Rose, Growers'}
editor:
- {family: Oak}
issued: 2011-07-05
container-title: Journal of Gardens
volume: '7'
page: 12-19
DOI: 10.1000/roses
PMID: '1234567'
URL: https://www.example.org/roses?a=1#b
accessed: 2026/2027
language: 'no'
note: 'Null'
short: '2011'
design: trial
archive: {URL: 'https://web.archive.org/roses', date: 2026-02-01}
notice: {type: correction, date: 2012, acknowledged: 2026-03-01}
---

Roses grew.

---
They grew well.
"""


def read_back(key: str, record: str) -> tuple[dict[str, Any], list[str]]:
    document, unread = read_document(f"sources/{key}.md", record.encode())
    source, problems = read_source(
        document, latest=garden.TODAY, style=garden.STYLE, references=Undrawn(Store())
    )
    assert source is not None
    return dict(source.item), garden.messages([*unread, *problems])


def test_a_record_has_the_form_of_those_typed_by_hand() -> None:
    assert render_record(ROSES) == RECORD
    assert read_back("smith2011roses", RECORD) == (ROSES, [])


def test_a_record_without_a_summary_ends_with_its_front_matter() -> None:
    assert (
        render_record({"type": "book", "title": "Roses"}) == "---\ntype: book\ntitle: Roses\n---\n"
    )


def test_a_summary_stands_one_line_below_however_it_was_given() -> None:
    item = {"type": "book", "title": "Roses", "custom": {"summary": "\n\nThey grew.\n\n"}}

    assert render_record(item).endswith("title: Roses\n---\n\nThey grew.\n")


def test_what_is_no_key_of_a_record_stays_out() -> None:
    record = render_record(
        {"type": "book", "title": "Roses", "_seen": "x", "zzz": "y", "custom": {"mine": "z"}}
    )

    assert record == "---\ntype: book\ntitle: Roses\n---\n"


def test_each_text_stands_on_one_line_as_people_write_it_however_long_it_is() -> None:
    title = "Les rosés d'Émile " * 2000

    record = render_record({"type": "book", "title": title + "\n\tand trees"})

    assert record.split("\n")[2] == f"title: {title}and trees"


def test_a_date_that_csl_wrote_in_parts_becomes_text_and_one_that_is_none_stays() -> None:
    parts = {"date-parts": [[2012, 3]]}
    item = {"type": "book", "title": "Roses", "custom": {"notice": {"type": "x", "date": parts}}}
    bad = {"type": "book", "title": "Roses", "custom": {"archive": {"date": "some day: soon"}}}

    assert "notice: {type: x, date: 2012-03}\n" in render_record(item)
    assert "archive: {date: 'some day: soon'}\n" in render_record(bad)


def test_every_key_of_a_record_has_its_place() -> None:
    assert sorted(ORDER) == sorted({*CSL_KEYS, *OWN_KEYS})


@pytest.mark.parametrize(
    "path",
    [path for path in sorted((ROOT / "docs/sources").glob("*.md")) if path.stem != "index"],
    ids=lambda path: path.stem,
)
def test_the_records_there_are_keep_their_meaning_and_their_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    item, _ = read_back(path.stem, text)

    record = render_record(item)

    again, problems = read_back(path.stem, record)
    keys, of_record = (list(yaml.safe_load(at.split("---\n")[1])) for at in (text, record))
    assert (again, problems) == (item, [])
    assert of_record == keys


TEXT = (
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40)
    | st.sampled_from(
        [
            "no",
            "~",
            "null",
            "true",
            "<<",
            "=",
            "- a",
            "? a",
            "a: b",
            "a #b",
            "'a'",
            '"',
            "{a}",
            "[a",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`a",
            "---",
            "...",
            "|",
            ">",
            "12:30",
            "010",
            "1e3",
            ".inf",
            "2011-07-05",
            "\U0001f339",
            "\u202e\u200f",
        ]
    )
).map(lambda text: " ".join(text.split()))
PLAIN = TEXT.filter(lambda text: text and not {"<", "&"} & set(text))  # no HTML
DAYS = st.dates(date(1, 1, 1), date(2026, 11, 23))
PARTS = DAYS.flatmap(
    lambda day: st.sampled_from([[day.year], [day.year, day.month], [day.year, day.month, day.day]])
)
DATES = st.builds(
    lambda ends: {"date-parts": sorted(ends)}, st.lists(PARTS, min_size=1, max_size=2)
)
NAMES = st.lists(
    st.dictionaries(st.sampled_from(NAME_PARTS), PLAIN, min_size=1).filter(
        lambda name: name.keys() & {"family", "literal"}
    ),
    min_size=1,
    max_size=3,
)
NUMBERS = {
    "DOI": st.from_regex(r"10\.[0-9]{4}/[a-z0-9]{1,8}", fullmatch=True),
    "PMID": st.from_regex(r"[1-9][0-9]{0,7}", fullmatch=True),
    "PMCID": st.from_regex(r"PMC[1-9][0-9]{0,7}", fullmatch=True),
    "URL": st.just("https://www.example.org/roses?a=1,2#b"),
    "type": st.sampled_from(sorted(TYPES)),
    "title": PLAIN,
}
OWN = {
    "short": PLAIN,
    "design": st.sampled_from(["trial", "review"]),
    "archive": st.fixed_dictionaries(
        {"URL": NUMBERS["URL"], "date": DAYS.map(str)},
    ),
    "notice": st.fixed_dictionaries(
        {"type": st.sampled_from(["retraction", "correction"])},
        optional={"date": DAYS.map(str), "URL": NUMBERS["URL"], "acknowledged": DAYS.map(str)},
    ),
    "summary": st.lists(PLAIN, min_size=1, max_size=3).map("\n".join),
}


def values(key: str) -> st.SearchStrategy[Any]:
    if key in NUMBERS:
        return NUMBERS[key]
    if key in NAME_KEYS:
        return NAMES
    return DATES if key in DATE_KEYS else PLAIN


ITEMS = st.builds(
    lambda item, own: item | ({"custom": own} if own else {}),
    st.fixed_dictionaries(
        {"id": st.just("roses"), "type": NUMBERS["type"], "title": PLAIN},
        optional={key: values(key) for key in CSL_KEYS - {"type", "title"}},
    ),
    st.fixed_dictionaries({}, optional=OWN),
)


@given(ITEMS)
def test_a_record_read_back_is_the_same_item_without_a_problem(item: dict[str, Any]) -> None:
    record = render_record(item)

    again, problems = read_back("roses", record)

    assert again == item
    assert problems == []
    assert render_record(again) == record


def by(*names: str, **item: Any) -> dict[str, Any]:
    """Return an item by these people, of 2011 and about roses unless something else is said."""
    author = [{"family": name} for name in names]
    issued = {"date-parts": [[2011, 7, 5]]}
    return {"type": "book", "title": "Roses in clay", "author": author, "issued": issued} | item


def group(name: str, **item: Any) -> dict[str, Any]:
    return by(author=[{"literal": name}], **item)


def titled(title: str) -> dict[str, Any]:
    return by("Smith", title=title)


@pytest.mark.parametrize(
    ("item", "key"),
    [
        # who
        (by("Smith", "Oak"), "smith2011roses"),
        (by("Müller"), "muller2011roses"),
        (by("Sørensen-Łukaszewski"), "sorensenlukaszewski2011roses"),
        (by("O\u2019Neill"), "oneill2011roses"),
        (by("van der Berg"), "vanderberg2011roses"),
        (
            by(author=[{"family": "Berg", "non-dropping-particle": "van der", "given": "K."}]),
            "vanderberg2011roses",
        ),
        (
            by(author=[{"family": "Fontaine", "dropping-particle": "de la"}]),
            "delafontaine2011roses",
        ),
        (by(author=[{"family": "Straße"}]), "strasse2011roses"),
        (by(editor=[{"family": "Oak"}]), "oak2011roses"),
        (group("Rose Society"), "rosesociety2011roses"),
        (group("The Society of Rose and Tree Growers"), "srtg2011roses"),
        (group("Royal Horticultural Society (RHS)"), "rhs2011roses"),
        (by(custom={"short": "Garden News"}, publisher="Press"), "gardennews2011roses"),
        (by(publisher="Garden Press"), "gardenpress2011roses"),
        (by(**{"container-title": "Journal of Gardens"}), "journalgardens2011roses"),
        (by("王", publisher="Garden Press"), "gardenpress2011roses"),
        (by("王"), "anon2011roses"),
        (by(), "anon2011roses"),
        (by("Rose" * 20), f"{'rose' * 7}ro2011roses"),
        # when
        (by("Smith", issued={"date-parts": [[2011], [2013]]}), "smith2011roses"),
        (by("Smith", issued={}), "smithndroses"),
        ({"type": "book", "title": "Roses"}, "anonndroses"),
        # what
        (titled("The effects of pruning on roses"), "smith2011pruning"),
        (titled("Real-world pruning"), "smith2011real"),
        (titled("10 ways to prune"), "smith2011ways"),
        (titled("L\u2019été des roses"), "smith2011ete"),
        (titled("Émile\u2019s roses"), "smith2011emile"),
        (titled("COVID-19 in gardens"), "smith2011covid"),
        (titled("[On roses]"), "smith2011roses"),
        (titled("玫瑰"), "smith2011"),
        (titled("Of the"), "smith2011"),
        # what the input calls it
        (by("Smith", id="rose-1"), "rose-1"),
        (by("Smith", id="taken"), "smith2011roses"),
        (by("Smith", id="index"), "smith2011roses"),
        (by("Smith", id="Rose1"), "smith2011roses"),
        (by("Smith", id="https://doi.org/10.1000/roses"), "smith2011roses"),
        (by("Smith", id=""), "smith2011roses"),
        (by("Smith", URL="https://example.org/clay"), "smith2011roses"),
        ({"type": "book"}, "anonnd"),
        # a web page of which nothing else is known
        (
            {"URL": "https://www.example.org/A/pruning%20roses.html?b=c"},
            "example-org-a-pruning-roses-html",
        ),
        ({"URL": f"https://example.org/{'a' * 47}-b"}, f"example-org-{'a' * 47}"),
        ({"URL": "https://玫瑰.中国/"}, "anonnd"),
    ],
)
def test_a_key_says_who_when_and_what(item: dict[str, Any], key: str) -> None:
    assert propose_key(item, {"taken"}) == key
    assert is_key(key)


def test_a_key_that_is_taken_gets_a_letter() -> None:
    item = by("Smith")
    taken: set[str] = set()

    for _ in range(28):
        taken.add(propose_key(item, taken))

    assert sorted(taken, key=lambda key: (len(key), key))[:3] == [
        "smith2011roses",
        "smith2011rosesb",
        "smith2011rosesc",
    ]
    assert {"smith2011rosesz", "smith2011rosesaa", "smith2011rosesab"} < taken


@given(ITEMS)
def test_every_item_gets_a_key_that_may_be_one_and_is_not_taken(item: dict[str, Any]) -> None:
    first = propose_key(item, set())
    second = propose_key(item, {first})
    third = propose_key(item, {first, second})

    assert all(map(is_key, (first, second, third)))
    assert len({first, second, third}) == 3


@pytest.mark.parametrize(
    ("key", "may_be"),
    [
        ("smith2011roses", True),
        ("988-faq", True),
        ("", False),
        ("-a", False),
        ("a-", False),
        ("a--b", True),
        ("Smith", False),
        ("smith_2011", False),
        ("a/b", False),
        ("rosé", False),
        ("a\n", False),
        ("index", False),
        ("readme", False),
    ],
)
def test_a_key_is_the_name_of_a_file_and_easy_to_type(key: str, may_be: bool) -> None:  # noqa: FBT001
    assert is_key(key) is may_be


@given(st.from_regex(r"[a-z0-9-]+", fullmatch=True).filter(is_key))
def test_every_key_that_a_record_may_have_can_be_cited(key: str) -> None:
    assert read_citation(f"@{key}") == (Cite(key, ""),)


THERE = {
    "smith2011roses": by("Smith", DOI="10.1000/roses", PMID="12", PMCID="PMC34"),
    "nhsroses": {"type": "webpage", "title": "Rosé: roses", "URL": "https://a.example/"},
    "oak2011trees": by("Oak", title="Trees"),
}


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ({"title": "Other", "DOI": "10.1000/ROSES"}, "smith2011roses"),
        ({"title": "Other", "PMID": "12"}, "smith2011roses"),
        ({"title": "Other", "PMCID": "pmc34"}, "smith2011roses"),
        ({"title": "Other", "PMCID": "12"}, None),
        (by("Oak", title="ROSES, in “clay”."), "smith2011roses"),
        (by("Smith", issued={"date-parts": [[2012]]}), None),
        (by("Smith", issued={}), None),
        ({"title": "Rose\u0301 roses", "URL": "https://a.example/"}, "nhsroses"),
        ({"title": "Rosé roses", "URL": "https://b.example/"}, None),
        (by("Oak", title="Trees", PMID="12"), "smith2011roses"),
        ({"title": "Trees"}, None),
        ({"URL": "https://a.example"}, "nhsroses"),
        ({"URL": "https://a.example/b"}, None),
        ({"title": "Trees", "URL": "https://a.example/"}, None),
        ({}, None),
    ],
)
def test_a_work_is_there_if_a_number_or_its_title_and_year_are(
    item: dict[str, Any], key: str | None
) -> None:
    library = Library(THERE, THERE)

    assert find_same(item, library.known) == key


def test_without_a_date_or_an_address_a_title_counts_where_it_is_printed() -> None:
    item = {"title": "Roses", "container-title": "Journal of Gardens", "publisher": "Press"}

    assert marks(item) == ["title roses Journal of Gardens"]
    assert marks({"title": "Roses", "publisher": "Press"}) == ["title roses Press"]
    assert marks({"title": "Roses"}) == ["title roses "]


def test_the_first_work_keeps_a_mark_that_two_share() -> None:
    library = Library(["broken"], {"a": by("Smith"), "b": by("Smith")})

    assert find_same(by("Smith"), library.known) == "a"
    assert library.there == {"broken"}
    assert library.taken == {"a", "b", "broken"}


def test_what_is_tried_out_does_not_change_a_library() -> None:
    library = Library(["a"], {"a": by("Smith")})

    trial = library.copy()
    trial.add("b", by("Oak", title="Trees"))

    assert (library.taken, trial.taken) == ({"a"}, {"a", "b"})
    assert find_same(by("Oak", title="Trees"), library.known) is None
    assert find_same(by("Oak", title="Trees"), trial.known) == "b"
    assert trial.there == {"a"}

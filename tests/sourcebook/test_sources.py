"""A source's record: what a reader is told of a work, and what a writer of the record."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from sourcebook.csl import VARIABLES
from sourcebook.designs import DESIGNS
from sourcebook.frontmatter import Document, read_document
from sourcebook.references import References
from sourcebook.sources import CSL_KEYS, NOTICES, OWN_KEYS, TYPES, Source, read_source
from sourcebook.store import Store
from tests.golden import Case, cases
from tests.sourcebook import garden
from tests.sourcebook.anything import groups, is_about

URI = "sources/smith2011roses.md"


def read(meta: dict[str, Any]) -> tuple[Source | None, list[str], list[str]]:
    document = Document(URI, meta, "")
    source, problems = read_source(
        document, latest=garden.TODAY, style=garden.STYLE, references=References(Store())
    )
    return source, garden.messages(problems), [problem.key for problem in problems]


@pytest.mark.parametrize("case", cases("sources"))
def test_source(case: Case) -> None:
    document, unread = read_document(URI, f"---\n{case.given['record']}---\n".encode())

    source, problems = read_source(
        document, latest=garden.TODAY, style=garden.STYLE, references=References(Store())
    )

    assert case.observe([*unread, *problems], source=source) == case.expected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("journal-article", "article-journal"),
        ("Book", "book"),
        ("newspaper-article", "article-newspaper"),
    ],
)
def test_a_type_mistyped_is_answered_with_the_nearest_one(typed: str, meant: str) -> None:
    source, problems, _ = read({"type": typed, "title": "Roses in clay"})

    assert source is None
    assert problems == [f"{URI}: type: is `{typed}`; did you mean `{meant}`?"]


def test_a_type_nobody_knows_is_answered_with_the_place_to_look_it_up() -> None:
    source, problems, _ = read({"type": "zzz", "title": "Roses in clay"})

    assert source is None
    assert problems == [f"{URI}: type: is `zzz`; use a word from the writers' guide"]


@pytest.mark.parametrize(("typed", "meant"), [("doi", "DOI"), ("url", "URL"), ("pages", "page")])
def test_a_key_mistyped_is_answered_with_the_nearest_one(typed: str, meant: str) -> None:
    _, problems, _ = read({"type": "book", "title": "Roses in clay", typed: "x"})

    assert problems == [f"{URI}: {typed}: is not a key we know; did you mean `{meant}`?"]


def test_a_key_nobody_knows_is_answered_with_the_place_to_look_it_up() -> None:
    _, problems, _ = read({"type": "book", "title": "Roses in clay", "zzz": "x"})

    assert problems == [
        f"{URI}: zzz: is not a key we know; remove it, or use a word from the writers' guide"
    ]


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_is_drawn_with_author_and_title(kind: str) -> None:
    author = [{"family": "Smith", "given": "Jo"}]

    source, problems, _ = read({"type": kind, "title": "Clay", "author": author, "issued": 2011})

    assert problems == []
    assert source is not None
    assert source.reference.startswith("Smith J. Clay")
    assert "2011" in source.reference


def test_a_type_that_the_style_does_not_know_is_drawn_as_one_that_looks_alike() -> None:
    work = {"title": "Roses in clay", "publisher": "Rose & Thorn", "issued": 2011}

    software, book = (read({"type": kind, **work})[0] for kind in ("software", "book"))

    assert software is not None
    assert book is not None
    assert "Rose & Thorn" in software.reference
    assert software.reference == book.reference


def test_a_reader_is_led_to_every_place_where_a_work_is() -> None:
    places = {"URL": "https://www.example.org/roses", "PMID": "12", "PMCID": "PMC34"}

    source, problems, _ = read({"type": "article-journal", "title": "Roses in clay", **places})

    assert problems == []
    assert source is not None
    assert [name for name, _ in source.links] == ["example.org", "PubMed", "PubMed Central"]
    assert source.links[2][1].endswith("/PMC34/")


def test_a_work_without_an_address_leads_to_its_own_page() -> None:
    source, _, _ = read({"type": "book", "title": "Roses in clay"})

    assert source is not None
    assert (source.links, source.host, source.target) == ((), "", source.url)


def test_an_archived_copy_may_not_be_dated_in_the_future() -> None:
    archive = {"URL": "https://web.archive.org/roses", "date": "2026-11-24"}

    source, problems, _ = read({"type": "book", "title": "Roses in clay", "archive": archive})

    assert source is not None
    assert source.archive is not None
    assert source.archive.date is None
    assert problems == [
        f"{URI}: archive.date: 2026-11-24 lies in the future; write a day that has come"
    ]


def test_the_keys_are_csl_and_our_own() -> None:
    csl = {"author", "container-title", "issued", "volume", "issue", "page", "publisher"}

    assert csl | {"DOI", "PMID", "PMCID", "URL", "title", "type"} < CSL_KEYS
    assert not CSL_KEYS & OWN_KEYS.keys()
    assert "archive" in VARIABLES  # CSL's name of a library, which is not ours


@pytest.mark.parametrize("design", DESIGNS)
def test_every_kind_of_work_has_words_for_readers(design: str) -> None:
    source, problems, _ = read({"type": "book", "title": "Roses in clay", "design": design})

    assert problems == []
    assert source is not None
    assert source.design == DESIGNS[design]


@pytest.mark.parametrize("kind", NOTICES)
def test_every_kind_of_notice_has_words_for_readers(kind: str) -> None:
    source, problems, _ = read({"type": "book", "title": "Roses in clay", "notice": {"type": kind}})

    assert problems == []
    assert source is not None
    assert source.notice is not None
    assert source.notice.text == NOTICES[kind]


@settings(max_examples=60)
@given(groups([*sorted(CSL_KEYS), *OWN_KEYS, "family", "literal", "date-parts"]))
def test_no_record_whatever_is_in_it_stops_the_build(meta: dict[str, Any]) -> None:
    source, _, places = read({"type": "book", "title": "Roses in clay"} | meta)

    assert all(is_about(place, [*meta, "type", "title"]) for place in places)
    assert source is not None or any(is_about(place, ["type", "title"]) for place in places)

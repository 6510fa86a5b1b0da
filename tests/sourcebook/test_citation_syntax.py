"""Citations in Markdown: what becomes a number, what stays as it is, and what is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from sourcebook.citation_syntax import CitationExtension, read_page
from sourcebook.frontmatter import Document
from tests.sourcebook import garden

if TYPE_CHECKING:
    from sourcebook.citations import PageCitations

EXTENSIONS = [
    "attr_list",
    "footnotes",
    "tables",
    "toc",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.superfences",
]


def person(family: str) -> dict[str, str]:
    return {"family": family, "given": "Jo"}


SOURCES = garden.read_garden(
    {
        "sources/doe2012sand.md": garden.source_file(
            author=[person("Doe"), person("Roe")], issued="2012"
        ),
        "sources/lee2013loam.md": garden.source_file(
            author=[person("Lee"), person("Roe"), person("Doe")], issued="2013"
        ),
        "sources/one2014peat.md": garden.source_file(
            author=[{"family": "Berg", "given": "Jo", "non-dropping-particle": "van den"}],
            issued="2014-07",
        ),
        "sources/club.md": garden.source_file(author=[{"literal": "The Rose Club"}]),
    }
).sources


def convert(text: str, *, sentences: bool = False) -> tuple[BeautifulSoup, PageCitations]:
    extension = CitationExtension(SOURCES, sentences=sentences)
    html = Markdown(extensions=[*EXTENSIONS, extension]).convert(text)
    return BeautifulSoup(html, "html.parser"), extension.found


@pytest.mark.parametrize("between", ["", " "])
def test_two_citations_may_stand_side_by_side(between: str) -> None:
    page, found = convert(f"Roses. [@smith2011roses]{between}[@doe2012sand]\n")

    assert page.get_text().strip() == "Roses.12"
    assert found.keys == ("smith2011roses", "doe2012sand")


def test_a_citation_is_a_number_that_leads_to_its_source() -> None:
    page, found = convert("Roses like clay. [@smith2011roses]\n")

    assert '<sup class="citation"><a href="#source-smith2011roses">1</a></sup>' in str(page)
    assert found.keys == ("smith2011roses",)


def test_numbers_follow_the_first_use_in_the_order_of_the_page() -> None:
    text = """
One. [@doe2012sand]

- Two. [@smith2011roses]
    - Three. [@lee2013loam]

> Four. [@doe2012sand]

Five. [@club]
"""
    page, found = convert(text)

    assert [a.text for a in page.select(".citation a")] == ["1", "2", "3", "1", "4"]
    assert found.keys == ("doe2012sand", "smith2011roses", "lee2013loam", "club")
    assert [mark.anchor for mark in found.of("doe2012sand")] == ["citation-1", "citation-4"]
    assert [span["id"] for span in page.select(".cited")] == [
        f"citation-{number}" for number in range(1, 6)
    ]


def test_several_sources_share_one_pair_of_brackets_and_each_may_have_its_place() -> None:
    page, found = convert("Clay. [@doe2012sand, pp. 3_4_5; @smith2011roses , chapter 2 ]\n")

    assert page.get_text() == "Clay.1 (pp. 3_4_5), 2 (chapter 2)"
    assert found.keys == ("doe2012sand", "smith2011roses")
    assert {mark.anchor for mark in found.marks} == {"citation-1"}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("As @one2014peat found.", "As van den Berg (2014)1 found."),
        ("As @doe2012sand, found.", "As Doe and Roe (2012)1, found."),
        ("(See @lee2013loam.)", "(See Lee and others (2013)1.)"),
        ("@club says so.", "The Rose Club (n.d.)1 says so."),
        ("*@smith2011roses*: so.", "Roses in clay1: so."),
    ],
)
def test_a_key_in_running_text_names_its_authors(text: str, seen: str) -> None:
    page, found = convert(text)

    assert page.get_text() == seen
    assert len(found.keys) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Code `[@smith2011roses]` and `@smith2011roses`.",
        "    [@smith2011roses]",
        "```\n[@smith2011roses]\n```",
        "[@smith2011roses](https://example.org)",
        "[see @smith2011roses](https://example.org/@smith2011roses)",
        "![@smith2011roses](rose.png)",
        "[@smith2011roses][rose]\n\n[rose]: https://example.org",
        "[roses @smith2011roses][rose]\n\n[rose]: https://example.org/@doe2012sand",
        "jo@smith2011roses.org and <jo@smith2011roses.org>",
        "https://example.org/@smith2011roses",
        "<https://example.org/@smith2011roses>",
        '<span title="[@smith2011roses]">x</span>',
        "<div>@smith2011roses</div>",
        r"\@smith2011roses and [\@smith2011roses]",
        "[^1]\n\n[^1]: A note.",
        "@media and @home are words.",
        "[a@b] [ @ ] [@]",
    ],
)
def test_code_links_and_addresses_stay_as_they_are(text: str) -> None:
    page, found = convert(text)

    assert not page.select(".citation")
    assert found.keys == found.unread == ()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("| a | b |\n|---|---|\n| x | Clay. [@club] |", "td"),
        ("- Clay. [@club]", "li"),
        ("1. Clay. [@club]", "li"),
        ("x[^1]\n\n[^1]: Clay. [@club]", ".footnote li"),
        ("/// note\nClay. [@club]\n///", ".admonition"),
        ("> Clay. [@club]", "blockquote"),
        ("**Clay. [@club]**", "strong"),
        # As nbconvert's Markdown exporter gives a cell below the output of the one before.
        ("    3.2\n    \n\n\nClay. [@club]\n\n\n```python\nx = 1\n```", "p"),
    ],
)
def test_citations_work_wherever_text_stands(text: str, where: str) -> None:
    page, found = convert(text)

    assert page.select_one(f"{where} .citation a") is not None
    assert found.keys == ("club",)


def test_the_space_before_a_number_is_closed_and_no_other() -> None:
    page, _ = convert("*Clay* [@club], and sand [@doe2012sand] too. As @club said.\n\n[@club] x")

    assert page.get_text() == "Clay1, and sand2 too. As The Rose Club (n.d.)1 said.\n1 x"


def test_an_at_sign_can_be_escaped() -> None:
    page, _ = convert(r"\@smith2011roses and [\@club]")

    assert page.get_text() == "@smith2011roses and [@club]"


def test_numbers_are_kept_out_of_the_search() -> None:
    page, _ = convert("As @club said. [@doe2012sand]")

    hidden = page.select("[data-search-exclude]")
    assert [part.get_text() for part in hidden] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("[@doe2012sant]", ("doe2012sant",)),
        ("[@doe2012sant] and [@doe2012sant]", ("doe2012sant",)),
        ("[@smith2011roses; @nobody2020]", ("nobody2020",)),
        ("As @doe2012sant said.", ("doe2012sant",)),
        ("[@club; doe2012sand]", ("[@club; doe2012sand]",)),
        ("[@club p. 3]", ("[@club p. 3]",)),
    ],
)
def test_a_citation_that_leads_nowhere_stays_as_typed_and_is_remembered(
    text: str, unread: tuple[str, ...]
) -> None:
    page, found = convert(text)

    assert page.get_text() == text
    assert found.unread == unread
    assert found.keys == ()


def test_each_mark_knows_its_sentence() -> None:
    text = "Clay holds *water*. [@club] Sand, e.g. at sea, does [@doe2012sand] not [@club].\n"

    _, found = convert(text)

    assert [(mark.key, mark.sentence) for mark in found.marks] == [
        ("club", "Clay holds water."),
        ("doe2012sand", "Sand, e.g. at sea, does not."),
        ("club", "Sand, e.g. at sea, does not."),
    ]


def test_a_page_starts_anew() -> None:
    extension = CitationExtension(SOURCES)
    Markdown(extensions=[extension]).convert("[@club] [@nobody2020]")

    Markdown(extensions=[extension]).convert("Sand. [@doe2012sand]")

    assert extension.found.keys == ("doe2012sand",)
    assert extension.found.unread == ()
    assert extension.found.marks[0].number == 1


def test_a_page_can_be_read_without_being_shown() -> None:
    document = Document("roses/a.md", {}, "# Roses\n\nClay. Sand. [@club]\n")

    found = read_page(document, SOURCES, [], {})

    assert found.keys == ("club",)
    assert [(sentence.text, sentence.keys) for sentence in found.sentences] == [
        ("Roses", ()),
        ("Clay.", ()),
        ("Sand.", ("club",)),
    ]


def test_a_page_that_cites_nothing_has_sentences_too_read_as_the_site_reads_them() -> None:
    text = "Clay, bzw. Lehm, 2*3*4 m.\n\n| Soil | Plants |\n|---|---|\n| Sand | Oaks |\n"

    found = read_page(
        Document("roses/a.md", {}, text),
        SOURCES,
        ["tables", "pymdownx.betterem"],
        {"pymdownx.betterem": {"smart_enable": "all"}},
        "de",
    )

    assert [sentence.text for sentence in found.sentences] == [
        "Clay, bzw. Lehm, 2*3*4 m.",
        "Soil; Plants",
        "Sand; Oaks",
    ]


@given(st.text(alphabet="[]@;, .abclub2014*_`()!<>\\\n|-\"'{}", max_size=60))
def test_no_text_stops_the_build_and_every_number_has_its_source(text: str) -> None:
    page, found = convert(text + " [@club]", sentences=True)

    links = [str(a["href"]).removeprefix("#source-") for a in page.select(".citation a")]
    assert set(links) == set(found.keys)
    assert len(links) == len(found.marks)

"""The glossary: what its page says, and which words of a post lead there."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from sourcebook.citation_syntax import CitationExtension
from sourcebook.frontmatter import Document
from sourcebook.glossary import GlossaryExtension, Term, check_glossary, read_glossary
from tests.site import texts
from tests.sourcebook import garden

PAGE = """Words.

Bud
:   Where a *shoot* begins. [@smith2011roses]

Rose bud
Buds of a rose
:   A bud on a rose.

:   Also a sweet.
"""
TERMS = read_glossary(Document("glossary.md", {}, PAGE))
# Each is the same as another one but for its case, to some of those who compare them.
ODD = "iI\u0131\u0130sS\u017fßẞkK\u212a\xb5\u03bc\u039c\u03c3\u03c2\u03a3åÅ\u212b\ufb05\ufb06"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Bud\n:Where a shoot begins.\n",
         "6: has no space after the colon; write three spaces there: `:   Where a shoot begins.`"),
        ("Bud\n:\tWhere.\n", "6: has no space after the colon; write three spaces there: `:   Where.`"),
        ("Bud\n\n:Where.\n", "7: has no space after the colon; write three spaces there: `:   Where.`"),
        ("Bud\n:\n", "6: has no meaning after the colon; write it there, after three spaces"),
        ("Bud\n:   \n\nTwig\n:   Thin.\n",
         "6: has no meaning after the colon; write it there, after three spaces"),
        ("Bud\n\nTwig\n:   Thin.\n",
         "5: has `Bud` without a meaning; add a line below it that begins with `:` and three spaces"),
        ("Twig\n:   Thin.\n\nBud\nEye of a plant\n",
         "9: has `Eye of a plant` without a meaning; "
         "add a line below it that begins with `:` and three spaces"),
        ("Bud\n:   A.\n\nEye\nBUD\n:   B.\n", "9: has the term `BUD` a second time; "
         "keep this one or that on line 5"),
        ("So.\n\nBud\n:   A.\n\nSo.\n\nBud\n:   B.\n", "12: has the term `Bud` a second time; "
         "keep this one or that on line 7"),
        ("Bud\n\n:   A.\n\nBud\n:   B.\n", "9: has the term `Bud` a second time; "
         "keep this one or that on line 5"),
        ("μg\n:   A.\n\nµg\n:   B.\n", "8: has the term `µg` a second time; "
         "keep this one or that on line 5"),
        ("Bud\n:   A.\nTwig\nSprig\n:   B.\n",
         "7: has the term `Twig` right below a meaning; put an empty line above it"),
    ],
)  # fmt: skip
def test_a_term_that_cannot_be_read_is_told_with_its_line(body: str, told: str) -> None:
    problems = check_glossary(Document("glossary.md", {}, body, 5))

    assert garden.messages(problems) == [f"glossary.md: line {told}"]


@pytest.mark.parametrize(
    "body",
    [
        PAGE,
        "",
        "# Words\n\nA word has a meaning here.\n\n- a list\n\n:rose: An icon.\n\n[Read on](a.md).\n",
        "Bud\n:   A.\n    It goes on.\n\n    And on.\n:   Or a friend.\n",
        "Bud\n:   A.\n    It goes on.\n:   Or a friend.\n:   Or a start.\n",
        "Bud\n:   A.\n\n```\nTwig\n:B\n```\n",
        "Cut it.\n\nCut it.\n\nBud\n:   A.\n",
    ],
)
def test_other_words_of_the_page_are_no_terms(body: str) -> None:
    assert check_glossary(Document("glossary.md", {}, body)) == []


def convert(
    text: str,
    *,
    terms: tuple[Term, ...] = TERMS,
    link: str = "../glossary.md",
    names: bool = False,
) -> BeautifulSoup:
    glossary = GlossaryExtension(terms)
    glossary.link, glossary.names = link, names
    html = Markdown(extensions=["def_list", "tables", glossary]).convert(text)
    return BeautifulSoup(html, "html.parser")


def test_a_term_has_names_and_a_meaning_without_citations() -> None:
    assert [(term.names, term.meaning, term.anchor) for term in TERMS] == [
        (("Bud",), "Where a shoot begins.", "bud"),
        (("Rose bud", "Buds of a rose"), "A bud on a rose.", "rose-bud"),
    ]


def test_the_first_use_of_a_term_leads_to_its_meaning_and_no_other_use_does() -> None:
    page = convert("Cut *above* a bud, not below a bud. See buds of a rose; a ROSE BUD is nice.\n")

    assert texts(page, "a.term") == ["bud", "buds of a rose"]
    assert [a["href"] for a in page.select("a")] == [
        "../glossary.md#bud",
        "../glossary.md#rose-bud",
    ]
    assert page.select("a")[0]["data-meaning"] == "Where a shoot begins."
    assert page.get_text() == (
        "Cut above a bud, not below a bud. See buds of a rose; a ROSE BUD is nice."
    )


def test_a_word_that_only_contains_a_term_is_another_word() -> None:
    assert texts(convert("Buddy saw a bud-like, rebud thing.\n"), "a") == []


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("μg", "5 \N{MICRO SIGN}g", ["\N{MICRO SIGN}g"]),
        ("Rose bush", "A ro\u017fe bu\u017fh", ["ro\u017fe bu\u017fh"]),
        ("Gefäß", "GEFÄẞ", ["GEFÄẞ"]),
        ("ΡΟΔΗΣ", "ροδης", ["ροδης"]),
        ("Iris", "An \u0131ris", []),
    ],
)
def test_a_term_is_found_however_its_letters_are_written(
    name: str, typed: str, found: list[str]
) -> None:
    assert texts(convert(typed, terms=(Term((name,), "It."),)), "a.term") == found


odd_words = st.text(ODD, min_size=1, max_size=3)


@given(odd_words, st.lists(odd_words, max_size=3))
def test_no_letters_stop_the_build_and_a_name_as_it_stands_is_found(
    name: str, others: list[str]
) -> None:
    page = convert(" ".join([*others, name]), terms=(Term((name,), "It."),))

    (found,) = texts(page, "a.term")
    assert found.casefold() == name.casefold()


def test_links_headings_code_and_heads_of_tables_are_left_alone() -> None:
    text = "## A bud\n\n[a bud](x.md) `bud`\n\n| Bud |\n| --- |\n| a bud |\n"

    assert texts(convert(text), "a.term") == ["bud"]
    assert texts(convert(text), "td a.term") == ["bud"]


def test_a_name_in_a_citation_is_left_alone_and_the_first_use_behind_it_is_not() -> None:
    record = garden.source_file(author=[{"literal": "Rose Bud Club"}])
    citations = CitationExtension(garden.read_garden({"sources/club.md": record}).sources)
    glossary = GlossaryExtension(TERMS)
    glossary.link = "g.md"

    html = Markdown(extensions=[citations, glossary]).convert("@club says so. A rose bud is nice.")

    page = BeautifulSoup(html, "html.parser")
    assert texts(page, "p > a.term") == ["rose bud"]
    assert texts(page, ".cited a.term") == []


def test_a_box_is_read_but_not_its_title() -> None:
    glossary = GlossaryExtension(TERMS)
    glossary.link = "g.md"
    html = Markdown(extensions=["admonition", glossary]).convert('!!! note "Bud"\n    A bud.\n')

    page = BeautifulSoup(html, "html.parser")
    assert texts(page, ".admonition-title") == ["Bud"]
    assert texts(page, "a.term") == ["bud"]


def test_of_two_terms_that_begin_alike_the_longer_one_is_meant() -> None:
    terms = (Term(("Bud",), "It shoots."), Term(("Bud scale",), "It covers a bud."))

    assert texts(convert("A bud scale.\n", terms=terms), "a.term") == ["bud scale"]


def test_several_terms_behind_other_marks_stay_in_their_order() -> None:
    terms = tuple(Term((name,), "It grows.") for name in ("Root", "Bud", "Thorn", "Leaf"))

    page = convert("A root of *one* or *two*: a bud, a thorn, a leaf, no more.\n", terms=terms)

    assert page.get_text() == "A root of one or two: a bud, a thorn, a leaf, no more."
    assert texts(page, "em, a.term") == ["root", "one", "two", "bud", "thorn", "leaf"]


def test_the_words_around_and_within_other_marks_stay_in_their_order() -> None:
    page = convert("A **bud and a** rose bud *is* small.\n")

    assert str(page.p) == (
        '<p>A <strong><a class="term" data-meaning="Where a shoot begins." '
        'href="../glossary.md#bud">bud</a> and a</strong> <a class="term" '
        'data-meaning="A bud on a rose." href="../glossary.md#rose-bud">rose bud</a> '
        "<em>is</em> small.</p>"
    )


def test_a_page_that_is_no_post_has_no_links_to_it() -> None:
    assert texts(convert("A bud.\n", link=""), "a") == []


def test_each_term_has_its_place_on_the_page_of_the_glossary() -> None:
    page = convert(PAGE + "\nNo term\n:   It is none.\n", link="", names=True)

    assert [dt.get("id") for dt in page.select("dt")] == ["bud", "rose-bud", None, None]


def test_without_a_glossary_nothing_is_linked() -> None:
    glossary = GlossaryExtension(())
    glossary.link = "g.md"

    assert "<a" not in Markdown(extensions=[glossary]).convert("A bud.\n")

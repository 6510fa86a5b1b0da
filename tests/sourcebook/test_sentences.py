"""Sentences of a page: what a reader sees, and what is cited in it."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from sourcebook.citation_syntax import CitationExtension
from sourcebook.sentences import Sentence, read_sentences
from tests.sourcebook.test_citation_syntax import EXTENSIONS, SOURCES


def sentences(text: str) -> tuple[Sentence, ...]:
    extension = CitationExtension(SOURCES, sentences=True)
    Markdown(extensions=[*EXTENSIONS, "def_list", extension]).convert(text)
    return extension.found.sentences


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("One *two* three. Four!", ["One two three.", "Four!"]),
        ("Dr. Smith saw 3.2 cm, e.g. in May. So.", ["Dr. Smith saw 3.2 cm, e.g. in May.", "So."]),
        ("One.[@club] Two [@club]. Three. [@club]", ["One.", "Two.", "Three."]),
        ("Term\n:   What it is.", ["Term", "What it is."]),
        ("- One\n- Two\n    - Three", ["One", "Two", "Three"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ["a; b", "1; 2"]),
        ("| a | b |\n|---|---|\n| One. Two. | |", ["a; b", "One. Two."]),
        ("One **two *three* four** five.", ["One two three four five."]),
        ("Code `x = 1` stays.", ["Code x = 1 stays."]),
        ("A \\*star\\* \\[here\\].", ["A *star* [here]."]),
        ("Note.[^1]\n\n[^1]: Below.", ["Note.", "Below."]),
        ("/// note | Title\nText.\n///", ["Text."]),
        ("```\ncode here. Not text.\n```", []),
        ("<div>Raw. Text.</div>", []),
        ("![picture](rose.png)", []),
        ("Red *roses*{ .red } bloom. So.\n{ .wide }", ["Red roses bloom.", "So."]),
    ],
)
def test_sentences_are_what_a_reader_sees(text: str, seen: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == seen


def test_a_sentence_knows_the_sources_cited_in_it() -> None:
    found = sentences("One. [@club] Two. Three [@club] and [@doe2012sand].")

    assert [sentence.keys for sentence in found] == [("club",), (), ("club", "doe2012sand")]
    assert [sentence.item_keys for sentence in found] == [sentence.keys for sentence in found]


def test_a_citation_counts_for_its_whole_list_item_or_table_row() -> None:
    item = sentences("- One. Two. [@club]\n- Three.")
    row = sentences("| a | b |\n|---|---|\n| 12 | x [@club] |\n| 13 | y |")

    assert [(each.text, each.item_keys) for each in item] == [
        ("One.", ("club",)),
        ("Two.", ("club",)),
        ("Three.", ()),
    ]
    assert [(each.text, each.item_keys) for each in row] == [
        ("a; b", ()),
        ("12; x", ("club",)),
        ("13; y", ()),
    ]


def test_a_sentence_knows_whether_it_is_a_heading_and_in_which_box_it_stands() -> None:
    found = sentences("## Soil\n\n/// note\nClay.\n\n- Sand.\n///\n\nLoam.")

    assert [(each.text, each.heading, each.box) for each in found] == [
        ("Soil", True, ""),
        ("Clay.", False, "note"),
        ("Sand.", False, "note"),
        ("Loam.", False, ""),
    ]


def test_what_readers_have_said_below_the_text_is_told_from_it() -> None:
    text = "## Soil\n\nClay.\n\n## Comments on the former blog {: #comments }\n\n> Sand."

    assert [(each.text, each.comment) for each in sentences(text)] == [
        ("Soil", False),
        ("Clay.", False),
        ("Comments on the former blog", True),
        ("Sand.", True),
    ]


def test_of_a_picture_only_the_rows_of_its_numbers_are_read() -> None:
    figure = ET.fromstring(  # noqa: S314 -- our own text
        '<div><div class="chart"><figure><figcaption>12 of 20 roses.</figcaption></figure>'
        "<details><summary>20 roses</summary><table><tr><th>Roses, of 20</th></tr>"
        "<tr><th>Red</th><td>12</td></tr></table><p>20-roses.csv</p></details></div>"
        "<p>After it.</p></div>"
    )

    found = read_sentences(figure, lambda _: (), language="en")

    assert [sentence.text for sentence, _ in found] == ["Red; 12", "After it."]


def test_only_what_is_cited_is_read_where_no_more_is_wanted() -> None:
    extension = CitationExtension(SOURCES)
    Markdown(extensions=[extension]).convert("One. Two.\n\nThree. Four. [@club]")

    assert [each.text for each in extension.found.sentences] == ["Three.", "Four."]


@given(st.lists(st.sampled_from(["Clay", " ", ". ", " [@club]", "\n\n", "*", "e.g. ", "3.5 "])))
def test_every_citation_stands_in_exactly_one_sentence(parts: list[str]) -> None:
    found = sentences("".join(parts))

    extension = CitationExtension(SOURCES)
    Markdown(extensions=[*EXTENSIONS, extension]).convert("".join(parts))
    cited = sum(bool(sentence.keys) for sentence in found)
    assert cited <= len(extension.found.marks)
    assert bool(cited) == bool(extension.found.marks)

"""Citations: the text between the brackets, the words for a source, and slips in keys."""

from __future__ import annotations

import pytest

from sourcebook.citations import (
    Cite,
    Numbers,
    PageCitations,
    check_citations,
    check_support,
    is_meant_as_key,
    name_in_text,
    read_citation,
)
from sourcebook.frontmatter import Document
from sourcebook.imported import Imported
from sourcebook.sentences import Sentence
from tests.sourcebook import garden

KEYS = ("doe2012sand", "smith2011roses")


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("@a", [("a", "")]),
        (" @a ; @b ", [("a", ""), ("b", "")]),
        ("@a, p. 12", [("a", "p. 12")]),
        ("@a, pp. 3,\n4; @b, ch. 2", [("a", "pp. 3, 4"), ("b", "ch. 2")]),
        ("@smith2011.2:x-y", [("smith2011.2:x-y", "")]),
    ],
)
def test_a_citation_is_keys_each_with_its_place(text: str, cites: list[tuple[str, str]]) -> None:
    assert read_citation(text) == tuple(Cite(key, place) for key, place in cites)


@pytest.mark.parametrize(
    "text",
    ["", "a", "@", "@a @b", "@a;", "@a, ", "@a p. 12", "see @a", "@a, @b", "@a, p. 2, @b; @c"],
)
def test_what_is_no_citation_is_not_read_as_one(text: str) -> None:
    assert read_citation(text) is None


def test_a_source_keeps_its_number_on_a_page() -> None:
    numbers = Numbers()

    assert [numbers.of(key) for key in ("b", "a", "b", "c")] == [1, 2, 1, 3]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("smith2012roses", True),
        ("doe2012snd", True),
        ("nobody1999", True),
        ("smithroses", True),
        ("media", False),
    ],
)
def test_a_word_after_an_at_sign_is_a_key_only_if_it_looks_like_one(word: str, meant: bool) -> None:  # noqa: FBT001 - a table
    assert is_meant_as_key(word, KEYS) is meant


def test_an_editor_is_named_where_no_author_is_known() -> None:
    record = garden.source_file(editor=[{"family": "Smith"}], issued="2011")

    source = garden.read_garden({"sources/a.md": record}).sources["a"]

    assert name_in_text(source) == "Smith (2011)"


def test_a_key_nobody_knows_is_named_with_its_line_and_the_nearest_one() -> None:
    document = Document("roses/a.md", {}, "Clay.\n\nSand. [@doe2012snd] @xyz1234\n[@a b]\n", 5)
    found = PageCitations(unread=("[@a b]", "doe2012snd", "xyz1234"))

    problems = check_citations(document, found, KEYS, ())

    assert garden.messages(problems) == [
        "roses/a.md: line 8: has `[@a b]`, which is no citation; "
        "write it as [@key], [@key, p. 12] or [@one; @two]",
        "roses/a.md: line 7: cites `@doe2012snd`, and there is no such source; "
        "did you mean [@doe2012sand]?",
        "roses/a.md: line 7: cites `@xyz1234`, and there is no such source; "
        "add docs/sources/xyz1234.md or correct the key",
    ]


@pytest.mark.parametrize(
    ("unread", "place"),
    [
        ("smith2011", "line 9"),
        ("smith2011.a", "line 8"),
        ("[@a b]", "line 11"),
        ("[@a b c]", "line 12"),
        ("oak2001", "text"),
        ("elm1999", "text"),
    ],
)
def test_the_line_is_that_of_the_whole_key_and_there_is_none_where_it_is_not_in_the_file(
    unread: str, place: str
) -> None:
    body = (
        "```\n[@smith2011], [@elm1999]\n```\n[@smith2011roses] a@smith2011 @smith2011.a\n"
        '@smith2011.\n\n[@a b]\n> [@a\n> b c] --8<-- "oaks.md"\n'
    )
    found = PageCitations(unread=(unread,))

    (problem,) = check_citations(Document("roses/a.md", {}, body, 5), found, KEYS, ())

    assert problem.key == place


def test_a_source_that_is_there_and_cannot_be_read_is_no_slip_in_the_key() -> None:
    document = Document("roses/a.md", {}, "Sand. [@doe2012sands] [@doe2013sand]\n")
    found = PageCitations(unread=("doe2012sands", "doe2013sand"))

    problems = check_citations(document, found, KEYS, {"sources/doe2012sands.md"})

    assert [problem.what for problem in problems] == [
        "cites `@doe2013sand`, and there is no such source"
    ]


def test_a_citation_in_a_heading_is_sent_to_the_text() -> None:
    key = ("smith2011roses",)
    sentences = (
        Sentence("Soil", key, key, heading=True, box=""),
        Sentence("Clay", (), (), heading=True, box=""),
        Sentence("Roses like it.", key, key, heading=False, box=""),
    )
    document = Document("roses/a.md", {}, "## Soil [@smith2011roses]\n")

    problems = check_citations(document, PageCitations(sentences=sentences), KEYS, ())

    assert garden.messages(problems) == [
        "roses/a.md: heading: has a citation in `Soil`; "
        "move it to a sentence below: headings stand in menus, too"
    ]


@pytest.mark.parametrize(
    ("named", "cited", "problems"),
    [
        ((), (), ["roses/pruning.md: sources: there is none; cite at least one in the text, "
                  "as [@key], or name it: add `sources:`"]),
        (("a",), (), []),
        ((), ("a",), []),
    ],
)  # fmt: skip
def test_a_post_rests_on_something(
    named: tuple[str, ...], cited: tuple[str, ...], problems: list[str]
) -> None:
    post = garden.make_post(sources=named)

    assert garden.messages(check_support(post, PageCitations(keys=cited))) == problems


def test_a_post_that_cites_what_cannot_be_read_means_to_rest_on_something() -> None:
    post = garden.make_post(sources=())

    assert check_support(post, PageCitations(unread=("smith2011rose",))) == []


def test_a_post_of_a_former_blog_may_rest_on_nothing_as_yet() -> None:
    post = garden.make_post(sources=(), imported=Imported("1", "", ()))

    assert check_support(post, PageCitations()) == []

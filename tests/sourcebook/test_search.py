"""Readers' words: what the file of words says, whose an alias is, what goes into the index."""

from __future__ import annotations

import json

import pytest

from sourcebook.citations import PageCitations
from sourcebook.glossary import Term
from sourcebook.search import (
    Panel,
    Words,
    check_aliases,
    describe_post,
    describe_posts,
    normalise,
    read_words,
    render_words,
    select_aliases,
    write_index,
)
from sourcebook.settings import Settings
from tests.sourcebook.garden import messages, post_file, read_garden

BUD = Term(("Bud", "Eye"), "Where a shoot begins.")
THORN = Term(("Thorn",), "It stings.")


def test_words_that_mean_the_same_and_names_are_read() -> None:
    words, problems = read_words(
        b"word,same_as,kind\nOA,osteoarthritis,\nLyrica,Pregabalin,name\npregabalin,,name\n"
    )

    assert problems == []
    assert words.synonyms == (("OA", "osteoarthritis"), ("Lyrica", "Pregabalin"))
    assert words.names == (("lyrica", "pregabalin"), ("pregabalin", "pregabalin"))


def test_a_site_without_the_file_has_no_words() -> None:
    assert read_words(b"") == (Words(), [])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",b,", "data/words.csv: line 2: has no word; write one, or remove the line"),
        ("a,b,drug", "data/words.csv: line 2: has the kind `drug`; write `name` or nothing"),
        (
            "a,,",
            "data/words.csv: line 2: says nothing about `a`; "
            "write what it is the same as, or remove the line",
        ),
        ("a,b", "data/words.csv: line 2: has 2 columns instead of 3; write word,same_as,kind"),
    ],
)
def test_a_row_that_cannot_be_read_is_a_problem_and_the_others_stay(row: str, message: str) -> None:
    words, problems = read_words(f"word,same_as,kind\n{row}\nOA,osteoarthritis,\n".encode())

    assert messages(problems) == [message]
    assert words.synonyms == (("OA", "osteoarthritis"),)


def test_aliases_are_compared_without_capitals_and_punctuation() -> None:
    assert normalise("Post-herpetic  Neuralgia?") == normalise("post herpetic neuralgia")


def test_an_alias_of_two_posts_is_a_problem_of_the_second() -> None:
    catalog = read_garden(
        {
            "roses/a.md": post_file(title="A", aliases=["Cut back", "Trim"]),
            "roses/b.md": post_file(title="B", aliases=["cut-back"]),
        }
    )

    assert messages(check_aliases(catalog.posts, Settings())) == [
        "roses/b.md: aliases: `cut back` is an alias of roses/a.md too; remove it from one, "
        "or say in mkdocs.yml under extra.search.aliases which wins"
    ]


def test_a_rule_says_which_post_an_alias_leads_to() -> None:
    catalog = read_garden(
        {
            "roses/a.md": post_file(title="A", aliases=["cut back", "trim"]),
            "roses/b.md": post_file(title="B", aliases=["cut back"]),
        }
    )
    settings = Settings(alias_rules={"Cut back": "roses/b.md"})

    assert list(check_aliases(catalog.posts, settings)) == []
    assert select_aliases(catalog.posts, settings) == {
        "roses/a.md": ("trim",),
        "roses/b.md": ("cut back",),
    }


@pytest.mark.parametrize("uri", ["roses/none.md", "roses/b.md"])
def test_a_rule_that_names_no_post_with_the_alias_is_a_problem(uri: str) -> None:
    catalog = read_garden(
        {
            "roses/a.md": post_file(title="A", aliases=["trim"]),
            "roses/b.md": post_file(title="B", aliases=["other"]),
        }
    )

    assert messages(check_aliases(catalog.posts, Settings(alias_rules={"trim": uri}))) == [
        f"mkdocs.yml: extra.search.aliases.trim: `{uri}` is not a published post with this alias; "
        "correct or remove the rule"
    ]


def test_a_post_is_described_by_its_aliases_and_by_other_names_of_its_terms_and_sources() -> None:
    (source,) = read_garden({}).sources.values()

    assert describe_post(["trim"], [BUD, THORN], [source, source]) == {
        "aliases": ["trim"],
        "glossary": ["Eye"],
        "sources": [source.short],
    }
    assert describe_post([], [THORN], []) == {"aliases": []}


def test_each_published_post_is_described_by_its_address() -> None:
    uri = "roses/pruning.md"
    catalog = read_garden({uri: post_file(), "roses/b.md": post_file(title="B", draft=True)})
    cited = {uri: PageCitations(keys=("nobody",))}

    described = describe_posts(catalog, {uri: ("trim",)}, {uri: [BUD]}, cited)

    assert described == {
        "roses/pruning/": {
            "aliases": ["trim"],
            "glossary": ["Eye"],
            "sources": [catalog.sources["smith2011roses"].short],
        }
    }


def test_the_index_gets_the_fields_of_posts_and_nothing_else_changes() -> None:
    docs = [
        {"location": "roses/a/", "title": "A", "text": "x"},
        {"location": "roses/a/#b", "title": "B", "text": "y"},
    ]
    like = {"config": {"lang": ["en"]}, "docs": []}

    text, build = write_index(like, docs, {"roses/a/": {"aliases": ["trim"]}})

    assert json.loads(text) == {
        "config": {"lang": ["en"], "build": build},
        "docs": [docs[0] | {"aliases": ["trim"]}, docs[1]],
    }
    assert "aliases" not in docs[0]


def test_the_build_is_told_by_the_entries() -> None:
    def build(title: str) -> str:
        docs = [{"location": "", "title": title, "text": ""}]
        return write_index({"config": {}, "docs": []}, docs, {})[1]

    assert build("A") == build("A")
    assert build("A") != build("B")


def test_the_words_for_the_worker_hold_all_pairs_names_and_panels() -> None:
    text = render_words(
        "abc",
        Words((("OA", "osteoarthritis"),), (("lyrica", "pregabalin"),)),
        [BUD, THORN],
        Settings(help_words=("danger",)),
        help_panel=Panel("about/help/", "Call."),
        lead_panel=Panel("", "Look."),
    )

    assert json.loads(text) == {
        "build": "abc",
        "synonyms": [["OA", "osteoarthritis"], ["Bud", "Eye"]],
        "names": [["lyrica", "pregabalin"]],
        "lead": {"html": "Look.", "url": ""},
        "help": {"words": ["danger"], "html": "Call.", "url": "about/help/"},
    }


def test_a_site_without_help_lines_shows_none() -> None:
    text = render_words(
        "abc", Words(), [], Settings(), help_panel=None, lead_panel=Panel("", "Look.")
    )

    assert "help" not in json.loads(text)

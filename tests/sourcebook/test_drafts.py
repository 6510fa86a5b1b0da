"""The file of a post that is yet to be written: its words, its name, its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.catalog import Catalog
from sourcebook.drafts import (
    DESCRIPTION,
    find_taken,
    make_slug,
    propose_slug,
    read_description,
    read_slug,
    read_title,
    read_topic,
    render_draft,
)
from sourcebook.posts import PROMPT
from sourcebook.problems import Problem
from tests.sourcebook.garden import KEYS, TODAY, post_file, read_garden, source_file

CATALOG = read_garden(
    {"roses/pruning.md": post_file(title="Pruning roses", former=["/old/a.html"])}
)
TAKEN = {
    "roses/pruning/": "roses/pruning.md has this address",
    "roses/roses-2/": "roses/roses-2.md has this address",
}


def told(problems: list[Problem]) -> list[str]:
    return [f"{problem.key} {problem.what}; {problem.remedy}" for problem in problems]


def with_file(text: str) -> Catalog:
    return read_garden({"roses/new.md": text})


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Roses in winter", []),
        ("x" * 65, []),
        ("x" * 66, ["title has 66 characters; shorten it to at most 65"]),
        ("A <b>rose</b>", ["title has HTML in it; write it as plain text"]),
        ("A\x07rose", ["title has a character that cannot be seen; type it anew"]),
        ("A \udce4", ["title has a character that cannot be read; type it anew"]),
        ("pruning  ROSES", ["title is that of roses/pruning.md; choose another"]),
        (" ", ["title is empty; write it after `title:`"]),
    ],
)
def test_a_title_is_held_to_the_contract_and_to_the_posts_there_are(
    text: str, problems: list[str]
) -> None:
    assert told(read_title(text, CATALOG)[1]) == problems


def test_a_title_may_be_that_of_a_source_but_not_of_a_post_that_is_broken() -> None:
    files = {"sources/a.md": source_file(title="Trees"), "roses/b.md": "---\ntitle: Buds\n---\n"}
    catalog = read_garden(files)

    assert told(read_title("Trees", catalog)[1]) == []
    assert told(read_title("Buds", catalog)[1]) == ["title is that of roses/b.md; choose another"]


def test_a_title_stands_on_one_line() -> None:
    assert read_title(" Roses\n in  winter ", CATALOG) == ("Roses in winter", [])


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (DESCRIPTION, []),
        ("", ["description is empty; write it after `description:`"]),
        ("Roses.", ["description has 6 characters; write at least 50"]),
        ("x" * 161, ["description has 161 characters; shorten it to at most 160"]),
        ("\udce4" * 50, ["description has a character that cannot be read; type it anew"]),
    ],
)
def test_a_description_is_held_to_the_contract(text: str, problems: list[str]) -> None:
    assert told(read_description(text, CATALOG)[1]) == problems


def test_a_topic_is_one_that_is_there() -> None:
    topics = {"trees": "Trees", "roses": "All about roses"}

    assert read_topic(" roses/ ", topics) == ("roses", [])
    assert told(read_topic("tree", topics)[1]) == [
        "topic `tree` is not there; did you mean `trees`?"
    ]
    assert told(read_topic("9", topics)[1]) == ["topic `9` is not there; use roses or trees"]


def test_a_topic_may_be_named_by_the_title_that_it_alone_has() -> None:
    topics = {"roses": "All about roses", "trees": "Plants", "ferns": "Plants", "plants-": "Roses"}

    assert read_topic("all About  roses", topics) == ("roses", [])
    assert read_topic("TREES", topics) == ("trees", [])
    assert told(read_topic("plants", topics)[1]) == [
        "topic `plants` is not there; did you mean `plants-`?"
    ]
    assert read_topic("roses", topics) == ("roses", [])


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Pruning roses", "pruning-roses"),
        ("What's new, and what\N{RIGHT SINGLE QUOTATION MARK}s not?", "whats-new-and-whats-not"),
        ("Großer Ærø-Käse (2026)", "grosser-aero-kase-2026"),
        ("50 % — or 0.5", "50-or-0-5"),
        ("Розы", ""),
    ],
)
def test_a_slug_is_made_of_plain_letters(text: str, slug: str) -> None:
    assert make_slug(text) == slug


@given(st.text(max_size=80))
def test_a_slug_that_is_made_is_one(text: str) -> None:
    slug = make_slug(text)

    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert make_slug(slug) == slug


@pytest.mark.parametrize(
    ("text", "title", "slug", "problems"),
    [
        ("", "Roses in winter", "roses-in-winter", []),
        ("winter.md", "Roses in winter", "winter", []),
        ("розы-зимой", "Розы", "розы-зимой", []),
        ("장미", "장미", "장미", []),
        (
            "Розы",
            "Розы",
            "Розы",
            [
                "slug `Розы` cannot be the name of a post; "
                "use small letters, digits and single hyphens"
            ],
        ),
        (
            "Winter--Roses",
            "Roses",
            "Winter--Roses",
            [
                "slug `Winter--Roses` cannot be the name of a post; "
                "use small letters, digits and single hyphens, such as `winter-roses`"
            ],
        ),
        (
            "winter--roses",
            "Roses",
            "winter--roses",
            [
                "slug `winter--roses` cannot be the name of a post; "
                "use small letters, digits and single hyphens, such as `winter-roses`"
            ],
        ),
        (
            "--",
            "Розы",
            "--",
            [
                "slug `--` cannot be the name of a post; "
                "use small letters, digits and single hyphens"
            ],
        ),
        (
            "",
            "Index",
            "index",
            [
                "slug `index` cannot be the name of a post; "
                "use small letters, digits and single hyphens, such as `index-2`"
            ],
        ),
        (
            "",
            "Розы",
            "",
            [
                "slug cannot be made from this title; "
                "write one, in small letters, digits and single hyphens"
            ],
        ),
        (
            "",
            "Pruning!",
            "pruning",
            [
                "slug `pruning` is taken: roses/pruning.md has this address; "
                "choose another, such as `pruning-2`"
            ],
        ),
    ],
)
def test_a_slug_can_be_the_name_of_a_post_or_another_is_proposed(
    text: str, title: str, slug: str, problems: list[str]
) -> None:
    read, found = read_slug(text, "roses", TAKEN, title=title)

    assert (read, told(found)) == (slug, problems)


def test_the_same_name_is_free_in_another_topic() -> None:
    assert read_slug("pruning", "trees", TAKEN, title="") == ("pruning", [])


@pytest.mark.parametrize(
    ("text", "title", "slug"),
    [
        ("winter", "", "winter"),
        ("Roses", "", "roses"),
        ("roses-2", "", "roses-2-2"),
        ("", "Pruning", "pruning-2"),
        ("readme", "", "readme-2"),
        ("?", "!", ""),
    ],
)
def test_a_slug_that_is_proposed_is_free(text: str, title: str, slug: str) -> None:
    assert propose_slug(text, title, "roses", TAKEN) == slug


def test_an_address_is_taken_by_the_page_that_has_it_and_by_the_post_that_had_it() -> None:
    former = {
        "/Roses/Old/": "roses/a.md",
        "/roses/older/index.html": "roses/a.md",
        "/2016/04/a.html": "roses/a.md",
        "/roses/b/": "roses/a.md",
    }

    assert find_taken(["roses/B.md", "roses/c/index.md", "index.md"], former) == {
        "": "index.md has this address",
        "roses/b/": "roses/B.md has this address",
        "roses/c/": "roses/c/index.md has this address",
        "roses/old/": "roses/a.md had this address before",
        "roses/older/": "roses/a.md had this address before",
        "2016/04/a.html/": "roses/a.md had this address before",
    }


@given(st.text(max_size=70), st.text(max_size=200))
def test_what_was_given_is_read_back(title: str, description: str) -> None:
    title, wrong = read_title(title, CATALOG)
    description, also = read_description(description, CATALOG)
    if wrong or also:
        description = ""
    if wrong:
        title = "Roses"

    post = with_file(render_draft(title, description, TODAY)).by_uri["roses/new.md"]

    assert (post.title, post.description) == (title, description or DESCRIPTION)
    assert (post.date, post.reviewed, post.draft) == (TODAY, TODAY, True)


def test_a_description_that_was_given_stands_in_the_draft() -> None:
    post = with_file(render_draft("Roses in winter", KEYS["description"], TODAY))

    assert post.by_uri["roses/new.md"].description == KEYS["description"]


def test_all_a_draft_lacks_is_a_description_and_so_does_the_post_it_becomes() -> None:
    drafted = render_draft("Roses in winter", "", TODAY)

    for text in (drafted, drafted.replace("draft: true\n", "")):
        catalog = with_file(text)
        assert told([*catalog.problems, *catalog.draft_problems]) == [
            "description is still that of a new file; write what a reader learns from this post"
        ]
        described = with_file(text.replace(DESCRIPTION, KEYS["description"]))
        assert (*described.problems, *described.draft_problems) == ()
    assert render_draft("Roses in winter", "", TODAY, draft=False) == text


def test_the_keys_come_first_then_the_answer_and_prompts_for_the_rest() -> None:
    text = render_draft("Roses: in winter", "", TODAY)

    assert text.startswith(
        f"---\ntitle: 'Roses: in winter'\ndescription: {DESCRIPTION}\n"
        "date: 2026-11-23\nreviewed: 2026-11-23\ndraft: true\n---\n\n/// in-short\n"
    )
    assert "\n## What we do not know\n" in text
    assert text.count(PROMPT) == 5
    assert text.endswith(".\n")

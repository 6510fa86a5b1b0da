"""A post's front matter: what a writer may say of a post, and what is said of the rest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.frontmatter import Document, read_document
from sourcebook.posts import KEYS, REQUIRED, Post, read_post, reading_minutes
from tests.golden import Case, cases
from tests.sourcebook import garden
from tests.sourcebook.anything import groups, is_about

URI = "roses/pruning.md"
MEDIA = ["assets/images/rose.jpg"]


def read(meta: dict[str, Any], body: str = "") -> tuple[Post | None, list[Any]]:
    return read_post(Document(URI, meta, body), latest=garden.TODAY, media=MEDIA)


@pytest.mark.parametrize("case", cases("posts"))
def test_post(case: Case) -> None:
    typed, _ = read_document(URI, f"---\n{case.given.get('keys', '')}\n---\n".encode())
    left_out = case.given.get("without", ())
    meta = {key: value for key, value in garden.KEYS.items() if key not in left_out} | typed.meta

    post, problems = read(meta)

    assert case.observe(problems, post=post) == case.expected


IMAGE = {"src": "../assets/images/rose.jpg", "alt": "A rose bush", "credit": "doe2015photo"}
SIGNED = {"author": "smith", "date": "2026-03-02"}


@pytest.mark.parametrize(
    ("key", "group", "part"),
    [
        *(("image", IMAGE, part) for part in IMAGE),
        *(("reviewed_by", SIGNED, part) for part in SIGNED),
    ],
)
def test_a_group_that_lacks_a_part_is_told_and_left_out(
    key: str, group: dict[str, str], part: str
) -> None:
    lacking = {name: value for name, value in group.items() if name != part}

    post, problems = read({**garden.KEYS, key: lacking})

    assert post is not None
    assert (post.image, post.reviewed_by) == (None, None)
    assert garden.messages(problems) == [f"{URI}: {key}.{part}: is missing; add `{part}:`"]


def test_the_words_for_a_picture_are_as_many_as_somebody_listens_to() -> None:
    _, problems = read({**garden.KEYS, "image": {**IMAGE, "alt": "x" * 151}})

    assert garden.messages(problems) == [
        f"{URI}: image.alt: has 151 characters; shorten it to at most 150"
    ]


def test_every_key_has_a_meaning_for_the_writers_guide() -> None:
    sentences = list(KEYS.values())

    assert all(sentence.endswith(".") for sentence in sentences)
    assert set(REQUIRED) < set(KEYS)


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (200, 1), (201, 2), (400, 2), (401, 3)]
)
def test_reading_takes_a_minute_for_every_200_words_begun(words: int, minutes: int) -> None:
    text = "rose " * words

    assert reading_minutes(text) == minutes


def test_marks_that_are_no_words_take_no_time() -> None:
    text = "/// - * | --- ## > 1. " * 200

    assert reading_minutes(text) == 1


def test_marks_around_a_word_and_in_it_make_no_other_of_it() -> None:
    text = "\u201crose,\u201d _soil_ **1.** don\u2019t\u2009" * 50

    assert reading_minutes(text) == 1
    assert reading_minutes(f"{text} (rose)") == 2


def test_comments_of_readers_take_no_time() -> None:
    said = "\n\n## Comments on the former blog {: #comments }\n\n" + "soil " * 200

    post, _ = read(garden.KEYS, "rose " * 200 + said)

    assert post is not None
    assert post.minutes == 1


def test_the_reading_time_is_that_of_the_body() -> None:
    post, _ = read(garden.KEYS, "rose " * 500)

    assert post is not None
    assert post.minutes == 3


def test_posts_stand_newest_first_then_by_title_then_by_file() -> None:
    new = garden.make_post("roses/z.md", date=garden.TODAY, title="Z")
    a = garden.make_post("roses/y.md", title="A")
    b = garden.make_post("roses/x.md", title="B")
    b_too = garden.make_post("trees/x.md", title="B")

    ordered = sorted([b_too, b, a, new], key=lambda post: post.age)

    assert ordered == [new, a, b, b_too]


def test_a_post_rests_on_what_it_cites_and_then_on_what_it_names() -> None:
    post = garden.make_post(sources=("a", "b", "c"))

    assert post.rests_on(("d", "c")) == ("d", "c", "a", "b")


@given(groups([*KEYS, "src", "alt", "credit", "what"]))
def test_no_front_matter_whatever_is_in_it_stops_the_build(meta: dict[str, Any]) -> None:
    post, problems = read(meta)

    assert all(is_about(problem.key, [*meta, *REQUIRED, "sources"]) for problem in problems)
    assert post is not None or any(is_about(problem.key, REQUIRED) for problem in problems)


@given(st.sets(st.sampled_from(REQUIRED), min_size=1))
def test_each_missing_key_is_named_once(missing: set[str]) -> None:
    meta = {key: value for key, value in garden.KEYS.items() if key not in missing}

    post, problems = read(meta)

    assert post is None
    assert sorted(problem.key for problem in problems) == sorted(missing)

"""What a writer reads: where, what, and what to do."""

from __future__ import annotations

import pytest

from sourcebook.problems import MOST_NAMED, Problem, find_meant, propose, unknown_key, unreadable


def test_a_problem_says_where_what_and_what_to_do() -> None:
    problem = Problem("roses/pruning.md", "changes[1].date", "is missing", "add `date:`")

    assert str(problem) == "roses/pruning.md: changes[1].date: is missing; add `date:`"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            PermissionError(13, "Permission denied"),
            "(Permission denied); see to its permissions",
        ),
        (
            FileNotFoundError(2, "No such file or directory"),
            "(No such file or directory); put it back, or delete it where it is a link",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(error: OSError, said: str) -> None:
    assert str(unreadable("roses/a.md", error)) == f"roses/a.md: file: cannot be read {said}"


def test_an_unknown_key_is_answered_with_the_nearest_known_one() -> None:
    problem = unknown_key("mkdocs.yml", "pins", ["limit", "pinned"], "extra.popular.")

    assert str(problem) == (
        "mkdocs.yml: extra.popular.pins: is not a key we know; did you mean `pinned`?"
    )


def test_an_unknown_key_that_resembles_none_is_answered_with_all_in_order() -> None:
    problem = unknown_key("mkdocs.yml", "colour", ["pinned", "limit"])

    assert str(problem) == (
        "mkdocs.yml: colour: is not a key we know; remove it, or use limit, pinned"
    )


def test_equal_problems_are_one() -> None:
    twice = [Problem("a.md", "title", "is missing", "add `title:`") for _ in range(2)]

    assert len(set(twice)) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("doi", "DOI"), ("DATE", "date"), ("title-container", "container-title")],
)
def test_capitals_and_the_order_of_parts_do_not_hide_the_nearest_key(
    typed: str, meant: str
) -> None:
    problem = unknown_key("a.md", typed, ["DOI", "date", "container-title"])

    assert problem.remedy == f"did you mean `{meant}`?"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("authors", "author"),
        ("titel", "title"),
        ("vol", "volume"),
        ("pins", "pinned"),
        ("newspaper", "article-newspaper"),
        ("book-chapter", "chapter"),
        ("xtitle", "title"),
        ("Titel", "title"),
        ("journal-article", "article-journal"),
        ("title_container", "container-title"),
        ("kollection-editor", "collection-editor"),
    ],
)
def test_a_slip_is_answered_with_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert find_meant(typed, ["keyword", meant, "genre"]) == meant


def test_of_several_words_the_nearest_was_meant() -> None:
    assert find_meant("authr", ["author", "authors"]) == "author"


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("journal", "URL"),
        ("date", "annote"),
        ("reviewed", "interviewer"),
        ("description", "edition"),
        ("description", "design"),
        ("xitle", "title"),
        ("name", "number"),
        ("tags", "status"),
        ("journal-title", "original-title"),
    ],
)
def test_a_word_that_only_has_letters_in_common_with_another_is_no_slip(
    typed: str, other: str
) -> None:
    assert find_meant(typed, [other]) == ""
    assert propose(typed, [other], otherwise="use") == f"use {other}"


def test_of_files_in_one_folder_the_names_alone_are_compared() -> None:
    files = ["neuralgia/diabetic-nerve-pain.md", "neuralgia/sciatica.md"]

    assert find_meant("neuralgia/roses.md", files) == ""
    assert find_meant("neuralgia/sciatca.md", files) == "neuralgia/sciatica.md"
    assert find_meant("garden/old/roses.md", ["garden/old/sciatica.md"]) == ""
    assert find_meant("neurlgia/sciatica.md", files) == "neuralgia/sciatica.md"


def test_too_many_words_to_read_are_left_to_the_writers_guide() -> None:
    words = [f"word{number}" for number in range(MOST_NAMED)]

    few = propose("zzz", words, otherwise="use")
    many = propose("zzz", [*words, "another"], otherwise="use")

    assert few == "use " + ", ".join(sorted(words))
    assert many == "use a word from the writers' guide"

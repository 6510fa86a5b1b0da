"""What a text takes in, and which Markdown extensions are known."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from material.extensions.emoji import to_svg
from pymdownx.slugs import slugify

from sourcebook.cards import CardExtension
from sourcebook.includes import Includes, find_marks, is_known, shown_lines, take_out_missing
from tests.sourcebook.garden import messages

MODULES = {"tables": "markdown.extensions.tables", "b64": "pymdownx.b64", "macros": "x.macros"}
TEXTS = {
    "/docs/includes/care.md": b'Water them. --8<-- "more.md"',
    "/docs/includes/more.md": b"And wait.",
    "/docs/includes/deep/soil.md": b"Clay.",
    "/docs/includes/labels.md": b"[strong]: how.md",
}


def shown(text: str) -> str:
    return text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nothing.", []),
        ('--8<-- "more.md"', ["more.md"]),
        ('--8<-- "care.md:2:3"', ["care.md", "more.md"]),
        ("--8<--\ndeep/soil.md\n--8<--", ["soil.md"]),
        ("more.md is named alone, and soil.md", ["more.md", "soil.md"]),
    ],
)
def test_a_text_takes_in_what_it_names_and_what_that_names(text: str, names: list[str]) -> None:
    plain, labelled = Includes(TEXTS), Includes(TEXTS, ["labels.md"])

    found = plain.within(text)

    assert sorted(path.rpartition("/")[2] for path, _ in found) == names
    assert all(TEXTS[path] == content for path, content in found)
    assert {*labelled.within(text)} - {*found} == {
        ("/docs/includes/labels.md", TEXTS["/docs/includes/labels.md"])
    }


def find(*lines: str) -> tuple[list[str], list[str]]:
    """Return the lines that are left, and what is said of the others."""
    texts = {"care.md": "<!-- --8<-- [start: spring] -->", "deep/soil.md": ""}
    left, slips = take_out_missing(lines, texts, "docs/includes/")
    return left, [f"{slip.text}: {slip.what}; {slip.remedy}" for slip in slips]


@pytest.mark.parametrize(
    "lines",
    [
        ['--8<-- "care.md"', "  -8<- './deep/soil.md'"],
        ['--8<-- "care.md:2:5"', '--8<-- "care.md:spring"'],
        ["--8<--", "care.md", "", "; not.md", "deep/soil.md", "--8<--", "not.md"],
        [';--8<-- "not.md"', ";--8<--", "--8<-- not.md"],
    ],
)
def test_what_is_there_and_what_takes_in_nothing_stays(lines: list[str]) -> None:
    assert find(*lines) == (lines, [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('--8<-- "car.md"', "there is no `car.md` in docs/includes/; did you mean `care.md`?"),
        (
            '--8<-- "help.txt"',
            "there is no `help.txt` in docs/includes/; write one of: care.md, deep/soil.md",
        ),
        (
            '--8<-- "care.md:winter"',
            "`care.md` has no part `winter`; mark it there, or write `care.md` alone",
        ),
        (
            "--8<--",
            "has `--8<--` alone, which begins a list of names, and nothing ends it; "
            'write `--8<-- "name.md"`, on a line of its own',
        ),
    ],
)
def test_a_line_that_takes_in_what_is_not_there_is_left_out_and_told(line: str, told: str) -> None:
    assert find("Before.", line, "After.") == (["Before.", "After."], [f"{line}: {told}"])


def test_in_a_list_each_name_is_looked_for() -> None:
    left, told = find("--8<--", "care.md", "soil.txt", "--8<--", "After.")

    assert left == ["--8<--", "care.md", "--8<--", "After."]
    assert len(told) == 1


@pytest.mark.parametrize("names", [[], [f"{number}.md" for number in range(17)]])
def test_where_there_are_too_many_names_or_none_none_is_told(names: list[str]) -> None:
    _, (slip,) = take_out_missing(['--8<-- "roses"'], dict.fromkeys(names, ""), "docs/includes/")

    assert slip.remedy == "write the name of a file that lies there"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("--8<-- care.md", "care.md"),
        ("—8<— “car.md”", "care.md"),
        ("-- 8 \N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK} -- 'roses'", "name.md"),
        ("--8<--", "name.md"),
    ],
)
def test_what_looks_like_a_line_that_takes_in_a_text_is_told(text: str, name: str) -> None:
    (slip,) = find_marks(f"Before.\n{text} \nAfter.", {"care.md": ""})

    assert slip.text == text
    assert slip.what == f"has `{text}`, which takes in nothing"
    assert slip.remedy == f'write `--8<-- "{name}"`, on a line of its own'


def test_numbers_and_signs_are_no_such_line() -> None:
    assert not [
        *find_marks("It fell from 8 to 5 (P < 0.05), 7-8 <-- 9, -8<x, −8 < −3.", {"a.md": ""})
    ]


def test_a_line_after_a_semicolon_is_shown() -> None:
    assert shown_lines([';--8<-- "care.md"', "a; b", '--8<-- "a;b.md"']) == {'--8<-- "care.md"'}


def test_texts_that_others_or_the_settings_take_in_are_looked_for() -> None:
    texts = {
        "/docs/includes/care.md": b'Water.\n\n--8<-- "moore.md"',
        "/docs/includes/deep/more.md": b"Wait.",
        "/else/care.md": b"Another.",
    }
    includes = Includes(texts, ["labels.md"], ["/docs/includes", "/else"])

    assert [*includes.by_name()] == ["care.md", "deep/more.md"]
    assert includes.by_name()["care.md"].startswith("Water.")
    assert messages(includes.check("docs/includes/")) == [
        "docs/includes/care.md: line 3: there is no `moore.md` in docs/includes/; "
        "did you mean `deep/more.md`?",
        "mkdocs.yml: pymdownx.snippets.auto_append: there is no `labels.md` in docs/includes/; "
        "write one of: care.md, deep/more.md",
    ]


@pytest.mark.parametrize("extension", ["tables", "markdown.extensions.tables", CardExtension()])
def test_an_extension_is_known_if_it_reads_no_files_or_says_what_it_reads(extension: Any) -> None:
    assert is_known(extension, MODULES, {})


@pytest.mark.parametrize(
    "extension", ["pymdownx.b64", "b64", "macros", "somebody.macros", object()]
)
def test_no_other_extension_is_known(extension: Any) -> None:
    assert not is_known(extension, MODULES, {})


@pytest.mark.parametrize(
    ("settings", "known"),
    [
        ({"base_path": ["includes"]}, "known"),
        ({"base_path": ["includes"], "url_download": True}, ""),
        ({"base_path": ["includes"], "restrict_base_path": False}, ""),
        ({}, ""),
    ],
)
def test_where_texts_may_come_from_anywhere_it_is_not_known(
    settings: dict[str, Any], known: str
) -> None:
    assert is_known("pymdownx.snippets", {}, {"pymdownx.snippets": settings}) == bool(known)


@pytest.mark.parametrize(
    ("settings", "known"),
    [
        ({"permalink": True, "levels": [1, {"to": 2.5}]}, True),
        ({"slugify": slugify(case="lower")}, True),
        ({"emoji_generator": to_svg}, True),
        ({"emoji_generator": to_svg, "options": {"custom_icons": ["icons"]}}, False),
        ({"custom_fences": [{"format": shown}]}, False),
        ({"slugify": partial(shown, "a")}, False),
    ],
    ids=["plain", "slugify", "emoji", "own-icons", "own-function", "own-function-in-part"],
)
def test_a_setting_that_leads_to_files_or_code_of_ones_own_is_not_known(
    settings: dict[str, Any], *, known: bool
) -> None:
    assert is_known("tables", MODULES, {"tables": settings}) is known

"""What a text takes in, and which Markdown extensions are known."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from material.extensions.emoji import to_svg
from pymdownx.slugs import slugify

from sourcebook.cards import CardExtension
from sourcebook.includes import Includes, is_known

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

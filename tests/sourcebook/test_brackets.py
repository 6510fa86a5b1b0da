"""Words in brackets that have become nothing: told where it is plain what was meant."""

from __future__ import annotations

import pytest

from sourcebook.brackets import find_brackets

SOURCES = ("smith2011roses", "doe2012sand", "lupus")
WORDS = ("moderate evidence", "weak evidence", "not known", "guideline")


@pytest.mark.parametrize(
    ("typed", "citation"),
    [
        ("[smith2011roses]", "[@smith2011roses]"),
        ("[@ smith2011roses]", "[@smith2011roses]"),
        ("[smith2011rose]", "[@smith2011roses]"),
        ("[Smith2011Roses]", "[@smith2011roses]"),
        ("[lupus]", "[@lupus]"),
        ("[smith2011roses, p. 7; doe2012sand]", "[@smith2011roses, p. 7; @doe2012sand]"),
        ("[smith2011roses, @doe2012sand]", "[@smith2011roses; @doe2012sand]"),
    ],
)
def test_a_key_that_cites_nothing_is_told(typed: str, citation: str) -> None:
    (slip,) = find_brackets(f"It grew. {typed} It fell.", SOURCES, WORDS)

    assert (slip.text, slip.what) == (typed, f"has `{typed}`, which cites nothing")
    assert slip.remedy == f"write it as {citation}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("[moderat evidence]", "moderate evidence"),
        ("[Moderate  evidence]", "moderate evidence"),
        ("[not knownn]", "not known"),
        ("[guidelinne]", "guideline"),
    ],
)
def test_words_that_become_no_link_are_told(typed: str, meant: str) -> None:
    (slip,) = find_brackets(f"It grew ({typed}).", SOURCES, WORDS)

    assert (slip.text, slip.what) == (typed, f"has `{typed}`, which becomes no link")
    assert slip.remedy == f"did you mean `[{meant}]`? if not, write `\\{typed}`"


def test_a_footnote_without_its_text_is_told() -> None:
    (slip,) = find_brackets("It grew.[^1]", SOURCES, WORDS)

    assert slip.what == "has `[^1]`, and there is no such footnote"
    assert slip.remedy == "add a line `[^1]: …` with its text, or remove it"


@pytest.mark.parametrize(
    ("text", "typed", "meant"),
    [
        ("See [the post] (../roses/pruning.md).", "] (../roses/pruning.md)", "](../roses/pruning.md)"),
        ("word] (pruning.md#when) and", "] (pruning.md#when)", "](pruning.md#when)"),
        ("[the club]  (https://roses.example/)", "]  (https://roses.example/)", "](https://roses.example/)"),
        ("A ![rose] (rose.JPG)", "] (rose.JPG)", "](rose.JPG)"),
        ("(the post)[pruning.md]", "(the post)[pruning.md]", "[the post](pruning.md)"),
        ("(a, b)[https://roses.example/]", "(a, b)[https://roses.example/]", "[a, b](https://roses.example/)"),
    ],
)  # fmt: skip
def test_a_link_that_is_none_is_told(text: str, typed: str, meant: str) -> None:
    (slip,) = find_brackets(text, SOURCES, WORDS)

    assert (slip.text, slip.what) == (typed, f"has `{typed}`, which becomes no link")
    assert slip.remedy == f"write it as `{meant}`"


@pytest.mark.parametrize(
    "text",
    [
        *("[sic] (see below)", "[a] (3.5)", "a] (b)", "f(x)[i]", "(a)[1]", "[sic]\n(a.md)"),
        *("[sic]", "[the patient] slept", "[x]", "[ ]", "[…]", "[12]", "[strong words]", "a[i]"),
        *(
            "[smith2010]",
            "[2011]",
            "[lupin]",
            "[new evidence]",
            "[^a b]",
            "[roses, smith2011roses]",
        ),
        *("[@ 9 in the morning]", "[\x0264\x03smith2011roses]", "smith2011roses", "[not\nknownn]"),
    ],
)
def test_other_brackets_are_left(text: str) -> None:
    assert [*find_brackets(text, SOURCES, WORDS)] == []


def test_where_nothing_is_known_nothing_is_meant() -> None:
    assert [*find_brackets("[smith2011roses] [guidelinne]", (), ())] == []

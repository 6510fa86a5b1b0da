"""LaTeX in BibTeX files: text to it and back."""

from __future__ import annotations

import pytest
from hypothesis import given

from sourcebook.formats.latex import from_latex, is_group, to_latex
from tests.sourcebook.works import TEXTS


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("Roses", "Roses"),
        ("{R}oses in {Clay}", "Roses in Clay"),
        ('M{\\"u}ller', "Müller"),
        (r"Andr\'e", "André"),
        (r"50 \% \& more", "50 % & more"),
        ("50 % & more", "50 % & more"),
        ("costs $5", "costs $5"),
        ("a~b", "a b"),
        ("1--2", "1\u20132"),
        (r"\textbraceleft{}x\textbraceright{}", "{x}"),
        (r"\url{https://example.org/a_b}", "https://example.org/a_b"),
        (r"\title", r"\title"),
    ],
)
def test_latex_is_read_as_the_text_it_stands_for(latex: str, text: str) -> None:
    assert from_latex(latex) == text


@given(TEXTS)
def test_every_text_comes_back(text: str) -> None:
    source = to_latex(text)

    assert from_latex(source) == text
    assert source.count("{") == source.count("}")


@pytest.mark.parametrize(
    ("source", "group"),
    [("{a}", True), ("{a}{b}", False), ("a", False), ("{a", False), (r"{a\}}", True), ("", False)],
)
def test_a_group_stands_between_one_pair_of_braces(source: str, group: bool) -> None:  # noqa: FBT001 - a table
    assert is_group(source) is group

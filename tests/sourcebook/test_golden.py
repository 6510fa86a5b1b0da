"""The golden cases themselves: a case that says nothing, or the wrong thing, is noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sourcebook.problems import Problem
from tests.golden import FOLDER, UPDATE, Case, cases
from tests.sourcebook import garden

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """about: A rose is a rose.
text: |
  expected: nothing

  # kept as it is
"""
PROBLEM = Problem("a.md", "title", "is missing", "add `title:`")


def make_case(folder: Path, expected: str) -> Case:
    path = folder / "case.yml"
    path.write_text(HEAD + expected, encoding="utf-8")
    return Case(path)


@pytest.fixture(autouse=True)
def _no_update(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(UPDATE, raising=False)


def test_a_case_compares_only_what_it_names(tmp_path: Path) -> None:
    case = make_case(tmp_path, "expected:\n  post: {title: Pruning roses}\n  problems: []\n")

    assert case.observe([], post=garden.make_post(), other=1) == case.expected


@pytest.mark.parametrize(
    "expected",
    [
        "expected:\n  post: {title: Another}\n  problems: []\n",
        "expected:\n  post: {name: Pruning roses}\n  problems: []\n",
        "expected:\n  post: null\n  problems: []\n",
        "expected:\n  posts: {title: Pruning roses}\n  problems: []\n",
        "expected:\n  post: {title: Pruning roses}\n  problems: [something]\n",
        "expected:\n  post: {title: Pruning roses}\n",
        "",
    ],
)
def test_a_case_that_expects_something_else_fails(tmp_path: Path, expected: str) -> None:
    case = make_case(tmp_path, expected)

    assert case.observe([], post=garden.make_post()) != case.expected


def test_problems_are_compared_even_where_a_case_forgets_them(tmp_path: Path) -> None:
    case = make_case(tmp_path, "expected:\n  post: {title: Pruning roses}\n")

    assert case.observe([PROBLEM], post=garden.make_post())["problems"] == [str(PROBLEM)]


def test_an_update_rewrites_what_is_expected_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(tmp_path, "expected:\n  post: {title: Another, date: null}\n  problems: []\n")
    monkeypatch.setenv(UPDATE, "1")

    seen = case.observe([PROBLEM], post=garden.make_post(title="Schöne Rosen"))

    assert seen == case.expected
    assert case.path.read_text(encoding="utf-8") == HEAD + (
        "expected:\n"
        "  post:\n"
        "    title: Schöne Rosen\n"
        "    date: 2026-03-01\n"
        "  problems:\n"
        "  - 'a.md: title: is missing; add `title:`'\n"
    )


def test_a_case_says_in_a_sentence_what_it_is_about(tmp_path: Path) -> None:
    path = tmp_path / "case.yml"
    path.write_text("about: roses\n", encoding="utf-8")

    with pytest.raises(ValueError, match="needs `about:` with a sentence on the behaviour"):
        Case(path)


def test_a_module_without_cases_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="there are no cases in"):
        cases("gardening")


def test_every_golden_file_is_run() -> None:
    here = (FOLDER.parent / "sourcebook").glob("test_*.py")
    tests = "\n".join(path.read_text(encoding="utf-8") for path in here)

    folders = [path.name for path in FOLDER.iterdir()]

    assert folders
    assert [name for name in folders if f'cases("{name}")' not in tests] == []
    assert all(path.suffix == ".yml" for path in FOLDER.glob("*/*"))


def test_an_update_leaves_a_case_that_holds_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = "expected:\n  post: {title: 'Pruning roses'}\n  problems: []  # none\n"
    case = make_case(tmp_path, expected)
    monkeypatch.setenv(UPDATE, "1")

    case.observe([], post=garden.make_post())

    assert case.path.read_text(encoding="utf-8") == HEAD + expected

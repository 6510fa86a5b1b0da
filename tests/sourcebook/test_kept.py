"""Kept pages: what was found out is used again where it fits, and made anew where it does not."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from sourcebook.fingerprint import Fingerprints
from sourcebook.kept import (
    Finished,
    KeptExtension,
    KeptPages,
    Rendered,
    give_results,
    take_results,
)
from sourcebook.problems import Problem
from sourcebook.store import Store
from tests.sourcebook.test_store import Shelf

PROBLEM = Problem("roses/a.md", "title", "is long", "shorten it")
RENDERED = Rendered("x", [("t", ["k"], "f")], "<p>", [["A", "a", 1, []]], None, ["a"], None, [], {})


def pages(shelf: Shelf) -> KeptPages:
    return KeptPages(Store(shelf), Fingerprints())


def test_a_page_is_given_back_as_it_was_kept() -> None:
    shelf = Shelf()
    before = pages(shelf)
    before.keep_rendered("a.md", RENDERED)
    before.keep_finished("a.md", Finished("x", [], "y"), "<html>")
    before.save()

    after = pages(shelf)

    assert after.page("a.md") == before.page("a.md")
    assert after.output("a.md") == "<html>"
    assert after.page("b.md").rendered is None
    assert after.output("b.md") is None


def test_a_build_in_which_nothing_changes_writes_nothing() -> None:
    shelf = Shelf()
    before = pages(shelf)
    before.keep_rendered("a.md", RENDERED)
    before.save()
    lying = dict(shelf)
    shelf.put = None  # type: ignore[assignment,method-assign] # nobody may call it

    after = pages(shelf)
    after.page("a.md")
    after.save()

    assert shelf == lying


def test_what_another_process_has_kept_is_looked_at_anew() -> None:
    shelf = Shelf()
    build = pages(shelf)
    build.page("a.md")
    other = pages(shelf)
    other.keep_rendered("a.md", RENDERED)
    other.keep_finished("b.md", Finished("x", [], "y"), "<html>")
    other.save()

    build.take_in([*shelf, "0123abcd"])

    assert build.page("a.md").rendered == RENDERED
    assert build.output("b.md") == "<html>"
    assert (build.drawn, build.made, other.made) == ({"b.md"}, 0, 2)


@pytest.mark.parametrize("strange", ["", "{", "[]", '{"rendered": 1}', '{"results": {"a": 1}}'])
def test_what_is_no_page_of_ours_is_made_anew_and_replaced(strange: str) -> None:
    shelf = Shelf({":page:a.md": strange})
    kept = pages(shelf)

    assert kept.page("a.md").rendered is None
    kept.save()

    assert shelf[":page:a.md"] != strange


def test_something_is_found_out_once_for_what_it_is_found_out_from() -> None:
    shelf, made = Shelf(), []

    def find(kept: KeptPages, text: str) -> list[Problem]:
        def make() -> list[Problem]:
            made.append(text)
            return [PROBLEM]

        return kept.remember("a.md", "check", text, list[Problem], make)

    kept = pages(shelf)
    assert find(kept, "one") == find(kept, "one") == [PROBLEM]
    kept.save()
    kept = pages(shelf)

    assert find(kept, "one") == [PROBLEM]
    assert made == ["one"]
    assert find(kept, "two") == [PROBLEM]
    assert made == ["one", "two"]


def test_what_was_found_out_in_another_shape_is_found_out_anew() -> None:
    kept = pages(Shelf())
    kept.remember("a.md", "check", "one", list[int], lambda: [1])

    found = kept.remember("a.md", "check", "one", list[Problem], lambda: [PROBLEM])

    assert found == [PROBLEM]


class Counting(KeptExtension):
    RESULTS: ClassVar = {"problems": list[Problem], "found": int}

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[Problem] = []
        self.found = 0


def test_extensions_get_back_what_they_had_found() -> None:
    one, other = Counting(), Counting()
    one.problems, one.found = [PROBLEM], 3

    given = give_results([KeptExtension(), other], take_results([KeptExtension(), one]))

    assert given
    assert (other.problems, other.found) == ([PROBLEM], 3)


@pytest.mark.parametrize(
    "results", [{}, {"Counting": {}}, {"Counting": {"problems": [], "found": "x"}}]
)
def test_extensions_get_nothing_where_not_all_fits(results: dict[str, Any]) -> None:
    extension = Counting()
    extension.found = 5

    assert not give_results([extension], results)
    assert extension.found == 5


def test_what_hooks_have_read_is_kept_with_a_finished_page() -> None:
    shelf = Shelf()
    before = pages(shelf)
    before.keep_finished("a.md", Finished("x", [], "y"), "<html>")
    before.keep_handed_from("a.md", [("t", ["k"], "f")], ["x", "y", "x"])
    before.keep_handed_from("b.md", [("t", ["k"], "f")], [])  # is not kept
    before.save()

    after = pages(shelf)
    after.keep_handed_from("a.md", [("t", ["k"], "f")], ["x", "y"])
    after.hold_finished("a.md")
    after.hold_finished("b.md")

    kept = after.page("a.md").finished
    assert kept
    assert kept.handed_from == [("t", ["k"], "f")]
    assert after.page("b.md").finished is None
    assert after.changed == set()
    assert shelf.held == [":output:a.md", "x", "y", ":output:b.md"]


def test_a_finished_page_of_which_nobody_knows_what_it_needs_is_forgotten() -> None:
    shelf = Shelf()
    before = pages(shelf)
    before.keep_finished("a.md", Finished("x", [], "y"), "<html>")
    before.save()

    before.forget_finished("a.md")
    before.forget_finished("b.md")
    before.save()

    assert pages(shelf).page("a.md").finished is None

"""Slips: each is told with the line on which it stands."""

from __future__ import annotations

from sourcebook.frontmatter import read_document
from sourcebook.slips import Slip, place_slips
from tests.sourcebook.garden import messages


def test_a_slip_is_told_once_with_the_first_line_it_stands_on() -> None:
    document, _ = read_document("roses/a.md", b"---\ntitle: A\n---\n\nOne.\nTwo x.\nThree x.\n")
    slip = Slip("x", "has an x", "write y")

    assert messages(place_slips(document, [slip, slip])) == [
        "roses/a.md: line 6: has an x; write y"
    ]


def test_what_does_not_stand_there_as_it_is_has_no_line() -> None:
    document, _ = read_document("roses/a.md", b"One.\n")

    assert messages(place_slips(document, [Slip("x", "has an x", "write y")])) == [
        "roses/a.md: text: has an x; write y"
    ]


def test_what_a_page_from_a_former_blog_has_left_to_do_is_not_told_again() -> None:
    document, _ = read_document("roses/a.md", b"One x.\n")
    slips = [
        Slip("x", "has no words", "write some", todo="alt"),
        Slip("One", "is one", "write two"),
    ]

    assert len(place_slips(document, slips)) == 2
    assert messages(place_slips(document, slips, ["alt"])) == [
        "roses/a.md: line 1: is one; write two"
    ]


def test_slips_come_in_the_order_of_the_lines() -> None:
    document, _ = read_document("roses/a.md", b"One.\nTwo.\n")
    slips = [Slip(typed, "is one", "write two") for typed in ("Three", "Two", "One")]

    assert [problem.key for problem in place_slips(document, slips)] == ["line 1", "line 2", "text"]

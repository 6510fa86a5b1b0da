"""Slips in built pages: a writer hears of each, once and again, and readers get the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site import build_site, post

if TYPE_CHECKING:
    from pathlib import Path
MARK = "--8\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}-- “help-lines.md”"
THERE = "docs/includes/"


def test_a_text_that_is_not_there_is_a_warning_and_the_page_is_shown(tmp_path: Path) -> None:
    body = 'Before.\n\n--8<-- "help-line.md"\n\nAfter.\n'

    site = build_site(tmp_path, {"roses/a.md": post(body=body)})

    assert site.warnings == [
        f"slips: roses/a.md: line 11: there is no `help-line.md` in {THERE}; "
        "did you mean `help-lines.md`?"
    ]
    text = site.article("roses/a/").get_text()
    assert "Before." in text
    assert "After." in text
    assert "8<" not in text


def test_what_only_looks_like_a_line_that_takes_in_a_text_is_a_warning(tmp_path: Path) -> None:
    body = f"Before.\n\n{MARK}\n\n--8<-- help-lines.md\n"
    body += '\n    --8<-- it is code\n\n;--8<-- "help-lines.md"\n'

    site = build_site(tmp_path, {"roses/a.md": post(body=body)})

    remedy = 'write `--8<-- "help-lines.md"`, on a line of its own'
    assert site.warnings == [
        f"slips: roses/a.md: line 11: has `{MARK}`, which takes in nothing; " + remedy,
        "slips: roses/a.md: line 13: has `--8<-- help-lines.md`, which takes in nothing; " + remedy,
    ]

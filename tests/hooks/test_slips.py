"""Slips in built pages: a writer hears of each, once and again, and readers get the page."""

from __future__ import annotations

import gc
import logging
from datetime import date
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config

from sourcebook.drafts import render_draft
from tests.hooks.test_charts import DATA, picture
from tests.site import EXTRA, GARDEN, NAV, ROOT, build_site, post, write_files
from tests.sourcebook.test_pictures import PNG

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
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


def test_a_second_title_is_a_warning_for_it_would_stand_in_place_of_the_first(
    tmp_path: Path,
) -> None:
    body = "Before.\n\n# How *roses* grow\n\n#Clay\n\nSand\n====\n\n## Below\n\n    # code\n"

    site = build_site(tmp_path, {"roses/a.md": post(body=body), "roses/index.md": "# Roses\n"})

    remedy = "the title stands in the front matter, so begin headings of the text with `##`"
    assert [said for said in site.warnings if said.startswith("slips")] == [
        f"slips: roses/a.md: line 13: has a title in the text, `Clay`; {remedy}",
        f"slips: roses/a.md: line 15: has a title in the text, `Sand`; {remedy}",
        f"slips: roses/a.md: text: has a title in the text, `How roses grow`; {remedy}",
    ]


def test_what_a_draft_has_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    files = {**GARDEN, "roses/a.md": post(body='--8<-- "help-line.md"\n', draft=True)}
    write_files(tmp_path / "docs", files)
    config = load_config(
        str(ROOT / "mkdocs.yml"),
        docs_dir=str(tmp_path / "docs"),
        site_dir=str(tmp_path / "site"),
        extra=EXTRA,
        nav=NAV,
    )

    with caplog.at_level(logging.INFO, "mkdocs"):
        build(config, serve_url="http://127.0.0.1:8000/")  # as `mkdocs serve` does, with drafts
    gc.unfreeze()

    said = [each for each in caplog.records if each.getMessage().startswith("slips")]
    assert [each.levelname for each in said] == ["INFO"]
    assert said[0].getMessage().startswith("slips: draft: roses/a.md: line 10: there is no")


def test_what_only_the_writers_machine_has_and_pictures_in_html_are_warnings(
    tmp_path: Path,
) -> None:
    body = "![A rose](C:\\Users\\me\\rose.png)\n\n[b](http://localhost:8000/roses/)\n\n[c]()\n\n"
    body += 'A <img src="../assets/rose.jpg"> here.\n\nOpen <http://127.0.0.1:8000/>.\n'

    site = build_site(tmp_path, {"roses/a.md": post(body=body)})

    link = "link the file in docs/, as seen from this one, such as ../topic/name.md"
    picture = "put the picture into docs/assets/images/, and "
    picture += "write it as `![what it shows](../assets/images/name.jpg)`"
    only = "which only your own machine has"
    assert [each for each in site.warnings if each.startswith("slips")] == [
        f"slips: roses/a.md: line 9: shows `C:\\Users\\me\\rose.png`, {only}; {picture}",
        f"slips: roses/a.md: line 11: leads to `http://localhost:8000/roses/`, {only}; {link}",
        f"slips: roses/a.md: line 13: has a link without an address; {link}; or remove it",
        "slips: roses/a.md: line 15: shows `../assets/rose.jpg`, which is not in docs/; " + picture,
    ]


def test_what_a_former_blog_had_stops_nothing(tmp_path: Path) -> None:
    blogger = {"id": "1", "format": "html", "path": "/2016/04/a.html"}
    files = {"roses/a.md": post(body="[b](file:///b)\n", blogger=blogger)}

    assert build_site(tmp_path, files).warnings == []


def test_a_new_file_that_is_no_draft_any_more_is_no_post_yet(tmp_path: Path) -> None:
    new = render_draft("Roses", "", date(2026, 3, 1), draft=False)

    site = build_site(tmp_path, {"roses/a.md": new})

    told = "as in a new file; write it, or remove the line"
    assert site.warnings[:1] == [
        "catalog: roses/a.md: description: is still that of a new file; "
        "write what a reader learns from this post"
    ]
    assert [each for each in site.warnings if each.startswith("slips")] == [
        "slips: roses/a.md: line 9: has `Write here the answer in two or three sentences.`, "
        + told,
        "slips: roses/a.md: line 17: has the note of a new file; delete it",
        "slips: roses/a.md: line 22: has `Write here what is known, how it is known, and how sure "
        "one can be.`, " + told,
        "slips: roses/a.md: line 26: has `Write here what a reader can do with it.`, " + told,
        "slips: roses/a.md: line 30: has `Write here what you looked for and did not find.`, "
        + told,
    ]


def test_a_chart_beside_other_text_or_without_its_lines_is_a_warning(tmp_path: Path) -> None:
    body = "See ![Few roses](a--b.svg) here.\n\n![Many](a--c.svg)\n\n![Few](a--b.svg)\n"
    files = {
        "roses/a.md": post(body=body),
        "roses/a--b.csv": DATA,
        "roses/a--b.svg": picture(),
        "roses/a--c.csv": "Soil,Roses,key\nClay,12,smith2011roses\n",
    }

    site = build_site(tmp_path, files)

    assert [each for each in site.warnings if each.startswith("slips")] == [
        "slips: roses/a.md: line 9: shows `a--b.svg` beside other text, so its table and its sources "
        "are missing; write it as `![what it shows](a--b.svg)`, alone in its paragraph",
        "slips: roses/a.md: line 11: shows `a--c.svg`, and `a--c.csv` does not say how it is drawn; "
        "begin `a--c.csv` with a line `# title: …`, and run `make charts`",
    ]


def test_brackets_that_have_become_nothing_are_warnings(tmp_path: Path) -> None:
    body = "Dry. [smith2011roses]\n\nWet ([moderat evidence]).[^1]\n\n"
    body += "Warm. [@smith2011roses, @doe2012sand]\n"

    site = build_site(tmp_path, {"roses/a.md": post(body=body)})

    assert [each for each in site.warnings if each.startswith(("slips", "citations"))] == [
        "citations: roses/a.md: line 13: has `[@smith2011roses, @doe2012sand]`, which is no "
        "citation; write it as [@key], [@key, p. 12] or [@one; @two]",
        "slips: roses/a.md: line 9: has `[smith2011roses]`, which cites nothing; "
        "write it as [@smith2011roses]",
        "slips: roses/a.md: line 11: has `[moderat evidence]`, which becomes no link; "
        "did you mean `[moderate evidence]`? if not, write `\\[moderat evidence]`",
        "slips: roses/a.md: line 11: has `[^1]`, and there is no such footnote; "
        "add a line `[^1]: …` with its text, or remove it",
    ]


def test_a_picture_without_words_is_a_warning(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "roses/bud.png": PNG,
        "roses/a.md": post(body="![](bud.png)\n"),
    }

    site = build_site(tmp_path, files)

    assert site.warnings == [
        "slips: roses/a.md: line 9: shows `bud.png` without words, for people who cannot see it; "
        "write it as `![what it shows](bud.png)`"
    ]

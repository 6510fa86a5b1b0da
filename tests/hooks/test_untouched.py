"""Untouched files: what is right stays as it is, and nothing else stays."""

from __future__ import annotations

import re
from shutil import rmtree
from typing import TYPE_CHECKING

import pytest
from mkdocs import utils
from mkdocs.exceptions import Abort

from tests.site import EXTRA, build_site, post, write_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EXPORT = "roses/a/sources.bib"


def test_a_file_that_is_right_is_not_written_again(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()})
    before = (site.path / EXPORT).stat()

    build_site(tmp_path, {})

    after = (site.path / EXPORT).stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_file_that_was_changed_or_deleted_by_hand_is_written_again(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()})
    right = site.read(EXPORT)
    write_files(site.path, {EXPORT: right.replace("2011", "2012"), "roses/a/index.html": ""})
    (site.path / "roses/a/sources.ris").unlink()

    build_site(tmp_path, {})

    assert site.read(EXPORT) == right
    assert "Pruning roses" in site.read("roses/a/")
    assert (site.path / "roses/a/sources.ris").is_file()


def test_what_is_no_longer_part_of_the_site_goes_with_its_folder(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post(), "roses/b.md": post("Roses in clay")})
    write_files(site.path, {"strange/folder/file.txt": "from elsewhere"})
    (tmp_path / "docs/roses/a.md").unlink()

    build_site(tmp_path, {})

    assert not (site.path / "roses/a").exists()
    assert not (site.path / "strange").exists()
    assert (site.path / "roses/b/sources.bib").is_file()


def test_hidden_files_stay_as_mkdocs_leaves_them(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()})
    write_files(site.path, {".git/config": "[core]", ".nojekyll": ""})

    build_site(tmp_path, {})

    assert (site.path / ".git/config").read_text("utf-8") == "[core]"
    assert (site.path / ".nojekyll").exists()


@pytest.mark.parametrize("cache", ["", "off"])
def test_a_hidden_file_goes_where_its_template_has_nothing_to_say_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str
) -> None:
    contact = {"posts": EXTRA["posts"] | {"report": "https://garden.example/report"}}
    site = build_site(tmp_path, {"roses/a.md": post()}, extra=contact)
    assert (site.path / ".well-known/security.txt").is_file()
    monkeypatch.setenv("CACHE", cache)

    build_site(tmp_path, {})

    assert not (site.path / ".well-known/security.txt").exists()


@pytest.mark.parametrize("cache", ["", "off"])
def test_what_a_build_that_was_killed_has_put_aside_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str
) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()})
    write_files(site.path, {".before/roses/a/index.html": "half a site", ".before/old/x": ""})
    monkeypatch.setenv("CACHE", cache)

    build_site(tmp_path, {})

    assert not (site.path / ".before").exists()
    assert not (site.path / "old").exists()
    assert "Pruning roses" in site.read("roses/a/")


def begun(site: Path) -> None:
    rmtree(site / ".before")


def written(site: Path) -> None:
    write_files(site, {"roses/a/index.html": "Half a page."})


@pytest.mark.parametrize("other", [begun, written])
def test_a_build_into_the_folder_of_another_one_makes_all_that_this_takes_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: Callable[[Path], None]
) -> None:
    build_site(tmp_path, {"roses/a.md": post()})
    site = build_site(tmp_path, {})
    before = {path: path.read_bytes() for path in site.path.rglob("*") if path.is_file()}
    clean = utils.clean_directory

    def clean_meanwhile(folder: str) -> None:
        clean(folder)
        other(site.path)

    monkeypatch.setattr(utils, "clean_directory", clean_meanwhile)
    build_site(tmp_path, {})

    assert {path: path.read_bytes() for path in site.path.rglob("*") if path.is_file()} == before


def test_a_folder_that_cannot_be_changed_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()})
    write_files(site.path, {".before": "in the way, as a folder that may not be written is"})

    with pytest.raises(Abort):
        build_site(tmp_path, {})

    assert re.search(
        rf"untouched: {re.escape(str(site.path))}: cannot be changed \(.+\); "
        "see to its permissions, or delete it",
        caplog.text,
    )


def test_a_file_may_take_the_place_of_a_folder_and_the_other_way_round(tmp_path: Path) -> None:
    write_files(tmp_path / "docs", {"about/licence": "Plain words."})
    site = build_site(tmp_path, {"roses/a.md": post()})
    assert (site.path / "about/licence").is_file()

    (tmp_path / "docs/about/licence").unlink()
    page = build_site(tmp_path, {"about/licence.md": "---\ntitle: Licence\n---\n"})
    assert "Licence" in page.read("about/licence/")

    (tmp_path / "docs/about/licence.md").unlink()
    build_site(tmp_path, {"about/licence": "Plain words."})
    assert site.read("about/licence") == "Plain words."


def test_a_file_with_the_name_of_a_folder_of_the_site_is_named_each_time(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    build_site(tmp_path, {"roses/a.md": post()})
    write_files(tmp_path / "docs", {"roses/a": "Plain words."})

    for site in ("site", "elsewhere"):
        caplog.clear()
        with pytest.raises(Abort):
            build_site(tmp_path, {}, site=site)

        what = "has the name of a folder that the site needs for pages; rename it"
        assert f"untouched: roses/a: file: {what}" in caplog.text


def test_what_hooks_have_written_gives_way_to_what_the_writer_puts_there(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()})
    assert (site.path / EXPORT).is_file()

    (tmp_path / "docs/roses/a.md").unlink()
    build_site(tmp_path, {"roses/a/sources.bib/rose.txt": "A rose."})

    assert site.read("roses/a/sources.bib/rose.txt") == "A rose."
    assert not (site.path / "roses/a/sources.ris").exists()


def test_where_the_writer_has_put_a_file_of_that_name_hooks_write_theirs_each_time(
    tmp_path: Path,
) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()})
    right = site.read(EXPORT)

    build_site(tmp_path, {"roses/a/sources.bib": "By hand."})
    first = site.read(EXPORT)
    build_site(tmp_path, {})

    assert first == site.read(EXPORT) == right


def test_a_plugin_meets_the_folder_as_mkdocs_would_give_it(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()})
    write_files(site.path, {"roses/strange.html": "<html><head></head><body></body></html>"})
    assert (site.path / "search/search_index.json").is_file()

    build_site(tmp_path, {}, plugins=["/blog"])

    assert not (site.path / "search").exists()
    assert not (site.path / "roses/strange.html").exists()

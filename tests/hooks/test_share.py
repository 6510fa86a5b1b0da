"""The pictures of shared links in a built site."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.plugins import PluginCollection
from PIL import Image

from tests.site import ROOT, build_site, post, write_project

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

ADDRESS = "https://example.org/garden/"


def test_each_post_names_a_picture_that_is_there(tmp_path: Path) -> None:
    files = {"roses/schöne-rosen.md": post(title="Roses & clay"), "roses/b.md": post(draft=True)}

    site = build_site(tmp_path, files, site_url=ADDRESS, strict=True)

    page = site.page("roses/schöne-rosen/")
    tags = {str(tag["property"]): tag["content"] for tag in page.select("meta[property]")}
    assert tags["og:image"] == f"{ADDRESS}roses/sch%C3%B6ne-rosen/share.png"
    with Image.open(site.path / "roses/schöne-rosen/share.png") as picture:
        assert tuple(map(str, picture.size)) == (tags["og:image:width"], tags["og:image:height"])
    assert len(list(site.path.rglob("share.png"))) == 1


def test_a_picture_is_drawn_once_and_one_that_is_not_asked_for_goes(tmp_path: Path) -> None:
    kept = tmp_path / ".cache/share"
    build_site(tmp_path, {"roses/a.md": post()}, site_url=ADDRESS)
    (first,) = kept.iterdir()
    before = first.stat().st_mtime_ns

    build_site(tmp_path, {"roses/a.md": post()}, site_url=ADDRESS)
    assert [path.stat().st_mtime_ns for path in kept.iterdir()] == [before]
    build_site(tmp_path, {"roses/a.md": post(title="Roses in pots")}, site_url=ADDRESS)

    (second,) = kept.iterdir()
    assert second.name != first.name


@pytest.mark.parametrize("left", [0, 5, 2000])
def test_a_picture_of_which_only_a_part_was_kept_is_drawn_again(tmp_path: Path, left: int) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()}, site_url=ADDRESS)
    right = (site.path / "roses/a/share.png").read_bytes()
    (kept,) = (tmp_path / ".cache/share").iterdir()
    kept.write_bytes(right[:left])

    again = build_site(tmp_path, {}, site="again", site_url=ADDRESS)

    assert (again.path / "roses/a/share.png").read_bytes() == kept.read_bytes() == right


def test_a_folder_that_somebody_has_put_among_them_stays(tmp_path: Path) -> None:
    theirs = tmp_path / ".cache/share/theirs"
    theirs.mkdir(parents=True)

    site = build_site(tmp_path, {"roses/a.md": post()}, site_url=ADDRESS, strict=True)

    assert theirs.is_dir()
    assert (site.path / "roses/a/share.png").is_file()


def test_a_picture_that_another_build_lets_go_meanwhile_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = PluginCollection.on_post_build

    def go_on(plugins: PluginCollection, config: MkDocsConfig) -> None:
        monkeypatch.setattr(PluginCollection, "on_post_build", end)
        files = {"roses/a.md": post(title="Roses in pots")}
        build_site(tmp_path, files, site="elsewhere", site_url=ADDRESS)
        end(plugins, config=config)

    right = build_site(tmp_path, {"roses/a.md": post()}, site="right", site_url=ADDRESS)
    monkeypatch.setattr(PluginCollection, "on_post_build", go_on)

    site = build_site(tmp_path, {"roses/a.md": post()}, site_url=ADDRESS)

    first, second = (each.path / "roses/a/share.png" for each in (right, site))
    assert first.read_bytes() == second.read_bytes()


def test_a_picture_that_another_build_lets_go_while_it_is_written_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def go_on(new: Path, path: Path) -> Path:
        monkeypatch.setattr(Path, "replace", replace)
        files = {"roses/a.md": post(title="Roses in pots")}
        build_site(tmp_path, files, site="elsewhere", site_url=ADDRESS)
        return new.replace(path)

    monkeypatch.setattr(Path, "replace", go_on)

    site = build_site(tmp_path, {"roses/a.md": post()}, site_url=ADDRESS)

    assert (site.path / "roses/a/share.png").is_file()


def test_a_site_without_its_address_has_no_pictures(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()}, site_url="", strict=True)

    assert list(site.path.rglob("share.png")) == []
    assert site.page("roses/a/").select('[property="og:image"], [property="og:url"]') == []


def test_properdocs_draws_it_too(tmp_path: Path) -> None:
    write_project(tmp_path, {"roses/index.md": "---\ntitle: Roses\n---\n", "roses/a.md": post()})

    result = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--config-file", "mkdocs.yml"],
        cwd=tmp_path,
        env=os.environ | {"SITE_URL": ADDRESS, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    with Image.open(tmp_path / "site/roses/a/share.png") as picture:
        assert picture.format == "PNG"

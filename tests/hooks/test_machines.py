"""Files that programs look for, and the icons that the manifest names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PIL import Image

from tests.site import ROOT, build_site, post

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site import Site

ADDRESS = "https://example.org/garden/"
REPORT = {"posts": {"report": "https://example.org/issues?a&b", "notice": "Nobody checked."}}


def build(folder: Path, address: str = ADDRESS) -> Site:
    files = {"roses/a.md": post(reviewed="2026-03-05", title="Roses & clay")}
    return build_site(
        folder, files, site_url=address, site_name='The "garden"', extra=REPORT, strict=True
    )


def test_programs_may_read_everything_and_find_the_sitemap(tmp_path: Path) -> None:
    site = build(tmp_path)

    assert site.read("robots.txt").splitlines() == [
        "User-agent: *",
        "Allow: /",
        "",
        f"Sitemap: {ADDRESS}sitemap.xml",
    ]


def test_d12_who_finds_a_security_problem_finds_whom_to_tell(tmp_path: Path) -> None:
    site = build(tmp_path)

    assert site.read(".well-known/security.txt").splitlines() == [
        "Contact: https://example.org/issues?a&b",
        "Expires: 2027-03-04T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {ADDRESS}.well-known/security.txt",
    ]


def test_a_site_without_contact_or_address_promises_neither(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()}, site_url="", strict=True)

    assert not (site.path / ".well-known/security.txt").exists()
    assert "Sitemap" not in site.read("robots.txt")


def test_language_models_find_every_post_in_short(tmp_path: Path) -> None:
    text = build(tmp_path).read("llms.txt")

    assert text.startswith('# The "garden"\n\n> Plain answers')
    assert f"- [Roses & clay]({ADDRESS}roses/a/): What to cut" in text
    assert "Of each post: Nobody checked." in text


def test_the_manifest_names_icons_that_are_there_in_their_size(whole_site: Site) -> None:
    manifest = json.loads(whole_site.read("manifest.webmanifest"))

    assert manifest["name"] == "Everyday Pain"
    assert {"any", "192x192", "512x512"} == {icon["sizes"] for icon in manifest["icons"]}
    assert "maskable" in {icon.get("purpose") for icon in manifest["icons"]}
    for icon in manifest["icons"]:
        path = whole_site.path / icon["src"]
        if path.suffix == ".png":
            with Image.open(path) as picture:
                assert f"{picture.width}x{picture.height}" == icon["sizes"]
    page = whole_site.page("neuralgia/")
    for relation in ("manifest", "apple-touch-icon", "icon"):
        (link,) = page.select(f'link[rel="{relation}"]')
        assert (whole_site.path / "neuralgia" / str(link["href"])).is_file()


def test_a_name_with_quotes_breaks_no_manifest(tmp_path: Path) -> None:
    assert json.loads(build(tmp_path).read("manifest.webmanifest"))["name"] == 'The "garden"'


def test_the_icons_reach_to_the_edge_where_a_phone_cuts_them() -> None:
    images = ROOT / "docs/assets/images"
    for name, corner in {
        "apple-touch-icon.png": 255,
        "icon-maskable-512.png": 255,
        "icon-512.png": 0,
    }.items():
        with Image.open(images / name) as picture:
            assert picture.convert("RGBA").getpixel((0, 0))[3] == corner  # type: ignore[index]

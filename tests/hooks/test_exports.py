"""Files to take along: what they hold, and where they are linked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.site import build_site, post

if TYPE_CHECKING:
    from pathlib import Path

SAND = "---\ntype: book\ntitle: Roses in sand\n---\n\nThey grew.\n"


def test_each_post_links_to_files_with_its_own_sources(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(body="Dry. [@sand]\n"),
        "roses/schöne-rosen.md": post(title="Schöne Rosen"),
        "sources/sand.md": SAND,
    }

    site = build_site(tmp_path, files, strict=True)

    for url, keys in {
        "roses/a/": ["sand", "smith2011roses"],
        "roses/schöne-rosen/": ["smith2011roses"],
        "sources/": ["sand", "smith2011roses"],
    }.items():
        links = [str(a["href"]) for a in site.article(url).select(".take-along a")]
        assert links == ["sources.bib", "sources.ris", "sources.json"]
        assert [item["id"] for item in json.loads(site.read(url + "sources.json"))] == keys
        assert site.read(url + "sources.bib").count("\n@") + 1 == len(keys)
        assert site.read(url + "sources.ris").count("\nER  -") == len(keys)


def test_a_page_without_sources_has_no_files(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()}, strict=True)

    assert not (site.path / "roses/sources.bib").exists()
    assert not site.article("roses/").select(".take-along")

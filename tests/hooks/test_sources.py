"""The footer a reader sees under a post, and the pages of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

WIKIPEDIA = """---
type: entry-encyclopedia
title: Rose
author: [{literal: Wikipedia contributors}]
container-title: Wikipedia
short: Wikipedia
URL: https://en.wikipedia.org/wiki/Rose
archive: {URL: "https://web.archive.org/rose", date: 2026-02-01}
---

What roses are.
"""
RETRACTED = """---
type: article-journal
title: Roses need no water
author: [{family: Doe, given: Al}]
issued: 2010
DOI: https://doi.org/10.1000/NoWater
notice: {type: retraction, date: 2012-05, URL: "https://example.org/notice"}
---

It was wrong.
"""
BAD_LINK = """---
type: webpage
title: A trap
publisher: Trappers
URL: "javascript:alert(1)"
---

Nothing.
"""


def test_footer_keeps_the_contract(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(sources=["wiki-rose", "smith2011roses"]),
        "sources/wiki-rose.md": WIKIPEDIA,
    }

    site = build_site(tmp_path, files, strict=True)

    footer = site.article("roses/a/").select_one("section#sources.sources")
    assert footer is not None
    assert footer["aria-labelledby"] == "sources-title"
    assert texts(footer, "h2#sources-title") == ["Sources"]
    line = footer.select_one("p.sources-line")
    assert line is not None
    assert line.get_text() == "Sources: Wikipedia; Smith 2011"
    assert [item["id"] for item in footer.select("ol > li")] == [
        "source-wiki-rose",
        "source-smith2011roses",
    ]
    assert texts(footer, "ol .reference")[1] == (
        "Smith J. Roses in clay & sand. Journal of Gardens. Published online July 2011. "
        "https://www.example.org/roses"
    )
    assert [a["href"] for a in footer.select("ol a")] == [
        "https://en.wikipedia.org/wiki/Rose",
        "https://web.archive.org/rose",
        "../../sources/wiki-rose/",
        "https://www.example.org/roses",
        "../../sources/smith2011roses/",
    ]


def test_no_script_address_reaches_a_page(tmp_path: Path) -> None:
    files = {"roses/a.md": post(sources=["trap"]), "sources/trap.md": BAD_LINK}

    site = build_site(tmp_path, files)

    assert site.warnings == [
        "catalog: sources/trap.md: URL: `javascript:alert(1)` is not a web address; "
        "write one that starts with https://"
    ]
    assert not [
        path for path in site.path.rglob("*.html") if b"javascript:alert" in path.read_bytes()
    ]
    assert texts(site.article("roses/a/"), ".sources-line a") == ["Trappers"]


def test_a_notice_of_the_publisher_is_shown_with_the_source(tmp_path: Path) -> None:
    files = {"roses/a.md": post(sources=["doe2010water"]), "sources/doe2010water.md": RETRACTED}

    site = build_site(tmp_path, files, strict=True)

    for url in ("roses/a/", "sources/doe2010water/"):
        assert texts(site.article(url), ".notice") == [
            "This work was retracted (2012-05). Read the notice"
        ]
        links = [a["href"] for a in site.article(url).select("a")]
        assert "https://doi.org/10.1000/NoWater" in links


def test_a_source_has_a_page_with_its_summary_and_the_posts_that_rest_on_it(tmp_path: Path) -> None:
    files = {"roses/a.md": post(), "sources/wiki-rose.md": WIKIPEDIA}

    site = build_site(tmp_path, files)

    used, unused = site.article("sources/smith2011roses/"), site.article("sources/wiki-rose/")
    assert texts(used, "h1") == ["Roses in clay & sand"]
    assert "Roses were planted in two soils." in texts(used, "p")
    assert texts(used, ".posts__title a") == ["Pruning roses"]
    assert "None at present." in texts(unused, "p")


def test_the_library_lists_every_source_by_name(tmp_path: Path) -> None:
    files = {"roses/a.md": post(), "sources/wiki-rose.md": WIKIPEDIA}

    site = build_site(tmp_path, files)

    assert texts(site.article("sources/"), ".library a") == ["Roses in clay & sand", "Rose"]


def test_footers_popular_lists_and_source_pages_are_not_in_the_search(tmp_path: Path) -> None:
    files = {"roses/a.md": post(), "roses/b.md": post(title="Planting roses")}

    site = build_site(tmp_path, files)

    entries = site.search_index()
    assert {entry["location"] for entry in entries} >= {"roses/a/", "roses/b/", "roses/"}
    assert not [entry for entry in entries if entry["location"].startswith("sources/smith")]
    for entry in entries:
        assert "Journal of Gardens" not in entry["text"]
        assert "Popular posts" not in entry["text"]
        assert "review due" not in entry["text"]

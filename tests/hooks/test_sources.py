"""The footer a reader sees under a post, and the pages of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.search import BELOW
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
        "../../sources/wiki-rose/",
        "https://en.wikipedia.org/wiki/Rose",
        "https://web.archive.org/rose",
        "../../sources/smith2011roses/",
        "https://www.example.org/roses",
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
        assert "https://doi.org/10.1000/nowater" in links


BANNER = (
    "This work was retracted (2012-05): Doe 2010, Roses need no water . This post cites it, and "
    "has not been checked since. Do not rely on what rests on this source. Read the notice"
)


def test_a_retracted_source_raises_a_banner_on_each_post_that_cites_it(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(body="Dry. [@doe2010water]\n"),
        "roses/b.md": post(title="Watering", sources=["doe2010water"]),
        "roses/c.md": post(title="Clay"),
        "sources/doe2010water.md": RETRACTED,
    }

    site = build_site(tmp_path, files, strict=True)

    assert texts(site.article("roses/a/"), ".alarm") == [BANNER]
    assert texts(site.article("roses/b/"), ".alarm") == [BANNER]
    assert len(texts(site.article("sources/doe2010water/"), ".alarm")) == 1
    assert not site.article("roses/c/").select(".alarm")


def test_a_banner_goes_once_a_writer_has_checked_the_posts_and_the_notice_stays(
    tmp_path: Path,
) -> None:
    checked = RETRACTED.replace("type: retraction,", "type: retraction, acknowledged: 2026-03-01,")
    files = {
        "roses/a.md": post(body="Dry. [@doe2010water]\n"),
        "sources/doe2010water.md": checked,
    }

    site = build_site(tmp_path, files, strict=True)

    assert not site.article("roses/a/").select(".alarm")
    assert not site.article("sources/doe2010water/").select(".alarm")
    assert texts(site.article("roses/a/"), ".sources .notice")


def test_a_correction_is_no_retraction(tmp_path: Path) -> None:
    corrected = RETRACTED.replace("type: retraction", "type: correction")
    files = {"roses/a.md": post(sources=["doe2010water"]), "sources/doe2010water.md": corrected}

    site = build_site(tmp_path, files, strict=True)

    assert not site.article("roses/a/").select(".alarm")
    assert texts(site.article("roses/a/"), ".notice") == [
        "This work was corrected (2012-05). Read the notice"
    ]


def test_a_notice_of_the_data_file_raises_the_banner_of_a_record_that_knows_of_none(
    tmp_path: Path,
) -> None:
    data = "key,type,date,URL\nsmith2011roses,expression-of-concern,2026-02-01,\n"

    site = build_site(tmp_path, {"roses/a.md": post(), "data/notices.csv": data}, strict=True)

    (banner,) = texts(site.article("roses/a/"), ".alarm")
    assert banner.startswith("Its journal has voiced concern about this work (2026-02-01):")


def test_a_source_has_a_page_with_what_it_is_and_every_sentence_that_cites_it(
    tmp_path: Path,
) -> None:
    trial = WIKIPEDIA.replace("short:", "design: trial\nPMID: '12'\nPMCID: PMC34\nshort:")
    files = {
        "about/how.md": "---\ntitle: How we work\n---\n\nSo.\n",
        "roses/a.md": post(body="Wet, e.g. at sea. [@wiki-rose] Dry.\n\n- Red. [@wiki-rose]\n"),
        "roses/b.md": post(title="Planting", sources=["wiki-rose"]),
        "sources/unused.md": RETRACTED,
        "sources/wiki-rose.md": trial,
    }

    site = build_site(tmp_path, files, extra={"sources": {"explained": "about/how.md"}})

    page = site.article("sources/wiki-rose/")
    assert texts(page, "h1") == ["Rose"]
    assert "What roses are." in texts(page, "p")
    assert texts(page, ".source__design")[0].startswith("Kind of work: trial. It gives people")
    assert "../../about/how/" in [a["href"] for a in page.select(".source__design a")]
    assert texts(page, ".source .reference__links a") == [
        "Open at en.wikipedia.org",
        "Open at PubMed",
        "Open at PubMed Central",
        "Archived copy of 2026-02-01",
    ]
    assert texts(page, ".cited-in li > a") == ["Planting", "Pruning roses"]
    assert texts(page, ".cited-in blockquote") == ["Wet, e.g. at sea. Read on", "Red. Read on"]
    for link in page.select(".cited-in blockquote a"):
        url, _, anchor = str(link["href"]).partition("#")
        assert site.article(url.replace("../../", "")).select_one(f"#{anchor}") is not None
    unused = site.article("sources/unused/")
    assert "No page cites it yet. It stands here as further reading." in texts(unused, "p")


def test_the_library_has_every_source_on_the_shelf_of_its_topic(tmp_path: Path) -> None:
    topic = "---\ntitle: Trees\ndescription: All.\nfurther_reading: [wiki-rose]\n---\n\nTall.\n"
    files = {"roses/a.md": post(), "trees/index.md": topic, "sources/wiki-rose.md": WIKIPEDIA}

    site = build_site(tmp_path, files, strict=True)

    page = site.article("sources/")
    assert texts(page, ".library__size") == ["2 sources"]
    assert texts(page, ".library h2") == ["Trees", "Roses"]
    assert texts(page, ".library li > a") == ["Wikipedia: Rose", "Smith 2011: Roses in clay & sand"]
    assert texts(page, ".posts__facts") == ["no date · further reading", "2011 · cited on 1 page"]
    assert texts(site.article("trees/"), ".further-reading a") == ["Wikipedia: Rose"]
    assert not site.article("roses/").select(".further-reading")


def test_footers_and_popular_lists_are_not_in_the_search_and_source_pages_stand_below(
    tmp_path: Path,
) -> None:
    files = {"roses/a.md": post(), "roses/b.md": post(title="Planting roses")}

    site = build_site(tmp_path, files)

    entries = site.search_index()
    assert {entry["location"] for entry in entries} >= {"roses/a/", "roses/b/", "roses/"}
    boosts = {entry["location"]: entry.get("boost") for entry in entries}
    assert boosts["sources/smith2011roses/"] == BELOW
    assert boosts["roses/a/"] is None
    for entry in entries:
        assert "Journal of Gardens" not in entry["text"]
        assert "Popular posts" not in entry["text"]
        assert "review due" not in entry["text"]

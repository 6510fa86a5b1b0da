"""Citations in a built page: a reader follows them, a writer hears of those that fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

SAND = """---
type: article-journal
title: Roses in sand
author: [{family: Doe, given: Al}, {family: Roe, given: Bo}, {family: Lee, given: Cy}]
issued: 2012
---

They grew.
"""


def test_a_citation_leads_to_the_footer_and_back(tmp_path: Path) -> None:
    body = "Sand is dry. [@doe2012sand]\n\nAs @doe2012sand found, clay is wet. [@smith2011roses]\n"
    files = {"roses/a.md": post(body=body, sources=None), "sources/doe2012sand.md": SAND}

    site = build_site(tmp_path, files, strict=True)

    article = site.article("roses/a/")
    assert [a["href"] for a in article.select("sup.citation > a")] == [
        "#source-doe2012sand",
        "#source-doe2012sand",
        "#source-smith2011roses",
    ]
    assert "As Doe and others (2012)1 found" in article.get_text()
    assert [item["id"] for item in article.select(".sources > ol > li")] == [
        "source-doe2012sand",
        "source-smith2011roses",
    ]
    for item, places in zip(article.select(".sources > ol > li"), (2, 1), strict=True):
        back = item.select(".back a")
        assert len(back) == places
        for link in back:
            assert article.select_one(str(link["href"])) is not None


def test_sources_that_are_only_named_follow_those_that_are_cited(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(body="Dry. [@doe2012sand]\n", sources=["smith2011roses"]),
        "sources/doe2012sand.md": SAND,
    }

    site = build_site(tmp_path, files, strict=True)

    article = site.article("roses/a/")
    assert texts(article, ".sources-line") == ["Sources: Doe 2012 ; Smith 2011"]
    assert len(article.select(".sources li:nth-of-type(2) .back")) == 0


def test_a_page_that_is_no_post_has_sources_once_it_cites(tmp_path: Path) -> None:
    topic = "---\ntitle: Roses\ndescription: All.\n---\n\nWet. [@smith2011roses]\n"

    site = build_site(tmp_path, {"roses/index.md": topic}, strict=True)

    assert texts(site.article("roses/"), ".sources h2") == ["Sources"]
    assert not site.article("trees/").select(".sources")
    assert texts(site.article("sources/smith2011roses/"), ".cited-in li > a") == ["Roses"]


def test_every_mistake_is_reported_with_its_line_and_a_remedy(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(body="One. [@smith2011rose]\n\n## Two [@smith2011roses]\n\n[@x y]\n"),
        "roses/b.md": post(title="Bare", sources=None),
        "roses/c.md": post(title="Draft", body="One. [@nobody2020]\n", draft=True),
    }

    site = build_site(tmp_path, files)

    assert site.warnings == [
        "citations: roses/a.md: heading: has a citation in `Two`; "
        "move it to a sentence below: headings stand in menus, too",
        "citations: roses/a.md: line 9: cites `@smith2011rose`, and there is no such source; "
        "did you mean [@smith2011roses]?",
        "citations: roses/a.md: line 13: has `[@x y]`, which is no citation; "
        "write it as [@key], [@key, p. 12] or [@one; @two]",
        "citations: roses/b.md: sources: there is none; cite at least one in the text, "
        "as [@key], or name it: add `sources:`",
    ]


def test_a_mistake_in_a_source_is_told_once_and_not_with_each_citation_of_it(
    tmp_path: Path,
) -> None:
    body = "Dry. [@doe2012roses]\n\nAs @doe2012roses found, it is. [@doe2012roses; @doe2012sand]\n"
    files = {
        "roses/a.md": post(body=body, sources=None),
        "sources/doe2012roses.md": SAND.replace("article-journal", "journal-article"),
        "sources/doe2012sand.md": SAND,
    }

    site = build_site(tmp_path, files)

    assert site.warnings == [
        "catalog: sources/doe2012roses.md: type: is `journal-article`; "
        "did you mean `article-journal`?"
    ]


def test_a_link_to_a_source_in_the_list_is_no_broken_anchor(tmp_path: Path) -> None:
    body = "Dry. See [the list](#source-smith2011roses).\n"

    site = build_site(tmp_path, {"roses/a.md": post(body=body)}, strict=True)

    assert site.warnings == []


def test_numbers_of_citations_stay_out_of_the_search(tmp_path: Path) -> None:
    body = "Clay is wet [@smith2011roses]. Sand is not.\n"

    site = build_site(tmp_path, {"roses/a.md": post(body=body)}, strict=True)

    entry = next(each for each in site.search_index() if each["location"] == "roses/a/")
    assert "Clay is wet. Sand is not." in entry["text"]
    assert "data-search" not in site.read("roses/a/")


@pytest.mark.parametrize("builds", [2])
def test_a_second_build_in_one_process_starts_anew(tmp_path: Path, builds: int) -> None:
    for number in range(builds):
        files = {"roses/a.md": post(body=f"Clay {number}. [@smith2011roses]\n")}
        site = build_site(tmp_path, files, strict=True)

    assert texts(site.article("sources/smith2011roses/"), ".cited-in blockquote") == [
        "Clay 1. Read on"
    ]

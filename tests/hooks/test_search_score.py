"""The score of the search on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.search.queries import Answer, Query, render_score
from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

PAGE = {"about/search-score.md": "---\ntitle: Score\n---\n\nMeasured.\n", "roses/a.md": post()}
NAV = {"nav": {"omitted_files": "ignore"}}


def test_the_page_shows_counts_and_each_query(tmp_path: Path) -> None:
    score = render_score(
        [
            Answer(Query("trim", ("roses/a/",), "plain"), ("roses/a/",)),
            Answer(Query("tirm", ("roses/a/", "roses/"), "typo"), ()),
        ]
    )

    site = build_site(tmp_path, PAGE | {"data/search-score.json": score}, validation=NAV)

    page = site.article("about/search-score/")
    assert [row.get_text(" ", strip=True) for row in page.select("tbody tr")] == [
        "plain 1 1 1 0",
        "typo 1 0 0 1",
        "All 2 1 1 1",
    ]
    assert texts(page, "ol li") == [
        "tirm : not found (right: a , or roses )",
        "trim : first (right: a )",
    ]
    assert [link["href"] for link in page.select("ol a")] == [
        "../../roses/a/",
        "../../roses/",
        "../../roses/a/",
    ]


def test_without_a_measurement_the_page_is_its_text_and_a_bad_file_is_named(tmp_path: Path) -> None:
    site = build_site(tmp_path, PAGE | {"data/search-score.json": "no"}, validation=NAV)

    assert not site.article("about/search-score/").select("table")
    assert site.warnings == [
        "search_score: data/search-score.json: file: is no score; "
        "write it anew: python -m tests.search QUERIES.csv --save"
    ]

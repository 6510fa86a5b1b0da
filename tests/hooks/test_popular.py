"""The popular list under each post, and the page of popular posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

POSTS = {
    f"roses/{name}.md": post(title=f"Post {name}", date=f"2026-0{number}-01", reviewed="2026-09-01")
    for number, name in enumerate("abcde", start=1)
}
PINNED = {"popular": {"pinned": ["roses/a.md", "roses/c.md", "roses/b.md"]}}


def popular(site_article: object) -> list[str]:
    return texts(site_article, "aside#popular.popular ol > li > a")  # type: ignore[arg-type] # a Tag


def notes(site_article: object) -> list[str]:
    """Return what the lists say of themselves."""
    found = texts(site_article, ".popular__note")  # type: ignore[arg-type] # a Tag
    return [note.replace(" ,", ",") for note in found]


def test_while_nothing_is_counted_the_editors_choose_and_the_list_says_so(tmp_path: Path) -> None:
    site = build_site(tmp_path, POSTS, extra=PINNED, strict=True)

    article = site.article("roses/e/")
    assert popular(article) == ["Post a", "Post c", "Post b"]
    assert texts(article, "#popular p")[0].startswith("Chosen by the editors")
    assert texts(article, "aside[aria-labelledby=popular-title] > h2#popular-title") == [
        "Popular posts"
    ]


def test_the_post_being_read_is_left_out_and_the_newest_fill_up(tmp_path: Path) -> None:
    site = build_site(tmp_path, POSTS, extra=PINNED)

    assert popular(site.article("roses/c/")) == ["Post a", "Post b", "Post e"]


def test_page_views_rank_the_posts(tmp_path: Path) -> None:
    views = (
        "path,date,views\n"
        "/,2026-09-01,900\n"
        "/roses/,2026-09-01,800\n"
        "/blog/2026/,2026-09-01,700\n"
        "/roses/b/,2026-09-01,5\n"
        "/roses/d/,2026-09-01,3\n"
        "/roses/d/,2026-09-02,4\n"
    )

    site = build_site(tmp_path, {**POSTS, "data/page-views.csv": views}, extra=PINNED, strict=True)

    assert popular(site.article("roses/a/")) == ["Post d", "Post b", "Post e"]
    assert notes(site.article("roses/a/")) == [
        "As of 2 September 2026, last 2 days. The newest posts follow."
    ]


def test_views_of_a_former_address_count_for_the_post_that_answers_now(tmp_path: Path) -> None:
    files = {
        **POSTS,
        "roses/a.md": post(title="Post a", former=["/2016/04/old.html"]),
        "data/page-views.csv": "path,date,views\n/2016/04/old.html,2016-05-01,7\n",
    }

    site = build_site(tmp_path, files, strict=True)

    assert popular(site.article("roses/b/"))[0] == "Post a"


def test_a_page_views_file_with_faults_is_named_line_by_line(tmp_path: Path) -> None:
    views = (
        "path,date,views\n"
        "/roses/a/,2026-09-01,-4\n"
        "/roses/b/,2026-09-01,99999999999999999999\n"
        "/roses/c/,01.09.2026,4\n"
        "/gone/,2026-09-01,4\n"
        "/roses/d/,2026-09-01,2\n"
    )

    site = build_site(tmp_path, {**POSTS, "data/page-views.csv": views})

    file = "popular: data/page-views.csv"
    assert site.warnings == [
        f"{file}: line 2: `-4` is not a number of views; write a whole number from 0 to 1000000000",
        f"{file}: line 3: `99999999999999999999` is not a number of views; "
        "write a whole number from 0 to 1000000000",
        f"{file}: line 4: `01.09.2026` is not a date; write the day as 2026-11-23",
        f"{file}: line 5: no page answers at /gone/ (1 line); correct the path, add it to "
        "`former` of the post it belongs to, or delete the line",
    ]
    assert popular(site.article("roses/a/"))[0] == "Post d"


def test_the_longest_summary_stands_whole(tmp_path: Path) -> None:
    summary = "A summary that goes on " + "and on " * 19
    files = {"roses/a.md": post(), "roses/b.md": post(title="Long", description=summary[:159])}

    site = build_site(tmp_path, files)

    assert texts(site.article("roses/a/"), "#popular li p") == [summary[:159].strip()]


def test_the_page_shows_more_of_them(tmp_path: Path) -> None:
    site = build_site(tmp_path, POSTS, extra=PINNED)

    assert popular(site.article("popular/")) == ["Post a", "Post c", "Post b", "Post e", "Post d"]


def test_a_list_says_where_posts_that_nobody_chose_fill_it_up(tmp_path: Path) -> None:
    site = build_site(tmp_path, POSTS, extra=PINNED)

    chosen = "Chosen by the editors, until page views have been counted."
    assert notes(site.article("roses/e/")) == [chosen]
    assert notes(site.article("roses/c/")) == [f"{chosen} The newest posts follow."]
    assert notes(site.article("popular/")) == [f"{chosen} The newest posts follow."]


def test_a_list_of_which_nobody_chose_a_post_says_that_these_are_the_newest(
    tmp_path: Path,
) -> None:
    newest = "These are the newest posts, until page views have been counted."

    site = build_site(tmp_path, POSTS, extra={"popular": {"pinned": ["roses/a.md"]}})
    assert popular(site.article("roses/a/")) == ["Post e", "Post d", "Post c"]
    assert notes(site.article("roses/a/")) == [newest]
    assert notes(site.article("roses/b/"))[0].startswith("Chosen by the editors")

    site = build_site(tmp_path, POSTS)
    assert notes(site.article("popular/")) == [newest]

    views = "path,date,views\n/roses/a/,2026-09-01,5\n"
    site = build_site(tmp_path, {**POSTS, "data/page-views.csv": views})
    assert notes(site.article("roses/a/")) == ["These are the newest posts."]
    assert notes(site.article("roses/b/"))[0].startswith("As of 1 September 2026")


def test_a_list_without_a_post_does_not_say_who_chose(tmp_path: Path) -> None:
    extra = {"popular": {"pinned": ["roses/a.md"]}}

    site = build_site(tmp_path, {"roses/a.md": post()}, extra=extra)

    assert texts(site.article("roses/a/"), "#popular p") == ["There are no other posts yet."]


def test_the_list_has_as_many_posts_as_the_settings_say(tmp_path: Path) -> None:
    site = build_site(tmp_path, POSTS, extra={"popular": {"limit": 1}})

    assert popular(site.article("roses/e/")) == ["Post d"]


COUNTED = {
    "roses/f.md": post(title="Post f", date="2026-06-01", reviewed="2026-09-01"),
    "data/page-views.csv": (
        "path,date,views\n"
        "/roses/a/,2025-11-21,90\n"
        "/roses/b/,2026-11-01,20\n"
        "/roses/b/,2026-11-18,9\n"
        "/roses/c/,2026-11-17,30\n"
        "/roses/f/,2026-11-20,4\n"
    ),
    "data/page-views-services.csv": (
        "service,counted,first,last\nGoatCounter,visitors,2026-10-01,2026-11-20\n"
    ),
}


def test_the_page_of_popular_posts_has_all_lists_and_says_what_they_rest_on(
    tmp_path: Path,
) -> None:
    site = build_site(tmp_path, {**POSTS, **COUNTED}, strict=True)

    page = site.article("popular/")
    assert popular(page)[:3] == ["Post c", "Post b", "Post f"]
    lists = {
        texts(section, "h2")[0]: [*notes(section), *texts(section, "ol > li > a")]
        for section in page.select("section.popular")
    }
    basis = "As of 20 November 2026, from GoatCounter, last"
    assert lists == {
        "Most read, last 7 days": [f"{basis} 7 days.", "Post c", "Post b", "Post f"],
        "Most read, last 365 days": [f"{basis} 365 days.", "Post a", "Post c", "Post b", "Post f"],
        "Rising": [f"{basis} 7 days.", "Post c"],
        "Most read: Roses": [f"{basis} 30 days.", "Post c", "Post b", "Post f"],
    }


def test_a_topic_shows_what_is_read_most_in_it(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**POSTS, **COUNTED}, strict=True)

    roses = site.article("roses/").select_one("section[aria-labelledby=most-read]")
    assert roses
    assert texts(roses, "ol > li > a") == ["Post c", "Post b", "Post f"]
    assert notes(roses) == ["As of 20 November 2026, from GoatCounter, last 30 days."]


@pytest.mark.parametrize("shown", [True, False])
def test_summaries_and_thumbnails_are_a_matter_of_settings(tmp_path: Path, *, shown: bool) -> None:
    files = {
        **POSTS,
        "roses/a.md": post(image={"src": "a.svg", "alt": "A rose.", "credit": "smith"}),
        "roses/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    extra = {"popular": {"summaries": shown, "thumbnails": shown, "pinned": ["roses/a.md"]}}

    site = build_site(tmp_path, files, extra=extra)

    first = site.article("roses/e/").select("#popular li")[0]
    assert bool(first.select("p")) is shown
    assert bool(first.select("img[alt='']")) is shown

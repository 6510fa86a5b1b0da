"""The page for addresses that lead nowhere, without its script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.site import GARDEN, NAV, build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {
    "search.md": "---\ntitle: Search\n---\n",
    "a-to-z.md": "---\ntitle: A to Z\n---\n",
}
UNLISTED = {"nav": {"omitted_files": "ignore"}}


def test_it_leads_to_the_topics_and_the_ways_to_search_from_any_depth(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        {"roses/a.md": post(), **PAGES},
        site_url="https://example.org/garden/",
        validation=UNLISTED,
        strict=True,
    )

    page = site.page("404.html")
    assert texts(page, "title") == ["This page is not here - Everyday Pain"]
    links = [str(link["href"]) for link in page.select("article a")]
    assert links == [
        "/garden/search/",
        "/garden/a-to-z/",
        "/garden/popular/",
        "/garden/blog/",
        "/garden/.",
        "/garden/trees/",
        "/garden/roses/",
    ]
    script = page.select("script[data-addresses]")[0]
    assert script["data-search"] == "/garden/search/"
    assert json.loads(site.read(str(script["data-addresses"]).removeprefix("/garden/")))["pages"]


def test_it_names_no_page_that_the_site_has_not(tmp_path: Path) -> None:
    report = {"posts": {"report": "https://example.org/a?b&c"}}

    site = build_site(tmp_path, {"roses/a.md": post()}, extra=report, strict=True)

    page = site.page("404.html")
    assert not page.select("article a[href*=search], article a[href*=a-to-z], [data-search]")
    assert page.select('article a[href="https://example.org/a?b&c"]')


def test_without_popular_posts_it_leads_to_none(tmp_path: Path) -> None:
    garden = {name: text for name, text in GARDEN.items() if name != "popular.md"}
    nav = [each for each in NAV if each != {"Popular": "popular.md"}]

    site = build_site(tmp_path, {"roses/a.md": post(), **garden}, garden=False, nav=nav)

    assert not site.page("404.html").select("article a[href*=popular]")

"""Addresses that are old or mistyped: below a path, with and without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.site import ROOT, build_site, post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PREFIX = "/some-repo/"
SCRIPTS = ("assets/javascripts/former.js", "assets/javascripts/missing.js")
FILES: dict[str, str | bytes] = {
    "roses/pruning-in-spring.md": post(
        title="Pruning in spring", former=["/2016/04/when-to-cut.html", "/old/cutting"]
    ),
    "roses/watering.md": post(title="Watering", date="2015-03-01"),
    "trees/watering.md": post(title="Watering trees"),
    "roses/schöne-rosen.md": post(title="Schöne Rosen"),
    "search.md": "---\ntitle: Search\n---\n\nSearch.\n",
    **{name: (ROOT / "docs" / name).read_bytes() for name in SCRIPTS},
}
POST = "roses/pruning-in-spring/"


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path, str], str]) -> str:
    """Return the address of a garden below a path."""
    folder = tmp_path_factory.mktemp("garden")
    site = build_site(
        folder,
        FILES,
        site_url=f"https://example.org{PREFIX}",
        validation={"nav": {"omitted_files": "ignore"}},
    )
    return serve(site.path, PREFIX)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """Return an empty tab without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ["2016/04/when-to-cut.html", "old/cutting/", "old/cutting"])
def test_d9_a_former_address_leads_on_and_keeps_what_follows_it(
    garden: str, desktop: Page, path: str
) -> None:
    desktop.goto(f"{garden}blog/")
    desktop.goto(f"{garden}{path}?m=1#sources")

    desktop.wait_for_url(f"{garden}{POST}?m=1#sources")
    expect(desktop.locator("h1")).to_have_text("Pruning in spring")
    desktop.go_back()
    expect(desktop).to_have_url(f"{garden}blog/")


def test_d9_a_former_address_leads_on_without_javascript(garden: str, plain: Page) -> None:
    plain.goto(f"{garden}2016/04/when-to-cut.html?m=1", wait_until="commit")

    plain.wait_for_url(f"{garden}{POST}")
    expect(plain.locator("h1")).to_have_text("Pruning in spring")


@pytest.mark.parametrize(
    "path",
    [
        "roses/pruning-in-spring.html",
        "roses/pruning-in-spring/index.htm",
        "Roses/Pruning-In-Spring/",
        "roses//pruning-in-spring.html",
        "roses/pruning-in-spring/).",
        "roses/pruning-in-spring.html%22",
        "2016/04/When-To-Cut.html",
        "2016/04/when-to-cut",
        "2016/04/when-to-cut/",
        "old/cutting.html",
        "OLD/cutting/",
    ],
)
def test_an_address_that_means_one_page_leads_there(garden: str, desktop: Page, path: str) -> None:
    desktop.goto(f"{garden}{path}?m=1#sources")

    desktop.wait_for_url(f"{garden}{POST}?m=1#sources")
    expect(desktop.locator("h1")).to_have_text("Pruning in spring")


def test_an_address_in_another_writing_leads_there(garden: str, desktop: Page) -> None:
    desktop.goto(f"{garden}roses/Scho%CC%88ne-Rosen.html")  # the dots as a sign of their own

    desktop.wait_for_url(f"{garden}roses/sch%C3%B6ne-rosen/")


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("roses/prunning-in-sprin/", ["Pruning in spring"]),
        ("2017/01/when-to-cut-it.html", ["Pruning in spring"]),
        ("vegetables/watering/", ["Watering trees", "Watering"]),
        ("2015/03/", ["All posts of 2015"]),
        ("roses/xyzzy/", ["Roses"]),
        ("%E0%A4/", []),
    ],
)
def test_where_it_is_not_certain_the_likeliest_pages_are_proposed(
    garden: str, desktop: Page, path: str, titles: list[str]
) -> None:
    response = desktop.goto(garden + path)

    assert response is not None
    assert response.status == 404
    desktop.wait_for_load_state("networkidle")
    assert desktop.locator(".missing li a").all_inner_texts()[: len(titles) or 1] == titles
    assert desktop.url == garden + path


def test_the_search_is_offered_with_the_words_of_the_address(garden: str, desktop: Page) -> None:
    desktop.goto(f"{garden}2016/04/some-green-thumbs_3.html")

    desktop.locator(".missing a", has_text="Search for “some green thumbs”").click()

    expect(desktop).to_have_url(f"{garden}search/#q=some%20green%20thumbs")


def test_the_address_is_not_sent_anywhere(garden: str, desktop: Page) -> None:
    asked: list[str] = []
    desktop.goto(garden)
    desktop.on("request", lambda request: asked.append(request.url))

    desktop.goto(f"{garden}my/secret.html?who=me")
    desktop.locator(".missing a").first.wait_for()

    assert [url for url in asked if "secret" in url] == [f"{garden}my/secret.html?who=me"]
    assert all(url.startswith(garden) for url in asked)


def test_without_the_list_the_search_is_still_offered(garden: str, desktop: Page) -> None:
    desktop.route("**/addresses.json", lambda route: route.abort())
    desktop.goto(f"{garden}roses/prunning/")

    expect(desktop.locator(".missing a")).to_have_text("Search for “prunning”")


def test_without_javascript_the_page_leads_on(garden: str, plain: Page) -> None:
    plain.goto(f"{garden}deep/down/nowhere/")

    plain.locator("article a", has_text="Trees").click()

    expect(plain).to_have_url(f"{garden}trees/")

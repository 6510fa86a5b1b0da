"""Nothing leaves: what a reader's browser asks, keeps and blocks, on each kind of page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.test_search import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup
    from playwright.sync_api import Browser, Page, Request

    from tests.site import Site

POST = "medical-massage/what-is-medical-massage/"
CHART = "medical-massage/massage-evidence-scorecard/"
KINDS = ["", "neuralgia/", POST, CHART, "sources/", "sources/jconline2015/", "popular/", "blog/",
         "blog/2026/", "a-to-z/", "glossary/", "search/", "about/", "about/privacy/",
         "about/state/", "about/search-score/", "about/writers-guide/", "about/authors/editors/",
         "404.html", "no/such/page/"]  # fmt: skip
USED = [
    "",
    POST,
    CHART,
    "sources/",
    "sources/jconline2015/",
    "glossary/",
    "search/",
    "no/such/page/",
]
"""Pages on which a reader finds different things to do."""
STORED = {"__scheme", "__places"}
"""What may be kept in a reader's browser, without the path of the site before it."""
ELSEWHERE = re.compile("^https:")
WATCH = """
  window.blocked = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    blocked.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
"""


class Watched:
    """A tab, and all that it asked and said."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[Request] = []
        self.said: list[str] = []
        page.add_init_script(WATCH)
        # Playwright marks the functions it is given, which a method of a list does not allow.
        page.on("request", lambda request: self.asked.append(request))  # noqa: PLW0108
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def check(self, address: str) -> None:
        """Fail where anything was blocked, went elsewhere, or was kept."""
        self.page.wait_for_load_state("networkidle")
        assert self.page.evaluate("window.blocked") == []
        missing = "Failed to load resource: the server responded with a status of 404 (Not Found)"
        assert [text for text in self.said if text != missing] == []
        urls = [request.url for request in self.asked]
        assert urls
        assert [url for url in urls if not url.startswith(address) and url[:5] != "data:"] == []
        assert [url for url in [*urls, self.page.url] if urlsplit(url).query] == []
        assert [request.url for request in self.asked if request.method != "GET"] == []
        assert self.page.context.cookies() == []
        kept = self.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        assert {name.rpartition(".")[2] for name in kept} <= STORED
        assert self.page.evaluate("indexedDB.databases()") == []
        assert self.page.evaluate("caches.keys()") == []
        assert self.page.evaluate("navigator.serviceWorker.getRegistrations()") == []


@pytest.fixture
def watched(browser: Browser, width: int) -> Iterator[Watched]:
    """Return an empty tab that is watched."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    yield Watched(context.new_page())
    context.close()


@pytest.mark.parametrize("width", [390])
def test_p1_p2_p4_a_page_of_any_kind_asks_nobody_else_and_keeps_nothing(
    watched: Watched, address: str
) -> None:
    for url in KINDS:
        watched.page.goto(address + url)
        watched.page.mouse.wheel(0, 20_000)
        watched.check(address)
    assert watched.page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(
    ("width", "url"),
    [*((1440, url) for url in USED), *((390, url) for url in (POST, "sources/", "404.html"))],
)
def test_p1_p2_p4_p8_nothing_is_blocked_leaves_or_is_kept_whatever_a_reader_does(
    watched: Watched, address: str, url: str
) -> None:
    page = watched.page
    page.goto(address + url)
    watched.check(address)

    page.mouse.wheel(0, 20_000)
    for details in page.locator("article details:not([open]) > summary").all()[:3]:
        details.click()
    number = page.locator(".citation > a[href^='#source-']")
    if number.count():
        number.first.hover()
        page.locator(".source-preview").wait_for()
        page.keyboard.press("Escape")
    copy = page.locator("button.copy")
    if copy.count():
        copy.first.click()
    page.get_by_role("button", name="Display").click()
    page.get_by_label("Dim").check()
    page.get_by_label("Keep my place in posts").check()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dim")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    page.locator("#menu a:visible").first.wait_for()
    page.keyboard.press("Escape")
    watched.check(address)

    find(page, "shingles pain").first.click()
    page.wait_for_url("**/neuralgia/**")
    watched.check(address)


@pytest.mark.parametrize("width", [390, 1440])
def test_p4_p8_the_page_of_the_search_works_under_its_policy(
    watched: Watched, address: str
) -> None:
    page = watched.page
    page.goto(f"{address}search/")

    page.locator("#find").fill("shingles pain")
    page.locator("#find").press("Enter")
    page.locator(".find__results a").first.wait_for()
    watched.check(address)
    page.locator(".find__results a").first.click()
    page.wait_for_url("**/neuralgia/**")

    watched.check(address)


def test_p4_the_policy_does_block_what_it_does_not_name(desktop: Page, address: str) -> None:
    watched = Watched(desktop)
    desktop.goto(address)

    # As a browser sees what stands in a page; what a tool evaluates is free.
    desktop.evaluate(
        """() => {
             const script = document.createElement("script");
             script.textContent = "window.ran = true";
             const picture = document.createElement("img");
             picture.src = "https://elsewhere.example/a.png";
             const styled = document.createElement("div");
             styled.setAttribute("style", "color: red");
             document.body.append(script, picture, styled);
           }"""
    )

    desktop.wait_for_function("blocked.length === 3")
    kinds = {text.partition(":")[0] for text in desktop.evaluate("blocked")}
    assert kinds == {"script-src-elem", "img-src", "style-src-attr"}
    assert desktop.evaluate("window.ran") is None
    assert not [one for one in watched.asked if "elsewhere" in one.url and not one.failure]


def test_p7_another_site_does_not_learn_where_a_reader_comes_from(
    desktop: Page, address: str
) -> None:
    asked: list[Request] = []
    desktop.context.on("request", lambda request: asked.append(request))  # noqa: PLW0108
    desktop.context.route(ELSEWHERE, lambda route: route.fulfill(status=200, body="There."))
    desktop.goto(address + POST)

    desktop.locator("#sources a[href^='https:']").first.click()
    desktop.wait_for_url(ELSEWHERE)

    assert asked[-1].url.startswith("https:")
    assert "referer" not in asked[-1].all_headers()


def test_p7_no_link_opens_a_window_that_could_reach_back(
    whole_pages: dict[str, BeautifulSoup],
) -> None:
    # So `rel="noopener"` is not needed: without a `target`, there is no opener.
    for url, page in whole_pages.items():
        assert not page.find(target=True), url


def test_p9_the_page_of_privacy_names_all_that_is_kept_in_at_most_300_words(
    whole_site: Site,
) -> None:
    article = whole_site.article("about/privacy/")

    text = " ".join(article.get_text(" ", strip=True).split())
    assert [name for name in STORED if name not in text] == []
    assert "GitHub logs and stores visitors' IP addresses" in text
    assert "Visits are not counted." in text
    assert len(text.split()) <= 300

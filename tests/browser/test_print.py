"""On paper: a post that a person can take to an appointment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_privacy import POST

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from playwright.sync_api import Page

GONE = (".md-header", ".md-sidebar", ".md-footer", ".md-path", ".skip", "#popular", ".related",
        ".neighbours", ".back", ".take-along", ".chart details", ".sources-line")  # fmt: skip

LONGEST = 16
"""So many posts are printed; the others have fewer words."""


@pytest.fixture
def paper(desktop: Page, address: str) -> Page:
    """Return a post as it is printed."""
    desktop.emulate_media(media="print")
    desktop.goto(address + POST)
    return desktop


def test_a14_no_menu_and_no_other_posts_are_printed(paper: Page) -> None:
    for part in GONE:
        for found in paper.locator(part).all():
            expect(found).to_be_hidden()
    for part in ("h1", ".byline", ".in-short", "#sources", ".cite-this", ".review"):
        expect(paper.locator(part).first).to_be_visible()
    assert "Last reviewed:" in paper.locator(".review").inner_text()


def test_a14_each_source_on_the_web_is_printed_with_its_address(paper: Page) -> None:
    count = 0
    for item in paper.locator("#sources ol > li").all():
        links = item.locator(".reference__links > a[href^=http]")
        addresses = [str(link.get_attribute("href")) for link in links.all()]
        if not addresses:
            continue
        count += 1
        printed = item.locator(".reference").inner_text()
        shown = [link for link in links.all() if link.is_visible()]
        printed += "".join(
            link.evaluate("link => getComputedStyle(link, '::after').content") for link in shown
        )
        assert [address for address in addresses if address in printed], addresses
        assert len(shown) <= 1
    assert count > 10


@pytest.mark.parametrize("scheme", ["light", "dim", "dark"])
def test_a14_ink_is_black_on_white_whatever_the_screen_shows(paper: Page, scheme: str) -> None:
    paper.evaluate("scheme => document.documentElement.dataset.scheme = scheme", scheme)

    for part in ("article p", "article h2", ".reference", ".admonition p", "article a[href]"):
        style = "e => getComputedStyle(e).color"
        assert paper.locator(part).first.evaluate(style) == "rgb(0, 0, 0)", part
    ground = "() => getComputedStyle(document.body).backgroundColor"
    assert paper.evaluate(ground) == "rgb(255, 255, 255)"


def test_a14_a_usual_post_fits_on_four_pages(
    desktop: Page, address: str, whole_pages: dict[str, BeautifulSoup]
) -> None:
    posts = sorted(
        (len(page.get_text()), url) for url, page in whole_pages.items() if page.select(".byline")
    )
    pages = {}
    for _, url in posts[-LONGEST:]:
        desktop.goto(address + url)
        paper = desktop.pdf(prefer_css_page_size=True)
        pages[url] = len(re.findall(rb"/Type\s*/Page\b", paper))

    long = {url: count for url, count in pages.items() if count > 4}
    assert len(posts) >= 49
    assert min(pages.values()) >= 1
    assert len(long) <= 0.05 * len(posts), long
    assert max(pages.values()) <= 5

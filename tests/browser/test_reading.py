"""What a reader meets in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

POST = "medical-massage/what-is-medical-massage/"
KINDS = ["", "neuralgia/", POST, "sources/", "sources/jconline2015/", "popular/", "blog/", "blog/2026/",
         "about/privacy/", "about/how-sure-we-can-be/", "no/such/page/"]  # fmt: skip


def test_nothing_is_wider_than_the_window(page: Page, address: str) -> None:
    for url in KINDS:
        page.goto(address + url)

        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url


@pytest.mark.parametrize("url", [*KINDS, "about/authors/editors/"])
def test_the_first_tab_leads_past_the_menu_on_every_page(
    desktop: Page, address: str, url: str
) -> None:
    desktop.goto(address + url)

    desktop.keyboard.press("Tab")
    link = desktop.locator(":focus")
    box = link.bounding_box()
    assert link.inner_text() == "Skip to content"
    assert box is not None
    assert box["width"] > 50
    assert link.evaluate("e => getComputedStyle(e).opacity") == "1"
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**#content")

    assert desktop.evaluate("document.activeElement.id") == "content"
    desktop.keyboard.press("Tab")
    assert desktop.evaluate(
        "!!document.activeElement.closest('article, footer') || document.activeElement === document.body"
    )


def test_the_end_of_a_post_comes_in_order(page: Page, address: str) -> None:
    page.goto(address + POST)

    tops = [page.locator(part).bounding_box() for part in ("#sources", ".review", "#popular")]
    heights = [box["y"] for box in tops if box]
    assert len(heights) == 3
    assert heights == sorted(heights)


def test_a_source_can_be_followed_to_its_page_and_back(page: Page, address: str) -> None:
    page.goto(address + POST)

    page.locator("#source-jconline2015 a", has_text="About this source").click()
    assert page.locator("h1").inner_text() == "Medical massage therapy is more than pampering"
    page.locator(".cited-in li > a", has_text="Medical massage").click()

    expect(page).to_have_url(address + POST)


def test_help_lines_come_first_and_can_be_called(page: Page, address: str) -> None:
    page.goto(address + "chronic-pain/cake-film-pain-grief-and-staying-safe/")

    lines = page.locator("article a[href^='tel:']")
    assert {"tel:988", "tel:116123"} <= {
        str(lines.nth(i).get_attribute("href")) for i in range(lines.count())
    }
    box, heading = lines.first.bounding_box(), page.locator("article h2").first.bounding_box()
    assert box is not None
    assert heading is not None
    assert box["y"] < heading["y"]


def test_a_post_reads_whole_without_javascript(page: Page, address: str) -> None:
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()

    plain.goto(address + POST)
    plain.locator("#popular li a").first.click()

    assert plain.locator("h1").inner_text() == "The film Cake: pain, grief and staying safe"
    assert plain.locator("#sources").is_visible()
    context.close()

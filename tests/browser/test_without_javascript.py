"""Without JavaScript: reading, the menu, sources, the glossary and the A to Z."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_privacy import KINDS, POST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture(params=[390, 1440], ids=["phone", "desktop"])
def plain(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return an empty tab without JavaScript, once as wide as a phone, once as a desktop."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": request.param, "height": 900}
    )
    yield context.new_page()
    context.close()


def test_a15_every_kind_of_page_can_be_read(plain: Page, address: str) -> None:
    for url in KINDS:
        plain.goto(address + url)

        expect(plain.locator("h1")).to_be_visible()
        assert len(plain.locator("article").inner_text()) > 60, url


def test_a15_the_menu_leads_from_home_to_a_topic_and_a_post(plain: Page, address: str) -> None:
    plain.goto(address)

    plain.get_by_role("button", name="Menu").click()
    plain.locator("#menu a:visible", has_text="Neuralgia").first.click()
    expect(plain.locator("h1")).to_have_text("Neuralgia")
    plain.locator(".posts__title a").first.click()

    expect(plain.locator("#sources")).to_be_visible()


def test_a15_a_number_leads_to_its_source_and_the_source_back_to_the_sentence(
    plain: Page, address: str
) -> None:
    plain.goto(address + POST)

    number = plain.locator(".citation > a").first
    target = str(number.get_attribute("href"))
    number.click()
    assert plain.url.endswith(target)
    item = plain.locator(f"[id='{target[1:]}']")
    expect(item).to_be_in_viewport()
    item.locator(".back a").first.click()
    expect(plain.locator(".cited").first).to_be_in_viewport()
    item.locator("a", has_text="About this source").click()

    expect(plain.locator("h2#summary")).to_be_visible()


def test_a15_a_term_leads_to_its_meaning(plain: Page, address: str) -> None:
    plain.goto(address + "chronic-pain/fibromyalgia/")

    term = plain.locator("a.term").first
    name = str(term.get_attribute("href")).partition("#")[2]
    term.click()

    assert "/glossary/#" in plain.url
    expect(plain.locator(f"[id='{name}']")).to_be_in_viewport()


def test_a15_the_a_to_z_stands_in_for_the_search(plain: Page, address: str) -> None:
    plain.goto(f"{address}search/")
    # A browser that a test drives draws no `noscript`; its words are checked as they stand.
    expect(plain.locator("form.find")).to_be_hidden()
    assert "The search needs JavaScript. The A to Z does not" in plain.content()

    plain.goto(f"{address}a-to-z/")
    plain.locator("article a", has_text="Sciatica").first.click()

    expect(plain.locator("#sources")).to_be_visible()

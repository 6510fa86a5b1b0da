"""Sources in a real browser: a look at the reference, copies, and the filters of the list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

POST = "medical-massage/what-is-medical-massage/"
PREVIEW = ".source-preview"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Return an empty tab of a telephone, which has no mouse."""
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def unscripted(browser: Browser) -> Iterator[Page]:
    """Return an empty tab without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def number(page: Page, place: int = 0) -> Locator:
    return page.locator(".citation > a").nth(place)


def source_of(page: Page, link: Locator) -> Locator:
    key = (link.get_attribute("href") or "").removeprefix("#source-")
    return page.locator(f"[id='source-{key}'] .reference")


def inside_window(page: Page, element: Locator) -> bool:
    box, size = element.bounding_box(), page.viewport_size
    assert box is not None
    assert size is not None
    fits_across = box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
    return fits_across and box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


def test_pointing_at_a_number_shows_its_reference_and_pointing_away_hides_it(
    desktop: Page, address: str
) -> None:
    desktop.goto(address + POST)
    number(desktop).scroll_into_view_if_needed()
    before = desktop.url

    number(desktop).hover()

    preview = desktop.locator(PREVIEW)
    expect(preview).to_contain_text(source_of(desktop, number(desktop)).inner_text())
    assert inside_window(desktop, preview)
    preview.hover()
    desktop.wait_for_timeout(600)
    expect(preview).to_be_visible()
    desktop.mouse.move(5, 5)
    expect(preview).to_have_count(0)
    assert desktop.url == before


def test_the_keyboard_reaches_the_reference_its_links_and_the_way_back(
    desktop: Page, address: str
) -> None:
    desktop.goto(address + POST)
    desktop.keyboard.press("Tab")
    number(desktop).focus()

    preview = desktop.locator(PREVIEW)
    expect(preview).to_be_visible()
    described = number(desktop).get_attribute("aria-describedby")
    expect(desktop.locator(f"#{described}")).to_contain_text(
        source_of(desktop, number(desktop)).inner_text()
    )
    desktop.keyboard.press("Tab")
    assert desktop.locator(":focus").inner_text() == "About this source"
    desktop.keyboard.press("Escape")
    expect(preview).to_have_count(0)
    assert desktop.locator(":focus").get_attribute("href") == number(desktop).get_attribute("href")


def test_a_preview_closes_when_the_focus_moves_on(desktop: Page, address: str) -> None:
    desktop.goto(address + POST)
    desktop.keyboard.press("Tab")
    number(desktop).focus()
    expect(desktop.locator(PREVIEW)).to_be_visible()

    number(desktop, 3).focus()

    expect(desktop.locator(PREVIEW)).to_have_count(1)
    expect(desktop.locator(PREVIEW)).to_contain_text(
        source_of(desktop, number(desktop, 3)).inner_text()
    )


def test_a_finger_sees_the_reference_first_and_the_list_with_its_second_tap(
    phone: Page, address: str
) -> None:
    phone.goto(address + POST)

    number(phone).tap()

    preview = phone.locator(PREVIEW)
    expect(preview).to_be_visible()
    assert inside_window(phone, preview)
    assert "#" not in phone.url
    preview.get_by_role("button", name="Close").tap()
    expect(preview).to_have_count(0)
    number(phone).tap()
    phone.get_by_role("link", name="In the list of sources").tap()
    expect(phone).to_have_url(re.compile(r"#source-[\w-]+$"))
    number(phone, 1).tap()
    number(phone, 1).tap()
    expect(preview).to_have_count(0)
    href = number(phone, 1).get_attribute("href") or "-"
    expect(phone).to_have_url(re.compile(re.escape(href) + "$"))


def test_without_a_script_a_number_leads_to_its_source_and_the_source_back(
    unscripted: Page, address: str
) -> None:
    unscripted.goto(address + POST)
    numbers = unscripted.locator(".citation > a")
    for place in range(numbers.count()):
        href = numbers.nth(place).get_attribute("href") or ""
        anchor = numbers.nth(place).locator("xpath=ancestor::*[@class='cited']").get_attribute("id")
        item = unscripted.locator(f"[id='{href[1:]}']")
        expect(item.locator(f".back a[href='#{anchor}']")).to_have_count(1)

    numbers.nth(2).click()

    href = numbers.nth(2).get_attribute("href") or "-"
    expect(unscripted).to_have_url(re.compile(re.escape(href) + "$"))
    target = unscripted.locator(":target")
    assert target.evaluate("e => e.matches('.sources li')")
    target.locator(".back a").first.click()
    assert unscripted.locator(":target").locator(".citation").count() > 0


def test_a_reference_is_copied_with_a_button(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + POST)

    page.locator(".sources .copy").first.click()

    expect(page.locator(".sources .copy").first).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".sources .reference").first.text_content()
    page.locator(".cite-this .copy").click()
    assert "Everyday Pain" in page.evaluate("navigator.clipboard.readText()")
    context.close()


def test_the_list_of_all_sources_is_filtered_as_one_types(page: Page, address: str) -> None:
    page.goto(address + "sources/")
    shown = page.locator(".library li:visible")
    size = page.locator(".library__size")
    whole = size.inner_text()

    page.get_by_label("Words").fill("perlman 2012")
    assert shown.count() > 0
    assert all("Perlman" in text for text in shown.all_inner_texts())
    assert size.inner_text().startswith("1 of ")

    page.get_by_label("Words").fill("")
    page.get_by_label("Kind of work").select_option("trial")
    page.get_by_label("Topic").select_option("neuralgia")
    page.get_by_label("Published since").select_option("2014")
    facts = page.locator(".library li:visible .posts__facts").all_inner_texts()
    assert facts
    assert all("trial" in text and int(text[:4]) >= 2014 for text in facts)
    assert page.locator(".library:visible").count() == 1

    page.get_by_label("Words").fill("no such words")
    expect(page.get_by_text("No source fits.")).to_be_visible()
    page.locator(".library__none button").click()
    expect(size).to_have_text(whole)


def test_the_list_is_complete_without_a_script(unscripted: Page, address: str) -> None:
    unscripted.goto(address + "sources/")

    keys = unscripted.locator(".library li").evaluate_all("all => all.map(e => e.dataset.key)")
    assert unscripted.locator(".library__size").inner_text() == f"{len(set(keys))} sources"
    assert unscripted.locator(".library li:visible").count() == len(keys)
    assert not unscripted.locator(".library__filters").is_visible()
    assert not unscripted.get_by_text("No source fits.").is_visible()

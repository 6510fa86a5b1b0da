"""What posts are made of, in a real browser: terms, words for strength, and charts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from matplotlib.image import imread
from playwright.sync_api import expect

from tests.kinds import CHOOSE, SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

POST = "neuralgia/medicines-for-nerve-pain/"
PREVIEW = ".source-preview"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Return an empty tab of a telephone, which has no mouse."""
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


def test_a_tap_on_a_term_says_what_it_means_and_the_next_leads_to_the_glossary(
    phone: Page, address: str
) -> None:
    phone.goto(address + POST)
    term = phone.locator("a.term").first
    meaning, name = term.get_attribute("data-meaning") or "", term.inner_text()

    term.tap()

    expect(phone.locator(PREVIEW)).to_contain_text(meaning)
    assert phone.url == address + POST
    term.tap()
    phone.wait_for_url("**/glossary/#*")
    assert name.lower() in phone.locator(":target").inner_text().lower()


def test_the_tab_key_shows_what_a_term_means_and_escape_hides_it(
    desktop: Page, address: str
) -> None:
    desktop.goto(address + POST)
    term = desktop.locator("a.term").first

    desktop.keyboard.press("Tab")  # from here on the focus is shown
    term.focus()

    preview = desktop.locator(PREVIEW)
    expect(preview).to_contain_text(term.get_attribute("data-meaning") or "")
    described = term.get_attribute("aria-describedby")
    assert desktop.locator(f"#{described}").count() == 1
    desktop.keyboard.press("Escape")
    expect(preview).to_have_count(0)


def test_a_word_for_strength_leads_to_its_explanation(desktop: Page, address: str) -> None:
    desktop.goto(address + POST)

    desktop.get_by_role("link", name="moderate evidence").first.click()

    desktop.wait_for_url("**/how-sure-we-can-be/#moderate")
    assert desktop.locator(":target").inner_text() == "Moderate"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_chart_follows_the_scheme_that_the_reader_has_chosen(
    desktop: Page, address: str, scheme: str
) -> None:
    # The system asks for the other scheme: what the reader chose on the page decides.
    desktop.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    desktop.add_init_script(CHOOSE.format(scheme))
    desktop.goto(address + POST)
    chart = desktop.locator(".chart img").first
    chart.scroll_into_view_if_needed()
    desktop.wait_for_timeout(300)

    picture = imread(io.BytesIO(chart.screenshot()))[:, :, :3]

    ground = float(picture[6, 6].mean())
    assert ground > 0.9 if scheme == "light" else ground < 0.3
    assert float(abs(picture - picture[6, 6]).max()) > 0.4  # something can be seen on it


def test_the_numbers_of_a_chart_are_a_table_that_unfolds_without_javascript(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + POST)
    figure = page.locator(".chart").first

    figure.locator("summary").click()

    expect(figure.locator("table")).to_be_visible()
    assert figure.locator("td").first.inner_text().strip()
    context.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_words_in_a_chart_are_no_smaller_than_those_of_a_caption(
    desktop: Page, address: str, width: int
) -> None:
    desktop.set_viewport_size({"width": width, "height": 900})
    desktop.goto(address + POST)
    chart = desktop.locator(".chart img").first
    chart.scroll_into_view_if_needed()

    box = chart.bounding_box()

    assert box
    assert 13 * box["width"] / 360 >= 12.5  # 13 units of the picture's 360


def test_a_table_of_three_columns_fits_on_a_phone(phone: Page, address: str) -> None:
    phone.goto(address + "medical-massage/massage-evidence-scorecard/")
    box = phone.locator("article .md-typeset__scrollwrap").first

    hidden = box.evaluate("box => box.scrollWidth - box.clientWidth")

    assert box.locator("th").count() == 3
    assert hidden == 0

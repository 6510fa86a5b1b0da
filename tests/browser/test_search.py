"""The built-in search, as a reader uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def find(page: Page, words: str) -> Locator:
    """Type words into the search box and return the links of the results, when they are there."""
    button = page.locator("label.md-header__button[for=__search]")  # on a phone
    (button if button.is_visible() else page.locator(".md-search__input")).click()
    page.locator(".md-search__input:focus").wait_for()
    page.keyboard.type(words)
    results = page.locator(".md-search-result__item > a")
    results.first.wait_for()
    return results


def test_a_reader_types_shingles_pain_and_opens_the_right_post(page: Page, address: str) -> None:
    page.goto(address)

    find(page, "shingles pain").first.click()
    page.wait_for_url("**/neuralgia/postherpetic-neuralgia/**")

    assert page.locator("h1").inner_text() == "When shingles pain stays: postherpetic neuralgia"


def test_the_query_does_not_end_up_in_an_address(desktop: Page, address: str) -> None:
    desktop.goto(address)

    find(desktop, "shingles pain").first.click()
    desktop.wait_for_url("**/neuralgia/**")

    assert "shingles" not in desktop.url


def test_footers_and_popular_lists_are_not_found(desktop: Page, address: str) -> None:
    desktop.goto(address)

    results = find(desktop, "JCOnline")

    # Only the sentence of the post that names the paper, never its footer or the source's page.
    found = {str(results.nth(i).get_attribute("href")) for i in range(results.count())}
    assert found
    assert all("/sources/" not in link and "#sources" not in link for link in found)

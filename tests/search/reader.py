"""A reader who puts queries into the search box of a site, and looks at the list."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .queries import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Page

    from .queries import Query

INPUT = ".md-search__input"
RESULTS = ".md-search-result__item > a:first-child"
ANSWERED = "query => document.querySelector('.search-notes')?.dataset.query === query"


def open_search(page: Page, address: str) -> None:
    """Open the home page of a site, and its search box."""
    page.goto(address)
    page.locator(INPUT).focus()


def type_query(page: Page, text: str) -> None:
    """Put a query in place of what is in the box, as speaking does, and wait for the list."""
    page.locator(INPUT).press("ControlOrMeta+a")
    page.keyboard.insert_text(text)
    page.wait_for_function(ANSWERED, arg=text)


def list_results(page: Page, address: str) -> tuple[str, ...]:
    """Return the pages in the list, by their address from the site's root, first to last."""
    links = page.locator(RESULTS).evaluate_all("links => links.map(link => link.href)")
    root = urlsplit(address).path
    return tuple(urlsplit(link).path.removeprefix(root) for link in links)


def answer(page: Page, address: str, queries: Iterable[Query]) -> Iterator[Answer]:
    """Type each query into the real box, and yield what it answered."""
    open_search(page, address)
    for query in queries:
        type_query(page, query.text)
        yield Answer(query, list_results(page, address))

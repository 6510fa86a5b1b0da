"""A real browser, and servers for it to visit. Both stay on this machine."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from tests.pages import open_browser, serve_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.site import Site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium."""
    with open_browser() as browser:
        yield browser


@pytest.fixture(params=[390, 1440], ids=["phone", "desktop"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return an empty tab, once as wide as a phone and once as a desktop."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    """Return an empty tab as wide as a desktop."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Return a function that serves a folder below a prefix, as GitHub Pages would."""
    with ExitStack() as servers:

        def start(folder: Path, prefix: str = "/", **given: Any) -> str:
            return servers.enter_context(serve_pages(folder, prefix, **given))

        yield start


@pytest.fixture(scope="session")
def address(serve: Callable[..., str], whole_site: Site) -> str:
    """Return the address of the project's own site."""
    return serve(whole_site.path, "/")

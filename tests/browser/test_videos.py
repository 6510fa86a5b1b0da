"""Videos: what is asked before and after the button is pressed, with a stand-in for the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_privacy import WATCH
from tests.site import ROOT, build_site, post

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request

VIDEO = """/// video | Pruning a rose, 2 minutes
    address: https://www.youtube.com/watch?v=roses-2026

A rose is cut above a bud.
///
"""
PLAYER = "https://www.youtube-nocookie.com/embed/roses-2026"
ASSETS = ("javascripts/videos.js", "javascripts/search.js", "stylesheets/site.css", "stylesheets/print.css")  # fmt: skip


@pytest.fixture
def garden(tmp_path: Path, serve: Callable[[Path, str], str]) -> str:
    """Return the address of a site with a video."""
    assets = {f"assets/{name}": (ROOT / "docs/assets" / name).read_bytes() for name in ASSETS}
    assets["assets/javascripts/sources.js"] = b""
    site = build_site(tmp_path, {"roses/a.md": post(body=VIDEO), **assets}, strict=True)
    return serve(site.path, "/")


def test_p6_nothing_is_asked_before_a_reader_agrees_and_then_only_the_player(
    desktop: Page, garden: str
) -> None:
    asked: list[Request] = []
    desktop.add_init_script(WATCH)
    desktop.context.on("request", lambda request: asked.append(request))  # noqa: PLW0108
    desktop.context.route(
        "**/embed/**",
        lambda route: route.fulfill(content_type="text/html", body="<title>Player</title>Plays."),
    )
    desktop.goto(f"{garden}roses/a/", wait_until="networkidle")
    button = desktop.get_by_role("button", name="Play it here. YouTube then learns your IP address")
    button.hover()
    button.focus()
    assert [request.url for request in asked if not request.url.startswith(garden)] == []

    desktop.keyboard.press("Enter")

    frame = desktop.frame_locator("iframe[title='Pruning a rose, 2 minutes']")
    expect(frame.locator("body")).to_have_text("Plays.")
    (request,) = [request for request in asked if not request.url.startswith(garden)]
    assert request.url == PLAYER
    # The player needs the name of the site; it does not learn which page it was.
    assert request.all_headers().get("referer") == garden
    assert desktop.evaluate("document.activeElement.tagName") == "IFRAME"
    assert desktop.evaluate("blocked") == []
    box = desktop.locator("iframe").bounding_box()
    assert box
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.02)


def test_a_player_of_another_host_is_blocked(desktop: Page, garden: str) -> None:
    desktop.add_init_script(WATCH)
    desktop.goto(f"{garden}roses/a/")

    desktop.evaluate(
        "document.body.append(Object.assign(document.createElement('iframe'),"
        " {src: 'https://elsewhere.example/'}))"
    )

    desktop.wait_for_function("blocked.length === 1")
    assert desktop.evaluate("blocked")[0].startswith("frame-src: https://elsewhere.example")


def test_p6_without_javascript_there_are_the_link_and_the_words(
    browser: Browser, garden: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{garden}roses/a/")

    expect(page.locator(".video a")).to_have_attribute(
        "href", "https://www.youtube.com/watch?v=roses-2026"
    )
    expect(page.locator(".video")).to_contain_text("A rose is cut above a bud.")
    expect(page.locator(".video__play")).to_be_hidden()
    context.close()

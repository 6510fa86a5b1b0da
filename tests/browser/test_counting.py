"""What a browser tells the counter, where there is one: which post was opened, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from tests.site import ROOT, build_site, post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Request, Route

    from tests.site import Site

    Open = Callable[..., tuple[BrowserContext, list[Request]]]

SITE = "https://garden.example"
COUNTER = "https://garden.goatcounter.com/count"
SCRIPT = "assets/javascripts/counter.js"
PIXEL = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
A_PERSON = "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false});"
"""A browser that a test drives says so; a reader's does not."""
REFUSALS = {
    "Global Privacy Control": (
        "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true});"
    ),
    "Do Not Track": "Object.defineProperty(Navigator.prototype, 'doNotTrack', {get: () => '1'});",
}


def build(folder: Path, counter: str) -> Site:
    files: dict[str, str | bytes] = {
        "roses/a.md": post(title="Post a"),
        "about/privacy.md": "---\ntitle: Privacy\n---\n\nWe keep little.\n",
        SCRIPT: (ROOT / "docs" / SCRIPT).read_bytes(),
    }
    return build_site(
        folder, files, site_url=f"{SITE}/repo/", extra={"popular": {"counter": counter}}
    )


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site that counts its readers."""
    return build(tmp_path_factory.mktemp("counted"), COUNTER)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Return a function that opens a browser on a site, and keeps what it asks for."""
    contexts = []

    def answer(route: Route, site: Site) -> None:
        address = route.request.url
        if address.startswith(COUNTER):
            cookie = {"Set-Cookie": "who=you; Secure; SameSite=None"}
            route.fulfill(status=200, content_type="image/gif", headers=cookie, body=PIXEL)
            return
        path = site.path / unquote(urlsplit(address).path).removeprefix("/repo/")
        path = path / "index.html" if path.is_dir() else path
        if path.is_file():
            route.fulfill(path=path)
        else:
            route.fulfill(status=404)

    def start(site: Site, *scripts: str) -> tuple[BrowserContext, list[Request]]:
        context = browser.new_context()
        contexts.append(context)
        asked: list[Request] = []
        for script in scripts:
            context.add_init_script(script)
        context.route("**/*", lambda route: answer(route, site))
        # Playwright marks the functions it is given, which a method of a list does not allow.
        context.on("request", lambda request: asked.append(request))  # noqa: PLW0108
        return context, asked

    yield start
    for context in contexts:
        context.close()


def elsewhere(asked: list[Request], site: str = SITE) -> list[str]:
    return [request.url for request in asked if not request.url.startswith(f"{site}/")]


def read(context: BrowserContext, address: str) -> None:
    context.new_page().goto(address, wait_until="networkidle")


def test_p10_opening_a_post_tells_its_address_and_nothing_else(counted: Site, visit: Open) -> None:
    context, asked = visit(counted, A_PERSON)

    read(context, f"{SITE}/repo/roses/a/?who=me&why=secret#pruning")
    read(context, f"{SITE}/repo/about/privacy/")

    assert elsewhere(asked) == [f"{COUNTER}?p=%2Frepo%2Froses%2Fa%2F"]
    (request,) = [request for request in asked if request.url.startswith(COUNTER)]
    headers = request.all_headers()
    assert request.method == "GET"
    assert not {"cookie", "referer"} & {*headers}
    assert "secret" not in f"{request.url}{headers}{request.post_data}"


def test_p10_no_cookie_comes_back_and_nothing_is_kept(counted: Site, visit: Open) -> None:
    context, asked = visit(counted, A_PERSON)

    read(context, f"{SITE}/repo/roses/a/")
    read(context, f"{SITE}/repo/roses/a/")

    assert len(elsewhere(asked)) == 2
    assert context.cookies() == []
    state = context.storage_state()
    assert [item["name"] for origin in state["origins"] for item in origin["localStorage"]] == []


@pytest.mark.parametrize("refusal", REFUSALS)
def test_p10_who_asks_not_to_be_tracked_is_not_counted(
    counted: Site, visit: Open, refusal: str
) -> None:
    context, asked = visit(counted, A_PERSON, REFUSALS[refusal])

    read(context, f"{SITE}/repo/roses/a/")

    assert asked
    assert elsewhere(asked) == []


def test_a_copy_of_the_page_and_a_browser_without_a_reader_are_not_counted(
    counted: Site, visit: Open
) -> None:
    context, asked = visit(counted, A_PERSON)
    read(context, "https://copy.example/repo/roses/a/")
    assert elsewhere(asked, "https://copy.example") == []

    context, asked = visit(counted)
    read(context, f"{SITE}/repo/roses/a/")
    assert asked
    assert elsewhere(asked) == []


def test_p10_without_the_setting_no_page_asks_another_host(tmp_path: Path, visit: Open) -> None:
    context, asked = visit(build(tmp_path, ""), A_PERSON)

    read(context, f"{SITE}/repo/roses/a/")

    assert asked
    assert elsewhere(asked) == []

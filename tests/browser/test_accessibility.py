"""The checklist of accessibility, item by item, in a real browser.

`tests/test_checklist.py` says what the items are, and where those not tested are refused.
"""

from __future__ import annotations

import base64
import io
import os
import re
import string
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from matplotlib.image import imread
from playwright.sync_api import expect

from tests.colours import contrast, luminance
from tests.kinds import CHOOSE, KINDS, SCHEMES
from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup
    from playwright.sync_api import Browser, Page, Route

    from tests.site import Site

POST = KINDS["post"]
WIDTHS = (320, 768, 1280)
# Each width and each scheme once a kind of page, and of long lists the first entries; `make
# barriers` tries every pair on whole pages.
PAIRS = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
if not (EVERY_PAIR := bool(os.environ.get("EVERY_PAIR"))):
    PAIRS = list(zip(WIDTHS, SCHEMES, strict=True))
SHORTEN = """document.querySelectorAll("article :is(ul, ol, dl)").forEach((list) =>
  [...list.children].slice(12).forEach((entry) => entry.remove()))"""
PANELS = ("menu", "contents", "display")
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """Return an empty tab of a reader who has chosen nothing."""
    context = browser.new_context(
        bypass_csp=True, viewport={"width": 1280, "height": 800}, color_scheme="light"
    )
    yield context.new_page()
    context.close()


def visit(page: Page, address: str, width: int, scheme: str = "") -> None:
    """Open a page in a window of a width, in a scheme."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    if scheme:
        page.evaluate("scheme => document.documentElement.dataset.scheme = scheme", scheme)
    page.wait_for_load_state("load")


def open_search(page: Page, words: str) -> None:
    """Open the search as a reader does, and wait for results."""
    button = page.locator(".search-open")
    (button if button.is_visible() else page.locator(".md-search__input")).click()
    page.locator(".md-search__input:focus").wait_for()
    page.keyboard.type(words)
    page.locator(".md-search-result__item").first.wait_for()


def barriers(page: Page) -> tuple[list[str], set[str]]:
    """Return what axe finds wrong, and the rules it could not decide."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(
        """rules => axe.run({ runOnly: rules, resultTypes: ["violations", "incomplete"] })""", RULES
    )
    wrong = [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    return wrong, {rule["id"] for rule in found["incomplete"]}


@pytest.mark.parametrize("kind", KINDS)
def test_a1_axe_finds_no_barrier(tab: Page, address: str, kind: str) -> None:
    for width, scheme in PAIRS:
        visit(tab, address + KINDS[kind], width, scheme)
        if not EVERY_PAIR:
            tab.evaluate(SHORTEN)

        wrong, undecided = barriers(tab)

        assert wrong == [], (width, scheme)
        # It cannot see the part of a wide table that is scrolled away.
        assert undecided <= ({"color-contrast"} if kind == "notebook" else set()), (width, scheme)


@pytest.mark.parametrize("panel", [*PANELS, "search"])
def test_a1_axe_finds_no_barrier_in_what_the_bar_opens(tab: Page, address: str, panel: str) -> None:
    for width, scheme in PAIRS:
        visit(tab, address + POST, width, scheme)
        if panel == "search":
            open_search(tab, "pain")
        else:
            tab.locator(f".bar__button[popovertarget={panel}]").click()

        wrong, undecided = barriers(tab)

        assert wrong == [], (width, scheme)
        # It cannot see what lies below a panel, nor which heading comes before a result; the
        # colours below are tested above, and a result's heading follows the page's own.
        assert undecided <= {"color-contrast", "heading-order"}


# Where the focus is: what a sighted reader must be able to see of it.
STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const middle = [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2];
  const inside = (x, y) => Math.max(0, Math.min(x, innerWidth - 1)) === x
    && Math.max(0, Math.min(y, innerHeight - 1)) === y;
  // A link over two lines has nothing in its middle, so each of its lines is asked.
  const lines = [...at.getClientRects()].filter((line) => line.width && line.height);
  const seen = lines.some((line) => {
    const x = line.left + line.width / 2, y = line.top + line.height / 2;
    const top = inside(x, y) && document.elementFromPoint(x, y);
    return top && (at.contains(top) || top.contains(at) && top.closest("label"));
  });
  const style = getComputedStyle(at);
  const ground = (element) => {
    while (element && /, 0\\)|transparent/.test(getComputedStyle(element).backgroundColor)) element = element.parentElement;
    return getComputedStyle(element || document.body).backgroundColor;
  };
  const all = [...document.querySelectorAll("*")];
  return {
    name: `${at.tagName} ${(at.getAttribute("aria-label") || at.textContent || at.name || "").trim().slice(0, 50)}`,
    seen, middle,
    shown: style.visibility === "visible",
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    colour: style.outlineColor,
    // A ring apart from what it surrounds is seen against what is around both.
    grounds: [ground(parseFloat(style.outlineOffset) > 0 ? at.parentElement : at)],
    order: all.indexOf(at),
    isAside: Boolean(at.closest(".source-preview")),
  };
}"""


# By the element itself: its place may change when a script adds something.
ROUND = """() => {
  const isRound = window.first === document.activeElement;
  window.first ??= document.activeElement;
  return isRound;
}"""
"""Tells whether a walk is back at its first stop."""


def walk(page: Page, key: str) -> list[dict[str, Any]]:
    """Press a key until the focus has been everywhere, and return each stop."""
    stops: list[dict[str, Any]] = []
    page.evaluate("window.first = null")
    for _ in range(900):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None or page.evaluate(ROUND):
            return stops
        stops.append(stop)
    raise AssertionError(f"{key} never leaves the page")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["home", "post", "source", "search", "404"])
def test_a4_each_stop_of_the_tab_key_is_seen_both_ways(
    tab: Page, address: str, kind: str, width: int
) -> None:
    visit(tab, address + KINDS[kind], width)
    if kind == "404":
        tab.locator(".missing a").wait_for()  # what its script proposes is a stop, too
    if kind == "search":
        walk(tab, "Tab")
        tab.wait_for_load_state("networkidle")  # its field loads the index when it has the focus

    there = walk(tab, "Tab")
    back = walk(tab, "Shift+Tab")

    for stop in (*there, *back):
        assert stop["seen"], stop
        assert stop["shown"], stop
        assert stop["ring"] >= 2, stop
        # WCAG 2.2, 1.4.11: https://www.w3.org/TR/WCAG22/#non-text-contrast
        assert min(contrast(stop["colour"], ground) for ground in stop["grounds"]) >= 3, stop
    orders = [stop["order"] for stop in there if not stop["isAside"]]
    assert orders == sorted(orders)
    names = [[stop["name"] for stop in stops if not stop["isAside"]] for stops in (there, back)]
    assert names[0] == names[1][::-1]
    assert there[0]["name"] == "A Skip to content"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a4_the_ring_stands_out_in_every_scheme(tab: Page, address: str, scheme: str) -> None:
    visit(tab, address, 1280, scheme)

    stops = walk(tab, "Tab")
    assert len(stops) > 5
    for stop in stops:
        assert min(contrast(stop["colour"], ground) for ground in stop["grounds"]) >= 3, stop


def test_a5_the_whole_site_is_used_by_keyboard_alone_at_320_pixels(  # noqa: PLR0915 # one walk
    tab: Page, address: str
) -> None:
    def tab_to(words: str, key: str = "Tab") -> None:
        for _ in range(200):
            tab.keyboard.press(key)
            if tab.evaluate(STOP) and words in tab.evaluate(STOP)["name"]:
                assert tab.evaluate(STOP)["seen"]
                return
        raise AssertionError(f"never came to {words}")

    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(address)
    # The menu: open it, look, shut it, and be where one was.
    tab_to("BUTTON Menu")
    tab.keyboard.press("Enter")
    expect(tab.locator("#menu")).to_be_visible()
    tab_to("A Neuralgia")
    tab.keyboard.press("Escape")
    expect(tab.locator("#menu")).to_be_hidden()
    expect(tab.locator(".bar__button[popovertarget=menu]")).to_be_focused()
    # Choose a topic, and a post of it.
    tab.keyboard.press("Enter")
    tab_to("A Neuralgia")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/neuralgia/")
    tab_to("A When shingles pain stays")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/postherpetic-neuralgia/")
    # The contents lead to a part of it.
    tab_to("BUTTON Contents")
    tab.keyboard.press("Enter")
    tab_to("A Sources")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/#sources")
    expect(tab.locator("#contents")).to_be_hidden()
    assert tab.evaluate("document.querySelector('#sources').getBoundingClientRect().top < 640")
    # Follow a source, and come back.
    tab_to("A About this source")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/sources/*/")
    tab.go_back()
    tab.wait_for_url("**/postherpetic-neuralgia/#sources")
    # Search, leave, and open a result the second time.
    tab.goto(tab.url.removesuffix("#sources"))
    tab_to("BUTTON Search")
    tab.keyboard.press("Enter")
    box = tab.get_by_role("dialog", name="Search")
    expect(box).to_be_visible()
    tab.keyboard.type("knee")
    tab.locator(".md-search-result__item").first.wait_for()
    expect(tab.locator(".md-search-result__meta")).to_have_attribute("role", "status")
    expect(tab.locator(".md-search-result__meta")).to_contain_text("match")
    tab.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(tab.locator(".search-open")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("textbox", name="Search")).to_be_focused()
    tab.keyboard.press("Tab")  # Clear
    tab.keyboard.press("Tab")
    first = tab.locator(".md-search-result__item a").first
    expect(first).to_be_focused()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/osteoarthritis/**")
    # Change the colours.
    tab_to("BUTTON Display", "Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")  # Close
    tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    expect(tab.locator("html")).to_have_attribute("data-scheme", "dim")
    tab.keyboard.press("Escape")
    expect(tab.locator("#display")).to_be_hidden()
    tab.goto(address)
    expect(tab.locator("html")).to_have_attribute("data-scheme", "dim")


@pytest.mark.parametrize("width", WIDTHS)
def test_a5_the_search_stays_open_while_the_focus_is_in_it(
    tab: Page, address: str, width: int
) -> None:
    visit(tab, address, width)
    open_search(tab, "knee")

    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    expect(tab.locator(".md-search-result__item a").first).to_be_focused()
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Shift+Tab")
    expect(tab.locator(".md-search__input")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator(".search__output")).to_be_hidden()

    where = ".search-open" if width < 960 else ".md-search__input"
    expect(tab.locator(where)).to_be_focused()
    assert tab.evaluate("document.querySelectorAll('[inert]').length") == 0
    if width >= 960:  # it opens again for who goes on typing, and shuts behind who goes on
        tab.keyboard.type("s")
        expect(tab.locator(".search__output")).to_be_visible()
        tab.keyboard.press("Shift+Tab")
        expect(tab.locator(".search__output")).to_be_hidden()


@pytest.mark.parametrize("arrives", [True, False], ids=["with its keys", "without its keys"])
def test_a5_the_search_stays_shut_behind_who_goes_on_before_it_has_opened(
    tab: Page, address: str, *, arrives: bool
) -> None:
    if not arrives:
        tab.route("**/keyboard/search.js", lambda route: route.abort())
    visit(tab, address + POST, 1280)
    tab.locator(".md-search__input").focus()
    expect(tab.locator(".search__output")).to_be_visible()
    tab.locator(".md-path__link").first.focus()
    expect(tab.locator(".search__output")).to_be_hidden()

    # The theme opens it a millisecond after the field has got the focus.
    tab.evaluate(
        """async () => {
          document.querySelector(".md-search__input").focus();
          document.querySelector(".md-path__link").focus();
          await new Promise((resolve) => setTimeout(resolve, 100));
        }"""
    )

    expect(tab.locator(".search__output")).to_be_hidden()


@pytest.mark.parametrize("panel", PANELS)
def test_a5_a_panel_is_shut_when_the_focus_leaves_it(tab: Page, address: str, panel: str) -> None:
    visit(tab, address + POST, 320)
    button = tab.locator(f".bar__button[popovertarget={panel}]")

    button.press("Enter")
    expect(tab.locator(f"#{panel}")).to_be_visible()
    for _ in range(60):
        tab.keyboard.press("Tab")
        if not tab.evaluate(f"document.activeElement.closest('#{panel}')"):
            break
    expect(tab.locator(f"#{panel}")).to_be_hidden()
    assert tab.evaluate(STOP)["seen"]

    button.press("Enter")
    tab.keyboard.press("Shift+Tab")
    expect(tab.locator(f"#{panel}")).to_be_hidden()


@pytest.mark.parametrize("kind", ["home", "post", "bibliography", "search"])
def test_a6_no_single_key_does_anything_outside_a_text_field(
    tab: Page, address: str, kind: str
) -> None:
    state = """() => [location.href, document.activeElement.tagName, scrollY,
        ...[...document.querySelectorAll("input")].map((input) => input.checked || input.value),
        ...[...document.querySelectorAll("[popover]")].map((panel) => panel.matches(":popover-open"))]"""
    visit(tab, address + KINDS[kind], 1280)
    tab.keyboard.press("Tab")
    before = tab.evaluate(state)

    for key in string.ascii_letters + string.digits + string.punctuation:
        tab.keyboard.press(key)
        tab.keyboard.press(f"Alt+{key}")

    assert tab.evaluate(state) == before


# Text that its box cuts off.
CLIPPED = """() => [...document.querySelectorAll("body *")].filter((box) => {
  const style = getComputedStyle(box);
  return box.checkVisibility() && box.clientWidth > 1 && box.textContent.trim() && style.position !== "absolute"
    && /hidden|clip/.test(style.overflowX + style.overflowY)
    && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1);
}).map((box) => box.className)"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""


@pytest.mark.parametrize("kind", KINDS)
def test_a7_text_reflows_grows_and_takes_more_space(tab: Page, address: str, kind: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 256})
    tab.goto(address + KINDS[kind])
    fits = "document.documentElement.scrollWidth <= innerWidth"

    assert tab.evaluate(fits)
    # https://www.w3.org/WAI/WCAG22/Understanding/text-spacing
    style = tab.add_style_tag(content=SPACED)
    assert tab.evaluate(fits)
    assert tab.evaluate(CLIPPED) == []
    style.evaluate("style => style.remove()")
    tab.set_viewport_size({"width": 640, "height": 512})
    tab.add_style_tag(content="html { font-size: 250% !important; }")  # twice the theme's 125%
    assert tab.evaluate(fits)
    assert tab.evaluate(CLIPPED) == []
    tab.set_viewport_size({"width": 390, "height": 844})  # a phone whose text is set as large
    assert tab.evaluate(fits)


# Controls that stand alone and are smaller than a sore hand can hit; a label is part of its field.
SMALL = """() => [...document.querySelectorAll("a[href], button, summary, input, select, textarea, [tabindex='0']")]
  .filter((control) => control.checkVisibility({ visibilityProperty: true }) && !control.matches(".skip"))
  .filter((control) => {
    const own = control.textContent.trim();
    const around = control.closest("p, li, dd, dt, td, th, figcaption, h1, h2, h3, blockquote, .reference__links");
    const isInline = getComputedStyle(control).display === "inline";
    return !(isInline && around && around.textContent.replace(/\\s+/g, " ").trim().length > own.length + 2);
  })
  .filter((control) => {
    const box = (control.closest("label") || control).getBoundingClientRect();
    const least = control.matches(".citation a") ? 23.9 : 43.9;
    if (box.width >= least && box.height >= least) return false;
    // In a list of plain links, the next one is not to be hit by mistake.
    const next = control.closest("li")?.nextElementSibling?.querySelector("a");
    const isListed = getComputedStyle(control).display === "inline" && control.parentElement.matches("li");
    return !isListed || next && next.getBoundingClientRect().top - box.bottom < 8;
  })
  .map((control) => {
    const box = control.getBoundingClientRect();
    return `${control.tagName}.${control.className} ${control.textContent.trim().slice(0, 40)} ${Math.round(box.width)}x${Math.round(box.height)}`;
  })"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_a8_what_stands_outside_running_text_is_44_pixels_large(
    tab: Page, address: str, kind: str, width: int
) -> None:
    visit(tab, address + KINDS[kind], width)
    if kind == "post":
        for summary in tab.locator("article details > summary").all():
            summary.click()

    assert tab.evaluate(SMALL) == []


@pytest.mark.parametrize("panel", [*PANELS, "search"])
def test_a8_what_the_bar_opens_has_large_targets(tab: Page, address: str, panel: str) -> None:
    visit(tab, address + POST, 320)
    if panel == "search":
        open_search(tab, "knee")
    else:
        tab.locator(f".bar__button[popovertarget={panel}]").click()

    assert tab.evaluate(SMALL) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a9_text_stands_out_and_nothing_glares(tab: Page, address: str, scheme: str) -> None:
    visit(tab, address + POST, 1280, scheme)
    colours = "e => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"

    text, ground = tab.locator("article p").first.evaluate(colours)

    assert 7 <= contrast(*tab.locator("article > p").first.evaluate(colours)) <= 15
    assert luminance(ground) <= 0.93
    if scheme != "light":
        assert luminance(text) <= 0.8
    tab.locator(".chart").first.scroll_into_view_if_needed()
    picture = imread(io.BytesIO(tab.screenshot()))[:, :, :3]
    for extreme in (0.0, 1.0):
        assert float((picture == extreme).all(axis=2).mean()) < 0.1


def test_a9_text_is_18_pixels_and_nothing_is_below_16(tab: Page, address: str) -> None:
    sizes = """() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = new Set();
      while (walker.nextNode()) {
        const text = walker.currentNode, box = text.parentElement;
        if (text.data.trim() && box.checkVisibility() && !box.closest("script, style"))
          found.add(parseFloat(getComputedStyle(box).fontSize));
      }
      return Math.min(...found);
    }"""
    for kind, url in KINDS.items():
        visit(tab, address + url, 1280)
        assert tab.evaluate(sizes) >= 16, kind
    visit(tab, address + POST, 1280)
    style = "e => [getComputedStyle(e).fontSize, parseFloat(getComputedStyle(e).lineHeight) / 18]"
    assert tab.locator("article > p").first.evaluate(style) == ["18px", 1.6]


def test_a9_a_line_has_at_most_70_characters(tab: Page, address: str) -> None:
    lines = """() => [...document.querySelectorAll("article > p, article > ul > li")].flatMap((block) => {
      const found = [];
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      let top = null;
      while (walker.nextNode()) {
        if (walker.currentNode.parentElement.closest("sup")) continue;
        for (let at = 0; at < walker.currentNode.length; at++) {
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + 1);
          const box = range.getBoundingClientRect();
          if (!box.width) continue;
          if (top === null || Math.abs(box.top - top) > 9) { found.push(0); top = box.top; }
          found[found.length - 1] += 1;
        }
      }
      return found;
    })"""
    visit(tab, address + POST, 1920)
    tab.add_style_tag(content="body, article { font-family: 'Liberation Sans', Arial, sans-serif }")

    counted = tab.evaluate(lines)

    assert len(counted) > 40
    assert max(counted) <= 70


@pytest.mark.parametrize("system", ["light", "dark"])
def test_a10_the_system_decides_until_the_reader_does(
    browser: Browser, address: str, system: Any
) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=system)
    page = context.new_page()
    page.goto(address)
    ground = "getComputedStyle(document.body).backgroundColor"
    followed = page.evaluate(ground)
    assert (luminance(followed) > 0.5) == (system == "light")

    page.locator(".bar__button[popovertarget=display]").click()
    expect(page.get_by_label("As your device is set")).to_be_checked()
    page.get_by_label("Dim").check()
    page.close()
    page = context.new_page()  # the tab was shut, the choice was not
    page.goto(address + POST)
    dim = page.evaluate(ground)
    page.locator(".bar__button[popovertarget=display]").click()
    expect(page.get_by_label("Dim")).to_be_checked()
    assert dim != followed
    page.get_by_label("Dark").check()
    assert dim != page.evaluate(ground)
    page.get_by_label("As your device is set").check()

    assert page.evaluate(ground) == followed
    assert page.evaluate("localStorage.length") == 0
    context.close()


def test_a10_a_choice_made_before_its_script_is_there_is_kept(tab: Page, address: str) -> None:
    waiting: list[Route] = []
    tab.route("**/display.js", lambda route: waiting.append(route))  # noqa: PLW0108
    tab.goto(address)
    tab.locator(".bar__button[popovertarget=display]").click()

    tab.get_by_label("Dim").check()
    tab.get_by_label("Keep my place").check()
    waiting[0].continue_()

    expect(tab.locator("html")).to_have_attribute("data-scheme", "dim")
    assert tab.evaluate("Object.keys(localStorage).sort()") == ["/.__places", "/.__scheme"]


def test_a10_the_dark_scheme_is_the_same_chosen_and_from_the_system(
    tab: Page, address: str
) -> None:
    tokens = """() => Object.fromEntries([...document.styleSheets].filter((sheet) => sheet.href.includes("site"))
      .flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.selectorText === ":root")
      .flatMap((rule) => [...rule.style]).map((name) =>
        [name, getComputedStyle(document.documentElement).getPropertyValue(name).trim()]))"""
    tab.emulate_media(color_scheme="dark")
    tab.goto(address)
    followed = tab.evaluate(tokens)

    tab.emulate_media(color_scheme="light")
    tab.evaluate("document.documentElement.dataset.scheme = 'dark'")

    assert len(followed) > 15
    assert tab.evaluate(tokens) == followed


def test_a10_no_frame_of_a_page_that_loads_has_other_colours(tab: Page, address: str) -> None:
    tab.add_init_script(CHOOSE.format("dark"))
    tab.goto(address)
    devtools = tab.context.new_cdp_session(tab)
    frames: list[str] = []

    def keep(event: Any) -> None:
        frames.append(event["data"])
        devtools.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    devtools.on("Page.screencastFrame", keep)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    devtools.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})

    for kind in ("post", "home", "topic"):
        tab.goto(address + KINDS[kind], wait_until="load")
    tab.wait_for_timeout(300)

    grounds = {
        tuple(
            round(float(part), 2)
            for part in imread(io.BytesIO(base64.b64decode(frame)))[-30, 4, :3]
        )
        for frame in frames
    }
    assert len(frames) > 2
    assert len(grounds) == 1


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a11_nothing_moves(browser: Browser, address: str, motion: Any) -> None:
    context = browser.new_context(
        bypass_csp=True, viewport={"width": 390, "height": 800}, reduced_motion=motion
    )
    page = context.new_page()
    page.add_init_script("""globalThis.moved = [];
      const look = () => {
        moved.push(...document.getAnimations().map((one) => one.effect.target.className));
        requestAnimationFrame(look);
      };
      look();""")
    page.goto(address + POST)

    for panel in PANELS:
        page.locator(f".bar__button[popovertarget={panel}]").click()
        page.keyboard.press("Escape")
    open_search(page, "pain")
    page.keyboard.press("Escape")
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(300)

    assert page.evaluate("moved") == []
    context.close()


def test_a12_the_systems_colours_and_high_contrast_keep_edges_and_rings(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(
        bypass_csp=True, forced_colors="active", viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    page.goto(address + POST)
    edge = "e => parseFloat(getComputedStyle(e).borderTopWidth)"
    for part in (".bar__button", ".admonition.in-short", ".review", ".md-search__input"):
        assert page.locator(part).first.evaluate(edge) >= 1, part
    page.goto(address)
    for stop in walk(page, "Tab"):
        assert stop["ring"] >= 2
        assert contrast(stop["colour"], stop["grounds"][0]) >= 3
    context.close()

    context = browser.new_context(bypass_csp=True, contrast="more")
    page = context.new_page()
    page.goto(address + POST)
    for part in ("article > p", ".byline p", ".sources-line a"):
        colours = page.locator(part).first.evaluate(
            "e => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"
        )
        assert contrast(*colours) >= 7, part
    context.close()


def test_a13_there_are_no_stripes(whole_site: Site) -> None:
    style = (ROOT / "docs/assets/stylesheets/site.css").read_text(encoding="utf-8")

    assert "repeating-" not in style
    for picture in whole_site.path.rglob("*.svg"):
        text = picture.read_text(encoding="utf-8")
        assert "<pattern" not in text, picture
        assert "repeating-" not in text, picture


@pytest.mark.parametrize("system", ["light", "dark"])
def test_a15_without_javascript_all_is_read_and_reached(
    browser: Browser, address: str, system: Any
) -> None:
    context = browser.new_context(
        bypass_csp=True,
        java_script_enabled=False,
        color_scheme=system,
        viewport={"width": 320, "height": 640},
    )
    page = context.new_page()
    page.goto(address)
    ground = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    assert (luminance(ground) > 0.5) == (system == "light")

    expect(page.locator(".search-open")).to_be_hidden()  # what needs a script is not offered
    expect(page.locator(".bar__button--display")).to_be_hidden()
    page.locator(".bar__button", has_text="Menu").press("Enter")
    page.locator("#menu .menu__link", has_text="A to Z").press("Enter")
    page.wait_for_url("**/a-to-z/")
    page.locator(".subjects a").first.click()
    assert page.locator("h1").inner_text()
    page.locator(".bar__button", has_text="Contents").press("Enter")
    expect(page.locator("#contents")).to_be_visible()
    context.close()


def test_a16_a_post_has_an_in_short_and_says_how_long_it_takes(
    whole_pages: dict[str, BeautifulSoup],
) -> None:
    posts = {url: page for url, page in whole_pages.items() if page.select(".byline")}

    assert len(posts) > 40
    for url, page in posts.items():
        assert page.select_one("article .admonition.in-short"), url
        assert "min read" in page.select(".byline")[0].text, url


def test_a16_the_statement_tells_in_how_many_posts_a_section_is_longer_than_200_words(
    whole_pages: dict[str, BeautifulSoup],
) -> None:
    long = set()
    for url, page in whole_pages.items():
        for heading in page.select("article:has(.byline) > :is(h2, h3)"):
            words = 0
            for part in heading.find_next_siblings():
                if part.name in ("h2", "h3", "section"):
                    break
                is_chart = "chart" in (part.get("class") or [])  # its numbers are a table
                words += 0 if is_chart else len(part.get_text(" ").split())
            if words > 200:
                long.add(url)

    told = re.search(
        r"In (\d+) posts, a section", whole_pages["about/accessibility/"].get_text(" ")
    )
    assert told
    assert len(long) == int(told[1]), long


def test_a16_the_place_where_one_stopped_is_kept_when_asked_for(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 800})
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    page = context.new_page()
    page.goto(address + POST)
    page.evaluate("scrollTo(0, 2500)")
    page.wait_for_timeout(800)
    assert page.evaluate("localStorage.length") == 0  # nothing is kept unasked

    page.locator(".bar__button[popovertarget=display]").click()
    page.get_by_label("Keep my place").check()
    page.keyboard.press("Escape")
    # The script that keeps the place comes only now, so a reader scrolls on until it is there.
    page.wait_for_function(
        """() => {
          scrollBy(0, 100);
          return (localStorage["/.__places"] || "").includes("doctor");
        }""",
        polling=1500,
    )
    stopped = page.evaluate("scrollY")
    page.close()

    page = context.new_page()
    page.goto(address + POST)
    expect(page.locator(".place")).to_contain_text("You stopped at")
    assert page.evaluate("scrollY") == 0  # nothing moves by itself
    page.get_by_role("button", name="Go on there").click()
    assert abs(page.evaluate("scrollY") - stopped) < 400
    page.locator(".bar__button[popovertarget=display]").click()
    page.get_by_label("Keep my place").uncheck()
    assert page.evaluate("localStorage.length") == 0
    assert [url for url in requests if not url.startswith(address)] == []
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a17_nothing_stands_beside_the_text_or_over_it(tab: Page, address: str, kind: str) -> None:
    visit(tab, address + KINDS[kind], 1280)

    beside = tab.evaluate("""() => {
      const text = document.querySelector(".md-content").getBoundingClientRect();
      return [...document.querySelectorAll("body *")].filter((one) => {
        const box = one.getBoundingClientRect();
        const style = getComputedStyle(one);
        if (!one.checkVisibility() || !box.width || one.closest(".bar, .md-content, .skip, [data-md-component=dialog]")) return false;
        return style.position === "fixed" || !one.contains(document.querySelector(".md-content")) && box.bottom > text.top && box.top < text.bottom;
      }).map((one) => one.className);
    }""")

    assert beside == []


def test_a18_charts_and_pictures_have_words(whole_pages: dict[str, BeautifulSoup]) -> None:
    for url, page in whole_pages.items():
        for image in page.find_all("img"):
            alt = image.get("alt")
            assert alt is not None, url
            assert alt == "" or 5 <= len(alt) <= 150 or image.find_parent("figure"), (url, alt)
            assert not re.search(r"\.(svg|png|jpe?g)$", str(alt)), url
        for figure in page.find_all(class_="chart"):
            assert figure.select_one("table"), url


def test_a19_the_statement_names_what_fails_with_a_date(whole_site: Site) -> None:
    statement = whole_site.article("about/accessibility/").get_text(" ", strip=True)

    assert "What is known to fail" in statement
    assert re.search(r"on \d+ [A-Z][a-z]+ 20\d\d", statement)


def test_a_table_wider_than_the_window_is_scrolled_by_keyboard(tab: Page, address: str) -> None:
    visit(tab, address + KINDS["about"], 320)
    wrap = tab.locator(".md-typeset__scrollwrap[tabindex='0']").first

    expect(wrap).to_have_attribute("role", "region")
    wrap.press("ArrowRight")
    tab.wait_for_timeout(200)

    assert wrap.evaluate("wrap => wrap.scrollLeft") > 0


def test_a_large_font_of_the_browser_leaves_the_menu_whole(tab: Page, address: str) -> None:
    # https://github.com/squidfunk/mkdocs-material/issues/8291
    visit(tab, address, 390)
    tab.add_style_tag(content="html { font-size: 187.5% !important; }")

    tab.locator(".bar__button[popovertarget=menu]").click()

    assert tab.locator("#menu a").first.is_visible()
    assert tab.locator("#menu").evaluate("menu => menu.scrollWidth <= menu.clientWidth")

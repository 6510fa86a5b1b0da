"""The search, as a reader uses it: the box on every page, and the page of the search."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from tests.site import EXTRA, ROOT, SEARCH_INDEX, build_site, post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

    from tests.site import Site

INPUT = ".md-search__input"
NOTES = ".search__output > .search-notes"
PHONE = pytest.mark.parametrize("page", [390], indirect=True, ids=["phone"])
STATUS = ".md-search-result__meta"
RESULTS = ".md-search-result__item > a"
BEST = ".md-search-result__list > li:first-child > a:first-child"
FILES: dict[str, str | bytes] = {
    **{
        path.relative_to(ROOT / "docs").as_posix(): path.read_bytes()
        for path in (ROOT / "docs/assets").rglob("*.*")
        if path.suffix in (".css", ".js") or path.name == "favicon.svg"
    },
    "index.md": "---\ntitle: The garden\n---\n\nPlants, plainly.\n",
    "search.md": "---\ntitle: Search\n---\n\nType words, or use the [A to Z](a-to-z.md).\n",
    "a-to-z.md": "---\ntitle: A to Z\n---\n\nAll of it.\n",
    "about/help.md": "---\ntitle: Help\n---\n\nCall [112](tel:112).\n",
    "data/words.csv": (
        "word,same_as,kind\ntrim,prune,\nsparrin,,name\nsparron,,name\nfertiliser,plant food,\n"
    ),
    "roses/a.md": post(
        aliases=["cut back", "shorten stems", "rambler"],
        body="Cut above a bud.\n\n## In spring\n\nPrune in March, when **frost** is over. "
        + "Soil matters too. " * 30
        + "\n\n## In autumn\n\nPrune little, and water much.\n",
    ),
    "roses/b.md": post(
        title="Feeding roses", body="Fertiliser in spring.\n\nSparrin kills lice & more.\n"
    ),
    "trees/c.md": post(title="Felling trees", body="Fell in winter.\n\nRoses do not mind.\n"),
}
SEARCH = {"help_page": "about/help.md", "help_words": ["fell into thorns"]}
SETTINGS: dict[str, Any] = {
    "extra": EXTRA | {"search": SEARCH},
    "validation": {"nav": {"omitted_files": "ignore"}},
}
WORDS = "search/words.json"
SCRIPTS = "assets/javascripts/search"


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a small site with all pages of the search."""
    return build_site(tmp_path_factory.mktemp("garden"), FILES, **SETTINGS)


@pytest.fixture(scope="module")
def grown(serve: Callable[..., str], garden: Site) -> str:
    """Return the address of the small site."""
    return serve(garden.path)


@pytest.fixture
def spoiled(garden: Site, tmp_path: Path) -> Path:
    """Return a copy of the small site in which files may be spoiled."""
    return shutil.copytree(garden.path, tmp_path / "spoiled")


def focus_box(page: Page) -> None:
    """Bring the search box up, and the cursor into it."""
    button = page.locator(".search-open")  # on a phone
    (button if button.is_visible() else page.locator(INPUT)).click()
    page.locator(f"{INPUT}:focus").wait_for()


def find(page: Page, words: str) -> Locator:
    """Type words into the search box and return the links of the results, when they are there."""
    focus_box(page)
    page.keyboard.type(words)
    page.wait_for_function(
        """([notes, input]) => document.querySelector(notes)?.dataset.query
          === document.querySelector(input).value""",
        arg=[NOTES, INPUT],
    )
    results = page.locator(RESULTS)
    results.first.wait_for()
    return results


def find_by_built_in_search(page: Page, words: str) -> Locator:
    """Do the same where no note says which words were answered."""
    focus_box(page)
    page.keyboard.type(words)
    results = page.locator(RESULTS)
    results.first.wait_for()
    return results


def ask(page: Page, words: str) -> Locator:
    """Put words into the search box, as pasting does, and return the notes of their answer."""
    page.locator(INPUT).fill(words)
    page.wait_for_function(
        """([notes, words]) => document.querySelector(notes)?.dataset.query === words""",
        arg=[NOTES, words],
    )
    return page.locator(NOTES)


def look_up(page: Page, address: str, words: str) -> None:
    """Open the page of the search by a link with words after its `#`, and wait for the answer."""
    page.goto("about:blank")  # another fragment alone would load nothing
    page.goto(f"{address}search/#q={quote(words)}")
    expect(page.locator(".find__status")).not_to_be_empty()


def watch(page: Page) -> list[str]:
    """Return the list that errors on a page are written to."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            errors.append(message.text)

    page.on("console", note)
    return errors


def is_before(page: Page, one: str, other: str) -> bool:
    """Tell whether the first element of one selector stands before the first of another."""
    before: bool = page.evaluate(
        """([one, other]) => Boolean(
          document.querySelector(one).compareDocumentPosition(document.querySelector(other)) & 4
        )""",
        [one, other],
    )
    return before


# What a reader finds


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


def test_results_are_grouped_by_post_with_section_and_one_line_of_marked_text(
    page: Page, grown: str
) -> None:
    page.goto(grown)

    find(page, "prune frost")
    best = page.locator(".md-search-result__item").first
    section = best.locator("article").nth(1)

    assert best.locator("h1").inner_text() == "Pruning roses"
    lines = [line for line in section.inner_text().splitlines() if line.strip()]
    assert lines[0] == "In spring"
    assert re.fullmatch(r"Prune in March, when frost is over\..* …", lines[1])
    assert len(lines) == 2
    assert section.locator("mark").all_inner_texts() == ["Prune", "frost"]
    hrefs = page.locator(BEST).evaluate_all("links => links.map(link => link.pathname)")
    assert hrefs == ["/roses/a/"]


def test_the_number_of_results_is_announced(page: Page, grown: str) -> None:
    page.goto(grown)
    focus_box(page)

    ask(page, "roses")
    status = page.locator(STATUS)
    expect(status).to_have_attribute("role", "status")
    many = status.inner_text()
    ask(page, "frost")
    one = status.inner_text()
    ask(page, "qqqq")

    assert re.fullmatch(r"\d matching documents", many)
    assert one == "1 matching document"
    expect(status).to_have_text("No matching documents")


def test_pages_of_sources_stand_below_all_posts(desktop: Page, address: str) -> None:
    desktop.goto(address)
    focus_box(desktop)

    ask(desktop, "tramadol")
    links = desktop.locator(BEST.replace(":first-child > a", " > a"))
    found = links.evaluate_all("links => links.map(link => link.pathname)")

    is_source = [path.startswith("/sources/") for path in found]
    assert {True, False} == set(is_source)
    assert is_source == sorted(is_source)


def test_a_mended_spelling_is_said(page: Page, grown: str) -> None:
    page.goto(grown)
    focus_box(page)

    notes = ask(page, "prunign roses")

    assert notes.inner_text() == "Looked for pruning in place of “prunign”."
    assert page.locator(f"{BEST} h1").inner_text() == "Pruning roses"


def test_words_that_the_site_does_not_have_are_said(page: Page, grown: str) -> None:
    page.goto(grown)
    focus_box(page)

    one = ask(page, "pruning qqqq").inner_text()
    more = ask(page, "pruning qqqq zzzzz wwww").inner_text()

    assert one == "Nothing on this site has “qqqq”."
    assert more == "Nothing on this site has “qqqq”, “zzzzz” or “wwww”."
    assert page.locator(f"{BEST} h1").inner_text() == "Pruning roses"


def test_did_you_mean_asks_in_place(page: Page, grown: str) -> None:
    page.goto(grown)
    focus_box(page)

    notes = ask(page, "is Sparron safe?")
    assert notes.locator("p").first.inner_text() == (
        "Did you mean sparrin? “sparron” may be another name, so we did not look for it."
    )
    expect(page.locator(RESULTS)).to_have_count(0)
    notes.get_by_role("link", name="sparrin").click()

    expect(page.locator(f"{BEST} h1")).to_have_text("Feeding roses")
    assert page.locator(INPUT).input_value() == "is sparrin safe"
    assert page.locator(f"{INPUT}:focus").count() == 1
    assert page.url == grown


def test_nothing_found_leads_on_to_topics_and_the_a_to_z(page: Page, grown: str) -> None:
    page.goto(f"{grown}roses/a/")
    focus_box(page)

    notes = ask(page, "qqqq")
    links = notes.locator("a").evaluate_all("links => links.map(link => [link.text, link.href])")

    assert links == [
        ["all subjects from A to Z", f"{grown}a-to-z/"],
        ["Roses", f"{grown}roses/"],
        ["Trees", f"{grown}trees/"],
        ["Help", f"{grown}about/help/"],
    ]


@pytest.mark.parametrize(
    "words",
    [
        "suicidal pain",
        "I can't go on",
        "suicidle",
        "kill my self",
        "wanna die",
        "how many pills to die",
        "i want it to end",
        "I can't do this anymore",
        "no point living",
        "I need help",
    ],
)
def test_words_of_self_harm_show_help_lines_before_any_result(
    page: Page, address: str, words: str
) -> None:
    page.goto(address)
    focus_box(page)

    notes = ask(page, words)
    assert notes.locator("a[href='tel:988']").is_visible()
    assert notes.locator("a[href='tel:116123']").is_visible()
    assert is_before(page, f"{NOTES} a[href^=tel]", ".md-search-result__meta")
    assert is_before(page, f"{NOTES} a[href^=tel]", ".md-search-result__list")
    look_up(page, address, words)

    assert page.locator(".find__notes a[href='tel:988']").is_visible()
    assert is_before(page, ".find__notes a[href^=tel]", ".find__status")
    assert is_before(page, ".find__notes a[href^=tel]", ".find__results")


def test_other_words_show_no_help_lines(desktop: Page, address: str) -> None:
    desktop.goto(address)
    focus_box(desktop)

    for words in (
        "shingles pain",
        "going to the gym",
        "want to diet",
        "end of life care",
        "giving up sugar",
        "what can help me sleep",
    ):
        assert ask(desktop, words).locator("a[href^=tel]").count() == 0


# By keyboard


def test_enter_opens_the_best_result(desktop: Page, grown: str) -> None:
    desktop.goto(grown)
    find(desktop, "felling")

    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/trees/c/**")

    assert desktop.locator("h1").inner_text() == "Felling trees"


@PHONE
def test_on_a_phone_enter_shows_the_results_and_goes_to_the_first(page: Page, grown: str) -> None:
    page.goto(grown)
    find(page, "felling")

    page.keyboard.press("Enter")

    expect(page.locator(RESULTS).first).to_be_focused()
    assert page.url == grown
    page.keyboard.press("Enter")
    page.wait_for_url("**/trees/c/**")


@PHONE
def test_on_a_phone_enter_puts_the_keys_away_where_nothing_was_found(
    page: Page, grown: str
) -> None:
    page.goto(grown)
    focus_box(page)
    ask(page, "qqqq")

    page.keyboard.press("Enter")

    expect(page.locator(INPUT)).not_to_be_focused()
    expect(page.locator(f"{NOTES} ul")).to_be_visible()


def test_enter_stays_where_nothing_was_found(desktop: Page, grown: str) -> None:
    desktop.goto(grown)
    focus_box(desktop)
    ask(desktop, "qqqq")

    desktop.keyboard.press("Enter")

    expect(desktop.locator(f"{NOTES} ul")).to_be_visible()
    assert desktop.url == grown


def test_arrows_move_through_the_results(desktop: Page, grown: str) -> None:
    desktop.goto(grown)
    find(desktop, "roses")

    desktop.keyboard.press("ArrowDown")
    expect(desktop.locator(BEST)).to_be_focused()
    desktop.keyboard.press("ArrowDown")
    expect(desktop.locator(BEST)).not_to_be_focused()
    desktop.keyboard.press("ArrowUp")
    expect(desktop.locator(BEST)).to_be_focused()
    desktop.keyboard.press("ArrowUp")

    expect(desktop.locator(INPUT)).to_be_focused()


def test_escape_closes_the_search_and_the_cursor_stays_in_the_box(
    desktop: Page, grown: str
) -> None:
    desktop.goto(grown)
    find(desktop, "roses")

    desktop.keyboard.press("Escape")

    expect(desktop.locator(RESULTS).first).not_to_be_visible()
    expect(desktop.locator(INPUT)).to_be_focused()


def test_results_and_notes_have_no_more_than_the_width_of_the_window(
    page: Page, grown: str
) -> None:
    page.goto(grown)
    focus_box(page)
    ask(page, "x" * 300)

    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(NOTES).evaluate("notes => notes.scrollWidth <= notes.clientWidth")


# Not paid before use


def test_nothing_of_the_search_is_loaded_before_the_box_has_the_cursor_and_all_once_after(
    desktop: Page, garden: Site, serve: Callable[..., str]
) -> None:
    asked: list[str] = []
    desktop.goto(serve(garden.path, asked=asked))
    desktop.wait_for_load_state("networkidle")
    before = [path for path in asked if "search" in path]

    find(desktop, "roses")
    desktop.mouse.click(100, 700)  # beside the list
    find(desktop, " in spring")

    after = sorted(path for path in asked if "search" in path)
    assert before == ["/assets/javascripts/search.js"]
    builtin = next(path for path in after if "workers" in path)
    assert after == sorted(
        [
            *before,
            builtin,
            "/assets/javascripts/keyboard/search.js",
            f"/{SEARCH_INDEX}",
            f"/{WORDS}",
            *(f"/{SCRIPTS}/{name}.js" for name in ("box", "query", "worker")),
        ]
    )


def test_the_scripts_before_any_use_stay_small(
    desktop: Page, whole_site: Site, serve: Callable[..., str]
) -> None:
    asked: list[str] = []

    desktop.goto(serve(whole_site.path, asked=asked))
    desktop.wait_for_load_state("networkidle")

    files = [whole_site.path / path[1:] for path in asked if path.endswith(".js")]
    assert len(files) == 3
    assert sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files) <= 40_000


# What a server sees


def test_the_query_never_enters_an_address_that_a_server_sees(
    desktop: Page, garden: Site, serve: Callable[..., str]
) -> None:
    asked: list[str] = []
    address = serve(garden.path, asked=asked)
    desktop.goto(address)
    focus_box(desktop)
    ask(desktop, "zxsecret")
    desktop.keyboard.press("Enter")
    ask(desktop, "zxsecret sparron").get_by_role("link", name="sparrin").click()
    desktop.locator(RESULTS).first.click()
    desktop.wait_for_url("**/roses/b/**")
    look_up(desktop, address, "zxsecret sparron")
    desktop.locator(".find__notes").get_by_role("link", name="sparrin").click()
    expect(desktop.locator(".find__results a").first).to_be_visible()
    desktop.locator("#find").fill("zxsecret feeding")
    desktop.keyboard.press("Enter")
    expect(desktop.locator(".find__results a").first).to_have_text("Feeding roses")
    desktop.reload()
    desktop.locator(".find__results a").first.click()
    desktop.wait_for_url("**/roses/b/**")

    assert f"/{SEARCH_INDEX}" in asked
    assert [path for path in asked if "zxsecret" in path or "sparr" in path or "?" in path] == []


# The page of the search


def test_the_page_of_the_search_answers_by_box_button_and_link(page: Page, grown: str) -> None:
    page.goto(f"{grown}search/")
    box, status = page.get_by_label("Words or a question"), page.locator(".find__status")

    box.fill("prune frost")
    page.locator(".find").get_by_role("button", name="Search").click()
    expect(status).to_have_text("1 result")
    item = page.locator(".find__results > li")
    assert item.locator("h2 a").inner_text() == "Pruning roses"
    assert item.locator(".find__section a").get_attribute("href") == f"{grown}roses/a/#in-spring"
    assert item.locator("p mark").all_inner_texts() == ["Prune", "frost"]
    assert page.url == f"{grown}search/#q=prune%20frost"
    box.fill("felling")
    box.press("Enter")
    expect(item.locator("h2")).to_have_text("Felling trees")
    page.go_back()
    expect(item.locator("h2")).to_have_text("Pruning roses")
    assert box.input_value() == "prune frost"
    page.go_back()

    expect(item).to_have_count(0)
    expect(status).to_be_empty()
    assert (box.input_value(), page.url) == ("", f"{grown}search/")


@pytest.mark.parametrize("fragment", ["#q=frost", "#q=frost+", "#q=%66rost"])
def test_a_link_to_results_works_however_it_was_written_and_back_leaves_it(
    desktop: Page, grown: str, fragment: str
) -> None:
    desktop.goto(grown)
    desktop.goto(f"{grown}search/{fragment}")
    expect(desktop.locator(".find__status")).to_have_text("1 result")

    desktop.go_back()

    assert desktop.url == grown


def test_a_link_that_is_not_well_written_is_read_as_it_is(desktop: Page, grown: str) -> None:
    desktop.goto(f"{grown}search/#q=100%")

    expect(desktop.locator(".find__status")).to_have_text("No results")
    assert desktop.locator("#find").input_value() == "100%"


def test_back_from_a_result_shows_the_results_again(page: Page, grown: str) -> None:
    look_up(page, grown, "felling")
    page.locator(".find__results a").first.click()
    page.wait_for_url("**/trees/c/**")

    page.go_back()

    expect(page.locator(".find__results h2")).to_have_text("Felling trees")


def test_the_page_of_the_search_mends_asks_and_leads_on(page: Page, grown: str) -> None:
    look_up(page, grown, "prunign")
    assert "Looked for pruning" in page.locator(".find__notes").inner_text()
    look_up(page, grown, "sparron")
    page.locator(".find__notes").get_by_role("link", name="sparrin").click()
    expect(page.locator(".find__results h2")).to_have_text("Feeding roses")
    assert page.url == f"{grown}search/#q=sparrin"
    look_up(page, grown, "qqqq")

    assert page.locator(".find__status").inner_text() == "No results"
    page.locator(".find__notes").get_by_role("link", name="all subjects").click()
    page.wait_for_url("**/a-to-z/")


def test_without_javascript_the_page_of_the_search_points_to_the_a_to_z_which_works(
    browser: Browser, grown: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{grown}search/")

    assert not page.locator("#find").is_visible()
    assert not page.locator(INPUT).is_visible()
    assert "needs JavaScript" in page.locator("article").inner_text()
    page.locator("article").get_by_role("link", name="A to Z").click()
    page.get_by_role("link", name="C", exact=True).click()
    page.locator("li", has_text="cut back").get_by_role("link").click()

    assert page.url == f"{grown}roses/a/"
    context.close()


# Wherever the site is, and however strict


@pytest.mark.parametrize("url", ["roses/a/", "no/such/page/"])
def test_the_search_works_below_a_prefix_and_on_a_missing_page(
    desktop: Page, tmp_path: Path, serve: Callable[..., str], url: str
) -> None:
    site = build_site(tmp_path, FILES, site_url="http://localhost/a/b/", **SETTINGS)
    address = serve(site.path, "/a/b/")
    desktop.goto(address + url)

    find(desktop, "felling").first.click()
    desktop.wait_for_url("**/a/b/trees/c/**")

    assert desktop.locator("h1").inner_text() == "Felling trees"


def policy(site: Site, urls: Iterable[str]) -> str:
    """Return a policy that allows what a site has itself, and the scripts in these pages."""
    hashes = set()
    for url in urls:
        for script in BeautifulSoup(site.read(url), "html.parser").select("script:not([src])"):
            digest = hashlib.sha256((script.string or "").encode()).digest()
            hashes.add(f"'sha256-{base64.b64encode(digest).decode()}'")
    return (
        f"default-src 'none'; script-src 'self' {' '.join(sorted(hashes))}; style-src 'self'; "
        "connect-src 'self'; worker-src 'self'; img-src 'self' data:; base-uri 'none'; "
        "form-action 'none'"
    )


def test_a_strict_content_security_policy_is_kept(
    desktop: Page, garden: Site, serve: Callable[..., str]
) -> None:
    strict = policy(garden, ["", "search/", "roses/a/"])
    address = serve(garden.path, policy=strict)
    errors = watch(desktop)
    desktop.goto(address)

    find(desktop, "prunign")
    ask(desktop, "sparron").get_by_role("link", name="sparrin").click()
    expect(desktop.locator(RESULTS).first).to_be_visible()
    ask(desktop, "fell into thorns")
    ask(desktop, "qqqq")
    look_up(desktop, address, "fell into thorns")
    look_up(desktop, address, "pruning")
    desktop.locator(".find__results a").first.click()
    desktop.wait_for_url("**/roses/a/**")

    assert errors == []


# Bad input

PARAGRAPH = (
    "My roses (three of them!) have been losing leaves since March; the “expert” said: prune + "
    "feed, i.e. 10^2 grams – really?\nI tried ~everything~, title:roses -clay *, \\ and / too.\n"
)


@pytest.mark.parametrize(
    "words",
    [
        "prune roses and " * 625,
        "x" * 10_000,
        "the of and to in",
        "?!… — () []",
        "+ - ~ ^ : * \" '",
        '+roses -clay ~2 ^3 title:frost nofield:frost *ose* "dry soil" ros~9 +',
        "title:",
        "__proto__ constructor toString",
        "פרח \u200fשדה",
        "🌹🌱 🥀",
        PARAGRAPH * 20,
        "<img src=x onerror=alert(1)> &lt; &amp;",
        "玫瑰花园",
        "\ud83c",
    ],
    ids=lambda words: ascii(words[:20]),
)
def test_the_box_stays_usable_whatever_is_pasted_into_it(
    desktop: Page, grown: str, words: str
) -> None:
    errors = watch(desktop)
    desktop.goto(grown)
    focus_box(desktop)

    desktop.locator(INPUT).evaluate(
        """(input, words) => {
          input.value = words;
          input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }""",
        words,
    )
    expect(desktop.locator(STATUS)).not_to_have_text("Initializing search")
    desktop.locator(INPUT).press("End")
    ask(desktop, "felling")

    expect(desktop.locator(f"{BEST} h1")).to_have_text("Felling trees")
    assert errors == []


@pytest.mark.parametrize(
    "words", ["the of and to in", "?!…", "פרח", "🌹", "qqqq wwww", "+zzzz", "玫瑰花园"]
)
def test_where_a_query_has_nothing_to_look_for_the_reader_is_led_on(
    desktop: Page, grown: str, words: str
) -> None:
    look_up(desktop, grown, words)

    assert desktop.locator(".find__status").inner_text() == "No results"
    assert "Nothing was found." in desktop.locator(".find__notes").inner_text()
    assert desktop.locator(".find__notes a[href$='/a-to-z/']").is_visible()


def test_who_types_fast_is_shown_the_answer_to_the_last_query(desktop: Page, grown: str) -> None:
    desktop.goto(grown)
    find(desktop, "roses")

    desktop.locator(INPUT).evaluate(
        """(input) => {
          for (const words of ["prune", "pruning roses", "qqqq", "roses in spring", "felling"]) {
            input.value = words;
            input.dispatchEvent(new InputEvent("input"));
          }
        }"""
    )

    expect(desktop.locator(NOTES)).to_have_attribute("data-query", "felling")
    expect(desktop.locator(f"{BEST} h1")).to_have_text("Felling trees")


def test_who_empties_the_box_at_once_is_shown_no_late_answer(desktop: Page, grown: str) -> None:
    desktop.goto(grown)
    focus_box(desktop)
    ask(desktop, "felling")

    desktop.locator(INPUT).evaluate(
        """(input) => {
          for (const words of ["roses", ""]) {
            input.value = words;
            input.dispatchEvent(new InputEvent("input"));
          }
        }"""
    )
    desktop.wait_for_timeout(300)

    assert desktop.locator(RESULTS).count() == 0
    assert desktop.locator(STATUS).inner_text() == "Type to start searching"


# What is missing or broken


@pytest.mark.parametrize("wrong", [None, "", "half", "<!doctype html>", "{}", "null", "[]"])
def test_an_index_that_is_missing_or_not_whole_is_said_and_can_be_tried_again(
    desktop: Page, spoiled: Path, serve: Callable[..., str], wrong: str | None
) -> None:
    whole = (spoiled / SEARCH_INDEX).read_text(encoding="utf-8")
    (spoiled / SEARCH_INDEX).unlink()
    if wrong is not None:
        text = whole[: len(whole) // 2] if wrong == "half" else wrong
        (spoiled / SEARCH_INDEX).write_text(text, encoding="utf-8")
    desktop.goto(serve(spoiled))
    focus_box(desktop)

    expect(desktop.locator(STATUS)).to_have_text("The search could not be loaded.")
    desktop.keyboard.type("felling")
    notes, button = desktop.locator(NOTES), desktop.get_by_role("button", name="Try again")
    assert "The list of words did not arrive whole" in notes.inner_text()
    assert notes.get_by_role("link", name="A to Z").get_attribute("href") == "a-to-z/"
    button.evaluate("button => { button.dataset.old = true; }")
    button.click()
    expect(notes.locator("button:not([data-old])")).to_be_enabled()
    (spoiled / SEARCH_INDEX).write_text(whole, encoding="utf-8")
    button.click()

    expect(desktop.locator(f"{BEST} h1")).to_have_text("Felling trees")
    expect(notes).to_be_hidden()


def test_the_page_of_the_search_says_so_too_and_can_try_again(
    desktop: Page, spoiled: Path, serve: Callable[..., str]
) -> None:
    whole = (spoiled / SEARCH_INDEX).read_bytes()
    (spoiled / SEARCH_INDEX).write_bytes(whole[:1000])
    look_up(desktop, serve(spoiled), "felling")

    assert desktop.locator(".find__status").inner_text() == "The search could not be loaded."
    (spoiled / SEARCH_INDEX).write_bytes(whole)
    desktop.locator(".find__notes").get_by_role("button", name="Try again").click()

    expect(desktop.locator(".find__results h2")).to_have_text("Felling trees")
    expect(desktop.locator(".find__status")).to_have_text("1 result")


@pytest.mark.parametrize("wrong", [None, "<!doctype html>", '{"build": "'])
def test_without_readers_words_the_search_answers_and_says_what_it_lacks(
    desktop: Page, spoiled: Path, serve: Callable[..., str], wrong: str | None
) -> None:
    (spoiled / WORDS).unlink()
    if wrong is not None:
        (spoiled / WORDS).write_text(wrong, encoding="utf-8")
    desktop.goto(serve(spoiled))
    focus_box(desktop)

    notes = ask(desktop, "fellling")

    assert "not other words for the same: their list did not arrive" in notes.inner_text()
    expect(desktop.locator(f"{BEST} h1")).to_have_text("Felling trees")


def test_words_of_another_build_are_loaded_anew_and_then_said(
    desktop: Page, spoiled: Path, serve: Callable[..., str]
) -> None:
    words = json.loads((spoiled / WORDS).read_bytes()) | {"build": "another"}
    (spoiled / WORDS).write_text(json.dumps(words), encoding="utf-8")
    asked: list[str] = []
    desktop.goto(serve(spoiled, asked=asked))
    focus_box(desktop)

    notes = ask(desktop, "felling")

    assert "different versions of the site" in notes.inner_text()
    expect(desktop.locator(f"{BEST} h1")).to_have_text("Felling trees")
    assert asked.count(f"/{SEARCH_INDEX}") == asked.count(f"/{WORDS}") == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("query", None),
        ("query", "throw new Error('broken')"),
        ("query", "const ="),
        ("worker", None),
        ("worker", "throw new Error('broken')"),
    ],
)
def test_where_our_worker_is_broken_the_built_in_one_answers(
    desktop: Page, spoiled: Path, serve: Callable[..., str], name: str, text: str | None
) -> None:
    script = spoiled / SCRIPTS / f"{name}.js"
    script.unlink()
    if text is not None:
        script.write_text(text, encoding="utf-8")
    address = serve(spoiled)
    desktop.goto(address)

    find_by_built_in_search(desktop, "felling")
    expect(desktop.locator(f"{BEST} h1")).to_have_text("Felling trees")
    look_up(desktop, address, "felling")

    expect(desktop.locator(".find__results h2").first).to_have_text("Felling trees")


def test_where_our_reading_of_a_query_fails_the_built_in_search_answers(
    desktop: Page, spoiled: Path, serve: Callable[..., str]
) -> None:
    script = spoiled / SCRIPTS / "query.js"
    text = script.read_text(encoding="utf-8").replace("rank(items) {", "rank() { null.broken();")
    script.write_text(text, encoding="utf-8")
    desktop.goto(serve(spoiled))

    find(desktop, "felling")

    assert desktop.locator(f"{BEST} h1").inner_text() == "Felling trees"


def test_without_our_script_the_built_in_search_is_as_it_is(
    desktop: Page, spoiled: Path, serve: Callable[..., str]
) -> None:
    (spoiled / "assets/javascripts/search.js").unlink()
    address = serve(spoiled)
    desktop.goto(address)

    find_by_built_in_search(desktop, "felling")
    expect(desktop.locator(f"{BEST} h1")).to_have_text("Felling trees")
    desktop.goto(f"{address}search/#q=felling")

    assert not desktop.locator("#find").is_visible()
    assert desktop.locator("article").get_by_role("link", name="A to Z").is_visible()


def test_where_the_search_does_not_arrive_its_page_says_so_and_the_next_try_finds(
    desktop: Page, spoiled: Path, serve: Callable[..., str]
) -> None:
    script = spoiled / SCRIPTS / "box.js"
    text = script.read_text(encoding="utf-8")
    script.unlink()
    desktop.goto(f"{serve(spoiled)}search/")
    desktop.get_by_label("Words or a question").fill("felling")
    desktop.keyboard.press("Enter")
    expect(desktop.locator(".find__status")).to_have_text(
        "The search could not be loaded. Try again, or use the A to Z."
    )

    script.write_text(text, encoding="utf-8")
    desktop.get_by_role("button", name="Search", exact=True).click()

    expect(desktop.locator(".find__results h2").first).to_have_text("Felling trees")


def test_where_the_script_of_the_box_does_not_arrive_it_is_said_and_the_next_focus_tries_again(
    desktop: Page, spoiled: Path, serve: Callable[..., str]
) -> None:
    script = spoiled / SCRIPTS / "box.js"
    text = script.read_text(encoding="utf-8")
    script.unlink()
    desktop.goto(serve(spoiled))
    focus_box(desktop)
    expect(desktop.locator(STATUS)).to_have_text("The search could not be loaded.")

    script.write_text(text, encoding="utf-8")
    desktop.keyboard.press("Escape")
    find(desktop, "felling")

    assert desktop.locator(f"{BEST} h1").inner_text() == "Felling trees"

"""What makes a health page worth trusting, looked for on every post as it is published."""

from __future__ import annotations

import json
from collections import deque
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest

from sourcebook.cards import LEVELS
from tests.site import texts
from tests.vocabulary import faults

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

HERE = "https://here.example/"
MUST_BE_NEAR = {
    "about": "about/",
    "how posts are made, funding and conflicts": "about/editorial-policy/",
    "corrections": "about/corrections/",
    "privacy": "about/privacy/",
    "accessibility": "about/accessibility/",
    "who writes, and how to reach them": "about/",
}
GIVEN = ("headline", "author", "publisher", "about", "citation", "datePublished",
         "dateModified", "lastReviewed", "isAccessibleForFree", "inLanguage")  # fmt: skip


@pytest.fixture(scope="module")
def pages(whole_pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    """Return every page of the site by its address, but for single files."""
    return {url: page for url, page in whole_pages.items() if not url.endswith(".html")}


@pytest.fixture(scope="module")
def posts(pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    """Return every post by its address."""
    found = {url: page for url, page in pages.items() if page.select(".byline")}
    assert len(found) >= 49
    return found


def test_t3_the_last_and_the_next_review_stand_after_all_of_a_post_as_dates(
    posts: dict[str, BeautifulSoup],
) -> None:
    for url, page in posts.items():
        days = [str(time["datetime"]) for time in page.select("article .review time[datetime]")]
        assert len(days) in (2, 3), url
        reviewed, due = (date.fromisoformat(day) for day in days[-2:])
        assert reviewed < due, url
        # What follows are other posts and where to report an error: no content of this one.
        after = {
            (tag.get("class") or [tag.name])[0]
            for tag in page.select(".review ~ *")
            if tag.name != "script"
        }
        assert after <= {"related", "popular", "neighbours", "report"}, url


def test_t5_each_byline_leads_to_a_page_that_says_who_is_no_clinician(
    posts: dict[str, BeautifulSoup], pages: dict[str, BeautifulSoup]
) -> None:
    for url, page in posts.items():
        authors = page.select(".byline a[rel=author]")
        assert authors, url
        for author in authors:
            target = pages[urljoin(HERE + url, str(author["href"])).removeprefix(HERE)]
            text = target.select("article")[0].get_text(" ", strip=True)
            assert "claim no clinical qualification" in text
            assert {"Who they are", "What AI did", "What is checked"} <= {*texts(target, "h2")}


def test_t16_care_cards_say_how_urgent_they_are_once_a_level_and_emergencies_have_no_links(
    posts: dict[str, BeautifulSoup],
) -> None:
    count = 0
    for url, page in posts.items():
        for level, says in LEVELS.items():
            cards = page.select(f"article .admonition.{level}")
            assert len(cards) <= 1, url
            for card in cards:
                count += 1
                (title,) = card.select("[role=heading][aria-level]")
                assert title.get_text().startswith(says), url
                assert title.get_text(strip=True).endswith(":"), url
                assert card.select("li"), url
                following = card.find_next_sibling()
                assert following is not None
                is_card = "admonition" in (following.get("class") or [])
                assert is_card or following.name in ("h2", "h3", "section", "script"), url
                if level == "emergency":
                    links = [str(a["href"]) for a in card.select("a[href]")]
                    # A number leads to its source, and a telephone number is what helps.
                    assert [a for a in links if a[0] != "#" and a[:4] != "tel:"] == [], url
    assert count > 30


def test_t22_every_post_says_what_it_is_in_the_words_of_schema_org(
    posts: dict[str, BeautifulSoup],
) -> None:
    for url, page in posts.items():
        (script,) = page.select('script[type="application/ld+json"]')
        data: dict[str, Any] = json.loads(script.get_text())
        assert list(faults(data)) == [], url
        assert data["@type"] == ["MedicalWebPage", "Article"]
        assert [key for key in GIVEN if key not in data] == [], url
        shown = [str(time["datetime"]) for time in page.select(".review time[datetime]")]
        assert data["lastReviewed"] == shown[-2], url
        assert len(data["citation"]) == len(page.select("#sources ol > li")), url


def test_t23_all_that_readers_should_know_of_the_site_is_two_clicks_from_any_page(
    pages: dict[str, BeautifulSoup],
) -> None:
    links = {
        url: {
            urljoin(HERE + url, str(a["href"])).partition("#")[0].removeprefix(HERE)
            for a in page.select("a[href]")
        }
        for url, page in pages.items()
    }
    for start in pages:
        clicks = {start: 0}
        queue = deque([start])
        while queue:
            url = queue.popleft()
            for target in links[url] & pages.keys() if clicks[url] < 2 else ():
                if target not in clicks:
                    clicks[target] = clicks[url] + 1
                    queue.append(target)
        assert [name for name, url in MUST_BE_NEAR.items() if url not in clicks] == [], start


def test_t24_each_post_says_that_ai_helped_and_leads_to_what_it_did(
    posts: dict[str, BeautifulSoup], pages: dict[str, BeautifulSoup]
) -> None:
    for url, page in posts.items():
        (byline,) = page.select(".byline")
        assert "AI helped to write it." in byline.get_text()
        linked = {urljoin(HERE + url, str(a["href"])) for a in byline.select("a")}
        assert f"{HERE}about/editorial-policy/" in linked, url
    policy = pages["about/editorial-policy/"]
    assert "How we use AI" in texts(policy, "h2")
    assert "checked by automatic tests and by the editors" in " ".join(
        policy.get_text(" ", strip=True).split()
    )

"""What the site promises its readers, item by item, and where each is tested or refused.

A test carries its items at the start of its name, such as `test_a7_…` or `test_p1_p2_…`.
"""

from __future__ import annotations

import re

import pytest

from tests.site import ROOT

ITEMS = {
    # Accessibility, after https://www.w3.org/TR/WCAG22/
    "a1": "axe finds no barrier on any kind of page, in any scheme, at any width",
    "a2": "a second automatic checker finds none",
    "a3": "the markup is valid",
    "a4": "each stop of the Tab key is seen, with a ring, in both directions",
    "a5": "all is used by keyboard alone at 320 pixels",
    "a6": "no single key acts outside a text field",
    "a7": "text reflows, grows and takes more space",
    "a8": "targets outside running text are at least 44 pixels large",
    "a9": "text stands out, nothing glares",
    "a10": "the device's scheme first, the choice kept, no flash",
    "a11": "nothing moves",
    "a12": "colours of the system and high contrast keep edges and rings",
    "a13": "no stripes",
    "a14": "a post on paper: no menu, addresses, the review, at most 4 pages",
    "a15": "all is read without JavaScript",
    "a16": "in short, time to read, short sections, the place kept",
    "a17": "one column, and nothing beside it or over it",
    "a18": "charts and pictures have words and numbers",
    "a19": "a statement with what fails, and a date",
    "a20": "people who use assistive technology have tried it",
    # Privacy
    "p1": "no request to another host, whatever a reader does",
    "p2": "no cookie; only named keys are kept",
    "p3": "each page has a policy with the hashes of its scripts",
    "p4": "the policy blocks nothing of ours",
    "p5": "nothing is loaded from elsewhere",
    "p6": "a video loads nothing before a click on a button that says what is sent",
    "p7": "another site does not learn where a reader comes from",
    "p8": "what is searched for is in no address that is sent",
    "p9": "the page of privacy says so in at most 300 words",
    "p10": "who counts visits counts without cookies, and not those who refuse",
    # Weight
    "f1": "Lighthouse gives 100 in all four",
    "f2": "the first view is fast, and nothing jumps",
    "f3": "95 of 100 pages are at most 14 kB of HTML",
    "f4": "a first view is at most 100 kB without pictures, 250 kB with them",
    "f5": "at most 40 kB of JavaScript before a reader does anything",
    "f6": "no fonts",
    "f7": "pictures are small, have their size, and wait",
    "f8": "a view is in the best class of the Website Carbon rating",
    "f9": "the whole site is at most 100 MB",
    "f10": "weights are kept as data, and growth is explained",
    # Trust
    "t3": "both days of the review are shown, last",
    "t4": "the sitemap has the true days",
    "t5": "each byline leads to who wrote, and what they do not claim",
    "t16": "care cards say how urgent they are",
    "t22": "structured data that schema.org accepts",
    "t23": "what readers should know is two clicks away",
    "t24": "the use of AI is told",
    # Publishing
    "d1": "each action is pinned by its hash",
    "d2": "no workflow may do more than it must",
    "d3": "packages come from the lock, by their hashes",
    "d4": "the build is strict",
    "d5": "two builds are equal byte for byte",
    "d6": "newer actions are proposed, and not at once",
    "d7": "no link inside the site is broken",
    "d8": "the page for missing addresses works below a path",
    "d9": "addresses of the former blog lead on",
    "d10": "the site is small, and soon published",
    "d11": "only the main branch is published",
    "d12": "`.well-known/security.txt` is published",
    "d13": "Zensical builds the site",
    "d14": "the published site is tested again",
}
REFUSED = {
    "a2": ("docs/about/accessibility.md", "**A second automatic checker.**"),
    "a20": ("docs/about/accessibility.md", "No person who uses assistive technology has tested"),
    "f1": (".github/CONTRIBUTING.md", "**Lighthouse in the suite.**"),
    "f10": (".github/CONTRIBUTING.md", "**A log of weights.**"),
    "d13": (".github/CONTRIBUTING.md", "**Zensical.**"),
    "d14": (".github/CONTRIBUTING.md", "**Tests of the published site.**"),
}
"""Items without a test: where it is told why, and how that begins."""
# Said by their pages to be kept in part.
IN_PART = {"a16": ("docs/about/accessibility.md", "a section is longer than 200 words")}

NAME = re.compile(r"^def test((?:_[aptfd]\d+)+)_", re.MULTILINE)
TESTED = {
    item
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in NAME.findall(path.read_text(encoding="utf-8"))
    for item in name.strip("_").split("_")
}


@pytest.mark.parametrize("item", ITEMS)
def test_each_item_is_tested_or_refused_with_a_reason(item: str) -> None:
    assert (item in TESTED) != (item in REFUSED), ITEMS[item]


@pytest.mark.parametrize("item", [*REFUSED, *IN_PART])
def test_a_refusal_is_told_where_it_is_looked_for(item: str) -> None:
    path, words = (REFUSED | IN_PART)[item]

    assert words in (ROOT / path).read_text(encoding="utf-8")


def test_no_test_carries_an_item_that_is_not_listed() -> None:
    assert TESTED - {*ITEMS} == set()

"""The page of the state of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.charts import read_chart
from sourcebook.drawing import draw_chart
from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

PAGE = {"about/state.md": "---\ntitle: The state\n---\n\nAs it is.\n"}
GOOD = post(title="Good", body="Roses like clay [@smith2011roses].\n")


def test_a_site_in_order_says_so(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**PAGE, "roses/a.md": GOOD})

    assert not [text for text in site.warnings if "nav" not in text]
    state = site.article("about/state/").select_one("section.state")
    assert state
    assert texts(state, "li") == [
        "In order: 1 of 1 posts.",
        "Signed off by a person who knows the subject: 0 of 1 posts.",
        "Sources in the library: 1. Their addresses have not been asked yet, so dead ones are not known.",
        "Page views have not been counted: the popular list is the editors' choice.",
    ]
    assert texts(state, "p") == ["No post has a fault that a program can find."]


def test_every_fault_is_told_with_its_posts(tmp_path: Path) -> None:
    files = {
        **PAGE,
        "roses/a.md": GOOD,
        "roses/b.md": post(title="Late", date="2015-01-01", reviewed="2016-01-01"),
        "roses/c.md": post(
            title="Bold", body="Roses need 30 litres of water.\n\nSo do 12 of 20 oaks.\n"
        ),
        "data/links.csv": "address,checked,status,failing_since\n"
        "https://www.example.org/roses,2026-11-20,404,2026-11-01\n",
        "data/page-views.csv": "path,date,views\n/roses/a/,2026-11-20,5\n",
    }

    site = build_site(tmp_path, files)

    assert not [text for text in site.warnings if "nav" not in text]
    state = site.article("about/state/").select_one("section.state")
    assert state
    assert texts(state, "h3") == [
        "Rest on a source whose address no longer answers: 3 of 3 posts",
        "Are due to be checked against their sources: 1 of 3 posts",
        "Have a sentence with a number or a comparison, and no source beside it: 1 of 3 posts",
    ]
    assert texts(state, "ul:last-of-type > li > a") == ["Bold"]
    assert texts(state, "p") == ["Such sentences in all: 2."]
    facts = texts(state, "ul:first-of-type > li")
    assert facts[0] == "In order: 0 of 3 posts."
    assert facts[2].endswith("Their addresses were last asked on 20 November 2026 .")
    assert facts[3] == "Page views are counted: the popular lists go up to 20 November 2026 ."


def test_the_numbers_of_a_chart_are_no_sentences_without_a_source(tmp_path: Path) -> None:
    data = (
        "# title: Roses of 20\n# kind: bars\n# label: Most of them\n# value: Roses of 20\n"
        "Most of them,Roses of 20,key\nClay,12,smith2011roses\n"
    )
    chart, _ = read_chart("roses/a--trial.csv", data.encode())
    assert chart
    files = {
        **PAGE,
        "roses/a.md": post(title="Good", body="![Half of 20 flowered](a--trial.svg)\n"),
        "roses/a--trial.csv": data,
        "roses/a--trial.svg": draw_chart(chart),
    }

    site = build_site(tmp_path, files)

    assert not [text for text in site.warnings if "nav" not in text]
    assert "In order: 1 of 1 posts." in texts(site.article("about/state/"), "section.state li")

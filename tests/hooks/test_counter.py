"""Counting readers: where the script stands, and what the page of privacy says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

COUNTER = {"popular": {"counter": "https://garden.goatcounter.com/count"}}
SITE = "https://garden.example/repo/"
FILES = {
    "roses/a.md": post(title="Post a"),
    "about/privacy.md": "---\ntitle: Privacy\n---\n\nWe keep little.\n",
}
SCRIPT = "script[src$='counter.js']"


def test_nobody_is_counted_unless_the_writer_says_so(tmp_path: Path) -> None:
    site = build_site(tmp_path, FILES, site_url=SITE)

    assert not site.page("roses/a/").select(SCRIPT)
    assert "goatcounter" not in site.read("roses/a/").lower()
    (says,) = texts(site.article("about/privacy/"), ".counting p")
    assert says.startswith("Visits are not counted.")


def test_who_is_counted_stands_on_the_page_of_privacy_and_only_posts_count(tmp_path: Path) -> None:
    site = build_site(tmp_path, FILES, site_url=SITE, extra=COUNTER)

    (script,) = site.page("roses/a/").select(SCRIPT)
    assert script["src"] == "../../assets/javascripts/counter.js"
    assert script["data-address"] == "https://garden.goatcounter.com/count?p=%2Frepo%2Froses%2Fa%2F"
    assert script["data-site"] == "https://garden.example"
    others = ["", "roses/", "about/privacy/", "sources/smith2011roses/", "404.html"]
    assert not [url for url in others if site.page(url).select(SCRIPT)]
    says = " ".join(texts(site.article("about/privacy/"), ".counting p"))
    assert "garden.goatcounter.com" in says
    assert "Visits are not counted" not in says
    assert "Global Privacy Control or Do Not Track" in says


def test_the_writer_who_looks_at_the_site_is_no_reader(tmp_path: Path) -> None:
    site = build_site(tmp_path, FILES, site_url="http://127.0.0.1:8000/", extra=COUNTER)

    assert not site.page("roses/a/").select(SCRIPT)


def test_a_site_that_counts_and_does_not_say_so_has_a_problem(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()}, site_url=SITE, extra=COUNTER)

    assert site.warnings == [
        "catalog: mkdocs.yml: extra.popular.counter: readers are counted, and there is no page "
        "`about/privacy.md` to say so; write that page, or remove the setting"
    ]

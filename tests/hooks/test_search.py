"""Readers' words in a built site: in the index, beside it, and on the page of the search."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.site import EXTRA, build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

GLOSSARY = "---\ntitle: Glossary\n---\n\nBud\nEye\n:   Where a shoot begins.\n"
PAGES = {
    "glossary.md": GLOSSARY,
    "search.md": "---\ntitle: Search\n---\n\nType words.\n",
    "a-to-z.md": "---\ntitle: A to Z\n---\n\nAll of it.\n",
    "about/help.md": "---\ntitle: Help\n---\n\nCall [112](tel:112).\n",
    "data/words.csv": "word,same_as,kind\ntrim,prune,\nPruner,,name\n",
    "roses/a.md": post(body="Cut above a bud.\n", aliases=["trimming", "cut back"]),
}
SEARCH = {"help_page": "about/help.md", "help_words": ["fell into thorns"]}
NAV = {"omitted_files": "ignore"}


def test_the_index_has_readers_words_and_the_text_of_pages_has_not(tmp_path: Path) -> None:
    site = build_site(tmp_path, PAGES, extra=EXTRA | {"search": SEARCH}, validation={"nav": NAV})

    entries = {entry["location"]: entry for entry in site.search_index()}
    assert entries["roses/a/"]["aliases"] == ["trimming", "cut back"]
    assert entries["roses/a/"]["glossary"] == ["Eye"]
    assert entries["roses/a/"]["sources"] == ["Smith 2011"]
    assert "aliases" not in entries["roses/"]
    assert "trimming" not in site.article("roses/a/").get_text()
    assert site.warnings == []


def test_the_worker_gets_words_names_help_and_what_leads_on(tmp_path: Path) -> None:
    site = build_site(tmp_path, PAGES, extra=EXTRA | {"search": SEARCH}, validation={"nav": NAV})

    words = json.loads(site.read("search/words.json"))
    index = json.loads(site.read("search/search_index.json"))
    assert words["build"] == index["config"]["build"]
    assert words["synonyms"] == [["trim", "prune"], ["Bud", "Eye"]]
    assert words["names"] == [["pruner", "pruner"]]
    assert words["help"]["words"] == ["fell into thorns"]
    assert words["help"]["url"] == "about/help/"
    assert '<a href="tel:112">' in words["help"]["html"]
    assert '<a href="a-to-z/">' in words["lead"]["html"]
    assert '<a href="roses/">Roses</a>' in words["lead"]["html"]


def test_the_page_of_the_search_has_a_box_and_leads_on_without_javascript(tmp_path: Path) -> None:
    site = build_site(tmp_path, PAGES, validation={"nav": NAV})

    page = site.page("search/")
    assert texts(page, "form.find label") == ["Words or a question"]
    assert texts(page, "noscript") == [
        "The search needs JavaScript. The A to Z does not, and has every subject."
    ]
    assert page.select("script[type=module]")
    assert not site.page("roses/a/").select("script[type=module], form.find")


def test_every_page_knows_where_the_results_and_the_a_to_z_are(tmp_path: Path) -> None:
    site = build_site(tmp_path, PAGES, validation={"nav": NAV})

    (script,) = site.page("roses/a/").select("script[src$='search.js']")
    assert (script["data-results"], script["data-a-to-z"]) == ("../../search/", "../../a-to-z/")


def test_a_site_without_these_pages_is_built_without_them(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()}, strict=True)

    (script,) = site.page("roses/a/").select("script[src$='search.js']")
    assert not {"data-results", "data-a-to-z"} & script.attrs.keys()
    words = json.loads(site.read("search/words.json"))
    assert "help" not in words
    assert "A to Z" not in words["lead"]["html"]


@pytest.mark.parametrize("plugins", [[], [{"search": {"enabled": False}}]])
def test_a_site_without_a_search_is_built(tmp_path: Path, plugins: list[object]) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()}, plugins=plugins, strict=True)

    assert not (site.path / "search").exists()


def test_the_writer_is_told_of_aliases_and_words_that_need_care(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(aliases=["trim"]),
        "roses/b.md": post(title="Planting", aliases=["Trim"]),
        "data/words.csv": "word,same_as,kind\na,,\n",
    }

    site = build_site(tmp_path, files)

    assert site.warnings == [
        "search: data/words.csv: line 2: says nothing about `a`; "
        "write what it is the same as, or remove the line",
        "search: roses/a.md: aliases: `trim` is an alias of roses/b.md too; remove it from one, "
        "or say in mkdocs.yml under extra.search.aliases which wins",
    ]

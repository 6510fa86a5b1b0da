"""The glossary in a built site: the first use of a term leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

GLOSSARY = """---
title: Glossary
description: The words of the garden.
---

Bud
:   Where a shoot begins. [@smith2011roses]
"""
FILES = {
    "glossary.md": GLOSSARY,
    "roses/a.md": post(body="Cut above a bud. A bud is small.\n"),
    "roses/index.md": "---\ntitle: Roses\ndescription: All about roses.\n---\n\nThey have a bud.\n",
}
NAV = {"omitted_files": "ignore"}


def test_the_first_use_in_a_post_leads_to_the_term_and_says_what_it_means(tmp_path: Path) -> None:
    site = build_site(tmp_path, FILES, strict=True, validation={"nav": NAV})

    (link,) = site.article("roses/a/").select("a.term")
    assert (link["href"], link["data-meaning"]) == (
        "../../glossary/#bud",
        "Where a shoot begins.",
    )
    assert [dt["id"] for dt in site.article("glossary/").select("dt")] == ["bud"]


def test_only_posts_have_links_to_the_glossary(tmp_path: Path) -> None:
    site = build_site(tmp_path, FILES, strict=True, validation={"nav": NAV})

    assert texts(site.article("roses/"), "a.term") == []
    assert texts(site.article("glossary/"), "a.term") == []


def test_a_term_without_a_meaning_is_a_warning(tmp_path: Path) -> None:
    text = GLOSSARY + "\nThorn\n:It stings.\n"

    site = build_site(tmp_path, {**FILES, "glossary.md": text}, validation={"nav": NAV})

    assert site.warnings == [
        "glossary: glossary.md: line 10: has no space after the colon; "
        "write three spaces there: `:   It stings.`"
    ]


def test_a_site_without_a_glossary_is_built_without_it(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": FILES["roses/a.md"]}, strict=True)

    assert texts(site.article("roses/a/"), "a.term") == []

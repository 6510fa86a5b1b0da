"""Related reading in a built site: below each post, where to read on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path


def test_a_post_leads_on_to_those_that_are_near_it(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(title="A"),
        "roses/b.md": post(title="B"),
        "trees/c.md": post(title="C", body="Oaks. [@smith2011roses]\n", sources=None),
        "index.md": "---\ntitle: The garden\n---\n\nPlants.\n",
    }

    site = build_site(tmp_path, files, strict=True)

    article = site.article("roses/a/")
    assert texts(article, ".related h2") == ["Related reading"]
    assert texts(article, ".related a") == ["B", "C"]
    assert [a["href"] for a in article.select(".related a")] == ["../b/", "../../trees/c/"]
    assert not site.article("").select(".related")


def test_a_writer_chooses_and_hears_of_what_is_no_post(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(title="A", related=["../trees/c.md", "x.md"]),
        "roses/b.md": post(title="B"),
        "trees/c.md": post(title="C"),
    }

    site = build_site(tmp_path, files)

    assert texts(site.article("roses/a/"), ".related a") == ["C"]
    assert site.warnings == [
        "related: roses/a.md: related[1]: `roses/x.md` is not a post that is published; "
        "correct it, or remove it"
    ]


def test_a_post_alone_has_no_related_reading(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()}, strict=True)

    assert not site.article("roses/a/").select(".related")

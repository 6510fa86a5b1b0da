"""The A to Z in a built site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "---\ntitle: A to Z\n---\n\nAll of it.\n"


def test_every_name_leads_to_its_post(tmp_path: Path) -> None:
    files = {
        "a-to-z.md": PAGE,
        "glossary.md": "---\ntitle: Glossary\n---\n\nBud\n:   Where a shoot begins.\n",
        "roses/a.md": post(aliases=["cut back <b>", "bud"]),
    }

    site = build_site(tmp_path, files, validation={"nav": {"omitted_files": "ignore"}}, strict=True)

    page = site.article("a-to-z/")
    assert texts(page, ".letters a") == ["B", "C", "P"]
    assert texts(page, ".subjects > li") == [
        "bud: Pruning roses in the glossary",
        "cut back <b>: Pruning roses",
        "Pruning roses",
    ]
    links = [link["href"] for link in page.select(".subjects a")]
    assert links == ["../roses/a/", "../glossary/#bud", "../roses/a/", "../roses/a/"]
    for link in page.select(".letters a"):
        assert page.select(str(link["href"]))

"""What a post says of itself in its head, and how it wants to be cited."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.site import build_site, post, texts
from tests.vocabulary import faults

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site import Site


def test_a_post_carries_data_that_schema_org_accepts(tmp_path: Path) -> None:
    title = 'Roses </script> "and" <b>'
    files = {"roses/a.md": post(title="Roses & \"clay\" '2011'"), "roses/b.md": post(title=title)}

    site = build_site(tmp_path, files, site_url="https://example.org/garden/")

    script = site.page("roses/a/").select_one('script[type="application/ld+json"]')
    assert script is not None
    data = json.loads(script.get_text())
    assert list(faults(data)) == []
    assert data["headline"] == "Roses & \"clay\" '2011'"
    assert data["url"] == "https://example.org/garden/roses/a/"
    assert data["citation"][0]["name"] == "Roses in clay & sand"
    assert site.page("roses/").select('script[type="application/ld+json"]') == []


def test_the_page_of_a_source_carries_data_on_the_work_and_no_tags_of_a_post(
    tmp_path: Path,
) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()})

    page = site.page("sources/smith2011roses/")
    script = page.select_one('script[type="application/ld+json"]')
    assert script is not None
    data = json.loads(script.get_text())
    assert list(faults(data)) == []
    assert data["mainEntity"]["author"] == [{"@type": "Person", "name": "Jo Smith"}]
    assert not page.select('meta[name^="citation_"]')


def test_every_post_of_this_site_carries_such_data(whole_site: Site) -> None:
    pages = [
        path.parent.relative_to(whole_site.path).as_posix() + "/"
        for path in whole_site.path.rglob("index.html")
        if 'id="popular"' in path.read_text(encoding="utf-8") and path.parent.name != "popular"
    ]
    assert len(pages) >= 4
    for url in pages:
        script = whole_site.page(url).select_one('script[type="application/ld+json"]')
        assert script is not None, url
        data = json.loads(script.get_text())
        assert list(faults(data)) == []
        assert data["@type"] == ["MedicalWebPage", "Article"]
        assert "reviewedBy" not in data  # no clinician has reviewed any post
        assert data["citation"]


def test_a_post_can_be_cited_by_people_and_by_reference_managers(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        {"roses/a.md": post(title="Roses & clay")},
        site_url="https://example.org/garden/",
        site_name="The garden",
    )

    page = site.page("roses/a/")
    assert texts(page, ".cite-this .reference") == [
        "The editors. Roses & clay. The garden. March 1, 2026. https://example.org/garden/roses/a/"
    ]
    tags = {tag["name"]: tag["content"] for tag in page.select('meta[name^="citation_"]')}
    assert tags["citation_title"] == "Roses & clay"
    assert tags["citation_author"] == "The editors"
    assert tags["citation_publication_date"] == "2026/03/01"


def test_a_reviewer_who_signed_off_is_named_to_readers_too(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(reviewed_by={"author": "doe", "date": "2026-03-01"}),
        "about/authors/doe.md": "---\ntitle: Al Doe\n---\n\nA gardener.\n",
    }

    site = build_site(tmp_path, files, strict=True)

    assert "Signed off by Al Doe , 1 March 2026" in texts(site.article("roses/a/"), ".review")[0]

"""What a post says of itself in its head, and how it wants to be cited."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

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


def test_every_page_says_what_a_shared_link_shows(tmp_path: Path) -> None:
    files = {"roses/a.md": post(title='Roses & "clay"', updated="2026-04-01")}

    site = build_site(
        tmp_path, files, site_url="https://example.org/garden/", site_name="The <b>garden</b>"
    )

    own, home = (
        {str(tag["property"]): tag["content"] for tag in site.page(url).select("meta[property]")}
        for url in ("roses/a/", "")
    )
    assert own["og:title"] == 'Roses & "clay"'
    assert str(own["og:description"]).startswith("What to cut")
    assert own["og:url"] == "https://example.org/garden/roses/a/"
    assert own["og:site_name"] == "The <b>garden</b>"
    assert own["article:published_time"] == "2026-03-01"
    assert own["article:modified_time"] == "2026-04-01"
    assert (own["og:type"], home["og:type"]) == ("article", "website")
    assert (home["og:title"], home["og:url"]) == ("The garden", "https://example.org/garden/")
    assert [tag["href"] for tag in site.page("").select('[rel="canonical"]')] == [home["og:url"]]


def test_t4_the_sitemap_has_the_days_of_posts_and_no_others(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(updated="2026-04-01"),
        "roses/b.md": post(title="Watering", date="2016-03-01"),
    }

    site = build_site(tmp_path, files, site_url="https://example.org/garden/", strict=True)

    entries = BeautifulSoup(site.read("sitemap.xml"), "xml").select("url")
    days = {texts(entry, "loc")[0]: texts(entry, "lastmod") for entry in entries}
    assert days.pop("https://example.org/garden/roses/a/") == ["2026-04-01"]
    assert days.pop("https://example.org/garden/roses/b/") == ["2016-03-01"]
    assert "https://example.org/garden/roses/" in days
    assert [day for day in days.values() if day] == []
    # The packed sitemap has a date of its own in its first bytes: no clock in it either.
    packed = (site.path / "sitemap.xml.gz").read_bytes()
    assert int.from_bytes(packed[4:8], "little") == 1775001600  # 1 April 2026


@pytest.mark.parametrize("files", [{}, {"roses/a.md": post(draft=True)}])
def test_a_site_without_posts_has_a_sitemap(tmp_path: Path, files: dict[str, str]) -> None:
    site = build_site(tmp_path, files, site_url="https://example.org/garden/", strict=True)

    assert "<loc>https://example.org/garden/roses/</loc>" in site.read("sitemap.xml")

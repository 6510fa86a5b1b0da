"""The archive by year, and the Blog section of the menu that mkdocs-blog-plugin makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site import Site, build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

YEARS = {
    f"roses/y{year}.md": post(title=f"Of {year}", date=f"{year}-06-15", reviewed="2026-01-01")
    for year in range(2013, 2026)
}


def blog_section(site: Site, url: str) -> Tag:
    """Return the Blog section of the menu, last in it."""
    found = site.page(url).select("#menu > ul > li")[-1]
    assert texts(found, ".menu__link")[0] == "Blog"
    return found


def test_every_post_stands_once_in_the_archive_under_its_month(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(title="A", date="2026-03-01"),
        "trees/b.md": post(title="B", date="2026-03-20", reviewed="2026-03-20"),
        "roses/c.md": post(title="C", date="2026-01-09"),
        "roses/d.md": post(title="D", date="2024-12-31"),
    }

    site = build_site(tmp_path, files, strict=True)

    assert texts(site.article("blog/2026/"), "h1, h2, h3") == [
        "2026",
        "March",
        "B",
        "A",
        "January",
        "C",
    ]
    assert texts(site.article("blog/2024/"), "h1, h2, h3") == ["2024", "December", "D"]
    assert not (site.path / "blog/2025").exists()
    assert texts(site.article("blog/"), ".years > li > a") == ["2026", "2024"]
    assert [a["href"] for a in site.article("blog/").select(".years ul a")] == [
        "2026/#march",
        "2026/#january",
        "2024/#december",
    ]


def test_the_menu_shows_the_newest_years_first_and_folds_the_older_ones(tmp_path: Path) -> None:
    site = build_site(tmp_path, YEARS)

    section = blog_section(site, "")
    newest = ["2025", "2024", "2023", "2022", "2021"]
    assert texts(section, ":scope > details > ul > li > a") == newest
    folded = section.select(":scope > details > ul > li:has(> details)")
    assert [texts(item, "summary")[0] for item in folded] == ["Earlier years (8)"]
    assert texts(folded[0], ":scope > details > ul > li > details > summary") == [
        "Part 1 of 2",
        "Part 2 of 2",
    ]
    assert texts(folded[0], "li li a") == [str(year) for year in range(2020, 2012, -1)]
    assert folded[0].select("details[open]") == []


def test_the_link_of_the_section_leads_to_the_archive_page(tmp_path: Path) -> None:
    site = build_site(tmp_path, YEARS)

    link = blog_section(site, "").select_one(".menu__link")
    assert link is not None
    assert link["href"] == "blog/"
    assert texts(blog_section(site, ""), "a").count("Archive") == 0


def test_a_single_group_of_older_years_is_not_wrapped_twice(tmp_path: Path) -> None:
    site = build_site(tmp_path, {uri: text for uri, text in YEARS.items() if uri > "roses/y2018"})

    assert "Part 1 of 1" not in site.read("")
    assert texts(blog_section(site, ""), ":scope > details li li a") == ["2020", "2019", "2018"]


def test_an_older_year_opens_its_fold_and_shows_where_it_is(tmp_path: Path) -> None:
    site = build_site(tmp_path, YEARS)

    assert len(blog_section(site, "blog/2013/").select("details[open]")) == 3
    assert texts(site.page("blog/2013/"), ".md-path__item")[:2] == ["Home", "Blog"]


def test_a_page_elsewhere_with_blog_in_its_address_is_not_filed_among_the_years(
    tmp_path: Path,
) -> None:
    files = {
        "my-blog/index.md": "---\ntitle: My blog\ndescription: A topic.\n---\n",
        "my-blog/a.md": post(),
    }

    site = build_site(tmp_path, files)

    assert texts(blog_section(site, ""), "details a") == ["2026"]


def test_a_site_without_posts_has_an_empty_archive(tmp_path: Path) -> None:
    site = build_site(tmp_path, {}, strict=True)

    assert texts(site.article("blog/"), "h1") == ["Archive"]
    assert texts(site.article("blog/"), ".years li") == []

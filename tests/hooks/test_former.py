"""Former addresses in a built site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site import Site

TITLE = 'Roses & "clay"'
SCRIPT = "assets/javascripts/former.js"


def test_d9_a_former_address_leads_to_the_post_from_any_depth_and_below_any_path(
    tmp_path: Path,
) -> None:
    former = ["/2016/04/cut.html", "/old", "/a/b/fr%C3%BChling/"]
    files = {"roses/a.md": post(title=TITLE, former=former), SCRIPT: ""}

    site = build_site(tmp_path, files, site_url="https://example.org/garden/", strict=True)

    for path, to in {
        "2016/04/cut.html": "../../roses/a/",
        "old/": "../roses/a/",
        "a/b/frühling/": "../../../roses/a/",
    }.items():
        page = site.page(path)
        assert texts(page, "h1") == ["This post has moved"]
        assert texts(page, "main a") == [TITLE]
        assert [link["href"] for link in page.select("main a")] == [to]
        assert page.select('[name="robots"]') == []
        assert [tag["href"] for tag in page.select('[rel="canonical"]')] == [
            "https://example.org/garden/roses/a/"
        ]
        (script,) = page.select("script")
        assert (site.path / path.rpartition("/")[0] / str(script["src"])).is_file()


def test_it_leads_on_without_javascript(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post(former=["/2016/04/cut.html"])}, strict=True)

    # In `noscript`, so that it does not race with the script.
    (inner,) = site.page("2016/04/cut.html").select("head > noscript")
    (refresh,) = BeautifulSoup(inner.decode_contents(), "html.parser").select("meta")
    assert refresh["http-equiv"] == "refresh"
    assert refresh["content"] == "0; url=../../roses/a/"
    assert site.page("2016/04/cut.html").select('[rel="canonical"]') == []  # no address is known


def test_it_is_found_by_no_search(tmp_path: Path) -> None:
    files = {"roses/a.md": post(former=["/2016/04/cut.html", "/old/"])}

    site = build_site(tmp_path, files, site_url="https://example.org/garden/", strict=True)

    assert "garden/roses/a/" in site.read("sitemap.xml")
    assert not [name for name in ("cut", "old") if name in site.read("sitemap.xml")]
    locations = [entry["location"] for entry in site.search_index()]
    assert "roses/a/" in locations
    assert not [each for each in locations if "cut" in each or "old" in each]


def test_an_address_that_something_else_has_is_a_problem(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(former=["/404.html", "/blog/2026/", "/assets/rose.html/"]),
        "assets/rose.html": "<p>A rose.",
    }

    site = build_site(tmp_path, files)

    assert site.warnings == [
        f"former: roses/a.md: former[{number}]: `{address}` cannot stand beside {other}; "
        "remove it, or rename that file"
        for number, (address, other) in enumerate(
            {
                "/404.html": "the theme",
                "/blog/2026/": "blog/2026.md",
                "/assets/rose.html/": "assets/rose.html",
            }.items()
        )
    ]
    assert texts(site.page("404.html"), "h1") == ["This page is not here"]
    assert site.read("assets/rose.html").endswith("<p>A rose.")


def test_d9_the_post_of_the_original_blog_is_found_where_it_was(whole_site: Site) -> None:
    page = whole_site.page("2016/04/beyond-pamperingmedical-massage-can-be.html")

    assert [link["href"] for link in page.select("a")] == [
        "../../medical-massage/what-is-medical-massage/"
    ]

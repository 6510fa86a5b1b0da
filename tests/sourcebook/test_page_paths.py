"""Which page an address means, as services and servers write it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.page_paths import find_prefix, guess_prefix, read_paths
from tests.sourcebook import garden

POST = garden.make_post("roses/pruning.md", date=date(2026, 3, 1))
SPRING = garden.make_post("roses/frühling.md")
CATALOG = garden.make_catalog(
    [POST, SPRING],
    former={"/2016/04/cut.html": POST.uri, "/cutting/": POST.uri, "/x/index.html": POST.uri},
)
PATHS = read_paths(CATALOG, prefix="/repo/", others=["./", "glossary/"])


@pytest.mark.parametrize(
    "address",
    [
        "/roses/pruning/",
        "/roses/pruning",
        "/roses/pruning.html",
        "/roses/pruning/index.html",
        "/Roses/Pruning/",
        "roses/pruning/",
        "/repo/roses/pruning/",
        "/repo/roses/pruning.html?utm_source=x#top",
        "https://example.org/repo/roses/pruning/",
        "HTTP://example.org:8080/roses/pruning/",
        "//example.org/roses/pruning/?a=/glossary/",
        "/roses/%70runing/",
        " /roses/pruning/ ",
        "/2016/04/cut.html",
        "/2016/04/cut.html?m=1",
        "/2016/04/cut",
        "/repo/cutting",
        "/x/",
        "/cutting/index.html",
    ],
)
def test_all_these_mean_the_post(address: str) -> None:
    assert PATHS.find(address) == "/roses/pruning/"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "/"),
        ("", "/"),
        ("/repo", "/"),
        ("/repo/", "/"),
        ("/index.html", "/"),
        ("https://example.org", "/"),
        ("/glossary", "/glossary/"),
        ("/roses/", "/roses/"),
        ("/blog/2026/", "/blog/2026/"),
        ("/sources/smith2011roses/", "/sources/smith2011roses/"),
        ("/roses/frühling/", "/roses/fr%C3%BChling/"),
        ("/roses/fr%C3%BChling/", "/roses/fr%C3%BChling/"),
    ],
)
def test_a_page_is_named_as_the_site_names_it(address: str, path: str) -> None:
    assert PATHS.find(address) == path


@pytest.mark.parametrize(
    "address",
    ["/roses/pruning/x/", "/roses/prunin/", "/wp-login.php", "/repo2/roses/pruning/", "/%FF/"],
)
def test_what_no_page_answers_is_not_guessed(address: str) -> None:
    assert PATHS.find(address) is None


def test_capitals_are_told_apart_where_two_pages_differ_in_nothing_else() -> None:
    big, small = garden.make_post("roses/IVY.md"), garden.make_post("roses/ivy.md")
    paths = read_paths(garden.make_catalog([big, small]))

    assert paths.find("/roses/IVY/") == "/roses/IVY/"
    assert paths.find("/roses/ivy") == "/roses/ivy/"
    assert paths.find("/roses/Ivy/") is None


def test_a_page_comes_before_another_ones_former_address() -> None:
    catalog = garden.make_catalog([POST, SPRING], former={"/roses/pruning/": SPRING.uri})

    assert read_paths(catalog).find("/roses/pruning/") == "/roses/pruning/"


@pytest.mark.parametrize(
    ("site", "prefix"),
    [
        ("https://name.github.io/repo/", "/repo/"),
        ("https://name.github.io/repo", "/repo/"),
        ("https://example.org/a/b/", "/a/b/"),
        ("https://example.org/", "/"),
        ("https://example.org", "/"),
        ("", "/"),
    ],
)
def test_the_prefix_is_in_the_address_of_the_site(site: str, prefix: str) -> None:
    assert find_prefix(site) == prefix


def test_a_prefix_shows_in_the_addresses_of_posts() -> None:
    paths = read_paths(CATALOG)
    seen = ["/repo/roses/pruning/", "/repo/", "/roses/pruning/", "/wp-login.php", "/a/b/"]

    assert guess_prefix(paths, seen) == "/repo/"
    assert guess_prefix(paths, ["/roses/pruning/", "/repo/glossary"]) is None
    assert guess_prefix(paths, [*seen, "/other/roses/pruning/"]) is None


@given(st.text())
def test_any_text_may_stand_for_an_address(address: str) -> None:
    assert PATHS.find(address) in (None, *PATHS.known.values())

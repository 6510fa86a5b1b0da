"""Which file leads on from a former address, and where none can."""

from __future__ import annotations

import pytest

from sourcebook.former import plan_stubs
from tests.sourcebook import garden
from tests.sourcebook.garden import messages, post_file


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/2016/04/cut.html", "2016/04/cut.html"),
        ("/2016/04/cut.htm", "2016/04/cut.htm"),
        ("/cutting/", "cutting/index.html"),
        ("/cutting", "cutting/index.html"),
        ("/cutting/index.html", "cutting/index.html"),
        ("/cut.php", "cut.php/index.html"),
        ("/a//b.html", "a/b.html"),
        ("/fr%C3%BChling/", "frühling/index.html"),
        ("/Roses/Pruning/", "Roses/Pruning/index.html"),
    ],
)
def test_each_address_has_the_file_that_a_server_looks_for(address: str, path: str) -> None:
    catalog = garden.read_garden({"roses/pruning.md": post_file(former=[address])})

    stubs, problems = plan_stubs(catalog, {"roses/pruning/index.html": "roses/pruning.md"})

    assert messages([*problems, *catalog.problems]) == []
    assert {file: post.uri for file, post in stubs.items()} == {path: "roses/pruning.md"}


def test_an_address_written_in_two_ways_is_one_file() -> None:
    catalog = garden.read_garden({"roses/a.md": post_file(former=["/roses/a/", "/old/", "/old"])})

    stubs, problems = plan_stubs(catalog, {"roses/a/index.html": "roses/a.md"})

    assert (list(stubs), problems) == (["old/index.html"], [])


def test_a_draft_leads_nowhere_before_it_is_published() -> None:
    catalog = garden.read_garden({"roses/a.md": post_file(draft=True, former=["/old/"])})

    assert plan_stubs(catalog, {}) == ({}, [])


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/assets/rose.html", "assets/rose.html"),
        ("/sitemap.xml/", "the theme"),
        ("/assets.htm", "assets.htm/x.png"),
    ],
)
def test_a_file_that_is_there_stays_and_the_writer_is_told(address: str, other: str) -> None:
    taken = {"sitemap.xml": "the theme"} | {
        path: path for path in ("assets/rose.html", "assets.htm/x.png")
    }
    catalog = garden.read_garden({"roses/a.md": post_file(former=["/old/", address])})

    stubs, problems = plan_stubs(catalog, taken)

    assert list(stubs) == ["old/index.html"]
    assert messages(problems) == [
        f"roses/a.md: former[1]: `{address}` cannot stand beside {other}; "
        "remove it, or rename that file"
    ]


@pytest.mark.parametrize("paths", [("/x.html", "/x.html/y/"), ("/x.html/y/", "/x.html")])
def test_one_address_cannot_be_a_file_and_a_folder(paths: tuple[str, str]) -> None:
    catalog = garden.read_garden(
        {
            "roses/new.md": post_file(former=[paths[0]]),
            "roses/old.md": post_file(former=[paths[1]], date="2016-03-01"),
        }
    )

    stubs, problems = plan_stubs(catalog, {})

    assert {post.uri for post in stubs.values()} == {"roses/new.md"}
    assert messages(problems) == [
        f"roses/old.md: former[0]: `{paths[1]}` cannot stand beside roses/new.md; "
        "remove it, or rename that file"
    ]


def test_what_the_catalog_has_reported_is_not_told_twice() -> None:
    files = {
        "roses/a.md": post_file(former=["/roses/b", "/old/"]),
        "roses/b.md": post_file(former=["/old"], date="2016-03-01"),
    }
    catalog = garden.read_garden(files)

    stubs, problems = plan_stubs(catalog, {"roses/b/index.html": "roses/b.md"})

    assert messages(catalog.problems) == [
        "roses/a.md: former[0]: `/roses/b` belongs to roses/b.md; remove it from one of the two",
        "roses/b.md: former[0]: `/old` belongs to roses/a.md; remove it from one of the two",
    ]
    assert {path: post.uri for path, post in stubs.items()} == {"old/index.html": "roses/a.md"}
    assert problems == []


def test_the_address_of_a_feed_is_left_to_the_feed() -> None:
    catalog = garden.read_garden({"roses/a.md": post_file(former=["/atom.xml", "/old/"])})

    stubs, problems = plan_stubs(catalog, {})

    assert (list(stubs), problems) == (["old/index.html"], [])


@pytest.mark.parametrize(("draft", "paths"), [(False, ["p/contact.html"]), (True, [])])
def test_a_page_from_a_former_blog_has_its_former_address_once_published(
    draft: bool,  # noqa: FBT001 - a table
    paths: list[str],
) -> None:
    blog = {"id": "1", "format": "feed", "path": "/p/contact.html"}
    keys = {"title": "Contact", "blogger": blog, "former": ["/p/contact.html"], "draft": draft}

    stubs, problems = plan_stubs(
        garden.read_garden({"about/contact.md": garden.front_matter(keys)}), {}
    )

    assert (list(stubs), problems) == (paths, [])


def test_the_page_of_an_author_from_a_former_blog_has_its_former_address() -> None:
    blog = {"id": "1", "format": "feed", "path": "/p/jane.html"}
    keys = {"title": "Jane", "blogger": blog, "former": ["/p/jane.html"]}
    jane = {"about/authors/jane.md": garden.front_matter(keys)}

    stubs, problems = plan_stubs(garden.read_garden(jane), {})
    both = garden.read_garden(jane | {"roses/a.md": post_file(former=["/p/jane.html"])})

    assert problems == []
    assert {path: page.uri for path, page in stubs.items()} == {"p/jane.html": next(iter(jane))}
    assert messages(both.problems) == [
        "about/authors/jane.md: former[0]: `/p/jane.html` belongs to roses/a.md; "
        "remove it from one of the two"
    ]

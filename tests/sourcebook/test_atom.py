"""Feeds of Blogger, in each of their forms."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.blogger.atom import read_feed
from sourcebook.blogger.entries import (
    BEFORE_2023,
    LEGACY,
    PUBLIC,
    SINCE_2023,
    Blog,
    Unreadable,
)
from tests.sourcebook.importers.bodies import InMemory
from tests.sourcebook.importers.exports import comment, entry, legacy, page, public, takeout
from tests.sourcebook.importers.real import REAL_EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

ALL = (
    entry(1, labels=("Roses, red", "C#", "Roses, red")),
    entry(2, status="DRAFT"),
    page(3),
    comment(4, 3, answers="9"),
)


def read(raw: bytes) -> tuple[Blog, InMemory]:
    bodies = InMemory()
    return read_feed(io.BytesIO(raw), bodies), bodies


@pytest.mark.parametrize(
    ("raw", "form", "counts"),
    [
        (
            legacy(*ALL),
            LEGACY,
            {
                "comment, live": 1,
                "page, live": 1,
                "post, draft": 1,
                "post, live": 1,
                "setting, live": 4,
                "template, live": 1,
            },
        ),
        (
            takeout(*ALL),
            SINCE_2023,
            {"comment, live": 1, "page, live": 1, "post, draft": 1, "post, live": 1},
        ),
        (
            takeout(*ALL, since_2023=False),
            BEFORE_2023,
            {"comment, live": 1, "page, live": 1, "post, draft": 1, "post, live": 1},
        ),
        (
            public(ALL[0], ALL[2], ALL[3]),
            PUBLIC,
            {"comment, live": 1, "page, live": 1, "post, live": 1},
        ),
    ],
)
def test_each_form_is_recognised_by_what_stands_in_it(
    raw: bytes, form: str, counts: dict[str, int]
) -> None:
    blog, bodies = read(raw)

    assert (blog.format, blog.title, blog.counts) == (form, "The Garden", counts)
    first = blog.entries[0]
    assert first.labels == ("Roses, red", "C#")
    assert bodies.get(first.body) == "<p>Cut above a bud.</p>"
    assert first.path == ("" if form == BEFORE_2023 else "/2016/04/pruning-roses-1.html")
    last = blog.entries[-1]
    assert (last.parent, last.answers) == ("3", "" if form == BEFORE_2023 else "9")


def test_settings_are_kept_but_for_those_with_addresses_of_people() -> None:
    blog, _ = read(legacy(entry()))

    assert blog.zone == "America/New_York"
    assert "jo@example.org" not in str(blog)
    assert blog.address == "http://garden.blogspot.com"


def test_what_a_post_is_about_and_what_a_comment_lost_are_told() -> None:
    blog, _ = read(
        legacy(
            entry(link="http://example.org/roses"),
            comment(2, 1, removed=True),
            entry(3, author="a@b.c"),
        )
    )

    assert [each.link for each in blog.entries] == ["http://example.org/roses", "", ""]
    assert [each.removed for each in blog.entries] == [False, True, False]
    assert [each.author for each in blog.entries] == ["Jo Smith", "Jo Smith", ""]


def test_what_is_in_the_bin_or_of_an_unknown_kind_is_told() -> None:
    raw = takeout(
        entry(1, trashed="2020-01-01T00:00:00Z"), entry(2, status="GHOSTED"), entry(3, kind="poll")
    )

    assert read(raw)[0].counts == {"poll, live": 1, "post, ghosted": 1, "post, in the bin": 1}


def test_titles_lose_one_layer_of_entities_and_no_more() -> None:
    blog, _ = read(
        takeout(entry(1, title="Roses &#39;red&#39; &amp; white"), entry(2, title="R & D;"))
    )

    assert [each.title for each in blog.entries] == ["Roses 'red' & white", "R & D;"]


def test_a_prefix_that_was_never_declared_is_mended_and_told() -> None:
    raw = legacy(entry(status="DRAFT")).replace(b" xmlns:app='http://purl.org/atom/app#'", b"")

    blog, _ = read(raw)

    assert blog.counts["post, draft"] == 1
    assert "line 1: Namespace prefix app on control is not defined" in blog.notes


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (legacy(entry())[:-40], "line 1, column "),
        (legacy(entry()).replace(b"bud", b"b\xffd"), "line 1, column "),
        (legacy(entry()).replace(b"bud", b"b\x01d"), "line 1, column "),
        (legacy(entry()).replace(b"</entry>", b"</feed>", 1), "line 1, column "),
        (b"", "line 0, column 0"),
        (b"<html><p>x</p></html>", "is not a feed"),
        (b"<feed><id>x</id></feed>", "is a feed, but not one of Blogger"),
    ],
)
def test_a_damaged_or_other_file_is_refused_with_the_place(raw: bytes, what: str) -> None:
    with pytest.raises(Unreadable, match=what):
        read(raw)


def test_a_short_feed_and_odd_addresses_are_read() -> None:
    raw = (
        public(entry(), entry(2, path="/2016/04/b.html"))
        .replace(b"<content", b"<summary", 1)
        .replace(b"</content>", b"</summary>", 1)
        .replace(b"http://garden.blogspot.com/2016/04/b.html", b"http://[bad")
        .replace(b"href='http://garden.blogspot.com/'", b"href=''")
    )

    blog, _ = read(raw)

    assert [each.short for each in blog.entries] == [True, False]
    assert [each.path for each in blog.entries] == ["/2016/04/pruning-roses-1.html", ""]
    assert blog.address == "http://garden.blogspot.com"


def test_entities_are_not_expanded_and_a_large_text_is_read() -> None:
    bomb = b"<!DOCTYPE feed [<!ENTITY a 'boom'><!ENTITY b '&a;&a;'>]>"
    raw = legacy(entry(title="x")).replace(b"<feed", bomb + b"<feed").replace(b">x<", b">&b;<")

    assert "boom" not in str(read(raw)[0].entries[0].title)
    assert len(read(legacy(entry(html="rose " * 2_100_000)))[1].texts[0]) == 10_500_000


@given(st.binary(max_size=300), st.integers(0, 4000), st.integers(0, 200))
def test_whatever_is_changed_in_a_feed_it_is_read_or_refused(
    put: bytes, at: int, gone: int
) -> None:
    raw = legacy(*ALL)

    try:
        blog, _ = read(raw[:at] + put + raw[at + gone :])
    except Unreadable:
        return
    assert blog.format


@pytest.mark.parametrize("path", REAL_EXPORTS)
def test_real_exports_are_read_as_others_read_them(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    blog, _ = read(path.read_bytes())
    entries = {each.id: each for each in blog.entries}

    assert blog.title == expected["blog_title"]
    for one in expected["entries"]:
        found = entries[one["id"]]
        assert (found.kind, found.status) == (one["kind"], one["status"])
        assert found.parent == (one["parent"] or "")
        if one["kind"] != "comment":
            assert (found.title, list(found.labels)) == (one["title"], one["labels"])
            assert found.path == (one["permalink"] or "")

"""Permalinks that an export lacks."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sourcebook.blogger.entries import LIVE, PAGE, POST, Entry, Unreadable
from sourcebook.blogger.permalinks import (
    Permalinks,
    fill_in,
    guess_name,
    guess_path,
    read_path,
    read_permalinks,
)
from tests.sourcebook.importers.exports import entry, public

WHEN = datetime(2016, 5, 1, 2, 30, tzinfo=UTC)


def post(
    title: str = "Pruning roses 1", number: str = "1", kind: str = POST, **values: object
) -> Entry:
    given = {"published": WHEN, "path": "", **values}
    return Entry(
        id=number,
        kind=kind,
        status=LIVE,
        title=title,
        updated=None,
        author="",
        labels=(),
        body=0,
        **given,  # type: ignore[arg-type]  # what a test gives
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("How to prune a rose in the spring", "how-to-prune-rose-in-spring"),
        ("tcp/ip and asp_net", "tcpip-and-aspnet"),
        ("Éclair — crème", "eclair-creme"),
        (
            "Beyond Pampering Massage Can Be Just What Doctors",
            "beyond-pampering-massage-can-be-just",
        ),
        (
            "Donaudampfschifffahrtsgesellschaftskapitaen x",
            "donaudampfschifffahrtsgesellschaftskapi",
        ),
        ("장미", "blog-post"),
    ],
)
def test_a_name_is_made_as_blogger_makes_it(title: str, name: str) -> None:
    assert guess_name(title) == name


def test_the_month_of_a_guess_is_that_of_the_blogs_clocks() -> None:
    assert guess_path(post(), ZoneInfo("America/New_York"), "") == "/2016/04/pruning-roses-1.html"
    assert guess_path(post(), None, "") == "/2016/05/pruning-roses-1.html"
    assert guess_path(post("", kind=PAGE), None, "About us") == "/p/about-us.html"
    assert guess_path(post(published=None), None, "") == "/p/pruning-roses-1.html"


@pytest.mark.parametrize(
    "raw",
    [
        b"id,url\n1,http://garden.blogspot.com/2016/04/pruning.html?m=1\n",
        "\ufeffTitle,Published,Path\nPruning Roses 1,2016-05-01T02:30:10Z,/2016/04/pruning.html\n".encode(),
        json.dumps([{"id": 1, "url": "/2016/04/pruning.html"}, 5]).encode(),
        json.dumps(
            {
                "feed": {
                    "entry": [
                        {
                            "id": {"$t": "tag:blogger.com,1999:blog-7.post-1"},
                            "x": 1.5,
                            "link": [
                                {
                                    "rel": "alternate",
                                    "href": "http://g.blogspot.com/2016/04/pruning.html",
                                }
                            ],
                        }
                    ]
                }
            }
        ).encode(),
        public(entry(1, path="/2016/04/pruning.html")),
    ],
)
def test_a_list_is_joined_by_number_or_by_title_and_moment(raw: bytes) -> None:
    known = read_permalinks(raw)

    assert fill_in(post(), known, zone=None, words="") == (
        post(path="/2016/04/pruning.html"),
        False,
    )


def test_a_guess_that_stands_in_the_sitemap_is_none() -> None:
    raw = b"<urlset><url><loc>http://g.org/2016/05/pruning-roses-1.html</loc></url><url><loc/></url></urlset>"

    known = read_permalinks(raw)

    assert fill_in(post(), known, zone=None, words="")[1] is False
    assert fill_in(post("Soil"), known, zone=None, words="")[1] is True
    assert fill_in(post(path="/a.html"), known, zone=None, words="") == (
        post(path="/a.html"),
        False,
    )
    assert Permalinks().find(post("", published=None)) == ""


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff",
        b"<urlset>",
        b"<!DOCTYPE x><urlset/>",
        b"{",
        b'{"feed": 1}',
        b"[" * 100_000,
        b"a,b\n1,2\n",
        b'"' + b"x" * 200_000,
    ],
)
def test_what_is_no_list_of_permalinks_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="permalink"):
        read_permalinks(raw)


def test_a_permalink_is_a_path_of_its_kind() -> None:
    assert read_path("http://[") == ""
    assert read_path("http://g.org/about.html") == ""
    assert read_path("http://g.org/p/about.html") == "/p/about.html"

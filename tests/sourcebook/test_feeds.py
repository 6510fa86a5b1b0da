"""Which posts stand in which feed, and links that lead on from anywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sourcebook.feeds import absolute, list_feeds, midnight
from tests.sourcebook import garden
from tests.sourcebook.garden import post_file

FILES = {
    "roses/a.md": post_file(title="Old", date="2015-03-01", updated="2026-11-01"),
    "roses/b.md": post_file(title="Middle", date="2016-03-01"),
    "trees/c.md": post_file(title="New", date="2017-03-01"),
    "trees/d.md": post_file(title="Draft", draft=True),
}


def test_the_site_and_each_topic_have_feeds_of_published_posts() -> None:
    site, roses, trees = list_feeds(garden.read_garden(FILES), "Garden", "Plainly.", length=20)

    assert (site.title, site.description, site.url) == ("Garden", "Plainly.", "")
    assert [post.title for post in site.posts] == ["New", "Middle", "Old"]
    assert (roses.title, roses.description, roses.url) == (
        "Roses - Garden",
        "All about roses.",
        "roses/",
    )
    assert [post.title for post in roses.posts] == ["Middle", "Old"]
    assert [post.title for post in trees.posts] == ["New"]
    assert roses.changed == datetime(2026, 11, 1, tzinfo=UTC)
    assert roses.files["json_updated"] == "roses/feed_json_updated.json"
    rss, json = "application/rss+xml", "application/feed+json"
    assert trees.links == [
        ("trees/feed_rss_created.xml", rss, "Trees - Garden: new posts (RSS)", "new posts"),
        ("trees/feed_json_created.json", json, "Trees - Garden: new posts (JSON)", "new posts"),
        ("trees/feed_rss_updated.xml", rss, "Trees - Garden: updates (RSS)", "updates"),
        ("trees/feed_json_updated.json", json, "Trees - Garden: updates (JSON)", "updates"),
    ]


def test_a_full_feed_has_the_newest_and_the_last_changed_posts() -> None:
    site = list_feeds(garden.read_garden(FILES), "Garden", "", length=1)[0]

    assert [post.title for post in site.posts] == ["New", "Old"]


def test_where_there_is_no_post_there_is_no_feed() -> None:
    assert list_feeds(garden.read_garden({}), "Garden", "", length=20) == []


def test_a_day_begins_at_midnight_of_the_same_clock_everywhere() -> None:
    assert midnight(date(2026, 3, 1)).isoformat() == "2026-03-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ('<a href="../b/#x">b</a>', '<a href="https://e.org/g/roses/b/#x">b</a>'),
        ('<a href="#here">b</a>', '<a href="https://e.org/g/roses/a/#here">b</a>'),
        ('<img src="../x.svg"/>', '<img src="https://e.org/g/roses/x.svg"/>'),
        (
            '<video poster="../x.png"></video>',
            '<video poster="https://e.org/g/roses/x.png"></video>',
        ),
        ('<a href="tel:116123">b</a>', '<a href="tel:116123">b</a>'),
        ('<a href="https://x.org/?a&amp;b">b</a>', '<a href="https://x.org/?a&amp;b">b</a>'),
        ("<pre>a  \n b &lt;i&gt;</pre>", "<pre>a  \n b &lt;i&gt;</pre>"),
    ],
)
def test_links_and_pictures_are_named_in_full(html: str, whole: str) -> None:
    assert absolute(html, "https://e.org/g/roses/a/") == whole

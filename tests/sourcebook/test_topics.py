"""The way from post to post inside a topic."""

from __future__ import annotations

from datetime import date

from sourcebook.catalog import Page, Topic
from sourcebook.topics import Neighbours, find_neighbours
from tests.sourcebook import garden


def make_topic(name: str, *days: int) -> Topic:
    posts = (garden.make_post(f"{name}/{day}.md", date=date(2026, 3, day)) for day in days)
    return Topic(name, Page(f"{name}/index.md", name, ""), tuple(posts))


def test_a_post_has_an_older_and_a_newer_neighbour_in_its_topic() -> None:
    roses, trees = make_topic("roses", 3, 2, 1), make_topic("trees", 9)

    neighbours = find_neighbours([roses, trees])

    assert neighbours == {
        "roses/3.md": Neighbours("roses", older="roses/2.md", newer=None),
        "roses/2.md": Neighbours("roses", older="roses/1.md", newer="roses/3.md"),
        "roses/1.md": Neighbours("roses", older=None, newer="roses/2.md"),
        "trees/9.md": Neighbours("trees", older=None, newer=None),
    }


def test_a_topic_without_posts_has_no_neighbours() -> None:
    assert find_neighbours([make_topic("roses")]) == {}

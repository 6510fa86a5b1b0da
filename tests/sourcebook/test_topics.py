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

    newest, middle, oldest = roses.posts
    assert neighbours == {
        "roses/3.md": Neighbours(roses.page, older=middle, newer=None),
        "roses/2.md": Neighbours(roses.page, older=oldest, newer=newest),
        "roses/1.md": Neighbours(roses.page, older=None, newer=middle),
        "trees/9.md": Neighbours(trees.page, older=None, newer=None),
    }


def test_a_topic_without_posts_has_no_neighbours() -> None:
    assert find_neighbours([make_topic("roses")]) == {}

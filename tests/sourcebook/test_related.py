"""Related reading: which posts are near a post."""

from __future__ import annotations

import random
from datetime import date

import pytest

from sourcebook.catalog import Catalog
from sourcebook.citations import PageCitations
from sourcebook.posts import Post
from sourcebook.related import LIMIT, MOST_USERS, SAME_TOPIC, check_related, select_related
from sourcebook.store import Store
from tests.sourcebook import garden
from tests.sourcebook.garden import messages, post_file

SOURCES = {
    f"sources/{key}.md": garden.source_file() for key in ("rare", "common", "picture", "other")
}


def catalog(**posts: str) -> Catalog:
    files = {f"{name.replace('__', '/')}.md": text for name, text in posts.items()}
    return garden.read_garden({**SOURCES, **files}, media=["roses/a.svg"])


def near(read: Catalog, uri: str, cited: dict[str, PageCitations] | None = None) -> list[str]:
    return select_related(read, cited or {}, Store())[uri]


def nearest_by_the_rule(read: Catalog, post: Post) -> list[str]:
    nearness: dict[Post, float] = {}
    for other in read.posts:
        worth = 0.0
        for key in sorted({*post.sources} & {*other.sources}):
            users = sum(key in each.sources for each in read.posts)
            worth += 1 / (users - 1) if 1 < users <= MOST_USERS else 0
        nearness[other] = worth + SAME_TOPIC * (post.topic == other.topic)
    near = [other for other in read.posts if nearness[other] and other != post]
    return [each.uri for each in sorted(near, key=lambda each: (-nearness[each], each.age))[:LIMIT]]


def test_a_source_that_few_posts_share_says_more_than_one_that_many_share() -> None:
    read = catalog(
        roses__a=post_file(sources=["rare", "common"]),
        trees__b=post_file(title="B", sources=["common"]),
        trees__c=post_file(title="C", sources=["rare"]),
        trees__d=post_file(title="D", sources=["common"]),
        trees__e=post_file(title="E", sources=["other"]),
    )

    assert near(read, "roses/a.md") == ["trees/c.md", "trees/b.md", "trees/d.md"]
    assert near(read, "trees/e.md") == ["trees/b.md", "trees/c.md", "trees/d.md"]


def test_a_source_that_very_many_posts_share_brings_nobody_near() -> None:
    many = {
        f"trees__p{number}": post_file(title=f"P {number}", sources=["common"])
        for number in range(MOST_USERS)
    }
    read = catalog(roses__a=post_file(sources=["common"]), **many)

    assert near(read, "roses/a.md") == []
    assert len(near(read, "trees/p0.md")) == LIMIT


def test_a_source_cited_in_the_text_counts_and_the_maker_of_a_picture_does_not() -> None:
    image = {"src": "a.svg", "alt": "A rose in clay.", "credit": "picture"}
    read = catalog(
        roses__a=post_file(sources=["other"], image=image),
        trees__b=post_file(title="B", sources=["picture"]),
        trees__c=post_file(title="C", sources=["common"]),
    )
    cited = {"trees/c.md": PageCitations(keys=("other",))}

    assert near(read, "roses/a.md", cited) == ["trees/c.md"]
    cited = {"roses/a.md": PageCitations(keys=("picture",))}
    assert near(read, "roses/a.md", cited) == ["trees/b.md"]


def test_the_newer_of_two_comes_first_and_no_post_is_near_itself() -> None:
    read = catalog(
        roses__a=post_file(sources=["other"]),
        roses__b=post_file(title="B", sources=["rare"], date="2026-01-01", reviewed="2026-01-02"),
        roses__c=post_file(title="C", sources=["common"], date="2026-01-02"),
    )

    assert near(read, "roses/a.md") == ["roses/c.md", "roses/b.md"]
    assert read.by_uri["roses/c.md"].date == date(2026, 1, 2)


@pytest.mark.parametrize("size", [2, 40, 150])
def test_the_nearest_are_those_that_the_rule_finds_among_all(size: int) -> None:
    chance = random.Random(size)  # noqa: S311 - the same posts each time, not a secret
    keys = [uri.removeprefix("sources/").removesuffix(".md") for uri in SOURCES]
    weights = (1, 20, 3, 2)
    posts = {
        f"{chance.choice(['roses', 'trees'])}__p{number}": post_file(
            title=f"P {number}",
            date=f"2026-01-0{chance.randrange(1, 4)}",
            sources=chance.choices(keys, weights, k=chance.randrange(4)),
        )
        for number in range(size)
    }
    read = catalog(**posts)

    for post in read.posts:
        assert near(read, post.uri) == nearest_by_the_rule(read, post)


def test_what_a_writer_names_is_taken_in_that_order() -> None:
    read = catalog(
        roses__a=post_file(related=["../trees/c.md", "b.md"]),
        roses__b=post_file(title="B"),
        trees__c=post_file(title="C"),
    )

    assert near(read, "roses/a.md") == ["trees/c.md", "roses/b.md"]
    assert check_related(read) == []


def test_a_related_post_that_is_none_is_a_problem() -> None:
    read = catalog(
        roses__a=post_file(related=["bb.md", "a.md", "c.md"]),
        roses__b=post_file(title="B"),
        roses__c=post_file(title="C", draft=True),
    )

    assert near(read, "roses/a.md") == ["roses/a.md"]
    assert messages(check_related(read)) == [
        "roses/a.md: related[0]: `roses/bb.md` is not a post that is published; "
        "did you mean `roses/b.md`?",
        "roses/a.md: related[1]: `roses/a.md` is this post itself; remove it",
        "roses/a.md: related[2]: `roses/c.md` is a draft; remove it, or publish the draft",
    ]


def test_a_choice_is_made_once_and_anew_when_something_has_changed_that_counts() -> None:
    store = Store()
    files = {name: post_file(title=name, sources=["rare"]) for name in ("trees__b", "trees__c")}
    posts = catalog(roses__a=post_file(sources=["rare"]), **files)
    first = select_related(posts, {}, store)

    again = select_related(
        catalog(roses__a=post_file("Other words.", sources=["rare"]), **files), {}, store
    )
    changed = select_related(
        catalog(roses__a=post_file(sources=["rare"], related=["../trees/b.md"]), **files), {}, store
    )

    uris = [found["roses/a.md"] for found in (first, again, changed)]
    assert uris == [["trees/b.md", "trees/c.md"], ["trees/b.md", "trees/c.md"], ["trees/b.md"]]
    assert len(store.texts) == 2

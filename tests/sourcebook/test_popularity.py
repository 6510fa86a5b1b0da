"""The popular lists that are made of page views."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.catalog import Page, Topic
from sourcebook.page_paths import read_paths
from sourcebook.page_views import Counting, Counts
from sourcebook.popularity import Popularity, PopularPosts, rank_posts
from tests.sourcebook import garden

if TYPE_CHECKING:
    from random import Random

    from sourcebook.catalog import Catalog
    from sourcebook.posts import Post
    from sourcebook.problems import Problem

LAST = date(2026, 11, 20)
OLD = garden.make_post("roses/old.md", date=date(2016, 3, 1), title="Old")
NEW = garden.make_post("roses/new.md", date=date(2026, 3, 1), title="New")
MIDDLE = garden.make_post("trees/middle.md", date=date(2020, 3, 1), title="Middle")
POSTS = [OLD, NEW, MIDDLE]
DRAFT = garden.make_post("roses/draft.md", draft=True)

Views = list[tuple[str, int, int]]
"""Paths, with how many days before the last they were opened, and how often."""


def rank(
    catalog: Catalog, views: Views, *countings: Counting, pages: tuple[str, ...] = ()
) -> tuple[Popularity, list[Problem]]:
    counts: dict[str, Counts] = {}
    for path, ago, number in views:
        some = counts.setdefault(path, Counts(line=2))
        day = LAST.toordinal() - ago
        some.days[day] = some.days.get(day, 0) + number
    paths = read_paths(catalog, others=pages)
    return rank_posts(catalog, counts, countings, paths=paths)


def with_days(days: str, catalog: Catalog) -> Catalog:
    return replace(catalog, settings=replace(catalog.settings, popular_days=days))


def test_the_post_read_most_comes_first_and_unread_ones_follow_newest_first() -> None:
    views = [("/roses/old/", 0, 2), ("/trees/middle/", 1, 1), ("/roses/old/", 1, 3)]

    popularity, problems = rank(garden.make_catalog(POSTS), views)

    assert popularity.chosen.posts == (OLD, MIDDLE, NEW)
    assert not popularity.chosen.by_editors
    assert popularity.views == {OLD.uri: 5, MIDDLE.uri: 1, NEW.uri: 0}
    assert problems == []


def test_a_tie_goes_to_the_newer_post_then_to_the_title() -> None:
    same_day = garden.make_post("roses/a.md", date=NEW.date, title="A")
    views = [(f"/{post.url}", 0, 3) for post in (OLD, NEW, same_day)]

    popularity, _ = rank(garden.make_catalog([*POSTS, same_day]), views)

    assert popularity.chosen.posts == (same_day, NEW, OLD, MIDDLE)


def test_views_of_a_former_address_count_for_the_post_that_answers_now() -> None:
    catalog = garden.make_catalog(POSTS, former={"/2016/04/old.html": OLD.uri})
    views = [("/2016/04/old.html", 0, 4), ("/roses/new/", 0, 5), ("/roses/old/", 0, 2)]

    popularity, problems = rank(catalog, views)

    assert popularity.chosen.posts == (OLD, NEW, MIDDLE)
    assert problems == []


def test_an_address_counts_the_same_however_it_is_escaped() -> None:
    post = garden.make_post("roses/frühling.md", date=date(2015, 3, 1))
    views = [
        ("/roses/frühling/", 0, 1),
        ("/roses/fr%C3%BChling/", 0, 1),
        ("/roses/new/", 0, 1),
    ]

    popularity, problems = rank(garden.make_catalog([NEW, post]), views)

    assert popularity.chosen.posts == (post, NEW)
    assert problems == []


def test_a_page_that_is_no_post_is_known_but_never_popular() -> None:
    views = [("/", 0, 100), ("/roses/", 0, 50), ("/glossary/", 0, 9), ("/roses/old/", 0, 1)]

    popularity, problems = rank(garden.make_catalog(POSTS), views, pages=("./", "glossary/"))

    assert popularity.chosen.posts == (OLD, NEW, MIDDLE)
    assert problems == []


def test_a_path_no_page_answers_is_named_once_with_its_first_line() -> None:
    views = [("/gone/", 1, 1), ("/lost/", 0, 1), ("/gone/", 0, 2)]

    _, problems = rank(garden.make_catalog(POSTS), views)

    remedy = "correct the path, add it to `former` of the post it belongs to, or delete the line"
    assert garden.messages(problems) == [
        f"data/page-views.csv: line 2: no page answers at /gone/ (2 lines); {remedy}",
        f"data/page-views.csv: line 2: no page answers at /lost/ (1 line); {remedy}",
    ]


def test_a_total_of_several_days_is_a_line_for_a_page_that_is_not_there() -> None:
    catalog, end = garden.make_catalog(POSTS), LAST.toordinal()
    counts = {"/gone/": Counts({end: 1}, {(end - 29, end): 40})}

    _, (problem,) = rank_posts(catalog, counts, paths=read_paths(catalog))

    assert problem.what == "no page answers at /gone/ (2 lines)"


def test_without_views_the_editors_own_list_comes_first_in_its_order() -> None:
    catalog = garden.make_catalog(POSTS, pinned=[OLD.uri, MIDDLE.uri])

    popularity, _ = rank(catalog, [])

    assert popularity.chosen == PopularPosts((OLD, MIDDLE, NEW), ranked=2, by_editors=True)
    assert popularity.chosen.days == 0
    assert popularity.windows == {}
    assert popularity.topics == {}
    assert popularity.rising.posts == ()


@pytest.mark.parametrize("path", ["/roses/old/", "/roses/", "/gone/"])
def test_views_of_no_post_leave_the_list_to_the_editors(path: str) -> None:
    catalog = garden.make_catalog(POSTS, pinned=[MIDDLE.uri])

    popularity, _ = rank(catalog, [(path, 0, 0 if path == "/roses/old/" else 5)])

    assert popularity.chosen == PopularPosts((MIDDLE, NEW, OLD), ranked=1, by_editors=True)


def test_views_of_a_post_end_the_editors_list() -> None:
    catalog = garden.make_catalog(POSTS, pinned=[OLD.uri])

    popularity, _ = rank(catalog, [("/trees/middle/", 0, 1)])

    assert popularity.chosen.posts == (MIDDLE, NEW, OLD)
    assert not popularity.chosen.by_editors


def test_without_views_and_without_editors_the_newest_come_first() -> None:
    popularity, _ = rank(garden.make_catalog(POSTS), [])

    assert popularity.chosen == PopularPosts((NEW, MIDDLE, OLD), by_editors=False)


def test_a_pinned_post_that_is_a_draft_or_not_there_is_not_shown() -> None:
    catalog = garden.make_catalog([*POSTS, DRAFT], pinned=[DRAFT.uri, "roses/no.md", OLD.uri])

    popularity, _ = rank(catalog, [])

    assert popularity.chosen.posts == (OLD, NEW, MIDDLE)


def test_a_draft_is_known_and_in_no_list() -> None:
    catalog = garden.make_catalog([*POSTS, DRAFT], former={"/old-draft/": DRAFT.uri})

    popularity, problems = rank(
        catalog, [("/old-draft/", 0, 9), ("/roses/draft/", 0, 9), ("/roses/old/", 0, 1)]
    )

    assert popularity.chosen.posts == (OLD, NEW, MIDDLE)
    assert problems == []


def test_the_list_under_a_post_never_has_the_post_itself() -> None:
    popular = PopularPosts((OLD, NEW, MIDDLE), by_editors=True)

    assert popular.without(OLD, 2) == PopularPosts((NEW, MIDDLE), by_editors=True)
    assert popular.without(MIDDLE, 2) == PopularPosts((OLD, NEW), by_editors=True)
    assert popular.without(None, 10) == popular
    assert popular.under(MIDDLE, 2) == ([OLD.uri, NEW.uri], 0)
    assert popular.with_posts([OLD, NEW], 0) == popular.without(MIDDLE, 2)


VIEWS = [
    ("/roses/old/", 500, 100),
    ("/roses/new/", 6, 1),
    ("/trees/middle/", 29, 5),
    ("/trees/middle/", 0, 1),
    ("/roses/old/", 364, 7),
    ("/roses/old/", 365, 1),
]


@pytest.mark.parametrize(
    ("days", "order", "span", "views"),
    [
        ("7", (NEW, MIDDLE, OLD), 7, {OLD: 0, MIDDLE: 1, NEW: 1}),
        ("30", (MIDDLE, NEW, OLD), 30, {OLD: 0, MIDDLE: 6, NEW: 1}),
        ("365", (OLD, MIDDLE, NEW), 365, {OLD: 7, MIDDLE: 6, NEW: 1}),
        ("all", (OLD, MIDDLE, NEW), 501, {OLD: 108, MIDDLE: 6, NEW: 1}),
    ],
)
def test_a_list_looks_back_as_far_as_the_settings_say_from_the_last_day_counted(
    days: str, order: tuple[Post, ...], span: int, views: dict[Post, int]
) -> None:
    popularity, _ = rank(with_days(days, garden.make_catalog(POSTS)), VIEWS)

    assert popularity.chosen.posts == order
    assert (popularity.chosen.days, popularity.chosen.last) == (span, LAST)
    assert popularity.chosen.all_time == (days == "all")
    assert popularity.views == {post.uri: number for post, number in views.items()}


def test_each_window_lists_the_posts_that_were_read_in_it() -> None:
    popularity, _ = rank(garden.make_catalog(POSTS), VIEWS)

    assert [(each.days, each.posts) for each in popularity.windows.values()] == [
        (7, (NEW, MIDDLE)),
        (30, (MIDDLE, NEW)),
        (365, (OLD, MIDDLE, NEW)),
        (501, (OLD, MIDDLE, NEW)),
    ]


def test_a_window_says_how_many_days_of_it_were_counted_and_none_says_it_twice() -> None:
    popularity, _ = rank(garden.make_catalog(POSTS), [("/roses/old/", 9, 1), ("/roses/old/", 0, 1)])

    assert [each.days for each in popularity.windows.values()] == [7, 10]
    assert popularity.chosen.days == 10


def test_where_an_export_only_has_a_total_of_more_days_the_next_longer_window_stands_in() -> None:
    end = LAST.toordinal()
    counts = {"/roses/old/": Counts({}, {(end - 29, end): 40})}
    catalog = with_days("7", garden.make_catalog(POSTS))

    popularity, _ = rank_posts(catalog, counts, paths=read_paths(catalog))

    assert [each.days for each in popularity.windows.values()] == [30]
    assert popularity.chosen.days == 30
    assert popularity.chosen.posts == (OLD, NEW, MIDDLE)


def test_a_list_names_the_services_that_counted_in_its_window() -> None:
    early = Counting("Umami", "visitors", date(2025, 1, 1), LAST - timedelta(29))
    now = Counting("GoatCounter", "visitors", LAST, LAST)
    later = Counting("Matomo", "visitors", LAST + timedelta(1), LAST + timedelta(9))

    popularity, _ = rank(with_days("7", garden.make_catalog(POSTS)), VIEWS, now, early, later)

    assert popularity.chosen.services == ("GoatCounter",)
    assert [each.services for each in popularity.windows.values()] == [
        ("GoatCounter",),
        ("GoatCounter", "Umami"),
        ("GoatCounter", "Umami"),
        ("GoatCounter", "Umami"),
    ]


def test_a_list_tells_where_posts_that_were_not_counted_fill_it_up() -> None:
    a, b, c = (garden.make_post(f"roses/{name}.md") for name in "abc")
    found = PopularPosts((a, b, c), ranked=2)

    assert found.filled
    assert not found.without(c, 2).filled
    assert found.without(a, 2).filled
    assert found.under(a, 2) == ([b.uri, c.uri], 1)
    assert not found.without(None, 2).filled
    assert not PopularPosts((a, b, c)).filled


def test_a_list_in_which_nothing_was_counted_has_only_the_newest_posts() -> None:
    a, b = (garden.make_post(f"roses/{name}.md") for name in "ab")
    found = PopularPosts((a, b), ranked=1)

    assert not found.newest
    assert found.without(a, 1).newest
    assert not PopularPosts(()).newest


@pytest.mark.parametrize(
    ("services", "source"),
    [
        ((), ""),
        (("Umami",), "Umami"),
        (("Matomo", "Umami"), "Matomo and Umami"),
        (("GoatCounter", "Matomo", "Umami"), "GoatCounter, Matomo and Umami"),
    ],
)
def test_services_are_named_as_in_a_sentence(services: tuple[str, ...], source: str) -> None:
    assert PopularPosts((), services=services).source == source


def test_a_topic_lists_its_own_posts_that_were_read() -> None:
    topics = tuple(
        Topic(name, Page(f"{name}/index.md", name, ""), ()) for name in ("roses", "shrubs", "trees")
    )
    catalog = replace(garden.make_catalog(POSTS), topics=topics)

    popularity, _ = rank(catalog, [("/roses/old/", 0, 2), ("/roses/new/", 0, 3)])

    found = {name: each.posts for name, each in popularity.topics.items()}
    assert found == {"roses": (NEW, OLD), "shrubs": (), "trees": ()}


def test_a_post_rises_when_its_share_of_the_views_has_grown() -> None:
    views = [
        ("/roses/old/", 20, 400),
        ("/roses/old/", 1, 100),
        ("/roses/new/", 20, 40),
        ("/roses/new/", 1, 60),
        ("/trees/middle/", 20, 10),
        ("/trees/middle/", 0, 40),
    ]

    popularity, _ = rank(garden.make_catalog(POSTS), views)

    assert popularity.rising.posts == (MIDDLE, NEW)
    assert (popularity.rising.days, popularity.rising.last) == (7, LAST)


def test_a_few_views_of_a_new_post_do_not_make_it_rise() -> None:
    before = [("/roses/old/", 20, 40), ("/roses/old/", 1, 10)]
    catalog = garden.make_catalog(POSTS)

    one, _ = rank(catalog, [*before, ("/roses/new/", 0, 1)])
    several, _ = rank(catalog, [*before, ("/roses/new/", 0, 9)])

    assert one.rising.posts == ()
    assert several.rising.posts == (NEW,)


@pytest.mark.parametrize(("ago", "compared"), [(6, False), (7, True), (34, True), (35, False)])
def test_the_last_7_days_are_compared_with_the_28_before(ago: int, compared: bool) -> None:  # noqa: FBT001 - a table
    views = [("/roses/old/", ago, 100), ("/roses/old/", 0, 100), ("/roses/new/", 0, 100)]

    popularity, _ = rank(garden.make_catalog(POSTS), views)

    assert popularity.rising.posts == ((NEW,) if compared else ())


def test_nothing_rises_before_there_is_something_to_compare_with() -> None:
    popularity, _ = rank(garden.make_catalog(POSTS), [("/roses/new/", 0, 900)])

    assert popularity.rising.posts == ()


@st.composite
def read_posts(draw: st.DrawFn) -> tuple[list[Post], Views]:
    """Draw posts, many alike, and page views of them and of nothing."""
    posts = [
        garden.make_post(
            f"roses/{number}.md",
            title=draw(st.sampled_from("AB")),
            date=draw(st.sampled_from([date(2016, 3, 1), date(2026, 3, 1)])),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    paths = ["/gone/", *(f"/{post.url}" for post in posts)]
    row = st.tuples(st.sampled_from(paths), st.integers(0, 29), st.integers(0, 5))
    return posts, draw(st.lists(row, max_size=12))


@given(read_posts(), st.randoms(use_true_random=False))
def test_the_ranking_is_total_whatever_the_order_and_cut_of_the_rows(
    drawn: tuple[list[Post], Views], random: Random
) -> None:
    posts, views = drawn
    split = [
        (path, ago, part) for path, ago, number in views for part in (number // 2, -(-number // 2))
    ]
    random.shuffle(split)

    popularity, _ = rank(garden.make_catalog(posts), views)
    again, _ = rank(garden.make_catalog(reversed(posts)), split)

    end = max((LAST - timedelta(ago) for _, ago, _ in views), default=LAST)
    counts = {
        post.uri: sum(number for path, _, number in views if path == f"/{post.url}")
        for post in posts
    }
    order = [
        (-counts[post.uri], -post.date.toordinal(), post.title, post.uri)
        for post in popularity.chosen.posts
    ]
    assert again == popularity
    assert order == sorted(set(order))
    assert sorted(post.uri for post in popularity.chosen.posts) == sorted(counts)
    assert popularity.chosen.last in (None, *(LAST - timedelta(ago) for _, ago, _ in views))
    assert popularity.chosen.last is None or popularity.chosen.last <= end

"""Page views as they are recorded, and the popular list made of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sourcebook.popularity import PageViews, PopularPosts, rank_posts, read_page_views
from sourcebook.posts import Post
from tests.golden import Case, cases
from tests.sourcebook import garden

if TYPE_CHECKING:
    from random import Random

DAY = date(2026, 11, 1)
OLD = garden.make_post("roses/old.md", date=date(2016, 3, 1), title="Old")
NEW = garden.make_post("roses/new.md", date=date(2026, 3, 1), title="New")
MIDDLE = garden.make_post("trees/middle.md", date=date(2020, 3, 1), title="Middle")
POSTS = [OLD, NEW, MIDDLE]
DRAFT = garden.make_post("roses/draft.md", draft=True)


def views(path: str, count: int, line: int = 2) -> PageViews:
    return PageViews(path, DAY, count, line)


@pytest.mark.parametrize("case", cases("popularity"))
def test_page_views(case: Case) -> None:
    rows, problems = read_page_views(case.raw("csv"), latest=garden.TODAY)

    assert case.observe(problems, rows=rows) == case.expected


def test_a_quotation_mark_that_is_never_closed_is_named_by_the_line_it_swallows() -> None:
    raw = b'path,date,views\n/roses/,2026-03-01,1\n"' + b"/roses/,2026-03-02,1" * 10_000

    rows, problems = read_page_views(raw, latest=garden.TODAY)

    assert [row.views for row in rows] == [1]
    assert garden.messages(problems) == [
        "data/page-views.csv: line 3: is not CSV (field larger than field limit (131072)); "
        "correct the line"
    ]


@given(
    st.binary()
    | st.text("/a,\"'\n\r0123456789-\x00é").map(lambda t: f"path,date,views\n{t}".encode())
)
@example(b"\n")
@example(b'"path\n",date,views\n')
@example(b"\xef\xbb\xbf\xff")
def test_no_file_of_page_views_whatever_is_in_it_stops_the_build(raw: bytes) -> None:
    rows, problems = read_page_views(raw, latest=garden.TODAY)

    assert all(row.path.startswith("/") and row.views >= 0 for row in rows)
    assert len({(row.path, row.date) for row in rows}) == len(rows)
    assert all(problem.key.startswith("line ") for problem in problems)


def test_the_post_read_most_comes_first_and_unread_ones_follow_newest_first() -> None:
    rows = [views("/roses/old/", 2), views("/trees/middle/", 1), views("/roses/old/", 3)]

    popular, problems = rank_posts(garden.make_catalog(POSTS), rows, paths=[])

    assert popular == PopularPosts((OLD, MIDDLE, NEW), by_editors=False)
    assert problems == []


def test_a_tie_goes_to_the_newer_post_then_to_the_title() -> None:
    a = garden.make_post("roses/z.md", title="A")
    b = garden.make_post("roses/a.md", title="B")
    rows = [views(f"/{post.url}", 5) for post in (a, b, OLD)]

    popular, _ = rank_posts(garden.make_catalog([OLD, b, a]), rows, paths=[])

    assert popular.posts == (a, b, OLD)


def test_views_of_a_former_address_count_for_the_post_that_answers_now() -> None:
    catalog = garden.make_catalog(POSTS, former={"/2016/03/old.html": OLD.uri})
    rows = [views("/2016/03/old.html", 3), views("/roses/new/", 4), views("/roses/old/", 2)]

    popular, problems = rank_posts(catalog, rows, paths=[])

    assert popular.posts == (OLD, NEW, MIDDLE)
    assert problems == []


def test_an_address_counts_the_same_however_it_is_escaped() -> None:
    post = garden.make_post("roses/frühling.md", date=date(2015, 3, 1))
    rows = [
        views("/roses/frühling/", 1),
        views("/roses/fr%C3%BChling/", 1),
        views("/roses/new/", 1),
    ]

    popular, problems = rank_posts(garden.make_catalog([NEW, post]), rows, paths=[])

    assert popular.posts == (post, NEW)
    assert problems == []


def test_a_page_that_is_no_post_is_known_but_never_popular() -> None:
    rows = [views("/", 100), views("/about/how/", 50), views("/roses/old/", 1)]

    popular, problems = rank_posts(
        garden.make_catalog(POSTS), rows, paths=["/", "/about/how/", "/roses/old/"]
    )

    assert popular.posts == (OLD, NEW, MIDDLE)
    assert problems == []


def test_a_path_no_page_answers_is_named_once_with_its_first_line() -> None:
    rows = [views("/gone/", 1, 2), views("/lost/", 1, 3), views("/gone/", 2, 4)]

    _, problems = rank_posts(garden.make_catalog(POSTS), rows, paths=[])

    remedy = "correct the path, add it to `former` of the post it belongs to, or delete the line"
    assert garden.messages(problems) == [
        f"data/page-views.csv: line 2: no page answers at /gone/ (2 lines); {remedy}",
        f"data/page-views.csv: line 3: no page answers at /lost/ (1 line); {remedy}",
    ]


def test_without_views_the_editors_own_list_comes_first_in_its_order() -> None:
    catalog = garden.make_catalog(POSTS, pinned=[OLD.uri, MIDDLE.uri])

    popular, _ = rank_posts(catalog, [], paths=[])

    assert popular == PopularPosts((OLD, MIDDLE, NEW), by_editors=True)


@pytest.mark.parametrize("path", ["/roses/old/", "/about/how/", "/gone/"])
def test_views_of_no_post_leave_the_list_to_the_editors(path: str) -> None:
    catalog = garden.make_catalog(POSTS, pinned=[MIDDLE.uri])
    rows = [views(path, 0 if path == "/roses/old/" else 5)]

    popular, _ = rank_posts(catalog, rows, paths=["/about/how/"])

    assert popular == PopularPosts((MIDDLE, NEW, OLD), by_editors=True)


def test_views_of_a_post_end_the_editors_list() -> None:
    catalog = garden.make_catalog(POSTS, pinned=[OLD.uri])

    popular, _ = rank_posts(catalog, [views("/trees/middle/", 1)], paths=[])

    assert popular == PopularPosts((MIDDLE, NEW, OLD), by_editors=False)


def test_without_views_and_without_editors_the_newest_come_first() -> None:
    popular, _ = rank_posts(garden.make_catalog(POSTS), [], paths=[])

    assert popular == PopularPosts((NEW, MIDDLE, OLD), by_editors=False)


def test_a_pinned_post_that_is_a_draft_or_not_there_is_not_shown() -> None:
    catalog = garden.make_catalog([*POSTS, DRAFT], pinned=[DRAFT.uri, "roses/no.md", OLD.uri])

    popular, _ = rank_posts(catalog, [], paths=[])

    assert popular.posts == (OLD, NEW, MIDDLE)


def test_the_list_under_a_post_never_has_the_post_itself() -> None:
    popular = PopularPosts((OLD, NEW, MIDDLE), by_editors=True)

    assert popular.without(OLD, 2) == PopularPosts((NEW, MIDDLE), by_editors=True)
    assert popular.without(MIDDLE, 2) == PopularPosts((OLD, NEW), by_editors=True)
    assert popular.without(None, 10) == popular


@st.composite
def read_posts(draw: st.DrawFn) -> tuple[list[Post], list[PageViews]]:
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
    row = st.builds(views, st.sampled_from(paths), st.integers(0, 5))
    return posts, draw(st.lists(row, max_size=12))


@given(read_posts(), st.randoms(use_true_random=False))
def test_the_ranking_is_total_whatever_the_order_and_cut_of_the_rows(
    drawn: tuple[list[Post], list[PageViews]], random: Random
) -> None:
    posts, rows = drawn
    split = [views(row.path, part) for row in rows for part in (row.views // 2, -(-row.views // 2))]
    random.shuffle(split)

    popular, _ = rank_posts(garden.make_catalog(posts), rows, paths=[])
    again, _ = rank_posts(garden.make_catalog(reversed(posts)), split, paths=[])

    counts = {
        post.uri: sum(row.views for row in rows if row.path == f"/{post.url}") for post in posts
    }
    order = [
        (-counts[post.uri], -post.date.toordinal(), post.title, post.uri) for post in popular.posts
    ]
    assert again == popular
    assert order == sorted(set(order))
    assert sorted(post.uri for post in popular.posts) == sorted(counts)

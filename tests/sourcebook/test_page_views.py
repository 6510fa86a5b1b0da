"""Page views as they are kept, put together, and counted in a window."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sourcebook import columns, page_views
from sourcebook.page_views import (
    Counting,
    Counts,
    cut_countings,
    join_countings,
    put_together,
    read_page_views,
    read_services,
    render_page_views,
    render_services,
)
from tests.golden import Case, cases
from tests.sourcebook import garden

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = date(2026, 3, 1)


def rows_of(counts: Mapping[str, Counts]) -> list[dict[str, Any]]:
    """Return the counts as rows, as they would stand in the file."""
    return [
        {"path": path, "date": date.fromordinal(last), "views": views, "days": last - first + 1}
        for path, some in sorted(counts.items())
        for first, last, views in some.all()
    ]


@pytest.mark.parametrize("case", cases("page_views"))
def test_page_views(case: Case) -> None:
    counts, problems = read_page_views(case.raw("csv"), latest=garden.TODAY)

    assert case.observe(problems, rows=rows_of(counts)) == case.expected


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("/roses/,2026-03-01,1,0", "`0` is not a number of days"),
        ("/roses/,2026-03-01,1,36526", "`36526` is not a number of days"),
        ("/roses/,2026-03-01,1,x", "`x` is not a number of days"),
        ("/roses/,2026-03-01,1000000001,1", "`1000000001` is not a number of views"),
        ("/roses/,2026-03-01,+1,1", "`+1` is not a number of views"),
        (f"/roses/,2026-03-01,{'1' * 5000},1", f"`{'1' * 5000}` is not a number of views"),
        ("/roses/,2026-11-24,1,1", "2026-11-24 lies in the future"),
        ("roses,2026-03-01,1,1", "`roses` is not a path"),
        ("/roses/,1", "has 2 columns instead of 4"),
    ],
)
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["", "byte-order mark"])
def test_one_bad_row_among_good_ones_is_told_and_no_other_is_lost(
    start: bytes, row: str, what: str
) -> None:
    good = "/a/,2026-03-01,12,1\n/a/,2026-03-31,40,30\n"

    counts, problems = read_page_views(
        start + f"path,date,views,days\n{good}{row}\n".encode(), latest=garden.TODAY
    )

    assert [(row["path"], row["views"]) for row in rows_of(counts)] == [("/a/", 12), ("/a/", 40)]
    assert [(problem.key, problem.what) for problem in problems] == [("line 4", what)]


def test_a_quotation_mark_that_is_never_closed_is_named_by_the_line_it_swallows() -> None:
    raw = b'path,date,views\n/roses/,2026-03-01,1\n"' + b"/roses/,2026-03-02,1" * 10_000

    counts, problems = read_page_views(raw, latest=garden.TODAY)

    assert [row["views"] for row in rows_of(counts)] == [1]
    assert garden.messages(problems) == [
        "data/page-views.csv: line 3: is not CSV (field larger than field limit (131072)); "
        "correct the line"
    ]


@given(
    st.binary()
    | st.text("/a,\"'\n\r0123456789-\x00é").map(lambda t: f"path,date,views,days\n{t}".encode())
)
@example(b"\n")
@example(b'"path\n",date,views\n')
@example(b"\xef\xbb\xbf\xff")
def test_no_file_of_page_views_whatever_is_in_it_stops_the_build(raw: bytes) -> None:
    counts, problems = read_page_views(raw, latest=garden.TODAY)

    assert all(path.startswith("/") and some.first <= some.last for path, some in counts.items())
    assert all(row["views"] >= 0 for row in rows_of(counts))
    assert all(problem.key.startswith("line ") for problem in problems)


cells = st.sampled_from(
    ["/", "/a/", "/b/", "/a,b/", '"/a/"', "a", "", "0", "1", "7", "02", "-1", "1.5", "10000000000",
     "2026-03-01", "2026-03-02", "2026-3-1", "2099-01-01", " ", "\n", "\r\n", "\r", "\x0b", "é"]
)  # fmt: skip
plain_rows = st.tuples(
    st.sampled_from(["/", "/a/", "/b/"]),
    st.sampled_from(["2026-03-01", "2026-03-02", "2026-03-03"]),
    st.sampled_from(["0", "1", "7"]),
    st.sampled_from(["1", "1", "2", "30"]),
)


@given(
    width=st.integers(3, 4),
    plain=st.lists(plain_rows, max_size=8),
    others=st.lists(st.lists(cells, max_size=5), max_size=2),
    end=st.sampled_from(["\n", "\r\n"]),
    ends=st.booleans(),
    at_once=st.sampled_from([1, 30, columns.AT_ONCE]),
)
def test_many_rows_at_once_are_read_as_one_by_one(
    *,
    width: int,
    plain: list[tuple[str, ...]],
    others: list[list[str]],
    end: str,
    ends: bool,
    at_once: int,
) -> None:
    rows = [("path", "date", "views", "days"), *plain]
    lines = [*(",".join(row[:width]) for row in rows), *map(",".join, others)]
    raw = (end.join(lines) + end * ends).encode()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "AT_ONCE", at_once)
        at_once_read = read_page_views(raw, latest=garden.TODAY)
        patch.setattr(page_views, "_read_plain", lambda *_: None)
        one_by_one = read_page_views(raw, latest=garden.TODAY)

    assert at_once_read == one_by_one


spans = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted)
some_counts = st.dictionaries(
    st.sampled_from(["/", "/roses/", "/a,b/"]),
    st.lists(st.tuples(spans, st.integers(0, 20)), min_size=1, max_size=6),
    max_size=3,
)


def make(drawn: Mapping[str, list[tuple[list[int], int]]]) -> dict[str, Counts]:
    """Return counts of days that are a few after `DAY`."""
    made: dict[str, Counts] = {}
    for path, periods in drawn.items():
        for (first, last), views in periods:
            counts = made.setdefault(path, Counts())
            counts.add(DAY.toordinal() + first, DAY.toordinal() + last, views)
    return made


@given(some_counts)
def test_what_is_written_is_read_back_the_same(drawn: dict[str, Any]) -> None:
    counts = make(drawn)

    again, problems = read_page_views(render_page_views(counts).encode(), latest=garden.TODAY)

    assert problems == []
    assert rows_of(again) == rows_of(counts)


@given(st.lists(some_counts, max_size=4), st.randoms(use_true_random=False))
def test_counts_put_together_are_the_same_in_any_order_and_however_often(
    drawn: list[dict[str, Any]], random: Any
) -> None:
    parts = [make(one) for one in drawn]
    again = [*parts, *parts]
    random.shuffle(again)

    once = render_page_views(put_together(parts))

    assert render_page_views(put_together(again)) == once
    assert render_page_views(put_together([put_together(parts[:2]), *parts[2:]])) == once


def test_of_what_is_counted_twice_the_larger_number_stays() -> None:
    old = {"/a/": Counts({1: 2, 2: 5}, {(1, 30): 9}), "/b/": Counts({1: 0})}
    new = {"/a/": Counts({1: 3, 2: 4}, {(1, 30): 10, (2, 30): 1}), "/c/": Counts({7: 1})}

    assert put_together([old, new]) == {
        "/a/": Counts({1: 3, 2: 5}, {(1, 30): 10, (2, 30): 1}),
        "/b/": Counts({1: 0}),
        "/c/": Counts({7: 1}),
    }


def test_the_file_has_its_fourth_column_only_where_a_count_has_several_days() -> None:
    day = DAY.toordinal()
    counts = {"/b/": Counts({day: 3}), "/a/": Counts({day + 1: 1, day: 2})}

    plain = render_page_views(counts)
    counts["/a/"].add(day - 29, day, 40)

    assert plain == ("path,date,views\n/a/,2026-03-01,2\n/a/,2026-03-02,1\n/b/,2026-03-01,3\n")
    assert render_page_views(counts) == (
        "path,date,views,days\n/a/,2026-03-01,2,1\n/a/,2026-03-01,40,30\n/a/,2026-03-02,1,1\n"
        "/b/,2026-03-01,3,1\n"
    )


def test_a_window_counts_only_periods_that_lie_in_it_whole() -> None:
    counts = Counts({10: 1, 20: 2, 21: 4}, {(11, 19): 100})

    assert counts.between(20, 20) == 2
    assert counts.between(20, 21) == 6
    assert counts.between(12, 21) == 6
    assert counts.between(11, 21) == 106
    assert counts.between(1, 30) == 107
    assert counts.between(30, 40) == 0


def test_of_periods_that_overlap_those_count_that_have_the_most_together() -> None:
    # A total of a month, and days of the same month: the days are a part of it.
    assert Counts({5: 10, 6: 20}, {(1, 30): 25}).between(1, 30) == 30
    assert Counts({5: 10, 6: 20}, {(1, 30): 35}).between(1, 30) == 35
    assert Counts({31: 7}, {(1, 30): 35, (20, 50): 40}).between(1, 50) == 42


@given(st.lists(st.tuples(spans, st.integers(0, 20)), max_size=7), spans)
def test_no_other_choice_of_periods_would_have_more(
    drawn: list[tuple[list[int], int]], window: list[int]
) -> None:
    counts = Counts()
    for (first, last), views in drawn:
        counts.add(first, last, views)
    inside = [each for each in counts.all() if window[0] <= each.first and each.last <= window[1]]
    choices = chain.from_iterable(combinations(inside, size) for size in range(len(inside) + 1))

    possible = [
        sum(each.views for each in choice)
        for choice in choices
        if all(
            one.last < other.first or other.last < one.first
            for one, other in combinations(choice, 2)
        )
    ]

    assert counts.between(*window) == max(possible)


def test_counts_of_two_addresses_of_a_page_add_up() -> None:
    both = Counts({1: 2, 3: 4}, {(1, 3): 5}, 9).plus(Counts({1: 10}, {(1, 3): 1, (2, 3): 1}, 4))

    assert both == Counts({1: 12, 3: 4}, {(1, 3): 6, (2, 3): 1}, 4)


def test_days_of_a_service_that_touch_are_one_row() -> None:
    def counting(service: str, first: int, last: int) -> Counting:
        return Counting(service, "visitors", *(DAY + timedelta(days) for days in (first, last)))

    given_ = [counting("B", 5, 9), counting("A", 3, 4), counting("B", 0, 4), counting("B", 11, 11)]

    joined = [counting("A", 3, 4), counting("B", 0, 9), counting("B", 11, 11)]
    assert join_countings(given_) == joined
    assert join_countings([*joined, *given_]) == joined
    assert read_services(render_services(given_).encode()) == (joined, [])


@pytest.mark.parametrize(
    ("days", "left"),
    [
        ((3, 3), [(0, 2), (4, 9)]),
        ((0, 2), [(3, 9)]),
        ((7, 20), [(0, 6)]),
        ((0, 9), []),
        ((10, 12), [(0, 9)]),
    ],
)
def test_days_are_cut_out_of_those_in_which_a_service_counted(
    days: tuple[int, int], left: list[tuple[int, int]]
) -> None:
    def counting(first: int, last: int) -> Counting:
        return Counting("A", "visitors", DAY + timedelta(first), DAY + timedelta(last))

    first, last = (DAY + timedelta(day) for day in days)

    assert [*cut_countings([counting(0, 9)], first, last)] == [counting(*each) for each in left]


def test_a_row_that_does_not_say_when_a_service_counted_is_a_problem() -> None:
    raw = (
        b"service,counted,first,last\n"
        b"GoatCounter,visitors,2026-03-01,2026-02-01\n"
        b",visitors,2026-03-01,2026-03-01\n"
        b"Umami,visitors,March,2026-03-01\n"
        b"Umami,visitors,2026-03-01,March\n"
        b"Umami,visitors,2026-03-01\n"
    )

    countings, problems = read_services(raw)

    remedy = "write a service, what it counts, and two days such as 2026-11-23"
    assert countings == []
    assert garden.messages(problems) == [
        "data/page-views-services.csv: line 6: has 3 columns instead of 4; "
        "write service,counted,first,last",
        "data/page-views-services.csv: line 2: `GoatCounter,visitors,2026-03-01,2026-02-01` "
        f"says of no service when it counted; {remedy}",
        "data/page-views-services.csv: line 3: `,visitors,2026-03-01,2026-03-01` "
        f"says of no service when it counted; {remedy}",
        "data/page-views-services.csv: line 4: `Umami,visitors,March,2026-03-01` "
        f"says of no service when it counted; {remedy}",
        "data/page-views-services.csv: line 5: `Umami,visitors,2026-03-01,March` "
        f"says of no service when it counted; {remedy}",
    ]

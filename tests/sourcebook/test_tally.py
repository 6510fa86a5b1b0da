"""Several exports, added up page by page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.analytics.counts import Count, Export
from sourcebook.analytics.tally import Tally, add_up
from sourcebook.page_views import Counting, render_page_views

if TYPE_CHECKING:
    from random import Random

DAY = date(2026, 3, 1)
NEXT = DAY + timedelta(1)
FIND = {"/roses/": "/roses/", "/roses": "/roses/", "/old.html": "/roses/", "/trees/": "/trees/"}.get


def export(*counts: Count, service: str = "GoatCounter", form: str = "table") -> Export:
    return Export(service, "visitors", counts, form)


def rows(*exports: Export) -> list[str]:
    return render_page_views(add_up(exports, FIND).pages).splitlines()[1:]


def test_addresses_of_a_page_and_parts_of_a_count_add_up() -> None:
    whole = export(
        Count("/roses/", DAY, DAY, 3, "10:00"),
        Count("/roses/", DAY, DAY, 4, "11:00"),
        Count("/roses", DAY, DAY, 10),
        Count("/old.html", DAY, DAY, 20),
        Count("/trees/", NEXT, NEXT, 1),
    )

    assert rows(whole) == ["/roses/,2026-03-01,37", "/trees/,2026-03-02,1"]


def test_what_two_exports_both_have_counts_once() -> None:
    first = export(Count("/roses/", DAY, DAY, 3, "10:00"), Count("/roses/", DAY, DAY, 4, "11:00"))
    second = export(Count("/roses/", DAY, DAY, 6, "11:00"), Count("/roses/", DAY, DAY, 1, "12:00"))

    assert rows(first, first) == ["/roses/,2026-03-01,7"]
    assert rows(first, second) == rows(second, first) == ["/roses/,2026-03-01,10"]


def test_of_two_services_and_of_two_kinds_of_export_the_one_that_counted_more_stands() -> None:
    table = export(Count("/roses/", DAY, DAY, 3))
    answer = export(Count("/roses", DAY, DAY, 5), form="answer")
    other = export(Count("/old.html", DAY, DAY, 4), service="Umami")

    assert rows(table, other) == ["/roses/,2026-03-01,4"]
    assert rows(table, answer, other) == ["/roses/,2026-03-01,5"]


def test_a_total_of_several_days_stands_beside_the_days() -> None:
    total = export(Count("/roses/", DAY, NEXT, 9), Count("/roses/", DAY, DAY, 3))

    assert rows(total) == ["/roses/,2026-03-01,3,1", "/roses/,2026-03-02,9,2"]


def test_addresses_that_no_page_answers_are_listed_the_most_read_first() -> None:
    tally = add_up(
        [
            export(
                *(Count(path, DAY, DAY, views) for path, views in [("/b", 1), ("/a", 1), ("/c", 5)])
            )
        ],
        FIND,
    )

    assert tally == Tally(
        {}, {"/c": 5, "/a": 1, "/b": 1}, [Counting("GoatCounter", "visitors", DAY, DAY)]
    )


def test_paths_that_an_export_has_looked_up_are_taken_as_they_are() -> None:
    found = Export(
        "the server's log",
        "visitors",
        (Count("/trees/oaks/", DAY, DAY, 3),),
        looked_up=True,
        unknown=(Count("/roses/", NEXT, NEXT, 1),),
    )

    tally = add_up([found], FIND)

    assert render_page_views(tally.pages) == "path,date,views\n/trees/oaks/,2026-03-01,3\n"
    assert tally.unknown == {"/roses/": 1}
    assert tally.countings == [Counting("the server's log", "visitors", DAY, NEXT)]


counts = st.builds(
    lambda address, days, views, part: Count(
        address, DAY + timedelta(days[0]), DAY + timedelta(days[1]), views, part
    ),
    st.sampled_from([*["/roses/", "/roses", "/old.html", "/trees/"], "/lost/"]),
    st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted),
    st.integers(0, 50),
    st.sampled_from(["", "a", "b"]),
)


@given(st.lists(counts, min_size=2, max_size=12), st.data(), st.randoms(use_true_random=False))
def test_order_repetition_and_splitting_a_file_in_two_change_nothing(
    drawn: list[Count], data: st.DataObject, random: Random
) -> None:
    cut = data.draw(st.integers(1, len(drawn) - 1))
    halves = [export(*drawn[:cut]), export(*drawn[cut:])]
    again = [*halves, export(*random.sample(drawn, len(drawn))), *halves]
    random.shuffle(again)

    whole = add_up([export(*drawn)], FIND)
    both = add_up(again, FIND)

    assert render_page_views(both.pages) == render_page_views(whole.pages)
    assert both.unknown == whole.unknown

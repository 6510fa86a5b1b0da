"""The archive: the posts by year and month."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.archive import Month, Year, group_by_year
from tests.sourcebook import garden

DAYS = st.lists(st.dates(date(987, 1, 1), date(2030, 1, 1)) | st.dates(date(2025, 11, 1)))


def test_years_months_and_posts_stand_newest_first() -> None:
    january = garden.make_post("roses/january.md", date=date(2026, 1, 31))
    march = garden.make_post("roses/march.md", date=date(2026, 3, 1))
    later_in_march = garden.make_post("trees/march.md", date=date(2026, 3, 31))
    older = garden.make_post("roses/older.md", date=date(2016, 3, 1))

    years = group_by_year([january, older, march, later_in_march])

    assert years == (
        Year(
            2026,
            (
                Month(date(2026, 3, 1), (later_in_march, march)),
                Month(date(2026, 1, 1), (january,)),
            ),
        ),
        Year(2016, (Month(date(2016, 3, 1), (older,)),)),
    )


def test_a_year_has_a_page_of_its_own_and_tells_how_many_posts_it_has() -> None:
    posts = [garden.make_post(f"roses/{day}.md", date=date(2016, day, day)) for day in (1, 2, 3)]

    (year,) = group_by_year(posts)

    assert (year.uri, year.url, year.posts) == ("blog/2016.md", "blog/2016/", 3)


def test_a_year_before_1000_keeps_the_order_of_addresses() -> None:
    (year,) = group_by_year([garden.make_post(date=date(987, 1, 1))])

    assert year.uri == "blog/0987.md"


def test_without_posts_there_are_no_years() -> None:
    assert group_by_year([]) == ()


@given(DAYS)
def test_every_post_stands_in_one_month_its_own(days: list[date]) -> None:
    posts = [garden.make_post(f"roses/{n}.md", date=day) for n, day in enumerate(days)]

    years = group_by_year(posts)

    placed = [
        (year.number, month.first, post)
        for year in years
        for month in year.months
        for post in month.posts
    ]
    assert sorted(post.uri for *_, post in placed) == sorted(post.uri for post in posts)
    assert all((post.date.year, post.date.replace(day=1)) == (y, m) for y, m, post in placed)
    assert len({year.number for year in years}) == len(years)
    assert len({month.first for year in years for month in year.months}) == sum(
        len(year.months) for year in years
    )
    assert sum(year.posts for year in years) == len(posts)
    assert group_by_year(reversed(posts)) == years

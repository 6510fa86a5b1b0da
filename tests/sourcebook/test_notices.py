from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.notices import (
    COLUMNS,
    TYPES,
    NoticeRow,
    read_notices,
    render_notices,
    select_notices,
    standing_notice,
    with_notices,
)
from sourcebook.sources import Notice
from tests.sourcebook import garden

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sourcebook.sources import Source

SAMPLE = Path(__file__).parents[1] / "corpora/watch/retraction_watch.csv"

ROWS = st.builds(
    NoticeRow,
    st.sampled_from(["elm1999", "oak2001"]),
    st.sampled_from(TYPES),
    st.none() | st.dates(dt.date(2019, 1, 1), dt.date(2019, 1, 4)),
    st.sampled_from(["", "https://doi.org/10.1000/notice.1", "https://example.org/a?b=1,2"]),
)


def library(**records: dict[str, Any]) -> Mapping[str, Source]:
    """Return sources with these keys; each keyword gives what its record has."""
    files = {f"sources/{key}.md": garden.source_file(**record) for key, record in records.items()}
    catalog = garden.read_garden(files)
    assert garden.messages(catalog.problems) == []
    return catalog.sources


def sample() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(SAMPLE.read_text(encoding="utf-8"), newline="")))


def select(
    rows: Iterable[Mapping[str, str | None]], **records: dict[str, Any]
) -> tuple[list[tuple[str, str, str, str]] | None, list[str]]:
    found, problems = select_notices(rows, library(**records))
    plain = None if found is None else [(row.key, row.type, row.day, row.url) for row in found]
    return plain, garden.messages(problems)


def on(day: int, kind: str, url: str = "") -> NoticeRow:
    return NoticeRow("elm1999", kind, dt.date(2019, 1, day), url)


def some_day(kind: str) -> NoticeRow:
    return NoticeRow("elm1999", kind, None, "")


def test_the_file_gives_a_notice_a_line() -> None:
    raw = (
        b"key,type,date,URL\n"
        b"elm1999,correction,2015-02-01,https://doi.org/10.1000/notice.0\n"
        b"elm1999,retraction,2019-07-25,\n"
        b"oak2001,expression-of-concern,,\n"
    )

    rows, problems = read_notices(raw, {"elm1999", "oak2001"})

    assert rows == [
        NoticeRow("elm1999", "correction", dt.date(2015, 2, 1), "https://doi.org/10.1000/notice.0"),
        NoticeRow("elm1999", "retraction", dt.date(2019, 7, 25), ""),
        NoticeRow("oak2001", "expression-of-concern", None, ""),
    ]
    assert problems == []


def test_each_line_that_cannot_be_read_is_a_problem_and_the_others_are_kept() -> None:
    raw = (
        b"key,type,date,URL\n"
        b"elm1998,retraction,,\n"
        b"elm1999,retracted,,\n"
        b"elm1999,retraction,7/25/2019,\n"
        b"elm1999,retraction,,javascript:alert(1)\n"
        b"elm1999,retraction,2019-07-25,\n"
        b"elm1999,retraction,2019-07-25,\n"
    )

    rows, problems = read_notices(raw, {"elm1999"})

    assert rows == [NoticeRow("elm1999", "retraction", dt.date(2019, 7, 25), "")]
    assert garden.messages(problems) == [
        "data/notices.csv: line 2: there is no source `elm1998`; "
        "add docs/sources/elm1998.md, correct the key, or delete the line",
        "data/notices.csv: line 3: `retracted` is not a kind of notice; did you mean `retraction`?",
        "data/notices.csv: line 4: `7/25/2019` is not a date; "
        "write the day as 2026-11-23, or nothing",
        "data/notices.csv: line 5: `javascript:alert(1)` is not a web address; "
        "write one that starts with https://, or nothing",
        "data/notices.csv: line 7: says the same as line 6; delete one of the two lines",
    ]


@given(st.lists(ROWS))
def test_notices_are_written_sorted_each_once_and_read_back(rows: list[NoticeRow]) -> None:
    text = render_notices(rows)

    found, problems = read_notices(text.encode(), {"elm1999", "oak2001"})

    assert set(found) == set(rows)
    assert problems == []
    assert render_notices(reversed(found)) == text


def test_notices_are_matched_by_doi_in_any_case_and_by_pmid_and_nothing_else() -> None:
    found, problems = select(
        sample(),
        clay={"DOI": "10.1000/ROSES.clay"},
        mulch={"PMID": "22347369"},
        frost={"DOI": "10.1000/other", "PMID": "11111111"},
        without={},
        nothing={"DOI": "10.1000/notice.1"},
    )

    assert found == [
        ("clay", "retraction", "2019-07-25", "https://doi.org/10.1000/notice.1"),
        ("clay", "correction", "2015-02-01", "https://doi.org/10.1000/notice.0"),
        ("mulch", "expression-of-concern", "2020-11-03", ""),
        ("frost", "correction", "2021-01-02", ""),
    ]
    assert problems == []


def test_a_reinstatement_is_kept_as_such() -> None:
    found, _ = select(sample(), dusk={"DOI": "10.1000/dusk"})

    assert found is not None
    assert [(kind, day) for _, kind, day, _ in found] == [
        ("retraction", "2018-05-06"),
        ("reinstatement", "2018-09-30"),
    ]


def test_a_date_that_cannot_be_read_is_a_problem_and_the_notice_is_kept_without_it() -> None:
    found, problems = select(sample(), slugs={"DOI": "10.1000/slugs"})

    assert found == [("slugs", "retraction", "", "https://doi.org/10.1000/notice.9")]
    assert problems == [
        "retraction_watch.csv: record 70009: has the date `13/31/2021 0:00` and is about "
        "[@slugs]; read the notice, and write it into docs/sources/slugs.md as `notice`"
    ]


def test_a_notice_without_any_date_is_no_problem() -> None:
    rows = [row | {"RetractionDate": ""} for row in sample()[:1]]

    assert select(rows, clay={"DOI": "10.1000/roses.clay"}) == (
        [("clay", "retraction", "", "https://doi.org/10.1000/notice.1")],
        [],
    )


@pytest.mark.parametrize("nature", ["Withdrawal", "", "Retraction and correction"])
def test_a_nature_nobody_knows_is_a_problem_and_never_a_guess(nature: str) -> None:
    rows = [row | {"RetractionNature": nature} for row in sample()[:1]]

    assert select(rows, clay={"DOI": "10.1000/roses.clay"}) == (
        [],
        [
            f"retraction_watch.csv: record 70001: has the nature `{nature}` and is about "
            "[@clay]; read the notice, and write it into docs/sources/clay.md as `notice`"
        ],
    )


def test_a_nature_nobody_knows_of_a_work_that_is_not_ours_does_not_concern_us() -> None:
    rows = [row | {"RetractionNature": "Withdrawal"} for row in sample()]

    assert select(rows, elm={"DOI": "10.1000/elm"}) == ([], [])


def test_capitals_in_the_nature_do_not_count() -> None:
    rows = [row | {"RetractionNature": "Expression of Concern"} for row in sample()[:1]]

    found, _ = select(rows, clay={"DOI": "10.1000/roses.clay"})

    assert found is not None
    assert [kind for _, kind, _, _ in found] == ["expression-of-concern"]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_file_without_a_column_is_not_used_and_the_column_is_named(column: str) -> None:
    rows = [{name: cell for name, cell in row.items() if name != column} for row in sample()]

    assert select(rows, clay={"DOI": "10.1000/roses.clay"}) == (
        None,
        [
            f"retraction_watch.csv: line 1: has no column `{column}`; "
            "take the file as Crossref publishes it"
        ],
    )


def test_a_web_page_instead_of_the_file_lacks_every_column_in_one_problem() -> None:
    rows = csv.DictReader(io.StringIO("<!DOCTYPE html>\n<title>Sign in</title>\n"))

    names = ", ".join(f"`{column}`" for column in COLUMNS)
    assert select(rows) == (
        None,
        [
            f"retraction_watch.csv: line 1: has no column {names}; "
            "take the file as Crossref publishes it"
        ],
    )


def test_a_file_that_ends_in_the_middle_of_a_row_is_not_used() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    cut = text[: text.index("10.1000/dusk")]

    rows = csv.DictReader(io.StringIO(cut, newline=""))

    assert select(rows, clay={"DOI": "10.1000/roses.clay"}) == (
        None,
        ["retraction_watch.csv: record 70004: is cut off; download the file again, whole"],
    )


def test_a_file_with_a_header_only_is_not_used() -> None:
    rows = csv.DictReader(io.StringIO(",".join(COLUMNS) + "\n"))

    message = "retraction_watch.csv: file: has no rows; download the file again, whole"
    assert select(rows) == (None, [message])


@pytest.mark.parametrize(("before", "place"), [(0, "line 1"), (2, "after record 70002")])
def test_a_quotation_mark_that_swallows_the_rest_makes_the_file_useless(
    before: int, place: str
) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, [*sample()[0]])
    if before:
        writer.writeheader()
        writer.writerows(sample()[:before])
    text.write('"' + "rose," * 30_000)

    rows = csv.DictReader(io.StringIO(text.getvalue(), newline=""))

    assert select(rows) == (
        None,
        [
            f"retraction_watch.csv: {place}: is not CSV (field larger than field limit (131072)); "
            "download the file again, whole"
        ],
    )


@pytest.mark.parametrize(
    ("rows", "stands"),
    [
        pytest.param([], None, id="none"),
        pytest.param([on(1, "correction")], 0, id="one"),
        pytest.param([on(1, "correction"), on(2, "retraction")], 1, id="the last"),
        pytest.param(
            [on(2, "correction"), on(1, "expression-of-concern")], 0, id="the last by date"
        ),
        pytest.param(
            [on(1, "expression-of-concern"), on(1, "correction")], 0, id="the more serious"
        ),
        pytest.param(
            [on(1, "retraction"), on(2, "correction")], 0, id="a correction undoes no retraction"
        ),
        pytest.param(
            [on(1, "retraction"), on(2, "expression-of-concern")], 0, id="nor does a concern"
        ),
        pytest.param([on(1, "retraction"), on(2, "reinstatement")], None, id="reinstated"),
        pytest.param(
            [on(2, "retraction"), on(1, "reinstatement")], 0, id="an earlier one undoes nothing"
        ),
        pytest.param(
            [on(1, "retraction"), on(1, "reinstatement")], 0, id="nor does one on the same day"
        ),
        pytest.param(
            [on(1, "retraction"), on(2, "reinstatement"), on(3, "retraction")], 2, id="again"
        ),
        pytest.param(
            [on(1, "retraction"), on(2, "reinstatement"), on(3, "correction")], 2, id="and then"
        ),
        pytest.param(
            [on(1, "retraction"), some_day("reinstatement")], 0, id="reinstated nobody knows when"
        ),
        pytest.param(
            [some_day("retraction"), on(9, "reinstatement")], 0, id="retracted nobody knows when"
        ),
        pytest.param(
            [on(1, "retraction", "https://a.org/"), on(2, "retraction")], 1, id="the last of two"
        ),
    ],
)
def test_the_notice_that_stands(rows: list[NoticeRow], stands: int | None) -> None:
    expected = None if stands is None else rows[stands]

    assert standing_notice(rows) == expected
    assert standing_notice(reversed(rows)) == expected


@given(st.lists(ROWS), st.randoms(use_true_random=False))
def test_the_notice_that_stands_does_not_depend_on_the_order_of_the_rows(
    rows: list[NoticeRow], random: Any
) -> None:
    shuffled = random.sample(rows, len(rows))

    known = standing_notice(rows)
    again = standing_notice(shuffled)

    assert (known and (known.type, known.date, known.url)) == (
        again and (again.type, again.date, again.url)
    )


@given(st.lists(ROWS))
def test_a_retraction_without_a_later_reinstatement_always_stands(rows: list[NoticeRow]) -> None:
    back = [row.date for row in rows if row.type == "reinstatement" and row.date]
    retracted = [row for row in rows if row.type == "retraction"]
    open_ones = [row for row in retracted if not row.date or row.date >= max([*back, row.date])]

    notice = standing_notice(rows)

    assert notice is None or notice.type != "reinstatement"
    assert (notice is not None and notice.type == "retraction") == bool(open_ones)


def noticed(own: dict[str, str] | None, *rows: NoticeRow) -> Notice | None:
    sources = library(elm1999={"notice": own} if own else {}, oak2001={})
    found = with_notices(sources, rows)
    assert found["oak2001"] == sources["oak2001"]
    assert replace(found["elm1999"], notice=None) == replace(sources["elm1999"], notice=None)
    return found["elm1999"].notice


def test_a_source_without_notices_stays_as_it_is() -> None:
    assert noticed(None) is None
    assert noticed(None, on(1, "retraction"), on(2, "reinstatement")) is None


def test_a_notice_nobody_wrote_down_comes_to_the_fore_and_nobody_has_acknowledged_it() -> None:
    row = on(1, "retraction", "https://doi.org/10.1000/notice.1")

    assert noticed(None, row) == Notice(
        type="retraction",
        date="2019-01-01",
        url="https://doi.org/10.1000/notice.1",
        acknowledged=None,
    )
    assert noticed(None, some_day("correction")) == Notice(
        type="correction", date="", url=None, acknowledged=None
    )


def test_the_writers_word_stays_for_the_same_notice() -> None:
    own = {"type": "retraction", "date": "2019", "acknowledged": "2026-01-02"}

    assert noticed(own, on(1, "retraction")) == Notice(
        type="retraction", date="2019", url=None, acknowledged=dt.date(2026, 1, 2)
    )


def test_a_less_serious_notice_or_a_reinstatement_does_not_overrule_the_writer() -> None:
    own = {"type": "retraction"}

    assert noticed(own, on(1, "correction")) == Notice(
        type="retraction", date="", url=None, acknowledged=None
    )
    assert noticed(own, on(1, "retraction"), on(2, "reinstatement")) == Notice(
        type="retraction", date="", url=None, acknowledged=None
    )


def test_a_more_serious_notice_is_news_to_a_writer_who_acknowledged_a_lesser_one() -> None:
    own = {"type": "correction", "date": "2015-02-01", "acknowledged": "2026-01-02"}

    assert noticed(own, on(1, "correction"), on(2, "retraction")) == Notice(
        type="retraction", date="2019-01-02", url=None, acknowledged=None
    )


@given(st.lists(ROWS))
def test_giving_the_same_notices_twice_changes_nothing(rows: list[NoticeRow]) -> None:
    sources = library(elm1999={"notice": {"type": "correction"}}, oak2001={})

    once = with_notices(sources, rows)

    assert with_notices(once, rows) == once

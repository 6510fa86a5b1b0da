"""Google Analytics: active users by page, from the API and from downloaded tables."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.analytics.counts import VIEWS, VISITORS, Count, ExportError
from sourcebook.analytics.google_analytics import read_answer, read_csv
from tests.sourcebook.spoiled import is_sound_or_refused, spoiled, spoiled_lines

FIRST, LAST = date(2026, 8, 17), date(2026, 9, 13)
PERIOD = (FIRST, LAST)
AGAIN = "export it again, or copy it whole"


def report(
    dimensions: list[str], metrics: list[str], *rows: tuple[list[object], list[object]]
) -> dict[str, Any]:
    return {
        "dimensionHeaders": [{"name": name} for name in dimensions],
        "metricHeaders": [{"name": name, "type": "TYPE_INTEGER"} for name in metrics],
        "rows": [
            {
                "dimensionValues": [{"value": value} for value in values],
                "metricValues": [{"value": value} for value in numbers],
            }
            for values, numbers in rows
        ],
        "rowCount": len(rows),
        "kind": "analyticsData#runReport",
    }


ANSWER = report(
    ["pagePath"],
    ["screenPageViews", "activeUsers"],
    (["/roses/"], ["60", "46"]),
    (["(other)"], ["5", "4"]),
    (["/clay/"], ["9", "7"]),
)
BY_DAY = report(
    ["date", "hostName", "pagePath"],
    ["totalUsers"],
    (["20260817", "example.org", "/roses/"], ["46"]),
    (["20260817", "www.example.org", "/roses/"], ["2"]),
    (["20260913", "example.org", "/roses/"], ["7"]),
)

COMMENTS = (
    "# ----------------------------------------\n"
    "# Pages and screens: Page path and screen class\n"
    "# Account: Garden\n"
    "# Property: 12345678\n"
    "# ----------------------------------------\n"
    "#\n"
    "# All Users\n"
    "# Start date: 20260817\n"
    "# End date: 20260913\n"
    "\n"
)
HEADER = (
    "Page path and screen class,Views,Active users,Views per active user,"
    "Average engagement time per active user,Event count,Key events,Total revenue\n"
)
ROWS = (
    ',"13,691","9,876",1.39,55.9,22063,0,0\n'
    '/roses/,"12,345","9,876",1.25,139.45,22063,0,0\n'
    "/roses,60,46,1.3,55.9,3588,0,0\n"
    "(not set),3,2,1.5,0,3,0,0\n"
)
CSV = COMMENTS + HEADER + ROWS + "\n# ----------------------------------------\n# End\n"
EXPLORATION = (
    "# ----------------------------------------\n"
    "# Garden\n"
    "# Free form-Free form 1\n"
    "# 20260817-20260913\n"
    "# ----------------------------------------\n"
    "\n"
    "Date,Country,Page path and screen class,Event count,Views\n"
    ",,,70,55,Grand total\n"
    "20260817,Germany,/roses/,60,46\n"
    "20260817,Italy,/roses/,3,2\n"
    "20260913,Germany,/roses/,7,7\n"
)


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def test_active_users_of_the_given_period_count() -> None:
    export = read_answer(ANSWER, PERIOD)

    assert (export.service, export.counted, export.form) == ("Google Analytics", VISITORS, "API")
    assert export.counts == (Count("/roses/", *PERIOD, 46), Count("/clay/", *PERIOD, 7))


def test_days_and_other_dimensions_are_told_apart() -> None:
    export = read_answer(BY_DAY, None)

    assert (export.counted, export.form) == (VISITORS, "API, hostName")
    assert export.counts == (
        Count("/roses/", FIRST, FIRST, 46, "example.org"),
        Count("/roses/", FIRST, FIRST, 2, "www.example.org"),
        Count("/roses/", LAST, LAST, 7, "example.org"),
    )


def test_views_count_where_there_are_no_users() -> None:
    answer = report(["pagePathPlusQueryString"], ["screenPageViews"], (["/roses/?a=1"], ["60"]))

    export = read_answer(answer, PERIOD)

    assert (export.counted, export.counts) == (VIEWS, (Count("/roses/?a=1", *PERIOD, 60),))


def test_an_address_without_a_scheme_still_has_a_host() -> None:
    answer = report(["fullPageUrl"], ["activeUsers"], (["example.org/roses/"], ["46"]))

    assert read_answer(answer, PERIOD).counts == (Count("//example.org/roses/", *PERIOD, 46),)


def test_an_answer_may_have_no_rows() -> None:
    answer = report(["pagePath"], ["activeUsers"])
    del answer["rows"]

    assert read_answer(answer, PERIOD).counts == ()


@pytest.mark.parametrize(
    ("answer", "what", "remedy"),
    [
        ([], "answer: is a list instead of a group of keys", AGAIN),
        ({}, "dimensionHeaders: has nothing instead of pagePath", "ask for `pagePath` too"),
        (
            {"dimensionHeaders": [7]},
            "dimensionHeaders[0]: is `7` instead of a group of keys",
            AGAIN,
        ),
        (
            {"dimensionHeaders": [{}]},
            "dimensionHeaders[0].name: nothing is not an address",
            AGAIN,
        ),
        (
            report(["country"], ["activeUsers"]),
            "dimensionHeaders: has country instead of pagePath",
            "ask for `pagePath` too",
        ),
        (
            report(["pagePath"], ["sessions", "eventCount"]),
            "metricHeaders: has sessions, eventCount instead of activeUsers",
            "ask for `activeUsers` too",
        ),
        (
            report(["pagePath", "dateRange"], ["activeUsers"]),
            "counts several periods",
            "ask for one period",
        ),
        (
            report(["pagePath"], ["activeUsers"], (["/"], [])),
            "rows[0].metricValues: has 0 values instead of 1",
            AGAIN,
        ),
        (
            report(["pagePath"], ["activeUsers"], ([7], ["1"])),
            "rows[0], pagePath: `7` is not an address",
            AGAIN,
        ),
        (
            report(["pagePath"], ["activeUsers"], (["/"], ["1.5"])),
            "rows[0], activeUsers: `1.5` is not a number of views",
            "export it again; a count is a whole number from 0 to a thousand million",
        ),
        (
            report(["pagePath", "date"], ["activeUsers"], (["/", "20261399"], ["1"])),
            "rows[0], date: `2026-13-99` is not a date",
            "export it again; days are written as 2026-11-23",
        ),
        (
            report(["pagePath", "date"], ["activeUsers"], (["/", 20261123], ["1"])),
            "rows[0], date: `20261123` is not a date",
            "export it again; days are written as 2026-11-23",
        ),
    ],
)
def test_a_fault_in_an_answer_is_named(answer: object, what: str, remedy: str) -> None:
    with pytest.raises(ExportError) as error:
        read_answer(answer, PERIOD)

    assert (error.value.what, error.value.remedy) == (what, remedy)


def test_an_answer_without_days_needs_a_period() -> None:
    with pytest.raises(ExportError, match="does not say which days it counts"):
        read_answer(ANSWER, None)


def test_active_users_count_in_the_period_that_comments_say() -> None:
    export = read_csv(lines(CSV))

    assert (export.service, export.counted, export.form) == ("Google Analytics", VISITORS, "CSV")
    assert export.counts == (Count("/roses/", *PERIOD, 9876), Count("/roses", *PERIOD, 46))


def test_an_exploration_has_days_and_other_dimensions() -> None:
    export = read_csv(lines(EXPLORATION))

    assert (export.counted, export.form) == (VIEWS, "CSV, Country")
    assert export.counts == (
        Count("/roses/", FIRST, FIRST, 46, "Germany"),
        Count("/roses/", FIRST, FIRST, 2, "Italy"),
        Count("/roses/", LAST, LAST, 7, "Germany"),
    )


def test_without_totals_all_columns_before_the_numbers_are_dimensions() -> None:
    text = EXPLORATION.replace(",,,70,55,Grand total\n", "")

    export = read_csv(lines(text))

    assert export.form == "CSV, Country, Event count"
    assert export.counts[0] == Count("/roses/", FIRST, FIRST, 46, "Germany\n60")


@pytest.mark.parametrize(
    ("header", "counted"),
    [
        ("Page path and screen class,Views", VIEWS),
        ("Page path + query string and screen class,Views", VIEWS),
        ("Page path,Active users", VISITORS),
        ("Seitenpfad und Bildschirmklasse,Aufrufe", VIEWS),
        ("Seitenpfad und Bildschirmklasse,Aktive Nutzer", VISITORS),
        ("Chemin de la page et classe de l'écran,Vues", VIEWS),
        ("Chemin de la page et classe de l\u2019écran,Utilisateurs actifs", VISITORS),
        ("Ruta de página y clase de pantalla,Vistas", VIEWS),
        ("Ruta de página y clase de pantalla,Usuarios activos", VISITORS),
        ("Percorso pagina e classe schermata,Visualizzazioni", VIEWS),
        ("Percorso pagina e classe schermata,Utenti attivi", VISITORS),
        ("Caminho da página e classe da tela,Visualizações", VIEWS),
        ("Caminho da página e classe da tela,Usuários ativos", VISITORS),
        ("Путь к странице и класс экрана,Просмотры", VIEWS),
        ("ページパスとスクリーン クラス,表示回数", VIEWS),
        ("ページパスとスクリーン クラス,アクティブ\u00a0ユーザー", VISITORS),
        ("페이지 경로 및 화면 클래스,조회수", VIEWS),
        ("페이지 경로 및 화면 클래스,활성 사용자", VISITORS),
        ("网页路径和屏幕类,浏览次数", VIEWS),
        ("网页路径和屏幕类,活跃用户", VISITORS),
    ],
)
def test_columns_are_known_in_many_languages(header: str, counted: str) -> None:
    text = f"# Début\u00a0: 20260817\n# Fin\uff1a20260913,,\n{header}\n/roses/,46\n"

    export = read_csv(lines(text))

    assert (export.counted, export.counts) == (counted, (Count("/roses/", *PERIOD, 46),))


@pytest.mark.parametrize(
    "number",
    [
        '"1,234,567"',
        "1.234.567",
        "1 234 567",
        "1\u00a0234\u00a0567",
        "1\u202f234\u202f567",
        "1234567",
    ],
)
def test_thousands_may_be_parted(number: str) -> None:
    export = read_csv(lines(f"{COMMENTS}Page path,Views\n/,{number}\n"))

    assert export.counts == (Count("/", *PERIOD, 1234567),)


def test_the_tables_on_pages_count_that_have_the_best_numbers() -> None:
    chart = "Nth day,Views\n0001,7\n"
    small = "Page path and screen class,Views\n/roses/,60\n"
    screens = "Page title,Active users\nRoses,46\n"

    export = read_csv(lines(COMMENTS + "\n".join([chart, small, HEADER + ROWS, screens])))

    assert export.counts == read_csv(lines(CSV)).counts


def test_the_days_of_several_tables_are_the_same() -> None:
    text = CSV + "\n" + CSV

    assert read_csv(lines(text)).counts == read_csv(lines(CSV)).counts * 2


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        (
            "",
            "has no column `Page path and screen class`, only empty ones",
            "download the report on pages again, with Google Analytics in English",
        ),
        (
            "# a\n\nPage title,Views\nRoses,7\n",
            "has no column `Page path and screen class`, only `Page title`, `Views`",
            "download the report on pages again, with Google Analytics in English",
        ),
        (
            "Page path,Views per active user,Sessions\n/,1.5,7\n",
            "has no column `Views`, only `Page path`, `Views per active user`, `Sessions`",
            "download the report on pages again, with Google Analytics in English",
        ),
        (
            HEADER + ROWS,
            "does not say which days it counts",
            "export it again, and leave the lines that begin with `#`",
        ),
        (
            "# Start date: 20260817\n" + HEADER + ROWS,
            "does not say which days it counts",
            "export it again, and leave the lines that begin with `#`",
        ),
        (
            COMMENTS + "# Start date: 20250817\n# End date: 20250913\n" + HEADER + ROWS,
            "counts several periods",
            "export it again without a comparison",
        ),
        (COMMENTS + HEADER + "/roses/,60\n", "line 12: has 2 columns instead of 8", AGAIN),
        (
            COMMENTS + "Page path,Views\n/,1.23\n",
            "line 12: `1.23` is not a number of views",
            "export it again; a count is a whole number from 0 to a thousand million",
        ),
        (
            COMMENTS + 'Page path,Views\n/,"1,234.567"\n',
            "line 12: `1,234.567` is not a number of views",
            "export it again; a count is a whole number from 0 to a thousand million",
        ),
        (
            "Date,Page path,Views\nsoon,/,7\n",
            "line 2: `soon` is not a date",
            "export it again; days are written as 2026-11-23",
        ),
    ],
)
def test_a_fault_in_csv_is_named(text: str, what: str, remedy: str) -> None:
    with pytest.raises(ExportError) as error:
        read_csv(lines(text))

    assert (error.value.what, error.value.remedy) == (what, remedy)


@given(st.permutations(lines(ROWS)), st.permutations(BY_DAY["rows"]))
def test_the_order_of_rows_makes_no_difference(rows: list[str], found: list[Any]) -> None:
    turned = deepcopy(BY_DAY) | {"rows": found}

    assert sorted(read_csv(lines(COMMENTS + HEADER + "".join(rows))).counts) == sorted(
        read_csv(lines(CSV)).counts
    )
    assert sorted(read_answer(turned, None).counts) == sorted(read_answer(BY_DAY, None).counts)


@given(spoiled(ANSWER) | spoiled(BY_DAY))
def test_any_answer_is_read_or_an_error(answer: object) -> None:
    assert is_sound_or_refused(lambda: read_answer(answer, PERIOD))


@given(spoiled_lines(CSV) | spoiled_lines(EXPLORATION) | st.lists(st.text(max_size=30)))
def test_any_lines_are_read_or_an_error(rows: list[str]) -> None:
    assert is_sound_or_refused(lambda: read_csv(rows))

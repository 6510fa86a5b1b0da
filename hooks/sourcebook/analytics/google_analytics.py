"""Google Analytics 4: the answer of its Data API, and the table that people download as CSV.

https://developers.google.com/analytics/devguides/reporting/data/v1/basics
https://developers.google.com/analytics/devguides/reporting/data/v1/api-schema
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sourcebook.plurals import count_of

from .counts import (
    AGAIN,
    VIEWS,
    VISITORS,
    Count,
    Export,
    ExportError,
    make_export,
    make_part,
    missing_column,
    need_period,
    read_address,
    read_count,
    read_day,
    read_group,
    read_list,
    read_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from .counts import Row

    Days = tuple[date, date]

NAME = "Google Analytics"

_DIMENSIONS = (
    "pagePath",
    "pagePathPlusQueryString",
    "unifiedPagePathScreen",
    "unifiedPageScreen",
    "pageLocation",
    "fullPageUrl",
)
_WITHOUT_SCHEME = "fullPageUrl"
_SEVERAL_PERIODS = "dateRange"
"""A dimension that Google adds where a question has several periods."""
_METRICS = {"activeUsers": VISITORS, "totalUsers": VISITORS, "screenPageViews": VIEWS}

# The headers of a downloaded table are in the language of whoever downloads it. The English
# ones are the UI names of the API's schema (its address stands above). Of the others, each was
# found in programs in public repositories that read such tables, or that show the same names:
# https://github.com/search?type=code&q=%22Percorso+pagina+e+classe+schermata%22 and so on.
# Languages of which no such program was found, such as Dutch and Polish, are left out.
_PATH_COLUMNS = (
    "Page path and screen class",
    "Page path + query string and screen class",
    "Page path",
    "Page path + query string",
    "Page location",
    "Seitenpfad und Bildschirmklasse",
    "Chemin de la page et classe de l'écran",
    "Ruta de página y clase de pantalla",
    "Percorso pagina e classe schermata",
    "Caminho da página e classe da tela",
    "Путь к странице и класс экрана",
    "ページパスとスクリーン クラス",
    "페이지 경로 및 화면 클래스",
    "网页路径和屏幕类",
)
_USERS_COLUMNS = (
    "Active users",
    "Aktive Nutzer",
    "Utilisateurs actifs",
    "Usuarios activos",
    "Utenti attivi",
    "Usuários ativos",
    "アクティブ ユーザー",
    "활성 사용자",
    "活跃用户",
)
_VIEWS_COLUMNS = (
    "Views",
    "Aufrufe",
    "Vues",
    "Vistas",
    "Visualizzazioni",
    "Visualizações",
    "Просмотры",
    "表示回数",
    "조회수",
    "浏览次数",
)
_IN_ENGLISH = "download the report on pages again, with Google Analytics in English"
"""The remedy for a header in a language that is not among these."""
_DAY_COLUMNS = ("Date", "Datum", "Data")

_ENDS = 2
"""A period has a first day and a last one."""
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_PERIOD = re.compile(r"#\s*([0-9]{8})\s*-\s*([0-9]{8})")
_ONE_DAY = re.compile(r"#[^:\uff1a]*[:\uff1a]\s*([0-9]{8})")
"""`# Start date: 20260817`, whatever the words."""
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}([.,'\u2019\s])[0-9]{3}(?:\1[0-9]{3})*")


def read_answer(answer: object, period: Days | None) -> Export:
    """Return what an answer to `runReport` counts; `period` has the days where it has none."""
    report = read_group(answer, "answer")
    dimensions = _read_names(report, "dimensionHeaders")
    metrics = _read_names(report, "metricHeaders")
    page = next((name for name in _DIMENSIONS if name in dimensions), None)
    measure = next((name for name in _METRICS if name in metrics), None)
    if page is None or measure is None:
        key, names, missing = (
            ("dimensionHeaders", dimensions, "pagePath")
            if page is None
            else ("metricHeaders", metrics, "activeUsers")
        )
        there = ", ".join(names) or "nothing"
        raise ExportError(f"{key}: has {there} instead of {missing}", f"ask for `{missing}` too")
    if _SEVERAL_PERIODS in dimensions:
        raise ExportError("counts several periods", "ask for one period")
    others = [name for name in dimensions if name not in (page, "date")]

    def read(where: str, item: object) -> Iterator[Count]:
        row = read_group(item, where)
        values = _read_values(row, "dimensionValues", dimensions, where)
        numbers = _read_values(row, "metricValues", metrics, where)
        address = read_address(values[page], f"{where}, {page}")
        if _is_page(address):
            first, last = _read_days(values.get("date"), f"{where}, date", period)
            count = read_count(numbers[measure], f"{where}, {measure}")
            part = make_part((values[name] for name in others), f"{where}.dimensionValues")
            scheme = "//" if page == _WITHOUT_SCHEME else ""
            yield Count(scheme + address, first, last, count, part)

    rows = enumerate(read_list(report.get("rows", []), "rows"))
    counts = (count for number, row in rows for count in read(f"rows[{number}]", row))
    return make_export(NAME, _METRICS[measure], counts, ", ".join(["API", *others]))


def _read_names(report: dict[str, Any], key: str) -> list[str]:
    """Return the names of the headers; where nothing was asked for there are none."""
    headers = read_list(report.get(key, []), key)
    groups = (read_group(item, f"{key}[{number}]") for number, item in enumerate(headers))
    return [read_address(group.get("name"), f"{key}[{n}].name") for n, group in enumerate(groups)]


def _read_values(
    row: dict[str, Any], key: str, names: Sequence[str], where: str
) -> dict[str, object]:
    values = read_list(row.get(key), f"{where}.{key}")
    if len(values) != len(names):
        what = f"{where}.{key}: has {count_of(len(values), 'value')} instead of {len(names)}"
        raise ExportError(what, AGAIN)
    found = {}
    for name, item in zip(names, values, strict=True):
        found[name] = read_group(item, f"{where}.{key}").get("value")
    return found


def _read_days(day: object, where: str, period: Days | None) -> Days:
    """Return the day that is written as 20261123, or else the period."""
    if day is None:
        return need_period(period)
    match = _DAY.fullmatch(day) if isinstance(day, str) else None
    found = read_day("-".join(match.groups()) if match else day, where)
    return found, found


def _is_page(address: str) -> bool:
    """Tell whether a value is an address: totals, `(other)` and screens of apps are none."""
    return "/" in address


def read_csv(lines: Iterable[str]) -> Export:
    """Return what a downloaded table counts: active users, or views where they are missing.

    Comments say the days, where no column does. A file may have several tables, of which
    those on pages count.
    """
    texts = list(lines)
    tables = list(_read_tables(texts))
    on_pages = [table for table in tables if _find(_PATH_COLUMNS, table[0]) is not None]
    if not on_pages:
        raise missing_column(_PATH_COLUMNS[0], tables[0][0] if tables else [], _IN_ENGLISH)
    columns = {_USERS_COLUMNS: VISITORS, _VIEWS_COLUMNS: VIEWS}
    headers = [header for header, _ in on_pages]
    names = next(
        (each for each in columns if any(_find(each, one) is not None for one in headers)), None
    )
    if names is None:
        raise missing_column(_VIEWS_COLUMNS[0], headers[0], _IN_ENGLISH)
    counting = [table for table in on_pages if _find(names, table[0]) is not None]
    others = {header[place] for header, rows in counting for place in _others(header, rows)}
    counts = (
        count for header, rows in counting for count in _read_counts(header, rows, names, texts)
    )
    return make_export(NAME, columns[names], counts, ", ".join(["CSV", *sorted(others)]))


def _read_tables(lines: Iterable[str]) -> Iterator[tuple[list[str], list[Row]]]:
    """Yield the header and the rows of each table; blank lines and comments part them."""
    parted = ("\n" if line.lstrip().startswith("#") else line for line in lines)
    blocks = groupby(read_rows(parted), key=lambda row: any(map(str.strip, row[1])))
    for is_table, rows in blocks:
        if is_table:
            _, header = next(rows)
            yield header, list(rows)


def _find(names: Iterable[str], header: Sequence[str]) -> int | None:
    """Return the place of the first column that has one of the names."""
    known = set(map(_fold, names))
    return next((place for place, name in enumerate(header) if _fold(name) in known), None)


def _fold(name: str) -> str:
    return " ".join(name.replace("\u2019", "'").split()).casefold()


def _others(header: list[str], rows: Iterable[Row]) -> list[int]:
    """Return the places of the dimensions besides page and day.

    They stand before the numbers, and the row of totals, if there is one, has none of them.
    """
    page = _find(_PATH_COLUMNS, header) or 0
    end = _find((*_USERS_COLUMNS, *_VIEWS_COLUMNS), header) or 0
    total = next((row for _, row in rows if not "".join(row[page : page + 1]).strip()), [])
    numbers = {place for place, cell in enumerate(total) if cell[:1].isdigit()}
    return sorted(set(range(end)) - numbers - {page, _find(_DAY_COLUMNS, header)})


def _read_counts(
    header: list[str], rows: list[Row], names: Iterable[str], lines: Iterable[str]
) -> Iterator[Count]:
    page, measure = _find(_PATH_COLUMNS, header) or 0, _find(names, header) or 0
    day, others = _find(_DAY_COLUMNS, header), _others(header, rows)
    period = _read_period(lines) if day is None else None
    for where, row in rows:
        if len(row) < len(header):
            what = f"{where}: has {count_of(len(row), 'column')} instead of {len(header)}"
            raise ExportError(what, AGAIN)
        address = read_address(row[page], where)
        if _is_page(address):
            first, last = _read_days(None if day is None else row[day], where, period)
            count = read_count(_plain(row[measure].strip()), where)
            part = make_part((row[place] for place in others), where)
            yield Count(address, first, last, count, part)


def _plain(number: str) -> str:
    """Return a number without the separators of its thousands."""
    return re.sub(r"\D", "", number) if _THOUSANDS.fullmatch(number) else number


def _read_period(lines: Iterable[str]) -> Days:
    """Return the days that comments say; those before each table of a file say the same."""
    texts = (line.strip().rstrip(",") for line in lines)
    matches = (_PERIOD.fullmatch(text) or _ONE_DAY.fullmatch(text) for text in texts)
    days = [day for match in matches if match for day in map(_parse_day, match.groups()) if day]
    if len(days) < _ENDS:
        remedy = "export it again, and leave the lines that begin with `#`"
        raise ExportError("does not say which days it counts", remedy)
    if len(set(days)) > _ENDS:
        raise ExportError("counts several periods", "export it again without a comparison")
    return min(days), max(days)


def _parse_day(digits: str) -> date | None:
    """Return a day; the name of a site may have as many digits, and then there is none."""
    try:
        return _read_days(digits, "", None)[0]
    except ExportError:
        return None

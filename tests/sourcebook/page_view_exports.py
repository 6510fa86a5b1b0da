"""Exports as services and servers write them: of any counts, in each of their forms."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Row = tuple[str, date, int]
"""A path, a day, and how many readers there were."""

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass(frozen=True)
class Form:
    """A kind of export."""

    service: str
    make: Callable[[list[Row]], bytes]
    daily: bool = True
    """Whether it tells the days apart; the others have totals."""
    says_days: bool = True
    """Whether it says of which days it is."""


def goatcounter_csv(rows: list[Row]) -> bytes:
    """Return one line a visit; a second opening in the same visit, an event and a robot too."""
    lines = [
        "2Path,Title,Event,UserAgent,Browser,System,Session,Bot,Referrer,Referrer scheme,"
        "Screen size,Location,FirstVisit,Date"
    ]
    for path, day, views in rows:
        for number in range(views):
            visit = f'{path},"A, title",0,,Firefox 140,Linux,{path}{number},0,,,"390,844,3",DE'
            lines += [f"{visit},1,{day}T10:00:{number % 60:02}Z", f"{visit},0,{day}T11:00:00Z"]
        lines.append(f"{path},,1,,,,event,0,,,,,1,{day}T10:00:00Z")
        lines.append(f"{path},,0,,,,robot,3,,,,,1,{day}T10:00:00Z")
    return "\n".join([*lines, ""]).encode()


def goatcounter_old_csv(rows: list[Row]) -> bytes:
    """Return the first version of the table, with words for yes and no."""
    lines = [
        "1Path,Title,Event,Bot,Session,FirstVisit,Referrer,Referrer scheme,Browser,"
        "Screen size,Location,Date"
    ]
    lines += [
        f"{path},,false,0,{path}{number},true,,,Firefox,,DE,{day}T10:00:00Z"
        for path, day, views in rows
        for number in range(views)
    ]
    return "\n".join([*lines, ""]).encode()


def goatcounter_zip(rows: list[Row], folder: str = "goatcounter-export-me-20261124/") -> bytes:
    """Return the JSON export, its counts by hour and referrer."""
    numbers = {path: number for number, path in enumerate(dict.fromkeys(row[0] for row in rows))}
    paths = [{"id": number, "path": path, "title": ""} for path, number in numbers.items()]
    hits = [
        {"hour": f"{day}T{hour}:00:00Z", "path_id": numbers[path], "ref_id": ref, "count": part}
        for path, day, views in rows
        for hour, ref, part in (("10", 1, views // 2), ("10", 2, 0), ("23", 1, -(-views // 2)))
    ]
    return pack(
        {
            f"{folder}info.json": json.dumps({"export_version": "1.0"}),
            f"{folder}paths.jsonl": _lines(paths),
            f"{folder}hit_stats.jsonl": _lines(hits),
        }
    )


def goatcounter_answer(rows: list[Row]) -> bytes:
    """Return an answer of the API, days by page."""
    hits = [
        {
            "count": sum(views for _, _, views in group),
            "path_id": number,
            "path": path,
            "event": False,
            "title": "",
            "stats": [{"day": str(day), "hourly": [], "daily": views} for _, day, views in group],
        }
        for number, (path, group) in enumerate(_by_path(rows))
    ]
    return json.dumps({"hits": hits, "total": 0, "more": False}).encode()


def plausible_answer(rows: list[Row]) -> bytes:
    """Return an answer of the second API, a total for the whole period."""
    first, last = _span(rows)
    query = {
        "metrics": ["pageviews", "visitors"],
        "dimensions": ["event:page"],
        "date_range": [f"{first}T00:00:00+01:00", f"{last}T23:59:59+01:00"],
    }
    results = [
        {"dimensions": [path], "metrics": [2 * total, total]} for path, total in _totals(rows)
    ]
    return json.dumps({"results": results, "meta": {}, "query": query}).encode()


def plausible_days(rows: list[Row]) -> bytes:
    """Return an answer of the second API, day by day."""
    first, last = map(str, _span(rows))
    query = {
        "metrics": ["visitors"],
        "dimensions": ["time:day", "event:page"],
        "date_range": [first, last],
    }
    results = [{"dimensions": [str(day), path], "metrics": [views]} for path, day, views in rows]
    return json.dumps({"results": results, "meta": {}, "query": query}).encode()


def plausible_first(rows: list[Row]) -> bytes:
    """Return an answer of the first API."""
    results = [{"page": path, "visitors": total} for path, total in _totals(rows)]
    return json.dumps({"results": results}).encode()


def plausible_csv(rows: list[Row]) -> bytes:
    """Return the table of pages in the export of the whole site."""
    lines = ['"date","hostname","page","visits","visitors","pageviews"']
    lines += [
        f'"{day}","example.org","{path}",{views},{views},{3 * views}' for path, day, views in rows
    ]
    return "\n".join([*lines, ""]).encode()


def plausible_zip(rows: list[Row]) -> bytes:
    """Return the export of the whole site, with a table that is none of pages."""
    first, last = (f"{day:%Y%m%d}" for day in _span(rows))
    return pack(
        {
            f"imported_pages_{first}_{last}.csv": plausible_csv(rows),
            f"imported_browsers_{first}_{last}.csv": '"date","browser"\n',
        }
    )


def umami_answer(rows: list[Row]) -> bytes:
    """Return an answer of `metrics`."""
    return json.dumps([{"x": path, "y": total} for path, total in _totals(rows)]).encode()


def umami_expanded(rows: list[Row]) -> bytes:
    """Return an answer of `metrics/expanded`."""
    answer = [
        {"name": path, "pageviews": 2 * total, "visitors": total, "visits": total, "bounces": 0}
        for path, total in _totals(rows)
    ]
    return json.dumps(answer).encode()


def matomo_flat(rows: list[Row]) -> bytes:
    """Return an answer with `flat=1`."""
    return json.dumps([_matomo_row(path, total) for path, total in _totals(rows)]).encode()


def matomo_nested(rows: list[Row]) -> bytes:
    """Return an answer in folders."""
    pages = [_matomo_row(path, total) for path, total in _totals(rows)]
    folder = {"label": "folder", "nb_visits": 99, "nb_hits": 999, "subtable": pages[1:]}
    return json.dumps([*pages[:1], folder]).encode()


def matomo_days(rows: list[Row]) -> bytes:
    """Return an answer by day."""
    days: dict[str, list[Any]] = {"2026-01-01": []}
    for path, day, views in rows:
        days.setdefault(str(day), []).append(_matomo_row(path, views))
    return json.dumps(days).encode()


def _matomo_row(path: str, views: int) -> dict[str, Any]:
    url = f"https://example.org{path}"
    return {"label": path, "nb_visits": views, "nb_hits": 2 * views, "url": url}


def google_answer(rows: list[Row]) -> bytes:
    """Return an answer of the Data API, with numbers as texts."""
    answer = {
        "dimensionHeaders": [{"name": "date"}, {"name": "pagePath"}],
        "metricHeaders": [
            {"name": "screenPageViews", "type": "TYPE_INTEGER"},
            {"name": "activeUsers", "type": "TYPE_INTEGER"},
        ],
        "rows": [
            {
                "dimensionValues": [{"value": f"{day:%Y%m%d}"}, {"value": path}],
                "metricValues": [{"value": str(2 * views)}, {"value": str(views)}],
            }
            for path, day, views in rows
        ],
        "rowCount": len(rows),
        "kind": "analyticsData#runReport",
    }
    return json.dumps(answer).encode()


def google_csv(rows: list[Row]) -> bytes:
    """Return the table that people download, with all that stands around it."""
    first, last = _span(rows)
    lines = [
        "# ----------------------------------------",
        "# Pages and screens: Page path and screen class",
        "# Account: Garden",
        f"# Start date: {first:%Y%m%d}",
        f"# End date: {last:%Y%m%d}",
        "# ----------------------------------------",
        "Page path and screen class,Views,Active users,Views per active user,"
        "Average engagement time per active user,Event count,Key events,Total revenue",
        ',"99,999","9,999",1,1,1,0,0',
        *(f'{path},"{2 * total:,}","{total:,}",2,31.5,7,0,0' for path, total in _totals(rows)),
        "",
    ]
    return b"\xef\xbb\xbf" + "\r\n".join(lines).encode()


def cloudflare_beacon(rows: list[Row]) -> bytes:
    """Return an answer of Web Analytics."""
    groups = [
        {
            "count": views,
            "sum": {"visits": views},
            "avg": {"sampleInterval": 1},
            "dimensions": {"date": str(day), "requestPath": path},
        }
        for path, day, views in rows
    ]
    account = {"rumPageloadEventsAdaptiveGroups": groups}
    return json.dumps({"data": {"viewer": {"accounts": [account]}}, "errors": None}).encode()


def cloudflare_zone(rows: list[Row]) -> bytes:
    """Return an answer about the traffic of a zone."""
    groups = [
        {"count": total, "dimensions": {"clientRequestPath": path}} for path, total in _totals(rows)
    ]
    zone = {"httpRequestsAdaptiveGroups": groups}
    return json.dumps({"data": {"viewer": {"zones": [zone]}}, "errors": None}).encode()


def combined_log(rows: list[Row]) -> bytes:
    """Return a log in the Combined Log Format; each reader opens the page twice."""
    return "".join(
        f"203.0.{number // 256}.{number % 256} - - [{day:%d/%b/%Y}:10:00:00 +0000] "
        f'"GET {path} HTTP/1.1" 200 2326 "-" "{FIREFOX}"\n'
        for path, day, views in rows
        for number in [*range(views), *range(views)]
    ).encode()


def common_log(rows: list[Row]) -> bytes:
    """Return a log in the Common Log Format."""
    return "".join(
        f"203.0.{number // 256}.{number % 256} - - [{day:%d/%b/%Y}:10:00:00 +0000] "
        f'"GET {path} HTTP/1.1" 200 2326\n'
        for path, day, views in rows
        for number in range(views)
    ).encode()


FORMS = {
    "goatcounter-csv": Form("GoatCounter", goatcounter_csv),
    "goatcounter-csv-gz": Form("GoatCounter", lambda rows: gzip.compress(goatcounter_csv(rows))),
    "goatcounter-old-csv": Form("GoatCounter", goatcounter_old_csv),
    "goatcounter-zip": Form("GoatCounter", goatcounter_zip),
    "goatcounter-zip-flat": Form("GoatCounter", lambda rows: goatcounter_zip(rows, "")),
    "goatcounter-api": Form("GoatCounter", goatcounter_answer),
    "plausible-v2": Form("Plausible", plausible_answer, daily=False),
    "plausible-v2-days": Form("Plausible", plausible_days),
    "plausible-v1": Form("Plausible", plausible_first, daily=False, says_days=False),
    "plausible-csv": Form("Plausible", plausible_csv),
    "plausible-zip": Form("Plausible", plausible_zip),
    "umami": Form("Umami", umami_answer, daily=False, says_days=False),
    "umami-expanded": Form("Umami", umami_expanded, daily=False, says_days=False),
    "matomo-flat": Form("Matomo", matomo_flat, daily=False, says_days=False),
    "matomo-nested": Form("Matomo", matomo_nested, daily=False, says_days=False),
    "matomo-days": Form("Matomo", matomo_days),
    "google-api": Form("Google Analytics", google_answer),
    "google-csv": Form("Google Analytics", google_csv, daily=False),
    "cloudflare-beacon": Form("Cloudflare", cloudflare_beacon),
    "cloudflare-zone": Form("Cloudflare", cloudflare_zone, daily=False, says_days=False),
    "combined-log": Form("the server's log", combined_log),
    "combined-log-gz": Form("the server's log", lambda rows: gzip.compress(combined_log(rows))),
    "common-log": Form("the server's log", common_log),
}
"""All forms of export, by a name for the tests."""


def pack(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return packed.getvalue()


def _lines(items: Iterable[object]) -> str:
    return "".join(json.dumps(item) + "\n" for item in items)


def _by_path(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    return [(path, list(group)) for path, group in groupby(sorted(rows), key=lambda row: row[0])]


def _totals(rows: list[Row]) -> list[tuple[str, int]]:
    return [(path, sum(views for _, _, views in group)) for path, group in _by_path(rows)]


def _span(rows: list[Row]) -> tuple[date, date]:
    days = [day for _, day, _ in rows]
    return min(days), max(days)

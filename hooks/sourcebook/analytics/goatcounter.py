"""GoatCounter: its export in CSV, its export in JSON, and the answer of its API.

https://www.goatcounter.com/help/export
https://www.goatcounter.com/help/export-json
https://www.goatcounter.com/help/api
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from .counts import (
    AGAIN,
    VISITORS,
    Count,
    Export,
    ExportError,
    find_columns,
    make_export,
    make_part,
    read_address,
    read_count,
    read_day,
    read_group,
    read_list,
    read_table,
    show,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .counts import Row

NAME = "GoatCounter"

_FIRST_CELL = re.compile(r"([0-9]+)Path")
_CSV_VERSIONS = ("1", "2")
_JSON_VERSION = "1"
"""Its major version; a minor one only adds to it."""
_FLAGS = {"0": False, "false": False, "1": True, "true": True}
"""The documentation has words, the files have digits."""


def read_csv(lines: Iterable[str]) -> Export:
    """Return the visitors in an export in CSV, which has a row for each page that was opened."""
    header, rows = read_table(lines)
    version = _FIRST_CELL.fullmatch(header[0]) if header else None
    if version is None:
        raise ExportError("does not begin with `2Path`, as an export of GoatCounter does", AGAIN)
    if version[1] not in _CSV_VERSIONS:
        what = f"is version {version[1]} of GoatCounter's export in CSV, which we do not know"
        raise ExportError(what, "give the export in JSON")
    # The two versions number the visits of readers differently.
    form = f"CSV {version[1]}"
    return make_export(NAME, VISITORS, _read_visits(["Path", *header[1:]], rows), form)


def _read_visits(header: list[str], rows: Iterable[Row]) -> Iterator[Count]:
    """Yield each first visit of a reader to a page: GoatCounter itself shows no other number."""
    names = ("Path", "Event", "Bot", "FirstVisit", "Session", "Date")
    columns = find_columns(header, *names)
    for where, row in rows:
        path, event, bot, first, session, moment = columns(row)
        is_event = _read_flag(event, f"{where}, Event")
        is_first = _read_flag(first, f"{where}, FirstVisit")
        if not (bot.isascii() and bot.isdigit()):
            raise ExportError(f"{where}, Bot: {show(bot)} is not the number of a robot", AGAIN)
        if is_first and not is_event and not bot.strip("0"):
            day = read_day(moment, f"{where}, Date")
            yield Count(read_address(path, where), day, day, 1, f"{session} {moment}")


def read_stats(open_member: Callable[[str], Iterable[str]]) -> Export:
    """Return the visitors in an export in JSON, whose files `open_member` opens by name."""
    info = read_group(_parse("".join(open_member("info.json")), "info.json"), "info.json")
    version = info.get("export_version")
    if not isinstance(version, str | int | float) or str(version).split(".")[0] != _JSON_VERSION:
        what = f"is version {show(version)} of GoatCounter's export in JSON, which we do not know"
        raise ExportError(what, "give the export in CSV")
    pages = _read_pages(open_member("paths.jsonl"))
    hits = _read_hits(open_member("hit_stats.jsonl"), pages)
    return make_export(NAME, VISITORS, hits, "JSON")


def _read_pages(lines: Iterable[str]) -> dict[int | str, str]:
    """Return the path of each page by its number; an event has the empty one."""
    pages = {}
    for where, row in _read_lines("paths.jsonl", lines):
        is_event = _read_flag(row.get("event", False), f"{where}, event")
        path = read_address(row.get("path"), f"{where}, path")
        pages[_read_id(row.get("id"), f"{where}, id")] = "" if is_event else path
    return pages


def _read_hits(lines: Iterable[str], pages: dict[int | str, str]) -> Iterator[Count]:
    for where, row in _read_lines("hit_stats.jsonl", lines):
        number = _read_id(row.get("path_id"), f"{where}, path_id")
        if number not in pages:
            raise ExportError(f"{where}, path_id: {show(number)} is not in paths.jsonl", AGAIN)
        day = read_day(row.get("hour"), f"{where}, hour")
        count = read_count(row.get("count"), f"{where}, count")
        part = make_part((row["hour"], row.get("ref_id")), f"{where}, ref_id")
        yield Count(pages[number], day, day, count, part)


def _read_lines(file: str, lines: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what stands in each line, after its place."""
    for number, line in enumerate(lines, start=1):
        where = f"{file}, line {number}"
        if line.strip():
            yield where, read_group(_parse(line, where), where)


def read_answer(answer: object) -> Export:
    """Return the visitors in an answer to `/api/v0/stats/hits`."""
    hits = read_list(read_group(answer, "answer").get("hits"), "hits")
    return make_export(NAME, VISITORS, _read_days(hits), "API")


def _read_days(hits: Iterable[object]) -> Iterator[Count]:
    for number, item in enumerate(hits):
        where = f"hits[{number}]"
        hit = read_group(item, where)
        if _read_flag(hit.get("event", False), f"{where}.event"):
            continue
        path = read_address(hit.get("path"), f"{where}.path")
        for place, stat in enumerate(read_list(hit.get("stats"), f"{where}.stats")):
            at = f"{where}.stats[{place}]"
            stats = read_group(stat, at)
            day = read_day(stats.get("day"), f"{at}.day")
            yield Count(path, day, day, read_count(stats.get("daily"), f"{at}.daily"))


def _parse(text: str, where: str) -> object:
    try:
        parsed: object = json.loads(text)
    except (ValueError, RecursionError):
        raise ExportError(f"{where}: is not JSON, or only a part of it", AGAIN) from None
    return parsed


def _read_id(value: object, where: str) -> int | str:
    if isinstance(value, int | str):
        return value
    raise ExportError(f"{where}: {show(value)} is not a number", AGAIN)


def _read_flag(value: object, where: str) -> bool:
    flag = _FLAGS.get(str(value).lower()) if isinstance(value, int | str) else None
    if flag is None:
        raise ExportError(f"{where}: {show(value)} is neither true nor false", AGAIN)
    return flag

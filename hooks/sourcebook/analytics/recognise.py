"""Which export a file is, by what stands in it, and what it counts."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
import zlib
from codecs import BOM_UTF8
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

from sourcebook.archives import open_member
from sourcebook.page_views import HEADER as PAGE_VIEWS

from . import cloudflare, goatcounter, google_analytics, matomo, plausible, umami
from .access_log import AccessLog, is_log_line
from .counts import AGAIN, EmptyError, Export, ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    Days = tuple[date, date] | None

ACCEPTED = (
    "exports of GoatCounter, Plausible, Umami, Matomo, Google Analytics or Cloudflare, "
    "and access logs"
)
LONGEST = 65_536
"""Bytes of a line. Servers take requests of a quarter of that: https://nginx.org/r/large_client_header_buffers"""
MOST_JSON = 1 << 26
"""Bytes of an answer in JSON; it takes many times as much room once it is read."""
MOST_UNPACKED = 1 << 30
"""Bytes of a file in a ZIP. A year of a busy site has a tenth of it."""
SIGN_OF_LOG = 5
"""The first lines of a log, of which one at least must be whole."""

NOTHING = ("counts no page", "choose a longer period, or the report on pages")

_GZIP, _ZIP = b"\x1f\x8b", b"PK"
_ENCRYPTED = 0x1
"""Bit 0 of the flags of a file in a ZIP: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT"""
_DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError)
# GoatCounter puts all into a folder; whoever packs it again may not.
_GOATCOUNTER_HITS = re.compile(r"(?:[^/]+/)?hit_stats\.jsonl")
_PLAUSIBLE_PAGES = re.compile(r"(?:.*/)?imported_pages(?:_\d{8}_\d{8})?\.csv")
_VERSION_AND_PATH = re.compile(r"\d+Path")


def read_export(file: io.BufferedReader[Any], log: AccessLog, period: Days = None) -> Export | None:
    """Return what an export counts; the lines of an access log go to `log`, and `None` comes back.

    `period` has the first and the last day of exports that do not say them. Raise
    `ExportError` where the file is none of `ACCEPTED`, or damaged, and its kind `EmptyError`
    where nothing is in it.
    """
    found: Export | None
    try:
        if file.peek().startswith(_ZIP):
            found = _read_zip(file)
        elif file.peek().startswith(_GZIP):
            found = _read_file(io.BufferedReader(gzip.GzipFile(fileobj=file)), log, period)
        else:
            found = _read_file(file, log, period)
    except _DAMAGE:
        raise ExportError("is damaged, or only a part of a file", AGAIN) from None
    if found is not None and not found.counts:
        raise ExportError(*NOTHING)
    return found


def _read_file(file: io.BufferedReader[Any], log: AccessLog, period: Days) -> Export | None:
    head = file.peek().removeprefix(BOM_UTF8).lstrip()
    if not head:
        raise EmptyError("is empty", AGAIN)
    if any(map(is_log_line, head.splitlines()[:SIGN_OF_LOG])):
        _read_log(file, log)
        return None
    if head[:1] in (b"{", b"["):
        return _read_answer(_parse(file.read(MOST_JSON + 1)), period)
    return _read_table(_texts(file))


def _read_log(file: IO[bytes], log: AccessLog) -> None:
    before = log.lines, log.left_out
    log.read(_lines(file))
    lines, left_out = log.lines - before[0], log.left_out - before[1]
    if left_out > lines / 2:
        what = f"has {left_out} lines of {lines} that are in no log format we know"
        raise ExportError(what, "have the server write the Common or the Combined Log Format")


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            what = f"line {number}: is longer than {LONGEST} bytes"
            raise ExportError(what, "delete the line, or export again")
        yield line


def _texts(file: IO[bytes]) -> Iterator[str]:
    for number, line in enumerate(_lines(file), start=1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            remedy = f"save it as UTF-8 in your editor, or give {ACCEPTED}"
            raise ExportError(f"line {number}: is not UTF-8", remedy) from None


def _parse(raw: bytes) -> Any:
    if len(raw) > MOST_JSON:
        raise ExportError(f"is larger than {MOST_JSON >> 20} MiB", "export a shorter period")
    try:
        return json.loads(raw.removeprefix(BOM_UTF8))
    except (ValueError, RecursionError):
        raise ExportError("is not JSON, or only a part of it", AGAIN) from None


def _read_answer(answer: Any, period: Days) -> Export:
    """Return what is counted in the answer of a service, told by the names in it."""
    match answer:
        case []:
            raise ExportError(*NOTHING)
        case {"hits": list()}:
            return goatcounter.read_answer(answer)
        case {"results": list()}:
            return plausible.read_answer(answer, period)
        case {"dimensionHeaders": _} | {"kind": "analyticsData#runReport"}:
            return google_analytics.read_answer(answer, period)
        case {"data": _} | {"errors": _}:
            return cloudflare.read_answer(answer, period)
        case [{"x": _}, *_] | [{"name": _}, *_]:
            return umami.read_answer(answer, period)
        case [{"label": _}, *_] | {"result": "error"}:
            return matomo.read_answer(answer, period)
        case dict() if answer and all(isinstance(rows, list) for rows in answer.values()):
            return matomo.read_answer(answer, period)
        case _:
            raise ExportError("is JSON of another kind", f"give {ACCEPTED}")


def _read_table(lines: Iterator[str]) -> Export:
    """Return what is counted in a table, told by its header."""
    first = next((line for line in lines if line.strip()), None)
    if first is None:  # of signs that count as space in a text only
        raise EmptyError("is empty", AGAIN)
    header = [cell.strip('" \r\n') for cell in first.split(",")]
    lines = chain([first], lines)
    if header[: len(PAGE_VIEWS)] == [*PAGE_VIEWS]:
        raise ExportError("is a file of page views as this site keeps them", f"give {ACCEPTED}")
    if _VERSION_AND_PATH.fullmatch(header[0]):
        return goatcounter.read_csv(lines)
    if {"date", "page", "pageviews"} <= set(header):
        return plausible.read_csv(lines)
    if first.startswith("#") or len(header) > 1:
        return google_analytics.read_csv(lines)
    raise ExportError("is no export that we know", f"give {ACCEPTED}")


def _read_zip(file: IO[bytes]) -> Export:
    with zipfile.ZipFile(file) as archive:
        members = {member.filename: member for member in archive.infolist()}
        for name, member in members.items():
            if name.startswith("/") or ".." in name.split("/") or "\\" in name:
                raise ExportError(f"has `{name[:60]}` in it, as no export has", AGAIN)
            if member.file_size > MOST_UNPACKED:
                what = f"`{name[:60]}` in it is larger than {MOST_UNPACKED >> 20} MiB"
                raise ExportError(what, "export a shorter period")
            if member.flag_bits & _ENCRYPTED:
                raise ExportError("is protected by a password", "export it without one")

        def read_member(name: str) -> Iterator[str]:
            if name not in members:
                raise ExportError(f"has no `{name}` in it", AGAIN)
            with open_member(archive, name) as member:
                yield from _texts(member)

        hits = next((name for name in members if _GOATCOUNTER_HITS.fullmatch(name)), None)
        if hits:
            folder = hits.removesuffix("hit_stats.jsonl")
            return goatcounter.read_stats(lambda name: read_member(folder + name))
        pages = sorted(filter(_PLAUSIBLE_PAGES.fullmatch, members))
        if pages:
            lines = (line for name in pages for line in read_member(name))
            return plausible.read_csv(lines)
        what = f"is a ZIP with {', '.join(sorted(members)[:3]) or 'nothing'} in it"
        raise ExportError(what, f"give {ACCEPTED}; a ZIP is one of GoatCounter or Plausible")

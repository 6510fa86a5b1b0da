"""Access logs of web servers, in the Common and the Combined Log Format.

https://httpd.apache.org/docs/2.4/logs.html#accesslog and
https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from .counts import VISITORS, Count, Export, ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NAME = "the server's log"

# A leading name of the virtual host and anything after the browser's name may be there.
_LINE = re.compile(
    rb"(?:\S+ )?(?P<host>\S+) \S+ \S+ "
    rb"\[(?P<day>\d\d/[A-Z][a-z]{2}/\d{4}):\d\d:\d\d:\d\d [+-]\d{4}\] "
    rb'"(?P<request>[^"\\]*(?:\\.[^"\\]*)*)" (?P<status>\d{3}) (?:\d+|-)'
    rb'(?: "[^"\\]*(?:\\.[^"\\]*)*" "(?P<agent>[^"\\]*(?:\\.[^"\\]*)*)"(?:\s|$)|\s*$)'
)
_READ = re.compile(rb"GET (?P<address>\S+)(?: HTTP/[\d.]+)?")
ANSWERED = (b"200", b"304")
"""The page was sent, or the reader's browser had it still."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ESCAPED = re.compile(rb"\\x([0-9A-Fa-f]{2})")
_FILE = re.compile(r"\.(?!html?$)[A-Za-z0-9]{1,12}$")
"""How the address of a file ends that is no page."""

# A view is kept in 64 bits: which page, and what is left of the reader.
_READER_BITS = 44
_PAGES = 1 << (64 - _READER_BITS)
_AT_ONCE = 16
"""Parts in which a day is counted, so that the whole of it is never a set at once."""
_TIDY = 1 << 20
"""Views of a day after which those that count once are put together."""


def is_log_line(line: bytes) -> bool:
    """Tell whether a line is one of an access log."""
    return _LINE.match(line) is not None


class AccessLog:
    """Counts readers: one a page and day, whichever way and however often the page was asked for.

    A reader is an address with a browser. Of both, only 44 bits of a digest are kept, and
    only as long as the object lives. So memory grows by eight bytes for each reader of a
    page on a day, and by nothing for all other lines.
    """

    def __init__(self, find: Callable[[str], str | None]) -> None:
        """Begin with nothing; `find` gives the path of the page that an address means."""
        self.find = find
        self.days: dict[date, array[int]] = {}
        self.tidied: dict[date, int] = {}
        self.pages: dict[bytes, int] = {}
        self.paths: dict[tuple[str, bool], int] = {}
        """By path and whether a page answers there; else an address may look like a path."""
        self.dates: dict[bytes, date] = {}
        self.lines = 0
        self.left_out = 0

    def read(self, lines: Iterable[bytes]) -> None:
        """Take in the lines of a log; those in another form are counted as left out."""
        match, dates, pages = _LINE.match, self.dates, self.pages
        for line in lines:
            self.lines += 1
            found = match(line)
            if found is None:
                self.left_out += not line.isspace()
                continue
            host, day, request, status, agent = found.groups()
            if status not in ANSWERED or not (asked := _READ.fullmatch(request)):
                continue
            address = asked["address"].partition(b"?")[0]
            page = pages.get(address)
            if page is None:
                page = pages[address] = self._number(address)
            if page < 0 or (agent is not None and _is_robot(agent)):
                continue
            when = dates.get(day) or _read_day(day)
            if when is None:
                self.left_out += 1
                continue
            dates[day] = when
            self._keep(when, page, host, agent or b"")

    def export(self) -> Export:
        """Return what was counted."""
        paths = {number: key for key, number in self.paths.items()}
        counts: dict[bool, list[Count]] = {True: [], False: []}
        for day, views in sorted(self.days.items()):
            readers: Counter[int] = Counter()
            for part in _distinct(views):
                readers.update(view >> _READER_BITS for view in part)
            for page, number in readers.items():
                path, known = paths[page]
                counts[known].append(Count(path, day, day, number))
        return Export(
            NAME,
            VISITORS,
            tuple(sorted(counts[True])),
            left_out=self.left_out,
            looked_up=True,
            unknown=tuple(sorted(counts[False])),
        )

    def _number(self, address: bytes) -> int:
        """Return a number for a page, the same for all its addresses; -1 for other files."""
        text = _ESCAPED.sub(_unescape, address).decode("utf-8", "replace")
        path = self.find(text)
        if path is None and _FILE.search(text):
            return -1
        key = (text if path is None else path, path is not None)
        number = self.paths.setdefault(key, len(self.paths))
        if number >= _PAGES:
            remedy = "leave out what is no page of the site"
            raise ExportError(f"has more than {_PAGES} different pages", remedy)
        return number

    def _keep(self, day: date, page: int, host: bytes, agent: bytes) -> None:
        digest = blake2b(host + b"\n" + agent, digest_size=8).digest()
        views = self.days.setdefault(day, array("Q"))
        views.append(page << _READER_BITS | int.from_bytes(digest, "big") >> 64 - _READER_BITS)
        if len(views) - self.tidied.get(day, 0) > _TIDY:
            tidy: array[int] = array("Q")
            for part in _distinct(views):
                tidy.extend(part)
            self.days[day], self.tidied[day] = tidy, len(tidy)


def _distinct(views: array[int]) -> Iterator[set[int]]:
    """Yield all views, each once, in parts."""
    for rest in range(_AT_ONCE):
        yield {view for view in views if view % _AT_ONCE == rest}


def _unescape(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match[1].decode())


def _read_day(text: bytes) -> date | None:
    day, month, year = text.decode().split("/")
    try:
        return date(int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


@lru_cache(maxsize=65_536)  # there are far fewer browsers than lines
def _is_robot(agent: bytes) -> bool:
    """Tell whether a browser's name is that of a robot; one without a name is none of people."""
    # It cannot be loaded where files are taken for ASCII, as in a bare container.
    from crawleruseragents import is_crawler  # type: ignore[import-untyped]  # noqa: PLC0415

    text = agent.decode("utf-8", "replace")
    return text in ("", "-") or is_crawler(text)

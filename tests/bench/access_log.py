"""Writes access logs as a public site has them: readers, robots, and those who try the doors.

Of a hundred lines, readers ask for some twenty-five pages and twice as many files that belong to
them; the others are of robots, redirections, requests that fail, and `HEAD`.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate, product
from typing import TYPE_CHECKING

from crawleruseragents import CRAWLER_USER_AGENTS_DATA  # type: ignore[import-untyped]  # no types

from .page_views import LAST
from .sites import TOPICS, post_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SITE = "https://www.example.org/garden/"
PREFIX = "/garden/"
DAYS = 30

FIRST = datetime(LAST.year, LAST.month, LAST.day, tzinfo=UTC) - timedelta(days=DAYS - 1)
_SECONDS = DAYS * 24 * 60 * 60
_POPULARITY = 0.8
"""A page has this power of its rank fewer readers than the first: https://en.wikipedia.org/wiki/Zipf%27s_law"""
_OTHER_PAGES = ("", "popular/", "blog/", *(f"{topic}/" for topic in TOPICS))
_FILES = (
    "assets/stylesheets/main.484c7ddc.min.css",
    "assets/stylesheets/palette.ab4e12ef.min.css",
    "assets/stylesheets/site.css?v=7",
    "assets/javascripts/bundle.79ae519e.min.js",
    "assets/javascripts/sources.js",
    "assets/images/favicon.svg",
    "assets/images/social/card.png",
    "search/search_index.json",
)
_QUERIES = (
    "utm_source=newsletter&utm_medium=email",
    "fbclid=IwAR0mQ7bJ2vWlXkPz9",
    "gclid=EAIaIQobChMI8",
    "q=soil",
    "ref=home",
)
_REFERRERS = ("-", "-", "https://www.google.com/", "https://www.google.com/", SITE)
_TRIED = (
    ("GET", "/wp-login.php", 404),
    ("POST", "/xmlrpc.php", 404),
    ("GET", "/.env", 404),
    ("GET", "/.git/config", 403),
    ("POST", "/garden/", 405),
    ("GET", "/garden/apples/no-such-post/", 404),
    ("OPTIONS", "/garden/", 204),
)
_SYSTEMS = (
    "Windows NT 10.0; Win64; x64",
    "Macintosh; Intel Mac OS X 10_15_7",
    "X11; Linux x86_64",
    *(f"Linux; Android {number}; {model}" for number, model in product(range(9, 17), ("K", "SM-A515F", "Pixel 8", "M2101K6G", "CPH2211"))),
)  # fmt: skip
_BROWSERS = (
    *(f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{number}.0.0.0 Safari/537.36"
      for number, system in product(range(143, 103, -1), _SYSTEMS)),
    *(f"Mozilla/5.0 (iPhone; CPU iPhone OS {number}_{part} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{number}.{part} Mobile/15E148 Safari/604.1"
      for number, part in product(range(26, 14, -1), range(8))),
    *(f"Mozilla/5.0 ({system}; rv:{number}.0) Gecko/20100101 Firefox/{number}.0"
      for number, system in product(range(146, 106, -1), _SYSTEMS[:3])),
)  # fmt: skip
_ROBOTS = tuple(name for each in CRAWLER_USER_AGENTS_DATA for name in each.get("instances", ()))


def write_log(path: Path, posts: int, size: int) -> int:
    """Write a log of about `size` bytes, in order of time; return how many lines it has."""
    written = lines = 0
    with path.open("w", encoding="ascii", newline="\n") as file:
        for host, requests, agent in _Visits(posts):
            moment = min(written * _SECONDS // size, _SECONDS - 1)
            time = (FIRST + timedelta(seconds=moment)).strftime("%d/%b/%Y:%H:%M:%S +0000")
            text = "".join(f'{host} - - [{time}] {each} "{agent}"\n' for each in requests)
            file.write(text)
            written += len(text)
            lines += len(requests)
            if written >= size:
                break
    return lines


class _Visits:
    """Visits without end; each has an address, its requests, and a browser or a robot."""

    def __init__(self, posts: int) -> None:
        self.chance = random.Random(posts)  # noqa: S311 - the same log each time, not a secret
        self.pages = [
            f"{PREFIX}{post_file(number).removesuffix('.md')}/" for number in range(posts)
        ]
        self.chance.shuffle(self.pages)
        self.ranks = [*accumulate(1 / rank**_POPULARITY for rank in range(1, posts + 1))]
        self.readers = 0

    def __iter__(self) -> Iterator[tuple[str, list[str], str]]:
        kinds = (self._read, self._crawl, self._try)
        while True:
            (kind,) = self.chance.choices(kinds, (8, 3, 1))
            yield kind()

    def _read(self) -> tuple[str, list[str], str]:
        """Return the visit of a reader, who may have been there and then has the files still."""
        chance = self.chance
        again = self.readers > 0 and chance.random() < 0.3
        number = chance.randrange(self.readers) if again else self.readers
        self.readers += not again
        requests = []
        referer = chance.choice(_REFERRERS)
        for first in (True, *[False] * int(chance.expovariate(1))):
            page = self._page()
            if chance.random() < 0.04:
                requests.append(_request(page.removesuffix("/"), 301, 169, referer))
            query = f"?{chance.choice(_QUERIES)}" if chance.random() < 0.05 else ""
            status = 304 if again and chance.random() < 0.3 else 200
            requests.append(_request(page + query, status, chance.randrange(4000, 40000), referer))
            referer = SITE + page.removeprefix(PREFIX)
            files = _FILES if first and not again else chance.choices(_FILES, k=chance.randrange(2))
            requests += [
                _request(PREFIX + file, 200, chance.randrange(500, 90000), referer)
                for file in files[: chance.randrange(len(_FILES) + 1)]
            ]
        return _host(number), requests, _pick(_BROWSERS, _scatter(number, 7))

    def _crawl(self) -> tuple[str, list[str], str]:
        chance = self.chance
        number = int(len(_ROBOTS) * chance.random() ** 3)
        pages = [PREFIX + "robots.txt", *(self._page() for _ in range(chance.randrange(1, 9)))]
        requests = [
            _request(
                page,
                chance.choices((200, 301, 404), (18, 1, 1))[0],
                chance.randrange(4000, 40000),
                "-",
                "HEAD" if chance.random() < 0.1 else "GET",
            )
            for page in pages
        ]
        return _host(number + (1 << 24)), requests, _ROBOTS[number]

    def _try(self) -> tuple[str, list[str], str]:
        chance = self.chance
        requests = [
            _request(path, status, chance.randrange(100, 600), "-", method)
            for method, path, status in chance.choices(_TRIED, k=chance.randrange(1, 5))
        ]
        if chance.random() < 0.1:
            requests = ['"\\x16\\x03\\x01\\x00\\xEE\\x01" 400 157 "-"']  # TLS where none is spoken
        number = (1 << 25) + chance.randrange(1 << 16)
        return _host(number), requests, chance.choice(("-", "curl/8.5.0", _BROWSERS[0]))

    def _page(self) -> str:
        if self.chance.random() < 0.1:
            return PREFIX + self.chance.choice(_OTHER_PAGES)
        return self.chance.choices(self.pages, cum_weights=self.ranks)[0]


def _request(path: str, status: int, size: int, referer: str, method: str = "GET") -> str:
    protocol = "HTTP/2.0" if size % 3 else "HTTP/1.1"
    return f'"{method} {path} {protocol}" {status} {0 if status == 304 else size} "{referer}"'


def _host(number: int) -> str:
    """Return an address, one in three of the newer kind; another for each number."""
    digits = _scatter(number, 1)
    if number % 3 == 0:
        return f"2001:db8:{digits >> 16:x}:{digits & 0xFFFF:x}::{number % 251:x}"
    return f"{digits >> 24}.{digits >> 16 & 255}.{digits >> 8 & 255}.{digits & 255}"


def _pick(names: Sequence[str], digits: int) -> str:
    """Return one of several names, the first ones much more often."""
    return names[int(len(names) * (digits / 2**32) ** 3)]


def _scatter(number: int, salt: int) -> int:
    """Return 32 bits that look like chance, by Fibonacci hashing.

    https://en.wikipedia.org/wiki/Hash_function#Fibonacci_hashing
    """
    return (number + salt * 40503) * 2654435769 % 2**32

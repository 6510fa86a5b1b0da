"""Services that count page views, on a port of this machine.

They answer as their documents say: https://www.goatcounter.com/help/api,
https://plausible.io/docs/stats-api, https://docs.umami.is/docs/api/website-stats and
https://developer.matomo.org/api-reference/reporting-api.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "a-token"  # noqa: S105 - opens nothing


@dataclass
class Request:
    """A request that was made."""

    method: str
    path: str
    query: dict[str, str]
    body: dict[str, Any]
    headers: dict[str, str]
    time: float


@dataclass
class Counters:
    """The running services."""

    address: str
    views: dict[tuple[str, date], int] = field(default_factory=dict)
    """Visitors by page and day."""
    requests: list[Request] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    """What the next requests get instead of an answer; to be sent on is to get an address."""
    old_umami: bool = False
    """Whether Umami calls pages by the name it had for them before October 2025."""

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables that lead the command here, without a proxy in between."""
        return {
            "GOATCOUNTER_URL": self.address,
            "GOATCOUNTER_TOKEN": TOKEN,
            "PLAUSIBLE_URL": f"{self.address}/",
            "PLAUSIBLE_TOKEN": TOKEN,
            "PLAUSIBLE_SITE": "example.org",
            "UMAMI_URL": f"{self.address}/umami/api",
            "UMAMI_TOKEN": TOKEN,
            "UMAMI_WEBSITE": "b59e9c65",
            "MATOMO_URL": f"{self.address}/matomo",
            "MATOMO_TOKEN": TOKEN,
            "MATOMO_SITE": "1",
            "NO_PROXY": "127.0.0.1",
        }

    def between(self, first: date, last: date) -> dict[str, dict[date, int]]:
        """Return what was counted, by page and day, the most read page first."""
        pages: dict[str, dict[date, int]] = {}
        for (path, day), views in sorted(self.views.items()):
            if first <= day <= last:
                pages.setdefault(path, {})[day] = views
        return dict(sorted(pages.items(), key=lambda item: -sum(item[1].values())))


@contextmanager
def run_counters() -> Iterator[Counters]:
    """Run the services until the block ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        counters = Counters(f"http://127.0.0.1:{server.server_port}")
        server.counters = counters  # type: ignore[attr-defined]  # for the handler
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield counters
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        is_json = self.headers["Content-Type"] == "application/json"
        form = {key: values[0] for key, values in parse_qs(raw.decode()).items()}
        self._answer(json.loads(raw) if is_json else form)

    def _answer(self, body: dict[str, Any]) -> None:
        counters: Counters = self.server.counters  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        request = Request(self.command, parts.path, query, body, dict(self.headers), monotonic())
        counters.requests.append(request)
        status, raw = counters.answers.pop(0) if counters.answers else _serve(counters, request)
        self.send_response(status)
        if status // 100 == 3:
            self.send_header("Location", raw.decode())
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature
        """Keep quiet."""


def _serve(counters: Counters, request: Request) -> tuple[int, bytes]:
    """Return what a service answers, the token being right."""
    open_to = (f"Bearer {TOKEN}", request.body.get("token_auth"))
    if request.headers.get("Authorization") != open_to[0] and open_to[1] != TOKEN:
        return 401, b"{}"
    match request.path:
        case "/api/v0/stats/hits":
            answer: Any = _goatcounter(counters, request.query)
        case "/api/v2/query":
            answer = _plausible(counters, request.body)
        case "/umami/api/websites/b59e9c65/metrics":
            if request.query["type"] != ("url" if counters.old_umami else "path"):
                return 400, b"{}"
            answer = _umami(counters, request.query)
        case "/matomo/index.php":
            answer = _matomo(counters, request.body)
        case _:
            return 404, b"{}"
    return 200, json.dumps(answer).encode()


def _goatcounter(counters: Counters, query: dict[str, str]) -> Any:
    first, last = (datetime.fromisoformat(query[name]).date() for name in ("start", "end"))
    pages = counters.between(first, last)
    numbers = {path: number for number, path in enumerate(sorted(p for p, _ in counters.views), 1)}
    without = query.get("exclude_paths", "").split(",")
    left = [(path, days) for path, days in pages.items() if str(numbers[path]) not in without]
    some = left[: int(query.get("limit", "20"))]
    hits = [
        {
            "count": sum(days.values()),
            "path_id": numbers[path],
            "path": path,
            "event": False,
            "title": "",
            "max": max(days.values()),
            "stats": [
                {"day": str(day), "hourly": [0] * 24, "daily": views} for day, views in days.items()
            ],
        }
        for path, days in some
    ]
    return {"hits": hits, "total": 0, "more": len(left) > len(some)}


def _plausible(counters: Counters, body: dict[str, Any]) -> Any:
    first, last = map(date.fromisoformat, body["date_range"])
    rows = [
        {"dimensions": [str(day), path], "metrics": [views]}
        for path, days in counters.between(first, last).items()
        for day, views in days.items()
    ]
    page = body["pagination"]
    query = {key: body[key] for key in ("metrics", "dimensions", "date_range", "site_id")}
    some = rows[page["offset"] : page["offset"] + page["limit"]]
    return {"results": some, "meta": {}, "query": query}


def _umami(counters: Counters, query: dict[str, str]) -> Any:
    first, last = (
        datetime.fromtimestamp(int(query[name]) / 1000, UTC).date() for name in ("startAt", "endAt")
    )
    rows = [
        {"x": path, "y": sum(days.values())} for path, days in counters.between(first, last).items()
    ]
    offset = int(query["offset"])
    return rows[offset : offset + int(query["limit"])]


def _matomo(counters: Counters, body: dict[str, Any]) -> Any:
    first, last = map(date.fromisoformat, body["date"].split(","))
    days: dict[str, list[Any]] = {}
    for number in range((last - first).days + 1):
        day = date.fromordinal(first.toordinal() + number)
        rows = [
            {
                "label": path,
                "nb_visits": views[day],
                "nb_hits": views[day],
                "url": f"https://x.org{path}",
            }
            for path, views in counters.between(day, day).items()
        ]
        offset = int(body["filter_offset"])
        days[str(day)] = rows[offset : offset + int(body["filter_limit"])]
    return days

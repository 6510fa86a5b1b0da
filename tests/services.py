"""The services that know works by their number, on a port of this machine.

They answer as their documents say, from `tests/corpora/services/`:
https://citation.doi.org/docs.html and https://www.ncbi.nlm.nih.gov/books/NBK25499/.
What goes wrong is put into `faults`, for the next requests in turn.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = Path(__file__).parent / "corpora/services"
CSL_JSON = "application/vnd.citationstyles.csl+json"
PAGE = b"<!DOCTYPE html>\n<html><head><title>A page</title></head><body>Words.</body></html>\n"
MOST_UIDS = 500


@dataclass(frozen=True)
class Fault:
    """What a service does instead of answering; where nothing is said, it answers."""

    status: int = 200
    body: bytes | None = None
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0
    """How long it waits before it answers."""
    half: bool = False
    """The connection ends in the middle of the answer."""
    stalls: bool = False
    """The second half of the answer never comes."""
    hang_up: bool = False
    """The connection ends before the answer."""


@dataclass
class Request:
    """A request that was made."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    time: float


@dataclass
class Services:
    """The running services."""

    address: str
    faults: list[Fault] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables that lead the command here, without a proxy in between."""
        return {
            "SOURCEBOOK_DOI_URL": f"{self.address}/doi",
            "SOURCEBOOK_EUTILS_URL": f"{self.address}/eutils/",
            "NO_PROXY": "127.0.0.1",
        }


@contextmanager
def run_services() -> Iterator[Services]:
    """Run the services until the block ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        services = Services(f"http://127.0.0.1:{server.server_port}")
        server.services = services  # type: ignore[attr-defined]  # for the handler
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield services
        finally:
            services.closing.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.services: Services = self.server.services  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        path = unquote(parts.path)
        self.services.requests.append(Request(path, query, dict(self.headers), monotonic()))
        fault = self.services.faults.pop(0) if self.services.faults else Fault()
        self.services.closing.wait(fault.seconds)
        if fault.hang_up:
            self.close_connection = True
        elif fault.status != 200 or fault.body is not None:
            self._send(fault.status, fault.body or b"", fault.kind, fault)
        elif path.startswith("/doi/"):
            self._resolve(path.removeprefix("/doi/").lower(), fault)
        elif path.startswith("/transform/"):
            work = _corpus("doi").get(path.removeprefix("/transform/"))
            self._send(200, json.dumps(work).encode(), CSL_JSON, fault)
        elif path == "/eutils/esummary.fcgi" and query.get("retmode") == "json":
            answer = _summaries(query["db"], query["id"].split(","))
            self._send(200, json.dumps(answer).encode(), "application/json", fault)
        else:
            self._send(200, PAGE, "text/html;charset=utf-8", fault)

    def _resolve(self, doi: str, fault: Fault) -> None:
        """Lead to the registrar's record of a DOI, or to the publisher's page."""
        if doi not in _corpus("doi"):
            self._send(404, PAGE, "text/html;charset=utf-8", fault)
            return
        data = CSL_JSON in self.headers.get("Accept", "")
        place = f"/transform/{doi}" if data else "/page"
        self._send(302, PAGE, "text/html;charset=utf-8", Fault(headers=(("Location", place),)))

    def _send(self, status: int, body: bytes, kind: str, fault: Fault) -> None:
        self.send_response(status)
        for name, value in fault.headers:
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        middle = len(body) // 2
        with suppress(ConnectionError):  # who asked did not wait
            self.wfile.write(body[:middle])
            if fault.stalls:
                self.services.closing.wait()
            if not fault.half:
                self.wfile.write(body[middle:])
        self.close_connection = fault.half or fault.stalls

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature
        """Keep quiet."""


def _summaries(database: str, uids: list[str]) -> dict[str, Any]:
    header = {"type": "esummary", "version": "0.3"}
    if wrong := [uid for uid in uids if not uid.isdigit()]:
        error = f"Invalid uid {wrong[0]} at position= {uids.index(wrong[0])}"
        return {"header": header, "error": error, "result": {"uids": []}}
    if len(uids) > MOST_UIDS:
        error = f"Too many UIDs in request. Maximum number of UIDs is {MOST_UIDS} for JSON format output."
        return {"header": header, "error": error}
    known = _corpus(database)
    missing = {"error": "cannot get document summary"}
    summaries = {uid: known.get(uid, {"uid": uid, **missing}) for uid in uids}
    return {"header": header, "result": {"uids": uids, **summaries}}


def _corpus(name: str) -> dict[str, Any]:
    works: dict[str, Any] = json.loads((CORPUS / f"{name}.json").read_text(encoding="utf-8"))
    return works

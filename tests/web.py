"""Hosts of the web, on ports of this machine, and how strangely they can answer."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass
class Request:
    """A request that was made."""

    method: str
    path: str
    agent: str
    began: float
    ended: float = 0


@dataclass
class Host:
    """A running host. Its paths say what it does: `/answer/404` answers 404."""

    address: str
    files: dict[str, bytes] = field(default_factory=dict)
    """What is at other paths."""
    requests: list[Request] = field(default_factory=list)
    closing: Event = field(default_factory=Event)
    on_request: Callable[[str], object] = str
    """Called with the path of each request before it is answered."""

    @property
    def asked(self) -> list[str]:
        """The requests there were, such as `GET /answer/404`."""
        return [f"{request.method} {request.path}" for request in self.requests]


def free_port() -> int:
    """Return the number of a port on which nobody listens yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def run_host() -> Iterator[Host]:
    """Run a host until the block ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        host = Host(f"http://127.0.0.1:{server.server_port}")
        server.host = host  # type: ignore[attr-defined]  # for the handler
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield host
        finally:
            host.closing.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        host: Host = self.server.host  # type: ignore[attr-defined]
        agent = self.headers.get("User-Agent", "")
        request = Request(self.command, self.path, agent, monotonic())
        host.requests.append(request)
        host.on_request(self.path)
        try:
            self._answer(host, *self.path.strip("/").split("/", 1))
        except ConnectionError:  # who asked did not wait
            self.close_connection = True
        request.ended = monotonic()

    do_HEAD = do_GET  # noqa: N815 - the standard library's own name

    def _answer(self, host: Host, does: str, how: str = "") -> None:  # noqa: PLR0912 - a table
        is_head = self.command == "HEAD"
        match does:
            case "answer":
                self._send(int(how.partition("/")[0]))
            case "head":  # one answer to HEAD, a good one to GET
                self._send(int(how) if is_head else 200)
            case "head-only":  # an answer to HEAD, none to GET
                if is_head:
                    self._send(int(how))
            case "slow":
                host.closing.wait(20)
            case "hang-up":
                self.close_connection = True
            case "nonsense":
                self.wfile.write(b"\x00\xff nonsense\r\n\r\n")
            case "endless":
                self._send(200)
                while not is_head and not host.closing.is_set():
                    self.wfile.write(b"roses " * 10_000)
            case "to":
                self._send(301, Location=how)
            case "loop":
                self._send(302, Location=self.path)
            case "with-cookie":
                if "seen=1" in self.headers.get("Cookie", ""):
                    self._send(200)
                else:
                    self._send(302, Location=self.path, Set_Cookie="seen=1")
            case "half":
                body = host.files[f"/{how}"]
                self._send(200, body[: len(body) // 2], Content_Length=str(len(body)))
            case _ if self.path in host.files:
                body = host.files[self.path]
                self._send(200, body, Content_Length=str(len(body)))
            case _:
                self._send(404)

    def _send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature
        """Keep quiet."""

"""A built site on a port of this machine, as GitHub Pages serves it, and a browser to visit it."""

from __future__ import annotations

import functools
import threading
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

from .chromium import REMEDY, find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

QUIET = [
    "--no-sandbox",  # CI runs as root
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


RUNNING: list[Browser] = []
"""The browser of this process: Playwright can be started only once in each."""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Run a headless Chromium, or hand out the one that runs already.

    `LookupError` says what to do where there is none.
    """
    if RUNNING:
        yield RUNNING[0]
        return
    path = find_chromium()
    if path is None:
        raise LookupError(REMEDY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        RUNNING.append(browser)
        try:
            yield browser
        finally:
            RUNNING.clear()
            browser.close()


@contextmanager
def serve_pages(
    folder: Path, prefix: str = "/", *, policy: str = "", asked: list[str] | None = None
) -> Iterator[str]:
    """Serve a folder below a prefix, and return its address.

    A missing address is answered with the site's own `404.html` and the status 404. `policy` is
    the content security policy; into `asked` goes what browsers ask for.
    """
    handler = functools.partial(
        _Pages, directory=str(folder), prefix=prefix, policy=policy, asked=asked
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()


class _Pages(SimpleHTTPRequestHandler):
    def __init__(
        self, *args: object, prefix: str, policy: str, asked: list[str] | None, **kwargs: object
    ) -> None:
        self.prefix, self.policy, self.asked = prefix, policy, asked
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # handed through

    def do_GET(self) -> None:
        if self.asked is not None:
            self.asked.append(self.path)
        super().do_GET()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with suppress(ConnectionError):  # a browser that has left the page does not wait
            super().copyfile(source, outputfile)

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def translate_path(self, path: str) -> str:
        path = unquote(urlsplit(path).path)
        inside = path.startswith(self.prefix)
        return super().translate_path("/" + path.removeprefix(self.prefix) if inside else "/\0")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Stay silent."""

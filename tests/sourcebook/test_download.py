"""Pictures are fetched, and never one from a private network."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
import urllib3

from sourcebook.commands import download
from sourcebook.commands.download import Downloader, Refused, is_open, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20
ONCE = urllib3.Retry(total=0, redirect=False, raise_on_status=False)


class _Handler(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]] = []  # noqa: RUF012 - what the server has been asked, emptied by each test
    tired = threading.Event()

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        answers = {
            "/rose%20(1).png?a=1": (200, PNG, ""),
            "/page": (200, b"<html>", ""),
            "/moved": (302, b"", "/rose%20(1).png?a=1"),
            "/away": (302, b"", "http://inside.example/x.png"),
            "/round": (302, b"", "/round"),
            "/large": (200, PNG * 10, ""),
        }
        status, body, onward = answers.get(self.path, (404, b"", ""))
        if self.path.startswith("/busy"):
            times = len([path for path, _ in self.asked if path == self.path])
            status, body = (200, PNG) if times > int(self.path[-1]) else (int(self.path[6:9]), b"")
        elif self.path == "/silent":
            self.tired.wait(10)
        self.send_response(status)
        if onward:
            self.send_header("Location", onward)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Retry-After", "86400")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    """Serve pictures on a port of this machine, under a name of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    _Handler.asked.clear()
    _Handler.tired.clear()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://pictures.example:{server.server_address[1]}"
    _Handler.tired.set()
    server.shutdown()
    server.server_close()
    thread.join()


def here(opened: Callable[[str], bool] = lambda _: True, tries: urllib3.Retry = ONCE) -> Downloader:
    def look_up(host: str, _: int) -> list[str]:
        return ["10.0.0.1"] if host == "inside.example" else ["127.0.0.1"]

    return Downloader(resolve=look_up, is_open=opened, tries=tries)


def test_a_picture_is_fetched_under_its_hosts_name(host: str) -> None:
    assert here().fetch(f"{host}/rose (1).png?a=1") == (PNG, "png")
    assert here().fetch(f"{host}/moved") == (PNG, "png")
    assert _Handler.asked[0] == ("/rose%20(1).png?a=1", host.removeprefix("http://"))


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/page", "what came is no picture"),
        ("/none", "its host answered 404"),
        ("/round", "it leads on and on"),
        ("/large", "it is larger than 100 bytes"),
    ],
)
def test_what_is_no_picture_is_refused(
    host: str, path: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "LARGEST", 100)

    with pytest.raises(Refused, match=what):
        here().fetch(host + path)


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Wait no time, and return for how long it would have been."""
    seconds: list[float] = []
    monkeypatch.setattr(time, "sleep", seconds.append)
    return seconds


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_host_that_is_busy_is_asked_again_a_little_later(
    host: str, waited: list[float], status: int
) -> None:
    assert here(tries=Downloader().tries).fetch(f"{host}/busy-{status}-2") == (PNG, "png")

    assert len(_Handler.asked) == 3
    assert sum(waited) == 1.0  # whatever the host wishes


def test_a_host_that_stays_busy_is_left_alone(host: str, waited: list[float]) -> None:
    with pytest.raises(Refused, match="its host answered 503"):
        here(tries=Downloader().tries).fetch(f"{host}/busy-503-9")

    assert len(_Handler.asked) == 3
    assert sum(waited) == 1.0


def test_a_host_that_says_nothing_is_not_waited_for(
    host: str, waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (download.TIMEOUT.connect_timeout, download.TIMEOUT.read_timeout) == (10.0, 30.0)
    monkeypatch.setattr(download, "TIMEOUT", urllib3.Timeout(connect=5.0, read=0.05))

    with pytest.raises(Refused, match="its host does not answer"):
        here(tries=Downloader().tries).fetch(f"{host}/silent")

    assert sum(waited) == 1.0  # between three times


def test_addresses_of_private_networks_are_never_asked(host: str) -> None:
    with pytest.raises(Refused, match="private network"):
        Downloader(tries=ONCE).fetch(host.replace("pictures.example", "127.0.0.1"))
    with pytest.raises(Refused, match="private network"):
        here(lambda address: address != "10.0.0.1").fetch(f"{host}/away")

    assert [path for path, _ in _Handler.asked] == ["/away"]


@pytest.mark.parametrize(
    "address",
    [
        "ftp://x.org/a",
        "http:///a",
        "http://[bad",
        "https://pictures.example:1/a.png",
        "file:///etc/passwd",
    ],
)
def test_odd_and_dead_addresses_are_refused(address: str) -> None:
    with pytest.raises(Refused):
        here().fetch(address)


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        *(
            (each, False)
            for each in ("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.1")
        ),
        *(
            (each, False)
            for each in (
                "::1",
                "fe80::1%eth0",
                "fc00::1",
                "::ffff:10.0.0.1",
                "2002:a00:1::",
                "224.0.0.1",
            )
        ),
    ],
)
def test_only_addresses_of_the_open_internet_are_open(address: str, opened: bool) -> None:  # noqa: FBT001 - a row of the table
    assert is_open(address) is opened


def test_names_are_resolved_by_the_system() -> None:
    assert "127.0.0.1" in resolve("127.0.0.1", 80)
    with pytest.raises(Refused, match="host is not known"):
        resolve("x" * 70 + ".invalid", 80)

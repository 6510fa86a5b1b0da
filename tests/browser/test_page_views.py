"""From readers to lists: a web server's own log of a real browser, taken in and built again."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner

from sourcebook.commands.main import main
from tests.nginx import REMEDY, find_nginx
from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.site import Site

# As nginx comes: the log is in its own format. A former address is answered in two ways, by
# leading to the post and by sending it.
SETTINGS = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; }}
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/root;
    rewrite ^/garden/2015/b.html$ /garden/roses/b/ permanent;
    rewrite ^/garden/2016/04/a.html$ /garden/roses/a/ last;
  }}
}}
"""
FILES: dict[str, str | bytes] = {
    "roses/a.md": post(title="Post a", former=["/2016/04/a.html"]),
    "roses/b.md": post(title="Post b", former=["/2015/b.html"]),
    "roses/c.md": post(title="Post c"),
    "roses/d.md": post(title="Post d", date="2026-04-01", reviewed="2026-04-01"),
    "trees/e.md": post(title="Post e"),
}
READERS = [
    ["trees/e/", "trees/e/", "trees/e/#pruning", "roses/b/"],
    ["trees/e/", "2015/b.html", "roses/b/"],
    ["trees/e/index.html", "roses/b/", "2016/04/a.html"],
    ["trees/e/?utm_source=letter", "roses/a/", "roses/nowhere/"],
    ["", "roses/c/"],
]
"""What each reader opens, one after the other."""
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{}.0.0.0 Safari/537.36"
ROBOTS = ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", None]
"""One that says what it is, and a browser without a window, which says so by itself."""
COUNTED = {"/": 1, "/roses/a/": 2, "/roses/b/": 3, "/roses/c/": 1, "/trees/e/": 4}


class Served(NamedTuple):
    """A site behind nginx."""

    folder: Path
    address: str
    before: Site
    """As it was built, before anybody read it."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Serve a garden below a prefix, as long as the test takes."""
    program = find_nginx()
    if program is None:
        assert not os.environ.get("CI"), REMEDY
        pytest.skip(REMEDY)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/garden/"
    (tmp_path / "mkdocs.yml").write_text(f"site_name: G\nsite_url: {address}\n", encoding="utf-8")
    site = build_site(tmp_path, FILES, site_url=address)
    (tmp_path / "root").mkdir()
    (tmp_path / "root/garden").symlink_to(site.path)
    with run_nginx(program, tmp_path, port):
        yield Served(tmp_path, address, site)


@contextmanager
def run_nginx(program: str, folder: Path, port: int) -> Iterator[None]:
    settings = folder / "nginx.conf"
    settings.write_text(SETTINGS.format(folder=folder, port=port), encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(settings), "-e", str(folder / "error.log")]
    with subprocess.Popen(command) as server:
        try:
            wait_for(server, port)
            yield
        finally:
            server.terminate()


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(500):
        assert server.poll() is None, "nginx ended before it could be asked"
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail("nginx does not listen")


def read(browser: Browser, address: str, pages: list[str], name: str | None) -> None:
    """Open pages in a browser of its own, which has a name."""
    with browser.new_context(user_agent=name) as context:
        page = context.new_page()
        for url in pages:
            page.goto(address + url, wait_until="load")


def written(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def names_a_reader(path: Path) -> bool:
    """Tell whether a reader's address or browser stands in a file."""
    raw = path.read_bytes()
    return b"127.0.0.1" in raw or b"Mozilla" in raw


def test_what_readers_open_behind_a_real_server_makes_the_lists(
    served: Served, browser: Browser
) -> None:
    assert texts(served.before.article("roses/c/"), "#popular li a") == [
        "Post d",
        "Post a",
        "Post b",
    ]

    for number, pages in enumerate(READERS):
        read(browser, served.address, pages, BROWSER.format(120 + number))
    for name in ROBOTS:
        read(browser, served.address, ["roses/d/", "roses/c/"], name)
    log = served.folder / "access.log"
    said = CliRunner().invoke(main, ["--project", str(served.folder), "views", str(log)])
    site = build_site(served.folder, {}, site_url=served.address)

    opened = log.read_text(encoding="utf-8")
    assert opened.count('"GET /garden/roses/d/ HTTP/1.1" 200 ') == len(ROBOTS)
    assert '"GET /garden/2016/04/a.html HTTP/1.1" 200 ' in opened
    assert '"GET /garden/2015/b.html HTTP/1.1" 301 ' in opened
    found = re.search(r"\[(\S+?):", opened)
    assert found
    day = datetime.strptime(found[1], "%d/%b/%Y").date()  # noqa: DTZ007 - a day, as nginx has it
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.splitlines()[:2] == [
        f"the server's log: visitors, {day}",
        "5 pages, 11 visitors.",
    ]
    assert "that no page answers" not in said.stdout
    counts = (served.folder / "docs/data/page-views.csv").read_text(encoding="utf-8")
    assert counts == "path,date,views\n" + "".join(
        f"{path},{day},{views}\n" for path, views in COUNTED.items()
    )
    assert not [path for path in written(served.folder / "docs") if names_a_reader(path)]
    assert texts(site.article("roses/c/"), "#popular li a") == ["Post e", "Post b", "Post a"]
    assert texts(site.article("trees/e/"), "#popular li a") == ["Post b", "Post a", "Post c"]
    assert texts(site.article("roses/"), ".popular li a") == ["Post b", "Post a", "Post c"]
    assert texts(site.article("popular/"), "#popular li a") == [
        "Post e",
        "Post b",
        "Post a",
        "Post c",
        "Post d",
    ]
    (basis,) = texts(site.article("popular/"), "#popular .popular__note")
    assert basis.endswith(", from the server's log, last 1 day. The newest posts follow.")

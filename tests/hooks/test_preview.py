"""Preview: what is saved is seen, and nothing goes on beside a build or is left after it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import weakref
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from sourcebook.addresses import page_url
from sourcebook.watching import WatchedEnvironment
from tests.hooks.test_kept import FILES
from tests.hooks.test_workers import add_hook
from tests.site import ROOT, post, write_files, write_project
from tests.web import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

WAIT = 60
"""Seconds until a preview counts as stuck."""
LOOK = 0.05
"""Seconds between two looks for what has changed, in tests that wait for many."""
POST = "roses/pruning.md"
SAVE = """
from pathlib import Path

def on_post_build(config):
    page = Path(config.docs_dir, "roses/pruning.md")
    if "Cut above" in (text := page.read_text()):
        page.write_text(text.replace("Cut above", "Cut below"))
"""
"""A hook that saves a page when all pages have been read, as a writer may."""


@contextmanager
def preview(
    folder: Path, cache: str = "", program: str = "mkdocs"
) -> Iterator[Callable[[str], str]]:
    """Run `mkdocs serve`, and give what fetches a page of it."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", program, "serve", "--livereload", "--dev-addr"]
    server = subprocess.Popen(
        [*command, f"127.0.0.1:{port}", "--config-file", "mkdocs.yml"],
        cwd=folder,
        env=os.environ | {"CACHE": cache, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )

    def fetch(path: str) -> str:
        try:
            with urlopen(address + path, timeout=WAIT) as answer:
                text: str = answer.read().decode()
        except (HTTPError, URLError, ConnectionError):
            return ""
        # The number of the build, for the script that reloads the page.
        return re.sub(r"livereload\(\d+, \d+\)", "", text).replace(f":{port}/", "/")

    try:
        yield fetch
    finally:
        server.terminate()
        server.wait(timeout=WAIT)


def wait_for(is_so: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    end = time.monotonic() + WAIT
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(LOOK)


def wait_for_text(fetch: Callable[[str], str], path: str, text: str) -> None:
    """Wait until a text stands on a page."""
    wait_for(lambda: text in fetch(path), f"{text!r} does not come up on {path}")


def test_a_preview_shows_on_all_pages_what_was_saved(tmp_path: Path) -> None:
    write_project(tmp_path, FILES)
    docs = tmp_path / "docs"
    pages = [page_url(name) for name in FILES if name.endswith(".md") and "includes" not in name]

    with preview(tmp_path) as fetch:
        wait_for_text(fetch, "trees/oaks/", "They grow slowly.")
        for name, old, new, seen in (
            ("trees/oaks.md", "They grow slowly.", "They grow fast.", "trees/oaks/"),
            ("roses/clay.md", "Roses in clay", "Roses in loam", "roses/pruning/"),
            ("trees/elms.md", "They are rare.", "They are common.", "trees/elms/"),
        ):
            text = (docs / name).read_text("utf-8")
            (docs / name).write_text(text.replace(old, new), encoding="utf-8")
            wait_for_text(fetch, seen, new)
        with preview(tmp_path, cache="off") as fetch_clean:
            wait_for_text(fetch_clean, "trees/oaks/", "They grow fast.")
            clean = {page: fetch_clean(page) for page in pages}
        kept = {page: fetch(page) for page in pages}

    assert all(clean.values())
    assert [page for page in pages if kept[page] != clean[page]] == []


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_what_was_saved_while_the_first_build_ran_is_seen(tmp_path: Path, program: str) -> None:
    write_project(tmp_path, {POST: post()})
    add_hook(tmp_path, SAVE)

    with preview(tmp_path, program=program) as fetch:
        wait_for_text(fetch, "roses/pruning/", "Cut below")


class Writer:
    """A project that is served; `at_work` is called in each build after the first."""

    def __init__(self, folder: Path) -> None:
        write_project(folder, {POST: post()})
        self.folder = folder
        self.config = self.load()
        build(self.config)
        self.at_work: Callable[[], object] = lambda: None
        self.builds = 0
        self.server = LiveReloadServer(
            self.build, "127.0.0.1", free_port(), str(folder / "site"), polling_interval=LOOK
        )

    def load(self) -> MkDocsConfig:
        """Read the settings, as is done for each build."""
        return load_config(str(self.folder / "mkdocs.yml"))

    def build(self) -> None:
        """Build again."""
        self.builds += 1
        self.at_work()

    def begin(self) -> None:
        """Begin to serve."""
        self.server.watch(self.config.docs_dir)
        self.config.plugins.on_serve(self.server, config=self.config, builder=self.build)
        self.thread = Thread(target=self.server.serve)
        self.thread.start()
        self.wait(0)  # until it knows how everything looks

    def end(self) -> None:
        """End it; all threads have gone then."""
        self.server.shutdown(wait=True)
        self.thread.join()

    def save(self, text: str, name: str = f"docs/{POST}") -> None:
        """Save a file at one go, as careful editors do."""
        write_files(self.folder, {"saved": text})
        (self.folder / "saved").replace(self.folder / name)

    def wait(self, builds: int) -> None:
        """Wait until there were so many builds, and for one that there should not be."""
        wait_for(lambda: self.builds >= builds, "what was saved is not built")
        with self.server.builder.building:  # type: ignore[attr-defined] # until it has ended
            pass
        time.sleep(20 * LOOK)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    """Give a project whose preview has not begun."""
    writer = Writer(tmp_path)
    yield writer
    writer.end()


def test_what_comes_and_goes_while_it_builds_is_not_looked_at(writer: Writer) -> None:
    def work() -> None:
        writer.save("by an editor", "docs/roses/pruning.md~")
        time.sleep(20 * LOOK)
        (writer.folder / "docs/roses/pruning.md~").unlink()

    writer.at_work = work
    writer.begin()

    writer.save(post(body="Cut below a bud."))
    writer.wait(1)

    assert writer.builds == 1


def test_what_is_saved_while_it_builds_is_built_afterwards(writer: Writer) -> None:
    def work() -> None:
        if writer.builds == 1:
            writer.save(post(body="Cut twice."))

    writer.at_work = work
    writer.begin()

    writer.save(post(body="Cut below a bud."))
    writer.wait(2)

    assert writer.builds == 2


def test_after_a_build_that_failed_it_goes_on(writer: Writer) -> None:
    def fail() -> None:
        if writer.builds == 1:
            raise RuntimeError("a bad setting")

    writer.at_work = fail
    writer.begin()

    writer.save(post(body="Cut below a bud."))
    writer.wait(1)
    for _ in range(2):  # it has not come as far as to have anything to let go
        writer.server.builder.let_go()  # type: ignore[attr-defined]
    writer.save(post(body="Cut above a bud."))
    writer.wait(2)

    assert writer.builds == 2


def test_a_theme_that_is_watched_stays_so(writer: Writer) -> None:
    theme = writer.folder / "theme"
    write_files(theme, {"main.html": "old"})
    writer.config.theme.dirs.append(str(theme))
    writer.server.watch(str(theme))  # as `--watch-theme` does
    writer.begin()
    writer.wait(1)  # for it is new

    writer.save("another one", "theme/main.html")
    writer.wait(2)

    assert writer.builds == 2


def test_what_python_compiles_meanwhile_is_not_taken_for_saved(writer: Writer) -> None:
    code = writer.folder / "code"
    write_files(code, {"later.py": "old"})
    writer.config.theme.dirs.append(str(code))
    writer.server.watch(str(code))
    writer.config.extra["began"] = time.time_ns()

    write_files(code, {"__pycache__/later.pyc": ""})  # as when a build loads it
    writer.begin()
    write_files(code, {"__pycache__/later.pyc": "other", "__pycache__/latest.pyc": ""})
    writer.wait(0)
    assert writer.builds == 0

    writer.save("new", "code/later.py")
    writer.wait(1)
    assert writer.builds == 1


def test_what_a_build_leaves_is_let_go_before_the_next_one(writer: Writer) -> None:
    left: list[weakref.ref[Any]] = [weakref.ref(writer.config.extra["kept"])]

    def work() -> None:
        config = writer.load()
        build(config)
        left.append(weakref.ref(config.extra["kept"]))

    writer.at_work = work
    writer.begin()
    wait_for(lambda: left[0]() is None, "the first build is still there")

    writer.save(post(body="Cut below a bud."))
    writer.wait(1)
    wait_for(lambda: left[1]() is None, "the last build is still there")

    assert len(left) == 2


def test_of_the_addresses_that_are_not_there_only_those_a_writer_can_mend_are_named(
    writer: Writer, caplog: pytest.LogCaptureFixture
) -> None:
    writer.begin()

    # The theme's script asks for the first beside the feed of a topic.
    for path in ("roses/sitemap.xml", "roses/gone/"):
        with pytest.raises(HTTPError):
            urlopen(writer.server.url + path, timeout=WAIT)
    wait_for(lambda: "GET /roses/gone/" in caplog.text, "the address is not named")

    assert "sitemap.xml" not in caplog.text


def test_templates_are_compiled_once(writer: Writer) -> None:
    compiled: list[list[str]] = []

    def work() -> None:
        with patch.object(
            WatchedEnvironment, "compile", autospec=True, side_effect=Environment.compile
        ) as compiling:
            build(writer.load())
        compiled.append([call.args[2] for call in compiling.call_args_list])

    writer.at_work = work
    writer.begin()

    for number, word in enumerate(("below", "above"), start=1):
        writer.save(post(body=f"Cut {word} a bud."))
        writer.wait(number)

    assert "main.html" in compiled[0]
    assert compiled[1:] == [[]]
    assert "Cut above a bud." in (writer.folder / "site/roses/pruning/index.html").read_text()


def test_nothing_is_let_go_while_it_builds(writer: Writer) -> None:
    found = []

    def work() -> None:
        config = writer.load()
        build(config)
        writer.server.builder.let_go()  # type: ignore[attr-defined] # its time has come too early
        found.append("kept" in config.extra)

    writer.at_work = work
    writer.begin()

    writer.save(post(body="Cut below a bud."))
    writer.wait(1)

    assert found == [True]

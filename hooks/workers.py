"""Workers: where many pages are to be made anew, other processes make a part of them.

A writer waits less for the first build, and a deploy takes less time. The build goes through the
pages from the first one on; each worker, which is a copy of it, goes through them from the last
one back, until they meet. What workers have made is looked at like what an earlier build has
kept: it is used where it was made from what is there now. So no worker can change the site, and
one that dies costs only time.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from mkdocs.plugins import event_priority
from mkdocs.structure.files import InclusionLevel

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from sourcebook.kept import KeptPages

SOONER_ALONE = 20
"""Pages that are made sooner than a worker is there."""
MOST = 4
"""Processes in all: each takes as much memory as the build."""
CORES = "CORES"
"""The variable of the environment that says how many processors to use."""
DONE_BY_WORKERS = frozenset(
    {"pre_page", "page_read_source", "page_markdown", "page_context", "post_page"}
)
"""What workers do for each page, besides reading and drawing it."""

log = logging.getLogger("mkdocs.hooks")


class Workers:
    """Processes that make pages; `make` makes one, and lets it be kept."""

    def __init__(
        self, config: MkDocsConfig, pages: list[Page], make: Callable[[Page], object]
    ) -> None:
        self.kept: KeptPages = config.extra["kept"]
        self.shelf = config.extra["shelf"]
        self.pages, self.make = pages, make
        self.places = {page.file.src_uri: place for place, page in enumerate(pages)}
        self.number = _number_of_workers(config)
        self.made_before = self.kept.made
        self.processes: list[Any] = []

    def come_to(self, uri: str) -> None:
        """Say that the build is at a page, before it looks at what is kept of that."""
        place = self.places.get(uri)
        if place is None:
            return
        if self.number and self.kept.made - self.made_before >= SOONER_ALONE:
            self._call(place)
        elif self.processes:
            with self.around:
                self.around[0] = place
                has_met = place >= self.around[1]
            if has_met:
                self.gather()

    def gather(self) -> None:
        """Wait for the workers, and take in what they have made."""
        if not self.processes:
            return
        for process in self.processes:
            process.join()
        self.processes = []
        for path in sorted(Path(self.folder.name).glob("*.sqlite3")):
            names = self.shelf.take_in(path)
            self.kept.take_in(names)
            log.debug("workers: one has put down %d texts", len(names))
        self.folder.cleanup()

    def _call(self, place: int) -> None:
        """Start the workers; they do what comes after a page."""
        number, self.number = self.number, 0
        forks = multiprocessing.get_context("fork")
        with suppress(OSError):  # a system without shared memory, or without a free process
            # The pages around those that nobody has begun with.
            self.around = forks.Array("l", [place, len(self.pages)])
            self.folder = TemporaryDirectory()
            for each in range(number):
                process = forks.Process(target=self._work, args=(place, each), daemon=True)
                process.start()
                self.processes.append(process)

    def _work(self, place: int, number: int) -> None:
        """Make pages, in a process of its own, as long as there are any."""
        _hush()
        self.places.clear()  # it is not the build, which comes from page to page
        self.pages[place].active = False  # the build was at it
        self.shelf.stand_apart(Path(self.folder.name, f"{number}.sqlite3"))
        self.kept.changed.clear()
        while page := self._next():
            self.make(page)
            self.kept.save()

    def _next(self) -> Page | None:
        with self.around:
            self.around[1] -= 1
            start, end = self.around[:]
        return self.pages[end] if end > start else None


@event_priority(-210)  # right after `kept`
def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Have workers read the Markdown of pages."""

    def read(page: Page) -> None:
        # It has no public name; a test tells when it changes.
        config._current_page = page  # noqa: SLF001
        page = config.plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(
            page.markdown or "", page=page, config=config, files=files
        )
        page.render(config, files)

    config.extra["workers"] = Workers(config, _pages(files), read)
    return nav


@event_priority(-200)  # last: the environment is whole
def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Have other workers draw pages."""
    nav = config.extra["nav"]

    def draw(page: Page) -> None:
        config._current_page = page  # noqa: SLF001 # as above
        page.active = True
        context = get_context(nav, files, config, page)
        template = env.get_template(page.meta.get("template", "main.html"))
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        config.plugins.on_post_page(template.render(context), page=page, config=config)
        page.active = False

    config.extra["workers"].gather()
    config.extra["workers"] = Workers(config, _pages(files), draw)
    return env


def on_post_build(*, config: MkDocsConfig) -> None:
    """Let the workers go."""
    config.extra["workers"].gather()


def _pages(files: Files) -> list[Page]:
    # Said as the build itself says it: `settled` leaves out what it need not come to.
    every = files.documentation_pages(inclusion=InclusionLevel.is_included)
    return [file.page for file in every if file.page]


def _number_of_workers(config: MkDocsConfig) -> int:
    """Return how many workers there may be; none where the build could not be copied safely."""
    # https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
    if config.extra["shelf"] is None or sys.platform != "linux" or threading.active_count() > 1:
        return 0
    if config.extra["strangers"] & DONE_BY_WORKERS:
        return 0
    set_so = os.environ.get(CORES, "")
    cores = int(set_so) if set_so.isdecimal() else min(MOST, len(os.sched_getaffinity(0)))
    return max(0, cores - 1)


def _hush() -> None:
    """Say nothing: the build itself says all."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        for stream in (1, 2):
            os.dup2(nowhere.fileno(), stream)
    for name in (None, "mkdocs"):
        logging.getLogger(name).handlers.clear()
    logging.lastResort = None

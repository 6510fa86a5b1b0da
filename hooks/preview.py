"""Preview: what is saved is noticed, and a build has the processor to itself.

A writer sees a saved word sooner. MkDocs looks through all folders twice a second while it serves
a site, and goes on with it while it builds, where both keep each other waiting. Here it looks
between builds. What was saved while the first build ran counts, too, and what a build leaves in
memory is let go while the writer reads the page, not when the next word is saved. Templates are
compiled once. Of the addresses that are not there, those are told that a writer can mend.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import time
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from threading import Event, Lock, Timer
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority

from sourcebook.templates import Compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

QUIET = 2.0
"""Seconds after a build: until then browsers have fetched what they show."""
COMPILED = "__pycache__"
"""Where Python puts down what it makes of code: https://docs.python.org/3/tutorial/modules.html"""

# The theme's script takes every `link[rel=alternate]` for the site in another language, and so
# asks for a sitemap beside the feed of a topic.
SITEMAP = re.compile(r'"GET \S*/sitemap\.xml HTTP/[\d.]+" code 404$')
"""What the server tells of a sitemap that is not there."""


class Preview:
    """Builds as the server would, and tells when nothing is built."""

    def __init__(self, build: Callable[[], object], config: MkDocsConfig) -> None:
        self.build = build
        self.config = config
        """The configuration of the last build, which MkDocs holds until the next one."""
        self.is_idle = Event()
        self.is_idle.set()
        self.building = Lock()
        self.timer = self._timer()
        self.compiled = Compiled()

    def __call__(self) -> None:
        """Build once."""
        self.timer.cancel()
        self.is_idle.clear()
        token = BUILDING.set(self)
        try:
            with self.building:
                self.build()
        finally:
            BUILDING.reset(token)
            self.is_idle.set()
            self.let_go_later()

    def let_go_later(self) -> None:
        """Let go what the last build has left, unless there is another one before."""
        self.timer.cancel()
        self.timer = self._timer()
        self.timer.start()

    def let_go(self) -> None:
        """Give back the memory of earlier builds, unless one has just begun."""
        if self.building.acquire(blocking=False):
            self.config.extra.clear()
            # MkDocs asks its plugins once more, when the preview ends.
            self.config.data = {name: self.config[name] for name in ("extra", "plugins")}
            gc.unfreeze()
            gc.collect()
            self.building.release()

    def _timer(self) -> Timer:
        timer = Timer(QUIET, self.let_go)
        timer.daemon = True  # it keeps nobody from ending the preview
        return timer


BUILDING: ContextVar[Preview | None] = ContextVar("BUILDING", default=None)
"""The preview that a build is made for, while it is."""


@event_priority(300)  # first: what is saved from now on may come too late for the build
def on_pre_build(*, config: MkDocsConfig) -> None:
    """Remember when the build began, and whose configuration is to be let go after it.

    Hand the build what earlier ones have compiled.
    """
    config.extra["began"] = time.time_ns()
    preview = BUILDING.get()
    config.extra["compiled"] = preview.compiled if preview else None
    if preview:
        preview.config = config


@event_priority(300)  # first: other plugins may watch files of their own
def on_serve(
    server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], object]
) -> LiveReloadServer:
    """Have the server look for changed files between builds only, and tell what can be mended."""
    logging.getLogger(type(server).__module__).addFilter(_can_be_mended)
    preview = Preview(server.builder, config)
    watched = []
    for path in (config.docs_dir, str(config.config_file_path), *config.theme.dirs):
        with suppress(KeyError):  # the theme is watched with `--watch-theme` only
            server.unwatch(path)
            watched.append(path)
    observer: Any = _observer(preview, config.extra["began"], server.observer.timeout)
    server.observer = observer
    for path in watched:
        server.watch(path)
    server.builder = preview
    return server


def _can_be_mended(record: logging.LogRecord) -> bool:
    return not SITEMAP.search(record.getMessage())


def _is_compiled(path: Path) -> bool:
    return COMPILED in path.parts


def _observer(preview: Preview, began: int, interval: float) -> BaseObserver:
    """Return who looks for changed files: those since the first build began."""
    # Only a preview needs this package, which takes its time to load.
    from watchdog.events import FileModifiedEvent  # noqa: PLC0415
    from watchdog.observers.api import BaseObserver  # noqa: PLC0415
    from watchdog.observers.polling import PollingEmitter  # noqa: PLC0415
    from watchdog.utils.dirsnapshot import DirectorySnapshot  # noqa: PLC0415

    class Emitter(PollingEmitter):
        def on_thread_start(self) -> None:
            super().on_thread_start()
            # MkDocs has asked the configuration of the first build for all it needs.
            preview.let_go_later()
            seen = DirectorySnapshot(self.watch.path, recursive=self.watch.is_recursive)
            paths = {Path(os.fsdecode(each)): seen.stat_info(each) for each in seen.paths}
            # Where code lies, a folder changes when the first of it is compiled.
            looks = [
                look
                for path, look in paths.items()
                if not (_is_compiled(path) or path / COMPILED in paths)
            ]
            if any(max(look.st_mtime_ns, look.st_ctime_ns) > began for look in looks):
                self.queue_event(FileModifiedEvent(self.watch.path))

        def queue_event(self, event: FileSystemEvent) -> None:
            if not _is_compiled(Path(os.fsdecode(event.src_path))):
                super().queue_event(event)

        def queue_events(self, timeout: float) -> None:
            self.stopped_event.wait(timeout)
            preview.is_idle.wait()
            super().queue_events(0)

    return BaseObserver(Emitter, timeout=interval)

"""The store: what is costly to make is kept in `.cache/` for the builds to come.

Nobody sees it, but everybody waits less: `sourcebook.store` asks, and this file keeps the
answers in a database, which is written whole or not at all. `make build CACHE=off` does without.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from types import BuiltinFunctionType, FunctionType
from typing import TYPE_CHECKING, Any

import zstandard
from mkdocs.plugins import event_priority
from mkdocs.utils.yaml import RelativeDirPlaceholder

import sourcebook
from sourcebook.fingerprint import Fingerprints
from sourcebook.kept import OUTPUT
from sourcebook.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

    from sourcebook.catalog import Catalog

log = logging.getLogger("mkdocs.hooks")

FILE = ".cache/store.sqlite3"
BESIDE = ("", "-wal", "-shm")
"""Endings of the files that SQLite makes: https://sqlite.org/wal.html"""
OFF = "off"
LARGE = f"%:{OUTPUT}:%"
"""What finished pages are kept under: they are large, and few builds ask for many of them."""
INCREMENTAL = 2
"""Give room back when asked to: https://sqlite.org/pragma.html#pragma_auto_vacuum"""
WAIT = 10
"""Seconds to wait for another build that is writing; after that nothing is kept."""
TABLE = """
    CREATE TABLE IF NOT EXISTS kept (
      site TEXT NOT NULL, name TEXT NOT NULL, build INTEGER NOT NULL, text BLOB NOT NULL,
      UNIQUE (site, name)
    )
"""
INDEX = "CREATE INDEX IF NOT EXISTS builds ON kept (site, build)"
"""Without it each build would look at all texts for those that are not of the last one."""
APART = ("config_file_path", "docs_dir", "hooks", "plugins", "site_dir", "strict", "theme", "watch")
"""Parts of the configuration that change no page, or are looked at one by one."""


class Database:
    """A shelf in a file of SQLite.

    The same docs make other pages for the preview than for the published site, so each site has
    texts of its own. What a build puts down stands apart until it ends, and is written all at
    once, so that a build that fails leaves nothing behind and keeps no other waiting. A file that
    cannot be read is dropped; where none can be written, nothing is kept.
    """

    def __init__(self, path: Path, site: str) -> None:
        self.path, self.site = path, site
        self.pack = zstandard.ZstdCompressor(level=1).compress
        self.unpack = zstandard.ZstdDecompressor().decompress
        self.used: set[str] = set()
        self.usual: dict[str, bytes] = {}
        """Texts that most builds ask for, by their names, and so read all at once."""
        self.version: Any = None
        """Changes where another build writes: https://sqlite.org/pragma.html#pragma_data_version"""
        self.connection: sqlite3.Connection | None = None
        self._begin()
        if self.connection is None and not path.exists():
            self._begin()  # what could not be read has just been dropped

    def _begin(self) -> None:
        self._open()
        self.version = self._ask("PRAGMA data_version")
        if self.connection:
            with self._care():
                statement = "SELECT name, text FROM kept WHERE site = ? AND name NOT LIKE ?"
                self.usual = dict(self.connection.execute(statement, (self.site, LARGE)))

    def _open(self) -> None:
        with self._care():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # The builder of `mkdocs serve` runs in a thread of its own.
            self.connection = sqlite3.connect(
                self.path, timeout=WAIT, isolation_level=None, check_same_thread=False
            )
            # Not again: it would be a change, and each build would overtake all others.
            if self.connection.execute("PRAGMA auto_vacuum").fetchone() != (INCREMENTAL,):
                self.connection.execute(f"PRAGMA auto_vacuum = {INCREMENTAL}")
            # Others read the last whole build meanwhile: https://sqlite.org/wal.html
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute(TABLE)
            self.connection.execute(INDEX)
            self.connection.execute("SELECT site, name, build, text FROM kept LIMIT 1").fetchone()
            self.connection.execute("CREATE TEMP TABLE new (name TEXT PRIMARY KEY, text BLOB)")
            self.connection.execute("CREATE TEMP TABLE used (name TEXT PRIMARY KEY)")

    def find(self, name: str) -> str | None:
        """Return a text, or nothing."""
        self.used.add(name)
        if name in self.usual:
            row: Any = (self.usual.pop(name),)
        else:
            row = self._ask(
                "SELECT text FROM new WHERE name = ?1 UNION ALL "
                "SELECT text FROM kept WHERE site = ?2 AND name = ?1 LIMIT 1",
                name,
                self.site,
            )
        # What cannot be unpacked is none of ours.
        with suppress(zstandard.ZstdError, MemoryError, TypeError, UnicodeDecodeError):
            return self.unpack(row[0]).decode("utf-8", "surrogatepass") if row else None
        return None

    def put(self, name: str, text: str) -> None:
        """Lay down a text, in place of the one of that name."""
        self.used.add(name)
        self.usual.pop(name, None)
        packed = self.pack(text.encode("utf-8", "surrogatepass"))
        self._ask("INSERT OR REPLACE INTO new VALUES (?, ?)", name, packed)

    def hold(self, name: str) -> None:
        """Let a text lie, though nobody has asked for it."""
        self.used.add(name)

    def stand_apart(self, path: Path) -> None:
        """From now on lay texts down in a file of one's own: this process is a copy of the build."""
        # Not to be used, nor closed:
        # https://sqlite.org/howtocorrupt.html#_carrying_an_open_database_connection_across_a_fork_
        self.of_the_build = self.connection
        self._open()
        self._ask("DROP TABLE new")
        self._ask("ATTACH ? AS apart", str(path))
        self._ask("PRAGMA apart.journal_mode = WAL")
        self._ask("PRAGMA apart.synchronous = OFF")
        self._ask("CREATE TABLE apart.new (name TEXT PRIMARY KEY, text BLOB)")

    def take_in(self, path: Path) -> list[str]:
        """Take over the texts of a process that stood apart; return their names."""
        names: list[str] = []
        if self.connection:
            try:
                self.connection.execute("ATTACH ? AS apart", [str(path)])
                names = [row[0] for row in self.connection.execute("SELECT name FROM apart.new")]
                self.connection.execute("INSERT OR REPLACE INTO new SELECT * FROM apart.new")
                for name in names:
                    self.usual.pop(name, None)
            except sqlite3.Error as error:  # it has died, or its disk was full
                log.info("store: what a worker has made cannot be read (%s)", error)
            with suppress(sqlite3.Error):
                self.connection.execute("DETACH apart")
        return names

    def drop(self) -> None:
        """Write nothing: what was laid down cannot be told to be right."""
        self._shut()

    def close(self, megabytes: int) -> None:
        """Let go what this build has not asked for, and what is too much; write all else.

        What is kept was all found right by one build. So nothing is written where another one has
        written meanwhile.
        """
        self._ask("BEGIN IMMEDIATE")
        if self.connection and self._ask("PRAGMA data_version") != self.version:
            log.info("store: %s: another build has ended meanwhile; this build keeps nothing", FILE)
            self._shut()
        if self.connection:
            with self._care():
                self.connection.executemany("INSERT INTO used VALUES (?)", zip(self.used))
        (others,) = self._ask("SELECT max(build) FROM kept WHERE site != ?", self.site) or (0,)
        last = (others or 0) + 1
        self._ask("INSERT OR REPLACE INTO kept SELECT ?, name, ?, text FROM new", self.site, last)
        self._ask("DELETE FROM kept WHERE site = ? AND name NOT IN used", self.site)
        # Not where it is so already: SQLite would write each row anew, with its whole text.
        change = "UPDATE kept SET build = ?1 WHERE site = ?2 AND build != ?1"
        self._ask(change, last, self.site)
        while self._is_more_than(megabytes):
            # The site that was not built for the longest time goes first, this one last.
            self._ask("DELETE FROM kept WHERE build = (SELECT min(build) FROM kept)")
        self._ask("COMMIT")
        if self.connection:
            with self._care():
                # `execute` would free one page, and stop.
                self.connection.executescript("PRAGMA incremental_vacuum")
        self._shut()

    def _is_more_than(self, megabytes: int) -> bool:
        whole = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        (size,) = self._ask(whole) or (0,)
        if size <= megabytes * 1_000_000:
            return False  # the whole file is not, so what lies in it need not be looked at
        (size,) = self._ask("SELECT sum(length(text)) FROM kept") or (0,)
        if (size or 0) <= megabytes * 1_000_000:
            return False
        log.info(
            "store: %s: has %d MB; what was not used for the longest time is dropped, unless "
            "`extra.cache.megabytes` in mkdocs.yml allows more",
            FILE,
            size // 1_000_000,
        )
        return True

    def _ask(self, statement: str, *values: Any) -> Any:
        """Return the first row of the answer, if there is an answer."""
        row = None
        if self.connection:
            with self._care():
                row = self.connection.execute(statement, values).fetchone()
        return row

    @contextmanager
    def _care(self) -> Iterator[None]:
        """Leave the file as it was before this build where it fails; say so."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            self._shut()
            # https://docs.python.org/3/library/sqlite3.html#sqlite3.OperationalError
            if isinstance(error, sqlite3.OperationalError | OSError):
                log.info("store: %s: %s; this build keeps nothing", FILE, error)
                return
            log.info("store: %s: cannot be read (%s); it is dropped", FILE, error)
            for ending in BESIDE:
                self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    def _shut(self) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None


@event_priority(100)  # first: other hooks ask for texts, and put values into the configuration
def on_config(config: MkDocsConfig) -> None:
    """Open the store, for the same code, the same packages and the same settings."""
    off = os.environ.get("CACHE") == OFF
    path = Path(config.docs_dir).parent / FILE
    hooks: Any = config.hooks  # it has no type
    modules = [sourcebook, *hooks.values()]
    folders = {Path(str(module.__file__)).parent for module in modules}
    made_by = Fingerprints().of([[_code(folder) for folder in sorted(folders)], _packages()])
    set_so = Fingerprints().of([made_by, _settings(config)])
    shelf = None if off else Database(path, config.site_url or "")
    config.extra["shelf"] = shelf
    config.extra["store"] = Store(shelf, made_by)
    config.extra["page_store"] = Store(shelf, set_so)


@event_priority(-100)  # last: other hooks may still ask for texts
def on_post_build(*, config: MkDocsConfig) -> None:
    """Keep the texts this build has asked for, and no others."""
    catalog: Catalog = config.extra["catalog"]
    if shelf := config.extra["shelf"]:
        shelf.close(catalog.settings.cache_megabytes)


# Both once: `mkdocs serve` builds again with the code it began with, whatever lies on the disk.
@cache
def _code(folder: Path) -> list[str | bytes]:
    """Return the code of the hooks in a folder, and of all that lies below it."""
    paths = sorted(folder.glob("**/*.py"))
    return [part for path in paths for part in (str(path), path.read_bytes())]


@cache
def _packages() -> list[str]:
    """Return all packages with their versions, and the version of Python."""
    # Each leaves a folder that has both in its name:
    # https://packaging.python.org/en/latest/specifications/recording-installed-packages/
    found = (path.name for folder in sys.path for path in Path(folder).glob("*.*-info"))
    return [sys.version, *sorted({*found})]


def _settings(config: MkDocsConfig) -> Any:
    """Return what is set, before any hook adds values of a build."""
    plugins = [(name, getattr(each, "config", {})) for name, each in config.plugins.items()]
    others = {name: value for name, value in config.items() if name not in APART}
    return _plain([others, list(config.hooks), plugins, config.theme.name, config.theme])


def _plain(value: Any) -> Any:
    """Return a setting in words; an object of MkDocs says what it stands for."""
    match value:
        case Mapping():
            return {str(name): _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case None | bool() | int() | float() | str():
            return value
        case partial():
            return _plain([value.func, value.args, value.keywords])
        case RelativeDirPlaceholder():  # has no words before there is a page
            return [type(value).__qualname__]
        case FunctionType() | BuiltinFunctionType() | type():
            return [value.__module__, value.__qualname__]  # its words would say where it lies
    return [type(value).__qualname__, str(value)]

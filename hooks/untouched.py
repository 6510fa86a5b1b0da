"""Untouched files: what the last build has left in the folder of the site is not made anew.

Nobody sees it, but a large site is built faster: MkDocs would delete each file and write it
again. Here all stay while it cleans the folder, and those that nobody has written by the end of
the build, or found to be right as they are, are deleted then. How pages look then (size, times,
inode) is kept, so that the next build need not read them to know them.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from mkdocs.plugins import event_priority

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from sourcebook.store import Store

ASIDE = ".before"
"""Where files wait while the folder is cleaned: MkDocs leaves alone what begins with a dot."""
LEFT = "left"
"""The name under which it is kept how files were left."""

Look = tuple[int, ...]


class Site:
    """The folder of the site, and what lay in it before the build.

    `left` tells how those looked in the end that the last build has made known.
    """

    def __init__(self, folder: Path, left: dict[str, Look]) -> None:
        self.folder = folder
        self.left = left
        self.known: set[str] = set()
        self.before: dict[str, Look] = {}
        self.right: set[str] = set()

    def put_aside(self) -> None:
        """Move all out of the way that MkDocs would delete."""
        aside = self.folder / ASIDE
        shutil.rmtree(aside, ignore_errors=True)  # a build that was killed has left it
        entries = [each for each in _entries(self.folder) if not each.name.startswith(".")]
        if entries:
            aside.mkdir()
            for entry in entries:
                Path(entry.path).rename(aside / entry.name)

    def take_back(self) -> None:
        """Move all back, and see what there is."""
        aside = self.folder / ASIDE
        for entry in _entries(aside):
            Path(entry.path).rename(self.folder / entry.name)
        if aside.is_dir():
            aside.rmdir()
        self.before = {
            path: _look(place) for path, place in _files(self.folder) if not path.startswith(".")
        }

    def write(self, path: str, content: bytes) -> None:
        """Write a file, unless it is there already, word for word."""
        place, seen = self.folder / path, self.before.get(path)
        if seen and seen[0] == len(content) and place.read_bytes() == content:
            self.right.add(path)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)

    def make_known(self, paths: Iterable[str]) -> None:
        """Let the next build know these files by their look, if they lie here in the end."""
        self.known.update(paths)

    def is_left(self, path: str) -> bool:
        """Tell whether a file lies here as the last build has left it, and has made it known."""
        return path in self.left and self.left[path] == self.before.get(path)

    def look(self, path: str) -> Look | None:
        """Return what shows whether a file is the same as at another time."""
        try:
            return _look(self.folder / path)
        except OSError:
            return None

    def stands(self, path: str) -> bool:
        """Tell whether a file is part of the site that is built, and not left from another."""
        if path in self.right:
            return True
        look = self.look(path)
        return look is not None and look != self.before.get(path)

    def let_be(self, path: str) -> None:
        """Leave a file as it is."""
        self.right.add(path)

    def leave(self) -> dict[str, Look]:
        """Return how the files look that are made known."""
        return {
            path: look
            for path in sorted(self.known)
            # On top of the site they are moved aside and back, which changes how they look.
            if "/" in path and (look := self.look(path))
        }

    def clean(self) -> None:
        """Delete what lay here before and was neither written again nor found right."""
        for path in self.before.keys() - self.right:
            place = self.folder / path
            if os.path.lexists(place) and _look(place) == self.before[path]:
                place.unlink()
                for folder in Path(path).parents:
                    if folder.name and not _entries(self.folder / folder):
                        (self.folder / folder).rmdir()


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        return list(entries)
    return []


def _files(folder: str | Path, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield each file as seen from the folder, with slashes, and where it lies."""
    for entry in _entries(folder):
        path = name + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{path}/")
        else:
            yield path, entry.path


def _look(place: str | Path) -> Look:
    # Not by the entry of a folder, which on Windows does not know all that is asked here:
    # https://docs.python.org/3/library/os.html#os.DirEntry.stat
    seen = os.lstat(place)
    return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino


@event_priority(-200)  # last before MkDocs cleans the folder
def on_pre_build(*, config: MkDocsConfig) -> None:
    """Put the files of the last build aside."""
    config.extra["site"] = Site(Path(config.site_dir), _left(config.extra["page_store"]))
    if config.extra["shelf"]:
        config.extra["site"].put_aside()


@event_priority(300)  # first after MkDocs has cleaned the folder
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Take them back."""
    config.extra["site"].take_back()
    return files


@event_priority(-85)  # after all that write files
def on_post_build(*, config: MkDocsConfig) -> None:
    """Delete those that are no longer part of the site, and keep how the others look."""
    site, store = config.extra["site"], config.extra["page_store"]
    site.clean()
    if (left := site.leave()) != site.left:
        store.put(LEFT, msgspec.json.encode(left).decode())


def _left(store: Store) -> dict[str, Look]:
    try:
        return msgspec.json.decode(store.find(LEFT) or "{}", type=dict[str, Look])
    except msgspec.DecodeError:
        return {}

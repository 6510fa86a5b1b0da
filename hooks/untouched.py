"""Untouched files: what the last build has left in the folder of the site is not made anew.

Nobody sees it, but a large site is built faster: MkDocs would delete each file and write it
again. Here all stay while it cleans the folder. Before it writes the first file, those go that
are not known to be right, so that everyone who writes meets the folder as MkDocs would give it.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from posixpath import dirname
from typing import TYPE_CHECKING

import msgspec
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import InclusionLevel

from sourcebook.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ASIDE = ".before"
"""Where files wait while the folder is cleaned: MkDocs leaves alone what begins with a dot."""
LEFT = "left"
"""The name under which it is kept how a build has left the site."""
KEPT_BACK = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)

Look = tuple[int, ...]
"""What shows whether a file is the same as at another time: size, times and inode."""


Looks = dict[str, tuple[Look, str]]
"""By path: how files looked, and what tells from what each was made."""


class Left(msgspec.Struct):
    """How a build has left the site."""

    pages: Looks = {}
    written: Looks = {}
    """Files that hooks have written."""


class Site:
    """The folder of the site, and what lay in it before the build."""

    def __init__(self, folder: Path, left: Left) -> None:
        self.folder, self.aside, self.left = folder, folder / ASIDE, left
        self.before: dict[str, Look] = {}
        self.pages: Mapping[str, str] = {}
        self.drawn: dict[str, bytes] = {}
        """What tells the text of each page that is written in this build, by path."""
        self.written: Looks = {}

    def put_aside(self) -> None:
        """Move all out of the way that MkDocs would delete, and remember how it looked."""
        entries = [each for each in _entries(self.folder) if not each.name.startswith(".")]
        self.before = _looks(entries)
        if entries:
            self.aside.mkdir(exist_ok=True)
            for entry in entries:
                with suppress(FileNotFoundError):  # another build has put it aside
                    Path(entry.path).rename(self.aside / entry.name)

    def take_back(self) -> None:
        """Move all back; what another build has taken or put there meanwhile is not known."""
        back = set()
        for entry in _entries(self.aside):
            with suppress(OSError):
                Path(entry.path).rename(self.folder / entry.name)
                if entry.name in self.before:
                    self.before[entry.name] = _look(self.folder / entry.name)
                back.add(entry.name)
        self.before = {path: self.before[path] for path in self.before if _top(path) in back}
        shutil.rmtree(self.aside, ignore_errors=True)

    def clear(self, right: Iterable[str], coming: Iterable[str]) -> None:
        """Delete all that lay here before but for files that are right.

        What hooks have written stays, too, for they may write the same again, unless it stands in
        the way of `coming` files, or one of these has its name.
        """
        coming, written = {*coming}, self.left.written
        taken, in_the_way = coming | _folders(coming), coming & _folders(written)
        may_be_right = {
            path
            for path in written
            if path not in taken and in_the_way.isdisjoint(_folders([path]) if in_the_way else ())
        }
        self._delete(self.before.keys() - may_be_right - {*right})

    def write(self, path: str, made_from: str, make: Callable[[], bytes]) -> None:
        """Write a file, unless it is right as it lies there.

        `made_from` tells it from all that would be made of anything else.
        """
        seen = self.before.get(path)
        if not (seen and self.is_left(path, made_from)):
            place, content = self.folder / path, make()
            if not (seen and seen[0] == len(content) and _holds(place, content)):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            seen = self._look_of(path)
        self.written[path] = (seen, made_from)

    def expect(self, path: str, text: str) -> None:
        """Know what MkDocs is about to write: another build may write there, too."""
        self.drawn[path] = _tell(text.encode("utf-8", "xmlcharrefreplace"))

    def stands(self, path: str) -> bool:
        """Tell whether a page is part of the site that is built, once MkDocs has written all."""
        return os.path.lexists(f"{self.folder}{os.sep}{path}")

    def know_pages(self, pages: Mapping[str, str]) -> None:
        """Let the next build know pages by their look, each with what it was made from."""
        self.pages = pages

    def is_left(self, path: str, made_from: str) -> bool:
        """Tell whether a file lies here as a build has left it that had made it from this."""
        left = self.left.pages.get(path) or self.left.written.get(path)
        return path in self.before and left == (self.before[path], made_from)

    def leave(self) -> Left:
        """Delete what hooks have not written again; return how the site is left."""
        self._delete(self.left.written.keys() - self.written.keys())
        pages: Looks = {}
        for path, made_from in sorted(self.pages.items()):
            if self.is_left(path, made_from):
                pages[path] = (self.before[path], made_from)
                continue
            with suppress(OSError):  # an empty page is not written
                seen = self._look_of(path)
                if _tell((self.folder / path).read_bytes()) == self.drawn.get(path):
                    pages[path] = (seen, made_from)
        return Left(pages, dict(sorted(self.written.items())))

    def _look_of(self, path: str) -> Look:
        # What lies on top is moved by each build, which changes how it looks.
        return _look(self.folder / path) if "/" in path else ()

    def _delete(self, paths: Iterable[str]) -> None:
        """Delete files that are still as they lay here before, and folders that become empty."""
        for path in paths:
            place = self.folder / path
            with suppress(OSError):
                if _look(place) == self.before.get(path):
                    place.unlink()
                    del self.before[path]
                    for folder in Path(path).parents:
                        (self.folder / folder).rmdir()  # fails where it is not empty


def _folders(paths: Iterable[str]) -> set[str]:
    """Return the folders in which files lie, and those in which these lie."""
    found = {dirname(path) for path in paths} - {""}
    return found | _folders(found) if found else found


def _top(path: str) -> str:
    return path.partition("/")[0]


def _tell(content: bytes) -> bytes:
    return sha256(content).digest()


def _holds(place: Path, content: bytes) -> bool:
    with suppress(OSError):
        return place.read_bytes() == content
    return False


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        return list(entries)
    return []


def _looks(entries: Iterable[os.DirEntry[str]]) -> dict[str, Look]:
    """Return how each file looks, by its path, as seen from the site and with slashes."""
    found = {}
    waiting = [("", entries)]
    while waiting:
        folder, entries = waiting.pop()
        with suppress(FileNotFoundError):  # another build has put the folder aside
            for entry in entries:
                path = folder + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{path}/", _entries(entry.path)))
                else:
                    found[path] = _look(entry.path)
    return found


def _look(place: str | Path) -> Look:
    # Not by the entry of a folder, which on Windows does not know all that is asked here:
    # https://docs.python.org/3/library/os.html#os.DirEntry.stat
    seen = os.lstat(place)
    return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino


@event_priority(-200)  # last before MkDocs cleans the folder
def on_pre_build(*, config: MkDocsConfig) -> None:
    """Put the files of the last build aside."""
    left = config.extra["page_store"].find_value(LEFT, Left)
    site = config.extra["site"] = Site(Path(config.site_dir), left or Left())
    shutil.rmtree(site.aside, ignore_errors=True)  # a build that was killed has left it
    for name in config.theme.static_templates:
        # MkDocs would leave it there, also where the template has nothing to say any more.
        if name.startswith("."):
            with suppress(OSError):
                (site.folder / name).unlink()
    if config.extra["shelf"]:
        try:
            site.put_aside()
        except OSError as error:
            what = f"{site.folder}: cannot be changed ({error.strerror})"
            raise PluginError(f"untouched: {what}; see to its permissions, or delete it") from None


@event_priority(300)  # first after MkDocs has cleaned the folder
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Take them back."""
    config.extra["site"].take_back()
    return files


@event_priority(-160)  # after `settled`; MkDocs writes its first file after this event
def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Delete all that is not known to be right; raise `PluginError` for what cannot be written."""
    written = (file for file in files if file.inclusion not in KEPT_BACK)
    if problems := _in_the_way({file.dest_uri: file.src_uri for file in written}):
        raise PluginError("\n".join(f"untouched: {problem}" for problem in problems))
    right = [file.dest_uri for file in config.extra["settled"].values()]
    config.extra["site"].clear(right, [file.dest_uri for file in files])
    return env


def _in_the_way(coming: Mapping[str, str]) -> list[Problem]:
    """Return the problem of each file that has the name of a folder in the site.

    Where such a folder is there from the last build, MkDocs would put the file into it.
    """
    what, remedy = "has the name of a folder that the site needs for pages", "rename it"
    found = coming.keys() & _folders(coming)
    return [Problem(coming[path], "file", what, remedy) for path in sorted(found)]


@event_priority(-85)  # after all that write files
def on_post_build(*, config: MkDocsConfig) -> None:
    """Delete those that nobody has written again, and keep how the others are left."""
    site, store = config.extra["site"], config.extra["page_store"]
    if (left := site.leave()) != site.left:
        store.put_value(LEFT, left)

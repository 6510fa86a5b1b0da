"""Where an export of a blog lies: a file, a folder, or a ZIP that is read in place."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from array import array
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from sourcebook.archives import open_member
from sourcebook.blogger.atom import read_feed
from sourcebook.blogger.entries import Unreadable
from sourcebook.blogger.shapes import HEAD, check_feed, is_archive
from sourcebook.blogger.takeout import (
    Found,
    check_member,
    find_blogs,
    read_settings_table,
)

from .project import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sourcebook.blogger.entries import Blog, Bodies

NOT_THERE = "give the backup of the blog, or the archive of Google Takeout"
LARGEST_PICTURE = 50_000_000
"""Bytes of a picture from an album."""
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)


class Spool:
    """Keeps long texts on the disk, in a file that nobody else sees and that goes away by itself.

    Raise `Failure` where the disk has no room for them.
    """

    def __init__(self) -> None:
        with _spooling():
            self.file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the import
        self.ends = array("Q", [0])

    def put(self, text: str) -> int:
        """Keep a text, and return the number it is found by."""
        raw = text.encode("utf-8", "surrogatepass")
        with _spooling():
            self.file.seek(self.ends[-1])
            self.file.write(raw)
        self.ends.append(self.ends[-1] + len(raw))
        return len(self.ends) - 2

    def get(self, number: int) -> str:
        """Return a text that was kept."""
        with _spooling():
            self.file.seek(self.ends[number])
            raw = self.file.read(self.ends[number + 1] - self.ends[number])
        return raw.decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Forget everything."""
        with suppress(OSError):  # what there was no room for is written once more, and in vain
            self.file.close()


@contextmanager
def _spooling() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = tempfile.tempdir or "the folder of temporary files"
        what = f"cannot hold the texts of the blog ({error.strerror})"
        remedy = "make room there, or set TMPDIR to a folder that has some"
        raise Failure(f"{where}: {what}; {remedy}") from None


@dataclass(frozen=True, slots=True)
class Files:
    """The files of an export."""

    names: tuple[str, ...]
    open: Callable[[str], IO[bytes]]
    sizes: dict[str, int]

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file, no more than these."""
        with _reading(), self.open(name) as file:
            return file.read(most)


@contextmanager
def open_export(path: Path) -> Iterator[Files]:
    """Give the files of an export; a file by itself is a folder with nothing but this one."""
    with ExitStack() as stack:
        with _reading():
            if path.is_dir():
                files = _folder(path)
            elif _starts_as_archive(path):
                files = _archive(stack.enter_context(zipfile.ZipFile(path)))
            else:
                files = _file(path)
        yield files


@contextmanager
def _reading() -> Iterator[None]:
    """Raise `Unreadable` where an export cannot be read; nothing else is done meanwhile."""
    try:
        yield
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror})", "see to the file") from None
    except _BROKEN as error:
        what = f"is a ZIP that cannot be read ({error})"
        raise Unreadable(what, "download it again, and give it as it is") from None


def _starts_as_archive(path: Path) -> bool:
    with path.open("rb") as file:
        return is_archive(file.read(8))


def _file(path: Path) -> Files:
    """Return a feed, and the settings that Takeout puts beside it."""
    number = path.name.removeprefix("feed").removesuffix(".atom")
    beside = path.with_name(f"settings{number}.csv")
    found = {each.name: each for each in (path, beside) if each == path or each.is_file()}
    sizes = {name: each.stat().st_size for name, each in found.items()}
    return Files(tuple(found), lambda name: found[name].open("rb"), sizes)


def _folder(path: Path) -> Files:
    found = {
        each.relative_to(path).as_posix(): each
        for each in sorted(path.rglob("*"))
        if each.is_file() and each.resolve().is_relative_to(path.resolve())
    }
    sizes = {name: each.stat().st_size for name, each in found.items()}
    return Files(tuple(found), lambda name: found[name].open("rb"), sizes)


def _archive(archive: zipfile.ZipFile) -> Files:
    sizes = {}
    for info in archive.infolist():
        check_member(info.filename, info.file_size, info.compress_size)
        if not info.is_dir():
            sizes[info.filename] = info.file_size
    return Files(tuple(sizes), lambda name: open_member(archive, name), sizes)


def find_feeds(path: Path, files: Files) -> list[Found]:
    """Return the feeds of an export, or raise `Unreadable` where there is none."""
    if path.name in files.names and path.is_file():
        return [Found(path.name, next((n for n in files.names if n != path.name), ""), ())]
    found = find_blogs(files.names)
    if not found:
        raise Unreadable("has no blog in it (no file `feed.atom`)", NOT_THERE)
    return found


def read_blog(
    files: Files, found: Found, bodies: Bodies, *, seen: Callable[[int], None]
) -> tuple[Blog, dict[str, str]]:
    """Return the blog in a feed, and the settings that lie beside it.

    `seen` is called with the bytes read so far, now and then. Raise `Unreadable`.
    """
    check_feed(files.read(found.feed, HEAD))
    with _reading(), files.open(found.feed) as file:
        blog = read_feed(file, bodies, seen=lambda: seen(file.tell()))
    if not found.settings:
        return blog, {}
    raw = files.read(found.settings, HEAD)
    return blog, dict(read_settings_table(raw.decode("utf-8-sig", "replace")))

"""Finds the blogs in an archive of Google Takeout, by the names of its files.

Its layout is that of `Takeout/Blogger/Blogs/TITLE/feed.atom`. Folders are named after blogs,
cut short and with signs replaced, so that a title never comes from there; blogs of one title
share a folder, and their files are then told apart by `(1)`.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from posixpath import basename, dirname
from typing import TYPE_CHECKING

from .entries import Unreadable, clean_text, is_private

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FEED = re.compile(r"feed(\(\d+\))?\.atom")
_OTHERS = frozenset({"Comments", "Albums", "Profile", "Reactions"})
_VIDEOS = (".mp4", ".mov", ".avi", ".mkv", ".webm", ".3gp", ".m4v", ".wmv")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".svg", ".avif", ".tif", ".tiff")

_AGAIN = re.compile(r"(?P<stem>.+)(?P<number>\(\d+\))(?P<ending>\.\w+)")

SHORTEST_CUT = 36
"""Characters before the ending of a name that was cut; Takeout leaves some 40 to 47."""
MOST = 4_000_000_000
"""Bytes that a feed may have when it is unpacked."""
FREE = 20_000_000
"""Bytes from which on a file may not be packed too tightly."""
TIGHT = 200
"""Times that a file may grow when it is unpacked; text grows some 5 to 20 times."""


@dataclass(frozen=True, slots=True)
class Found:
    """A blog in an archive: names of its files."""

    feed: str
    settings: str
    """Empty where there is none."""
    videos: tuple[str, ...]


def find_blogs(names: Iterable[str]) -> list[Found]:
    """Return the blogs among the files of an archive, by name.

    `Comments/` is passed over: it has what the account wrote, also in blogs of others.
    """
    every = sorted(names)
    known = set(every)
    blogs = []
    for name in every:
        found = _FEED.fullmatch(basename(name))
        if not found or _OTHERS & set(name.split("/")):
            continue
        folder = dirname(name)
        settings = f"{folder}/settings{found[1] or ''}.csv".lstrip("/")
        videos = [n for n in every if dirname(n) == folder and n.lower().endswith(_VIDEOS)]
        blogs.append(Found(name, settings if settings in known else "", tuple(videos)))
    return blogs


def list_pictures(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the pictures of all albums, by the name each had, though it may be cut."""
    known = {*names}
    found: dict[str, list[str]] = {}
    for name in sorted(known):
        if "Albums" in name.split("/") and name.lower().endswith(_PICTURES):
            had = name
            # The second of a name is `rose(1).jpg`, and what is said of it `rose.jpg(1).json`.
            if again := _AGAIN.fullmatch(name):
                first = f"{again['stem']}{again['ending']}"
                had = first if f"{first}{again['number']}.json" in known else name
            found.setdefault(_fold(basename(had)), []).append(name)
    return found


def find_in_albums(albums: Mapping[str, list[str]], name: str) -> list[str]:
    """Return the pictures of albums that had this name, those first whose name is whole."""
    wanted = _fold(name)
    stem, dot, ending = wanted.rpartition(".")
    if wanted in albums or not dot:
        return albums.get(wanted, [])
    cut = (f"{stem[:length]}.{ending}" for length in range(len(stem) - 1, SHORTEST_CUT - 1, -1))
    return next((albums[each] for each in cut if each in albums), [])


def _fold(name: str) -> str:
    """Return a name as Takeout may have written it: signs that some disks refuse are replaced."""
    return re.sub(r"[^\w.()-]", "_", name.lower())


def check_member(name: str, size: int, packed: int) -> None:
    """Raise `Unreadable` where a file of an archive may not be unpacked."""
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name[:3]:
        raise Unreadable(f"has a file that leads out of it (`{name}`)", "do not trust this archive")
    if size > MOST or (size > FREE and size > TIGHT * max(packed, 1)):
        what = f"has a file that would fill the disk (`{name}`, {size} bytes)"
        raise Unreadable(what, "do not trust this archive")


def read_settings_table(text: str) -> Mapping[str, str]:
    """Return the settings of a blog by name, without those that hold addresses of people."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=False))
    except csv.Error:
        return {}
    if len(rows) < 2:  # noqa: PLR2004 - a row of names and one of values
        return {}
    names = [clean_text(name).lower() for name in rows[0]]
    return {
        name: value for name, value in zip(names, rows[1], strict=False) if not is_private(name)
    }

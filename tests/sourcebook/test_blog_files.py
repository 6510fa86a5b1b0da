"""Where an export lies: a file, a folder, or a ZIP that is read in place."""

from __future__ import annotations

import io
import tempfile
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sourcebook.blogger.entries import Unreadable
from sourcebook.commands.blog_files import Spool, find_feeds, open_export, read_blog
from sourcebook.commands.project import Failure
from tests.site import write_files
from tests.sourcebook.importers.exports import (
    SETTINGS_TABLE,
    archive,
    entry,
    legacy,
    takeout,
    takeout_zip,
)

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> tuple[str, dict[str, str]]:
    at: list[int] = []
    with closing(Spool()) as spool, open_export(path) as files:
        feed = find_feeds(path, files)[0]
        blog, settings = read_blog(files, feed, spool, seen=at.append)
        assert spool.get(blog.entries[0].body) == "<p>Cut above a bud.</p>"
        assert at
    return blog.title, settings


def test_a_zip_a_folder_and_a_feed_by_itself_are_read_alike(tmp_path: Path) -> None:
    zipped = tmp_path / "takeout.zip"
    zipped.write_bytes(takeout_zip(entry(), **{"Albums/a/rose.png": "x"}))
    write_files(
        tmp_path / "Takeout",
        {
            "Blogger/Blogs/G/feed(1).atom": takeout(entry()),
            "Blogger/Blogs/G/settings(1).csv": SETTINGS_TABLE,
        },
    )
    write_files(tmp_path, {"blog.xml": legacy(entry())})
    (tmp_path / "Takeout/out").symlink_to("/etc/hostname")

    assert read(zipped)[1]["blog_time_zone"] == "Europe/Madrid"
    assert read(tmp_path / "Takeout")[1]["blog_name"] == "The Garden"
    assert read(tmp_path / "Takeout/Blogger/Blogs/G/feed(1).atom")[1]["blog_name"] == "The Garden"
    assert read(tmp_path / "blog.xml") == ("The Garden", {})


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (archive({"a.txt": "x"}), "has no blog in it"),
        (archive({"Takeout/Mail/x.mbox": "x"}), "has no blog in it"),
        (archive({"../feed.atom": takeout(entry())}), "leads out of it"),
        (archive({"feed.atom": b"<feed>" + b" " * 25_000_000}), "would fill the disk"),
        (archive({"feed.atom": takeout(entry())})[:-30], "is a ZIP that cannot be read"),
        (
            archive({"feed.atom": takeout(entry())}).replace(b"PK\x01\x02", b"PK\x09\x02"),
            "is a ZIP that cannot",
        ),
        (b"", "is empty"),
        (b"<html b:version='2'>", "is the backup of a theme"),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, raw: bytes, what: str) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(raw)

    with pytest.raises(Unreadable, match=what):
        read(path)


def test_a_broken_member_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    raw = bytearray(archive({"feed.atom": takeout(entry(html="rose thorn bud " * 999))}))
    raw[60:90] = b"x" * 30
    (tmp_path / "x.zip").write_bytes(bytes(raw))

    (tmp_path / "cut.zip").write_bytes(b"PK\3\4" + archive({"feed.atom": takeout(entry())})[9:])

    for path in (tmp_path / "x.zip", tmp_path / "cut.zip", tmp_path / "none.xml"):
        with pytest.raises(Unreadable, match="cannot be read"):
            read(path)


def test_folders_in_a_zip_are_no_files(tmp_path: Path) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as packed:
        packed.mkdir("Takeout")
        packed.writestr("Takeout/feed.atom", takeout(entry()))
    (tmp_path / "x.bin").write_bytes(raw.getvalue())

    assert read(tmp_path / "x.bin")[0] == "The Garden"


def test_what_fails_while_an_export_is_open_is_no_fault_of_the_export(tmp_path: Path) -> None:
    path = tmp_path / "takeout.zip"
    path.write_bytes(takeout_zip(entry()))

    with pytest.raises(OSError, match="No space left"), open_export(path):
        raise OSError(28, "No space left on device")


def test_a_spool_without_room_says_where_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        tempfile, "TemporaryFile", lambda: io.BufferedRandom(io.FileIO("/dev/full", "r+"))
    )
    monkeypatch.setattr(tempfile, "tempdir", "/spool")

    with closing(Spool()) as spool, pytest.raises(Failure) as error:
        spool.put("x" * 1_000_000)

    assert error.value.message == (
        "/spool: cannot hold the texts of the blog (No space left on device); "
        "make room there, or set TMPDIR to a folder that has some"
    )


def test_a_spool_keeps_texts_in_any_order() -> None:
    spool = Spool()

    numbers = [spool.put(text) for text in ("장미", "", "\ud800")]
    assert [spool.get(number) for number in reversed(numbers)] == ["\ud800", "", "장미"]
    spool.close()

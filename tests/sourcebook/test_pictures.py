"""Pictures in a text: their size, and when they are loaded."""

from __future__ import annotations

import struct

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from sourcebook.pictures import LARGEST, PictureExtension, check_file, is_picture, read_size
from tests.sourcebook.garden import messages

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII5s", 13, b"IHDR", 640, 480, b"\x08\x02\0\0\0")
SIZES = {"roses/a b.png": (640, 480)}


def convert(text: str) -> list[dict[str, str]]:
    pictures = PictureExtension(SIZES)
    pictures.page = "roses/a.md"
    html = Markdown(extensions=["attr_list", pictures]).convert(text)
    found = BeautifulSoup(html, "html.parser").select("img")
    return [{name: str(value) for name, value in tag.attrs.items()} for tag in found]


def test_a_picture_has_its_size_and_waits_until_a_reader_is_near() -> None:
    assert convert("See ![a rose](a%20b.png).") == [
        {"src": "a%20b.png", "alt": "a rose", "width": "640", "height": "480", "loading": "lazy"}
    ]


def test_what_the_writer_says_stays() -> None:
    (picture,) = convert("![a](a%20b.png){ width=64 loading=eager }")

    assert (picture["width"], picture["loading"]) == ("64", "eager")
    assert "height" not in picture


@pytest.mark.parametrize("address", ["other.png", "../trees/a%20b.png", "https://x.org/a b.png"])
def test_a_picture_of_unknown_size_only_waits(address: str) -> None:
    (picture,) = convert(f"![a](<{address}>)")

    assert picture["loading"] == "lazy"
    assert "width" not in picture


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PNG, (640, 480)),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 359.6 120">', (360, 120)),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"></svg>', (20, 10)),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"<svg", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", None),
        (b"", None),
        (b"No picture.", None),
    ],
)
def test_the_size_is_read_from_the_file(content: bytes, size: tuple[int, int] | None) -> None:
    assert read_size(content) == size


def test_a_file_is_a_picture_by_its_name() -> None:
    assert is_picture("a/b.JPG")
    assert not is_picture("a/png.md")


def test_a_picture_that_is_too_large_or_that_browsers_cannot_show_is_told() -> None:
    assert messages(check_file("roses/a.jpg", bytes(LARGEST + 400_000))) == [
        "roses/a.jpg: file: is 2.4 MB large; "
        "make it smaller, at most 2 MB: 1600 pixels are wide enough"
    ]
    assert messages(check_file("roses/a.HEIC", b"")) == [
        "roses/a.HEIC: file: is of a kind that most browsers cannot show; save it as JPEG or WebP"
    ]
    assert check_file("roses/a.png", bytes(LARGEST)) == []

"""Pictures in finished pages: in the text, and the picture of a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site import build_site, post
from tests.sourcebook.test_pictures import PNG

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, str | bytes] = {
    "assets/images/a.png": PNG,
    "sources/pic.md": "---\ntype: graphic\ntitle: A\nURL: https://x.org/a\ndesign: image\n---\n\nA.\n",
}


def test_every_picture_has_its_size_and_waits(tmp_path: Path) -> None:
    image = {"src": "../assets/images/a.png", "alt": "A rose in bloom.", "credit": "pic"}
    body = "![A rose](../assets/images/a.png)\n"

    site = build_site(tmp_path, {**FILES, "roses/a.md": post(body=body, image=image)}, strict=True)

    pictures = site.article("roses/a/").select("img")
    assert [picture["src"] for picture in pictures] == ["../../assets/images/a.png"] * 2
    sizes = {(picture["width"], picture["height"], picture["loading"]) for picture in pictures}
    assert sizes == {("640", "480", "lazy")}


def test_a_broken_picture_is_shown_without_a_size(tmp_path: Path) -> None:
    files = {**FILES, "assets/images/a.png": b"broken"}
    image = {"src": "../assets/images/a.png", "alt": "A rose in bloom.", "credit": "pic"}

    site = build_site(tmp_path, {**files, "roses/a.md": post(image=image)}, strict=True)

    (picture,) = site.article("roses/a/").select("img")
    assert "width" not in picture.attrs


def test_a_picture_that_readers_would_not_see_is_a_warning_unless_a_former_blog_had_it(
    tmp_path: Path,
) -> None:
    large = PNG + bytes(3_000_000)
    files = {"roses/a.png": large, "roses/b.heic": b"", "assets/blogger/c.png": large}

    site = build_site(tmp_path, files)

    assert site.warnings == [
        "pictures: roses/a.png: file: is 3.0 MB large; "
        "make it smaller, at most 2 MB: 1600 pixels are wide enough",
        "pictures: roses/b.heic: file: is of a kind that most browsers cannot show; "
        "save it as JPEG or WebP",
    ]

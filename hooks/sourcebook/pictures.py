"""Pictures in a text: each says its size, and is loaded when a reader comes near."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import imagesize
from markdown.treeprocessors import Treeprocessor

from .addresses import beside
from .kept import KeptExtension
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from markdown import Markdown

ENDINGS = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
UNSEEN = (".heic", ".heif", ".tif", ".tiff")
"""Pictures that most browsers cannot show: https://developer.mozilla.org/en-US/docs/Web/Media/Guides/Formats/Image_types"""
LARGEST = 2_000_000
"""Bytes of a picture for which a reader on a phone still waits."""
_VIEW_BOX = re.compile(rb"""viewBox=["']0 0 ([\d.]+) ([\d.]+)["']""")
# After attributes (8), before MkDocs (0) replaces the names of files by addresses.
_PRIORITY = 7


def is_picture(uri: str) -> bool:
    """Tell whether a file is a picture, by its name."""
    return uri.lower().endswith((*ENDINGS, *UNSEEN))


def read_size(content: bytes) -> tuple[int, int] | None:
    """Return the width and height of a picture, if it gives them, in pixels."""
    # A drawing that fits any place has only a shape.
    if found := _VIEW_BOX.search(content[:2000]):
        return round(float(found[1])), round(float(found[2]))
    width, height = imagesize.get(BytesIO(content))
    return (width, height) if width > 0 and height > 0 else None


def check_file(uri: str, content: bytes) -> list[Problem]:
    """Return the problem of a picture that most readers cannot see, or would wait for too long."""
    problems = []
    if uri.lower().endswith(UNSEEN):
        what, remedy = "is of a kind that most browsers cannot show", "save it as JPEG or WebP"
        problems.append(Problem(uri, "file", what, remedy))
    if len(content) > LARGEST:
        what = f"is {len(content) / 1_000_000:.1f} MB large"
        remedy = f"make it smaller, at most {LARGEST // 1_000_000} MB: 1600 pixels are wide enough"
        problems.append(Problem(uri, "file", what, remedy))
    return problems


class PictureExtension(KeptExtension):
    """Completes the pictures of a page."""

    TABLES = ("sizes",)

    def __init__(self, sizes: Mapping[str, tuple[int, int]]) -> None:
        super().__init__()
        self.sizes = sizes

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's own
        md.treeprocessors.register(_Pictures(md, self), "pictures", _PRIORITY)


class _Pictures(Treeprocessor):
    def __init__(self, md: Markdown, extension: PictureExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Complete all pictures of a page; what the writer has said stays."""
        for picture in root.iter("img"):
            if not picture.get("loading"):
                picture.set("loading", "lazy")
            path = unquote(urlsplit(picture.get("src", "")).path)
            size = self.extension.sizes.get(beside(self.extension.page, path))
            if size and not picture.get("width") and not picture.get("height"):
                picture.set("width", str(size[0]))
                picture.set("height", str(size[1]))

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

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from markdown import Markdown

ENDINGS = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_VIEW_BOX = re.compile(rb"""viewBox=["']0 0 ([\d.]+) ([\d.]+)["']""")
# After attributes (8), before MkDocs (0) replaces the names of files by addresses.
_PRIORITY = 7


def is_picture(uri: str) -> bool:
    """Tell whether a file is a picture, by its name."""
    return uri.lower().endswith(ENDINGS)


def read_size(content: bytes) -> tuple[int, int] | None:
    """Return the width and height of a picture, if it gives them, in pixels."""
    # A drawing that fits any place has only a shape.
    if found := _VIEW_BOX.search(content[:2000]):
        return round(float(found[1])), round(float(found[2]))
    width, height = imagesize.get(BytesIO(content))
    return (width, height) if width > 0 and height > 0 else None


class PictureExtension(KeptExtension):
    """Completes the pictures of a page; `page` is the file being read, seen from `docs/`."""

    TABLES = ("sizes",)
    INPUTS = ("page",)

    def __init__(self, sizes: Mapping[str, tuple[int, int]]) -> None:
        super().__init__()
        self.sizes = sizes
        self.page = ""

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

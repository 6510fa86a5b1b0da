"""Notebooks: a post that is one, and the pictures in it; `jupyter.py` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .addresses import beside
from .cells import Cells
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection

ENDING = ".ipynb"


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook as a post."""

    text: str
    """Front matter and Markdown."""
    pictures: dict[str, bytes]
    """Those its cells have drawn, by their names."""
    cells: Cells
    """Where in the text each of them stands."""

    def beside(self, uri: str) -> dict[str, bytes]:
        """Return the pictures by their files, seen from `docs/`; `uri` is the notebook's."""
        return {beside(uri, name): content for name, content in self.pictures.items()}


def post_uri(uri: str) -> str:
    """Return the file that a notebook stands for, seen from `docs/`."""
    return uri.removesuffix(ENDING) + ".md"


def stem_of(uri: str) -> str:
    """Return the name of a notebook, without its folder and its ending."""
    return uri.rpartition("/")[2].removesuffix(ENDING)


def check_names(uri: str, notebook: Notebook | None, taken: Collection[str]) -> list[Problem]:
    """Return the problem of each file that a notebook makes and that is there already."""
    makes = [post_uri(uri), *(notebook.beside(uri) if notebook else ())]
    return [
        Problem(uri, "file", f"makes `{name}`, which is there already", "remove one of them")
        for name in makes
        if name in taken
    ]

"""Formats of reference managers: text to items in canonical form, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import bibtex, csl_json, ris
from .items import Item
from .reading import read_items, recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["WRITERS", "Item", "read_items", "recognise"]

WRITERS: Mapping[str, Callable[[Iterable[Item]], str]] = {
    "bib": bibtex.write,
    "ris": ris.write,
    "json": csl_json.write,
}
"""What writes the text of a file, by its ending."""

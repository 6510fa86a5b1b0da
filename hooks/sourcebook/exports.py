"""Files for reference managers: the sources of a page, to be taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .formats import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .sources import Source
    from .store import Store

FILES = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}
"""Endings of the files, with what a reader calls each."""
NAME = "sources"
"""The name of each file, without its ending."""


class Exports:
    """Writes lists of sources; each source is written once, however many pages cite it."""

    def __init__(self, sources: Mapping[str, Source], store: Store) -> None:
        self.sources = sources
        self.store = store
        self.written: dict[tuple[str, str], str] = {}

    def files(self, url: str, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the path and the text of each file of a page, seen from the site's root.

        A page without sources has no files.
        """
        kept = [key for key in keys if key in self.sources]
        for ending in FILES if kept else ():
            pieces = [self._write(ending, key) for key in kept]
            yield f"{url}{NAME}.{ending}", _join(ending, pieces)

    def _write(self, ending: str, key: str) -> str:
        if (ending, key) not in self.written:
            item = dict(self.sources[key].item)
            text = self.store.text([ending, item], lambda: WRITERS[ending]([item]))
            self.written[ending, key] = text.strip("[]\n") if ending == "json" else text
        return self.written[ending, key]


def _join(ending: str, pieces: list[str]) -> str:
    if ending == "json":
        return "[\n" + ",\n".join(pieces) + "\n]\n"
    return "\n".join(pieces)

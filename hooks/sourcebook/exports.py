"""Files for reference managers: the sources of a page, to be taken along."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from .fingerprint import Fingerprints, combine
from .formats import WRITERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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
        self.fingerprints = Fingerprints()
        self.names: dict[str, str] = {}
        self.written: dict[tuple[str, str], str] = {}

    def files(
        self, url: str, keys: Iterable[str]
    ) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
        """Yield the path of each file of a page, seen from the site's root, and what makes it.

        Between them stands what tells its text from others. A page without sources has no files.
        """
        known = [key for key in keys if key in self.sources]
        made_from = combine([self._name(key) for key in known])
        for ending in FILES if known else ():
            pieces = [self._write(ending, key) for key in known]
            yield f"{url}{NAME}.{ending}", made_from, partial(_join, ending, pieces)

    def _name(self, key: str) -> str:
        """Return what tells the text of a source from others."""
        if key not in self.names:
            self.names[key] = self.fingerprints.of(dict(self.sources[key].item))
        return self.names[key]

    def _write(self, ending: str, key: str) -> str:
        if (ending, key) not in self.written:
            item = dict(self.sources[key].item)
            text = self.store.text([ending, item], lambda: WRITERS[ending]([item]))
            self.written[ending, key] = text.strip("[]\n") if ending == "json" else text
        return self.written[ending, key]


def _join(ending: str, pieces: list[str]) -> bytes:
    text = "[\n" + ",\n".join(pieces) + "\n]\n" if ending == "json" else "\n".join(pieces)
    return text.encode()

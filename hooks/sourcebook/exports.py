"""Files for reference managers: the sources of a page, to be taken along."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from .fingerprint import Fingerprints, combine

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
        take = Fingerprints().of
        self.names = {key: take(dict(each.item)) for key, each in sources.items()}
        """What tells the text of a source from others, by its key."""
        # All of them, though few may be asked for: what nobody has asked for is not kept.
        self.written = {
            (ending, key): self._write(ending, key) for ending in FILES for key in sources
        }

    def files(
        self, url: str, keys: Iterable[str]
    ) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
        """Yield the path of each file of a page, seen from the site's root, and what makes it.

        Between them stands what tells its text from others. A page without sources has no files.
        """
        known = [key for key in keys if key in self.sources]
        made_from = combine([self.names[key] for key in known])
        for ending in FILES if known else ():
            yield f"{url}{NAME}.{ending}", made_from, partial(self._join, ending, known)

    def _write(self, ending: str, key: str) -> str:
        item = dict(self.sources[key].item)

        def write() -> str:
            from .formats import WRITERS  # noqa: PLC0415 - loading them takes long

            return WRITERS[ending]([item])

        text = self.store.text([ending, item], write)
        return text.strip("[]\n") if ending == "json" else text

    def _join(self, ending: str, keys: list[str]) -> bytes:
        pieces = [self.written[ending, key] for key in keys]
        text = "[\n" + ",\n".join(pieces) + "\n]\n" if ending == "json" else "\n".join(pieces)
        return text.encode()

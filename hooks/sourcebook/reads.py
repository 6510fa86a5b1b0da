"""What was read while something was made: it need not be made again while all of it is the same.

A table is anything that is read by a key: the files of the site by their names, the sources
by theirs. Whoever makes something from tables notes each key it reads; what is kept is the
fingerprint of each value. Nothing about what a page needs is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

Value = TypeVar("Value")

WHOLE = ""
"""The key of a table as a whole: which keys there are, in their order."""
NOTHING = ""
"""The fingerprint of what is not there."""

Read = tuple[str, str, str]
"""A table, a key in it, and the fingerprint of what stood there."""


class Table:
    """Fingerprints by key, each taken once: a table does not change while it is read."""

    def __init__(self, take: Callable[[str], str]) -> None:
        self.take = take
        self.known: dict[str, str] = {}

    def find(self, key: str) -> str:
        """Return the fingerprint of what stands under a key."""
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self.take(key)
        return found


class Reads:
    """Notes what is read from tables, and tells whether it is still the same."""

    def __init__(self, tables: Mapping[str, Table] | None = None) -> None:
        self.tables = dict(tables or {})
        self.noted: dict[tuple[str, str], str] | None = None

    def note(self, table: str, key: str) -> None:
        """Note that a key is being read, if notes are taken."""
        if self.noted is not None:
            self.noted[table, key] = self.tables[table].find(key)

    @contextmanager
    def notes(self) -> Iterator[None]:
        """Take notes meanwhile; `taken` returns them."""
        self.noted = {}
        try:
            yield
        finally:
            self.noted = None

    def taken(self) -> list[Read]:
        """Return the notes that are being taken, so far."""
        return [(table, key, found) for (table, key), found in (self.noted or {}).items()]

    def hold(self, reads: Iterable[Read]) -> bool:
        """Tell whether all that was read would be read the same now."""
        tables = self.tables
        return all(
            table in tables and tables[table].find(key) == found for table, key, found in reads
        )


class Watched(Mapping[str, Value]):
    """A group that notes which of its keys are read."""

    def __init__(
        self,
        name: str,
        values: Mapping[str, Value],
        reads: Reads,
        fingerprint: Callable[[Any], str],
    ) -> None:
        self.name = name
        self.watched = values
        self.reads = reads

        def take(key: str) -> str:
            if key == WHOLE:
                return fingerprint(list(values))
            return fingerprint(values[key]) if key in values else NOTHING

        reads.tables[name] = Table(take)

    def __getitem__(self, key: str) -> Value:
        self.reads.note(self.name, key)
        return self.watched[key]

    def __contains__(self, key: object) -> bool:
        self.reads.note(self.name, str(key))
        return key in self.watched

    def __iter__(self) -> Iterator[str]:
        self.reads.note(self.name, WHOLE)
        return iter(self.watched)

    def __len__(self) -> int:
        self.reads.note(self.name, WHOLE)
        return len(self.watched)

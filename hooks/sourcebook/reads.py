"""What was read while something was made: it need not be made again while all of it is the same.

A table is anything that is read by a key: the files of the site by their names, the sources
by theirs. Whoever makes something from tables notes each key it reads; what is kept is the
fingerprint of each value. Nothing about what a page needs is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from .fingerprint import NoFingerprintError, combine

Value = TypeVar("Value")

WHOLE = ""
"""The key of a table as a whole: which keys there are, in their order."""
NOTHING = ""
"""The fingerprint of what is not there."""

Read = tuple[str, list[str], str]
"""A table, keys in it, and the fingerprint of what stood there."""


class Table:
    """Fingerprints by key, each taken once: a table does not change while it is read.

    `take` takes the fingerprint of what stands under a key. `take_all` takes one of what stands
    under several, where that is quicker than to take each.
    """

    def __init__(
        self,
        take: Callable[[str], str],
        take_all: Callable[[Sequence[str]], str] | None = None,
    ) -> None:
        self.take, self.take_all = take, take_all
        self.known: dict[str, str] = {}
        self.combined: dict[tuple[str, ...], str] = {}

    def find(self, key: str) -> str:
        """Return the fingerprint of what stands under a key."""
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self.take(key)
        return found

    def find_all(self, keys: Sequence[str]) -> str:
        """Return the fingerprint of what stands under all these keys."""
        if self.take_all:
            return self.take_all(keys)
        if len(keys) == 1:
            return self.find(keys[0])
        found = self.combined.get(together := tuple(keys))
        if found is None:
            found = self.combined[together] = combine([self.find(key) for key in keys])
        return found

    def holds(self, keys: Sequence[str], found: str) -> bool:
        """Tell whether under all these keys stands what this is the fingerprint of."""
        return self.find_all(keys) == found


class Group(Table):
    """The table of a group, of which one can also say at once that all of it is the same.

    Where `before` is the fingerprint of the whole group, all holds that has held then.
    """

    def __init__(
        self, values: Mapping[str, Any], fingerprint: Callable[[Any], str], before: str = NOTHING
    ) -> None:
        def take(key: str) -> str:
            if key == WHOLE:
                return fingerprint(list(values))
            return fingerprint(values[key]) if key in values else NOTHING

        super().__init__(take)
        self.before = before
        self.values, self.fingerprint = values, fingerprint
        self.taken: str | None = None

    @property
    def is_read(self) -> bool:
        """Tell whether anything in it has been looked at."""
        return bool(self.known) or self.taken is not None

    @property
    def whole(self) -> str:
        """The fingerprint of the whole group; nothing if something in it has none."""
        if self.taken is None:
            try:
                self.taken = self.fingerprint(self.values)
            except NoFingerprintError:
                self.taken = NOTHING
        return self.taken

    def holds(self, keys: Sequence[str], found: str) -> bool:
        """Tell whether under all these keys stands what this is the fingerprint of."""
        return (self.before != NOTHING and self.before == self.whole) or super().holds(keys, found)


class Reads:
    """Notes what is read from tables, and tells whether it is still the same."""

    def __init__(self, tables: Mapping[str, Table] | None = None) -> None:
        self.tables = dict(tables or {})
        self.noted: dict[str, dict[str, None]] | None = None
        self.is_complete = True
        """Whether all that was read since notes are taken could be noted."""

    def note(self, table: str, key: str) -> None:
        """Note that a key is being read, if notes are taken and its value has a fingerprint."""
        if self.noted is None:
            return
        noted = self.noted.setdefault(table, {})
        if key not in noted:
            try:
                self.tables[table].find(key)
            except NoFingerprintError:
                self.is_complete = False
            else:
                noted[key] = None

    def begin(self) -> None:
        """Take notes from here on; `taken` returns them."""
        self.noted = {}
        self.is_complete = True

    def end(self) -> None:
        """Take no more notes, and forget those there are."""
        self.noted = None

    @contextmanager
    def notes(self) -> Iterator[None]:
        """Take notes meanwhile; `taken` returns them."""
        self.begin()
        try:
            yield
        finally:
            self.end()

    def taken(self) -> list[Read]:
        """Return the notes that are being taken, so far."""
        noted = self.noted or {}
        return [
            (table, [*keys], self.tables[table].find_all([*keys])) for table, keys in noted.items()
        ]

    def hold(self, reads: Iterable[Read]) -> bool:
        """Tell whether all that was read would be read the same now."""
        tables = self.tables
        try:
            return all(
                table in tables and tables[table].holds(keys, found) for table, keys, found in reads
            )
        except NoFingerprintError:
            return False


class Watched(Mapping[str, Value]):
    """A group that notes which of its keys are read."""

    def __init__(
        self,
        name: str,
        values: Mapping[str, Value],
        reads: Reads,
        fingerprint: Callable[[Any], str],
        before: str = NOTHING,
    ) -> None:
        self.name = name
        self.watched = values
        self.reads = reads
        reads.tables[name] = Group(values, fingerprint, before)

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

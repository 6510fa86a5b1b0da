"""What hooks share while they hand values to templates, watched: which of it was read is noted.

A hook finds something out once for the whole build, and hands each page its part of that. So a
page is handed the same as long as all is the same that hooks have read for it. A group is read
by its keys, some records by their attributes, and all else as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, MutableMapping
from inspect import isfunction
from types import MethodType
from typing import TYPE_CHECKING, Any

from .reads import NOTHING, WHOLE, Group, Reads, Table, Watched

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reads import Read

SHARED = "shared"
"""The table of what hooks share, by its names; that of a part begins with this and a dot."""


class Shared(MutableMapping[str, Any]):
    """What hooks share, by its names.

    Of `tools` nothing is noted: they do not change what is made. `parts` are never handed whole;
    of them counts what is read. `before` is what `groups` has returned for an earlier build: all
    holds in a group that is the same, if it has held then.
    """

    def __init__(
        self,
        values: MutableMapping[str, Any],
        fingerprint: Callable[[Any], str],
        *,
        tools: Collection[str] = (),
        parts: Collection[str] = (),
        before: Mapping[str, str] | None = None,
    ) -> None:
        self.under = values
        """What is watched, and may be read without a note."""
        self.fingerprint = fingerprint
        self.tools, self.parts = tools, parts
        self.before = before or {}
        self.reads = Reads()
        self.own: list[Read] | None = None
        self.views: dict[str, Any] = {}

        def take(name: str) -> str:
            if name == WHOLE:
                return fingerprint(sorted(values))
            return fingerprint(values[name]) if name in values else NOTHING

        self.reads.tables[SHARED] = Table(take)
        for name, value in values.items():
            if name not in tools:
                self._watch(name, value)

    def begin(self, own: list[Read] | None) -> None:
        """Note what is read from here on, for another page; `own` is what is read of itself."""
        self.own = own
        self.reads.begin()

    def end(self) -> list[Read] | None:
        """Return what was read, and note no more; nothing if it has not all a fingerprint."""
        is_known = self.own is not None and self.reads.is_complete
        taken = [*(self.own or ()), *self.reads.taken()] if is_known else None
        self.reads.end()
        return taken

    def groups(self) -> dict[str, str]:
        """Return the fingerprints of the groups of which anything counts, by their names."""
        tables = sorted(self.reads.tables.items())
        found = {
            name: each.whole for name, each in tables if isinstance(each, Group) and each.is_read
        }
        return {name: whole for name, whole in found.items() if whole != NOTHING}

    def _watch(self, name: str, value: Any) -> None:
        table = f"{SHARED}.{name}"
        if isinstance(value, Mapping):
            self.views[name] = self.group(table, value)
        elif name in self.parts:
            self.views[name] = _Seen(table, value, self)

    def group(self, table: str, values: Mapping[str, Any]) -> Watched[Any]:
        """Return a group, watched."""
        before = self.before.get(table, NOTHING)
        return Watched(table, values, self.reads, self.fingerprint, before)

    def __getitem__(self, name: str) -> Any:
        if name not in self.tools and name not in self.views:
            self.reads.note(SHARED, name)
        return self.views.get(name, self.under[name])

    def __setitem__(self, name: str, value: Any) -> None:
        self.under[name] = value

    def __delitem__(self, name: str) -> None:
        del self.under[name]

    def __iter__(self) -> Iterator[str]:
        self.reads.note(SHARED, WHOLE)
        return iter(self.under)

    def __len__(self) -> int:
        self.reads.note(SHARED, WHOLE)
        return len(self.under)


class _Seen:
    """Stands for a record, and notes which of its attributes are read, also by its methods."""

    def __init__(self, table: str, record: Any, shared: Shared) -> None:
        self._table, self._record, self._reads = table, record, shared.reads
        take = shared.fingerprint
        shared.reads.tables[table] = Table(lambda name: take(getattr(record, name)))
        for name in _attributes(record):
            value = getattr(record, name)
            if isinstance(value, Mapping):
                self.__dict__[name] = shared.group(f"{table}.{name}", value)

    def __getattr__(self, name: str) -> Any:
        found = getattr(type(self._record), name, None)
        if isinstance(found, property) and found.fget:
            return found.fget(self)
        if isfunction(found):
            return MethodType(found, self)
        value = getattr(self._record, name)
        self._reads.note(self._table, name)
        return value


def _attributes(record: Any) -> list[str]:
    return list(getattr(type(record), "__dataclass_fields__", None) or vars(record))

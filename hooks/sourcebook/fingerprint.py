"""Fingerprints: a short name for a value, the same for the same value and for no other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DIGITS = 32
"""As many as make two equal fingerprints of different values as good as impossible."""


class NoFingerprintError(TypeError):
    """A value of which nobody can say what it holds."""


class Fingerprints:
    """Takes fingerprints of values: texts, numbers, days, lists, groups and records.

    The order of a list and of a group counts, for whoever draws one draws it in its order.
    `parts` says of values of other types what of them counts.
    """

    def __init__(self, parts: Mapping[type, Callable[[Any], Any]] | None = None) -> None:
        self.parts = dict(parts or {})
        self.encoder = msgspec.json.Encoder(enc_hook=self._look_inside)
        # With the record itself, so that no other can take its place in memory.
        self.known: dict[int, tuple[Any, str]] = {}

    def of(self, value: Any) -> str:
        """Return the fingerprint; raise `NoFingerprintError` for what holds something else.

        A record is looked at once, whoever holds it: none of ours ever changes.
        """
        if _is_record(value):
            return self._record(value)
        if isinstance(value, list | tuple) and value and all(map(_is_record, value)):
            return self._take(["records", *map(self._record, value)])
        return self._take(value)

    def _record(self, record: Any) -> str:
        known = self.known.get(id(record))
        if known is None:
            taken = self._take([type(record).__qualname__, record])
            known = self.known[id(record)] = (record, taken)
        return known[1]

    def _take(self, value: Any) -> str:
        try:
            return _digest(self._write(value))
        except (TypeError, RecursionError) as error:
            raise NoFingerprintError(*error.args) from error

    def _write(self, value: Any) -> bytes:
        try:
            return self.encoder.encode(value)
        except UnicodeEncodeError:
            # The name of a folder need not be UTF-8; only the JSON of Python can write such a one:
            # https://docs.python.org/3/library/os.html#file-names-command-line-arguments-and-environment-variables
            plain = msgspec.to_builtins(value, str_keys=True, enc_hook=self._look_inside)
            return json.dumps(plain).encode()

    def _look_inside(self, value: Any) -> Any:
        if part := self.parts.get(type(value)):
            return part(value)
        if isinstance(value, str):
            # A text that is safe to print is printed otherwise.
            return [type(value).__qualname__, str(value)]
        if isinstance(value, Mapping):
            return [[key, value[key]] for key in value]
        raise NoFingerprintError(type(value).__qualname__)


def combine(fingerprints: Sequence[str]) -> str:
    """Return the fingerprint of several values, of each of which there is one."""
    if len(fingerprints) == 1:
        return fingerprints[0]
    return _digest(" ".join(fingerprints).encode())


def _digest(written: bytes) -> str:
    # Today's processors have instructions for it, so that it is the fastest one in Python.
    return sha256(written).hexdigest()[:DIGITS]


def _is_record(value: Any) -> bool:
    return hasattr(type(value), "__dataclass_fields__")

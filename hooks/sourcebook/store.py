"""The store: texts that are costly to make, each made once for what it is made from."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


Value = TypeVar("Value")


class Remember(Protocol):
    """Gives what was found out about a page before, or finds it out."""

    def __call__(
        self, uri: str, name: str, made_from: Any, kind: Any, make: Callable[[], Value]
    ) -> Value:
        """Return what `make` returns, which is of this `kind` and made from nothing else."""


def find_out(uri: str, name: str, made_from: Any, kind: Any, make: Callable[[], Value]) -> Value:
    """Return what is found out about a page each time: nothing is remembered."""
    return make()


class Shelf(Protocol):
    """Where texts lie between builds, by name."""

    def find(self, name: str) -> str | None:
        """Return a text, or nothing."""

    def put(self, name: str, text: str) -> None:
        """Lay down a text, in place of the one of that name."""

    def hold(self, name: str) -> None:
        """Let a text lie, though nobody has asked for it."""


class Nowhere:
    """A shelf on which nothing stays."""

    def find(self, name: str) -> None:
        """Return nothing."""

    def put(self, name: str, text: str) -> None:
        """Forget a text."""

    def hold(self, name: str) -> None:
        """Do nothing."""


class Store:
    """Gives texts that were made before; `made_by` says by what code and packages.

    Without a shelf nothing outlasts the store.
    """

    def __init__(self, shelf: Shelf | None = None, made_by: str = "") -> None:
        self.shelf = Nowhere() if shelf is None else shelf
        self.made_by = made_by
        self.texts: dict[str, str] = {}
        self.asked: list[str] = []
        """Names of the texts that were asked for; whoever needs them may empty the list before."""

    def text(self, made_from: Any, make: Callable[[], str]) -> str:
        """Return the text made from a value of JSON, which says all that went into it."""
        made = json.dumps([self.made_by, made_from], sort_keys=True)
        name = sha256(made.encode("utf-8", "surrogatepass")).hexdigest()
        self.asked.append(name)
        if name not in self.texts:
            kept = self.shelf.find(name)
            if kept is None:
                kept = make()
                self.shelf.put(name, kept)
            self.texts[name] = kept
        return self.texts[name]

    def find(self, name: str) -> str | None:
        """Return what was kept under a name by the same code and packages, or nothing."""
        return self.shelf.find(f"{self.made_by}:{name}")

    def put(self, name: str, text: str) -> None:
        """Keep a text under a name, in place of the one before."""
        self.shelf.put(f"{self.made_by}:{name}", text)

    def find_value(self, name: str, kind: type[Value]) -> Value | None:
        """Return what was kept under a name as a value of this type, or nothing."""
        text = self.find(name)
        with suppress(msgspec.DecodeError):  # kept by other code, or by a stranger
            return None if text is None else msgspec.json.decode(text, type=kind)
        return None

    def put_value(self, name: str, value: Any) -> None:
        """Keep a value under a name."""
        self.put(name, msgspec.json.encode(value).decode())

    def hold(self, name: str) -> None:
        """Let what is kept under a name lie for the next build, though nobody needs it in this."""
        self.shelf.hold(f"{self.made_by}:{name}")

    def hold_texts(self, names: Iterable[str]) -> None:
        """Let texts lie that were asked for in an earlier build."""
        for name in names:
            self.shelf.hold(name)

    def own(self, names: Iterable[str]) -> list[str]:
        """Return those of the names on the shelf under which this store keeps, as it says them."""
        own = f"{self.made_by}:"
        return [name.removeprefix(own) for name in names if name.startswith(own)]

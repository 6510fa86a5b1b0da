"""The store: texts that are costly to make, each made once for what it is made from."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Store:
    """Gives texts that were made before, and remembers which were asked for.

    `kept` are the `texts` of an earlier time, made by the same code; what is not asked for
    any more is no longer in `texts`.
    """

    def __init__(self, kept: Mapping[str, str]) -> None:
        self.kept = kept
        self.texts: dict[str, str] = {}

    def text(self, made_from: Any, make: Callable[[], str]) -> str:
        """Return the text made from a value of JSON, which says all that went into it."""
        name = sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()
        if name not in self.texts:
            kept = self.kept.get(name)
            self.texts[name] = make() if kept is None else kept
        return self.texts[name]

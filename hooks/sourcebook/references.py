"""Reference texts: those of CSL items, each drawn once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .csl import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .store import Store


class References:
    """Reference texts, each drawn once."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def draw(self, item: Mapping[str, Any], style: str) -> str:
        """Return the full reference of a CSL item as plain text, in the named style."""
        drawn = {key: value for key, value in item.items() if key in VARIABLES or key == "type"}

        def render() -> str:
            from .citation_styles import render_reference  # noqa: PLC0415 - loading it takes long

            return render_reference(drawn, style)

        return self.store.text(["reference", style, drawn], render)

"""Strategies: front matter no writer would type, and some that looks right at first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAUSIBLE = st.sampled_from(
    [
        "Pruning roses",
        "2026-03-01",
        "2026-13-01",
        "2011-07",
        "2011/2012",
        "https://example.org/rose",
        "javascript:alert(1)",
        "https://[",
        "10.1000/xyz123",
        "../assets/images/rose.jpg",
        "/2016/04/rose.html",
        "book",
        "retraction",
        "review",
        "A description that is long enough to be one, with a few words more.",
        "<b>",
        "&amp;",
        "\x00",
        "1-2",
        "apa",
    ]
)
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=80)
    | st.binary(max_size=5)
    | st.dates(max_value=date(2030, 1, 1))
    | _PLAUSIBLE
)


def groups(keys: Iterable[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Return groups of these keys and others, with values of any shape YAML can hold."""
    names = st.sampled_from(list(keys)) | st.text(max_size=10)
    values: st.SearchStrategy[Any] = st.recursive(
        _SCALARS,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(names | st.integers() | st.none(), inner, max_size=4)
        ),
        max_leaves=8,
    )
    return st.dictionaries(names, values, max_size=8)


def is_about(place: str, keys: Iterable[str]) -> bool:
    """Tell whether a problem's place is one of the keys, or lies inside one."""
    return any(place == key or place.startswith((f"{key}.", f"{key}[")) for key in keys)

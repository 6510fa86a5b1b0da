"""Strategies: what services write, with a thing or two in it that none of them writes."""

from __future__ import annotations

from copy import deepcopy
from functools import reduce
from operator import getitem
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from sourcebook.analytics.counts import VIEWS, VISITORS, Export, ExportError
from sourcebook.page_views import MOST_VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TEXTS = st.text(max_size=12) | st.sampled_from(
    ["/", "/roses/", "7", "2026-10-24", "2026-13-24", "20261024", "2026-10-24T19:00:00Z", "\ud800"]
)
_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def spoiled(draw: st.DrawFn, document: Any) -> Any:
    """Return a document as JSON can hold it, in which values are missing or are others."""
    document = deepcopy(document)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(_paths(document))))
        if not path:
            return draw(_JSON)
        owner = reduce(getitem, path[:-1], document)
        if draw(st.booleans()):
            del owner[path[-1]]
        else:
            owner[path[-1]] = draw(_JSON)
    return document


def _paths(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each value in a document, the whole of it first."""
    yield path
    keys = range(len(document)) if isinstance(document, list) else document
    for key in keys if isinstance(document, list | dict) else ():
        yield from _paths(document[key], (*path, key))


@st.composite
def spoiled_lines(draw: st.DrawFn, text: str) -> list[str]:
    """Return the lines of a text, in which some characters are missing or are others."""
    for _ in range(draw(st.integers(0, 3))):
        begin = draw(st.integers(0, len(text)))
        end = min(len(text), begin + draw(st.integers(0, 30)))
        put = draw(st.text(max_size=8) | st.sampled_from([",", '"', "\n", "\r", "\0", "-1", "#"]))
        text = text[:begin] + put + text[end:]
    return text.splitlines(keepends=True)


def is_sound_or_refused(read: Callable[[], Export]) -> bool:
    """Tell whether a reader returns counts that can be kept, or says what is wrong."""
    try:
        export = read()
    except ExportError as error:
        return bool(error.what.encode() and error.remedy.encode())
    return export.counted in (VISITORS, VIEWS) and all(
        address.strip() and address.encode() and first <= last and 0 <= views <= MOST_VIEWS
        for address, first, last, views, _ in export.counts
    )

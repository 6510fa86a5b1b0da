"""How well the search answered a set of queries: what `python -m tests.search --save` wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "data/search-score.json"
PAGE = "about/search-score.md"


@dataclass(frozen=True, slots=True)
class Count:
    """How many queries were answered."""

    kind: str
    """What makes them hard; empty for all."""
    queries: int
    first: int
    """The right page came first."""
    near: int
    """It was among the first three."""
    none: int
    """Nothing was found."""
    mrr: float
    """The mean of 1 / place, with 0 beyond the tenth."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and what came of it."""

    query: str
    kind: str
    paths: tuple[str, ...]
    """Pages that answer it, by their address from the site's root."""
    rank: int | None
    """The place of the first of them."""


@dataclass(frozen=True, slots=True)
class Score:
    """A set of queries and their answers."""

    whole: Count
    kinds: tuple[Count, ...]
    asked: tuple[Asked, ...]
    """Those that were answered worst first."""


def read_score(raw: bytes) -> tuple[Score | None, list[Problem]]:
    """Return the score, and a problem where the file is not what the command writes.

    An empty file has no score.
    """
    if not raw.strip():
        return None, []
    try:
        data = json.loads(raw)
        asked = [
            Asked(each["query"], each["kind"], tuple(each["paths"]), each["rank"])
            for each in data["answers"]
        ]
        kinds = tuple(_count(kind, each) for kind, each in sorted(data["by_kind"].items()))
        score = Score(_count("", data), kinds, tuple(sorted(asked, key=_worst_first)))
    except (KeyError, TypeError, ValueError):
        what, remedy = "is no score", "write it anew: python -m tests.search QUERIES.csv --save"
        return None, [Problem(FILE, "file", what, remedy)]
    return score, []


def _count(kind: str, data: Mapping[str, Any]) -> Count:
    return Count(kind, data["queries"], data["top1"], data["top3"], data["zero"], data["mrr"])


def _worst_first(asked: Asked) -> tuple[float, str, str]:
    return (-(asked.rank or float("inf")), asked.kind, asked.query)

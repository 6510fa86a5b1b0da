"""Sets of queries, and how well the search answered them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

HEADER = ["query", "paths", "kind"]
FAR = 10
"""The last place that counts for the mean reciprocal rank."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader types."""

    text: str
    paths: tuple[str, ...]
    """Addresses of the pages that answer it, seen from the site's root."""
    kind: str
    """What makes it hard."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search answered."""

    query: Query
    found: tuple[str, ...]
    """Addresses of the pages in the order of the list."""

    @property
    def rank(self) -> int | None:
        """The place of the first page that answers; `None` where none is in the list."""
        places = (at for at, path in enumerate(self.found, 1) if path in self.query.paths)
        return next(places, None)


def read_queries(path: Path) -> list[Query]:
    """Return the queries of a CSV file with the columns `query,paths,kind`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        if (header := next(rows, [])) != HEADER:
            raise SystemExit(
                f"{path}: line 1: is `{','.join(header)}`; make it `{','.join(HEADER)}`"
            )
        found = []
        for row in rows:
            if len(row) != len(HEADER):
                raise SystemExit(f"{path}: line {rows.line_num}: write {','.join(HEADER)}")
            text, paths, kind = row
            found.append(Query(text, tuple(path.strip("/") + "/" for path in paths.split()), kind))
    return found


def score(answers: Sequence[Answer]) -> dict[str, Any]:
    """Return how many queries were answered at all, and how well: whole, by kind, and the misses.

    `top1` and `top3` count queries whose answer came first and among the first three, `zero`
    those that found nothing; `mrr` is the mean of 1 / rank, with 0 beyond the tenth place.
    """
    kinds = sorted({answer.query.kind for answer in answers})
    misses = [
        {
            "query": answer.query.text,
            "kind": answer.query.kind,
            "rank": answer.rank,
            "wanted": list(answer.query.paths),
            "found": list(answer.found[:3]),
        }
        for answer in answers
        if answer.rank is None or answer.rank > 3
    ]
    by_kind = {kind: _count(a for a in answers if a.query.kind == kind) for kind in kinds}
    return {**_count(answers), "by_kind": by_kind, "misses": misses}


def _count(answers: Iterable[Answer]) -> dict[str, Any]:
    answers = list(answers)
    ranks = [answer.rank or FAR + 1 for answer in answers]
    counts = Counter({"top1": sum(rank == 1 for rank in ranks), "top3": sum(r <= 3 for r in ranks)})
    reciprocal = sum(1 / rank for rank in ranks if rank <= FAR)
    return {
        "queries": len(answers),
        "top1": counts["top1"],
        "top3": counts["top3"],
        "zero": sum(not answer.found for answer in answers),
        "mrr": round(reciprocal / len(answers), 4) if answers else 0,
    }


def render_score(answers: Sequence[Answer]) -> str:
    """Return the answers as JSON: the counts, and each query with the place of its answer."""
    counts = score(answers)
    counts["misses"] = len(counts["misses"])
    asked = [
        {"query": a.query.text, "kind": a.query.kind, "paths": list(a.query.paths), "rank": a.rank}
        for a in answers
    ]
    return json.dumps({**counts, "answers": asked}, ensure_ascii=False, indent=1) + "\n"

"""Measures all, or the parts that are named: `make bench`, `make bench ARGS="views ranking"`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from .blogger import measure_blogger
from .builds import measure_hooks, measure_sources, measure_year
from .lighthouse import measure_lighthouse
from .logs import measure_logs
from .page_views import measure_ranking
from .rebuilds import measure_rebuilds
from .search import measure_search
from .typos import measure_typos

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTS = {
    "sources": measure_sources,
    "builds": measure_hooks,
    "rebuilds": measure_rebuilds,
    "views": measure_logs,
    "ranking": measure_ranking,
    "blogger": measure_blogger,
    "year": measure_year,
    "search": measure_search,
    "typos": measure_typos,
    "lighthouse": measure_lighthouse,
}


def main(arguments: Sequence[str]) -> None:
    """Print the tables of the parts, each with its aims."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}")
    named = parser.parse_args(arguments).parts or [*PARTS]
    if unknown := [name for name in named if name not in PARTS]:
        parser.error(f"{unknown[0]} is no part; name one of {', '.join(PARTS)}")
    for name in named:
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])

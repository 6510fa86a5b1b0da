"""Measures the ranking of many posts over years, a row a post and day.

Most posts are read now and then, and a few all the time.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from sourcebook.page_paths import read_paths
from sourcebook.page_views import HEADER, read_page_views
from sourcebook.popularity import rank_posts
from tests.sourcebook.garden import make_catalog, make_post

from .process import run_alone
from .sites import post_file

LAST = date(2025, 12, 31)
"""The last day that is counted."""
RANKED, THREE_YEARS = 10_000, 1096


@dataclass(frozen=True, slots=True)
class Ranked:
    """What it took to rank posts, in seconds of processor time."""

    size: int
    """Bytes of the file."""
    reading: float
    ranking: float
    read: int
    """Posts that were read in the time of the settings."""


def write_rows(path: Path, posts: int, days: int) -> None:
    """Write the file of page views of the first posts of a generated site."""
    chance = random.Random(posts)  # noqa: S311 - the same rows each time, not a secret
    dates = [(LAST - timedelta(days=days - 1 - day)).isoformat() for day in range(days)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(HEADER) + "\n")
        for post in sorted(map(post_file, range(posts))):
            usual = chance.paretovariate(1)
            at = f"/{post.removesuffix('.md')}/"
            views = (int(usual * chance.expovariate(1)) for _ in dates)
            file.writelines(
                f"{at},{day},{number}\n" for day, number in zip(dates, views, strict=True)
            )


def _rank(path: Path, posts: int) -> Ranked:
    catalog = make_catalog(
        make_post(post_file(number), title=f"Post {number}") for number in range(posts)
    )
    raw = path.read_bytes()
    start = time.process_time()
    counts, problems = read_page_views(raw, latest=LAST)
    read = time.process_time()
    popularity, unknown = rank_posts(catalog, counts, paths=read_paths(catalog))
    end = time.process_time()
    if problems or unknown:
        raise ValueError([*problems, *unknown][0])
    views = sum(map(bool, popularity.views.values()))
    return Ranked(len(raw), read - start, end - read, views)


def run(path: Path, posts: int) -> tuple[Ranked, float]:
    """Rank posts in a process of its own; return what that took, and the peak of memory in MB."""
    command = [sys.executable, "-m", "tests.bench.page_views", str(path), str(posts)]
    taken, output = run_alone(command)
    return Ranked(**json.loads(output[-1])), taken.memory


def measure_ranking(posts: int = RANKED, days: int = THREE_YEARS) -> None:
    """Print what it takes to read the file of page views and to rank the posts by it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page-views.csv")
        write_rows(path, posts, days)
        ranked, memory = run(path, posts)
    print("| posts | days | rows | file, MB | reading, s | ranking, s | peak memory, MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    print(
        f"| {posts} | {days} | {posts * days} | {ranked.size / 1e6:.0f} | {ranked.reading:.1f}"
        f" | {ranked.ranking:.2f} | {memory:.0f} |\n",
        flush=True,
    )


if __name__ == "__main__":
    print(json.dumps(asdict(_rank(Path(sys.argv[1]), int(sys.argv[2])))))

"""Measures how many slips in the words of the real site the search mends.

Each word of a title or an alias gets one slip, as `tests.search.typos` makes them, and is asked
of the worker in a real browser.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.pages import open_browser, serve_pages
from tests.search.queries import Answer, score
from tests.search.typos import make_queries
from tests.site import ROOT, SEARCH_INDEX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playwright.sync_api import Page

    from tests.search.queries import Query

SEEDS = (1, 2, 3)
AIM = 0.95
"""The part of the slips that a page with the word answers among the first three."""
WORST = 10
"""Words that are told whose slips were missed most often."""
_ASK = """async (queries) => {
  const search = await loadSearch();
  const places = ([{ location }]) => location.split("#")[0];
  const answers = [];
  for (const query of queries) {
    const { data } = await new Promise((resolve) => search.ask(query, resolve));
    answers.push(data.items.map(places));
  }
  return answers;
}"""


def read_names(index: Path) -> dict[str, list[str]]:
    """Return the title and the aliases of each post in a search index, by its address."""
    entries = json.loads(index.read_text("utf-8"))["docs"]
    return {
        entry["location"]: [entry["title"], *entry["aliases"]]
        for entry in entries
        if "aliases" in entry
    }


def ask(page: Page, queries: Sequence[Query]) -> Iterator[Answer]:
    """Ask the worker behind the search box of an open page."""
    found = page.evaluate(_ASK, [query.text for query in queries])
    for query, paths in zip(queries, found, strict=True):
        yield Answer(query, tuple(paths))


def measure_typos(site: Path | None = None, seeds: Iterable[int] = SEEDS) -> None:
    """Print how many slips were mended, by seed, and the words that fared worst.

    Without a built `site` the real one is built.
    """
    with tempfile.TemporaryDirectory() as folder:
        if site is None:
            site = Path(folder)
            os.environ["NO_MKDOCS_2_WARNING"] = "1"
            logging.getLogger("mkdocs").setLevel(logging.ERROR)
            build(load_config(str(ROOT / "mkdocs.yml"), site_dir=folder))
        names = read_names(site / SEARCH_INDEX)
        with open_browser() as browser, serve_pages(site) as address:
            page = browser.new_page()
            page.goto(address)
            answers = {seed: [*ask(page, make_queries(names, seed))] for seed in seeds}
    shares = []
    print("| seed | words | first | among three | part | without result |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for seed, each in answers.items():
        counts = score(each)
        shares.append(counts["top3"] / counts["queries"])
        print(
            f"| {seed} | {counts['queries']} | {counts['top1']} | {counts['top3']}"
            f" | {shares[-1]:.1%} | {counts['zero']} |"
        )
    held = "holds" if min(shares) >= AIM else "does not hold"
    print(f"\nAim: at least {AIM:.0%} among the first three for each seed; it {held}.")
    print(f"Missed most often: {_describe_misses(answers.values()) or 'none'}.\n", flush=True)


def _describe_misses(answers: Iterable[Sequence[Answer]]) -> str:
    misses = [a for each in answers for a in each if a.rank is None or a.rank > 3]
    often = Counter(miss.query.kind for miss in misses)
    worst = sorted(often, key=lambda word: (-often[word], word))[:WORST]
    typed = {
        word: ", ".join(miss.query.text for miss in misses if miss.query.kind == word)
        for word in worst
    }
    return "; ".join(f"{word} ({slips})" for word, slips in typed.items())

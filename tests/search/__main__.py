"""Types queries into the search box of the site, and prints how well they were answered.

    python -m tests.search tests/search/queries.csv

The file has the columns `query,paths,kind`; `paths` are one or more addresses, parted by
spaces, and any of them is right. With `--save` the answers are written to
`docs/data/search-score.json`, which `about/search-score.md` shows to readers.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.pages import open_browser, serve_pages
from tests.site import ROOT

from .queries import read_queries, render_score, score
from .reader import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

SCORE = ROOT / "docs/data/search-score.json"


def main(arguments: Sequence[str]) -> None:
    """Build the site, ask, and print one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m tests.search", description=__doc__)
    parser.add_argument("queries", metavar="QUERIES.csv", type=Path)
    parser.add_argument("--save", action="store_true", help="write the answers down for readers")
    given = parser.parse_args(arguments)
    queries = read_queries(given.queries)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=folder))
        with serve_pages(Path(folder)) as address:
            answers = list(answer(browser.new_page(), address, queries))
    if given.save:
        SCORE.write_text(render_score(answers), encoding="utf-8", newline="\n")
    print(json.dumps(score(answers), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "hooks"))
    main(sys.argv[1:])

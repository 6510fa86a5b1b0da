"""Measures builds of generated sites, with and without our hooks, sources and page views.

Each build runs in a process of its own, one after the other, with the project's real
configuration, templates and source records. Figures are seconds of processor time and the
peak of resident memory; what counts are the ratios within one run.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from sourcebook.addresses import PAGE_VIEWS
from sourcebook.settings import Settings
from tests.site import ROOT, write_files

from .page_views import write_rows
from .process import run_alone
from .sites import TOPICS, library, write_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig

SIZES = (100, 1000, 5000)
HOOKS_AIM = 1.25
"""Hooks cost at most a quarter on top."""
SOURCES_AIM = 1.5
"""Sources cost at most half of what the same site costs that knows of none."""
LIBRARY_POSTS, MOST_RECORDS = 1000, 3000
CITATIONS = (0, 10, 100)
SOURCE_HOOKS = ("citations", "contract", "exports", "metadata", "related", "search", "sources")
"""Hooks that do not run where nothing is known of sources; the last check asks for them."""
LEFT_OUT = {"sourceless": SOURCE_HOOKS, "builtin": ("search",)}
GROWTH_AIM = 1.2
"""A page of a site with 5,000 posts costs at most this much of one of a site with 1,000."""
YEAR = 365
YEAR_AIM = 1.02
"""A year of page views, a row a post and day, adds at most a fiftieth."""
ROUNDS = 2
"""Times that builds are repeated which are compared so closely; the quickest counts."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build took."""

    seconds: float
    """Processor time from the first event to the last."""
    popular: float
    """The part of it that `hooks/popular.py` took."""
    memory: float
    """The peak of resident memory, in MB."""


def run(docs: Path, site: Path, *, hooks: str) -> Built:
    """Build once in a process of its own.

    `hooks` are all of them (`on`), none (`off`), all but those about sources (`sourceless`),
    or all but that of the search, which is then the theme's own (`builtin`).
    """
    taken, output = run_alone(
        [sys.executable, "-m", "tests.bench.builds", str(docs), str(site), hooks]
    )
    return Built(**json.loads(output[-1]), memory=taken.memory)


def _measure(docs: Path, site: Path, *, hooks: str) -> dict[str, float]:
    config = _load_config(docs, site, hooks=hooks)
    popular = _watch(config, "popular.py")
    start = time.process_time()
    build(config)
    return {"seconds": time.process_time() - start, "popular": popular()}


def _load_config(docs: Path, site: Path, *, hooks: str) -> MkDocsConfig:
    """Return the configuration of a generated site.

    Without hooks the menu has the same entries, written by hand: what Material spends grows
    with the menu, and that is not what our hooks cost.
    """
    nav: list[Any] = [{"Home": "index.md"}]
    settings: dict[str, Any] = {
        "nav": nav,
        "not_in_nav": "*",
        "docs_dir": str(docs),
        "site_dir": str(site),
    }
    if without := LEFT_OUT.get(hooks):
        left = (path for path in (ROOT / "hooks").glob("*.py") if path.stem not in without)
        settings["hooks"] = sorted(map(str, left))
    if hooks != "off":
        nav += [*(f"{topic}/index.md" for topic in TOPICS), {"Blog": ["blog/index.md"]}]
    else:
        settings["hooks"] = []
        for topic in TOPICS:
            posts = [f"{topic}/{path.name}" for path in sorted((docs / topic).glob("post-*"))]
            nav.append({topic.title(): [f"{topic}/index.md", *posts[: Settings().posts_a_topic]]})
        nav.append({"Blog": ["blog/index.md", *_write_menu_pages(docs)]})
    config = load_config(str(ROOT / "mkdocs.yml"), **settings)
    if hooks == "off":
        config.plugins["rss"].config["enabled"] = False  # our hook hands it its posts
    config.extra.pop("posts")  # names authors of the real site
    config.extra.pop("popular")
    config.extra.pop("sources")
    if hooks == "builtin":
        # As the plugin is where nothing is said of it.
        config.plugins["material/search"].config.update(separator=None, fields={})
    return config


def _write_menu_pages(docs: Path) -> list[str]:
    """Write by hand the pages of years that the archive hook makes; return their files."""
    years = sorted({path.read_text("utf-8").split('date: "')[1][:4] for path in _posts(docs)})
    files = {f"blog/{year}.md": f"---\ntitle: '{year}'\n---\n" for year in years}
    write_files(docs, files)
    return list(files)


def _posts(docs: Path) -> list[Path]:
    return [path for topic in TOPICS for path in sorted((docs / topic).glob("post-*.md"))]


def _watch(config: MkDocsConfig, name: str) -> Callable[[], float]:
    """Have the events of one hook timed; return what tells their processor time so far."""
    seconds = 0.0

    def timed(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def event(*args: Any, **kwargs: Any) -> Any:
            nonlocal seconds
            start = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                seconds += time.process_time() - start

        return event

    for functions in config.plugins.events.values():
        # The module of a hook is named by its file, as `mkdocs.yml` has it.
        functions[:] = [
            timed(each) if Path(each.__module__).name == name else each for each in functions
        ]
    return lambda: seconds


def measure_sources() -> None:
    """Print what sources cost: by records and citations, at the first build and the second.

    The first build draws every reference; the second finds them in the store. Both are
    compared with a build of as many pages, with the same words, that knows of no sources.
    """
    print("| posts | records | citations a post | build | processor seconds | against none |")
    print("| ---: | ---: | ---: | --- | ---: | ---: |")
    for posts, records in ((LIBRARY_POSTS, None), (LIBRARY_POSTS, MOST_RECORDS)):
        with tempfile.TemporaryDirectory() as folder:
            write_site(Path(folder, "docs"), posts, records=records, sources=False)
            none = run(Path(folder, "docs"), Path(folder, "site"), hooks="sourceless").seconds
        size = records or len(library(None))
        print(f"| {posts} | {size} as plain pages | 0 | | {none:.1f} | 1 |", flush=True)
        for citations in CITATIONS:
            with tempfile.TemporaryDirectory() as folder:
                docs = Path(folder, "docs")
                write_site(docs, posts, records=records, citations=citations)
                for build in ("first", "second"):
                    seconds = run(docs, Path(folder, "site"), hooks="on").seconds
                    row = f"| {posts} | {size} | {citations} | {build} | {seconds:.1f} |"
                    print(f"{row} {seconds / none:.2f} |", flush=True)
    print(f"\nAim: at most {SOURCES_AIM} with {MOST_RECORDS} records and 10 citations a post.\n")


def measure_hooks() -> None:
    """Print what all our hooks cost, by the size of the site."""
    cost = {}
    print("| posts | hooks | processor seconds | ms a post | peak memory, MB | on / off |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            docs = Path(folder, "docs")
            write_site(docs, size)
            on, off = (run(docs, Path(folder, "site"), hooks=hooks) for hooks in ("on", "off"))
        cost[size] = on.seconds / size
        ratio = on.seconds / off.seconds
        for name, built in (("off", off), ("on", on)):
            end = f"{ratio:.2f}" if name == "on" else ""
            print(
                f"| {size} | {name} | {built.seconds:.1f} | {built.seconds / size * 1000:.1f}"
                f" | {built.memory:.0f} | {end} |",
                flush=True,
            )
    growth = cost[SIZES[-1]] / cost[SIZES[-2]]
    print(
        f"\nAims: on / off at most {HOOKS_AIM}; a post at {SIZES[-1]} against one at {SIZES[-2]}:"
    )
    print(f"at most {GROWTH_AIM}, measured {growth:.2f}.\n")


def measure_year(size: int = SIZES[-1], days: int = YEAR, rounds: int = ROUNDS) -> None:
    """Print what page views add to a build, a row a post and day.

    Whole builds differ by some percent from one to the next. So what the hook takes is told
    as well, as a part of the build without page views.
    """
    built: dict[bool, list[Built]] = {False: [], True: []}
    with tempfile.TemporaryDirectory() as folder:
        docs, site = Path(folder, "docs"), Path(folder, "site")
        write_site(docs, size)
        run(docs, site, hooks="on")  # draws the references, which all others find in the store
        for _ in range(rounds):
            (docs / PAGE_VIEWS).unlink(missing_ok=True)
            built[False].append(run(docs, site, hooks="on"))
            write_rows(docs / PAGE_VIEWS, size, days)
            built[True].append(run(docs, site, hooks="on"))
    without, read = (min(built[given], key=lambda one: one.seconds) for given in (False, True))
    whole = read.seconds / without.seconds
    hook = 1 + (read.popular - without.popular) / without.seconds
    print("| posts | rows | build, seconds | `popular.py`, seconds | peak memory, MB | ratio |")
    print("| ---: | ---: | --- | --- | ---: | ---: |")
    for rows, given, best in ((0, False, without), (size * days, True, read)):
        seconds = ", ".join(f"{one.seconds:.1f}" for one in built[given])
        popular = ", ".join(f"{one.popular:.2f}" for one in built[given])
        ratio = f"{whole:.3f}" if given else ""
        print(f"| {size} | {rows} | {seconds} | {popular} | {best.memory:.0f} | {ratio} |")
    print(f"\nAim: at most {YEAR_AIM}; by the hook's own time {hook:.3f}.\n", flush=True)


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]), Path(sys.argv[2]), hooks=sys.argv[3])))

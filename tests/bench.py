"""Measures builds of generated sites, with and without our hooks: `make bench`.

Each build runs in a process of its own, one after the other, with the project's real
configuration, templates and source records. Figures are seconds of processor time and the
peak of resident memory; what counts are the ratios within one run.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from sourcebook.frontmatter import read_document
from sourcebook.settings import Settings
from tests.site import GARDEN, ROOT, post, write_files

SIZES = (100, 1000, 5000)
TOPICS = ("apples", "herbs", "roses", "trees")
WORDS = [
    "soil",
    "water",
    "light",
    "root",
    "leaf",
    "branch",
    "spring",
    "frost",
    "prune",
    "plant",
    "seed",
    "bloom",
    "shade",
    "graft",
]
HOOKS_AIM = 1.25
"""Hooks cost at most a quarter on top."""
SOURCES_AIM = 1.5
"""Sources cost at most half of what the same site costs that knows of none."""
LIBRARY_POSTS, MOST_RECORDS = 1000, 3000
CITATIONS = (0, 10, 100)
SOURCE_HOOKS = ("citations", "contract", "exports", "metadata", "related", "sources")
"""Hooks that do not run where nothing is known of sources; the last check asks for them."""
GROWTH_AIM = 1.2
"""A page of a site with 5,000 posts costs at most this much of one of a site with 1,000."""


def write_site(
    docs: Path, size: int, *, records: int | None = None, citations: int = 0, sources: bool = True
) -> None:
    """Write a site of `size` posts of about 600 words, each with four real sources.

    `records` repeats the library until there are so many; `citations` is how many a post
    has in its text. Without `sources` the same posts cite nothing, and each record is a
    plain page with the same title and summary.
    """
    chance = random.Random(size)  # noqa: S311 - the same posts each time, not a secret
    library = _library(records)
    keys = sorted(library)
    folder = "sources" if sources else "about/library"
    files = dict(GARDEN) | {
        f"{folder}/{key}.md": text if sources else _plain_page(text)
        for key, text in library.items()
    }
    for topic in TOPICS:
        files[f"{topic}/index.md"] = f"---\ntitle: {topic.title()}\ndescription: All of it.\n---\n"
    for number in range(size):
        day = date(2026, 1, 1) - timedelta(days=chance.randrange(3650))
        sections = [
            f"## Part {part}\n\n" + "\n\n".join(_paragraph(chance) for _ in range(3))
            for part in range(4)
        ]
        named, cited = chance.sample(keys, 4), chance.choices(keys, k=citations)
        files[f"{TOPICS[number % 4]}/post-{number:05}.md"] = post(
            title=f"Post {number:05} on {' '.join(chance.sample(WORDS, 3))}",
            body=_cite("\n\n".join(sections), cited if sources else []) + "\n",
            date=day.isoformat(),
            reviewed="2026-01-01",
            sources=named if sources else None,
        )
    write_files(docs, files)


def _paragraph(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(50)).capitalize() + "."


def _library(size: int | None) -> dict[str, str]:
    """Return the records of the library by key, repeated under other keys up to `size`."""
    paths = sorted((ROOT / "docs/sources").glob("*.md"))
    records = {path.stem: path.read_text("utf-8") for path in paths if path.stem != "index"}
    again = [
        (f"{key}-{number}", _other_work(text, number))
        for number in range(1, (size or 0) // len(records) + 1)
        for key, text in records.items()
    ]
    return dict([*records.items(), *again][: size or len(records)])


def _other_work(record: str, number: int) -> str:
    """Return the record of a work that differs in its title and has no number of its own."""
    record = re.sub("^(DOI|PMID|PMCID):.*\n", "", record, flags=re.MULTILINE)
    return re.sub(r"^(title: .*?)(['\"]?)$", rf"\1 {number}\2", record, flags=re.MULTILINE)


def _plain_page(record: str) -> str:
    document, _ = read_document("sources/x.md", record.encode())
    return f"---\ntitle: {json.dumps(document.meta['title'])}\n---\n{document.body}"


def _cite(text: str, keys: list[str]) -> str:
    """Spread citations evenly over a text, each after a word."""
    words = text.split(" ")
    for place, key in enumerate(keys, start=1):
        words[place * (len(words) - 1) // (len(keys) + 1)] += f" [@{key}]"
    return " ".join(words)


def write_menu_pages(docs: Path) -> list[str]:
    """Write by hand the pages of years that the archive hook makes; return their files."""
    years = sorted({path.read_text("utf-8").split('date: "')[1][:4] for path in _posts(docs)})
    files = {f"blog/{year}.md": f"---\ntitle: '{year}'\n---\n" for year in years}
    write_files(docs, files)
    return list(files)


def _posts(docs: Path) -> list[Path]:
    return [path for topic in TOPICS for path in sorted((docs / topic).glob("post-*.md"))]


def measure(docs: Path, site: Path, *, hooks: str) -> dict[str, float]:
    """Build once in this process; return seconds of processor time and peak memory in MB.

    `hooks` are all of them (`on`), none (`off`), or all but those about sources
    (`sourceless`). Without hooks the menu has the same entries, written by hand: what Material spends grows
    with the menu, and that is not what our hooks cost.
    """
    nav: list[Any] = [{"Home": "index.md"}]
    settings: dict[str, Any] = {
        "nav": nav,
        "not_in_nav": "*",
        "docs_dir": str(docs),
        "site_dir": str(site),
    }
    if hooks == "sourceless":
        left = (path for path in (ROOT / "hooks").glob("*.py") if path.stem not in SOURCE_HOOKS)
        settings["hooks"] = sorted(map(str, left))
    if hooks != "off":
        nav += [*(f"{topic}/index.md" for topic in TOPICS), {"Blog": ["blog/index.md"]}]
    else:
        settings["hooks"] = []
        for topic in TOPICS:
            posts = [f"{topic}/{path.name}" for path in sorted((docs / topic).glob("post-*"))]
            nav.append({topic.title(): [f"{topic}/index.md", *posts[: Settings().posts_a_topic]]})
        nav.append({"Blog": ["blog/index.md", *write_menu_pages(docs)]})
    config = load_config(str(ROOT / "mkdocs.yml"), **settings)
    config.extra.pop("posts")  # names authors of the real site
    config.extra.pop("popular")
    config.extra.pop("sources")
    start = time.process_time()
    build(config)
    seconds = time.process_time() - start
    # Kilobytes on Linux, bytes on macOS: https://man7.org/linux/man-pages/man2/getrusage.2.html
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return {
        "seconds": seconds,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit,
    }


def run(docs: Path, site: Path, *, hooks: str) -> dict[str, float]:
    """Measure one build in a process of its own."""
    command = [sys.executable, "-m", "tests.bench", str(docs), str(site), hooks]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


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
            none = run(Path(folder, "docs"), Path(folder, "site"), hooks="sourceless")["seconds"]
        size = records or len(_library(None))
        print(f"| {posts} | {size} as plain pages | 0 | | {none:.1f} | 1 |", flush=True)
        for citations in CITATIONS:
            with tempfile.TemporaryDirectory() as folder:
                docs = Path(folder, "docs")
                write_site(docs, posts, records=records, citations=citations)
                for build in ("first", "second"):
                    seconds = run(docs, Path(folder, "site"), hooks="on")["seconds"]
                    row = f"| {posts} | {size} | {citations} | {build} | {seconds:.1f} |"
                    print(f"{row} {seconds / none:.2f} |", flush=True)
    print(f"\nAim: at most {SOURCES_AIM} with {MOST_RECORDS} records and 10 citations a post.\n")


def main() -> None:
    """Print tables of all sizes, and the ratios beside their aims."""
    measure_sources()
    cost = {}
    print("| posts | hooks | processor seconds | ms a post | peak memory, MB | on / off |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            docs = Path(folder, "docs")
            write_site(docs, size)
            on, off = (run(docs, Path(folder, "site"), hooks=hooks) for hooks in ("on", "off"))
        cost[size] = on["seconds"] / size
        ratio = on["seconds"] / off["seconds"]
        for name, figures in (("off", off), ("on", on)):
            end = f"{ratio:.2f}" if name == "on" else ""
            print(
                f"| {size} | {name} | {figures['seconds']:.1f} | {figures['seconds'] / size * 1000:.1f}"
                f" | {figures['memory']:.0f} | {end} |",
                flush=True,
            )
    growth = cost[SIZES[-1]] / cost[SIZES[-2]]
    print(
        f"\nAims: on / off at most {HOOKS_AIM}; a post at {SIZES[-1]} against one at {SIZES[-2]}:"
    )
    print(f"at most {GROWTH_AIM}, measured {growth:.2f}.")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]), hooks=sys.argv[3])))
    else:
        main()

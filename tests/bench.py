"""Measures builds of generated sites, with and without our hooks: `make bench`.

Each build runs in a process of its own, one after the other, with the project's real
configuration, templates and source records. Figures are seconds of processor time and the
peak of resident memory; what counts are the ratios within one run.
"""

from __future__ import annotations

import json
import os
import random
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
GROWTH_AIM = 1.2
"""A page of a site with 5,000 posts costs at most this much of one of a site with 1,000."""


def write_site(docs: Path, size: int) -> None:
    """Write a site of `size` posts of about 600 words, each with four real sources."""
    chance = random.Random(size)  # noqa: S311 - the same posts each time, not a secret
    records = {path.name: path.read_text("utf-8") for path in (ROOT / "docs/sources").glob("*.md")}
    keys = sorted(name.removesuffix(".md") for name in records if name != "index.md")
    files = dict(GARDEN) | {f"sources/{name}": text for name, text in records.items()}
    for topic in TOPICS:
        files[f"{topic}/index.md"] = f"---\ntitle: {topic.title()}\ndescription: All of it.\n---\n"
    for number in range(size):
        day = date(2026, 1, 1) - timedelta(days=chance.randrange(3650))
        sections = (
            f"## Part {part}\n\n" + "\n\n".join(_paragraph(chance) for _ in range(3))
            for part in range(4)
        )
        files[f"{TOPICS[number % 4]}/post-{number:05}.md"] = post(
            title=f"Post {number:05} on {' '.join(chance.sample(WORDS, 3))}",
            body="\n\n".join(sections) + "\n",
            date=day.isoformat(),
            reviewed="2026-01-01",
            sources=chance.sample(keys, 4),
        )
    write_files(docs, files)


def _paragraph(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(50)).capitalize() + "."


def write_menu_pages(docs: Path) -> list[str]:
    """Write by hand the pages of years that the archive hook makes; return their files."""
    years = sorted({path.read_text("utf-8").split('date: "')[1][:4] for path in _posts(docs)})
    files = {f"blog/{year}.md": f"---\ntitle: '{year}'\n---\n" for year in years}
    write_files(docs, files)
    return list(files)


def _posts(docs: Path) -> list[Path]:
    return [path for topic in TOPICS for path in sorted((docs / topic).glob("post-*.md"))]


def measure(docs: Path, site: Path, *, hooks: bool) -> dict[str, float]:
    """Build once in this process; return seconds of processor time and peak memory in MB.

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
    if hooks:
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
    start = time.process_time()
    build(config)
    seconds = time.process_time() - start
    # Kilobytes on Linux, bytes on macOS: https://man7.org/linux/man-pages/man2/getrusage.2.html
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return {
        "seconds": seconds,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit,
    }


def run(docs: Path, site: Path, *, hooks: bool) -> dict[str, float]:
    """Measure one build in a process of its own."""
    command = [sys.executable, "-m", "tests.bench", str(docs), str(site), "on" if hooks else "off"]
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


def main() -> None:
    """Print a table of all sizes, and the ratios beside their aims."""
    cost = {}
    print("| posts | hooks | processor seconds | ms a post | peak memory, MB | on / off |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            docs = Path(folder, "docs")
            write_site(docs, size)
            on, off = (run(docs, Path(folder, "site"), hooks=hooks) for hooks in (True, False))
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
        print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]), hooks=sys.argv[3] == "on")))
    else:
        main()

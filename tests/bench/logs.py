"""Measures `sourcebook views` on the log of a busy site, beside GoAccess on the same file.

GoAccess is written in C and makes more tables of a log; ours knows the pages of the site and
counts a reader of each once a day.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from pathlib import Path

from tests.site import GARDEN, post, write_files

from .access_log import SITE, write_log
from .goaccess import find_goaccess, goaccess_command, install_goaccess
from .process import Taken, run_alone
from .sites import TOPICS, post_file

SIZE = 10**9
"""Bytes of the log, more than four million lines."""
POSTS = 5000
LOGS = ("one-visit.log", "access.log", "access.log.gz")
MEMORY_AIM = 200
"""MB that the command has in memory at most."""
# The command as it is in this folder, whichever is installed.
VIEWS = [sys.executable, "-c", "from sourcebook.commands.main import main; main()"]


def write_project(folder: Path, posts: int) -> None:
    """Write a project with so many short posts, served below a prefix."""
    files = {f"docs/{name}": text for name, text in GARDEN.items()}
    for topic in TOPICS:
        text = f"---\ntitle: {topic.title()}\ndescription: All of it.\n---\n"
        files[f"docs/{topic}/index.md"] = text
    for number in range(posts):
        files[f"docs/{post_file(number)}"] = post(title=f"Post {number:05}", date="2025-11-01")
    files["mkdocs.yml"] = f"site_name: Garden\nsite_url: {SITE}\n"
    write_files(folder, files)


def run(project: Path, log: Path) -> tuple[Taken, list[str]]:
    """Take in a log; return what that took, and what the command said."""
    return run_alone([*VIEWS, "--project", str(project), "views", "--dry-run", str(log)])


def measure_logs(size: int = SIZE, posts: int = POSTS, *, install: bool = True) -> None:
    """Print what it takes to count the readers in a log, plain and packed.

    The first row has a log of one visit, and so tells what reading the site itself takes.
    GoAccess is left out where it is not there, and not to be installed.
    """
    if install and find_goaccess() is None:
        install_goaccess()
    goaccess = find_goaccess()
    with tempfile.TemporaryDirectory() as name:
        project, report, *logs = (Path(name, file) for file in ("project", "report.json", *LOGS))
        write_project(project, posts)
        one, plain, packed = logs
        written = {one: write_log(one, posts, 1), plain: write_log(plain, posts, size)}
        written[packed] = written[plain]
        with plain.open("rb") as text, gzip.open(packed, "wb", compresslevel=6) as pack:
            shutil.copyfileobj(text, pack)
        print(
            "| log | MB | lines | program | seconds | processor | lines a second | memory, MB | ratio |"
        )
        print("| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |")
        for log, lines in written.items():
            start = f"| `{log.name}` | {log.stat().st_size / 1e6:.1f} | {lines} |"
            ours, said = run(project, log)
            ratio = ""
            if goaccess and log != one:
                other, _ = run_alone(goaccess_command(goaccess, log, report))
                print(f"{start} goaccess | {_row(other, lines)} 1 |", flush=True)
                ratio = f"{ours.elapsed / other.elapsed:.2f}"
            print(f"{start} sourcebook | {_row(ours, lines)} {ratio} |", flush=True)
    print(f"\nAim: at most {MEMORY_AIM} MB. Counted: {said[1]}")
    print("" if goaccess else "GoAccess is left out: it is not installed.\n", flush=True)


def _row(taken: Taken, lines: int) -> str:
    speed = lines / taken.elapsed
    return f"{taken.elapsed:.1f} | {taken.processor:.1f} | {speed:.0f} | {taken.memory:.0f} |"

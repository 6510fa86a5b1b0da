"""How long it takes to take in a blog from Blogger, and how much memory."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from .process import Taken, run_alone

BLOG = "7000000000000000001"
WORDS = [
    "rose",
    "thorn",
    "bud",
    "soil",
    "spring",
    "frost",
    "prune",
    "water",
    "clay",
    "sand",
    "root",
    "leaf",
    "hedge",
    "bee",
]
SIZES = ((800, 4), (20_000, 4), (20_000, 44))
"""Entries of a blog, and paragraphs in each: a large one, one larger than any, and 500 MB."""
IMPORT = "from sourcebook.commands.main import main; main()"


def write_feed(path: Path, entries: int, paragraphs: int) -> int:
    """Write a feed of Takeout; return its size in bytes. A tenth of the entries are comments."""
    chance = random.Random(entries)  # noqa: S311 - the same feed each time, not a secret
    with path.open("w", encoding="utf-8") as file:
        file.write(
            "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'"
            " xmlns:blogger='http://schemas.google.com/blogger/2018'>"
            f"<id>tag:blogger.com,1999:blog-{BLOG}</id><title>The Garden</title>"
        )
        for number in range(1, entries + 1):
            _write_entry(file, number, paragraphs, chance)
        file.write("</feed>")
    return path.stat().st_size


def _write_entry(file: IO[str], number: int, paragraphs: int, chance: random.Random) -> None:
    def say(words: int) -> str:
        return " ".join(chance.choices(WORDS, k=words))

    comment = number % 10 == 0
    one = "<div>{}<br /><br /><b>{}</b> {}.</div>"
    parts = [one.format(say(40), say(4), say(60)) for _ in range(paragraphs)]
    other = chance.randrange(1, number + 1)
    year, month = 2008 + number % 15, 1 + number % 12
    parts.append(f"<a href='http://garden.blogspot.com/{_path(other)}'>{say(3)}</a>")
    body = say(20) if comment else "".join(parts)
    file.write(
        f"<entry><id>tag:blogger.com,1999:blog-{BLOG}.post-{number}</id>"
        f"<blogger:type>{'COMMENT' if comment else 'POST'}</blogger:type>"
        "<blogger:status>LIVE</blogger:status><author><name>Jo</name></author>"
        f"<title>{say(5)}</title><content type='html'>{escape(body)}</content>"
        f"<published>{year}-{month:02}-03T12:00:00Z</published>"
        f"<updated>{year}-{month:02}-03T12:00:00Z</updated>"
    )
    if comment:
        parent = f"tag:blogger.com,1999:blog-{BLOG}.post-{number - 1}"
        file.write(f"<blogger:parent>{parent}</blogger:parent></entry>")
    else:
        label = chance.choice(WORDS)
        file.write(
            f"<category scheme='tag:blogger.com,1999:blog-{BLOG}' term='{label}'/>"
            f"<blogger:filename>/{_path(number)}</blogger:filename></entry>"
        )


def _path(number: int) -> str:
    return f"{2008 + number % 15}/{1 + number % 12:02}/post-{number}.html"


def run(folder: Path, entries: int, paragraphs: int) -> tuple[int, Taken, list[str]]:
    """Take a feed in, in a process of its own; return its size, what that took, and what it said."""
    size = write_feed(folder / "feed.atom", entries, paragraphs)
    out = folder / "docs"
    command = [sys.executable, "-c", IMPORT, "import", "blogger", str(folder / "feed.atom")]
    taken, said = run_alone(
        [
            *command,
            "--out",
            str(out),
            "--blog-url",
            "http://garden.blogspot.com",
            "--timezone",
            "UTC",
        ]
    )
    return size, taken, said


def measure_blogger(sizes: tuple[tuple[int, int], ...] = SIZES) -> None:
    """Print what it takes to take in blogs of several sizes, without pictures."""
    print("| entries | feed, MB | seconds | peak memory, MB |")
    print("| ---: | ---: | ---: | ---: |")
    for entries, paragraphs in sizes:
        with tempfile.TemporaryDirectory() as folder:
            size, taken, _ = run(Path(folder), entries, paragraphs)
        print(
            f"| {entries} | {size / 1e6:.1f} | {taken.elapsed:.1f} | {taken.memory:.0f} |",
            flush=True,
        )
    print()

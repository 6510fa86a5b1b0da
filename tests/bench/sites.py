"""Generated sites: posts of 600 words that cite real sources, as many as are asked for.

The words are made up, and as many and as frequent as those of a site of that size.
"""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sourcebook.frontmatter import read_document
from tests.site import GARDEN, ROOT, post, write_files

from .vocabulary import Words

if TYPE_CHECKING:
    from pathlib import Path

TOPICS = ("apples", "herbs", "roses", "trees")
ALIASES = 12
"""Other names that a post has, as many as those of the real site."""


def write_site(
    docs: Path,
    size: int,
    *,
    records: int | None = None,
    sources_each: int = 4,
    citations: int = 0,
    sources: bool = True,
) -> None:
    """Write a site of `size` posts of about 600 words, each with some real sources.

    `records` repeats the library until there are so many; `citations` is how many a post
    has in its text. Without `sources` the same posts cite nothing, and each record is a
    plain page with the same title and summary.
    """
    chance = random.Random(size)  # noqa: S311 - the same posts each time, not a secret
    words = Words(size)
    works = library(records)
    keys = sorted(works)
    folder = "sources" if sources else "about/library"
    files = dict(GARDEN) | {
        f"{folder}/{key}.md": text if sources else _plain_page(text) for key, text in works.items()
    }
    for topic in TOPICS:
        files[f"{topic}/index.md"] = f"---\ntitle: {topic.title()}\ndescription: All of it.\n---\n"
    for number in range(size):
        day = date(2026, 1, 1) - timedelta(days=chance.randrange(3650))
        subject = words.subject()
        sections = [
            f"## Part {part}\n\n" + "\n\n".join(words.paragraph(subject) for _ in range(3))
            for part in range(4)
        ]
        named, cited = chance.sample(keys, sources_each), chance.choices(keys, k=citations)
        files[post_file(number)] = post(
            title=f"Post {number:05} on {words.name(subject)}",
            aliases=list(dict.fromkeys(words.name(subject) for _ in range(ALIASES))),
            body=_cite("\n\n".join(sections), cited if sources else []) + "\n",
            date=day.isoformat(),
            reviewed="2026-01-01",
            sources=named if sources else None,
        )
    write_files(docs, files)


def post_file(number: int) -> str:
    """Return the file of a post, seen from `docs/`."""
    return f"{TOPICS[number % len(TOPICS)]}/post-{number:05}.md"


def library(size: int | None) -> dict[str, str]:
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

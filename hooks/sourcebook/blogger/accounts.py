"""The report of an import: everything in equals everything out and what was left out, and why."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from sourcebook.addresses import page_url

from .entries import COMMENT, FORMATS, PAGE, POST
from .prose import escape_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .entries import Bodies
    from .plan import Item, Plan

LOSSES = frozenset({"loss", "lost", "dropped"})
"""Words of notes that say something of the blog is not there any more."""
WORDS = {
    "loss": "Came in part",
    "lost": "Lost a picture or a video",
    "dropped": "Had something that is not taken over",
    "status": "Kept back",
    "date": "Had no date",
    "title": "Had no title",
    "permalink": "Has a former address that was guessed",
    "topic": "Has no topic, or a guessed one",
    "description": "Has a description made of its text",
    "sources": "Has sources taken from its last line",
    "alt": "Has pictures without words",
    "video": "Has videos without words",
    "pictures": "Shows pictures that are kept elsewhere",
    "picture only": "May be no post",
    "link": "Links to what is not in the export",
    "closed": "Links to pages through a service that is closed",
}
"""Words of notes, in the order of the report, each as a heading."""
_CANNOT = """GitHub Pages serves files and nothing else, so it cannot do these:

- Send visitors of the blogspot.com address over: the snippet beside this report does, in Blogger's theme.
- Answer a feed reader at `/feeds/posts/default`, as they do at `/atom.xml` and `/rss.xml`: that address has no ending that would tell a feed, so a page stands there. Set the post feed redirect URL in Blogger's settings.
- Tell `?m=1`, `?showComment=…`, `/search?q=…` and other queries apart: one page answers them all.
- Answer with the number 301: a page at each former address leads on at once instead.
"""


def make_report(plan: Plan, *, edited: Iterable[str]) -> dict[str, Any]:
    """Return the report of an import, as JSON can hold it, without its single entries.

    `edited` are files that a writer has edited, and that were not written again.
    """
    out = Counter[str]()
    for item in plan.items:
        out[f"{item.entry.kind}s{', kept as drafts' if item.draft else ''}"] += 1
    out["comments"] = sum(item.comments for item in plan.items)
    skipped = Counter(f"{entry.kind}: {reason}" for entry, reason in plan.skipped)
    skipped.update({f"{COMMENT}: {why}": n for why, n in plan.comments_left_out.items()})
    kinds = Counter[str]()
    for name, count in plan.blog.counts.items():
        kind = name.partition(", ")[0]
        kinds["posts, pages and comments" if kind in (POST, PAGE, COMMENT) else kind] += count
    skipped.update({n: c for n, c in kinds.items() if n != "posts, pages and comments"})
    return {
        "blog": plan.blog.title,
        "address": plan.blog.address,
        "format": plan.blog.format,
        "counts": {
            "in": dict(sorted(plan.blog.counts.items())),
            "out": dict(sorted((key, n) for key, n in out.items() if n)),
            "skipped": dict(sorted(skipped.items())),
            "total_in": sum(plan.blog.counts.values()),
            "total_out": sum(out.values()),
            "total_skipped": sum(skipped.values()),
        },
        "losses": find_losses(plan),
        "questions": list(plan.questions),
        "to_look_at": {heading: n for word, heading, n in _notes(plan.items) if word not in LOSSES},
        "mended": list(plan.blog.notes),
        "edited": sorted(edited),
        "labels": [
            {"label": label, "topic": plan.labels[label], "count": count}
            for label, count in sorted(
                plan.label_counts.items(), key=lambda each: (-each[1], each[0])
            )
        ],
        "pictures": dict(sorted(plan.pictures.items())),
        "skipped": [
            {"id": entry.id, "kind": entry.kind, "title": entry.title, "reason": reason}
            for entry, reason in plan.skipped
        ],
        "orphans": [
            {"id": entry.id, "parent": entry.parent, "author": entry.author}
            for entry in plan.orphans
        ],
    }


def find_losses(plan: Plan) -> list[str]:
    """Return all that was in the export and is not in the files."""
    found = list(plan.losses)
    for item in plan.items:
        found += [f"{item.uri}: {what}" for word, what in item.notes if word in LOSSES]
    found += [f"comment {entry.id}: its post is not in the export" for entry in plan.orphans]
    return found


def list_redirects(plan: Plan) -> Iterator[dict[str, str]]:
    """Yield where each former address leads now."""
    for item in plan.items:
        if not item.draft:
            yield {"from": item.entry.path, "to": f"/{page_url(item.uri)}", "id": item.entry.id}


def list_entries(plan: Plan, bodies: Bodies) -> Iterator[dict[str, Any]]:
    """Yield what became of each post and page, and of all that was in it."""
    for item in plan.items:
        yield _entry(item) | json.loads(bodies.get(item.account))


def _entry(item: Item) -> dict[str, Any]:
    return {
        "id": item.entry.id,
        "kind": item.entry.kind,
        "status": item.entry.status,
        "title": item.title,
        "file": item.uri,
        "draft": item.draft,
        "path": item.entry.path,
        "topic": item.topic,
        "topic_found_by": item.found_by,
        "comments": item.comments,
        "notes": [{"word": word, "what": what} for word, what in item.notes],
    }


def render_json(report: Mapping[str, Any], entries: Iterable[Any]) -> Iterator[str]:
    """Yield a report with its entries as JSON, piece by piece: there may be many of them."""
    yield _dump(report).removesuffix("\n}") + ',\n "entries": '
    yield from render_list(entries, " ")
    yield "\n}\n"


def render_list(values: Iterable[Any], margin: str = "") -> Iterator[str]:
    """Yield a list as JSON, piece by piece."""
    sign = "["
    for value in values:
        yield f"{sign}\n{margin} " + _dump(value).replace("\n", f"\n{margin} ")
        sign = ","
    yield f"\n{margin}]" if sign == "," else "[]"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def render_report(report: Mapping[str, Any], items: Sequence[Item]) -> Iterator[str]:
    """Yield a report for a writer to work off, as Markdown, line by line."""
    return (f"{line}\n" for line in _lines(report, items))


def _lines(report: Mapping[str, Any], items: Sequence[Item]) -> Iterator[str]:
    counts = report["counts"]
    yield f"# Import of {_plain(report['blog']) or 'a blog'}\n"
    yield f"The file was {FORMATS[report['format']]}.\n"
    yield "## Counts\n"
    yield "| in the export | | in the files | | left out | |"
    yield "| --- | ---: | --- | ---: | --- | ---: |"
    columns = [list(counts[name].items()) for name in ("in", "out", "skipped")]
    for number in range(max(map(len, columns))):
        cells = [c[number] if number < len(c) else ("", "") for c in columns]
        yield "| " + " | ".join(f"{_plain(str(name))} | {count}" for name, count in cells) + " |"
    totals = [counts[f"total_{name}"] for name in ("in", "out", "skipped")]
    yield f"| **all** | {totals[0]} | **all** | {totals[1]} | **all** | {totals[2]} |\n"
    for title, key in (
        ("Questions", "questions"),
        ("Losses", "losses"),
        ("Mended", "mended"),
        ("Edited by hand, and left alone", "edited"),
    ):
        if report[key]:
            yield f"## {title}\n"
            yield from (f"- [ ] {_plain(each)}" for each in report[key])
            yield ""
    for word, heading, found in _notes(items):
        yield f"## {heading} ({found})\n"
        yield from (
            f"- [ ] `{item.uri}`: {_plain(what)}"
            for item in items
            for each, what in item.notes
            if each == word
        )
        yield ""
    yield from _tables(report)
    yield "## What GitHub Pages cannot do\n"
    yield _CANNOT.rstrip("\n")


def _notes(items: Sequence[Item]) -> list[tuple[str, str, int]]:
    """Return the words there are notes of, in the order of the report: word, heading, how many."""
    found = Counter(word for item in items for word, _ in item.notes)
    return [(word, heading, found[word]) for word, heading in WORDS.items() if found[word]]


def _tables(report: Mapping[str, Any]) -> Iterator[str]:
    if report["skipped"]:
        yield f"## Not taken in ({len(report['skipped'])})\n"
        for each in report["skipped"]:
            yield f"- {each['kind']} {each['id']} {_plain(each['title'])}: {each['reason']}"
        yield ""
    if report["labels"]:
        yield "## Labels\n"
        yield "| label | topic | posts |"
        yield "| --- | --- | ---: |"
        for each in report["labels"]:
            topic = each["topic"] or "*unmapped*"
            yield f"| {_plain(each['label'])} | {topic} | {each['count']} |"
        yield ""
    if report["pictures"]:
        yield "## Pictures\n"
        yield from (f"- {_plain(name)}: {count}" for name, count in report["pictures"].items())
        yield ""


def _plain(text: str) -> str:
    return escape_line(" ".join(str(text).split()))

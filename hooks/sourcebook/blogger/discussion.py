"""Comments of a blog below the post they were written on: threads, in words and links alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bs4.element import NavigableString

from sourcebook.formats.dates import name_month
from sourcebook.imported import COMMENTS, FORM

from .entries import COMMENT, LIVE, in_zone
from .prose import escape_line, write_markdown, write_tag
from .tidy import Outlook, text_of, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, tzinfo

    from .entries import Blog, Bodies, Entry

HEADING = (
    f"{write_tag('div', '', [('id', FORM)])}\n\n"
    f'## Comments on the former blog {{: #{COMMENTS} data-search-exclude="true" }}'
)
DEEPEST = 5
"""Answers to answers that are set apart; what lies deeper joins them."""
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")


def select_comments(
    blog: Blog, bodies: Bodies, posts: Mapping[str, object], *, keep: bool
) -> tuple[dict[str, list[Entry]], Counter[str], list[Entry]]:
    """Return the comments to show by their post, those left out by reason, and the orphans.

    `posts` are the numbers of posts and pages that are taken in.
    """
    shown: dict[str, list[Entry]] = defaultdict(list)
    left_out: Counter[str] = Counter()
    orphans = []
    seen: set[str] = set()
    for entry in blog.entries:
        if entry.kind != COMMENT:
            continue
        if entry.id in seen and entry.id:
            left_out["is there twice"] += 1
        elif not keep:
            left_out["comments are not wanted"] += 1
        elif entry.status != LIVE:
            left_out[f"is {entry.status.replace('_', ' ')}"] += 1
        elif entry.removed:
            left_out["was removed"] += 1
        elif not text_of(bodies.get(entry.body)):
            left_out["is empty"] += 1
        elif entry.parent not in posts:
            left_out["its post is not in the export"] += 1
            orphans.append(entry)
        else:
            shown[entry.parent].append(entry)
        seen.add(entry.id)
    return dict(shown), left_out, orphans


def render_comments(
    comments: Sequence[Entry], bodies: Bodies, *, zone: tzinfo | None, outlook: Outlook
) -> str:
    """Return the part of a post with its comments: each below the one it answers, by time."""
    known = {comment.id for comment in comments}
    below: dict[str, list[Entry]] = defaultdict(list)
    for comment in sorted(comments, key=_by_time):
        answers = comment.answers if comment.answers in known - {comment.id} else ""
        below[answers].append(comment)
    shown: dict[str, None] = {}
    lines: list[str] = []
    # What answers in a circle hangs on nothing, and so comes last.
    waiting = [(1, each) for each in (*below[""], *comments)][::-1]
    while waiting:
        depth, comment = waiting.pop()
        if comment.id in shown:
            continue
        shown[comment.id] = None
        lines += _one(comment, depth, bodies, zone, outlook)
        deeper = min(depth + 1, DEEPEST)
        waiting += [
            (deeper, answer) for answer in reversed(below[comment.id] if comment.id else [])
        ]
    return "\n".join([HEADING, "", *lines])


def _one(
    comment: Entry, depth: int, bodies: Bodies, zone: tzinfo | None, outlook: Outlook
) -> list[str]:
    tree, _ = tidy(bodies.get(comment.body), plain(outlook))
    for said in tree.find_all(string=_EMAIL):
        said.replace_with(NavigableString(hide_addresses(str(said))))
    for heading in tree.find_all(re.compile("h[2-6]")):
        heading.name = "p"
    for link in tree.find_all("a"):
        link["rel"] = "nofollow ugc"
    who = escape_line(hide_addresses(comment.author)) or "Anonymous"
    when = f", {say_day(in_zone(comment.published, zone))}" if comment.published else ""
    anchor = write_tag("a", "", [("id", f"c{comment.id}")]) if comment.id else ""
    text = f"{anchor}**{who}**{when}\n\n{write_markdown(tree)}".rstrip("\n")
    mark = ">" * depth
    return [*(f"{mark} {line}" if line else mark for line in text.split("\n")), ""]


def plain(outlook: Outlook) -> Outlook:
    """Return an outlook in which pictures and addresses of people lead nowhere."""

    def link(href: str) -> tuple[str, str]:
        private = href.lower().startswith("mailto:") or _EMAIL.search(unquote(href))
        return ("", "") if private else outlook.link(href)

    return Outlook(link=link, picture=lambda *_: ("", "left out in a comment"))


def hide_addresses(text: str) -> str:
    """Return a text in which no e-mail address stands."""
    return _EMAIL.sub("(e-mail address removed)", text)


def say_day(moment: datetime) -> str:
    """Return a day in words."""
    return f"{moment.day} {name_month(moment.month)} {moment.year}"


def _by_time(comment: Entry) -> tuple[float, str]:
    return comment.published.timestamp() if comment.published else 0.0, comment.id

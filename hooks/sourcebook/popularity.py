"""Popular posts: page views read from a file, and the posts ranked by them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .addresses import PAGE_VIEWS
from .decoding import decode
from .fields import parse_day
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from .catalog import Catalog
    from .posts import Post

HEADER = ["path", "date", "views"]
MOST_VIEWS_A_DAY = 10**9
"""No page is read more often in a day; a larger number is a slip."""

_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class PageViews:
    """How often readers opened a page on a day."""

    path: str
    """The path from the site's root, with a leading slash."""
    date: date
    views: int
    line: int
    """Where it stands in the file."""


@dataclass(frozen=True, slots=True)
class PopularPosts:
    """The posts of a popular list, and who chose them."""

    posts: tuple[Post, ...]
    by_editors: bool
    """Whether the editors chose, since there are no page views yet."""

    def without(self, post: Post | None, limit: int) -> PopularPosts:
        """Return the first `limit` posts, never the one being read."""
        others = (other for other in self.posts if other is not post)
        return PopularPosts(tuple(islice(others, limit)), self.by_editors)


def read_page_views(raw: bytes, *, latest: date) -> tuple[list[PageViews], list[Problem]]:
    """Return the rows of the page-views file, and a problem for each that cannot be read.

    `latest` is the last day that does not lie in the future. An empty file has no rows.
    """
    text = decode(PAGE_VIEWS, raw)
    if isinstance(text, Problem):
        return [], [text]
    rows = csv.reader(io.StringIO(text, newline=""))
    found: list[PageViews] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, date], int] = {}
    try:
        for row in rows:
            if rows.line_num == 1:
                if row != HEADER:
                    remedy = "make it `" + ",".join(HEADER) + "`"
                    return [], [_problem(1, f"is `{','.join(row)}`", remedy)]
            elif row:
                entry = _read_row(row, rows.line_num, latest)
                if isinstance(entry, Problem):
                    problems.append(entry)
                elif (first := seen.setdefault((entry.path, entry.date), entry.line)) < entry.line:
                    what = f"counts {entry.path} on {entry.date} again, after line {first}"
                    problems.append(_problem(entry.line, what, "keep one of the two lines"))
                else:
                    found.append(entry)
    except csv.Error as error:
        problems.append(_problem(rows.line_num, f"is not CSV ({error})", "correct the line"))
    return found, problems


def _read_row(row: Sequence[str], line: int, latest: date) -> PageViews | Problem:
    if len(row) != len(HEADER):
        return _problem(
            line, f"has {len(row)} columns instead of {len(HEADER)}", "write path,date,views"
        )
    path, day, views = row
    if not path.startswith("/"):
        return _problem(
            line, f"`{path}` is not a path", "write it from the site's root: /topic/post/"
        )
    when = parse_day(day)
    if when is None:
        return _problem(line, f"`{day}` is not a date", "write the day as 2026-11-23")
    if when > latest:
        return _problem(line, f"{day} lies in the future", "correct the date")
    if not _WHOLE_NUMBER.fullmatch(views) or int(views) > MOST_VIEWS_A_DAY:
        remedy = f"write a whole number from 0 to {MOST_VIEWS_A_DAY}"
        return _problem(line, f"`{views}` is not a number of views", remedy)
    return PageViews(path, when, int(views), line)


def _problem(line: int, what: str, remedy: str) -> Problem:
    return Problem(PAGE_VIEWS, f"line {line}", what, remedy)


def rank_posts(
    catalog: Catalog, rows: Iterable[PageViews], *, paths: Iterable[str]
) -> tuple[PopularPosts, list[Problem]]:
    """Return all posts, most read first, and the paths that no page answers.

    Ties go to the newer post, then to the title. Views of a former address count for the
    post that now answers there. Posts nobody opened follow, newest first. Without any
    views of posts the editors' own list comes first, in its order. `paths` are the
    addresses of all pages, from the site's root, with a leading slash.
    """
    views, problems = _count_views(catalog, rows, paths)
    if views.total():
        ranked = sorted(catalog.posts, key=lambda post: (-views[post.uri], post.age))
        return PopularPosts(tuple(ranked), by_editors=False), problems
    found = (catalog.by_uri.get(uri) for uri in catalog.settings.pinned)
    pinned = [post for post in found if post and not post.draft]
    order = dict.fromkeys([*pinned, *catalog.posts])
    return PopularPosts(tuple(order), by_editors=bool(pinned)), problems


def _count_views(
    catalog: Catalog, rows: Iterable[PageViews], paths: Iterable[str]
) -> tuple[Counter[str], list[Problem]]:
    """Return the views of each published post, by its file, and the paths nobody knows."""
    posts = {unquote(f"/{post.url}"): post for post in catalog.posts}
    former = {unquote(path): catalog.by_uri[uri] for path, uri in catalog.former.items()}
    posts |= {path: post for path, post in former.items() if not post.draft}
    known = {*map(unquote, paths), *posts, *former}
    views: Counter[str] = Counter()
    unknown: dict[str, list[int]] = {}
    for row in rows:
        path = unquote(row.path)
        if path in posts:
            views[posts[path].uri] += row.views
        elif path not in known:
            unknown.setdefault(row.path, []).append(row.line)
    problems = [
        _problem(
            lines[0],
            f"no page answers at {path} ({len(lines)} line{'s' if len(lines) > 1 else ''})",
            "correct the path, add it to `former` of the post it belongs to, or delete the line",
        )
        for path, lines in unknown.items()
    ]
    return views, problems

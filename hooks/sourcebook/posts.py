"""A post: what its front matter says, checked against the contract."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - posts are remembered by their types
import re
from dataclasses import dataclass
from itertools import filterfalse
from typing import TYPE_CHECKING
from urllib.parse import unquote

from dateutil.relativedelta import relativedelta

from .addresses import beside, key_of, page_url, top_folder
from .fields import Fields
from .imported import KEY as IMPORTED
from .imported import POST_KEYS as IMPORTED_KEYS
from .imported import Imported, read_imported, without_comments
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .frontmatter import Document

KEYS = {
    "title": "The post's name: at most 65 characters, only the first word with a capital.",
    "description": "The summary for lists, search and feeds: 50 to 160 characters.",
    "date": "The day of publication.",
    "updated": "The day of the last change of meaning.",
    "reviewed": "The day the post was last checked against its sources.",
    "reviewed_by": "A person who knows the subject and signed the post off: `author`, `date`.",
    "review_due": "The day it is to be checked again; if left out, three years after `reviewed`.",
    "authors": "Who wrote it: names of files in `docs/about/authors/`, without `.md`.",
    "sources": "What it rests on and does not cite in the text: names of files in `docs/sources/`, "
    "without `.md`.",
    "image": "A picture: `src` (the file), `alt` (what it shows), `credit` (a source).",
    "aliases": "Readers' own words for the subject, for search.",
    "related": "Where to read on, instead of what the build chooses: files of posts, seen from here.",
    "former": "Addresses at which the post used to be, such as `/2016/04/name.html`.",
    "changes": "The post's public change log: a list of `date` and `what`.",
    "draft": "`true` while you write: shown by `make serve`, never published.",
}
"""Each key a post may have, with its meaning as the writers' guide gives it."""
REQUIRED = ("title", "description", "date", "reviewed")

PROMPT = "Write here"
"""What every sentence of a new file begins with that the writer is to replace."""
NOTE = "Delete this note when you have read it."
"""Stands in the note of a new file, which no reader sees."""
TITLE_LENGTH = 65
DESCRIPTION_LENGTH = (50, 160)
ALT_LENGTH = (5, 150)

# 238 words a minute is the mean for silent reading of English non-fiction
# (Brysbaert 2019, https://doi.org/10.1016/j.jml.2019.104047). Not everybody reads that fast.
WORDS_A_MINUTE = 200
CHECKED_FOR = relativedelta(years=3)
"""How long a post counts as checked, where its writer names no day."""


# One slash, then no query and no fragment: neither ever reaches a server's files.
_FORMER = re.compile(r"/(?!/)[^?#\\\s]*")
_AROUND = {".", ".."}


@dataclass(frozen=True, slots=True)
class Image:
    """A picture on top of a post."""

    uri: str
    """The file, seen from `docs/`."""
    alt: str
    credit: str
    """Key of the source it comes from."""


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of a post's public change log."""

    date: dt.date
    what: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """A reviewer's word that a post is right."""

    author: str
    """Key of the reviewer's page."""
    date: dt.date


@dataclass(frozen=True, slots=True)
class Post:
    """A post whose front matter keeps the contract."""

    uri: str
    """The file, seen from `docs/`."""
    title: str
    description: str
    date: dt.date
    updated: dt.date | None
    reviewed: dt.date | None
    """`None` only where a post was taken in from a former blog and not yet checked."""
    review_due: dt.date | None
    reviewed_by: SignOff | None
    authors: tuple[str, ...]
    sources: tuple[str, ...]
    """Those the front matter names; more are cited in the text."""
    image: Image | None
    aliases: tuple[str, ...]
    related: tuple[str, ...]
    """Posts named by hand, as files seen from `docs/`."""
    former: tuple[str, ...]
    changes: tuple[Change, ...]
    """Newest first."""
    draft: bool
    minutes: int
    """Time to read it, at least 1."""
    imported: Imported | None = None
    """Where it was before; `None` where it was written here."""
    unfinished: tuple[Problem, ...] = ()
    """What keeps a post from a former blog from the contract, and stops no build."""

    @property
    def url(self) -> str:
        """The address, seen from the site's root."""
        return page_url(self.uri)

    @property
    def topic(self) -> str:
        """The folder it lies in."""
        return top_folder(self.uri)

    @property
    def changed(self) -> dt.date:
        """The day of the last change of meaning, or of publication."""
        return self.updated or self.date

    @property
    def age(self) -> tuple[int, str, str]:
        """Sorts posts newest first, then by title; unique, so that no build differs."""
        return (-self.date.toordinal(), self.title, self.uri)

    def rests_on(self, cited: Iterable[str]) -> tuple[str, ...]:
        """Return the keys of all its sources: those that its text cites, then the others it names."""
        return tuple(dict.fromkeys((*cited, *self.sources)))


def read_post(
    document: Document, *, latest: dt.date, media: Collection[str]
) -> tuple[Post | None, list[Problem]]:
    """Return the post, or `None` where a required key cannot be read, and all problems.

    What a former blog cannot give, such as the day of a review, is no problem of a post that was
    taken in from there: it stands in its `unfinished`. `latest` is the last day that does not lie
    in the future; `media` are the files of `docs/` that are not pages.
    """
    draft = is_draft(document)
    fields = Fields(document.uri, document.meta, latest)
    fields.known((*KEYS, *IMPORTED_KEYS) if IMPORTED in document.meta else KEYS)
    imported = read_imported(fields)
    rules = Fields(document.uri, document.meta, latest) if imported else fields
    title = rules.text("title", required=True, longest=TITLE_LENGTH)
    shortest, longest = DESCRIPTION_LENGTH
    description = rules.text("description", required=True, shortest=shortest, longest=longest)
    if description and description.startswith(PROMPT):
        what = "is still that of a new file"
        fields.note("description", what, "write what a reader learns from this post")
    in_time = "write a day that has come, or add `draft: true`"
    day = fields.day("date", required=True, future=draft, in_time=in_time)
    updated = fields.day("updated", future=draft)
    reviewed = rules.day("reviewed", required=True, future=draft)
    review_due = fields.day("review_due", future=True)
    reviewed_by = _read_sign_off(fields)
    image = _read_image(fields, media)
    sources = _keys(fields, "sources")
    if image and image.credit not in sources:
        sources += (image.credit,)
    authors = _keys(fields, "authors")
    aliases = fields.texts("aliases")
    related = tuple(beside(document.uri, name) for name in fields.texts("related"))
    former = read_former(fields)
    changes = _read_changes(fields)
    fields.texts("labels")
    fields.flag("draft")
    if day:
        for key, value in {"updated": updated, "reviewed": reviewed}.items():
            if value and value < day:
                fields.note(key, f"{value} is before `date`", "write the same day or a later one")
    if reviewed and review_due and review_due <= reviewed:
        fields.note("review_due", f"{review_due} is not after `reviewed`", "write a later day")
    if imported:
        title, description = title or key_of(document.uri), description or title or ""
    if not (title and day and (imported or (description and reviewed))):
        return None, fields.problems
    post = Post(
        uri=document.uri,
        title=title,
        description=description or "",
        date=day,
        updated=updated,
        reviewed=reviewed,
        review_due=review_due or (reviewed and reviewed + CHECKED_FOR),
        reviewed_by=reviewed_by,
        authors=authors,
        sources=sources,
        image=image,
        aliases=aliases,
        related=related,
        former=former,
        changes=changes,
        draft=draft,
        minutes=reading_minutes(without_comments(document.body)),
        imported=imported,
        unfinished=tuple(rules.problems) if imported else (),
    )
    return post, fields.problems


def is_draft(document: Document) -> bool:
    """Tell whether a file is kept back: also by a `draft:` that is neither true nor false."""
    return document.meta.get("draft") not in (None, False)


def reading_minutes(markdown: str) -> int:
    """Return the minutes a text takes to read, rounded up; at least 1.

    A word stands between spaces, and has a letter or a digit in it.
    """
    parts = markdown.split()
    # Most have nothing else in them, or only a sign at their end, which is told faster than by
    # looking at each sign.
    marked = [part for part in filterfalse(str.isalnum, parts) if not part[:-1].isalnum()]
    no_words = sum(not any(map(str.isalnum, part)) for part in marked)
    return max(1, -(-(len(parts) - no_words) // WORDS_A_MINUTE))


def _keys(fields: Fields, key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.removesuffix(".md") for name in fields.texts(key)))


def _read_image(fields: Fields, media: Collection[str]) -> Image | None:
    group = fields.mapping("image", ("src", "alt", "credit"))
    if group is None:
        return None
    src = group.text("src", required=True)
    shortest, longest = ALT_LENGTH
    alt = group.text("alt", required=True, shortest=shortest, longest=longest)
    credit = group.text("credit", required=True)
    if src and beside(fields.file, src) not in media:
        group.note("src", f"`{src}` is not in `docs/`", "put the picture there or correct the path")
        return None
    if not (src and alt and credit):
        return None
    return Image(beside(fields.file, src), alt, credit.removesuffix(".md"))


def _read_sign_off(fields: Fields) -> SignOff | None:
    group = fields.mapping("reviewed_by", ("author", "date"))
    if group is None:
        return None
    author, day = group.text("author", required=True), group.day("date", required=True)
    return SignOff(author.removesuffix(".md"), day) if author and day else None


def read_former(fields: Fields) -> tuple[str, ...]:
    """Return the former addresses of a file, each a path from the site's root."""
    paths = []
    for number, path in enumerate(fields.texts("former")):
        plain = unquote(path)
        if _FORMER.fullmatch(path) and plain.isprintable() and not _AROUND & {*plain.split("/")}:
            paths.append(path)
        else:
            remedy = "write the path after the host, such as /2016/04/name.html"
            fields.note(f"former[{number}]", f"`{path}` is not a path", remedy)
    return tuple(paths)


def _read_changes(fields: Fields) -> tuple[Change, ...]:
    changes = []
    for group in fields.mappings("changes", ("date", "what")):
        day, what = group.day("date", required=True), group.text("what", required=True)
        if day and what:
            changes.append(Change(day, what))
    return tuple(sorted(changes, key=lambda change: change.date, reverse=True))

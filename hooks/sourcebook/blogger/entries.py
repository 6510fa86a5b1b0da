"""What stands in an export of Blogger, whatever its form: a blog and its entries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

LEGACY, BEFORE_2023, SINCE_2023, PUBLIC = "legacy", "takeout-a", "takeout-b", "feed"
FORMATS = {
    LEGACY: "a backup of a blog (Blogger's own XML)",
    BEFORE_2023: "a feed of Google Takeout as it was before 2023",
    SINCE_2023: "a feed of Google Takeout",
    PUBLIC: "the public feed of a blog",
}
"""Forms of an export, each with what it is."""

POST, PAGE, COMMENT, SETTING, TEMPLATE = "post", "page", "comment", "setting", "template"
LIVE, DRAFT, SCHEDULED, BINNED = "live", "draft", "scheduled", "in the bin"

_PRIVATE = re.compile("permission|mail|reader|author|admin")
_LAST_NUMBER = re.compile(r"(\d+)\D*$")
_NOTHING = re.compile("[\u200b\ufeff\u00ad\u2060]")
"""Characters nobody sees, which Blogger's editor leaves behind; joiners of letters stay."""
_SPACES = re.compile("[\\s\u00a0]+")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Unreadable(Exception):  # noqa: N818 - it is no error of ours
    """Why a file cannot be taken in: a clause, and the remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}; {remedy}")
        self.what, self.remedy = what, remedy


class Bodies(Protocol):
    """Keeps long texts, so that memory need not hold all of them."""

    def put(self, text: str) -> int:
        """Keep a text, and return the number it is found by."""

    def get(self, number: int) -> str:
        """Return a text that was kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A post, a page or a comment."""

    id: str
    """The number at the end of its id: the rest differs between exports of one blog."""
    kind: str
    status: str
    """`LIVE`, `DRAFT`, `SCHEDULED`, `BINNED`, or what the export says in its own words."""
    title: str
    """As in the export, without spaces around it; may be empty."""
    published: datetime | None
    updated: datetime | None
    author: str
    labels: tuple[str, ...]
    """In their order, each once."""
    path: str
    """The permalink below the blog's address, such as `/2016/04/name.html`; or empty."""
    body: int
    """Where its HTML is kept."""
    description: str = ""
    """The search description that its writer gave."""
    link: str = ""
    """What a post is about, in the editor's field of this name."""
    parent: str = ""
    """Of a comment: the number of its post."""
    answers: str = ""
    """Of a comment: the number of the comment it answers."""
    removed: bool = False
    """Of a comment: nothing is left but the words that it was removed."""
    short: bool = False
    """The export holds no more than its beginning."""


@dataclass(frozen=True, slots=True)
class Blog:
    """One blog as its export has it."""

    format: str
    id: str
    title: str
    address: str
    """Such as `http://name.blogspot.com`, without a slash; empty where the export has none."""
    entries: tuple[Entry, ...]
    """Posts, pages and comments, in the order of the export."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """By their names in small letters; those that hold addresses of people are left out."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Entries by what they are, such as `post, live`, those too that are no content."""
    total: int = 0
    """Entries that a public feed says there are; it holds but a page of them."""
    notes: tuple[str, ...] = ()
    """What was odd in the file, and was mended."""

    @property
    def zone(self) -> str:
        """The name of its time zone; empty where the export has none."""
        return self.settings.get("blog_time_zone", "").strip()


def is_private(setting: str) -> bool:
    """Tell whether a setting, by its name in small letters, holds addresses of people."""
    return bool(_PRIVATE.search(setting))


def number_of(text: str) -> str:
    """Return the last number in an id; empty where there is none.

    Pages end in `.page-N` in one form and in `.post-N` in another, and comments name them
    by the latter in both.
    """
    found = _LAST_NUMBER.search(text.rpartition(".")[2] if "blog-" in text else text)
    return found[1] if found else ""


def read_instant(text: str | None) -> datetime | None:
    """Return a moment with its offset from UTC, `None` where there is none."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment


def in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return a moment as clocks of a time zone show it, or with its own offset."""
    try:
        return moment if zone is None else moment.astimezone(zone)
    except OverflowError:
        return moment


def clean_text(text: str) -> str:
    """Return a text on one line, without characters that nobody sees or that no file may hold."""
    return _SPACES.sub(" ", clean_lines(text)).strip()


def clean_lines(text: str) -> str:
    """Return a text without characters that nobody sees or that no file may hold."""
    return _NOTHING.sub("", _UNWRITABLE.sub("", text))

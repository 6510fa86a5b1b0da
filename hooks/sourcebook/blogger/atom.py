"""Reads the feed in which Blogger exports a blog, in each of its forms, one entry at a time.

The forms: https://support.google.com/blogger/answer/41387 (backups of a blog, now through
Google Takeout) and https://developers.google.com/blogger/docs/2.0/reference (feeds).
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lxml import etree

from .entries import (
    BEFORE_2023,
    BINNED,
    COMMENT,
    DRAFT,
    LEGACY,
    LIVE,
    PAGE,
    POST,
    PUBLIC,
    SCHEDULED,
    SETTING,
    SINCE_2023,
    TEMPLATE,
    Blog,
    Bodies,
    Entry,
    Unreadable,
    clean_text,
    is_private,
    number_of,
    read_instant,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_KIND = "http://schemas.google.com/g/2005#kind"
_KINDS = {"settings": SETTING, "template": TEMPLATE}
_STATUS = {"LIVE": LIVE, "DRAFT": DRAFT, "SCHEDULED": SCHEDULED, "SOFT_TRASHED": BINNED}
_ENTITY = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|amp|lt|gt|quot|apos|nbsp);")
_AGAIN = "export the blog again, or copy the file whole"


def read_feed(
    source: IO[bytes], bodies: Bodies, *, seen: Callable[[], None] = lambda: None
) -> Blog:
    """Return the blog in a feed; its bodies are kept in `bodies`.

    Nothing is taken from outside the file: it has no document type, entities are not
    expanded, and no address is asked. `seen` is called after each entry. Raise `Unreadable`
    where the file is damaged, with the place, or is no feed of Blogger.
    """
    reader = _Reader(bodies)
    # A prefix that is used and not declared is all that may be wrong: some backups have one.
    context = etree.iterparse(
        source,
        events=("start", "end"),
        recover=True,
        huge_tree=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for element in _entries(context, reader):
            reader.take(element)
            seen()
    except etree.XMLSyntaxError as error:
        raise _damaged(error.msg or "", *error.position) from None
    for fault in context.error_log:
        if fault.domain_name != "NAMESPACE" and fault.level_name != "WARNING":
            raise _damaged(fault.message, fault.line, fault.column)
        reader.notes[f"line {fault.line}: {fault.message}"] = None
    return reader.blog()


def _damaged(message: str, line: int, column: int) -> Unreadable:
    says = " ".join(message.split())
    return Unreadable(f"line {line}, column {column}: is damaged ({says})", _AGAIN)


def _entries(context: Any, reader: _Reader) -> Iterator[Any]:
    """Yield each entry, and forget it afterwards; what else stands in the feed is noted."""
    root: Any = None
    depth = 0
    for event, element in context:
        if event == "start":
            root = element if root is None else root
            depth += 1
            continue
        depth -= 1
        if depth == 1:
            if _name(element) == "entry":
                yield element
            else:
                reader.note(element)
            root.clear()
        elif depth == 0 and _name(element) != "feed":
            raise Unreadable("is not a feed", _AGAIN)


class _Reader:
    """Gathers one blog."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        self.feed: dict[str, str] = {}
        self.settings: dict[str, str] = {}
        self.entries: list[Entry] = []
        self.counts: Counter[str] = Counter()
        self.formats: set[str] = set()
        self.notes: dict[str, None] = {}
        self.bloggers = False

    def note(self, element: Any) -> None:
        """Keep what a feed says of itself."""
        name, text = _name(element), _text(element)
        if name == "link":
            self.feed.setdefault(element.get("rel", ""), element.get("href", ""))
        else:
            self.feed.setdefault(name, text)
        self.bloggers |= "blogger" in text.lower()[:80]

    def take(self, element: Any) -> None:
        """Keep an entry."""
        parts: dict[str, list[Any]] = {}
        for child in element.iterchildren("*"):
            parts.setdefault(_name(child), []).append(child)
        one = {name: found[0] for name, found in parts.items()}
        text = {name: _text(found) for name, found in one.items()}
        self.bloggers |= "blogger.com" in text.get("id", "")
        kind, status, form = _classify(parts, text)
        self.formats |= {form}
        self.counts[f"{kind}, {status}"] += 1
        if kind == SETTING:
            name = text.get("id", "").rpartition(".settings.")[2].lower()
            if not is_private(name):
                self.settings[name] = text.get("content", "")
        if kind not in (POST, PAGE, COMMENT):
            return
        links = [(each.get("rel", ""), each.get("href", "")) for each in parts.get("link", [])]
        href = dict(reversed(links))
        properties = {each.get("name", "") for each in parts.get("extendedProperty", [])}
        reply = one.get("in-reply-to")
        parent = reply.get("ref", "") if reply is not None else ""
        alternate = href.get("alternate", "").partition("#")[0].partition("?")[0]
        content = text.get("content", text.get("summary", ""))
        self.entries.append(
            Entry(
                id=number_of(text.get("id", "")),
                kind=kind,
                status=status,
                title=_title(text.get("title", "")),
                published=read_instant(text.get("published") or text.get("created")),
                updated=read_instant(text.get("updated")),
                author=_author(one.get("author")),
                labels=_labels(parts.get("category", [])),
                path=clean_text(text.get("filename", "")) or _path(alternate),
                body=self.bodies.put(content),
                description=clean_text(text.get("metaDescription", "")),
                link=href.get("related", "") if kind != COMMENT else "",
                parent=number_of(text.get("parent", "") or parent),
                answers=number_of(text.get("inReplyTo", "") or href.get("related", ""))
                if kind == COMMENT
                else "",
                removed="blogger.contentRemoved" in properties,
                short="content" not in text and "summary" in text,
            )
        )
        if alternate and not self.feed.get("alternate"):
            self.feed["alternate"] = alternate

    def blog(self) -> Blog:
        """Return what was gathered, or raise `Unreadable`."""
        if not self.bloggers:
            remedy = "give an export of Blogger: its backup, or the archive of Google Takeout"
            raise Unreadable("is a feed, but not one of Blogger", remedy)
        feed_id, total = self.feed.get("id", ""), self.feed.get("totalResults", "")
        form = next(
            (each for each in (SINCE_2023, BEFORE_2023, LEGACY) if each in self.formats), PUBLIC
        )
        address = urlsplit(self.feed.get("alternate", ""))
        return Blog(
            format=LEGACY if feed_id.endswith(".archive") else form,
            id=number_of(feed_id.removesuffix(".archive")),
            title=_title(self.feed.get("title", "") or self.settings.get("blog_name", "")),
            address=f"{address.scheme}://{address.netloc}" if address.netloc else "",
            entries=tuple(self.entries),
            settings=self.settings,
            counts=dict(sorted(self.counts.items())),
            total=int(total[:9]) if total.isdecimal() else 0,
            notes=tuple(self.notes),
        )


def _classify(parts: dict[str, list[Any]], text: dict[str, str]) -> tuple[str, str, str]:
    """Return what an entry is, whether it is live, and the form of export it comes from."""
    if "type" in text:
        status = _STATUS.get(text.get("status", ""), text.get("status", "").lower() or "unknown")
        if text.get("trashed"):
            status = BINNED
        return text["type"].lower(), status, SINCE_2023 if "filename" in text else BEFORE_2023
    terms = [
        each.get("term", "").rpartition("#")[2]
        for each in parts.get("category", [])
        if each.get("scheme") == _KIND
    ]
    drafts = [_text(found) for each in parts.get("control", []) for found in each.iter("*")]
    status = DRAFT if "yes" in drafts else LIVE
    if terms:
        return _KINDS.get(terms[0], terms[0]), status, LEGACY
    if "in-reply-to" in parts:
        return COMMENT, status, PUBLIC
    hrefs = [each.get("href", "") for each in parts.get("link", []) if each.get("rel") != "replies"]
    at_page = any(urlsplit_path(href).startswith("/p/") for href in hrefs)
    return PAGE if at_page else POST, status, PUBLIC


def urlsplit_path(address: str) -> str:
    """Return the path of an address; empty where it is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _path(address: str) -> str:
    path = urlsplit_path(address)
    return path if path.endswith(".html") else ""


def _labels(categories: list[Any]) -> tuple[str, ...]:
    terms = (clean_text(each.get("term", "")) for each in categories if each.get("scheme") != _KIND)
    return tuple(dict.fromkeys(filter(None, terms)))


def _author(element: Any) -> str:
    """Return a name; what is an address, or no name at all, is none."""
    names = (
        []
        if element is None
        else [_text(each) for each in element.iterchildren("*") if _name(each) == "name"]
    )
    name = clean_text(names[0]) if names else ""
    return "" if "@" in name or name.lower() in ("unknown", "anonymous") else name


def _title(text: str) -> str:
    """Return a title; older ones have entities of HTML in their text."""
    return clean_text(unescape(text) if _ENTITY.search(text) else text)


def _name(element: Any) -> str:
    """Return the name of an element, without namespace or prefix."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _text(element: Any) -> str:
    return "".join(element.itertext())

"""Where entries were: permalinks that an export lacks, from a list, or by Blogger's own rule."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize
from urllib.parse import urlsplit

from lxml import etree

from .entries import PAGE, Entry, Unreadable, clean_text, in_zone, number_of, read_instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, tzinfo

LONGEST = 39
"""Characters at which Blogger cuts a name, at the end of a word."""
_PATH = re.compile(r"/(\d{4}/\d{2}|p)/[^/?#]+\.html")
_LEFT_OUT = {"a", "an", "the"}
_IDS, _TITLES, _DAYS = ("id", "post_id", "postid"), ("title",), ("published", "date")
_ADDRESSES = ("url", "path", "permalink", "link", "address", "loc")


class Permalinks:
    """A list of permalinks that somebody gave: each known by number, by title and day, or alone."""

    def __init__(self, rows: Iterable[Mapping[str, str]] = ()) -> None:
        self.by_id: dict[str, str] = {}
        self.by_title: dict[tuple[str, str], str] = {}
        self.all: set[str] = set()
        for row in rows:
            address = next((row[key] for key in _ADDRESSES if row.get(key)), "")
            if path := read_path(address):
                self.all.add(path)
                if number := number_of(next((row[key] for key in _IDS if row.get(key)), "")):
                    self.by_id.setdefault(number, path)
                moment = read_instant(next((row[key] for key in _DAYS if row.get(key)), ""))
                self.by_title.setdefault((_folded(row.get("title", "")), _minute(moment)), path)

    def add(self, other: Permalinks) -> None:
        """Take in another list; what is known already stays."""
        self.by_id = other.by_id | self.by_id
        self.by_title = other.by_title | self.by_title
        self.all |= other.all

    def find(self, entry: Entry) -> str:
        """Return the permalink of an entry; empty where the list has none."""
        at = (_folded(entry.title), _minute(entry.published))
        return self.by_id.get(entry.id) or (self.by_title.get(at, "") if all(at) else "")


def read_path(address: str) -> str:
    """Return the path of a permalink; empty where an address is none."""
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        return ""
    return path if _PATH.fullmatch(path) else ""


def read_permalinks(raw: bytes) -> Permalinks:
    """Return a list of permalinks: a table, JSON, a sitemap, or a feed. Raise `Unreadable`."""
    remedy = "give a table with the columns id and url, a sitemap.xml, or the blog's public feed"
    try:
        text = raw.decode("utf-8-sig")
        start = text.lstrip()[:1]
        if start == "<":
            rows = _from_xml(raw)
        elif start in ("{", "["):
            rows = _from_json(json.loads(text))
        else:
            rows = [
                {clean_text(str(key)).lower(): str(value) for key, value in row.items()}
                for row in csv.DictReader(io.StringIO(text, newline=""))
            ]
    except (ValueError, csv.Error, etree.XMLSyntaxError, RecursionError):
        raise Unreadable("is no list of permalinks", remedy) from None
    found = Permalinks(rows)
    if not found.all:
        raise Unreadable("has no permalink of Blogger, such as /2016/04/name.html", remedy)
    return found


def _from_xml(raw: bytes) -> list[dict[str, str]]:
    if b"<!DOCTYPE" in raw:
        raise ValueError
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    rows = []
    for element in etree.fromstring(raw, parser).iter("{*}loc", "{*}entry"):
        if str(element.tag).endswith("loc"):
            rows.append({"url": element.text or ""})
            continue
        row = {str(c.tag).rpartition("}")[2]: "".join(c.itertext()) for c in element}
        links = [c for c in element.iter("{*}link") if c.get("rel") == "alternate"]
        rows.append(row | {"url": links[0].get("href", "") if links else "", "link": ""})
    return rows


def _from_json(document: Any) -> list[dict[str, str]]:
    if isinstance(document, dict):
        feed = document.get("feed", document)
        document = feed.get("entry", feed.get("items", [])) if isinstance(feed, dict) else []
    return [_row(item) for item in document if isinstance(item, dict)]


def _row(item: dict[str, Any]) -> dict[str, str]:
    """Return an item of the feed that Blogger gives as JSON, or of a list of one's own."""
    row = {}
    for key, value in item.items():
        if isinstance(value, dict):
            row[key.lower()] = str(value.get("$t", ""))
        elif isinstance(value, str | int):
            row[key.lower()] = str(value)
        elif key == "link" and isinstance(value, list):
            hrefs = [
                str(each.get("href", ""))
                for each in value
                if isinstance(each, dict) and each.get("rel") == "alternate"
            ]
            row["url"] = next(iter(hrefs), "")
    return row


def fill_in(
    entry: Entry, known: Permalinks, *, zone: tzinfo | None, words: str
) -> tuple[Entry, bool]:
    """Return a post or a page with its permalink, and whether that is a guess.

    `words` are the first of its text, which name it where it has no title.
    """
    if entry.path:
        return entry, False
    if path := known.find(entry):
        return replace(entry, path=path), False
    path = guess_path(entry, zone, words)
    return replace(entry, path=path), path not in known.all


def guess_path(entry: Entry, zone: tzinfo | None, words: str) -> str:
    """Return the permalink that Blogger would give, as far as its rule can be measured."""
    name = guess_name(entry.title or words)
    if entry.kind == PAGE or entry.published is None:
        return f"/p/{name}.html"
    day = in_zone(entry.published, zone)
    return f"/{day.year:04}/{day.month:02}/{name}.html"


def guess_name(title: str) -> str:
    """Return the name that Blogger makes of a title."""
    letters = normalize("NFKD", title.lower())
    plain = "".join(letter for letter in letters if not combining(letter))
    words = re.sub(r"[^a-z0-9 -]", "", plain).replace("-", " ").split()
    name = ""
    for word in (word for word in words if word not in _LEFT_OUT):
        longer = f"{name}-{word}" if name else word
        if name and len(longer) > LONGEST:
            break
        name = longer
    return name[:LONGEST].strip("-") or "blog-post"


def _folded(title: str) -> str:
    return clean_text(title).casefold()


def _minute(moment: datetime | None) -> str:
    return f"{int(moment.timestamp()) // 60}" if moment else ""

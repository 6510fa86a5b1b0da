"""Tells from its beginning what a file is, whatever its name says."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from .entries import Unreadable

HEAD = 65_536
"""Bytes that tell what a file is."""
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"

_GIVE = "give the backup of the blog, or the archive of Google Takeout"
_MISC = re.compile(rb"\s*(<\?.*?\?>|<!--.*?-->)", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_NAMED = re.compile(rb"\s*<(!DOCTYPE\b|[A-Za-z_!])", re.IGNORECASE)


def is_archive(head: bytes) -> bool:
    """Tell whether a file is a ZIP."""
    return head.startswith((ZIP, EMPTY_ZIP))


def check_feed(head: bytes) -> None:
    """Raise `Unreadable` where a file that begins so is no feed, and say what it is.

    A document type is refused: it can make a small file grow without end, and no export
    has one.
    """
    if not head.strip():
        raise Unreadable("is empty", "export the blog again, or copy the file whole")
    if head.startswith((BOM_UTF16_BE, BOM_UTF16_LE)) or b"\0" in head[:4]:
        raise Unreadable("is not UTF-8", "give the file as Google made it, or save it as UTF-8")
    text = head.removeprefix(BOM_UTF8)
    while found := _MISC.match(text):
        text = text[found.end() :]
    if not _NAMED.match(text):
        raise Unreadable(_describe_other(text), _GIVE)
    lower = text.lower()
    doctype = lower.lstrip().startswith(b"<!")
    root = _ROOT.search(lower)
    name = root[1].decode("ascii") if root else ""
    if name == "html" and (b"b:version" in lower or b"b:skin" in lower):
        what = "is the backup of a theme, which is the looks of a blog and none of its posts"
        raise Unreadable(what, f"{_GIVE}; Blogger has it under Settings > Back up content")
    if name == "html" or lower.lstrip().startswith(b"<!doctype html"):
        raise Unreadable("is a web page", _GIVE)
    if doctype:
        raise Unreadable("has a document type, which no export of Blogger has", _GIVE)
    if name == "rss" and b"wordpress.org/export" in lower:
        raise Unreadable("is an export of WordPress", _GIVE)
    others = {
        "rss": "is a feed in RSS",
        "rdf": "is a feed in RDF",
        "blog": "is an export in BlogML",
        "urlset": "is a sitemap, which has addresses only",
        "opml": "is a list of feeds in OPML",
    }
    if name in others:
        raise Unreadable(others[name], _GIVE)
    if name != "feed":
        raise Unreadable(f"is XML of another kind (`{name}`)", _GIVE)


def _describe_other(text: bytes) -> str:
    """Return what a file is that is no XML."""
    start = text.lstrip()[:200]
    if start.startswith((b"{", b"[")):
        return "is JSON, such as a feed read with `alt=json`, and no Atom feed"
    if start.startswith(b"\x1f\x8b"):
        return "is packed as .gz or .tgz, and not as a ZIP"
    if start.startswith((b"Rar!", b"7z\xbc\xaf")):
        return "is packed, and not as a ZIP"
    if b"," in start.split(b"\n")[0]:
        return "is a table"
    return "is no XML"

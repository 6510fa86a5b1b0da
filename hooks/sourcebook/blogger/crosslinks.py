"""Where links of a blog lead now: to files where the blog meant its own posts, else on the web."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from posixpath import dirname, relpath
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from .entries import number_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

KEPT, REWRITTEN, UNKNOWN = "kept", "to a file", "kept; the blog's own, and not in the export"
CLOSED = "kept; leads through FeedBurner, which is closed"
JUNK, UNSAFE, ODD = "left by the editor; now plain text", "unsafe; now plain text", "no address"

_SCHEMES = frozenset(
    [
        "http",
        "https",
        "mailto",
        "tel",
        "sms",
        "ftp",
        "sftp",
        "ssh",
        "git",
        "svn",
        "irc",
        "ircs",
        "xmpp",
        "sip",
        "skype",
        "callto",
        "whatsapp",
        "geo",
        "news",
        "nntp",
        "magnet",
        "market",
        "feed",
        "webcal",
        "rtsp",
    ]
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_JUNK = re.compile(
    r"https?://(?:(?:www|draft)\.)?blogger\.com/(?:null|blogger\.g\b|goog_|blog/|u/\d|rearrange|$)"
    r"|about:|https?:/*$",
    re.IGNORECASE,
)
_REDIRECTS = {("www.google.com", "/url"): "q", ("www.youtube.com", "/redirect"): "q"}
_FEEDBURNER = re.compile(r"(?:feedproxy|feedburner)\.google\.com|(?:\w+\.)?feedburner\.com")
ARCHIVE = re.compile(r"/\d{4}_\d{2}(?:_\d{2})?_archive\.html")
"""Where Blogger lists the posts of a month, or of the week or the day that begins so."""
_MONTH = re.compile(rf"/\d{{4}}(?:/\d{{2}})?/?|{ARCHIVE.pattern}")
_COMMENT = re.compile(r"c?(\d{6,})")


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything of a blog is now, as files seen from `docs/`."""

    hosts: frozenset[str]
    """Names the blog answered to, without `www.`; `name.blogspot` stands for every country."""
    address: str
    """The blog's own address; empty where nobody knows."""
    by_path: Mapping[str, str]
    """Live posts and pages, by permalink."""
    by_id: Mapping[str, str]
    comments: Mapping[str, str] = field(default_factory=dict)
    """The file below whose text each comment stands, by its number."""
    anchors: Mapping[str, Collection[str]] = field(default_factory=dict)
    """By file: names in a live post or page to which links of the blog may lead."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The page that answers for a label."""
    former: str = ""
    """The page that answers for months and feeds of the former blog."""
    home: str = ""
    search: str = ""


def host_of(address: str) -> str:
    """Return the name a blog answers to, the same for each country's domain."""
    try:
        host = (urlsplit(address).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
    name, dot, rest = host.partition(".blogspot.")
    return f"{name}.blogspot" if dot and rest else host


def follow(href: str, places: Places, at: str, base: str) -> tuple[str, str]:
    """Return where a link leads now, seen from the file `at`, and what became of it.

    It leads nowhere, and the address is empty, where it may not or cannot be followed.
    `base` is the permalink of the post it stands in.
    """
    address = re.sub(r"[\t\n\r]", "", href).strip()  # as browsers do
    if address.startswith("//"):
        address = f"https:{address}"
    elif address.lower().startswith("www."):
        address = f"http://{address}"
    elif address and not _SCHEME.match(address):
        path = address if address.startswith("/") else f"{dirname(base)}/{address}"
        return _own(path, places, at, address)
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return "", ODD
    if _JUNK.match(address):
        return "", JUNK
    if parts.scheme.lower() not in _SCHEMES:
        return "", UNSAFE
    if parts.scheme.lower() not in ("http", "https"):
        return address, KEPT
    if not parts.hostname:
        return "", ODD
    query = _REDIRECTS.get((parts.hostname, parts.path))
    if query and (real := parse_qs(parts.query).get(query, [""])[0]).startswith("http"):
        return follow(real, places, at, base) if real != address else (address, KEPT)
    if parts.hostname in ("www.blogger.com", "blogger.com", "draft.blogger.com"):
        return _at_blogger(address, places, at)
    if host_of(address) in places.hosts:
        return _own(address.partition("//")[2].partition("/")[1:][1], places, at, address)
    return address, CLOSED if _FEEDBURNER.fullmatch(parts.hostname) else KEPT


def _at_blogger(address: str, places: Places, at: str) -> tuple[str, str]:
    parts = urlsplit(address)
    post = parse_qs(parts.query).get("postID", [""])[0]
    if not post and "/posts/default/" in parts.path:
        post = number_of(parts.path)
    if post in places.by_id:
        return _seen_from(at, places.by_id[post]), REWRITTEN
    return address, KEPT


def _own(rest: str, places: Places, at: str, address: str) -> tuple[str, str]:
    """Return where a link to the blog itself leads now; `rest` is what follows the host."""
    inside = f"/{rest.lstrip('/')}"
    path, _, fragment = inside.partition("#")
    path = path.partition("?")[0]
    path = path.removeprefix("/ncr") if path.startswith("/ncr/") else path
    for each in (path, unquote(path), f"{path}.html"):
        if each in places.by_path:
            uri, name = places.by_path[each], unquote(fragment)
            found = _COMMENT.fullmatch(fragment)
            if found and places.comments.get(found[1]) == uri:
                name = f"c{found[1]}"
            elif name not in places.anchors.get(uri, ()):
                name = ""
            return _seen_from(at, uri) + (f"#{name}" if name else ""), REWRITTEN
    if path.startswith("/search/label/"):
        label = unquote(path.removeprefix("/search/label/").strip("/").replace("+", " "))
        if page := places.labels.get(label.casefold()):
            return _seen_from(at, page), REWRITTEN
    elif path == "/search" and places.search:
        return _seen_from(at, places.search), REWRITTEN
    elif path in ("/", "/index.html") and places.home:
        return _seen_from(at, places.home), REWRITTEN
    elif (_MONTH.fullmatch(path) or path.startswith("/feeds/")) and places.former:
        return _seen_from(at, places.former), REWRITTEN
    if _SCHEME.match(address):
        return address, UNKNOWN
    if places.address:
        return f"{places.address}{inside}", UNKNOWN
    return "", ODD


def _seen_from(at: str, uri: str) -> str:
    return relpath(uri, dirname(at) or ".")

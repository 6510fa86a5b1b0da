"""Where things lie: folders of `docs/`, and the addresses files become."""

from __future__ import annotations

import re
from functools import cache
from posixpath import basename, dirname, join, normpath
from unicodedata import category, normalize
from urllib.parse import quote, unquote, urlsplit

SOURCES = "sources"
AUTHORS = "about/authors"
ARCHIVE = "blog"
PAGE_VIEWS = "data/page-views.csv"
STATE = "about/state.md"
PRIVACY = "about/privacy.md"

_APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")

NOT_TOPICS = frozenset({"about", "assets", "blog", "data", "sources"})
"""Top-level folders with a meaning of their own; every other one is a topic."""


def is_index(uri: str) -> bool:
    """Tell whether a file is the introduction of its folder.

    `README.md` stands for `index.md`, as MkDocs has it.
    """
    return basename(uri) in ("index.md", "README.md")


def key_of(uri: str) -> str:
    """Return the key that a file's name gives: its name without `.md`."""
    return basename(uri).removesuffix(".md")


def proper_name(text: str) -> str:
    """Return a name for a file: its letters small, its digits, and hyphens for all else.

    Letters of every script are as good, with their accents in one sign: as two they look the
    same, and make another address. Empty where a text has neither letters nor digits.
    """
    plain = normalize("NFC", _APOSTROPHES.sub("", text).lower())
    kept = "".join(sign if sign == "-" or _is_letter(sign) else " " for sign in plain)
    return "-".join(filter(None, (word.strip("-") for word in kept.split())))


def _is_letter(sign: str) -> bool:
    """Tell whether a sign is a letter, a digit, or a mark on a letter."""
    return sign.isalnum() or category(sign).startswith("M")


@cache  # each list on each page asks again
def page_url(uri: str) -> str:
    """Return the address of the page made from a Markdown file, seen from the site's root.

    The home page is the empty string.
    """
    path = dirname(uri) if is_index(uri) else uri.removesuffix(".md")
    return quote(path) + "/" if path else ""


def file_of(address: str) -> str:
    """Return the file that answers an address, seen from the site's root.

    An address that ends in `.html` is a file. Any other is a folder with an `index.html`,
    which servers find with a slash at the end and without.
    """
    path = unquote(address)
    names = "/".join(name for name in path.split("/") if name)
    if path.endswith((".html", ".htm")):
        return names
    return f"{names}/index.html".lstrip("/")


def top_folder(uri: str) -> str:
    """Return the first folder of a path, or the empty string at the top level."""
    head, slash, _ = uri.partition("/")
    return head if slash else ""


def beside(uri: str, relative: str) -> str:
    """Return the path in `docs/` that a relative path means inside the file `uri`."""
    return normpath(join(dirname(uri), relative))


def is_web_address(address: str) -> bool:
    r"""Tell whether a page may link to this: `http:` or `https:`, with a host, nothing odd.

    Spaces and control characters are refused because browsers drop some of them, so
    `java\nscript:` would come alive: https://url.spec.whatwg.org/#url-parsing
    """
    if not address.isprintable() or any(c.isspace() or c in '<>"\\`' for c in address):
        return False
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    labels = (parts.hostname or "").split(".")
    named = len(labels) > 1 and all(labels) and parts.username is None
    return parts.scheme in ("http", "https") and named


def host_name(address: str) -> str:
    """Return the host of a web address without a leading `www.`."""
    return (urlsplit(address).hostname or "").removeprefix("www.")

"""Pictures of a blog: which addresses mean the same one, its full size, its name and its words."""

from __future__ import annotations

import re
from posixpath import basename
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .entries import clean_text

if TYPE_CHECKING:
    from collections.abc import Mapping

# https://developers.google.com/people/image-sizing says how a size stands in an address.
_SIZE = re.compile(r"/(?:[swh]\d+(?:-[\w-]+)*|w\d+-h\d+(?:-[\w-]+)*)(?=/[^/]*$)")
_SIZE_AT_END = re.compile(r"=(?:[swh]\d+)(?:-[\w-]+)*$")
_IN_A_PAGE = re.compile(r"-h(?![^-])")
"""The option of a size at which Blogger answers with a page that shows the picture."""
_HOSTS = re.compile(
    r"(?:\d+\.bp\.blogspot\.com|(?:blogger|lh\d+)\.googleusercontent\.com|lh\d*\.ggpht\.com"
    r"|photos\d*\.blogger\.com|resources\.blogblog\.com|\w+\.blogspot\.com)"
)
_FILE = re.compile(r"[\w%().+~@-]+\.(?:jpe?g|png|gif|webp|bmp|svg|tiff?|avif|heic)", re.IGNORECASE)
_NAMELIKE = re.compile(r"(?:IMG|DSC|DSCN|P|image|photo|untitled)[ _-]?\d*", re.IGNORECASE)
SIGNS: Mapping[bytes, str] = {
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"BM": "bmp",
    b"II*\0": "tif",
    b"MM\0*": "tif",
}
"""How files of pictures begin, and what they end in."""
LONGEST_NAME = 40
LONGEST_ALT = 150


def web_address(src: str) -> str:
    """Return the address of what a page loads, with its scheme; empty where the web has it not."""
    address = f"https:{src}" if src.startswith("//") else src
    try:
        parts = urlsplit(address)
        _ = parts.port
        named = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return address if named else ""


def picture_address(src: str) -> str:
    """Return the address of a picture as `web_address` does; never that of a page around it."""
    address = web_address(src)
    if not address or not is_bloggers(address):
        return address
    head, mark, query = address.partition("?")
    for size in (_SIZE, _SIZE_AT_END):
        head = size.sub(lambda found: _IN_A_PAGE.sub("", found[0]), head)
    return head + mark + query


def is_bloggers(address: str) -> bool:
    """Tell whether Blogger keeps a picture."""
    return bool(_HOSTS.fullmatch((urlsplit(address).hostname or "").lower()))


def identity(address: str) -> str:
    """Return what addresses of one picture in several sizes have in common."""
    web = web_address(address)
    if not web or not is_bloggers(web):
        return web.partition(":")[2]
    parts = urlsplit(web)
    return _SIZE_AT_END.sub("", _SIZE.sub("", parts.path))


def same_picture(href: str, src: str) -> bool:
    """Tell whether a link leads to a picture itself, perhaps in another size."""
    one, other = identity(href), identity(src)
    if not one or not other:
        return False
    if one == other:
        return True
    names = [
        basename(urlsplit(each).path).lower() for each in (web_address(href), web_address(src))
    ]
    blogger = is_bloggers(web_address(href)) and is_bloggers(web_address(src))
    return blogger and names[0] == names[1] and "." in names[0]


def sizes(src: str, full: str) -> list[str]:
    """Return the addresses of a picture to ask for, the largest first."""
    found = []
    for address in filter(None, (picture_address(full), picture_address(src))):
        if is_bloggers(address):
            head, mark, query = address.partition("?")
            for size in ("s0", "s1600"):
                larger = _SIZE_AT_END.sub(f"={size}", _SIZE.sub(f"/{size}", head))
                found.append(larger + mark + query)
        found.append(address)
    return list(dict.fromkeys(found))


def file_name(address: str) -> str:
    """Return the name of a picture's file as its address has it; empty where it has none."""
    name = basename(urlsplit(web_address(address)).path)
    for _ in range(2):  # Blogger encodes some twice
        name = unquote(name)
    name = name.replace("+", " ")
    return name if _FILE.fullmatch(name.replace(" ", "_")) else ""


def find_ending(start: bytes) -> str:
    """Return what the name of a picture is to end in, by its first bytes; empty for no picture."""
    for sign, ending in SIGNS.items():
        if start.startswith(sign):
            return ending
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "webp"
    if start[4:8] == b"ftyp" and start[8:12] in (b"avif", b"avis"):
        return "avif"
    return ""


def clean_name(name: str) -> str:
    """Return the name of a picture in small letters, digits and hyphens, without its ending."""
    stem = name.rpartition(".")[0] or name
    return (
        re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:LONGEST_NAME].strip("-") or "picture"
    )


def read_alt(alt: str | None, caption: str, title: str | None) -> str:
    """Return what a picture shows, in words that somebody wrote; empty where nobody did."""
    for text in (alt, caption, title):
        words = clean_text(text or "")
        if (
            words
            and not _FILE.fullmatch(words.replace(" ", "_"))
            and not _NAMELIKE.fullmatch(words)
        ):
            return words[:LONGEST_ALT]
    return ""

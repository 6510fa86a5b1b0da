"""Names of the files that entries become, and sentences that describe them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

from sentencex import segment

from sourcebook.addresses import page_url
from sourcebook.posts import DESCRIPTION_LENGTH
from sourcebook.records import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_NAME = 80
"""Characters of a file's name; in bytes it may be four times that, which every disk takes."""
LONGEST_BYTES = 180
LONGEST_TITLE = 60
"""Characters of a title that is made of the first words."""
_DESCRIBED = 155
# mkdocs-blog-plugin stops where many digits follow these letters in an address.
_LIKE_A_DAY = re.compile(r"(blog.)(?=\d{9})")
_READ = 2_000
"""Characters of a text that a description is made of."""


def name_of_path(path: str) -> str:
    """Return the name of a file for what had this permalink."""
    return make_name(unquote(path).rpartition("/")[2].removesuffix(".html"))


def make_name(text: str) -> str:
    """Return a text as the name of a file: small letters of any script, digits and hyphens."""
    plain = re.sub(r"[\W_]+", "-", normalize("NFC", text).lower()).strip("-")[:LONGEST_NAME]
    plain = _LIKE_A_DAY.sub(r"\1n", plain)
    while len(plain.encode()) > LONGEST_BYTES:
        plain = plain[:-1]
    plain = plain.strip("-")
    return f"{plain or 'post'}-post" if plain in RESERVED else plain or "post"


def find_free(folder: str, name: str, month: str, taken: set[str]) -> str:
    """Return the file for a name in a folder, seen from `docs/`, that no other file has.

    Where there are several of a name, the month parts them, and then a number.
    """
    uris = (f"{folder}/{each}.md" for each in _names(name, month))
    uri = next(each for each in uris if page_url(each).lower() not in taken)
    taken.add(page_url(uri).lower())
    return uri


def _names(name: str, month: str) -> Iterator[str]:
    yield name
    if month:
        name = f"{name}-{month}"
        yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def make_title(text: str, day: str) -> str:
    """Return a title for what has none: its first words, or its day."""
    return cut(text, LONGEST_TITLE) or f"Untitled ({day})"


def describe(text: str, title: str, language: str) -> str:
    """Return the first sentences of a text as a description; the title where there is no text."""
    found = ""
    for sentence in segment(language, text[:_READ]):
        longer = f"{found} {sentence.strip()}".strip()
        if len(longer) > _DESCRIBED:
            break
        found = longer
        if len(found) >= DESCRIPTION_LENGTH[0] * 2:
            break
    if len(found) < DESCRIPTION_LENGTH[0]:
        found = cut(text, _DESCRIBED)
    return found or title


def cut(text: str, longest: int) -> str:
    """Return the beginning of a text, cut between two words."""
    text = " ".join(text[: longest * 4 + 1].split())
    if len(text) <= longest:
        return text
    head = text[: longest - 2]
    words = head.rpartition(" ")[0] or head
    return f"{words.rstrip(' ,;:.-')} …"[:longest].strip()

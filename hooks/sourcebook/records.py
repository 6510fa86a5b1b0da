"""The record of a source: its file, its key, and whether the library has the work already."""

from __future__ import annotations

import re
from itertools import chain, count
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize
from urllib.parse import unquote, urlsplit

import yaml

from .addresses import host_name
from .csl import DATE_KEYS, NAME_KEYS
from .formats.dates import read_date, render_date
from .sources import CSL_KEYS, NAME_PARTS, OWN_GROUPS, OWN_KEYS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_RECORD_KEY = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
"""The name of a record's file, without `.md`; each can be cited."""
_WORD = re.compile(r"[a-z0-9]+")
_ACRONYM = re.compile(r"\(([A-Z]{2,8})\)")
_DAYS = ("date", "acknowledged")

RESERVED = frozenset({"index", "readme"})
"""Names of files that are no records."""
LONGEST_KEY = 60
"""Characters of a key that is made from an address."""
LONGEST_PART = 30
"""Characters of a name or a word that go into a key."""
UNDATED = "n.d.".replace(".", "")
ACRONYM_FROM = 3
"""Groups with this many telling words in their name are known by their first letters."""

# The order of the keys in a file; those not named here stand where `...` is, by name.
_FIRST = ("type", "title", "title-short", "author", "editor")
_MIDDLE = (
    "issued",
    "container-title",
    "collection-title",
    "event-title",
    "volume",
    "issue",
    "number",
    "page",
    "publisher",
    "publisher-place",
    "DOI",
    "ISBN",
    "ISSN",
    "PMID",
    "PMCID",
    "URL",
)
_LAST = ("note", *OWN_KEYS)
_OTHERS = sorted(CSL_KEYS - {*_FIRST, *_MIDDLE, *_LAST} - NAME_KEYS)
ORDER = (*_FIRST, *sorted(NAME_KEYS - {*_FIRST}), *_MIDDLE, *_OTHERS, *_LAST)

# English words that say nothing of a work.
_EMPTY = (
    "a after among an and are as at between by can compared do does during effect effectiveness effects"
    " efficacy for from how in into is it its of on or over that the their these this those to under use using"
    " versus vs what when where which who why with within without"
)
# Letters that Unicode does not take apart: https://www.unicode.org/reports/tr15/
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "\u0131": "i",
    }
)


class _Date(str):
    """A date as the files have it, which needs no quotation marks."""

    __slots__ = ()


class _Line(dict[str, Any]):
    """A group of keys that stands on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes YAML as the files have it: a value a line, a name a line, nothing folded."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's own
        return True


def _represent_date(dumper: yaml.SafeDumper, date: _Date) -> yaml.Node:
    tag = dumper.resolve(yaml.ScalarNode, date, (True, False))  # type: ignore[no-untyped-call]  # has no types
    return dumper.represent_scalar(tag, str(date))


def _represent_line(dumper: yaml.SafeDumper, group: _Line) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", group.items(), flow_style=True)


_Dumper.add_representer(_Date, _represent_date)
_Dumper.add_representer(_Line, _represent_line)


def render_record(item: Mapping[str, Any]) -> str:
    """Return the text of a record's file: front matter, and the summary below it."""
    own = item.get("custom", {})
    values = {**item, **own}
    meta = {key: _value(key, values[key]) for key in ORDER if values.get(key)}
    head = yaml.dump(meta, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**31)
    body = f"\n{own['summary'].strip()}\n" if own.get("summary") else ""
    return f"---\n{head}---\n{body}"


def propose_key(item: Mapping[str, Any], taken: Collection[str]) -> str:
    """Return a key that is not taken, such as `smith2011roses`.

    It is the item's own `id` where that may be a key; else who wrote it, the year (`n.d.`
    without its dots where unknown) and the first telling word of the title, with `b`, `c` … where needed.
    A web page without a title is named after its address, such as `example-org-roses`.
    """
    own = str(item.get("id", ""))
    if is_key(own) and own not in taken:
        return own
    base = f"{_who(item)}{_year(item) or UNDATED}{next(_telling(item.get('title', '')), '')}"
    if not item.get("title") and item.get("URL"):
        base = _after_address(item["URL"]) or base
    keys = chain([base], (base + _letters(number) for number in count(2)))
    return next(key for key in keys if key not in taken)


def is_key(text: str) -> bool:
    """Tell whether a record's file may have this name."""
    return bool(_RECORD_KEY.fullmatch(text)) and text not in RESERVED


def marks(item: Mapping[str, Any]) -> list[str]:
    """Return what a work is known by, the surest first; works that share one are the same.

    That is its DOI, PMID and PMCID, and its title with the year, or, where no year is
    known, with its address or the name of what it is in. Without a title, it is its address.
    """
    numbers = [f"{key} {item[key]}".lower() for key in ("DOI", "PMID", "PMCID") if item.get(key)]
    title = "".join(filter(str.isalnum, normalize("NFKC", item.get("title", ""))))
    places = (item.get(key) for key in ("URL", "container-title", "publisher"))
    where = _year(item) or next(filter(None, places), "")
    if title:
        return [*numbers, f"title {title.casefold()} {where}"]
    return [*numbers, f"URL {item['URL'].rstrip('/')}"] if item.get("URL") else numbers


def find_same(item: Mapping[str, Any], known: Mapping[str, str]) -> str | None:
    """Return the key of the record of the same work; `known` gives keys by their `marks`."""
    return next((known[mark] for mark in marks(item) if mark in known), None)


class Library:
    """The works that have a record, and those about to get one."""

    def __init__(self, keys: Iterable[str], items: Mapping[str, Mapping[str, Any]]) -> None:
        """Begin with the records there are; `keys` are also those that cannot be read."""
        self.there = frozenset(keys)
        self.taken = set(self.there)
        self.known: dict[str, str] = {}
        for key, item in items.items():
            self.add(key, item)

    def add(self, key: str, item: Mapping[str, Any]) -> None:
        """Count a work among those that have a record."""
        self.taken.add(key)
        for mark in (*marks(item), *marks({"URL": item.get("URL")})):
            self.known.setdefault(mark, key)

    def copy(self) -> Library:
        """Return the same library, to try out what may not come to be."""
        twin = Library(self.there, {})
        twin.taken, twin.known = set(self.taken), dict(self.known)
        return twin


def _value(key: str, value: Any) -> Any:
    """Return a value as the file has it."""
    if key in NAME_KEYS:
        return [
            _Line({part: _line(name[part]) for part in NAME_PARTS if part in name})
            for name in value
        ]
    if key in DATE_KEYS:
        return _date(value)
    if key in OWN_GROUPS:
        parts = [part for part in OWN_GROUPS[key] if value.get(part)]
        return _Line({part: (_date if part in _DAYS else _line)(value[part]) for part in parts})
    return _line(value)


def _date(value: Any) -> str:
    """Return a date as EDTF; what is none stays as it is, for a reader to name it."""
    parts = read_date(value)
    return _Date(render_date(parts)) if parts else _line(value)


def _line(text: object) -> str:
    return " ".join(str(text).split())


def _year(item: Mapping[str, Any]) -> str:
    issued = item.get("issued", {}).get("date-parts", [])
    return str(issued[0][0]) if issued else ""


def _who(item: Mapping[str, Any]) -> str:
    """Return who made a work, in a few letters."""
    names = [_name(name) for key in ("author", "editor") for name in item.get(key, [])[:1]]
    others = (
        item.get("custom", {}).get("short"),
        item.get("publisher"),
        item.get("container-title"),
    )
    groups = (_group(text) for text in others if text)
    return next((name for name in chain(names, groups) if name), "anon")


def _after_address(address: str) -> str:
    parts = urlsplit(address)
    return "-".join(words_of(f"{host_name(address)} {unquote(parts.path)}"))[:LONGEST_KEY].strip(
        "-"
    )


def _name(name: Mapping[str, str]) -> str:
    if "family" not in name:
        return _group(name["literal"])
    parts = ("dropping-particle", "non-dropping-particle", "family")
    return "".join(words_of(" ".join(name.get(part, "") for part in parts)))[:LONGEST_PART]


def _group(text: str) -> str:
    """Return the short form of a group's name: in brackets, or its first letters, or all of it."""
    if bracketed := _ACRONYM.search(text):
        return bracketed[1].lower()
    words = list(_telling(text))
    if len(words) >= ACRONYM_FROM:
        return "".join(word[0] for word in words)[:LONGEST_PART]
    return "".join(words)[:LONGEST_PART]


def _telling(text: str) -> Iterator[str]:
    """Yield the words that say something; of a hyphenated one, its parts."""
    for word in words_of(text):
        if len(word) > 1 and not word.isdigit() and word not in _EMPTY.split():
            yield word[:LONGEST_PART]


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters without accents."""
    letters = normalize("NFKD", text.lower().translate(_LETTERS))
    return _WORD.findall("".join(letter for letter in letters if not combining(letter)))


def _letters(number: int) -> str:
    """Return `b` for 2, `z` for 26, `aa` for 27."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters

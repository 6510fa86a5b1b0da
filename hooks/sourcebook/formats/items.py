"""A CSL-JSON item in canonical form: what every reader returns and every writer takes.

`id` is the key and may be absent; `type` is one of CSL's; names are lists of parts, dates
are `{"date-parts": [[2011, 7, 5]]}`, everything else is text on one line, and nothing is
empty. Our own keys and the summary stand below `custom`.
https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from html.entities import html5
from typing import Any
from unicodedata import category
from urllib.parse import quote

from sourcebook.addresses import is_web_address
from sourcebook.csl import DATE_KEYS, NAME_KEYS
from sourcebook.problems import propose
from sourcebook.sources import CSL_KEYS, IDENTIFIERS, NAME_PARTS, OWN_GROUPS, OWN_KEYS, TYPES

from .dates import read_date, render_date
from .names import Name, read_name

Item = dict[str, Any]
Note = Callable[[str, str, str], None]
"""Takes the key of an item, what is wrong with it, and the remedy."""

OTHER_TYPE = "document"
"""What a work is taken for whose type we cannot read."""

_OWN_TEXTS = sorted(OWN_KEYS.keys() - OWN_GROUPS.keys())
_TAG = re.compile(r"</?(?P<name>[a-zA-Z][\w:.-]*)[^<>]*>")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w*);")
_BLOCKS = frozenset({"br", "p", "div", "li", "ul", "ol", "title", "sec", "tr", "td", "th"})
_NO_ADDRESS = re.compile(r"[\s<>\"\\`]")
_NUMBER = re.compile(r"\d+", re.ASCII)


def canonical(raw: Mapping[str, Any], note: Note) -> Item | None:
    """Return an item of CSL's variables in canonical form; `None` where it has no title.

    What is no variable of CSL's is left out in silence, what cannot be read with a note.
    """
    item: Item = {}
    for key in sorted(raw.keys() & {*CSL_KEYS, "id", "custom"}):
        if value := _value(key, raw[key], note):
            item[key] = value
    if item.get("type") not in TYPES:
        kind = item.get("type")
        item["type"] = OTHER_TYPE
        if kind is None:
            note("type", f"is missing, so it is read as `{OTHER_TYPE}`", "add one of CSL's types")
        else:
            what = f"is `{kind}`, so it is read as `{OTHER_TYPE}`"
            note("type", what, propose(kind, TYPES, otherwise="use"))
    if "title" not in item:
        note("title", "is missing, so the work is left out", "add its title")
        return None
    return item


def plain_text(value: Any) -> str:
    """Return text on one line, without tags and entities of HTML and without hidden signs.

    What is neither text nor a number gives nothing.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text, before = str(value), ""
    while text != before:
        before = text
        text = _TAG.sub(_space, "".join(sign for sign in text if _shows(sign)))
        text = _ENTITY.sub(_sign, text)
    return " ".join(text.split())


def plain_lines(value: Any) -> str:
    """Return text of several lines, without white space at its end and at those of its lines."""
    lines = value.expandtabs().splitlines() if isinstance(value, str) else []
    return "\n".join("".join(filter(_shows, line)).rstrip() for line in lines).strip("\n")


def _sign(match: re.Match[str]) -> str:
    # `unescape` would also take the first letters of a word for an entity.
    known = match[0][1] == "#" or match[0][1:] in html5
    return unescape(match[0]) if known else match[0]


def _space(match: re.Match[str]) -> str:
    name = match["name"].lower().rpartition(":")[2]
    return " " if name in _BLOCKS else ""


def _shows(sign: str) -> bool:
    return category(sign) not in ("Cc", "Cs") or sign.isspace()


def _value(key: str, value: Any, note: Note) -> Any:
    if value is None or value == "":
        return None
    if key == "custom":
        return _custom(value)
    if key in NAME_KEYS:
        return _names(key, value, note)
    if key in DATE_KEYS:
        return _date(key, value, note)
    text = plain_text(value)
    if not isinstance(value, str) and not text:
        note(key, "is not text", "write it as text in quotation marks")
    if key in IDENTIFIERS and text:
        # A DOI may have in it what looks like a tag.
        return _identifier(key, " ".join(str(value).split()), note)
    return _address(str(value).strip(), note) if key == "URL" and text else text


def _identifier(key: str, text: str, note: Note) -> str | None:
    read, example = IDENTIFIERS[key]
    identifier = read(f"PMC{text}" if key == "PMCID" and _NUMBER.fullmatch(text) else text)
    if identifier is None:
        note(key, f"`{text}` is not a {key}", f"write it as {example}")
    return identifier


def _address(text: str, note: Note) -> str | None:
    address = _NO_ADDRESS.sub(lambda match: quote(match[0]), text)
    if is_web_address(address):
        return address
    note("URL", f"`{text}` is not a web address", "write one that starts with https://")
    return None


def _date(key: str, value: Any, note: Note) -> dict[str, Any] | None:
    parts = read_date(value)
    if parts is None:
        remedy = "write 2011, 2011-07, 2011-07-05 or 2011/2012"
        note(key, f"`{value}` is not a date", remedy)
    return {"date-parts": parts} if parts else None


def _names(key: str, value: Any, note: Note) -> list[Name]:
    names = []
    for given in value if isinstance(value, list) else [value]:
        parts = read_name(plain_text(given)) if isinstance(given, str) else given
        if not isinstance(parts, Mapping):
            note(key, "has something in it that is not a name", "write `family` and `given`")
            continue
        name = {part: text for part in NAME_PARTS if (text := plain_text(parts.get(part)))}
        if not name.keys() & {"family", "literal"} and "given" in name:
            name = {"literal": name["given"]}
        if name.keys() & {"family", "literal"}:
            names.append(name)
    return names


def _custom(value: Any) -> dict[str, Any]:
    given: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    custom: dict[str, Any] = {key: plain_text(given.get(key)) for key in _OWN_TEXTS}
    for key, parts in OWN_GROUPS.items():
        group = given.get(key)
        if isinstance(group, Mapping):
            custom[key] = {part: text for part in parts if (text := _own(part, group.get(part)))}
    custom["summary"] = plain_lines(given.get("summary"))
    return {key: kept for key, kept in custom.items() if kept}


def _own(part: str, value: Any) -> str:
    if part == "date" and isinstance(value, Mapping):
        return render_date(read_date(value) or [])
    return plain_text(value)

"""Checks data against the part of schema.org's vocabulary that is recorded in `corpora/`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

VOCABULARY = json.loads((ROOT / "tests/corpora/schema-org.json").read_text(encoding="utf-8"))
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def faults(node: dict[str, Any], where: str = "") -> Iterator[str]:
    """Yield what schema.org would not accept: unknown types, properties and values."""
    kinds = node.get("@type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if not kinds:
        yield f"{where}: has no type"
    line = {ancestor for kind in kinds for ancestor in _line(kind)}
    for key, value in node.items():
        if key.startswith("@"):
            continue
        known = VOCABULARY["properties"].get(key)
        if known is None or known["domain"] not in line:
            yield f"{where}.{key}: is no property of {', '.join(kinds)}"
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                of = item.get("@type", [])
                types = {
                    up for kind in (of if isinstance(of, list) else [of]) for up in _line(kind)
                }
                if types.isdisjoint(known["range"]):
                    yield f"{where}.{key}: may not be {item.get('@type')}"
                yield from faults(item, f"{where}.{key}")
            elif not any(_fits(item, kind) for kind in known["range"]):
                yield f"{where}.{key}: may not be {item!r}"


def _line(kind: str) -> list[str]:
    """Return a type and all it descends from; nothing for one that is not recorded."""
    line = [kind]
    while line[-1] in VOCABULARY["parents"]:
        line.append(VOCABULARY["parents"][line[-1]])
    return line if line[-1] == "Thing" else []


def _fits(value: object, kind: str) -> bool:
    match kind:
        case "Boolean":
            return isinstance(value, bool)
        case "Date":
            return isinstance(value, str) and _DATE.fullmatch(value) is not None
        case "URL":
            return isinstance(value, str) and value.startswith(("https://", "http://"))
        case "Text":
            return isinstance(value, str) and bool(value.strip())
    return False

"""The records of this site as items, and what another program reads in a file of them."""

from __future__ import annotations

import json
from typing import Any

import pypandoc

from sourcebook.commands.project import find_project
from tests.site import ROOT


def library() -> list[dict[str, Any]]:
    """Return the items of all records of this site."""
    sources = find_project(ROOT).catalog(below="sources/").sources
    return [dict(sources[key].item) for key in sorted(sources)]


def read_by_pandoc(text: str, form: str) -> list[dict[str, Any]]:
    """Return the items that pandoc, a parser of others, finds in a file."""
    items: list[dict[str, Any]] = json.loads(pypandoc.convert_text(text, "csljson", format=form))
    return items


def essence(item: dict[str, Any]) -> dict[str, Any]:
    """Return what every format holds of an item, without capitals and signs of a style."""
    names = item.get("author") or [{}]
    who = names[0].get("family") or names[0].get("literal") or ""
    issued = item.get("issued", {}).get("date-parts") or [[None]]
    return {
        "title": _letters(str(item["title"])),
        "author": _letters(who),
        "year": issued[0][0],
        "DOI": str(item.get("DOI", "")).lower(),
    }


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()

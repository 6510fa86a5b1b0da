"""Which format a text is in, by what stands in it, and its items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcebook.problems import Problem

from . import bibtex, csl_json, nbib, ris

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .items import Item

ACCEPTED = "BibTeX, RIS, NBIB or CSL-JSON"

_SIGNS = {
    "bib": re.compile(r"^\s*@\s*\w+\s*[{(]", re.MULTILINE),
    "ris": re.compile(r"^TY  -", re.MULTILINE),
    "nbib": re.compile(r"^PMID-", re.MULTILINE),
}
"""What the first record of a format begins with."""
_HTML = re.compile(r"\s*<(!doctype html|html|head|body)\b", re.IGNORECASE)


def recognise(text: str) -> str | None:
    """Return the ending of the format a text is in: `bib`, `ris`, `nbib` or `json`."""
    if text.lstrip()[:1] in ("[", "{"):
        return "json"
    found = {name: match.start() for name, sign in _SIGNS.items() if (match := sign.search(text))}
    return min(found, key=lambda name: found[name], default=None)


def read_items(
    file: str, text: str, *, rename: Mapping[str, str] | None = None
) -> tuple[list[Item], list[Problem]]:
    """Return the items of a text in any of the formats, in canonical form, and all problems.

    `rename` takes fields of CSL-JSON with another name for one of ours, such as
    `{"_design": "design"}`. What a problem leaves out of an item, it names.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    name = recognise(text)
    if name is None:
        return [], [_unknown(file, text)]
    if name == "json":
        items, problems = csl_json.read(file, text, rename or {})
    else:
        items, problems = {"bib": bibtex, "ris": ris, "nbib": nbib}[name].read(file, text)
    if not items and not problems:
        problems = [Problem(file, "file", "has no work in it", "add one")]
    return items, problems


def _unknown(file: str, text: str) -> Problem:
    if not text.strip():
        return Problem(file, "file", "is empty", f"give one of {ACCEPTED}")
    if _HTML.match(text):
        what = f"is a page of the web, not {ACCEPTED}"
        return Problem(file, "file", what, "use the button there that exports the citation")
    remedy = "export the work again as one of them"
    return Problem(file, "file", f"is not {ACCEPTED}", remedy)

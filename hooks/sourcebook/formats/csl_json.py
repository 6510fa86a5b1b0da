"""CSL-JSON, also as the services behind DOIs write it.

https://docs.citationstyles.org/en/stable/specification.html and, for what Crossref calls
differently, https://api.crossref.org/swagger-ui/index.html (schema `Work`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sourcebook.csl import DATE_KEYS, NAME_KEYS
from sourcebook.problems import Problem
from sourcebook.sources import OWN_KEYS

from .dates import read_date
from .items import Item, canonical, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TYPES = {
    "book-part": "chapter",
    "book-section": "chapter",
    "book-series": "book",
    "book-set": "book",
    "book-chapter": "chapter",
    "database": "dataset",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal": "periodical",
    "journal-article": "article-journal",
    "journal-issue": "periodical",
    "journal-volume": "periodical",
    "magazine-article": "article-magazine",
    "monograph": "book",
    "newspaper-article": "article-newspaper",
    "other": "document",
    "peer-review": "review",
    "posted-content": "article",
    "proceedings": "book",
    "proceedings-article": "paper-conference",
    "reference-book": "book",
    "reference-entry": "entry",
    "report-component": "report",
    "report-series": "report",
}
"""Types of Crossref: https://api.crossref.org/types"""

_NAMES = {
    "article-number": "number",
    "edition-number": "edition",
    "publisher-location": "publisher-place",
    "short-container-title": "container-title-short",
    "journalAbbreviation": "container-title-short",
    "shortTitle": "title-short",
}
"""Names that mean one of CSL's variables, which comes first where both are given."""
_DATES = ("published-print", "published-online", "published", "posted")
"""What may stand in for `issued`, best first."""
_SEVERAL = frozenset({"ISBN", "ISSN", "keyword"})
"""Variables of which a list is joined; of others its first text counts."""


def read(file: str, text: str, rename: Mapping[str, str]) -> tuple[list[Item], list[Problem]]:
    """Return the items of a list, of one object, or of an object with `items`.

    `rename` takes a field of another name for one of ours. Problems name the place in the
    list, as in `[2].DOI`, or the line where the text is no JSON.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        what = f"is not JSON ({error.msg})"
        remedy = "export it again, or mend it there; it may also be cut off"
        return [], [Problem(file, f"line {error.lineno}", what, remedy)]
    except (ValueError, RecursionError):
        what = "is JSON that no program for references writes"
        return [], [Problem(file, "file", what, "export it again")]
    items: list[Item] = []
    problems: list[Problem] = []
    for place, entry in _entries(data):

        def note(key: str, what: str, remedy: str, place: str = place) -> None:
            where = ".".join(filter(None, [place, key])) or "file"
            problems.append(Problem(file, where, what, remedy))

        if not isinstance(entry, dict):
            note("", "is not an item", "write it as {…} with `type` and `title`")
        elif item := canonical(_variables(entry, rename), note):
            items.append(item)
    return items, problems


def write(items: Iterable[Item]) -> str:
    """Return a file of CSL-JSON: keys sorted, so that the same items give the same text."""
    return json.dumps(list(items), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _entries(data: Any) -> Iterable[tuple[str, Any]]:
    """Yield each entry with its place in the file."""
    if isinstance(data, dict) and isinstance(data.get("items"), list):
        return ((f"items[{number}]", entry) for number, entry in enumerate(data["items"]))
    if isinstance(data, list):
        return ((f"[{number}]", entry) for number, entry in enumerate(data))
    return [("", data)]


def _variables(entry: Mapping[str, Any], rename: Mapping[str, str]) -> Item:
    """Return CSL's variables of an entry, whatever it calls them, and our own keys."""
    custom = entry.get("custom")
    given = {**entry, "custom": dict(custom) if isinstance(custom, dict) else {}}
    for old, new in rename.items():
        if old in entry:
            own = new in (*OWN_KEYS, "summary")
            (given["custom"] if own else given)[new] = entry[old]
    for old, new in _NAMES.items():
        given[new] = given.get(new) or given.get(old)
    dates = [given.get(key) for key in ("issued", *_DATES) if given.get(key)]
    given["issued"] = next((date for date in dates if read_date(date) != []), None)
    if isinstance(event := given.get("event"), dict):
        given |= {"event": None, "event-title": event.get("name")}
        given |= {"event-place": event.get("location")}
    if "reference-count" in entry:
        given["source"] = None  # of the metadata, where CSL means that of the work
    shaped = {key: _shaped(key, value) for key, value in given.items()}
    title, subtitle = (plain_text(shaped.get(key)) for key in ("title", "subtitle"))
    if title and subtitle.lower() not in title.lower():
        shaped["title"] = f"{title}: {subtitle}"
    return shaped


def _shaped(key: str, value: Any) -> Any:
    if key == "type" and isinstance(value, str):
        return _TYPES.get(value.lower(), value.lower())
    if key in NAME_KEYS and isinstance(value, list):
        return [_name(name) for name in value]
    if isinstance(value, list) and key not in NAME_KEYS | DATE_KEYS:
        texts = [text for item in value if (text := plain_text(item))]
        return ", ".join(texts) if key in _SEVERAL else "".join(texts[:1])
    return value


def _name(name: Any) -> Any:
    if isinstance(name, dict) and "name" in name:
        return {"literal": name["name"], **name}
    return name

"""Fields of BibTeX and biblatex, and CSL's variables.

https://ctan.org/pkg/biblatex (section 2.2); where tools differ, we follow pandoc. What no
field holds, or not to the letter, is written as `x-csl-NAME`, which other tools ignore and
which comes first when read: LaTeX, of JSON for names and dates, empty for nothing.
"""

from __future__ import annotations

import json
import re
from textwrap import dedent
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sourcebook.csl import DATE_KEYS, NAME_KEYS
from sourcebook.sources import CSL_KEYS

from .dates import read_date, render_date, render_month
from .items import canonical
from .latex import from_latex, is_group, to_latex
from .names import read_bibtex_names, write_bibtex_names

if TYPE_CHECKING:
    from .items import Item, Note

Fields = dict[str, str]
"""Fields by their names in lower case, each with its LaTeX."""

_TEXTS = {
    "volume": ("volume",),
    "collection-title": ("series",),
    "edition": ("edition",),
    "chapter-number": ("chapter",),
    "publisher-place": ("address", "location"),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "PMID": ("pmid",),
    "PMCID": ("pmcid", "pmc"),
    "genre": ("type",),
    "medium": ("howpublished",),
    "version": ("version",),
    "status": ("pubstate",),
    "number-of-pages": ("pagetotal",),
    "number-of-volumes": ("volumes",),
    "title-short": ("shorttitle",),
    "container-title-short": ("shortjournal",),
    "event-title": ("eventtitle",),
    "event-place": ("venue",),
    "original-title": ("origtitle",),
    "original-publisher": ("origpublisher",),
    "original-publisher-place": ("origlocation",),
    "language": ("language", "langid"),
    "keyword": ("keywords", "keyword"),
    "abstract": ("abstract",),
    "note": ("note",),
}
"""Variables in the order they are written, each with its field, and others that mean it."""
_NAMES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
}
_DATES = {"accessed": "urldate", "original-date": "origdate", "event-date": "eventdate"}
_OWN = {
    "x-design": ("design",),
    "x-short": ("short",),
    "x-archive": ("archive", "URL"),
    "x-archive-date": ("archive", "date"),
    "x-notice-type": ("notice", "type"),
    "x-notice-date": ("notice", "date"),
    "x-notice-url": ("notice", "URL"),
    "x-notice-acknowledged": ("notice", "acknowledged"),
}
"""Fields of our own, each with its place below `custom`; the summary is the `annote`."""

_PERIODICALS = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "periodical", "review"}
    | {"review-book"}
)
"""Their `number` is that of the issue."""
_IN_BOOKS = frozenset(
    {"chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"}
)
"""They stand in a `booktitle`; all others in a `journal`."""
_IN_SERIES = _IN_BOOKS | {"book", "classic"}
"""Their `number` is that in a series, if they are in one."""
_PUBLISHERS = {
    "report": "institution",
    "thesis": "school",
    "webpage": "organization",
    "post": "organization",
    "post-weblog": "organization",
}
"""The field of the publisher where it is not `publisher`."""
_EXACT = "x-csl-"
_DASHES = re.compile(r"\s*[-\u2010-\u2015]+\s*")
_ESCAPED = re.compile(r"\\([#$%&_{}~^])")
_UNSAFE = re.compile(r"[\\{}]")
_URL = re.compile(r"\\url\s*(?=\{)")


def read_fields(kind: str, fields: Fields, note: Note) -> Item | None:
    """Return the item of an entry of CSL's type; `None` where it has no title."""
    raw: Item = {"type": kind}
    for key, names in _TEXTS.items():
        raw[key] = _text(fields, *names)
    for key, name in _NAMES.items():
        raw[key], unclear = read_bibtex_names(fields.get(name, ""))
        for words in unclear if _EXACT + key not in fields else ():
            note(key, f"`{words}` is not a name", "put ` and ` between names")
    raw |= {key: _text(fields, name) for key, name in _DATES.items()}
    raw["issued"] = _issued(fields)
    raw |= _titles(kind, fields) | _numbers(kind, fields) | _addresses(fields)
    raw["publisher"] = _text(fields, "publisher", "institution", "school", "organization")
    raw["custom"] = _custom(fields)
    return canonical(raw | _to_the_letter(fields, note), note)


def write_fields(item: Item) -> Fields:
    """Return the fields of an item, in order; `read_fields` gives the item back."""
    fields = {name: text for name, text in _draft(item).items() if text}
    read = read_fields(item["type"], fields, lambda *_: None) or {}
    for key in sorted((item.keys() | read.keys()) - {"id", "type"}):
        if item.get(key) != read.get(key):
            value = item.get(key, "")
            text = value if isinstance(value, str) else _json(value)
            fields[_EXACT + key.lower()] = to_latex(text)
    return fields


def _text(fields: Fields, *names: str) -> str:
    """Return the text of the first of these fields that is there."""
    return next((from_latex(fields[name]) for name in names if name in fields), "")


def _issued(fields: Fields) -> str:
    day = " ".join(_text(fields, name) for name in ("year", "month", "day") if name in fields)
    year = day if "year" in fields else ""
    written = _text(fields, "date")
    return written if read_date(written) or not year else year


def _titles(kind: str, fields: Fields) -> Item:
    titles = {
        name: _joined(_text(fields, *names), _text(fields, f"{name}subtitle"))
        for name, names in (("journal", ("journal", "journaltitle")), ("book", ("booktitle",)))
    }
    container = titles["journal"] or titles["book"]
    if kind in _IN_BOOKS:
        container = titles["book"] or titles["journal"]
    title = _joined(_text(fields, "title"), _text(fields, "subtitle"))
    return {"title": title, "container-title": container}


def _joined(title: str, subtitle: str) -> str:
    colon = "" if not (title and subtitle) else " " if title[-1] in ":?!" else ": "
    return title + colon + subtitle


def _numbers(kind: str, fields: Fields) -> Item:
    number, issue = _text(fields, "number"), _text(fields, "issue")
    pages = {"page": _DASHES.sub("-", _text(fields, "pages", "eid"))}
    if kind in _PERIODICALS:
        return pages | {"issue": number or issue}
    if kind in _IN_SERIES and "series" in fields:
        return pages | {"collection-number": number, "issue": issue}
    return pages | {"number": number, "issue": issue}


def _addresses(fields: Fields) -> Item:
    archive = _text(fields, "eprinttype", "archiveprefix").lower()
    eprint = _verbatim(fields.get("eprint", ""))
    found = {"DOI": _verbatim(fields.get("doi", "")), "URL": _verbatim(fields.get("url", ""))}
    if archive == "pubmed" and "pmid" not in fields:
        found["PMID"] = eprint
    if archive == "arxiv" and eprint and not found["URL"]:
        found["URL"] = f"https://arxiv.org/abs/{eprint}"
    return found


def _verbatim(source: str) -> str:
    """Return an address, which biblatex wants as it is and others escape or wrap."""
    source = _URL.sub("", source.strip())
    while is_group(source):
        source = source[1:-1].strip()
    return _ESCAPED.sub(r"\1", source)


def _custom(fields: Fields) -> Item:
    custom: Item = {"summary": _lines(fields.get("annote", ""))}
    for name, place in _OWN.items():
        group = custom
        for step in place[:-1]:
            group = group.setdefault(step, {})
        group[place[-1]] = _text(fields, name)
    return custom


def _lines(source: str) -> str:
    """Return text of several lines without the indentation they have in the file."""
    first, newline, rest = source.strip().partition("\n")
    return "\n".join(map(from_latex, (first + newline + dedent(rest)).split("\n")))


def _to_the_letter(fields: Fields, note: Note) -> Item:
    """Return the variables that are written exactly; of `None` where there must be none."""
    found: Item = {}
    for key in (*CSL_KEYS, "custom"):
        source = fields.get(_EXACT + key.lower())
        if source is None:
            continue
        value: Any = from_latex(source)
        if value and (key in NAME_KEYS | DATE_KEYS or key == "custom"):
            try:
                value = json.loads(value)
            except ValueError as error:
                note(key, f"is not JSON ({error})", f"delete `{_EXACT}{key.lower()}`")
                continue
        found[key] = value
    return found


def _draft(item: Item) -> Fields:
    """Return the fields other tools read."""
    kind = item["type"]
    issued = item.get("issued", {}).get("date-parts", [])
    container = "booktitle" if kind in _IN_BOOKS else "journal"
    number = "collection-number" if kind in _IN_SERIES and "collection-title" in item else "number"
    number = "issue" if kind in _PERIODICALS else number
    fields = {"title": "{" + to_latex(item["title"]) + "}"}
    fields |= {name: write_bibtex_names(item.get(key, [])) for key, name in _NAMES.items()}
    fields[container] = to_latex(item.get("container-title", ""))
    fields["date"] = render_date(issued)
    year, month, *_ = [*issued, []][0] + [None, None]
    fields["year"] = "" if year is None else f"{year:04}"
    fields["month"] = "" if month is None else render_month(month)
    fields["number"] = to_latex(item.get(number, ""))
    fields["issue"] = to_latex(item.get("issue", "")) if number != "issue" else ""
    fields["pages"] = to_latex(item.get("page", "")).replace("-", "--")
    fields[_PUBLISHERS.get(kind, "publisher")] = to_latex(item.get("publisher", ""))
    fields |= {name: to_latex(item.get(key, "")) for key, (name, *_) in _TEXTS.items()}
    for name in ("doi", "url"):
        fields[name] = _UNSAFE.sub(lambda match: quote(match[0]), item.get(name.upper(), ""))
    for key, name in _DATES.items():
        fields[name] = render_date(item.get(key, {}).get("date-parts", []))
    return fields | _own_fields(item.get("custom", {}))


def _own_fields(custom: Item) -> Fields:
    fields: Fields = {}
    for name, (first, *rest) in _OWN.items():
        value = custom.get(first, {} if rest else "")
        fields[name] = to_latex(value.get(rest[0], "") if rest else value)
    return fields | {"annote": "\n".join(map(to_latex, custom.get("summary", "").split("\n")))}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

"""A source: the record of a work, one CSL item and our own keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from citeproc import DATES, NAMES, types

from .addresses import host_name, key_of, page_url
from .fields import Fields, parse_day
from .references import KNOWN, render_reference

if TYPE_CHECKING:
    from datetime import date

    from .frontmatter import Document
    from .problems import Problem

OWN_KEYS = {
    "short": "The name on the one-line footer; default: first author and year, or publisher.",
    "design": "The kind of work.",
    "archive": "An archived copy: `URL` and `date`.",
    "notice": "A retraction, expression of concern or correction: `type`, `date` and `URL`.",
}
"""The keys that are not CSL's, with their meaning as the writers' guide gives it."""

DESIGNS = {
    "guideline": "guideline",
    "systematic-review": "systematic review",
    "trial": "trial",
    "cohort": "cohort study",
    "cross-sectional": "cross-sectional study",
    "case-series": "case series",
    "review": "review",
    "patient-information": "patient information",
    "statistics": "statistics",
    "registry": "registry entry",
    "news": "news report",
    "opinion": "opinion",
    "encyclopedia": "encyclopaedia",
    "regulator": "regulator's document",
    "image": "picture",
}
"""Kinds of work, with the words a reader sees."""

NOTICES = {
    "retraction": "This work was retracted",
    "expression-of-concern": "Its journal has voiced concern about this work",
    "correction": "This work was corrected",
}
"""Kinds of notice, with the words a reader sees."""

DRAWN_AS = {
    "classic": "book",
    "collection": "book",
    "dataset": "report",
    "document": "report",
    "event": "report",
    "hearing": "report",
    "performance": "broadcast",
    "periodical": "book",
    "regulation": "legislation",
    "software": "book",
    "standard": "report",
}
"""Types of CSL 1.0.2 that citeproc-py does not know, each with one that looks alike."""

TYPES = frozenset(DRAWN_AS) | {
    value for name, value in vars(types).items() if name.isupper() and isinstance(value, str)
}
"""The kinds of publication: https://docs.citationstyles.org/en/stable/specification.html"""

NAME_KEYS = frozenset(name.replace("_", "-") for name in NAMES)
# `archive` is a CSL variable too, the name of a library; here it is the archived copy.
CSL_KEYS = (KNOWN - {"archive"}) | {"type", "event-title", "event-date"}
NAME_PARTS = (
    "family",
    "given",
    "literal",
    "suffix",
    "dropping-particle",
    "non-dropping-particle",
)
DATE_KEYS = frozenset(name.replace("_", "-") for name in DATES)

# EDTF, level 0: a year, a month or a day, or two of them (https://www.loc.gov/standards/datetime/).
_EDTF = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
# https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class Copy:
    """An archived copy of a work."""

    url: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Notice:
    """What the publisher has said about the work since."""

    text: str
    """A clause for readers, such as *This work was retracted*."""
    date: str
    """A year, a month or a day, as in the record; empty where unknown."""
    url: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A work a post rests on."""

    key: str
    uri: str
    """The record's file, seen from `docs/`."""
    title: str
    short: str
    """Its name on the one-line footer."""
    reference: str
    """The full reference, plain text."""
    doi: str | None
    """In lower case, without the resolver in front."""
    link: str | None
    """Where to find the work; always `http:` or `https:`."""
    design: str | None
    """The kind of work, in a reader's words."""
    year: str
    """The year of publication; *n.d.* where unknown."""
    archive: Copy | None
    notice: Notice | None

    @property
    def url(self) -> str:
        """The address of its own page, seen from the site's root."""
        return page_url(self.uri)

    @property
    def host(self) -> str:
        """The name of the site the work is at; empty without a link."""
        return host_name(self.link) if self.link else ""

    @property
    def target(self) -> str:
        """Where its name leads: to the work, or to its own page where no address is known."""
        return self.link or self.url


def read_source(
    document: Document, *, latest: date, style: str
) -> tuple[Source | None, list[Problem]]:
    """Return the source, or `None` where it has no title or type, and all problems.

    `style` names the citation style of the reference.
    """
    fields = Fields(document.uri, document.meta, latest)
    fields.known({*CSL_KEYS, *OWN_KEYS})
    kind = fields.choice("type", TYPES, required=True)
    title = fields.text("title", required=True)
    item: dict[str, Any] = {"type": DRAWN_AS.get(kind or "", kind), "title": title}
    given = {key for key, value in document.meta.items() if value is not None}
    for key in sorted(CSL_KEYS & given - {"type", "title", "DOI", "URL"}):
        if key in NAME_KEYS:
            item[key] = _read_names(fields, key)
        elif key in DATE_KEYS:
            item[key] = _read_date(fields, key)
        else:
            item[key] = fields.text(key)
    doi = item["DOI"] = _read_doi(fields)
    url = item["URL"] = fields.web_address("URL")
    design = fields.choice("design", DESIGNS)
    short = fields.text("short")
    archive, notice = _read_archive(fields), _read_notice(fields)
    if not (kind and title):
        return None, fields.problems
    item = {key: value for key, value in item.items() if value}
    issued = item.get("issued", {}).get("date-parts", [])
    source = Source(
        key=key_of(document.uri),
        uri=document.uri,
        title=title,
        short=short or _short(item, issued),
        reference=render_reference(item, style),
        doi=doi.lower() if doi else None,
        link=f"https://doi.org/{quote(doi, safe='/:;()._-')}" if doi else url,
        design=DESIGNS.get(design or ""),
        year=str(issued[0][0]) if issued else "n.d.",
        archive=archive,
        notice=notice,
    )
    return source, fields.problems


def _short(item: dict[str, Any], issued: list[list[int]]) -> str:
    names = item.get("author") or item.get("editor") or []
    if names and "family" in names[0]:
        return " ".join([names[0]["family"], *(str(parts[0]) for parts in issued[:1])])
    if names:
        return str(names[0]["literal"])
    return str(item.get("publisher") or item.get("container-title") or item["title"])


def _read_names(fields: Fields, key: str) -> list[dict[str, str]]:
    names = []
    for group in fields.mappings(key, NAME_PARTS):
        name = {part: text for part in NAME_PARTS if (text := group.text(part))}
        if name.keys() & {"family", "literal"}:
            names.append(name)
        else:
            group.note("family", "is missing", "add `family:`, or `literal:` for a group")
    return names


def _read_date(fields: Fields, key: str) -> dict[str, list[list[int]]] | None:
    value = fields.meta[key]
    if isinstance(value, dict):
        ends = ["-".join(_two_digits(parts)) for parts in value.get("date-parts") or []]
    else:
        ends = str(value).split("/")
    dates = [[int(part) for part in end.split("-")] for end in ends if _EDTF.fullmatch(end)]
    impossible = any(len(end) == len("2011-07-05") and not parse_day(end) for end in ends)
    if not ends or len(dates) != len(ends) or ends[2:] or impossible or dates != sorted(dates):
        remedy = "write 2011, 2011-07, 2011-07-05 or 2011/2012"
        fields.note(key, f"`{value}` is not a date", remedy)
        return None
    return {"date-parts": dates}


def _two_digits(parts: Any) -> list[str]:
    return [str(part).rjust(2, "0") for part in parts] if isinstance(parts, list) else [""]


def _read_doi(fields: Fields) -> str | None:
    text = fields.text("DOI")
    if text is None:
        return None
    match = _DOI.search(text)
    if match is None or not match[0].isprintable():
        fields.note("DOI", f"`{text}` is not a DOI", "write it as 10.1000/xyz123")
        return None
    return match[0].rstrip(".,;")


def _read_archive(fields: Fields) -> Copy | None:
    group = fields.mapping("archive", ("URL", "date"))
    if group is None:
        return None
    url = group.web_address("URL", required=True)
    day = group.day("date", required=True)
    return Copy(url, day) if url else None


def _read_notice(fields: Fields) -> Notice | None:
    group = fields.mapping("notice", ("type", "date", "URL"))
    if group is None:
        return None
    kind = group.choice("type", NOTICES, required=True)
    when = _read_date(group, "date") if group.meta.get("date") is not None else None
    ends = when["date-parts"] if when else []
    day = "/".join("-".join(f"{part:02}" for part in end) for end in ends)
    url = group.web_address("URL")
    return Notice(NOTICES[kind], day, url) if kind else None

"""A source: the record of a work, one CSL item and our own keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .addresses import host_name, key_of, page_url
from .csl import DATE_KEYS, DRAWN_TYPES, NAME_KEYS, VARIABLES
from .designs import DESIGNS
from .fields import Fields, parse_day
from .identifiers import doi_url, pmc_url, pubmed_url, read_doi, read_pmcid, read_pmid

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from datetime import date

    from .designs import Design
    from .frontmatter import Document
    from .problems import Problem
    from .references import References

OWN_KEYS = {
    "short": "The name on the one-line footer; default: first author and year, or publisher.",
    "design": "The kind of work.",
    "archive": "An archived copy: `URL` and `date`.",
    "notice": "A retraction, expression of concern or correction: `type`, `date` and `URL`; "
    "`acknowledged`, the day on which the posts were checked, takes its banner away.",
}
"""The keys that are not CSL's, with their meaning as the writers' guide gives it."""
OWN_GROUPS = {"archive": ("URL", "date"), "notice": ("type", "date", "URL", "acknowledged")}
"""Those that are groups of keys, each with the keys in it."""

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

TYPES = DRAWN_TYPES | DRAWN_AS.keys()
"""The kinds of publication."""

# `archive` is a CSL variable too, the name of a library; here it is the archived copy.
CSL_KEYS = (VARIABLES - {"archive"}) | {"type", "event-title", "event-date"}
NAME_PARTS = (
    "family",
    "given",
    "literal",
    "suffix",
    "dropping-particle",
    "non-dropping-particle",
)

IDENTIFIERS = {
    "DOI": (read_doi, "10.1000/xyz123"),
    "PMID": (read_pmid, "22347369"),
    "PMCID": (read_pmcid, "PMC3275589"),
}
"""Numbers of works, each with what reads it and an example."""

# EDTF, level 0: a year, a month or a day, or two of them (https://www.loc.gov/standards/datetime/).
# Our calendar has no year 0.
_EDTF = re.compile(r"(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

AHEAD = 1
"""Years by which publishers date a work ahead: books of autumn, and issues of January."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An archived copy of a work."""

    url: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Notice:
    """What the publisher has said about the work since."""

    type: str
    """`retraction`, `expression-of-concern` or `correction`."""
    date: str
    """A year, a month or a day, as in the record; empty where unknown."""
    url: str | None
    acknowledged: dt.date | None
    """The day on which a writer checked the posts that cite the work."""

    @property
    def text(self) -> str:
        """A clause for readers, such as *This work was retracted*."""
        return NOTICES[self.type]

    @property
    def alarms(self) -> bool:
        """Tell whether readers must see it on top of a page: not a correction."""
        return self.type != "correction" and self.acknowledged is None


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
    pmid: str | None
    """Its number at PubMed."""
    pmcid: str | None
    """Its number at PubMed Central, with `PMC` in front."""
    design: Design | None
    """The kind of work."""
    year: str
    """The year of publication; *n.d.* where unknown."""
    archive: Copy | None
    notice: Notice | None
    item: Mapping[str, Any]
    """The record as a CSL-JSON item; our own keys and the summary stand below `custom`."""

    @property
    def url(self) -> str:
        """The address of its own page, seen from the site's root."""
        return page_url(self.uri)

    @property
    def host(self) -> str:
        """The name of the site the work is at; empty without a link."""
        return host_name(self.link) if self.link else ""

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Every address of the work, each with the name of the place it leads to."""
        links = [(self.host, self.link)] if self.link else []
        if self.pmid:
            links.append(("PubMed", pubmed_url(self.pmid)))
        if self.pmcid:
            links.append(("PubMed Central", pmc_url(self.pmcid)))
        return tuple({address: (name, address) for name, address in links}.values())

    @property
    def summary(self) -> str:
        """What it asked and found, in our own words; empty where nobody has written it."""
        return str(self.item.get("custom", {}).get("summary", ""))

    @property
    def target(self) -> str:
        """Where its name leads: to the work, or to its own page where no address is known."""
        return self.link or self.url


def read_source(
    document: Document, *, latest: date, style: str, references: References
) -> tuple[Source | None, list[Problem]]:
    """Return the source, or `None` where it has no title or type, and all problems.

    `style` names the citation style of the reference, which `references` draws.
    """
    fields = Fields(document.uri, document.meta, latest)
    fields.known({*CSL_KEYS, *OWN_KEYS})
    kind = fields.choice("type", TYPES, required=True)
    title = fields.text("title", required=True)
    item: dict[str, Any] = {"id": key_of(document.uri), "type": kind, "title": title}
    given = {key for key, value in document.meta.items() if value is not None}
    for key in sorted(CSL_KEYS & given - {"type", "title", "URL"} - IDENTIFIERS.keys()):
        if key in NAME_KEYS:
            item[key] = _read_names(fields, key)
        elif key in DATE_KEYS:
            item[key] = _read_date(fields, key)
        else:
            item[key] = fields.text(key)
    item |= {key: _read_identifier(fields, key) for key in IDENTIFIERS}
    item["URL"] = fields.web_address("URL")
    design = fields.choice("design", DESIGNS)
    short = fields.text("short")
    archive, notice = _read_archive(fields), _read_notice(fields)
    if not (kind and title):
        return None, fields.problems
    own = {key: document.meta[key] for key in OWN_KEYS if document.meta.get(key) is not None}
    item["custom"] = own | ({"summary": summary} if (summary := document.body.strip()) else {})
    item = {key: value for key, value in item.items() if value}
    issued = item.get("issued", {}).get("date-parts", [])
    source = Source(
        key=item["id"],
        uri=document.uri,
        title=title,
        short=short or _short(item, issued),
        reference=references.draw(item | {"type": DRAWN_AS.get(kind, kind)}, style),
        doi=item.get("DOI"),
        link=doi_url(item["DOI"]) if "DOI" in item else item.get("URL"),
        pmid=item.get("PMID"),
        pmcid=item.get("PMCID"),
        design=DESIGNS.get(design or ""),
        year=str(issued[0][0]) if issued else "n.d.",
        archive=archive,
        notice=notice,
        item=item,
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
    if dates[-1][0] > fields.latest.year + AHEAD:
        fields.note(key, f"`{value}` lies in the future", "write a year that has come")
        return None
    return {"date-parts": dates}


def _two_digits(parts: Any) -> list[str]:
    return [str(part).rjust(2, "0") for part in parts] if isinstance(parts, list) else [""]


def _read_identifier(fields: Fields, key: str) -> str | None:
    text = fields.text(key)
    if text is None:
        return None
    read, example = IDENTIFIERS[key]
    identifier = read(text)
    if identifier is None:
        fields.note(key, f"`{text}` is not a {key}", f"write it as {example}")
    return identifier


def _read_archive(fields: Fields) -> Copy | None:
    group = fields.mapping("archive", OWN_GROUPS["archive"])
    if group is None:
        return None
    url = group.web_address("URL", required=True)
    day = group.day("date", required=True)
    return Copy(url, day) if url else None


def _read_notice(fields: Fields) -> Notice | None:
    group = fields.mapping("notice", OWN_GROUPS["notice"])
    if group is None:
        return None
    kind = group.choice("type", NOTICES, required=True)
    when = _read_date(group, "date") if group.meta.get("date") is not None else None
    ends = when["date-parts"] if when else []
    day = "/".join("-".join(f"{part:02}" for part in end) for end in ends)
    url = group.web_address("URL")
    acknowledged = group.day("acknowledged")
    return Notice(kind, day, url, acknowledged) if kind else None

"""RIS, as rispy reads and writes its lines.

Which tag holds what follows EndNote and Zotero, since the format says little and programs
differ: https://en.wikipedia.org/wiki/RIS_(file_format). As with EndNote, PMIDs stand in AN
(accession number), PMCIDs in C2 and the numbers of articles in C7.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import rispy  # type: ignore[import-untyped]  # it has no types

from sourcebook.identifiers import read_pmcid, read_pmid
from sourcebook.problems import Problem

from .dates import read_date, render_date
from .items import OTHER_TYPE, Item, canonical
from .names import AND_OTHERS, read_name, write_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .items import Note

_TYPES = {
    "article-journal": ("JOUR", "ABST", "EJOUR", "INPR"),
    "article-magazine": ("MGZN",),
    "article-newspaper": ("NEWS",),
    "bill": ("BILL",),
    "book": ("BOOK", "CTLG", "EBOOK", "EDBOOK", "SER"),
    "chapter": ("CHAP", "ECHAP"),
    "classic": ("CLSWK", "ANCIENT"),
    "dataset": ("DATA", "AGGR", "DBASE"),
    OTHER_TYPE: ("GEN", "GRANT"),
    "entry-dictionary": ("DICT",),
    "entry-encyclopedia": ("ENCYC",),
    "figure": ("FIGURE", "CHART", "EQUA"),
    "graphic": ("ART",),
    "hearing": ("HEAR",),
    "legal_case": ("CASE",),
    "legislation": ("STAT",),
    "manuscript": ("MANSCPT", "UNPB"),
    "map": ("MAP",),
    "motion_picture": ("MPCT", "ADVS", "VIDEO"),
    "musical_score": ("MUSIC",),
    "pamphlet": ("PAMP",),
    "paper-conference": ("CPAPER", "CONF"),
    "patent": ("PAT",),
    "periodical": ("JFULL",),
    "personal_communication": ("PCOMM",),
    "post": ("ICOMM",),
    "post-weblog": ("BLOG",),
    "regulation": ("LEGAL",),
    "report": ("RPRT", "GOVDOC"),
    "software": ("COMP",),
    "song": ("SOUND",),
    "speech": ("SLIDE",),
    "standard": ("STAND",),
    "thesis": ("THES",),
    "webpage": ("ELEC", "MULTI"),
}
"""CSL's types, each with RIS's, the one we write first."""
_NEAREST = {
    "article": "UNPB",
    "broadcast": "MPCT",
    "entry": "ENCYC",
    "interview": "PCOMM",
    "review": "JOUR",
    "review-book": "JOUR",
}
"""What we write for types that RIS has not; for all others it is GEN."""

_NAMES = {
    "author": ("AU", "A1"),
    "editor": ("A2", "ED"),
    "collection-editor": ("A3",),
    "translator": ("A4",),
}
_TEXTS = {
    "id": ("ID",),
    "title": ("TI", "T1", "CT"),
    "title-short": ("ST",),
    "collection-title": ("T3",),
    "volume": ("VL",),
    "issue": ("IS",),
    "number-of-volumes": ("NV",),
    "edition": ("ET",),
    "section": ("SE",),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "DOI": ("DO",),
    "URL": ("UR",),
    "call-number": ("CN",),
    "language": ("LA",),
    "genre": ("M3",),
    "abstract": ("AB", "N2"),
    "keyword": ("KW",),
    "note": ("N1",),
}
"""CSL's variables in the order they are written, each with its tags, the one we write first."""
_CONTAINERS = ("T2", "JF", "JO", "BT", "JA", "J1")
_SHORT_CONTAINERS = ("J2", "JA", "JO")
_PERIODICALS = frozenset({"JOUR", "MGZN", "NEWS", "JFULL"})

_JOINED = {"KW": ", ", "N1": " "}
"""Tags that come several times and are one text, with what stands between its pieces."""
_LISTS = [*(tag for tags in _NAMES.values() for tag in tags), *_JOINED]
_LAYOUT = {
    "mapping": {
        tag: tag.lower() for tag in {*rispy.TAG_KEY_MAPPING, *_LISTS, *_CONTAINERS, "CT", "PP"}
    },
    "list_tags": _LISTS,
    "delimiter_tags_mapping": {},  # a semicolon in an address is part of it
    "skip_unknown_tags": True,
}
_ISSN = re.compile(r"\d{4}-\d{3}[\dXx]", re.ASCII)
_START, _END = "TY  -", "ER  -"


def read(file: str, text: str) -> tuple[list[Item], list[Problem]]:
    """Return the items of the records, and all problems with the line of the record."""
    items: list[Item] = []
    problems: list[Problem] = []
    for line, lines in _records(text):

        def note(key: str, what: str, remedy: str, line: int = line) -> None:
            place = f"line {line}, {key}" if key else f"line {line}"
            problems.append(Problem(file, place, what, remedy))

        if not lines[-1].startswith(_END):
            note("", "begins a record that has no end", f"close it with a line `{_END}`")
            lines.append(_END)
        records = map(_Record, rispy.loads("\n".join(lines), **_LAYOUT))
        read = (canonical(_variables(record, note), note) for record in records)
        items += [item for item in read if item]
    return items, problems


def write(items: Iterable[Item]) -> str:
    """Return a file of records; our own keys and what RIS has no tag for stay out."""
    records = [_tags(item) for item in items]
    text: str = rispy.dumps(records, implementation=_Writer, **_LAYOUT)
    return text or "\n"


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of each record with the number of the first; others are no part of one."""
    start, lines = 0, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        begins = line.startswith(_START)
        if begins and lines:
            yield start, lines
        if begins:
            start, lines = number, []
        if begins or lines:
            lines.append(line)
        if lines and line.startswith(_END):
            yield start, lines
            lines = []
    if lines:
        yield start, lines


class _Record:
    """The values of a record, by tag."""

    def __init__(self, values: Mapping[str, str | list[str]]) -> None:
        self.values = {tag.upper(): value for tag, value in values.items() if value}

    def texts(self, *tags: str) -> list[str]:
        """Return the values of all these tags, which may come several times."""
        return [text for tag in tags for text in self.values.get(tag, []) if text]

    def text(self, *tags: str) -> str:
        """Return the first value of the first of these tags that is there."""
        value = next((self.values[tag] for tag in tags if tag in self.values), "")
        return value if isinstance(value, str) else _JOINED[tags[0]].join(filter(None, value))


def _variables(record: _Record, note: Note) -> Item:
    named = record.text("TY").upper()
    kind = next((kind for kind, names in _TYPES.items() if named in names), None)
    if kind is None:
        what = f"`{named}` is no type of RIS, so it is read as `{OTHER_TYPE}`"
        note("", what, "write JOUR, BOOK, CHAP, RPRT, ELEC or another type")
    found: Item = {"type": kind or OTHER_TYPE}
    found |= {key: record.text(*tags) for key, tags in _TEXTS.items()}
    for key, tags in _NAMES.items():
        found[key] = [read_name(name) for name in record.texts(*tags) if name not in AND_OTHERS]
    first, last = record.text("SP"), record.text("EP")
    alone = not last or last == first or "-" in first
    found["page"] = (first if alone else f"{first}-{last}") or record.text("C7")
    # The series of a whole book stands where the book of a chapter does.
    containers = _CONTAINERS[1:] if kind == "book" else _CONTAINERS
    found["container-title"] = record.text(*containers)
    if kind == "book" and not found["collection-title"]:
        found["collection-title"] = record.text("T2")
    short = record.text(*_SHORT_CONTAINERS)
    found["container-title-short"] = short if short != found["container-title"] else ""
    number, serial = record.text("M1"), record.text("SN")
    periodical = _written_type(found["type"]) in _PERIODICALS
    return found | {
        "issued": _issued(record),
        "accessed": record.text("Y2"),
        "number": "" if periodical else number,
        "ISSN" if _ISSN.match(serial) else "ISBN": serial,
        "PMID": _pmid(record),
        "PMCID": read_pmcid(record.text("C2")),
    }


def _issued(record: _Record) -> str:
    """Return the most exact date; a day may stand without its year."""
    year, day = record.text("PY", "Y1"), record.text("DA")
    dates = [day, record.text("Y1"), f"{year} {day}", year]
    return next((date for date in dates if date.strip() and read_date(date)), year or day)


def _pmid(record: _Record) -> str | None:
    """Return the accession number where it may be PubMed's."""
    database = record.text("DB").lower()
    others = database and not any(name in database for name in ("pubmed", "medline", "nlm"))
    return None if others else read_pmid(record.text("AN"))


def _written_type(kind: str) -> str:
    return _TYPES.get(kind, (_NEAREST.get(kind, "GEN"),))[0]


def _tags(item: Item) -> dict[str, Any]:
    """Return the values of a record by tag, in the order they are written."""
    named = _written_type(item["type"])
    tags: dict[str, Any] = {"TY": named}
    texts = {key: item.get(key, "") for key in _TEXTS}
    tags |= {_TEXTS[key][0]: texts[key] for key in ("id", "title")}
    tags |= {names[0]: list(map(write_name, item.get(key, []))) for key, names in _NAMES.items()}
    tags["JF" if named == "BOOK" else "T2"] = item.get("container-title", "")
    tags["J2"] = item.get("container-title-short", "")
    issued, accessed = (_date(item.get(key)) for key in ("issued", "accessed"))
    tags |= {"PY": issued[:4], "DA": issued, "Y2": accessed}
    tags |= {names[0]: texts[key] for key, names in _TEXTS.items() if names[0] not in tags}
    first, dash, last = item.get("page", "").partition("-")
    whole = not (first and last) or first == last
    tags |= {"SP": first + dash + last if whole else first, "EP": "" if whole else last}
    if named not in _PERIODICALS:
        tags["M1"] = item.get("number", "")
    tags["SN"] = item.get("ISBN") or item.get("ISSN", "")
    tags |= {"AN": item.get("PMID", ""), "C2": item.get("PMCID", "")}
    for tag, join in _JOINED.items():
        tags[tag] = tags[tag].split(join) if tags[tag] and join != " " else [tags[tag]]
    return {tag.lower(): value for tag, value in tags.items() if value and value != [""]}


def _date(date: Item | None) -> str:
    """Return a date as RIS has it, with the end of a range behind its day."""
    if date is None:
        return ""
    start, *end = date["date-parts"]
    year, month, day = (*(f"{n:02}" for n in start), "", "")[:3]
    return f"{year:0>4}/{month}/{day}/{render_date(end)}"


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
    """Writes records without the number that rispy puts above each."""

    REFERENCE_TYPE_KEY = "ty"

    def set_header(self, _count: int) -> str:
        return ""

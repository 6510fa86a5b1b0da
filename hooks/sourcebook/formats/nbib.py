"""NBIB: MEDLINE's tagged lines, as PubMed exports them.

https://www.nlm.nih.gov/bsd/mms/medlineelements.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcebook.identifiers import read_doi
from sourcebook.problems import Problem

from .items import Item, canonical
from .names import AND_OTHERS, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"(?=.{4}-)([A-Z][A-Z0-9]{1,3}) *-(?: (.*))?")
_SUFFIX = re.compile(r"(.+?) (Jr|Sr|[2-4](?:nd|rd|th)|I{2,3}|IV)\.?")
_INITIALS = re.compile(r"(.+) ([A-Z]{1,4})")
_ISSN = re.compile(r"\d{4}-\d{3}[\dX]")
_DOI_LABEL = "[doi]"

_DESIGNS = {
    "Practice Guideline": "guideline",
    "Guideline": "guideline",
    "Systematic Review": "systematic-review",
    "Meta-Analysis": "systematic-review",
    "Randomized Controlled Trial": "trial",
    "Case Reports": "case-series",
    "Review": "review",
}
"""Types of publication that tell the kind of work; the first one a record has counts."""
_RETRACTED = "Retracted Publication"

_TEXTS = {
    "PMID": "PMID",
    "PMCID": "PMC",
    "issued": "DP",
    "volume": "VI",
    "issue": "IP",
    "page": "PG",
    "publisher": "PB",
    "edition": "EN",
    "collection-title": "CTI",
    "ISBN": "ISBN",
    "abstract": "AB",
}
"""CSL's variables, each with its tag; of several values the first counts."""

Values = list[tuple[str, str]]
"""Tags and what they say, in order."""


def read(file: str, text: str) -> tuple[list[Item], list[Problem]]:
    """Return the items of the records, and all problems with the line of the record."""
    items: list[Item] = []
    problems: list[Problem] = []
    for line, record in _records(text):

        def note(key: str, what: str, remedy: str, line: int = line) -> None:
            problems.append(Problem(file, f"line {line}, {key}", what, remedy))

        if item := canonical(_variables(record), note):
            items.append(item)
    return items, problems


def _records(text: str) -> Iterator[tuple[int, Values]]:
    """Yield the values of each record with the number of its first line.

    A record begins with its PMID; a line without a tag continues the one above.
    """
    start, record = 1, Values()
    for number, line in enumerate(text.split("\n"), start=1):
        match = _LINE.fullmatch(line.rstrip())
        if match and match[1] == "PMID" and record:
            yield start, record
            record = []
        if match:
            start = start if record else number
            record.append((match[1], match[2] or ""))
        elif record and line.startswith(" "):
            tag, value = record[-1]
            record[-1] = (tag, f"{value} {line.strip()}")
    if record:
        yield start, record


def _variables(record: Values) -> Item:
    first = {tag: value for tag, value in reversed(record) if value}
    kinds = [value for tag, value in record if tag == "PT"]
    title, book = first.get("TI", ""), first.get("BTI", "")
    found: Item = {key: first.get(tag) for key, tag in _TEXTS.items()}
    found["type"] = "article" if "Preprint" in kinds else "article-journal"
    if book:
        found["type"] = "chapter" if title else "book"
        found["publisher-place"] = first.get("PL")  # of a journal it is the country
    serial = _ISSN.search(first.get("IS", ""))
    custom: Item = {"design": next((_DESIGNS[kind] for kind in _DESIGNS if kind in kinds), None)}
    if _RETRACTED in kinds:
        custom["notice"] = {"type": "retraction"}
    return found | {
        "title": (title or book).removesuffix("."),
        "container-title": (book.removesuffix(".") if title else "")
        or first.get("JT")
        or first.get("TA"),
        "container-title-short": first.get("TA"),
        "author": _names(record, "FAU", "AU", "CN"),
        "editor": _names(record, "FED", "ED"),
        "DOI": _doi(record),
        "ISSN": serial and serial[0],
        "custom": custom,
    }


def _doi(record: Values) -> str | None:
    labelled = (text for tag, text in record if tag in ("AID", "LID") and text.endswith(_DOI_LABEL))
    return next((read_doi(text.removesuffix(_DOI_LABEL)) for text in labelled), None)


def _names(record: Values, full: str, short: str, group: str = "") -> list[Name]:
    """Return people and groups in order; the short forms count where there are no full ones."""
    tag = full if any(tag == full for tag, _ in record) else short
    return [
        {"literal": text} if found == group else _person(text)
        for found, text in record
        if found in (tag, group) and text.strip() not in AND_OTHERS
    ]


def _person(text: str) -> Name:
    """Return a name such as `King, Martin L Jr`, or `King ML Jr` in the short form."""
    family, comma, given = text.partition(", ")
    suffix = _SUFFIX.fullmatch(given or family)
    ending = {"suffix": suffix[2]} if suffix else {}
    words = suffix[1] if suffix else given or family
    if comma:
        return {"family": family, "given": words} | ending
    initials = _INITIALS.fullmatch(words)
    if initials:
        # Styles draw initials from given names, and would take `JA` for one.
        given = " ".join(f"{letter}." for letter in initials[2])
        return {"family": initials[1], "given": given} | ending
    return {"family" if " " not in words else "literal": words} | ending

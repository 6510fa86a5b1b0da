"""Notices: what publishers have said about sources since, kept in a file and matched to them."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .addresses import is_web_address
from .fields import parse_day
from .identifiers import doi_url, read_doi, read_pmid
from .problems import Problem, propose
from .sources import Notice
from .tables import read_table, render_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from .sources import Source

FILE = "data/notices.csv"
HEADER = ("key", "type", "date", "URL")

RETRACTIONS = "retraction_watch.csv"
"""The file of Retraction Watch, by the name it is published under."""
NATURES = {
    "retraction": "retraction",
    "expression of concern": "expression-of-concern",
    "correction": "correction",
    "reinstatement": "reinstatement",
}
"""Its words for the nature of a notice, in lower case, each with ours."""
COLUMNS = (
    "Record ID",
    "RetractionDate",
    "RetractionDOI",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
)
"""The columns we read: https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/"""

TYPES = ("reinstatement", "correction", "expression-of-concern", "retraction")
"""Kinds of notice, the most serious last. A reinstatement takes a retraction back."""
RETRACTION, REINSTATEMENT = TYPES[-1], TYPES[0]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice of one source."""

    key: str
    """The source."""
    type: str
    """One of `TYPES`."""
    date: dt.date | None
    url: str
    """Where the notice can be read; empty where unknown."""

    @property
    def day(self) -> str:
        """The date as it is written; empty where unknown."""
        return self.date.isoformat() if self.date else ""


def read_notices(raw: bytes, keys: Collection[str]) -> tuple[list[NoticeRow], list[Problem]]:
    """Return the rows of the file of notices, and a problem for each that cannot be read.

    `keys` are those of all sources. An empty file has no rows.
    """
    rows, problems = read_table(FILE, raw, HEADER)
    found: dict[NoticeRow, int] = {}
    for line, cells in rows:
        row = _read_row(line, cells, keys)
        if isinstance(row, Problem):
            problems.append(row)
        elif (first := found.setdefault(row, line)) < line:
            what = f"says the same as line {first}"
            problems.append(Problem(FILE, f"line {line}", what, "delete one of the two lines"))
    return list(found), problems


def _read_row(line: int, cells: list[str], keys: Collection[str]) -> NoticeRow | Problem:
    key, kind, day, url = cells
    if key not in keys:
        remedy = f"add docs/sources/{key}.md, correct the key, or delete the line"
        return Problem(FILE, f"line {line}", f"there is no source `{key}`", remedy)
    if kind not in TYPES:
        remedy = propose(kind, TYPES, otherwise="use")
        return Problem(FILE, f"line {line}", f"`{kind}` is not a kind of notice", remedy)
    date = parse_day(day)
    if day and date is None:
        remedy = "write the day as 2026-11-23, or nothing"
        return Problem(FILE, f"line {line}", f"`{day}` is not a date", remedy)
    if url and not is_web_address(url):
        remedy = "write one that starts with https://, or nothing"
        return Problem(FILE, f"line {line}", f"`{url}` is not a web address", remedy)
    return NoticeRow(key, kind, date, url)


def render_notices(rows: Iterable[NoticeRow]) -> str:
    """Return the file of notices: one row a line, sorted, none twice."""
    cells = sorted({(row.key, row.day, TYPES.index(row.type), row.url) for row in rows})
    return render_table(HEADER, [(key, TYPES[kind], day, url) for key, day, kind, url in cells])


def select_notices(
    rows: Iterable[Mapping[str, str | None]], sources: Mapping[str, Source]
) -> tuple[list[NoticeRow] | None, list[Problem]]:
    """Return the notices of our sources among the rows of Retraction Watch, and all problems.

    The notices are `None` where the file cannot be used: not CSV, a column missing, no rows,
    or cut off. A row belongs to a source that has its `OriginalPaperDOI` or its
    `OriginalPaperPubMedID`. One of another nature than those in `NATURES` is a problem.
    """
    by_doi = _by_identifier((source.doi, source.key) for source in sources.values())
    by_pmid = _by_identifier((source.pmid, source.key) for source in sources.values())
    found: list[NoticeRow] = []
    problems: list[Problem] = []
    row: Mapping[str, str | None] = {}
    try:
        for row in rows:
            if broken := _broken(row):
                return None, [broken]
            doi, pmid = read_doi(_cell(row, COLUMNS[3])), read_pmid(_cell(row, COLUMNS[4]))
            keys = {*by_doi.get((doi or "").lower(), ()), *by_pmid.get(pmid or "", ())}
            for key in sorted(keys):
                notice = _notice(row, key, problems)
                found += [notice] if notice else []
    except csv.Error as error:
        after = f"after record {_cell(row, COLUMNS[0])}" if row else "line 1"
        return None, [_unusable(after, f"is not CSV ({error})")]
    if not row:
        return None, [_unusable("file", "has no rows")]
    return found, problems


def _by_identifier(pairs: Iterable[tuple[str | None, str]]) -> dict[str, list[str]]:
    keys = defaultdict(list)
    for identifier, key in pairs:
        if identifier:
            keys[identifier.lower()].append(key)
    return keys


def _cell(row: Mapping[str, str | None], column: str) -> str:
    return (row[column] or "").strip()


def _broken(row: Mapping[str, str | None]) -> Problem | None:
    """Return what is wrong with a row as such: a column nobody gave it, or a cut."""
    if missing := [column for column in COLUMNS if column not in row]:
        names = ", ".join(f"`{column}`" for column in missing)
        what, remedy = f"has no column {names}", "take the file as Crossref publishes it"
        return Problem(RETRACTIONS, "line 1", what, remedy)
    if any(row[column] is None for column in COLUMNS):
        return _unusable(f"record {_cell(row, COLUMNS[0])}", "is cut off")
    return None


def _unusable(place: str, what: str) -> Problem:
    return Problem(RETRACTIONS, place, what, "download the file again, whole")


def _notice(row: Mapping[str, str | None], key: str, problems: list[Problem]) -> NoticeRow | None:
    """Return the notice a row gives a source; note what in it cannot be read."""
    place, nature = f"record {_cell(row, COLUMNS[0])}", _cell(row, "RetractionNature")
    remedy = f"read the notice, and write it into docs/sources/{key}.md as `notice`"
    kind = NATURES.get(nature.lower())
    if kind is None:
        what = f"has the nature `{nature}` and is about [@{key}]"
        problems.append(Problem(RETRACTIONS, place, what, remedy))
        return None
    day, text = _us_day(_cell(row, "RetractionDate")), _cell(row, "RetractionDate")
    if day is None and text:
        what = f"has the date `{text}` and is about [@{key}]"
        problems.append(Problem(RETRACTIONS, place, what, remedy))
    doi = read_doi(_cell(row, "RetractionDOI"))
    return NoticeRow(key, kind, day, doi_url(doi) if doi else "")


def _us_day(text: str) -> dt.date | None:
    """Return the day written as `7/25/2026 0:00`, month first."""
    try:
        month, day, year = (int(part) for part in text.partition(" ")[0].split("/"))
        return dt.date(year, month, day)
    except ValueError:
        return None


def standing_notice(rows: Iterable[NoticeRow]) -> NoticeRow | None:
    """Return the notice that stands now, out of all notices of one source.

    A retraction stands until a later reinstatement; of the others the last stands, and of
    two on one day the more serious. A notice without a date may be the newest, except for a
    reinstatement, which may be the oldest: so doubt never hides a retraction.
    """
    ordered = sorted(rows, key=_order)
    back = [_order(row) for row in ordered if row.type == REINSTATEMENT]
    standing = [row for row in ordered if not back or _order(row) > back[-1]]
    foremost = [row for row in standing if row.type == RETRACTION] or standing
    return foremost[-1] if foremost else None


def _order(row: NoticeRow) -> tuple[dt.date, int, str]:
    unknown = dt.date.min if row.type == REINSTATEMENT else dt.date.max
    return row.date or unknown, TYPES.index(row.type), row.url


def with_notices(sources: Mapping[str, Source], rows: Iterable[NoticeRow]) -> dict[str, Source]:
    """Return the sources, each with the notice that stands now.

    The record's own notice is the writer's word and stays, unless the data know of a more
    serious one: that comes to the fore, and nobody has acknowledged it yet.
    """
    notices = defaultdict(list)
    for row in rows:
        notices[row.key].append(row)
    return {
        key: _with_notice(source, standing_notice(notices[key])) if key in notices else source
        for key, source in sources.items()
    }


def _with_notice(source: Source, row: NoticeRow | None) -> Source:
    own = source.notice
    if row is None or (own and TYPES.index(own.type) >= TYPES.index(row.type)):
        return source
    return replace(source, notice=Notice(row.type, row.day, row.url or None, acknowledged=None))

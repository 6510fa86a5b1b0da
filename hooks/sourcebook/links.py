"""Links: what the addresses of sources answered when they were last asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .addresses import is_web_address
from .fields import parse_day
from .problems import Problem
from .tables import read_table, render_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .sources import Source

FILE = "data/links.csv"
HEADER = ("address", "checked", "status", "failing_since")

NO_STATUS = {
    "timeout": "took too long to answer",
    "no-answer": "gave no answer",
    "refused": "refused the connection",
    "tls": "had no valid certificate",
}
"""What stands for a number where there was no answer, with the words for a writer."""
GONE = frozenset({"404", "410"})
"""Not found, and gone for good: https://www.rfc-editor.org/rfc/rfc9110#section-15.5"""
CLOSED = frozenset({"401", "403", "405", "429", "451", "503"})
"""What robots are told where people may well be let in: it says nothing about the address."""
PATIENCE = dt.timedelta(days=14)
"""How long any other failure has to last: servers are down for a while and come back."""
FRESH = dt.timedelta(days=6)
"""An address asked this recently is not asked again, so that a run can be taken up."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What one address answered."""

    address: str
    checked: dt.date
    status: str
    """The number of the answer, or a word of `NO_STATUS`."""
    failing_since: dt.date | None
    """When it first failed, of those failures that followed each other up to now."""


def read_links(raw: bytes) -> tuple[list[LinkRow], list[Problem]]:
    """Return the rows of the file of links, and a problem for each that cannot be read.

    An empty file has no rows.
    """
    rows, problems = read_table(FILE, raw, HEADER)
    found: dict[str, LinkRow] = {}
    for line, cells in rows:
        row = _read_row(line, cells)
        if isinstance(row, Problem):
            problems.append(row)
        elif row.address in found:
            what = f"has {row.address} a second time"
            problems.append(Problem(FILE, f"line {line}", what, "keep one of the two lines"))
        else:
            found[row.address] = row
    return list(found.values()), problems


def _read_row(line: int, cells: list[str]) -> LinkRow | Problem:
    address, checked, status, since = cells
    place = f"line {line}"
    if not is_web_address(address):
        return Problem(FILE, place, f"`{address}` is not a web address", "delete the line")
    day, first = parse_day(checked), parse_day(since)
    if day is None or (since and first is None):
        wrong = since if day else checked
        return Problem(FILE, place, f"`{wrong}` is not a date", "write the day as 2026-11-23")
    if not _is_number(status) and status not in NO_STATUS:
        remedy = "write a number such as 404, or " + ", ".join(NO_STATUS)
        return Problem(FILE, place, f"`{status}` is not an answer", remedy)
    return LinkRow(address, day, status, first)


def _is_number(status: str) -> bool:
    # https://www.rfc-editor.org/rfc/rfc9110#section-15
    return len(status) == len("404") and status.isascii() and status.isdigit()


def render_links(rows: Iterable[LinkRow]) -> str:
    """Return the file of links: one address a line, sorted."""
    cells = sorted(
        (
            row.address,
            row.checked.isoformat(),
            row.status,
            row.failing_since.isoformat() if row.failing_since else "",
        )
        for row in rows
    )
    return render_table(HEADER, cells)


def is_failing(status: str) -> bool:
    """Tell whether an answer speaks against the address: no success, and no closed door."""
    return not (status.startswith("2") or status in CLOSED)


def is_dead(row: LinkRow, *, today: dt.date) -> bool:
    """Tell whether an address is known dead.

    One that answers 404 or 410 is dead at once; one that fails otherwise after `PATIENCE`,
    if it failed more than once.
    """
    if row.status in GONE:
        return True
    since = row.failing_since
    return (
        is_failing(row.status)
        and since is not None
        and since < row.checked
        and today - since >= PATIENCE
    )


def learn(before: LinkRow | None, address: str, status: str, *, today: dt.date) -> LinkRow:
    """Return what is known of an address now that it has answered again."""
    since = None
    if is_failing(status):
        since = (before.failing_since if before else None) or today
    return LinkRow(address, today, status, since)


def describe(row: LinkRow) -> str:
    """Return what an address did when it was last asked, as the end of a sentence."""
    did = NO_STATUS.get(row.status) or f"answered {row.status}"
    return f"{did} on {row.checked}"


def find_addresses(sources: Mapping[str, Source]) -> list[str]:
    """Return every address of the records: of the works and of their archived copies, sorted."""
    found = set()
    for source in sources.values():
        found |= set(addresses_of(source))
    return sorted(found)


def addresses_of(source: Source) -> tuple[str, ...]:
    """Return the addresses a record gives: of the work, by DOI and by URL, and of its copy."""
    given = (source.link, source.item.get("URL"), source.archive and source.archive.url)
    return tuple(dict.fromkeys(address for address in given if address))


def due(addresses: Iterable[str], rows: Mapping[str, LinkRow], *, today: dt.date) -> list[str]:
    """Return those addresses that are to be asked again; `rows` are by address."""
    return [
        address
        for address in addresses
        if address not in rows or not dt.timedelta() <= today - rows[address].checked <= FRESH
    ]

"""Dates of works: the many ways they are written, and CSL's one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SEASONS = range(21, 42)
"""The months that are seasons and the like to EDTF."""

# EDTF: https://www.loc.gov/standards/datetime/
_EDTF = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?[?~%]?", re.ASCII)
# RIS: year, month, day and any words, each perhaps empty.
_SLASHED = re.compile(r"(\d{4})[-/.](\d\d?)?(?:[-/.](\d\d?)?)?(?:/(.*))?", re.ASCII)
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_OPEN_END = re.compile(r"/(\.\.)?$")
_QUARTER = re.compile(r"\d\w* quart\w*")
_TO = re.compile(r"\s*(?:[-\u2010-\u2015/&]|\bto\b|\band\b)+\s*")
_WORD = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?!\d)"
    r"|(?<!\d)(?P<number>\d{1,2})(?:st|nd|rd|th)?(?![\da-z])"
    r"|(?P<month>[a-z]{3,})",
    re.ASCII,
)

Parts = list[list[int]]
"""One date or two, each with a year and perhaps a month and a day."""


def read_date(value: Any) -> Parts | None:
    """Return the parts of a date; none where it says nothing, `None` where it is no date.

    Text may be EDTF (`2011-07`, `2011/2012`), RIS (`2011/07/05/`) or words (`2011 Jul-Aug`,
    `5 July 2011`); a season gives its year. CSL's own form may have text for numbers, and
    `raw` or `literal` for text.
    """
    if isinstance(value, dict):
        value = value.get("date-parts") or value.get("raw") or value.get("literal") or ""
    if isinstance(value, list):
        return _read_parts(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return _read_text(" ".join(value.split())) if isinstance(value, str) else None


def render_date(parts: Parts) -> str:
    """Return a date as EDTF: `2011`, `2011-07-05` or `2011/2012`."""
    return "/".join("-".join([f"{end[0]:04}", *(f"{n:02}" for n in end[1:])]) for end in parts)


def name_month(number: int) -> str:
    """Return the name of a month, such as `July`, whatever language the system speaks."""
    return _MONTHS[number - 1].capitalize()


def render_month(number: int) -> str:
    """Return the abbreviation BibTeX has for a month, such as `jul`."""
    return _MONTHS[number - 1][:3]


def is_month(word: str) -> bool:
    """Tell whether a word is one of BibTeX's abbreviations of months."""
    return word in [month[:3] for month in _MONTHS]


def _read_parts(value: list[Any]) -> Parts | None:
    ends = value if all(isinstance(end, list) for end in value) else [value]
    numbers = [[part for part in end if part not in (None, "")] for end in ends]
    if not any(numbers):
        return []
    texts = [[str(part) for part in end] for end in numbers]
    if not all(_NUMBER.fullmatch(text) for end in texts for text in end):
        return None
    return _checked([list(map(int, end)) for end in texts])


def _read_text(text: str) -> Parts | None:
    if not text:
        return []
    ends = [_EDTF.fullmatch(end) for end in _OPEN_END.sub("", text).split("/")]
    if all(ends):
        return _checked([_numbers(end) for end in ends if end])
    if match := _SLASHED.fullmatch(text):
        # Ours puts the end of a range behind the day; others put a season, or what they like.
        end = _EDTF.fullmatch(match[4] or "")
        return _checked([_numbers(match), *([_numbers(end)] if end else [])])
    return _read_words(text.lower())


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(part or 0) for part in match.groups()[:3]]


def _checked(ends: Parts) -> Parts | None:
    """Return the dates without their zeros and seasons if they are in a calendar, in order."""
    dates = []
    for end in ends:
        year, month, day = (*end, 0, 0, 0)[:3]
        if month in _SEASONS:
            month = day = 0
        try:
            date(year or 4, month or 1, day or 1)  # year 0 was a leap year, as 4 was
        except ValueError:
            return None
        dates.append([year, month, day][: 1 + (month > 0) + (month > 0 < day)])
    return None if dates[2:] or dates != sorted(dates) else dates


@dataclass(slots=True)
class _Words:
    """What the words of one date say."""

    year: int = 0
    month: int = 0
    numbers: list[int] = field(default_factory=list)
    """Days, or months and days where no month is named."""
    clear: bool = True
    """Nobody can tell which of the numbers in 5/7/2012 is the month."""


def _read_words(text: str) -> Parts | None:
    ends = [_words(words) for words in _TO.split(_QUARTER.sub("", text))]
    first, last = ends[0], ends[-1]
    named = bool(first.month or last.month)
    counts = {len(end.numbers) for end in ends if end.numbers}
    most = 1 if named else 2
    clear = named or (len(counts) <= 1 and all(end.clear for end in ends))
    if ends[2:] or not (first.year or last.year) or max(counts, default=0) > most or not clear:
        return None
    dates = []
    for one, other in ((first, last), (last, first)):
        month = one.month or (other.month if one.numbers else 0)
        numbers = [month, *one.numbers] if named else one.numbers
        dates.append([one.year or other.year, *numbers])
    return _checked(dates if dates[0] != dates[1] else dates[:1])


def _words(text: str) -> _Words:
    found = _Words()
    for match in _WORD.finditer(text):
        if match["year"]:
            found.year = found.year or int(match["year"])
        elif match["number"]:
            found.numbers.append(int(match["number"]))
            found.clear = bool(found.year) or len(found.numbers) == 1
        else:
            starts = [month.startswith(match["month"].removesuffix("t")) for month in _MONTHS]
            found.month = found.month or (starts.index(True) + 1 if any(starts) else 0)
    return found

"""Charts: a CSV file beside a post that says of itself how it is to be drawn.

Lines `# name: value` at the top say what is drawn; a header in readers' words and the rows
follow. `drawing` makes the picture of it, `chart_syntax` the table below the picture.
"""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from .decoding import decode
from .plurals import count_of
from .problems import Problem, propose

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

Kind = Literal["bars", "intervals", "lines"]

KEYS = {
    "title": "What the chart shows, in words: it stands below the picture.",
    "kind": "`bars`, `intervals` (an estimate with its range) or `lines` (over time).",
    "label": "The columns that name a row, parted by commas.",
    "value": "The columns that are drawn, parted by commas: at most three, and one with a range.",
    "low": "The column with the lower end of the range.",
    "high": "The column with the upper end of the range.",
    "panel": "A column: each of its values has a scale of its own.",
    "line": "Where there is no difference, such as `0`.",
    "left": "What lies on the left of that line, such as `better`.",
    "right": "What lies on the right of that line.",
    "scale": "`log` for ratios.",
    "max": "Where the scale of bars ends, such as `100`.",
    "unit": "What stands after each value, such as `of 100`.",
}
"""Each line a chart may have, with its meaning as the writers' guide gives it."""
REQUIRED = ("title", "kind", "label", "value")
MOST_SERIES = 3
"""So many columns of values can be told apart."""
_UP_TO_MAX = ("bars", "lines")
SOURCE = "key"
"""The column with the sources of a row."""
DRAW = "run `make charts`"
# What spreadsheets write in place of commas, in some countries or when text is copied.
_PARTED = {";": "`;`", "\t": "tabs"}
_WRITE_NUMBER = "write digits, and a full stop for parts"
# A comma parts thousands, and nothing else: where `1,5` is typed, it means one and a half.
# Numbers with more digits than these are slips, and too large or too small to be drawn.
_NUMBER = re.compile(r"[-−]?(?:[1-9]\d{0,2}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,20})?")
# One of the lines at the top has a name of ours, also where another one is wrong.
_SAYS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:#[^\r\n]*[\r\n]+)*?#[ \t]*(?:%s)[ \t]*:" % "|".join(KEYS).encode(),
    re.IGNORECASE,
)
# A picture carries the mark of the data it was drawn from.
_MARK = re.compile(r"<!-- data: ([0-9a-f]{64}) -->")


@dataclass(frozen=True, slots=True)
class Point:
    """A value to be drawn, with its range where there is one."""

    value: float
    text: str
    """As the data have it, so that no figure is made rounder or finer."""
    low: float | None = None
    high: float | None = None
    range_text: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a chart: its name, the panel it belongs to, and a point for each column drawn."""

    label: str
    panel: str
    points: tuple[Point | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart whose data can be drawn."""

    uri: str
    """The data, seen from `docs/`."""
    kind: Kind
    title: str
    series: tuple[str, ...]
    """The names of the columns drawn."""
    rows: tuple[Row, ...]
    header: tuple[str, ...]
    """Of the table, without the column of the sources."""
    cells: tuple[tuple[str, ...], ...]
    keys: tuple[tuple[str, ...], ...]
    """The sources of each row."""
    line: float | None
    left: str
    right: str
    log: bool
    top: float | None
    unit: str
    mark: str
    """Tells the data apart from any others."""


def is_chart(content: bytes) -> bool:
    """Tell whether a CSV file says how it is to be drawn; others are data alone."""
    return _SAYS.match(content) is not None


def read_chart(uri: str, content: bytes) -> tuple[Chart | None, list[Problem]]:
    """Return the chart, or `None` where it cannot be drawn, and all problems."""
    text = decode(uri, content)
    if isinstance(text, Problem):
        return None, [text]
    lines = text.splitlines()
    count = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    told, problems = _read_told(uri, lines[:count])
    table = [row for row in csv.reader(lines[count:]) if row]
    if not table or len(table) == 1:
        problems.append(Problem(uri, "file", "has no rows", "add a header and rows"))
        return None, problems
    header, rows = tuple(name.strip() for name in table[0]), table[1:]
    parted = [name for sign, name in _PARTED.items() if sign in header[0]]
    if len(header) == 1 and parted:
        what, remedy = f"has {parted[0]} between its columns", "put commas there"
        problems.append(Problem(uri, "file", what, f"{remedy}, and full stops into numbers"))
        return None, problems
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            what = f"has {count_of(len(row), 'cell')}, the header {len(header)}"
            remedy = "write as many; put a cell with a comma between quotation marks"
            problems.append(Problem(uri, f"row {number}", what, remedy))
    problems += _check_columns(uri, header, told)
    if problems:
        return None, problems
    records = [dict(zip(header, (cell.strip() for cell in row), strict=True)) for row in rows]
    points = [_read_row(uri, number, record, told) for number, record in enumerate(records, 1)]
    problems = [each for each in points if isinstance(each, Problem)]
    if not any(record[name] for record in records for name in _names(told["value"])):
        problems.append(Problem(uri, "value", "has no number in any row", "fill in the column"))
    if problems:
        return None, problems
    shown = [name for name in header if name != SOURCE]
    return Chart(
        uri=uri,
        kind=told["kind"],  # type: ignore[arg-type]  # checked when read
        title=told["title"],
        series=_names(told["value"]),
        rows=tuple(row for row in points if isinstance(row, Row)),
        header=tuple(shown),
        cells=tuple(tuple(record[name] for name in shown) for record in records),
        keys=tuple(tuple(filter(None, record[SOURCE].split("|"))) for record in records),
        line=to_number(told["line"]) if "line" in told else None,
        left=told.get("left", ""),
        right=told.get("right", ""),
        log=told.get("scale") == "log",
        top=to_number(told["max"]) if "max" in told else None,
        unit=told.get("unit", ""),
        mark=hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    ), []


def _read_told(uri: str, lines: Iterable[str]) -> tuple[dict[str, str], list[Problem]]:
    """Return what the lines at the top say."""
    told: dict[str, str] = {}
    problems = []
    for line in lines:
        name, colon, value = line.lstrip("# ").partition(":")
        name, value = name.strip(), value.rstrip(", ").strip()  # a spreadsheet adds commas
        if not colon or name not in KEYS:
            remedy = propose(name, KEYS, otherwise="remove the line, or use")
            problems.append(Problem(uri, name or line, "says nothing about a chart", remedy))
        elif name in told:
            problems.append(Problem(uri, name, "stands there twice", "remove one"))
        elif value:
            told[name] = value
    problems += [
        Problem(uri, name, "is missing", f"add a line `# {name}: …`")
        for name in REQUIRED
        if name not in told
    ]
    if told.get("kind", "bars") not in get_args(Kind):
        remedy = f"write one of: {', '.join(get_args(Kind))}"
        problems.append(Problem(uri, "kind", f"`{told['kind']}` is no kind of chart", remedy))
    if told.get("scale", "log") != "log":
        problems.append(Problem(uri, "scale", f"`{told['scale']}` is no scale", "write `log`"))
    problems += [
        Problem(uri, name, f"`{told[name]}` is no number", _WRITE_NUMBER)
        for name in ("line", "max")
        if name in told and not _is_number(told[name])
    ]
    return told, [*problems, *_check_told(uri, told)]


def _check_told(uri: str, told: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what cannot be drawn of what the lines at the top say, or not with one another."""
    too_low = {
        name
        for name in ("line", "max")
        if _is_number(told.get(name, "")) and to_number(told[name]) <= 0
    }
    if "max" in too_low:
        what, remedy = f"`{told['max']}` is not above 0", "correct it, or remove the line"
        yield Problem(uri, "max", what, remedy)
    if "line" in too_low and told.get("scale") == "log":
        what = f"`{told['line']}` is not above 0, where `# scale: log` begins"
        yield Problem(uri, "line", what, "write `# line: 1`, or remove `# scale: log`")
    for one, other in (("low", "high"), ("high", "low")):
        if one in told and other not in told:
            remedy = f"add a line `# {other}: …`, or remove `# {one}:`"
            yield Problem(uri, other, "is missing", remedy)


def _check_columns(uri: str, header: tuple[str, ...], told: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with the columns, and with the lines that name them."""
    for name in dict.fromkeys(name for name in header if header.count(name) > 1):
        what = f"has two columns {f'`{name}`' if name else 'without a name'}"
        yield Problem(uri, "file", what, "give each a name of its own, or remove one")
    ranged = told.get("kind") == "intervals" or "low" in told
    most = {"label": len(header), "value": 1 if ranged else MOST_SERIES}
    for key in ("label", "value", "low", "high", "panel"):
        names = _names(told.get(key, ""))
        for name in names:
            if name not in header:
                remedy = propose(name, header, otherwise="write one of")
                yield Problem(uri, key, f"`{name}` is no column", remedy)
        limit = most.get(key, 1)
        if len(names) > limit:
            remedy = f"name at most {limit}" if limit > 1 else "name one"
            if key == "value" and ranged:
                remedy += ": only `bars` and `lines` without a range draw more"
            yield Problem(uri, key, f"names {len(names)} columns", remedy)
    if SOURCE not in header:
        yield Problem(uri, SOURCE, "is no column", f"add a last column `{SOURCE}`")


def _read_row(
    uri: str, number: int, record: Mapping[str, str], told: Mapping[str, str]
) -> Row | Problem:
    low, high = record.get(told.get("low", ""), ""), record.get(told.get("high", ""), "")
    points: list[Point | None] = []
    place = f"row {number}"
    for name in _names(told["value"]):
        value = record[name]
        given = [each for each in (value, low, high) if each]
        wrong = next((each for each in given if not _is_number(each)), None)
        if wrong is not None:
            return Problem(uri, place, f"`{wrong}` is no number", _WRITE_NUMBER)
        if (low or high) and len(given) < len((value, low, high)):
            what = "has a value or an end of its range, and not all three"
            return Problem(uri, place, what, "fill in what is missing, or empty both ends")
        if low and to_number(low) > to_number(high):
            what = f"has a range that begins with `{low}` and ends with `{high}`"
            return Problem(uri, place, what, "exchange the two, or correct one")
        if told.get("scale") == "log" and any(to_number(each) <= 0 for each in given):
            what = "has a value that is not above 0"
            return Problem(uri, place, what, "correct it, or remove `# scale: log`")
        if "max" in told and told["kind"] in _UP_TO_MAX:
            above = [each for each in given if to_number(each) > to_number(told["max"])]
            if above:
                what = f"has `{above[0]}`, which is above `# max: {told['max']}`"
                return Problem(uri, place, what, "correct one of the two")
        points.append(_point(value, low, high) if value else None)
    label = ", ".join(filter(None, (record[name] for name in _names(told["label"]))))
    if told["kind"] == "lines" and not _is_number(label):
        what = f"has `{label}` as its label, which is no number"
        return Problem(uri, place, what, "write one, such as 2021, or use `# kind: bars`")
    return Row(label, record.get(told.get("panel", ""), ""), tuple(points))


def _point(value: str, low: str, high: str) -> Point:
    if not low:
        return Point(to_number(value), _minus(value))
    told = f"{_minus(low)} to {_minus(high)}"
    return Point(to_number(value), _minus(value), to_number(low), to_number(high), told)


def render_table(chart: Chart) -> str:
    """Return the data as a Markdown table, each row with the citations of its sources."""
    head = [*chart.header, "Source"]
    rows = [
        [
            *(_minus(cell) or "–" for cell in cells),
            f"[{'; '.join(f'@{key}' for key in keys)}]" if keys else "",
        ]
        for cells, keys in zip(chart.cells, chart.keys, strict=True)
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_escape(cell) for cell in line)} |" for line in lines)


def check_picture(chart: Chart, picture: str) -> list[Problem]:
    """Return the problem of a picture that is not there, or shows data of an earlier day."""
    if not picture:
        return [Problem(chart.uri, "file", "is not drawn yet", DRAW)]
    found = _MARK.search(picture)
    if found is None or found[1] != chart.mark:
        return [Problem(chart.uri, "file", "has changed since it was drawn", DRAW)]
    return []


def check_lost(pictures: Mapping[str, bytes], charts: Container[str]) -> Iterator[Problem]:
    """Yield the problems of pictures that were drawn from data which are no chart any more.

    `charts` are the files of data that say how they are drawn.
    """
    for uri, picture in pictures.items():
        data = uri.removesuffix(".svg") + ".csv"
        if data not in charts and _MARK.match(picture.decode("utf-8", "replace")):
            what = f"shows a chart, and `{data}` is gone, or says no more how it is drawn"
            remedy = (
                "put the data back with their lines `# …` on top, without the quotation marks of "
                "a spreadsheet and saved as UTF-8, or remove the picture"
            )
            yield Problem(uri, "file", what, remedy)


def mark_picture(picture: str, chart: Chart) -> str:
    """Return the picture with the mark of its data."""
    return picture.replace("<svg ", f"<!-- data: {chart.mark} -->\n<svg ", 1)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in (part.strip() for part in text.split(",")) if name)


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def to_number(text: str) -> float:
    """Return the number that a cell of a chart holds."""
    return float(text.replace("−", "-").replace(",", ""))


def _minus(text: str) -> str:
    """Return a number with the sign that is read out as minus."""
    return f"−{text[1:]}" if text.startswith("-") and _is_number(text) else text


def _escape(cell: str) -> str:
    return re.sub(r"([\\|*_`<])", r"\\\1", cell) if not cell.startswith("[@") else cell

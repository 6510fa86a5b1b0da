"""Drawing: a chart becomes an SVG picture that follows the reader's light or dark scheme.

Matplotlib draws; it is needed to make charts, not to build the site.
"""

from __future__ import annotations

import io
import re
import textwrap
from math import log
from typing import TYPE_CHECKING, Any

from matplotlib import rc_context
from matplotlib.figure import Figure

from .charts import mark_picture, to_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

    from .charts import Chart, Point, Row

WIDTH = 360
"""In units of the picture: as wide as the text on a small phone, so that 13 is read as 13 px."""
_TEXT = 13
_LINE = 17
_WRAP = 46
_MARGIN = 14
_BAR = 15
_PLOT = 150

# Light, then dark. On its ground each has a contrast of at least 4.5 (text 7), and the two
# series differ in lightness too: https://www.w3.org/TR/WCAG22/#contrast-minimum
PALETTE = {
    "ground": ("#fffdf7", "#222c2a"),
    "text": ("#23302d", "#d8ddd6"),
    "quiet": ("#4b5a56", "#b4bdb7"),
    "rule": ("#d9d5c7", "#4a5853"),
    "first": ("#1f6b60", "#8fd0c1"),
    "second": ("#8a3b12", "#e8b98f"),
    "third": ("#5b4b9a", "#b9aef0"),
}
SERIES = ("first", "second", "third")
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"


def draw_chart(chart: Chart) -> str:
    """Return the picture of a chart: the same data give the same text."""
    panels = list(dict.fromkeys(row.panel for row in chart.rows))
    groups = [[row for row in chart.rows if row.panel == panel] for panel in panels]
    heights = [_height(chart, rows, panel) for rows, panel in zip(groups, panels, strict=True)]
    total = sum(heights) + _MARGIN
    # Without a salt the names inside the picture would differ each time.
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "chart", "font.size": _TEXT}
    settings["text.parse_math"] = False  # between two `$` stands money
    with rc_context(settings):
        figure = Figure(figsize=(WIDTH / 72, total / 72), facecolor=_light("ground"))
        top = float(total - _MARGIN / 2)
        for panel, rows, height in zip(panels, groups, heights, strict=True):
            top -= height
            box = (_MARGIN / WIDTH, top / total, 1 - 2 * _MARGIN / WIDTH, height / total)
            axes = figure.add_axes(box)
            axes.set_axis_off()
            axes.set_xlim(0, WIDTH - 2 * _MARGIN)
            axes.set_ylim(height, 0)
            _DRAW[chart.kind](axes, chart, rows, panel)
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return mark_picture(_finish(text.getvalue()), chart)


def _height(chart: Chart, rows: list[Row], panel: str) -> int:
    head = _LINE * len(_wrapped(panel)) + 12 if panel else 4
    if chart.kind == "lines":
        return head + _PLOT + 66 + _LINE * len(chart.series)
    if chart.line is not None and chart.kind == "intervals":
        below = _LINE * (1 + len(_sides(chart))) + 8
        return head + _rows_height(chart, rows) + below
    return head + _rows_height(chart, rows)


def _rows_height(chart: Chart, rows: list[Row]) -> int:
    return sum(
        _LINE * len(_told(chart, row)) + sum(map(bool, row.points)) * (_BAR + 5) + 10
        for row in rows
    )


def _told(chart: Chart, row: Row) -> list[tuple[str, str]]:
    """Return the lines above a mark: what stands on their left, and on their right."""
    lines = [(line, "") for line in _wrapped(row.label)]
    if chart.kind != "intervals" or not row.points[0]:
        return lines
    point = row.points[0]
    value = f"{point.text} ({point.range_text})" if point.range_text else point.text
    if len(lines[-1][0]) + len(value) + 3 > _WRAP:
        return [*lines, ("", value)]
    return [*lines[:-1], (lines[-1][0], value)]


def _sides(chart: Chart) -> list[tuple[str, str]]:
    """Return the lines that say what lies on the left and on the right of no difference."""
    left = f"← {chart.left}" if chart.left else ""
    right = f"{chart.right} →" if chart.right else ""
    if len(left) + len(right) <= _WRAP:
        return [(left, right)]
    return [(line, "") for line in _wrapped(left)] + [("", line) for line in _wrapped(right)]


def _bars(axes: Axes, chart: Chart, rows: list[Row], panel: str) -> None:
    y = _title(axes, panel)
    room = float(WIDTH - 2 * _MARGIN)
    told = (
        len(_value(chart, name, point))
        for row in rows
        for name, point in zip(chart.series, row.points, strict=True)
        if point
    )
    room -= 7.2 * max(told, default=0) + 8
    bottom, top = _ends(chart, rows)
    across = room / (top - bottom)
    zero = -bottom * across
    for row in rows:
        y = _label(axes, chart, row, y)
        for at, (name, point) in enumerate(zip(chart.series, row.points, strict=True)):
            if point is None:
                continue
            middle = y + _BAR / 2
            axes.barh(
                middle, point.value * across, left=zero, height=_BAR, color=_light(SERIES[at])
            )
            end = max(zero, zero + point.value * across)
            if point.low is not None and point.high is not None:
                ends = (zero + point.low * across, zero + point.high * across)
                _whiskers(axes, middle, ends, "text")
                end = max(end, ends[1])
            _write(axes, end + 6, middle, _value(chart, name, point), "text")
            y += _BAR + 5
        y += 10


def _intervals(axes: Axes, chart: Chart, rows: list[Row], panel: str) -> None:
    y = _title(axes, panel)
    room = float(WIDTH - 2 * _MARGIN)
    values = _values(rows)
    if chart.line is not None:
        values.append(chart.line)
    place = _scale(chart, min(values, default=1), max(values, default=1), room)
    if chart.line is not None:
        _no_difference(axes, chart, place(chart.line), (y, y + _rows_height(chart, rows) - 4))
    for row in rows:
        y = _label(axes, chart, row, y)
        for point in filter(None, row.points):
            middle = y + _BAR / 2
            if point.low is not None and point.high is not None:
                _whiskers(axes, middle, (place(point.low), place(point.high)), "first")
            at = place(point.value)
            axes.plot([at], [middle], marker="s", markersize=8, color=_light("first"))
            y += _BAR + 5
        y += 10


def _no_difference(axes: Axes, chart: Chart, at: float, ends: tuple[float, float]) -> None:
    room, bottom = float(WIDTH - 2 * _MARGIN), ends[1] + 8
    axes.plot([at, at], ends, color=_light("quiet"), linewidth=1.2, linestyle=(0, (4, 3)))
    told = f"{chart.line:g}: no difference"
    align = "left" if at < room / 3 else "right" if at > room * 2 / 3 else "center"
    _write(axes, at, bottom, told, "quiet", align=align)
    for left, right in _sides(chart):
        bottom += _LINE
        _write(axes, 0, bottom, left, "quiet")
        _write(axes, room, bottom, right, "quiet", align="right")


def _lines(axes: Axes, chart: Chart, rows: list[Row], panel: str) -> None:
    y = _title(axes, panel)
    room, height = float(WIDTH - 2 * _MARGIN), float(_PLOT)
    years = [to_number(row.label) for row in rows]
    bottom, top = _ends(chart, rows)

    def across(year: float) -> float:
        span = max(years) - min(years)
        return 24 + (room - 48) * ((year - min(years)) / span if span else 1 / 2)

    def down(value: float) -> float:
        return y + 26 + height * (top - value) / (top - bottom)

    below = down(bottom)
    axes.plot([0, room], [down(0), down(0)], color=_light("rule"), linewidth=1.2)
    for row, year in zip(rows, years, strict=True):
        _write(axes, across(year), below + 14, row.label, "quiet", align="center")
    for at, name in enumerate(chart.series):
        drawn = [(across(year), row.points[at]) for row, year in zip(rows, years, strict=True)]
        found = [(x, point) for x, point in drawn if point]
        colour = _light(SERIES[at])
        axes.plot(
            [x for x, _ in found],
            [down(point.value) for _, point in found],
            color=colour,
            linewidth=2.2,
            marker="os^"[at],
            markersize=7,
        )
        for x, point in found:
            if point.low is not None and point.high is not None:
                axes.plot([x, x], [down(point.low), down(point.high)], color=colour, linewidth=1.4)
            above = down(point.value if point.high is None else point.high) - 15
            _write(axes, x, above, point.text, "text", align="center")
        axes.plot([4], [below + 36 + at * _LINE], marker="os^"[at], markersize=7, color=colour)
        _write(axes, 14, below + 36 + at * _LINE, name, "text")


_DRAW = {"bars": _bars, "intervals": _intervals, "lines": _lines}


def _values(rows: list[Row]) -> list[float]:
    """Return all numbers that are drawn; an empty list where no row of a panel has any."""
    points = [point for row in rows for point in row.points if point]
    ends = (end for point in points for end in (point.value, point.low, point.high))
    return [end for end in ends if end is not None]


def _ends(chart: Chart, rows: list[Row]) -> tuple[float, float]:
    """Return where a scale with 0 on it begins and ends, also where 0 is all there is."""
    values = [0, *_values(rows)]
    bottom, top = min(values), chart.top or max(values)
    return bottom, top if top > bottom else 1.0


def _scale(chart: Chart, low: float, high: float, room: float) -> Callable[[float], float]:
    on: Callable[[float], float] = log if chart.log else float
    first, span = on(low), (on(high) - on(low)) or 1.0
    return lambda value: 8 + (room - 16) * (on(value) - first) / span


def _title(axes: Axes, panel: str) -> float:
    y = 4.0
    for line in _wrapped(panel) if panel else ():
        _write(axes, 0, y + _LINE / 2, line, "text", weight="bold")
        y += _LINE
    return y + (8 if panel else 0)


def _label(axes: Axes, chart: Chart, row: Row, y: float) -> float:
    for left, right in _told(chart, row):
        _write(axes, 0, y + _LINE / 2 - 2, left, "text")
        if right:
            end = WIDTH - 2 * _MARGIN
            _write(axes, end, y + _LINE / 2 - 2, right, "text", align="right", weight="bold")
        y += _LINE
    return y


def _whiskers(axes: Axes, y: float, ends: tuple[float, float], colour: str) -> None:
    low, high = ends
    axes.plot([low, high], [y, y], color=_light(colour), linewidth=2)
    for end in ends:
        axes.plot([end, end], [y - 4, y + 4], color=_light(colour), linewidth=2)


def _value(chart: Chart, name: str, point: Point) -> str:
    told = f"{point.text}{chart.unit and f' {chart.unit}'}"
    return f"{told} {name}" if len(chart.series) > 1 else told


def _write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    colour: str,
    *,
    align: str = "left",
    weight: str = "normal",
) -> None:
    behind = {"facecolor": _light("ground"), "edgecolor": "none", "pad": 1}
    look: dict[str, Any] = {"color": _light(colour), "weight": weight, "bbox": behind}
    if text:
        axes.text(x, y, text, ha=align, va="center_baseline", clip_on=False, **look)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WRAP) or [""]


def _light(name: str) -> str:
    return PALETTE[name][0]


def _finish(svg: str) -> str:
    """Return the picture with the reader's own font, and colours for a dark scheme."""
    rules = "".join(
        f'[style*="{what}: {light}"]{{{what}:{dark}!important}}'
        for light, dark in PALETTE.values()
        for what in ("fill", "stroke")
    )
    style = f"<style>@media (prefers-color-scheme: dark){{{rules}}}</style>"
    svg = re.sub(r"font-family: [^;]*", f"font-family: {_FONT}", svg)
    svg = re.sub(r"<\?xml.*?<svg ", "<svg ", svg, count=1, flags=re.DOTALL)
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"(<svg [^>]*>)", lambda m: m[1] + style, svg, count=1)
    return "\n".join(line.strip() for line in svg.splitlines() if line.strip()) + "\n"

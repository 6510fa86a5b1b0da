"""Pictures of charts: what stands in them, and that they can be read in any scheme."""

from __future__ import annotations

import csv
import io
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.charts import read_chart
from sourcebook.drawing import PALETTE, SERIES, draw_chart
from tests.site import texts

BARS = """# title: Roses
# kind: bars
# label: Soil
# value: Roses, Weeds
# unit: of 100
Soil,Roses,Weeds,key
Clay with a name that is so long that it needs a second line,12,3.50,a
Sand,4,,a
"""
ONE = """# title: Roses
# kind: bars
# label: Soil
# value: Roses
# low: From
# high: To
Soil,Roses,From,To,key
Clay,-12,-15,-10,a
Sand,4,,,a
"""
INTERVALS = """# title: Roses
# kind: intervals
# label: Soil, When
# value: Change
# low: From
# high: To
# panel: Colour
# line: 1
# left: fewer
# right: more
# scale: log
Soil,When,Colour,Change,From,To,key
Clay,spring,Red,2.35,1.37,4.03,a
A soil with a rather long name,autumn,Red,0.90,0.63,1.30,a
Sand,autumn,White,3,,,a
Peat,autumn,White,,,,a
"""
PLAIN = """# title: Roses
# kind: intervals
# label: Soil
# value: Change
# line: 5
Soil,Change,key
Clay,5,a
"""
BARE = PLAIN.replace("# line: 5\n", "")
LINES = """# title: Roses
# kind: lines
# label: Year
# value: Roses
# low: From
# high: To
Year,Roses,From,To,key
2019,20,18,22,a
2021,,,,a
2023,24.3,,,a
"""
NOTHING = "# title: Roses\n# kind: bars\n# label: Soil\n# value: Roses\nSoil,Roses,key\nClay,0,a\n"
ONE_YEAR = LINES.partition("2021")[0]
BELOW = LINES.replace("20,18,22", "-20,-22,0")
EMPTY_PANEL = INTERVALS.replace("# line: 1\n", "").replace("White,3,", "White,,")
ALL = {
    "bars": BARS,
    "one": ONE,
    "intervals": INTERVALS,
    "plain": PLAIN,
    "bare": BARE,
    "lines": LINES,
    "nothing": NOTHING,
    "nothing over time": ONE_YEAR.replace("20,18,22", "0,,"),
    "one year": ONE_YEAR,
    "below 0": BELOW,
    "an empty panel": EMPTY_PANEL,
    "an empty panel of bars": EMPTY_PANEL.replace("intervals", "bars"),
}


def draw(text: str) -> str:
    chart, problems = read_chart("roses/a.csv", text.encode())
    assert problems == []
    assert chart
    return draw_chart(chart)


def words(picture: str) -> list[str]:
    return texts(BeautifulSoup(picture, "html.parser"), "text")


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_the_same_data_give_the_same_picture(text: str) -> None:
    assert draw(text) == draw(text)


def test_bars_carry_their_values_as_the_data_have_them() -> None:
    assert words(draw(BARS)) == [
        "Clay with a name that is so long that it needs",
        "a second line",
        "12 of 100 Roses",
        "3.50 of 100 Weeds",
        "Sand",
        "4 of 100 Roses",
    ]
    assert words(draw(ONE)) == ["Clay", "−12", "Sand", "4"]


def test_intervals_carry_their_range_and_say_what_lies_on_each_side() -> None:
    found = words(draw(INTERVALS))

    assert found[:7] == [
        "Red",
        "1: no difference",
        "← fewer",
        "more →",
        "Clay, spring",
        "2.35 (1.37 to 4.03)",
        "A soil with a rather long name, autumn",
    ]
    assert "0.90 (0.63 to 1.30)" in found
    assert found[-3:] == ["Sand, autumn", "3", "Peat, autumn"]
    assert words(draw(BARE)) == ["Clay", "5"]
    assert words(draw(PLAIN)) == ["5: no difference", "Clay", "5"]


@pytest.mark.parametrize(
    ("left", "right", "lines"),
    [
        ("fewer roses than weeds", "more roses", 1),
        ("fewer roses than weeds", "more roses than weeds", 2),
        ("far fewer roses than weeds in all the gardens here", "more roses", 3),
    ],
)
def test_what_lies_on_each_side_is_never_written_over_the_other(
    left: str, right: str, lines: int
) -> None:
    sides = f"# line: 5\n# left: {left}\n# right: {right}\n"
    with_sides = BeautifulSoup(draw(PLAIN.replace("# line: 5\n", sides)), "html.parser")
    without = BeautifulSoup(draw(PLAIN), "html.parser")

    told = [text for text in with_sides("text") if text.get_text() not in texts(without, "text")]
    assert " ".join(text.get_text() for text in told) == f"← {left} {right} →"
    assert len({round(float(str(text["y"]))) for text in told}) == lines
    assert tall(with_sides) - tall(without) == 17 * (lines - 1)


def test_lines_carry_their_values_and_the_names_of_their_series() -> None:
    assert words(draw(LINES)) == ["2019", "2021", "2023", "20", "24.3", "Roses"]


def test_lines_stand_above_their_years_also_where_values_lie_below_0() -> None:
    def heights(text: str) -> dict[str, float]:
        found = BeautifulSoup(draw(text), "html.parser")("text")
        return {each.get_text(): float(str(each["y"])) for each in found}

    above, below = heights(LINES), heights(BELOW)

    assert max(above["20"], above["24.3"]) < above["2019"]
    assert below["24.3"] < below["−20"] < below["2019"] < below["Roses"]


def test_money_between_two_dollar_signs_is_no_formula() -> None:
    assert words(draw(NOTHING.replace("Clay", r"$5\off or $10")))[0] == r"$5\off or $10"


def one_of(*texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


@st.composite
def data(draw: st.DrawFn) -> str:
    """Return data as somebody may type them, now and then wrong."""
    above = ["1", "3.50", "999999999999999", "0.00000000000000000001"]
    numbers = draw(st.sampled_from([["0", ""], above, [*above, "0", "-5", "−1", ""]]))
    kind = draw(one_of("bars", "intervals", "lines"))
    columns = ["A", "B", "C", "D"][: draw(st.integers(1, 1 if kind == "intervals" else 4))]
    low, high = draw(st.sampled_from([("", "")] * 3 + [("Low", "High")] * 2 + [("Low", "")]))
    told = {
        "title": "T",
        "kind": kind,
        "label": draw(one_of("Label", "Label", "Label", "Label, Panel")),
        "value": ", ".join(columns[:1] if low else columns),
        "low": low,
        "high": high,
        "panel": draw(one_of("", "Panel")),
        "line": draw(one_of("", "0", "1", "-5")),
        "left": draw(one_of("", "less pain")),
        "scale": draw(one_of("", "", "log")),
        "max": draw(one_of("", "", "", "999999999999999", "0", "-5")),
    }
    labels = one_of(
        "2019", "2021", "1,000", "−5", *([r"$\x$", ""] if kind != "lines" else ["2020"])
    )
    ranges = st.sampled_from(
        [("", ""), ("1", "3.50"), ("0.5", "0.5")] * 2 + [("-5", "0"), ("2", "1")]
    )
    row = st.tuples(
        labels, one_of("P", "Q", ""), ranges, *[st.sampled_from(numbers)] * len(columns)
    )
    text = io.StringIO()
    text.writelines(f"# {name}: {value}\n" for name, value in told.items())
    table = csv.writer(text)
    table.writerow(["Label", "Panel", "Low", "High", *columns, "key"])
    for label, panel, ends, *values in draw(st.lists(row, min_size=1, max_size=4)):
        table.writerow([label, panel, *ends, *values, "a"])
    return text.getvalue()


@given(data())
def test_whatever_is_read_without_a_problem_can_be_drawn(text: str) -> None:
    chart, problems = read_chart("roses/a.csv", text.encode())

    assert (chart is None) == bool(problems)
    if chart:
        assert not re.search(r"\b(nan|inf)\b", draw_chart(chart))


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_every_word_and_mark_stands_inside_the_picture(text: str) -> None:
    picture = draw(text)
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    assert size

    places = re.findall(r'<text [^>]*?\by="([\d.-]+)"|translate\([\d.-]+ ([\d.-]+)\)', picture)
    heights = [float(y or other) for y, other in places]
    assert heights
    assert all(0 <= y <= float(size[2]) for y in heights)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_colour_can_be_told_from_its_ground(scheme: int) -> None:
    # Text 4.5 and marks 3 to 1: https://www.w3.org/TR/WCAG22/#contrast-minimum
    ground = PALETTE["ground"][scheme]

    for name in ("text", "quiet"):
        assert contrast(PALETTE[name][scheme], ground) >= 4.5
    for name in SERIES:
        assert contrast(PALETTE[name][scheme], ground) >= 3


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_every_colour_has_another_for_a_dark_scheme(text: str) -> None:
    picture = draw(text)
    style = picture[picture.index("<style>") : picture.index("</style>")]

    used = set(re.findall(r"(?:fill|stroke): (#[0-9a-f]{6})", picture.replace(style, "")))
    assert used
    assert [colour for colour in used if f": {colour}" not in style] == []


def tall(picture: BeautifulSoup) -> float:
    """Return how high a picture is."""
    assert picture.svg
    return float(str(picture.svg["viewbox"]).split()[3])


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

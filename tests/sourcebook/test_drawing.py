"""Pictures of charts: what stands in them, and that they can be read in any scheme."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

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
ALL = {
    "bars": BARS,
    "one": ONE,
    "intervals": INTERVALS,
    "plain": PLAIN,
    "bare": BARE,
    "lines": LINES,
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

"""Charts: data that say how they are drawn, and the command that draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result

from sourcebook.charts import (
    KEYS,
    check_lost,
    check_picture,
    is_chart,
    mark_picture,
    read_chart,
    render_table,
)
from sourcebook.commands.main import main
from tests.site import ROOT, write_files
from tests.sourcebook.garden import messages

if TYPE_CHECKING:
    from pathlib import Path

    from sourcebook.charts import Chart

HEAD = "# title: Roses that flowered\n# kind: bars\n# label: Soil\n# value: Roses\n"
ROWS = "Soil,Roses,key\nClay,12,smith2011roses\n"
RANGE = "# low: L\n# high: H\n"


def read(text: str) -> Chart:
    chart, problems = read_chart("roses/a.csv", text.encode())
    assert messages(problems) == []
    assert chart is not None
    return chart


def wrong(text: str) -> list[str]:
    chart, problems = read_chart("roses/a.csv", text.encode())
    assert chart is None
    return messages(problems)


def test_a_chart_is_its_title_its_rows_and_their_sources() -> None:
    chart = read(HEAD + "Soil,Roses,key\nClay,12,a|b\nSand,,\n")

    assert (chart.title, chart.kind, chart.series) == ("Roses that flowered", "bars", ("Roses",))
    assert [(row.label, [p and (p.value, p.text) for p in row.points]) for row in chart.rows] == [
        ("Clay", [(12, "12")]),
        ("Sand", [None]),
    ]
    assert chart.keys == (("a", "b"), ())


def test_a_range_a_line_and_its_sides_are_read_as_they_are_written() -> None:
    head = HEAD.replace("bars", "intervals") + "# low: From\n# high: To\n# panel: Year\n"
    told = "# line: 0\n# left: fewer\n# right: more\n# max: 100\n# unit: of 100\n"

    chart = read(head + told + "Soil,Year,Roses,From,To,key\nClay,2011,-1.50,-2.0,-1,a\n")

    row = chart.rows[0]
    point = row.points[0]
    assert point
    assert (row.panel, point.text, point.range_text) == ("2011", "−1.50", "−2.0 to −1")
    assert (point.value, point.low, point.high) == (-1.5, -2, -1)
    assert (chart.line, chart.left, chart.right) == (0, "fewer", "more")
    assert (chart.top, chart.unit, chart.log) == (100, "of 100", False)


def test_an_empty_line_at_the_top_says_nothing() -> None:
    assert read("# left:\n" + HEAD + ROWS).left == ""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"\xff".decode("latin-1"), ""),
        (HEAD, "roses/a.csv: file: has no rows; add a header and rows"),
        (
            HEAD.replace("kind", "knd") + ROWS,
            "roses/a.csv: knd: says nothing about a chart; did you mean `kind`?",
        ),
        (
            "# title: T\n# kind: bars\n# label: Soil\n" + ROWS,
            "roses/a.csv: value: is missing; add a line `# value: …`",
        ),
        (
            HEAD + "# title: U\n" + ROWS,
            "roses/a.csv: title: stands there twice; remove one",
        ),
        (
            HEAD.replace("bars", "pie") + ROWS,
            "roses/a.csv: kind: `pie` is no kind of chart; write one of: bars, intervals, lines",
        ),
        (HEAD + "# scale: square\n" + ROWS, "roses/a.csv: scale: `square` is no scale; write `log`"),
        (HEAD.partition("\n")[2] + ROWS, "roses/a.csv: title: is missing; add a line `# title: …`"),
        (
            HEAD + "# max: 10\n" + ROWS,
            "roses/a.csv: row 1: has `12`, which is above `# max: 10`; correct one of the two",
        ),
        (
            HEAD + "# max: 12\n# low: L\n# high: H\nSoil,Roses,L,H,key\nClay,11,10,13,a\n",
            "roses/a.csv: row 1: has `13`, which is above `# max: 12`; correct one of the two",
        ),
        (HEAD + "# max: many\n" + ROWS, "roses/a.csv: max: `many` is no number; "
            "write digits, and a full stop for parts"),
        (
            HEAD + ROWS.replace(",", ";"),
            "roses/a.csv: file: has `;` between its columns; put commas there, "
            "and full stops into numbers",
        ),
        (
            HEAD + ROWS.replace(",", "\t"),
            "roses/a.csv: file: has tabs between its columns; put commas there, "
            "and full stops into numbers",
        ),
        (
            HEAD.replace("value: Roses", "value: Rose") + ROWS,
            "roses/a.csv: value: `Rose` is no column; did you mean `Roses`?",
        ),
        (
            HEAD + "Soil,Roses\nClay,12\n",
            "roses/a.csv: key: is no column; add a last column `key`",
        ),
        (
            HEAD + "Soil,Roses,key\nClay,red, and white,12,a\n",
            "roses/a.csv: row 1: has 5 cells, the header 3; "
            "write as many; put a cell with a comma between quotation marks",
        ),
        (
            HEAD + "Soil,Roses,key\nClay\n",
            "roses/a.csv: row 1: has 1 cell, the header 3; "
            "write as many; put a cell with a comma between quotation marks",
        ),
        (
            HEAD + "Soil,Roses,key\nClay,many,a\n",
            "roses/a.csv: row 1: `many` is no number; write digits, and a full stop for parts",
        ),
        (
            HEAD + "# scale: log\nSoil,Roses,key\nClay,0,a\n",
            "roses/a.csv: row 1: has a value that is not above 0; "
            "correct it, or remove `# scale: log`",
        ),
        (
            HEAD + "# scale: log\n# line: 0\n" + ROWS,
            "roses/a.csv: line: `0` is not above 0, where `# scale: log` begins; "
            "write `# line: 1`, or remove `# scale: log`",
        ),
        (
            HEAD + "# max: 0\n" + ROWS,
            "roses/a.csv: max: `0` is not above 0; correct it, or remove the line",
        ),
        (
            HEAD + "# low: Soil\n" + ROWS,
            "roses/a.csv: high: is missing; add a line `# high: …`, or remove `# low:`",
        ),
        (
            HEAD + "# high: Soil\n" + ROWS,
            "roses/a.csv: low: is missing; add a line `# low: …`, or remove `# high:`",
        ),
        (
            HEAD + RANGE + "Soil,Roses,L,H,key\nClay,3,4,2,a\n",
            "roses/a.csv: row 1: has a range that begins with `4` and ends with `2`; "
            "exchange the two, or correct one",
        ),
        (
            HEAD + RANGE + "Soil,Roses,L,H,key\nClay,3,2,,a\n",
            "roses/a.csv: row 1: has a value or an end of its range, and not all three; "
            "fill in what is missing, or empty both ends",
        ),
        (
            HEAD + RANGE + "Soil,Roses,L,H,key\nClay,,2,4,a\n",
            "roses/a.csv: row 1: has a value or an end of its range, and not all three; "
            "fill in what is missing, or empty both ends",
        ),
        (
            HEAD + "Soil,Roses,Roses,key\nClay,1,2,a\n",
            "roses/a.csv: file: has two columns `Roses`; "
            "give each a name of its own, or remove one",
        ),
        (
            HEAD + "Soil,Roses,key,,\nClay,1,a,,\n",
            "roses/a.csv: file: has two columns without a name; "
            "give each a name of its own, or remove one",
        ),
        (
            HEAD.replace("value: Roses", "value: A, B, C, D") + "Soil,A,B,C,D,key\nClay,1,2,3,4,a\n",
            "roses/a.csv: value: names 4 columns; name at most 3",
        ),
        (
            HEAD.replace("Roses\n", "A, B\n") + RANGE + "Soil,A,B,L,H,key\nClay,1,2,1,3,a\n",
            "roses/a.csv: value: names 2 columns; "
            "name one: only `bars` and `lines` without a range draw more",
        ),
        (
            HEAD + "# panel: Soil, Roses\n" + ROWS,
            "roses/a.csv: panel: names 2 columns; name one",
        ),
        (
            HEAD.replace("value: Roses", "value: ,") + ROWS,
            "roses/a.csv: value: is missing; add a line `# value: …`",
        ),
        (
            HEAD + "Soil,Roses,key\nClay,,a\nSand,,a\n",
            "roses/a.csv: value: has no number in any row; fill in the column",
        ),
        (
            HEAD.replace("bars", "lines") + "Soil,Roses,key\nJanuary,1,a\n",
            "roses/a.csv: row 1: has `January` as its label, which is no number; "
            "write one, such as 2021, or use `# kind: bars`",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_chart_is_told_with_its_remedy(text: str, problem: str) -> None:
    if not problem:
        _, problems = read_chart("roses/a.csv", b"\xff")
        assert messages(problems) == [
            "roses/a.csv: line 1: is not UTF-8; save the file as UTF-8 in your editor"
        ]
    else:
        assert problem in wrong(text)


@pytest.mark.parametrize(
    "text", ["1,5", "0,05", "−1,25", "1,2345", "0,125", "12,00,000", ",500", "1.5,000", "9" * 400]
)
def test_a_comma_that_parts_no_thousands_is_told_and_never_drawn(text: str) -> None:
    told = f"`{text}` is no number; write digits, and a full stop for parts"

    assert wrong(HEAD + f'Soil,Roses,key\nClay,"{text}",a\n') == [f"roses/a.csv: row 1: {told}"]
    assert wrong(HEAD + f"# max: {text}\n" + ROWS) == [f"roses/a.csv: max: {told}"]


def test_a_comma_may_part_thousands_and_a_minus_may_be_printed() -> None:
    chart = read(HEAD + '# max: 2,000\n# line: −5\nSoil,Roses,key\nClay,"−1,234,567.25",a\n')

    (point,) = chart.rows[0].points
    assert point
    assert (point.value, chart.top, chart.line) == (-1234567.25, 2000, -5)


def test_a_value_may_be_as_large_as_the_scale_and_intervals_have_none() -> None:
    assert read(HEAD + "# max: 12\n" + ROWS).top == 12
    assert read(HEAD.replace("bars", "intervals") + "# max: 1\n" + ROWS).top == 1


def test_only_data_that_say_how_they_are_drawn_are_a_chart() -> None:
    assert is_chart(HEAD.encode())
    assert is_chart("\ufeff# title: T".encode())
    assert is_chart(b"# kind: bars\r\n# title: T\r\n")
    assert is_chart(b"# Roses\n#label : Soil\nSoil,key\n")
    assert not is_chart(b"# Roses\nSoil,key\n# title: T\n")
    assert not is_chart(b"path,date,views\n")


def test_the_table_has_all_columns_and_the_citations_of_each_row() -> None:
    chart = read(HEAD + "Soil,Note,Roses,key\nClay,red | white,-12,a|b\nSand,,3,\n")

    assert render_table(chart).splitlines() == [
        "| Soil | Note | Roses | Source |",
        "| --- | --- | --- | --- |",
        r"| Clay | red \| white | −12 | [@a; @b] |",
        "| Sand | – | 3 |  |",
    ]


def test_signs_of_markdown_and_html_stand_in_the_table_as_they_were_typed() -> None:
    chart = read(HEAD + "Soil,Roses,key\n*a* _b_ `c` <d> \\e [@f],12,a\n")

    assert r"| \*a\* \_b\_ \`c\` \<d> \\e [@f] | 12 |" in render_table(chart)


def test_a_scale_of_powers_of_ten_takes_every_number_above_0() -> None:
    head = HEAD.replace("bars", "intervals") + RANGE + "# scale: log\nSoil,Roses,L,H,key\n"

    assert read(head + "Clay,12,0.1,100,a\n").log
    assert wrong(head + "Clay,12,0,100,a\n") == [
        "roses/a.csv: row 1: has a value that is not above 0; correct it, or remove `# scale: log`"
    ]


def test_a_picture_knows_the_data_it_was_drawn_from() -> None:
    chart = read(HEAD + ROWS)
    picture = mark_picture('<svg viewBox="0 0 360 120">', chart)

    assert check_picture(chart, picture) == []
    assert messages(check_picture(read(HEAD + ROWS.replace("12", "13")), picture)) == [
        "roses/a.csv: file: has changed since it was drawn; run `make charts`"
    ]
    assert messages(check_picture(chart, "")) == [
        "roses/a.csv: file: is not drawn yet; run `make charts`"
    ]


def test_a_picture_without_its_data_is_told_if_it_was_drawn_from_any() -> None:
    svg = '<svg viewBox="0 0 360 120">'
    pictures = {
        "roses/a.svg": mark_picture(svg, read(HEAD + ROWS)).encode(),
        "roses/b.svg": svg.encode(),
    }

    assert list(check_lost(pictures, {"roses/a.csv"})) == []
    assert messages(check_lost(pictures, ())) == [
        "roses/a.svg: file: shows a chart, and `roses/a.csv` is gone, or says no more how it is "
        "drawn; put the data back with their lines `# …` on top, without the quotation marks of "
        "a spreadsheet and saved as UTF-8, or remove the picture"
    ]


def test_every_line_of_a_chart_is_documented_as_the_code_has_it() -> None:
    guide = (ROOT / "docs/about/writers-guide.md").read_text(encoding="utf-8")

    assert [key for key, says in KEYS.items() if f"| `# {key}:` | {says} |" not in guide] == []


def draw(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--project", str(folder), "charts", *arguments])


def test_the_command_draws_what_has_changed_and_nothing_twice(tmp_path: Path) -> None:
    files = {"mkdocs.yml": "site_name: G\n", "docs/index.md": "Hello\n"}
    write_files(tmp_path, files | {"docs/roses/a.csv": HEAD + ROWS, "docs/b.csv": "a,b\n1,2\n"})

    first, again, every = draw(tmp_path), draw(tmp_path), draw(tmp_path, "--all")

    assert first.output == "docs/roses/a.svg\n1 drawn, 0 as they were\n"
    assert again.output == "0 drawn, 1 as they were\n"
    assert every.output == "docs/roses/a.svg\n1 drawn, 0 as they were\n"
    assert "Clay" in (tmp_path / "docs/roses/a.svg").read_text(encoding="utf-8")
    assert not (tmp_path / "docs/b.svg").exists()


def test_the_command_leaves_to_a_notebook_what_the_notebook_draws(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "mkdocs.yml": "site_name: G\n",
            "docs/roses/a--b.csv": HEAD + ROWS,
            "docs/roses/a.ipynb": "{}",
        },
    )

    assert draw(tmp_path).output == "0 drawn, 0 as they were\n"


def test_nothing_is_written_where_one_chart_is_wrong(tmp_path: Path) -> None:
    good, bad = HEAD + ROWS, HEAD.replace("bars", "pie") + ROWS
    write_files(tmp_path, {"mkdocs.yml": "site_name: G\n", "docs/a.csv": good, "docs/b.csv": bad})

    result = draw(tmp_path)

    assert result.exit_code == 2
    assert "b.csv: kind: `pie` is no kind of chart" in result.output
    assert not (tmp_path / "docs/a.svg").exists()


def test_a_writer_without_the_drawing_package_is_told_what_to_run(tmp_path: Path) -> None:
    write_files(tmp_path, {"mkdocs.yml": "site_name: G\n", "docs/a.csv": HEAD + ROWS})

    with patch("sourcebook.commands.charts.find_spec", return_value=None):
        result = draw(tmp_path)

    assert result.exit_code == 2
    assert "matplotlib: is not installed; run `make charts`, which installs it" in result.output

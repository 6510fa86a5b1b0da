"""Charts in a built site: what a reader sees, and what a writer hears."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sourcebook.charts import read_chart
from sourcebook.drawing import draw_chart
from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

DATA = """# title: Roses that flowered
# kind: bars
# label: Soil
# value: Roses
Soil,Roses,key
Clay,12,smith2011roses
"""
BODY = "![Few roses flowered in clay](a--b.svg)\n"


def picture(data: str = DATA) -> str:
    chart, _ = read_chart("roses/a--b.csv", data.encode())
    assert chart
    return draw_chart(chart)


def test_a_reader_sees_the_picture_its_numbers_and_their_source(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(body=BODY, sources=None),
        "roses/a--b.csv": DATA,
        "roses/a--b.svg": picture(),
    }

    site = build_site(tmp_path, files, strict=True)

    article = site.article("roses/a/")
    (shown,) = article.select(".chart img")
    assert (shown["src"], shown["alt"]) == ("../a--b.svg", "Few roses flowered in clay")
    assert (shown["width"], shown["loading"]) == ("360", "lazy")
    assert texts(article, ".chart td") == ["Clay", "12", "1"]
    assert [a["href"] for a in article.select(".chart details p a")] == ["../a--b.csv"]
    assert (site.path / "roses/a--b.csv").read_text(encoding="utf-8") == DATA
    assert texts(article, ".sources > ol > li .reference")


@pytest.mark.parametrize(
    "data",
    [None, b"", DATA.encode("utf-16"), b'"# title: Roses",,\nSoil,Roses,key\n'],
    ids=["renamed", "empty", "utf-16", "by-a-spreadsheet"],
)
def test_a_writer_hears_of_a_picture_whose_data_are_no_chart_any_more(
    tmp_path: Path, data: bytes | None
) -> None:
    files: dict[str, str | bytes] = {"roses/a.md": post(body=BODY), "roses/a--b.svg": picture()}
    if data is not None:
        files["roses/a--b.csv"] = data

    site = build_site(tmp_path, files)

    (warning,) = site.warnings
    assert warning == (
        "charts: roses/a--b.svg: file: shows a chart, and `roses/a--b.csv` is gone, or says no "
        "more how it is drawn; put the data back with their lines `# …` on top, without the "
        "quotation marks of a spreadsheet and saved as UTF-8, or remove the picture"
    )


def test_a_picture_that_shows_no_chart_needs_no_data(tmp_path: Path) -> None:
    files = {"roses/a.md": post(body=BODY), "roses/a--b.svg": "<svg xmlns='x'></svg>"}

    assert build_site(tmp_path, files).warnings == []


def test_commas_that_a_spreadsheet_adds_do_no_harm(tmp_path: Path) -> None:
    data = DATA.replace("# kind: bars", "# kind: bars,,")
    files = {
        "roses/a.md": post(body=BODY),
        "roses/a--b.csv": data,
        "roses/a--b.svg": picture(data),
    }

    assert texts(build_site(tmp_path, files, strict=True).article("roses/a/"), ".chart td")


def test_a_chart_has_its_numbers_also_where_no_page_is_kept(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(body=BODY),
        "roses/a--b.csv": DATA,
        "roses/a--b.svg": picture(),
    }

    site = build_site(tmp_path, files, markdown_extensions=["toc", "pymdownx.b64"])

    assert texts(site.article("roses/a/"), ".chart td") == ["Clay", "12", "1"]


def test_the_numbers_stay_out_of_the_search_and_the_text_stays_in(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(body="Prune them.\n\n" + BODY),
        "roses/a--b.csv": DATA,
        "roses/a--b.svg": picture(),
    }

    index = build_site(tmp_path, files).search_index()

    (entry,) = [each for each in index if each["location"] == "roses/a/"]
    assert "Prune them" in entry["text"]
    assert "Clay" not in entry["text"]


def test_a_writer_hears_of_a_chart_that_is_not_drawn_or_drawn_from_other_data(
    tmp_path: Path,
) -> None:
    files = {
        "roses/a.md": post(),
        "roses/a--b.csv": DATA,
        "roses/a--b.svg": picture(DATA.replace("12", "13")),
        "roses/a--c.csv": DATA,
        "roses/a--d.csv": DATA.replace("bars", "pie"),
        "roses/a--e.csv": DATA.partition("\n")[2],
    }

    site = build_site(tmp_path, files)

    assert sorted(site.warnings) == [
        "charts: roses/a--b.csv: file: has changed since it was drawn; run `make charts`",
        "charts: roses/a--c.csv: file: is not drawn yet; run `make charts`",
        "charts: roses/a--d.csv: kind: `pie` is no kind of chart; "
        "write one of: bars, intervals, lines",
        "charts: roses/a--e.csv: title: is missing; add a line `# title: …`",
    ]


def test_a_chart_whose_data_are_wrong_is_told_once_where_it_is_shown(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(body=BODY),
        "roses/a--b.csv": DATA.replace("Clay,12", "Clay,many"),
        "roses/a--b.svg": picture(),
    }

    site = build_site(tmp_path, files)

    (said,) = site.warnings
    assert said.startswith("charts: roses/a--b.csv: row 1: `many` is no number;")

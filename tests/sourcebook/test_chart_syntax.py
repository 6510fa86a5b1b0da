"""Charts in a text: a picture with data beside it becomes a figure with its numbers."""

from __future__ import annotations

from bs4 import BeautifulSoup
from markdown import Markdown

from sourcebook.chart_syntax import ChartExtension
from sourcebook.charts import read_chart
from sourcebook.citation_syntax import CitationExtension
from tests.site import texts
from tests.sourcebook import garden

DATA = b"""# title: Roses that *flowered*
# kind: bars
# label: Soil
# value: Roses
Soil,Roses,key
Clay,-12,smith2011roses
"""
CHART, _ = read_chart("roses/a--b.csv", DATA)


def convert(text: str, *, page: str = "roses/a.md") -> BeautifulSoup:
    assert CHART
    charts = ChartExtension({CHART.uri: CHART}, "The numbers")
    charts.page = page
    citations = CitationExtension(garden.read_garden({}).sources)
    html = Markdown(extensions=["tables", charts, citations]).convert(text)
    return BeautifulSoup(html, "html.parser")


def test_a_picture_alone_in_its_paragraph_is_a_figure_with_its_numbers() -> None:
    page = convert("Before. [@smith2011roses]\n\n![Few roses](a--b.svg)\n\nAfter.\n")

    picture = page.select_one(".chart img")
    assert picture
    assert (picture["alt"], picture["src"]) == ("Few roses", "a--b.svg")
    assert texts(page, "figcaption") == ["Roses that flowered"]
    assert texts(page, "details summary") == ["The numbers"]
    assert texts(page, "details td") == ["Clay", "−12", "1"]
    assert [a["href"] for a in page.select("details p a[download]")] == ["a--b.csv"]
    assert texts(page, "details p a") == ["a--b.csv"]
    assert texts(page, "p")[-1] == "After."


def test_numbers_of_a_chart_are_kept_out_of_the_search() -> None:
    hidden = convert("![Few roses](a--b.svg)\n").select(".chart > [data-search-exclude]")

    assert [part.name for part in hidden] == ["details"]


def test_the_data_are_looked_for_beside_the_page_that_names_them() -> None:
    assert convert("![F](../roses/a--b.svg)\n", page="trees/oak.md").select("figure")
    assert not convert("![F](a--b.svg)\n", page="trees/oak.md").select("figure")


def test_a_picture_without_data_or_within_a_sentence_stays_a_picture() -> None:
    assert not convert("![F](other.svg)\n").select("figure")
    assert not convert("See ![F](a--b.svg) here.\n").select("figure")

"""Slips on a page: code is left alone, and nothing of the page before is told again."""

from __future__ import annotations

from markdown import Markdown

from sourcebook.chart_syntax import ChartExtension
from sourcebook.charts import read_chart
from sourcebook.slip_syntax import SlipExtension

DATA = b"# title: T\n# kind: bars\n# label: A\n# value: B\nA,B,key\nC,1,\n"
CHART, _ = read_chart("roses/a--b.csv", DATA)
MARKDOWN = ["footnotes", "pymdownx.superfences"]

FILES = {"roses/a.png": True, "roses/a--b.svg": True}
TABLES = {"roses/a--b.csv": True, "roses/a--c.csv": False}


def slips(text: str, *, folder: str = "docs/includes/") -> list[str]:
    extension = SlipExtension(
        texts={"care.md": ""},
        folder=folder,
        files=FILES,
        tables=TABLES,
        sources={"doe2012sand": True},
        posts={"roses/a.md": True, "roses/d.md": True},
    )
    extension.page = "roses/a.md"
    assert CHART
    charts = ChartExtension({CHART.uri: CHART}, "Numbers")
    charts.page = extension.page
    markdown = Markdown(extensions=[*MARKDOWN, charts, extension])
    markdown.convert("--8<-- before.md")
    markdown.reset()
    markdown.convert(text)
    return [slip.text for slip in extension.slips]


def test_every_text_is_looked_at_and_no_code() -> None:
    code = "`--8<-- a.md`\n\n    --8<-- b.md\n\n```\n--8<-- c.md\n```\n"

    assert slips(f"*--8<-- d.md* and --8<-- e.md\n\n- --8<-- f.md\n\n{code}") == [
        "--8<-- d.md",
        "--8<-- e.md",
        "--8<-- f.md",
    ]


def test_a_link_that_is_none_is_found_also_where_its_words_are_more_than_text() -> None:
    text = "[the *post*] (b.md), `[c] (c.md)`, [d](d.md)\n"

    assert slips(text) == ["] (b.md)"]


def test_a_title_in_the_text_is_found_with_the_words_that_readers_see() -> None:
    assert slips("# How *roses*  grow\n\n## Below\n\n    # code\n") == ["How roses grow"]


def test_a_link_to_another_notebook_is_found() -> None:
    assert slips("[the next](d.ipynb), [this one](a.ipynb)\n") == ["d.ipynb"]


def test_a_line_of_a_new_file_is_found_at_its_beginning_only() -> None:
    text = "- Write here *one* thing.\n- To Write here is easy.\n\nTwo.\n  Write here three.\n"

    assert slips(text) == ["Write here", "Write here three."]


def test_the_note_of_a_new_file_is_found_unless_it_is_shown_as_code() -> None:
    note = "<!--\nHow to write. Delete this note when you have read it.\n-->\n"

    assert slips(f"One.\n\n{note}\nTwo.\n") == ["Delete this note when you have read it."]
    assert slips(f"```\n{note}```\n\n<!-- Another note. -->\n") == []


def test_where_nothing_is_taken_in_nothing_is_missed() -> None:
    assert slips('--8<-- care.md\n\n--8<-- "not.md"', folder="") == []


def test_links_and_pictures_are_looked_at_and_addresses_that_are_shown_are_left() -> None:
    text = "[x](http://localhost/) ![y](file:///y.png) <http://127.0.0.1:8000/> [z](z.md)\n\n"
    text += "[w][] `[c](file:///c)`\n\n[w]: file:///w.png\n\n"

    assert slips(text) == ["http://localhost/", "file:///w.png", "file:///y.png"]


def test_html_is_looked_at_and_code_in_it_is_left() -> None:
    block = '<p><img alt="" src="b.png"></p>\n\n<!-- <img src="c.png"> -->\n\n'
    code = '```html\n<img src="d.png">\n```\n\n`<img src="e.png">`\n'

    assert slips(f'A <img src="../a.png"> <IMG src="a.png">.\n\n{block}{code}') == [
        "b.png",
        "a.png",
    ]


def test_a_chart_that_is_no_figure_is_found_and_one_that_is_not_drawn() -> None:
    text = "See ![A](a--b.svg) and ![B](a--c.svg) and ![C](a--d.svg).\n\n![A](a--b.svg)\n"

    assert slips(text) == ["a--b.svg", "a--c.svg"]


def test_brackets_that_have_become_nothing_are_found() -> None:
    text = "A [doe2012sand] ([weak evidnce]) [^1] [^2] \\[doe2012sand\\] `[doe2012sand]`.\n\n"
    text += "[weak evidence]: b.md\n\n[^2]: Two [^3].\n"

    assert slips(text) == ["[doe2012sand]", "[weak evidnce]", "[^1]", "[^3]"]


def test_a_picture_without_words_is_found() -> None:
    text = "![](a.png) ![ ](b.png) ![c](c.png)\n\n![](a--b.svg)\n\n![]()\n"

    assert slips(text)[:3] == ["a.png", "b.png", "a--b.svg"]

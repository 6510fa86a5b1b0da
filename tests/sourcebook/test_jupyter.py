"""Jupyter: what of a notebook a reader sees, and what a writer has to mend."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from typing import Any

import nbformat
import pytest
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)

from sourcebook.jupyter import read_notebook
from sourcebook.notebooks import Notebook
from tests.sourcebook.garden import messages

HEAD = new_raw_cell("---\ntitle: Roses\n---")
PICTURE = new_output(
    "display_data",
    {"image/svg+xml": "<svg/>", "text/plain": "<Figure>"},
    metadata={"filename": "a--b.svg", "alt": "Few roses"},
)


def run(source: str, *outputs: Any) -> Any:
    return new_code_cell(source, execution_count=1, outputs=[*outputs])


def content(*cells: Any) -> bytes:
    text: str = nbformat.writes(new_notebook(cells=[*cells]))
    return text.encode()


def read(*cells: Any) -> Notebook:
    notebook, problems = read_notebook("roses/a.ipynb", content(*cells))
    assert messages(problems) == []
    assert notebook
    return notebook


def wrong(raw: bytes) -> list[str]:
    notebook, problems = read_notebook("roses/a.ipynb", raw)
    assert notebook is None
    return messages(problems)


def test_a_notebook_is_a_post_with_its_pictures() -> None:
    notebook = read(HEAD, new_markdown_cell("Text. [@k]"), run("draw()", PICTURE))

    assert notebook.text == (
        "---\ntitle: Roses\n---\n\nText. [@k]\n\n![Few roses](a--b.svg)\n\n\n"
        "/// details | How this was computed\n\n````python\ndraw()\n````\n\n///\n\n"
        "This page is a notebook: [download a.ipynb](a.ipynb) to compute its figures again.\n"
    )
    assert notebook.beside("roses/a.ipynb") == {"roses/a--b.svg": b"<svg/>"}


@pytest.mark.parametrize(
    ("kind", "name", "data"), [("image/png", "a.png", "AAAA"), ("image/jpeg", "a.jpg", "AAAA")]
)
def test_other_pictures_are_shown_too(kind: str, name: str, data: str) -> None:
    output = new_output("display_data", {kind: data}, metadata={"filename": name, "alt": "Roses"})

    assert f"![Roses]({name})" in read(HEAD, run("draw()", output)).text


def test_markdown_is_shown_rather_than_the_html_of_other_makers() -> None:
    output = new_output(
        "execute_result",
        {"text/html": "<b>12</b>", "text/markdown": "**12** roses", "text/plain": "x"},
        execution_count=1,
    )

    text = read(HEAD, run("count()", output)).text

    assert "**12** roses" in text
    assert "<b>" not in text


def test_a_byte_order_mark_is_passed_over() -> None:
    content = nbformat.writes(new_notebook(cells=[HEAD])).encode()

    assert read_notebook("a.ipynb", BOM_UTF8 + content) == read_notebook("a.ipynb", content)


def test_an_empty_cell_of_code_leaves_nothing() -> None:
    assert "details" not in read(HEAD, new_code_cell("")).text


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"\xff", "file: is no notebook; save it again in Jupyter"),
        (b"[", "file: is no notebook; save it again in Jupyter"),
        (
            json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": 3}).encode(),
            "file: is no notebook; save it again in Jupyter",
        ),
        (
            json.dumps(
                {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{}]}
            ).encode(),
            "file: is no notebook; save it again in Jupyter",
        ),
        (
            content(new_markdown_cell("Text")),
            "cell 1: is no front matter; "
            "make the first cell a raw cell with the lines of the front matter",
        ),
        (content(), "cell 1: is no front matter"),
        (
            content(HEAD, new_code_cell("draw()")),
            "cell 2: has not been run; run all cells, then save",
        ),
        (
            content(HEAD, run("1/0", new_output("error", ename="ZeroDivisionError", evalue=""))),
            "cell 2: ended in ZeroDivisionError; mend it, then run all cells",
        ),
        (
            content(HEAD, run("draw()", new_output("display_data", {"image/svg+xml": "<svg/>"}))),
            "cell 2: has a picture without a description; "
            "draw it with `show_chart`, or give `display` the metadata `alt`",
        ),
    ],
)
def test_what_is_wrong_with_a_notebook_is_told_with_its_remedy(raw: bytes, problem: str) -> None:
    assert wrong(raw)[0].startswith(f"roses/a.ipynb: {problem}")

"""Notebooks: what of them a reader sees, and what a writer has to mend."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import nbformat
import pytest
from click.testing import CliRunner, Result
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)

from sourcebook.commands.main import main
from sourcebook.notebooks import Notebook, check_names, post_uri, read_notebook
from tests.site import write_files
from tests.sourcebook.garden import messages

if TYPE_CHECKING:
    from pathlib import Path

    from sourcebook.problems import Problem

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
    assert post_uri("roses/a.ipynb") == "roses/a.md"


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


def test_a_file_that_a_notebook_makes_may_not_be_there_already() -> None:
    notebook = read(HEAD, run("draw()", PICTURE))

    def check(*taken: str) -> list[Problem]:
        return check_names("roses/a.ipynb", notebook, taken)

    assert check("roses/b.md") == []
    assert messages(check("roses/a.md", "roses/a--b.svg")) == [
        "roses/a.ipynb: file: makes `roses/a.md`, which is there already; remove one of them",
        "roses/a.ipynb: file: makes `roses/a--b.svg`, which is there already; remove one of them",
    ]
    assert check_names("roses/a.ipynb", None, []) == []


def command(folder: Path, source: str, *arguments: str) -> Result:
    """Run the command on a notebook with one cell of code."""
    files = {"mkdocs.yml": "site_name: G\n", "docs/roses/n.txt": "12"}
    if not (folder / "docs").exists():
        write_files(folder, {**files, "docs/roses/a.ipynb": content(HEAD, new_code_cell(source))})
    return CliRunner().invoke(main, ["--project", str(folder), "notebooks", *arguments])


def test_a_notebook_is_run_in_its_folder_and_gives_the_same_bytes_again(tmp_path: Path) -> None:
    source = "int(open('n.txt').read()) + 1"

    first, again = command(tmp_path, source), command(tmp_path, source, "--check")

    assert first.output == "docs/roses/a.ipynb\n1 changed, 0 as they were\n"
    assert (again.exit_code, again.output) == (0, "0 changed, 1 as they were\n")
    notebook, _ = read_notebook("roses/a.ipynb", (tmp_path / "docs/roses/a.ipynb").read_bytes())
    assert notebook
    assert "\n\n13\n" in notebook.text


def test_a_notebook_that_puts_out_another_thing_is_named_and_left(tmp_path: Path) -> None:
    result = command(tmp_path, "1 + 1", "--check")

    assert result.exit_code == 1
    assert "docs/roses/a.ipynb: puts out another thing; run `make notebooks`" in result.output
    assert 'execution_count": null' in (tmp_path / "docs/roses/a.ipynb").read_text()


def test_a_cell_that_fails_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    result = command(tmp_path, "1 / 0")

    assert result.exit_code == 2
    assert result.output == (
        "docs/roses/a.ipynb: cell 2: ended in ZeroDivisionError: division by zero; "
        "mend it in Jupyter\n"
    )
    assert 'execution_count": null' in (tmp_path / "docs/roses/a.ipynb").read_text()


def test_a_kernel_says_nothing_of_itself(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert command(tmp_path, "1").exit_code == 0

    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            "import time; time.sleep(60)",
            "took longer than 2 seconds; let it compute less, or read what takes long from a file",
        ),
        (
            "import os; os._exit(1)",
            "ended Python, or took more memory than there is; mend it in Jupyter",
        ),
    ],
)
def test_a_cell_that_comes_to_no_end_is_told(tmp_path: Path, source: str, told: str) -> None:
    with patch("sourcebook.commands.notebooks._TIMEOUT", 2):
        result = command(tmp_path, source)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"docs/roses/a.ipynb: cell 2: {told}\n"
    assert 'execution_count": null' in (tmp_path / "docs/roses/a.ipynb").read_text()


def test_files_that_are_no_notebooks_are_named_before_any_is_run(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"mkdocs.yml": "site_name: G\n", "docs/a.ipynb": "{", "docs/b.ipynb": b"\xff"}
    )

    result = command(tmp_path, "1")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        f"docs/{name}.ipynb: file: is no notebook; save it again in Jupyter" for name in "ab"
    ]


def test_a_writer_without_a_kernel_is_told_what_to_run(tmp_path: Path) -> None:
    with patch("sourcebook.commands.notebooks.find_spec", return_value=None):
        result = command(tmp_path, "1")

    assert result.exit_code == 2
    assert "ipykernel: is not installed; run `make notebooks`, which installs it" in result.output

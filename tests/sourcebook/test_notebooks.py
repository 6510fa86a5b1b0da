"""Notebooks: what they make, and the command that runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result
from nbformat.v4 import new_code_cell

from sourcebook.cells import Cells
from sourcebook.commands.main import main
from sourcebook.jupyter import read_notebook
from sourcebook.notebooks import Notebook, check_names, post_uri
from tests.site import write_files
from tests.sourcebook.garden import messages
from tests.sourcebook.test_jupyter import HEAD, content

if TYPE_CHECKING:
    from pathlib import Path

    from sourcebook.problems import Problem


def test_a_notebook_stands_for_a_post() -> None:
    assert post_uri("roses/a.ipynb") == "roses/a.md"


def test_a_file_that_a_notebook_makes_may_not_be_there_already() -> None:
    notebook = Notebook("", {"a--b.svg": b"<svg/>"}, Cells("roses/a.ipynb", ()))

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

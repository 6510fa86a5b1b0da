"""`sourcebook notebooks`: all notebooks run again, from the first cell to the last."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click

from sourcebook.notebooks import ENDING
from sourcebook.problems import Problem

from .project import Failure, Project, pass_project

if TYPE_CHECKING:
    from pathlib import Path

_TIMEOUT = 120
"""Seconds for one cell; a chart takes one."""
_EPILOG = """\b
Examples:
  sourcebook notebooks
  sourcebook notebooks --check
"""


@click.command(epilog=_EPILOG)
@click.option("--check", is_flag=True, help="Write nothing; say which would put out another thing.")
@pass_project
def notebooks(project: Project, *, check: bool) -> None:
    """Run all notebooks in docs/ again, and save what they put out.

    Ends with 0 if all ran, with 1 if --check found one that differs from what was saved, and
    with 2 if a file is no notebook or a cell failed: then nothing was written.
    """
    files = {uri: path for uri, path in project.files().items() if uri.endswith(ENDING)}
    if files and find_spec("ipykernel") is None:
        raise Failure("ipykernel: is not installed; run `make notebooks`, which installs it")
    from sourcebook.jupyter import parse_notebook  # noqa: PLC0415 - loading it takes long

    contents = {uri: project.data(uri) for uri in files}
    read = {uri: parse_notebook(uri, content) for uri, content in contents.items()}
    if problems := [each for each in read.values() if isinstance(each, Problem)]:
        raise Failure("\n".join(f"{project.docs_dir}/{problem}" for problem in problems))
    changed = {}
    for uri, notebook in read.items():
        name = f"{project.docs_dir}/{uri}"
        again = run_notebook(name, files[uri].parent, notebook)
        if again.encode() != contents[uri]:
            changed[name] = again
    if not check:
        project.write_files(changed, overwrite=True)
    for name in changed:
        click.echo(f"{name}: puts out another thing; run `make notebooks`" if check else name)
    click.echo(f"{len(changed)} changed, {len(files) - len(changed)} as they were")
    sys.exit(1 if check and changed else 0)


def run_notebook(name: str, folder: Path, notebook: Any) -> str:
    """Return the text of a notebook after all its cells have run in its folder.

    Raise `Failure` with the cell that fails; `name` is what the notebook is called then.
    """
    import nbformat  # noqa: PLC0415 - loading these takes a second
    from nbclient import NotebookClient  # noqa: PLC0415
    from nbclient.exceptions import (  # noqa: PLC0415
        CellExecutionError,
        CellTimeoutError,
        DeadKernelError,
    )

    at: dict[str, Any] = {"cell_index": 0}
    client = NotebookClient(
        notebook,
        timeout=_TIMEOUT,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        # It warns of talk that others could hear; this one stays on the machine.
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,  # the same cells put out the same bytes
        on_cell_start=at.update,  # with `cell` and `cell_index`
    )
    try:
        client.execute()
    except CellExecutionError as error:
        what = f"ended in {error.ename}: {error.evalue}".splitlines()[0]
        raise Failure(f"{name}: cell {at['cell_index'] + 1}: {what}; mend it in Jupyter") from None
    except CellTimeoutError:
        what = f"took longer than {_TIMEOUT} seconds"
        remedy = "let it compute less, or read what takes long from a file"
        raise Failure(f"{name}: cell {at['cell_index'] + 1}: {what}; {remedy}") from None
    except DeadKernelError:
        what = "ended Python, or took more memory than there is"
        raise Failure(f"{name}: cell {at['cell_index'] + 1}: {what}; mend it in Jupyter") from None
    # What Jupyter notes about the machine that ran it is not the notebook's business.
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    result: str = nbformat.writes(notebook)
    return result + "\n"

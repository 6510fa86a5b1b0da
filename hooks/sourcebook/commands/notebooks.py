"""`sourcebook notebooks`: all notebooks run again, from the first cell to the last."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click
import nbformat

from sourcebook.notebooks import ENDING

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
    with 2 if a cell failed: then nothing was written.
    """
    files = {uri: path for uri, path in project.files().items() if uri.endswith(ENDING)}
    if files and find_spec("ipykernel") is None:
        raise Failure("ipykernel: is not installed; run `make notebooks`, which installs it")
    changed = {}
    for uri, path in files.items():
        text = path.read_text(encoding="utf-8")
        again = run_notebook(uri, path, text)
        if again != text:
            changed[f"{project.docs_dir}/{uri}"] = again
    if not check:
        project.write_files(changed, overwrite=True)
    for name in changed:
        click.echo(f"{name}: puts out another thing; run `make notebooks`" if check else name)
    click.echo(f"{len(changed)} changed, {len(files) - len(changed)} as they were")
    sys.exit(1 if check and changed else 0)


def run_notebook(uri: str, path: Path, text: str) -> str:
    """Return the notebook as it is after all its cells have run, in its own folder.

    Raise `Failure` with the cell that fails.
    """
    from nbclient import NotebookClient  # noqa: PLC0415 - loading it takes a second
    from nbclient.exceptions import CellExecutionError  # noqa: PLC0415

    notebook: Any = nbformat.reads(text, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=_TIMEOUT,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,  # the same cells put out the same bytes
    )
    try:
        client.execute()
    except CellExecutionError as error:
        what = f"{error.ename}: {error.evalue}".splitlines()[0]
        raise Failure(f"{uri}: a cell ended in {what}; mend it in Jupyter") from None
    # What Jupyter notes about the machine that ran it is not the notebook's business.
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    result: str = nbformat.writes(notebook)
    return result + "\n"

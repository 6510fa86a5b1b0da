"""`sourcebook charts`: the pictures of all charts, drawn from the data beside the posts."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from sourcebook.charts import Chart, check_picture, is_chart, read_chart
from sourcebook.notebooks import ENDING

from .project import Failure, Project, pass_project

if TYPE_CHECKING:
    from sourcebook.problems import Problem

_EPILOG = """\b
Examples:
  sourcebook charts
  sourcebook charts --all

The writers' guide explains the lines that a chart begins with.
"""


@click.command(epilog=_EPILOG)
@click.option("--all", "every", is_flag=True, help="Draw all of them, also those that are right.")
@pass_project
def charts(project: Project, *, every: bool) -> None:
    """Draw the charts whose data have changed.

    A chart is a CSV file in docs/ that begins with lines such as `# title:`; its picture lies
    beside it, with `.svg` instead of `.csv`. One that belongs to a notebook is drawn by the notebook.

    Ends with 0 if all charts are drawn, and with 2 if one could not be: then nothing was
    written.
    """
    found, problems = read_charts(project)
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        sys.exit(2)
    if find_spec("matplotlib") is None:
        raise Failure("matplotlib: is not installed; run `make charts`, which installs it")
    from sourcebook.drawing import draw_chart  # noqa: PLC0415 - loading it takes a second

    todo = {
        f"{project.docs_dir}/{PurePosixPath(chart.uri).with_suffix('.svg')}": chart
        for chart in found
        if every or check_picture(chart, _picture(project, chart))
    }
    drawn = {path: draw_chart(chart) for path, chart in todo.items()}
    project.write_files(drawn, overwrite=True)
    for path in drawn:
        click.echo(path)
    click.echo(f"{len(drawn)} drawn, {len(found) - len(drawn)} as they were")


def read_charts(project: Project) -> tuple[list[Chart], list[Problem]]:
    """Return the charts that no notebook draws, and all problems."""
    files = project.files()
    found: list[Chart] = []
    problems: list[Problem] = []
    for uri in files:
        post = uri.partition("--")[0]
        if not uri.endswith(".csv") or f"{post}{ENDING}" in files:
            continue
        content = project.data(uri)
        if is_chart(content):
            chart, wrong = read_chart(uri, content)
            found += [chart] if chart else []
            problems += wrong
    return found, problems


def _picture(project: Project, chart: Chart) -> str:
    return project.data(str(PurePosixPath(chart.uri).with_suffix(".svg"))).decode(
        "utf-8", "replace"
    )

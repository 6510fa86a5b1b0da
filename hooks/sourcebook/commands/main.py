"""The command `sourcebook`: what a writer does besides writing."""

from __future__ import annotations

from pathlib import Path

import click

from .charts import charts
from .check import check
from .cite import cite
from .notebooks import notebooks


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--project",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Work in this project, and not in the one around the working directory.",
)
@click.pass_context
def main(context: click.Context, project: Path | None) -> None:
    """Look after the sources, charts and notebooks of a knowledge base.

    Run it inside the project: the folder with mkdocs.yml, or one below it.
    """
    context.obj = project


main.add_command(charts)
main.add_command(cite)
main.add_command(check)
main.add_command(notebooks)

"""The command `sourcebook`: what a writer does besides writing."""

from __future__ import annotations

import errno
import os
import platform
import sys
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from .charts import charts
from .check import check
from .cite import cite
from .completion import NAME, completion
from .importing import import_
from .new import new
from .notebooks import notebooks
from .popular import popular
from .project import Failure
from .views import views

_EPILOG = f"""\b
Examples:
  {NAME} new
  {NAME} cite 10.1000/xyz123
  {NAME} check docs/roses/pruning.md
  {NAME} check --help

\b
Exit codes:
  0  all is well
  1  something wants your attention; the help of each command says what
  2  it was called in a wrong way, or could not do its work
"""


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a system says where nothing more can be written."""


def _show_version(context: click.Context, parameter: click.Parameter, given: bool) -> None:  # noqa: FBT001 - click's own
    if not given or context.resilient_parsing:
        return
    found = (point.dist for point in entry_points(group="console_scripts", name=NAME))
    version = next((dist.version for dist in found if dist), "(not installed)")
    folder = Path(__file__).parent.parent
    click.echo(f"{NAME} {version} from {folder} (Python {platform.python_version()})")
    context.exit()


class _Commands(click.Group):
    """Commands that say in one line that what they put out cannot be kept."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            if error.errno not in FULL:
                raise
            failure = Failure(
                f"{NAME}: cannot write what it says ({error.strerror}); see to the disk"
            )
            failure.show()
            # Python would try once more when it ends, and say so in its own way:
            # https://docs.python.org/3/library/signal.html#note-on-sigpipe
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(failure.exit_code)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EPILOG,
)
@click.option(
    "--project",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Work in this project, and not in the one around the working directory.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and where it is, and exit.",
)
@click.pass_context
def main(context: click.Context, project: Path | None) -> None:
    """Start posts, take in page views, and look after sources, charts and notebooks.

    Run it inside the project: the folder with mkdocs.yml, or one below it.
    """
    context.obj = project


main.add_command(charts)
main.add_command(check)
main.add_command(cite)
main.add_command(completion)
main.add_command(import_)
main.add_command(new)
main.add_command(notebooks)
main.add_command(popular)
main.add_command(views)

"""`sourcebook completion`: what a shell needs to complete a command, and what it then offers."""

from __future__ import annotations

import os
from pathlib import Path
from posixpath import dirname
from typing import TYPE_CHECKING

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ZshComplete

from sourcebook.addresses import NOT_TOPICS, is_index, top_folder

from .project import Failure, find_project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .project import Project

NAME = "sourcebook"
VARIABLE = "_SOURCEBOOK_COMPLETE"
"""Where click looks for what a shell asks: made from the name, as its documentation says."""
SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
ENDINGS = (".md", ".ipynb")
"""Of the files of posts."""
_EPILOG = f"""\b
Add one line to the file your shell reads at its start:
  bash  ~/.bashrc                    eval "$({NAME} completion bash)"
  zsh   ~/.zshrc, after `compinit`   eval "$({NAME} completion zsh)"
  fish  ~/.config/fish/config.fish   {NAME} completion fish | source

\b
The shell must find the command: above that line, put its folder on the path:
  bash, zsh  export PATH="$PATH:/path/to/project/.venv/bin"
  fish       fish_add_path /path/to/project/.venv/bin
"""


@click.command(epilog=_EPILOG)
@click.argument("shell", metavar="[bash|zsh|fish]", type=click.Choice(SHELLS), required=False)
@click.pass_context
def completion(context: click.Context, shell: str | None) -> None:
    """Print the script with which a shell completes this command.

    It offers commands and options, topics after --topic, and posts and files where a command
    takes them. Without the name of a shell, it is for the one in the variable SHELL.

    Ends with 0 if the script was printed, and with 2 if it is not known which one you use.
    """
    name = shell or Path(os.environ.get("SHELL", "")).name
    if name not in SHELLS:
        what = f"`{name}` is no shell we know" if name else "is not set"
        raise Failure(f"SHELL: {what}; name one of {', '.join(SHELLS)}")
    script = SHELLS[name](context.find_root().command, {}, NAME, VARIABLE).source()
    click.echo(script, nl=False)


def complete_topics(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Return the topics that begin so."""
    project = _project(context)
    names = _topics(project.files()) if project else []
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def complete_posts(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Return the files of posts that begin so, as they are seen from where the writer is."""
    project = _project(context)
    if project is None:
        return []
    files = project.files()
    topics = _topics(files)
    posts = [
        uri
        for uri in files
        if dirname(uri) in topics and uri.endswith(ENDINGS) and not is_index(uri)
    ]
    here = Path.cwd()
    for seen in (
        [os.path.relpath(project.docs / uri, here) for uri in posts],
        [f"{project.docs_dir}/{uri}" for uri in posts],
        posts,
    ):
        if found := [name for name in seen if name.startswith(incomplete)]:
            return [CompletionItem(name) for name in found]
    return []


def complete_works(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Let the shell offer files: nobody types a DOI letter by letter."""
    return [CompletionItem(incomplete, type="file")]


def _project(context: click.Context) -> Project | None:
    """Return the project a command would work in, if there is one; a shell shows no messages."""
    try:
        return find_project(context.find_root().params.get("project") or Path.cwd())
    except Failure:
        return None


def _topics(uris: Iterable[str]) -> list[str]:
    """Return the topics, without reading any page."""
    names = {top_folder(uri) for uri in uris if is_index(uri) and uri.count("/") == 1}
    return sorted(names - NOT_TOPICS)

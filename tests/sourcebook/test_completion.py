"""`sourcebook completion`: the scripts, and what is offered to a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from sourcebook.commands.completion import NAME, SHELLS, VARIABLE
from sourcebook.commands.main import main
from sourcebook.worklist import KINDS
from tests.site import GARDEN, ROOT, post, write_files

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = f"#!{sys.executable}\nfrom sourcebook.commands.main import main\nmain()\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a garden with posts of both kinds, and work in it."""
    files = {
        "mkdocs.yml": "site_name: Garden\n",
        "docs/roses/pruning.md": post(),
        "docs/roses/winter.ipynb": "{}",
        "docs/roses/winter--frost.csv": "",
        "docs/roses/deep/index.md": "",
        "docs/trees/oaks.md": post(),
    }
    write_files(tmp_path / "docs", GARDEN)
    write_files(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def offered(*words: str) -> list[str]:
    """Return what is offered for the last of these words."""
    *before, incomplete = words
    found = ShellComplete(main, {}, NAME, VARIABLE).get_completions(before, incomplete)
    return [item.value if item.type == "plain" else f"({item.type})" for item in found]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_that_of_the_shell_that_is_named(shell: str) -> None:
    done = CliRunner().invoke(main, ["completion", shell])

    assert (done.exit_code, done.stderr) == (0, "")
    assert f"{VARIABLE}={shell}_complete" in done.stdout
    assert done.stdout.endswith("\n")
    assert not done.stdout.endswith("\n\n")


def test_the_variable_is_the_one_the_command_listens_to(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), VARIABLE: "zsh_source"}
    write_files(tmp_path, {NAME: PROGRAM})

    done = subprocess.run(
        [sys.executable, tmp_path / NAME],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    # Click ends it with an empty line more.
    assert done.stdout.rstrip() == CliRunner().invoke(main, ["completion", "zsh"]).stdout.rstrip()


def test_without_a_name_the_script_is_for_the_shell_in_use() -> None:
    def for_shell(shell: str) -> str:
        return CliRunner().invoke(main, ["completion"], env={"SHELL": shell}).output

    assert for_shell("/usr/bin/fish") == CliRunner().invoke(main, ["completion", "fish"]).output
    assert (
        for_shell("/bin/tcsh") == "SHELL: `tcsh` is no shell we know; name one of bash, zsh, fish\n"
    )
    assert for_shell("") == "SHELL: is not set; name one of bash, zsh, fish\n"
    assert CliRunner().invoke(main, ["completion"], env={"SHELL": "sh"}).exit_code == 2


def test_the_help_says_which_line_to_add() -> None:
    text = CliRunner().invoke(main, ["completion", "--help"]).output

    assert 'eval "$(sourcebook completion bash)"\n' in text
    assert 'eval "$(sourcebook completion zsh)"\n' in text
    assert "sourcebook completion fish | source\n" in text


def test_commands_options_and_kinds_are_offered() -> None:
    assert offered("c") == ["charts", "check", "cite", "completion"]
    assert "--topic" in offered("new", "--")
    assert offered("check", "--only", "") == [*KINDS]
    assert offered("completion", "") == [*SHELLS]


@pytest.mark.parametrize(
    ("incomplete", "topics"), [("", ["roses", "trees"]), ("t", ["trees"]), ("sources", [])]
)
def test_topics_are_offered_where_one_is_to_be_named(incomplete: str, topics: list[str]) -> None:
    assert offered("new", "--topic", incomplete) == topics


@pytest.mark.parametrize(
    ("folder", "incomplete", "posts"),
    [
        (".", "", ["docs/roses/pruning.md", "docs/roses/winter.ipynb", "docs/trees/oaks.md"]),
        (".", "docs/t", ["docs/trees/oaks.md"]),
        (".", "roses/", ["roses/pruning.md", "roses/winter.ipynb"]),
        (".", "weeds/", []),
        ("docs/roses", "p", ["pruning.md"]),
        ("docs/roses", "../t", ["../trees/oaks.md"]),
        ("docs/roses", "docs/t", ["docs/trees/oaks.md"]),
        ("docs/roses", "trees/", ["trees/oaks.md"]),
    ],
)
def test_posts_are_offered_as_they_are_seen_from_where_the_writer_is(
    project: Path, monkeypatch: pytest.MonkeyPatch, folder: str, incomplete: str, posts: list[str]
) -> None:
    monkeypatch.chdir(project / folder)

    assert offered("check", incomplete) == posts


def test_a_post_that_is_offered_is_one_the_command_knows(project: Path) -> None:
    (project / "docs/roses/winter.ipynb").unlink()

    names = offered("check", "")
    assert names
    for name in names:
        assert CliRunner().invoke(main, ["check", name]).exit_code < 2


def test_files_are_offered_where_works_are_to_be_named() -> None:
    assert offered("cite", "") == ["(file)"]
    assert offered("check", "--retractions", "") == ["(file)"]
    assert offered("--project", "") == ["(dir)"]


def test_the_project_that_is_named_is_the_one_whose_topics_and_posts_are_offered(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))

    assert offered("new", "--topic", "") == []
    assert offered("check", "") == []
    assert offered("--project", str(project), "new", "--topic", "") == ["roses", "trees"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_a_topic(project: Path) -> None:
    write_files(project, {f"bin/{NAME}": PROGRAM})
    (project / f"bin/{NAME}").chmod(0o755)
    script = CliRunner().invoke(main, ["completion", "bash"]).stdout
    # What bash does when Tab is pressed after `bin/sourcebook new --topic r`.
    ask = (
        f"COMP_WORDS=(bin/{NAME} new --topic r) COMP_CWORD=3\n"
        f'_{NAME}_completion bin/{NAME} r --topic\necho "${{COMPREPLY[@]}}"\n'
    )

    done = subprocess.run(
        ["bash", "-c", script + ask],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == "roses\n"

"""The command `sourcebook` as a whole: how it is called, and where it works."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner
from setuptools import find_packages  # type: ignore[import-untyped]  # has no types

from sourcebook.commands.main import main
from tests.site import GARDEN, ROOT, write_files

WIDE = {"COLUMNS": "80"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_command_is_called_as_the_project_says() -> None:
    module, _, name = PROJECT["project"]["scripts"]["sourcebook"].partition(":")

    assert getattr(import_module(module), name) is main


def test_every_package_of_the_command_is_installed() -> None:
    found = PROJECT["tool"]["setuptools"]["packages"]["find"]

    packages = find_packages(ROOT / found["where"][0], include=found["include"])

    folders = {path.parent for path in (ROOT / "hooks/sourcebook").rglob("*.py")}
    names = {".".join(path.relative_to(ROOT / "hooks").parts) for path in folders}
    assert set(packages) == names


def test_a_changed_project_is_installed_again_without_a_network_and_without_its_packages() -> None:
    done = subprocess.run(
        [
            "make",
            "--dry-run",
            "--old-file",
            ".venv/.packages",
            "--new-file",
            "pyproject.toml",
            "build",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    commands = done.stdout.replace("\\\n", " ")
    assert "--no-deps --no-build-isolation --no-index -e ." in " ".join(commands.split())
    assert "-r requirements" not in commands


@pytest.mark.parametrize("name", [None, *main.commands])
def test_every_command_says_what_it_does(name: str | None) -> None:
    done = CliRunner().invoke(main, [*([name] if name else []), "--help"])

    assert done.exit_code == 0
    assert all(f"  {command} " in done.output for command in main.commands if name is None)
    assert name is None or f"Usage: main {name} [OPTIONS]" in done.output


@pytest.mark.parametrize("name", [None, *main.commands])
def test_every_help_fits_into_80_columns_and_says_how_the_command_ends(name: str | None) -> None:
    text = CliRunner().invoke(main, [*([name] if name else []), "--help"], env=WIDE).output

    assert max(map(len, text.splitlines())) <= 80
    assert "  Examples:\n" in text or name == "completion"  # there, each line is one to copy
    assert "Ends with 0 if" in text or name is None
    assert "  Exit codes:\n    0  " in text or name
    assert "..." not in text.partition("Commands:")[2]  # no summary is cut


def test_of_every_option_it_is_said_what_it_does() -> None:
    found = 0
    todo: list[click.Command] = [main]
    while todo:
        command = todo.pop()
        options = [option for option in command.params if isinstance(option, click.Option)]
        assert [option.name for option in options if not option.help] == [], command.name
        found += len(options)
        todo += command.commands.values() if isinstance(command, click.Group) else ()
    assert found > len(main.commands)


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    for name in main.commands:
        assert f"| `.venv/bin/sourcebook {name}" in readme or f"| `make {name}`" in readme


@pytest.mark.parametrize("arguments", [["--help"], ["new", "--help"], ["new"], ["nothing"]])
def test_where_there_is_no_terminal_there_are_no_colours(
    tmp_path: Path, arguments: list[str]
) -> None:
    write_files(tmp_path, {"mkdocs.yml": "site_name: Garden\n"})
    write_files(tmp_path / "docs", GARDEN)
    program = "from sourcebook.commands.main import main; main()"

    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "TERM": "xterm-256color"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout or done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_the_version_says_where_the_command_is_and_which_python_runs_it() -> None:
    done = CliRunner().invoke(main, ["--version"])

    assert done.exit_code == 0
    assert re.fullmatch(
        rf"sourcebook \S+ from {re.escape(str(ROOT / 'hooks/sourcebook'))} \(Python 3\.\S+\)\n",
        done.output,
    )


def test_the_version_is_that_of_the_package_or_there_is_none() -> None:
    with patch("sourcebook.commands.main.entry_points", return_value=()):
        done = CliRunner().invoke(main, ["--version"])

    assert done.output.startswith("sourcebook (not installed) from ")


def test_a_shell_that_asks_what_may_follow_is_shown_no_version() -> None:
    found = ShellComplete(main, {}, "sourcebook", "").get_completions(["--version"], "ne")

    assert [item.value for item in found] == ["new"]


def test_a_command_begins_without_what_it_does_not_need_and_where_files_are_ascii() -> None:
    begin = (
        "import sys; from sourcebook.commands.main import main; "
        "main(['new', '--help'], standalone_mode=False); "
        "sys.exit(' '.join(sys.modules.keys() & {'nbconvert', 'nbformat', 'crawleruseragents'}))"
    )
    bare = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    path = {"PYTHONPATH": str(ROOT / "hooks")}

    done = subprocess.run(
        [sys.executable, "-c", begin],
        env=os.environ | bare | path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Usage:" in done.stdout
    assert done.stderr.strip() == ""


def test_it_works_in_the_project_that_is_named(tmp_path: Path) -> None:
    write_files(tmp_path, {"mkdocs.yml": "site_name: Garden\n"})
    write_files(tmp_path / "docs", GARDEN)
    text = '[{"type": "book", "title": "Trees"}]'

    done = CliRunner().invoke(main, ["--project", str(tmp_path / "docs"), "cite"], input=text)

    assert done.exit_code == 0
    assert (tmp_path / "docs/sources/anonndtrees.md").is_file()


def test_a_folder_that_is_not_there_is_named() -> None:
    done = CliRunner().invoke(main, ["--project", "nowhere", "cite", "1"])

    assert done.exit_code == 2
    assert "Directory 'nowhere' does not exist." in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("command", [["popular"], ["check", "--format", "json"], ["--help"]])
def test_a_full_disk_below_what_is_said_is_named_in_one_line(
    tmp_path: Path, command: list[str]
) -> None:
    write_files(
        tmp_path, {"mkdocs.yml": "site_name: Garden\n", "docs/index.md": GARDEN["index.md"]}
    )

    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from sourcebook.commands.main import main; main()", *command],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert (done.returncode, done.stderr) == (
        2,
        "sourcebook: cannot write what it says (No space left on device); see to the disk\n",
    )


def test_that_the_disk_is_full_is_said_whatever_was_at_work() -> None:
    full = OSError(28, os.strerror(28))

    with patch.object(click.Group, "invoke", side_effect=full):
        result = CliRunner().invoke(main, ["popular"])

    assert (result.exit_code, result.stderr) == (
        2,
        "sourcebook: cannot write what it says (No space left on device); see to the disk\n",
    )


def test_other_faults_of_the_system_are_ours_and_stay_as_they_are() -> None:
    with (
        patch.object(click.Group, "invoke", side_effect=OSError(5, "Input/output error")),
        pytest.raises(OSError, match="Input/output"),
    ):
        main.main(["popular"], standalone_mode=False)

"""The command `sourcebook` as a whole: how it is called, and where it works."""

from __future__ import annotations

import subprocess
import tomllib
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from setuptools import find_packages  # type: ignore[import-untyped]  # has no types

from sourcebook.commands.main import main
from tests.site import GARDEN, ROOT, write_files

if TYPE_CHECKING:
    from pathlib import Path

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

"""The commands a newcomer types, and what they say when something is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests import nginx
from tests.chromium import REMEDY
from tests.site import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LOCKS = sorted(ROOT.glob("requirements*.txt"))
MAKES_NGINX = 'mkdir -p "$3/usr/sbin" && printf "#!/bin/sh\\n" > "$3/usr/sbin/nginx" && chmod +x "$3/usr/sbin/nginx"'


def by_name(path: Path) -> str:
    return path.name


def test_ci_runs_the_checks_and_then_the_tests_and_nothing_else() -> None:
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith("#!")
    assert [line for line in lines if line.startswith("make")] == ["make check", "make test"]
    assert {line for line in lines[1:] if not line.startswith("make")} <= {
        "set -eu",
        'cd "$(dirname "$0")/.."',
    }
    assert os.access(ROOT / ".ci/run", os.X_OK)


@pytest.mark.parametrize("lock", LOCKS, ids=by_name)
def test_a_lock_pins_each_package_by_hash_and_names_no_registry(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())

    assert packages
    assert [
        p for p in packages if not re.match(r"[\w.-]+==\S+", p) or "--hash=sha256:" not in p
    ] == []
    assert "://" not in text
    assert [line for line in text.splitlines() if line.startswith("-")] == []


def test_the_locks_hold_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["dependency-groups"]["dev"],
        "requirements-build.txt": project["dependency-groups"]["build"],
    }

    for name, requirements in asked.items():
        locked = set(re.findall(r"^([\w.-]+)==", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        names = {re.split(r"[<>=!~ ]", requirement)[0] for requirement in requirements}
        assert names <= locked, f"{name}: run `make lock`"


def test_a_machine_without_a_new_enough_python_is_told_so(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.txt", "requirements-build.txt"):
        shutil.copy(ROOT / name, tmp_path)

    done = subprocess.run(
        ["make", "build", "PYTHON=false"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == (
        "Python 3.11 or newer is needed; install it, or name it: make PYTHON=python3.13"
    )
    assert not (tmp_path / ".venv").exists()


def test_a_machine_on_which_no_browser_can_be_had_is_told_in_one_line(tmp_path: Path) -> None:
    nowhere = {
        "PATH": str(tmp_path),
        "HOME": str(tmp_path),
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "browsers"),
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",  # the discard port: nobody answers
    }

    done = subprocess.run(
        [sys.executable, "-m", "tests.chromium"],
        cwd=ROOT,
        env=nowhere,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == REMEDY


def test_nginx_is_unpacked_where_it_is_not_and_starts_no_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_program(tmp_path / "bin/apt-get", 'case "$*" in *download*) : > nginx.deb;; esac')
    write_program(tmp_path / "bin/dpkg-deb", MAKES_NGINX)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setattr(nginx, "PLACES", ())
    monkeypatch.setattr(nginx, "FETCHED", tmp_path / "nginx")

    assert nginx.find_nginx() is None
    assert nginx.provide_nginx() is None
    assert nginx.find_nginx() == str(tmp_path / "nginx/usr/sbin/nginx")


def test_a_machine_on_which_no_nginx_can_be_had_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(nginx, "PLACES", ())
    monkeypatch.setattr(nginx, "FETCHED", tmp_path / "nginx")

    assert nginx.provide_nginx() == nginx.REMEDY


def write_program(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)

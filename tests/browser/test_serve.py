"""`make serve`, as a writer uses it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import urllib.request
from typing import TYPE_CHECKING
from urllib.error import URLError

import pytest

from tests.site import ROOT
from tests.web import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

POST = "medical-massage/what-is-medical-massage"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the project that shares the packages already installed."""
    # Otherwise the copy would install itself into them, in place of the project.
    fresh = subprocess.run(["make", "--question", ".venv/.dev"], cwd=ROOT, check=False)
    assert fresh.returncode == 0, "run `make .venv/.dev` first, as `make test` does"
    folder = tmp_path / "project"
    ignore = shutil.ignore_patterns(".venv", ".git", "site", ".*_cache", "__pycache__")
    shutil.copytree(ROOT, folder, ignore=ignore)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    return folder


@pytest.fixture
def served(copy: Path) -> Iterator[tuple[str, Path]]:
    """Run `make serve` on a free port; return its address and what it printed."""
    port = free_port()
    output = copy / "output.txt"
    with output.open("wb") as stream:
        process = subprocess.Popen(
            ["make", "serve", f"ARGS=--dev-addr 127.0.0.1:{port}"],
            cwd=copy,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env={key: value for key, value in os.environ.items() if key != "MAKEFLAGS"},
            start_new_session=True,
        )
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait_for(address, process, output)
        yield address, output
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes], output: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, output.read_text(encoding="utf-8")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except URLError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"make serve did not answer: {output.read_text(encoding='utf-8')}")


def test_a_saved_sentence_arrives_in_the_open_page(
    served: tuple[str, Path], copy: Path, desktop: Page
) -> None:
    address, output = served
    desktop.goto(f"{address}{POST}/")
    post = copy / f"docs/{POST}.md"

    text = post.read_text(encoding="utf-8")
    post.write_text(text + "\nA sentence the writer has just saved.\n", encoding="utf-8")

    desktop.get_by_text("A sentence the writer has just saved.").wait_for(timeout=60_000)
    assert "pip install" not in output.read_text(encoding="utf-8")


def test_a_draft_is_shown_to_the_writer_with_its_footer(
    copy: Path, request: pytest.FixtureRequest, desktop: Page
) -> None:
    text = (copy / f"docs/{POST}.md").read_text(encoding="utf-8")
    draft = text.replace("former: [", "draft: true\n# former: [", 1)
    (copy / "docs/neuralgia/a-draft.md").write_text(draft, encoding="utf-8")
    address, _ = request.getfixturevalue("served")

    desktop.goto(f"{address}neuralgia/a-draft/")

    assert desktop.locator("#sources li").count() > 3
    assert desktop.locator(".md-path").inner_text().split() == ["Home", "Neuralgia"]
    desktop.goto(f"{address}neuralgia/")
    assert desktop.locator(".posts__title a[href*='a-draft']").count() == 0

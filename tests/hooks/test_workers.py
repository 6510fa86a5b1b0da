"""Workers: a build by several processes gives the site, and says what, one alone does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from mkdocs.config.defaults import MkDocsConfig

from tests.hooks.test_kept import FILES
from tests.site import ROOT, post, write_project

if TYPE_CHECKING:
    from pathlib import Path

POSTS = 60
MANY = {
    f"trees/tree-{number:02}.md": post(
        f"Tree {number}",
        f"It grows. [@smith2011roses]\n\n## Wood\n\nSee [it](nowhere-{number}.md).\n",
    )
    for number in range(POSTS)
}
"""Posts enough for workers, each with something to warn of."""
SLOW = """
import os, time
build = os.getpid()

def on_page_markdown(markdown, *, page, config, files):
    time.sleep(0.01 * (os.getpid() == build))

def on_post_page(output, *, page, config):
    time.sleep(0.01 * (os.getpid() == build))
"""
"""A hook that takes its time in the build itself, so that workers come to something."""
# Elsewhere `workers.py` starts none: a copy of a process on macOS may crash, and Windows has none.
# https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there are workers on Linux only")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project that was never built."""
    write_project(tmp_path, FILES | MANY)
    return tmp_path


def add_hook(project: Path, code: str) -> None:
    """Give a project a hook of its own."""
    (project / "own.py").write_text(code, encoding="utf-8")
    base = project / "base.yml"
    listed = base.read_text("utf-8").replace("\nhooks:\n", "\nhooks:\n  - own.py\n")
    base.write_text(listed, encoding="utf-8")


def build(project: Path, *, cores: int, cache: str = "") -> tuple[int, list[str], list[int]]:
    """Build once; return the exit code, what was said aloud, and how many texts each worker made."""
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--verbose"],
        cwd=project,
        env=os.environ | {"CORES": str(cores), "CACHE": cache, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = result.stderr.splitlines()
    made = [int(number) for number in re.findall(r"workers: one has put down (\d+)", result.stderr)]
    return (
        result.returncode,
        [line for line in lines if re.match(r"WARNING|ERROR|Traceback", line)],
        made,
    )


def take_site(project: Path) -> dict[str, bytes]:
    """Take the site away; return its files."""
    site = project / "site"
    paths = [path for path in site.rglob("*") if path.is_file()]
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}
    for path in paths:
        path.unlink()
    return files


@pytest.mark.parametrize("cores", [2, 4])
def test_workers_change_no_byte_and_no_warning(project: Path, cores: int) -> None:
    add_hook(project, SLOW)
    code, said, made = build(project, cores=cores)
    together = take_site(project)
    code_again, said_again, made_again = build(project, cores=cores)
    again = take_site(project)
    code_alone, said_alone, made_alone = build(project, cores=cores, cache="off")
    alone = take_site(project)

    assert len(made) == 2 * (cores - 1), "for reading and for drawing"
    assert min(sum(made[: cores - 1]), sum(made[cores - 1 :])) > 5
    assert (made_again, made_alone) == ([], []), "all is kept, or none is"
    assert (code, said) == (code_again, said_again) == (code_alone, said_alone)
    assert len([line for line in said if "nowhere-" in line]) >= POSTS
    assert together == alone
    assert again == alone


def test_a_worker_that_dies_costs_nothing_but_time(project: Path) -> None:
    _, said, made = build(project, cores=1)
    alone = take_site(project)
    assert made == [], "one core has no workers"
    add_hook(
        project,
        "import os\nbuild = os.getpid()\nseen = []\n"
        "def on_page_context(context, *, page, config, nav):\n"
        "    seen.append(page)\n"
        "    if os.getpid() != build and len(seen) % 10 == 0:\n"
        "        os.kill(os.getpid(), 9)\n",
    )

    code, said_by_build, made = build(project, cores=2)

    assert code == 0
    assert sum(made) > 0
    assert said_by_build == said
    assert take_site(project) == alone


@pytest.mark.parametrize("event", ["markdown", "context"])
def test_an_error_on_a_page_of_a_worker_is_said_once_by_the_build(
    project: Path, event: str
) -> None:
    add_hook(
        project,
        "from mkdocs.exceptions import PluginError\n"
        f"def on_page_{event}(given, *, page, **others):\n"
        "    if page.file.src_uri == last(others['config']):\n"
        "        raise PluginError('it cannot be read')\n"
        "def last(config):\n"
        "    return sorted(config.extra['catalog'].by_uri)[-3]\n",
    )

    code, said, _ = build(project, cores=2)

    assert code == 1
    assert (code, said) == build(project, cores=1)[:2]
    assert [line for line in said if line.startswith("ERROR")] != []


def test_a_plugin_that_nobody_knows_keeps_workers_away(project: Path) -> None:
    base = project / "base.yml"
    base.write_text(
        base.read_text("utf-8").replace("\nplugins:\n", "\nplugins:\n  - material/meta\n")
    )

    code, _, made = build(project, cores=2)

    assert (code, made) == (0, [])


def test_mkdocs_still_calls_the_page_being_made_by_its_private_name() -> None:
    assert "_current_page" in MkDocsConfig.__annotations__ | vars(MkDocsConfig)

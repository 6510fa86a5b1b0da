"""Runs a command by itself, and tells what it took.

Between the benchmark and each command stands a small process, this module as a program. For
Linux counts what a process had in memory before it became another program to the latter, and
the benchmark has more in memory than some of what it measures.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]  # of `tests.site`, which loads all of MkDocs
# Kilobytes on Linux, bytes on macOS: https://man7.org/linux/man-pages/man2/getrusage.2.html
UNIT = 1024**2 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took, its own children included."""

    elapsed: float
    """Seconds on the wall."""
    processor: float
    """Seconds of processor time."""
    memory: float
    """The peak of resident memory, in MB, of the largest process."""


def run_alone(command: Sequence[str], cwd: Path = ROOT) -> tuple[Taken, list[str]]:
    """Run a command that is to succeed; return what it took and the lines it put out."""
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'hooks'}{os.pathsep}{ROOT}"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # writers' Python compiles code once
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.process", *command],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        error.add_note(error.stdout + error.stderr)
        raise
    *lines, last = done.stdout.splitlines()
    return Taken(**json.loads(last)), lines


def _run(command: Sequence[str]) -> Taken:
    start = time.perf_counter()
    subprocess.run(command, check=True)
    elapsed = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(elapsed, used.ru_utime + used.ru_stime, used.ru_maxrss / UNIT)


if __name__ == "__main__":
    print(json.dumps(asdict(_run(sys.argv[1:]))))

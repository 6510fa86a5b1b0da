"""Finds GoAccess, which counts the visitors in a log, or installs it.

https://goaccess.io/
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def find_goaccess() -> str | None:
    """Return the path of GoAccess on this machine."""
    return shutil.which("goaccess")


def install_goaccess() -> None:
    """Install the package of Debian or Ubuntu; elsewhere do nothing."""
    if shutil.which("apt-get"):
        as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        # One shell line, so that a failed update does not keep a cached package out.
        install = "apt-get -q update; apt-get -q install -y --no-install-recommends goaccess"
        command = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", install]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def goaccess_command(program: str, log: Path, report: Path) -> list[str]:
    """Return what makes a report of a log; Debian's build unpacks nothing itself."""
    options = ["--log-format=COMBINED", "--no-global-config", "--no-progress", "-o", str(report)]
    if log.suffix != ".gz":
        return [program, str(log), *options]
    pipe = 'gzip -dc "$1" | { shift; "$@"; }'
    return ["sh", "-c", pipe, "sh", str(log), program, "-", *options]

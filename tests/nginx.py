"""Finds nginx for the tests, or fetches it: `python -m tests.nginx`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PLACES = ("/usr/sbin", "/usr/local/sbin")
"""Where packages put it, and a path of commands often does not lead."""
FETCHED = Path(sys.prefix, "nginx")
REMEDY = "No nginx, so page views are not tested with a real server: install it to test them."


def find_nginx() -> str | None:
    """Return the path of nginx on this machine, or in the environment of the tests."""
    places = [os.environ.get("PATH", ""), *PLACES, str(FETCHED / "usr/sbin")]
    return shutil.which("nginx", path=os.pathsep.join(places))


def fetch_nginx() -> None:
    """Unpack the package of Debian or Ubuntu into the environment of the tests.

    It is not installed, for then it would start, and serve the whole network.
    """
    if not shutil.which("apt-get"):
        return
    as_root = "" if os.geteuid() == 0 else "sudo -n "
    download = "apt-get -q download nginx"
    with tempfile.TemporaryDirectory() as folder:
        # A machine that is new has no list of packages yet.
        command = f"{download} || {{ {as_root}apt-get -q update; {download}; }}"
        subprocess.run(["sh", "-c", command], cwd=folder, check=False)
        for package in Path(folder).glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(package), str(FETCHED)], check=False)


def provide_nginx() -> str | None:
    """Return nothing where nginx is there now, and elsewhere what to do."""
    if find_nginx() is None:
        fetch_nginx()
    return REMEDY if find_nginx() is None else None


if __name__ == "__main__":
    if remedy := provide_nginx():
        print(remedy, file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") else 0)

"""Finds a Chromium for the tests, or installs one: `python -m tests.chromium`."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path(os.environ.get("PROGRAMFILES", ""), "Google/Chrome/Application/chrome.exe"),
)
REMEDY = "No browser: install Chromium or Google Chrome, then run make test again."


def find_chromium() -> str | None:
    """Return the path of a Chromium or Chrome on this machine, Playwright's own included."""
    named = (shutil.which(name) for name in NAMES)
    placed = (str(place) for place in PLACES if place.is_file())
    return next((path for path in (*named, *placed) if path), None) or _playwright_chromium()


def _playwright_chromium() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def install_chromium() -> None:
    """Install Debian's package where there is one, else Playwright's own build."""
    for command in _commands():
        print("$", *command, flush=True)
        if subprocess.run(command, check=False).returncode == 0 and find_chromium():
            return


def _commands() -> list[list[str]]:
    commands = []
    if _is_debian() and shutil.which("apt-get"):
        as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        # One shell line, so that a failed update does not keep a cached package out.
        install = "apt-get -q update; apt-get -q install -y --no-install-recommends chromium"
        commands.append([*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", install])
    commands.append([sys.executable, "-m", "playwright", "install", "chromium"])
    return commands


def _is_debian() -> bool:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return bool({"debian", "ubuntu"} & {release["ID"], *release.get("ID_LIKE", "").split()})


if __name__ == "__main__":
    if find_chromium() is None:
        install_chromium()
    sys.exit(0 if find_chromium() else REMEDY)

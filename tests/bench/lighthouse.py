"""Measures what Lighthouse says of kinds of page, as a slow telephone sees them.

https://github.com/GoogleChrome/lighthouse
"""

from __future__ import annotations

import functools
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.chromium import REMEDY, find_chromium
from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PACKAGE = "lighthouse@12.8.2"  # 13 needs a newer Node.js than Debian has
FOLDER = Path(sys.prefix, "lighthouse")
SCORES = ("performance", "accessibility", "best-practices", "seo")
FIGURES = {
    "largest-contentful-paint": "first view, s",
    "total-blocking-time": "blocked, ms",
    "cumulative-layout-shift": "shift",
    "total-byte-weight": "kB",
}
PAGES = ("", "neuralgia/", "medical-massage/what-is-medical-massage/", "sources/jconline2015/", "popular/")  # fmt: skip
AIM = "Aim: 100 in all four; first view at most 1.5 s, blocked at most 100 ms, no shift."
TEXT = {".css", ".html", ".js", ".json", ".svg", ".xml"}


def measure_lighthouse(pages: Sequence[str] = PAGES, rounds: int = 3) -> None:
    """Print the median of some rounds for each page."""
    program, chromium = find_lighthouse(), find_chromium()
    if program is None or chromium is None:
        print("lighthouse: left out; npm is needed to install it." if chromium else REMEDY)
        return
    print("| page |", " | ".join([*SCORES, *FIGURES.values()]), "|")
    print("| --- |" + " ---: |" * (len(SCORES) + len(FIGURES)))
    with tempfile.TemporaryDirectory() as folder:
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=folder))
        with serve_compressed(Path(folder)) as address:
            for url in pages:
                found = [run(program, chromium, address + url) for _ in range(rounds)]
                values = [median(values) for values in zip(*found, strict=True)]
                print(f"| /{url} |", " | ".join(f"{value:g}" for value in values), "|", flush=True)
    print(f"\n{AIM}\n")


def find_lighthouse() -> list[str] | None:
    """Return the command of Lighthouse, installed by npm if need be."""
    script = FOLDER / "node_modules/lighthouse/cli/index.js"
    if not script.is_file() and (npm := shutil.which("npm")):
        command = [npm, "install", "--silent", "--no-save", "--prefix", str(FOLDER), PACKAGE]
        subprocess.run(command, check=False)
    node = shutil.which("node")
    return [node, str(script)] if node and script.is_file() else None


def run(program: Sequence[str], chromium: str, address: str) -> list[float]:
    """Return what one round says of a page."""
    flags = "--chrome-flags=--headless=new --no-sandbox"
    done = subprocess.run(
        [*program, address, "--quiet", "--output=json", flags],
        env=os.environ | {"CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=True,
    )
    return read_report(json.loads(done.stdout))


def read_report(report: Mapping[str, Any]) -> list[float]:
    """Return the scores of a report, of 100, and its figures in their units."""
    scores = [round(100 * report["categories"][name]["score"]) for name in SCORES]
    first, blocked, shift, weight = (report["audits"][name]["numericValue"] for name in FIGURES)
    figures = [round(first / 1000, 1), round(blocked), round(shift, 3), round(weight / 1000)]
    return [*scores, *figures]


@contextmanager
def serve_compressed(folder: Path) -> Iterator[str]:
    """Serve a folder as GitHub Pages does, with gzip, and return its address."""
    handler = functools.partial(_Compressed, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Compressed(SimpleHTTPRequestHandler):
    def send_head(self) -> io.BytesIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        body = path.read_bytes()
        is_text = path.suffix in TEXT
        body = gzip.compress(body) if is_text else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if is_text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, *args: object) -> None:
        """Stay silent."""

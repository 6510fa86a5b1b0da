"""Takes pictures of the site for a person to look at: `python -m tests.screenshots`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from .kinds import CHOOSE, KINDS, SCHEMES
from .pages import open_browser, serve_pages
from .site import ROOT

FOLDER = ROOT / "screenshots"
PICTURED = ("home", "topic", "post", "source", "bibliography", "popular", "search", "404")
WIDTHS = (390, 1440)


def take_screenshots(names: tuple[str, ...]) -> None:
    """Save the first screens of each page as `screenshots/NAME-SCHEME-WIDTH.png`."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=folder, strict=True))
        with serve_pages(Path(folder)) as address, open_browser() as browser:
            for scheme in SCHEMES:
                for width in WIDTHS:
                    context = browser.new_context(viewport={"width": width, "height": 1800})
                    context.add_init_script(CHOOSE.format(scheme))
                    page = context.new_page()
                    for name in names:
                        query = "#q=shingles+pain" if name == "search" else ""
                        page.goto(address + KINDS[name] + query, wait_until="networkidle")
                        if query:
                            page.locator(".find__results li").first.wait_for()
                        page.screenshot(path=FOLDER / f"{name}-{scheme}-{width}.png")
                    context.close()
    print(f"{len(names) * len(SCHEMES) * len(WIDTHS)} pictures in {FOLDER}")


if __name__ == "__main__":
    take_screenshots(tuple(sys.argv[1:]) or PICTURED)

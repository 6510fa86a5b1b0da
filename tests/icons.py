"""Draws the icons of the site from `favicon.svg`: `python -m tests.icons`."""

from __future__ import annotations

from tests.pages import open_browser
from tests.site import ROOT

IMAGES = ROOT / "docs/assets/images"
ROUND, SQUARE = 'rx="8"', 'rx="0"'
ICONS = {
    # A phone cuts the corners itself.
    "apple-touch-icon.png": (180, SQUARE),
    "icon-192.png": (192, ROUND),
    "icon-512.png": (512, ROUND),
    "icon-maskable-512.png": (512, SQUARE),
}
"""Each file, how wide it is, and its corners."""


def draw() -> None:
    """Write all icons."""
    drawing = (IMAGES / "favicon.svg").read_text(encoding="utf-8")
    with open_browser() as browser:
        for name, (side, corners) in ICONS.items():
            page = browser.new_page(viewport={"width": side, "height": side})
            shaped = drawing.replace(ROUND, corners)
            page.set_content(f"<style>body{{margin:0}} svg{{display:block}}</style>{shaped}")
            page.screenshot(path=IMAGES / name, omit_background=True)
            page.close()


if __name__ == "__main__":
    draw()

"""The picture that stands beside a shared link to a post: its title, its topic and the site."""

from __future__ import annotations

import io
from functools import cached_property
from typing import TYPE_CHECKING

from PIL import Image, ImageColor, ImageDraw, ImageFont

from .metadata import HEIGHT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAPER, _INK, _GREEN, _HILL = "#f7f4ec", "#23302d", "#1f5a52", "#dfe9e2"
_MARGIN = 88
_NAME = 36
_SIZES = (84, 76, 68, 60, 54)
"""Of the title: the largest with which it fits into `_ROOM`."""
_ROOM = 264
_MOST_LINES = 5
_MIDDLE = 364
_FINER = 2
"""How many times larger the ground is drawn than it is shown, for smooth edges."""


class Cards:
    """Draws the pictures of one site: the same words and the same font give the same bytes.

    `font` is the content of a font file, because fonts of the system differ between machines.
    """

    def __init__(self, font: bytes, site: str) -> None:
        self.font = font
        self.site = site
        self.fonts: dict[int, ImageFont.FreeTypeFont] = {}

    def draw(self, title: str, topic: str) -> bytes:
        """Return the picture of a post as PNG.

        Where the font lacks a letter, the words are left out; a link shows them beside it.
        """
        card = self.ground.copy()
        pen = ImageDraw.Draw(card)
        if self._has(title + topic + self.site):
            pen.text((_MARGIN + 96, 100), self.site, _INK, self._sized(_NAME), anchor="lm")
            font, lines = self._fit(title)
            top = _MIDDLE - _height(font.size, len(lines)) / 2
            pen.text((_MARGIN, top - 24), topic, _GREEN, self._sized(_NAME), anchor="ls")
            for number, line in enumerate(lines):
                foot = top + _height(font.size, number) + font.size
                pen.text((_MARGIN, foot), line, _INK, font, anchor="ls")
        data = io.BytesIO()
        few = card.quantize(palette=self.palette, dither=Image.Dither.NONE)
        few.save(data, "PNG", bits=4)
        return data.getvalue()

    @cached_property
    def ground(self) -> Image.Image:
        """What is the same on every picture: the paper, a hill that ends well, and the mark."""
        wide, high = WIDTH * _FINER, HEIGHT * _FINER
        ground = Image.new("RGB", (wide, high), _PAPER)
        pen = ImageDraw.Draw(ground)
        hill = _curve(0, wide, high * 0.94, high * 0.13)
        pen.polygon([*hill, (wide, high), (0, high)], fill=_HILL)
        left, top, side = _MARGIN * _FINER, 64 * _FINER, 72 * _FINER
        pen.rounded_rectangle((left, top, left + side, top + side), side // 4, fill=_GREEN)
        mark = [*_curve(left + side * 0.25, left + side * 0.75, top + side * 0.62, side * 0.25)]
        pen.line(mark, fill=_PAPER, width=side * 3 // 32, joint="curve")
        end = side * 3 / 64
        for x, y in (mark[0], mark[-1]):
            pen.ellipse((x - end, y - end, x + end, y + end), fill=_PAPER)
        return ground.resize((WIDTH, HEIGHT), Image.Resampling.BOX)

    @cached_property
    def palette(self) -> Image.Image:
        """The few colours of all pictures, from the ground to each ink in even steps."""
        ways = ((_PAPER, _INK, 8), (_PAPER, _GREEN, 5), (_PAPER, _HILL, 3))
        colours: list[int] = []
        for ground, ink, steps in ways:
            ends = [ImageColor.getrgb(ground), ImageColor.getrgb(ink)]
            for step in range(steps):
                share = step / (steps - 1)
                colours += (round(a + (b - a) * share) for a, b in zip(*ends, strict=True))
        palette = Image.new("P", (1, 1))
        palette.putpalette(colours)
        return palette

    def _sized(self, size: int) -> ImageFont.FreeTypeFont:
        if size not in self.fonts:
            # The other layout needs a library that not every machine has.
            basic = ImageFont.Layout.BASIC
            self.fonts[size] = ImageFont.truetype(io.BytesIO(self.font), size, layout_engine=basic)
        return self.fonts[size]

    def _has(self, words: str) -> bool:
        font = self._sized(_NAME)
        missing = bytes(font.getmask("\uffff"))
        return all(bytes(font.getmask(letter)) != missing for letter in set(words))

    def _fit(self, title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
        """Return the largest font with which a title fits, and its lines."""
        for size in _SIZES:
            font = self._sized(size)
            lines = _wrap(title, font)
            if _height(size, len(lines)) <= _ROOM:
                break
        return font, lines[:_MOST_LINES]


def _height(size: float, lines: int) -> float:
    return round(size * 1.14) * lines


def _curve(left: float, right: float, foot: float, height: float) -> Iterator[tuple[float, float]]:
    """Yield the points of a hill: it falls as gently as it rises."""
    steps = 120
    for step in range(steps + 1):
        share = step / steps
        slope = 1 - abs(2 * share - 1)
        yield left + (right - left) * share, foot - height * slope * slope * (3 - 2 * slope)


def _wrap(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in title.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

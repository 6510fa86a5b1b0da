"""The Markdown extension that shows a chart: its picture, what it shows, and its numbers.

A picture alone in its paragraph, `![finding](name.svg)`, is a chart where `name.csv` lies
beside it. The table goes through Python-Markdown like any other, so that its citations are
numbered with those of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from markdown.blockprocessors import BlockProcessor

from .addresses import beside
from .charts import render_table
from .kept import KeptExtension

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from markdown import Markdown
    from markdown.blockparser import BlockParser

    from .charts import Chart

_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\.svg\)\s*")
# Before paragraphs (10), after everything that begins with a sign of its own.
_PRIORITY = 12


class ChartExtension(KeptExtension):
    """Draws charts."""

    TABLES = ("charts",)
    INPUTS = ("numbers",)

    def __init__(self, charts: Mapping[str, Chart], numbers: str) -> None:
        super().__init__()
        self.charts = charts
        self.numbers = numbers
        """What opens the table."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's own
        md.parser.blockprocessors.register(_Chart(md.parser, self), "chart", _PRIORITY)


class _Chart(BlockProcessor):
    def __init__(self, parser: BlockParser, page: ChartExtension) -> None:
        super().__init__(parser)
        self.page = page

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the signature
        """Leave it to `run`, which has to look up the data all the same."""
        return _PICTURE.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Draw the figure; tell whether the picture is a chart."""
        found = _PICTURE.fullmatch(blocks[0])
        chart = found and self.page.charts.get(beside(self.page.page, f"{found[2]}.csv"))
        if not found or not chart:
            return False
        blocks.pop(0)
        whole = SubElement(parent, "div", {"class": "chart"})
        figure = SubElement(whole, "figure")
        SubElement(figure, "img", {"src": f"{found[2]}.svg", "alt": found[1]})
        SubElement(figure, "figcaption").text = chart.title
        # A reader who searches looks for words in sentences.
        details = SubElement(whole, "details", {"data-search-exclude": "true"})
        SubElement(details, "summary").text = self.page.numbers
        self.parser.parseBlocks(details, [render_table(chart)])
        name = f"{found[2]}.csv"
        data = SubElement(SubElement(details, "p"), "a", {"href": name, "download": ""})
        data.text = chart.uri.rpartition("/")[2]
        return True

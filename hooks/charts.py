"""Charts: a picture with data of the same name beside it gets its numbers as a table.

`sourcebook.charts` reads the data, `sourcebook.chart_syntax` puts the figure into the text;
the pictures are drawn by `sourcebook charts`, never during a build.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority

from sourcebook.chart_syntax import ChartExtension
from sourcebook.charts import check_lost, check_picture, is_chart, read_chart

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

log = logging.getLogger("mkdocs.hooks")

NUMBERS = "The numbers as a table"


@event_priority(-50)  # after `notebooks`, which brings pictures
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Read the data of all charts, and report what cannot be drawn, or is not drawn yet.

    `tables` are all files of data, and whether they say how they are drawn; those that say it
    wrongly are left out, as that has been told.
    """
    charts = {}
    tables = {f.src_uri: f.content_bytes for f in files if f.src_uri.endswith(".csv")}
    saying = {uri: content for uri, content in tables.items() if is_chart(content)}
    for uri, content in saying.items():
        chart, problems = read_chart(uri, content)
        if chart:
            charts[uri] = chart
            picture = files.get_file_from_path(uri.removesuffix(".csv") + ".svg")
            problems += check_picture(chart, picture.content_string if picture else "")
        for problem in problems:
            log.warning("charts: %s", problem)
    pictures = {f.src_uri: f.content_bytes for f in files if f.src_uri.endswith(".svg")}
    for problem in check_lost(pictures, saying):
        log.warning("charts: %s", problem)
    config.extra["charts"] = ChartExtension(charts, NUMBERS)
    config["markdown_extensions"].append(config.extra["charts"])
    config.extra["tables"] = {
        uri: uri in charts for uri in tables if uri in charts or uri not in saying
    }
    return files

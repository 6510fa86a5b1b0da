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
    told: dict[str, bool] = {}
    saying: set[str] = set()
    for file in files:
        if not file.src_uri.endswith(".csv"):
            continue
        content = file.content_bytes
        if not is_chart(content):
            told[file.src_uri] = False
            continue
        saying.add(file.src_uri)
        chart, problems = read_chart(file.src_uri, content)
        if chart:
            told[file.src_uri] = True
            charts[chart.uri] = chart
            picture = files.get_file_from_path(file.src_uri.removesuffix(".csv") + ".svg")
            problems += check_picture(chart, picture.content_string if picture else "")
        for problem in problems:
            log.warning("charts: %s", problem)
    for file in files:
        data = file.src_uri.removesuffix(".svg") + ".csv"
        if file.src_uri.endswith(".svg") and data not in saying:
            for problem in check_lost(file.src_uri, file.content_bytes):
                log.warning("charts: %s", problem)
    config.extra["charts"] = ChartExtension(charts, NUMBERS)
    config["markdown_extensions"].append(config.extra["charts"])
    config.extra["tables"] = told
    return files

"""Figures: what the cells of a notebook call to draw the charts of its post."""

from __future__ import annotations

from pathlib import Path

from IPython.display import display

from sourcebook.charts import Chart, read_chart
from sourcebook.drawing import draw_chart


def show_chart(name: str, alt: str) -> Chart:
    """Show the chart of the data in `name`, a CSV file beside the notebook, and return it.

    `alt` says in words what it shows. Raise `ValueError` with all problems of the data.
    """
    chart, problems = read_chart(name, Path(name).read_bytes())
    if chart is None:
        raise ValueError("\n".join(map(str, problems)))
    picture = draw_chart(chart)
    metadata = {"filename": f"{name.removesuffix('.csv')}.svg", "alt": alt}
    display({"image/svg+xml": picture}, raw=True, metadata=metadata)
    return chart

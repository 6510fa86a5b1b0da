"""Jupyter: a notebook of it becomes the Markdown of a post, and the pictures in it.

Its first raw cell is the front matter. Code stands folded; of what a cell has put out, the
Markdown and the pictures are shown. Nothing is run: a notebook is kept with its output.
Format: https://nbformat.readthedocs.io/en/latest/format_description.html

Loading this takes longer than building a small site; what needs no more than to know of
notebooks is in `notebooks.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nbformat
from jinja2 import DictLoader
from nbconvert.exporters import MarkdownExporter
from nbformat.v4 import new_markdown_cell
from traitlets.config import Config

from .cells import find_cells
from .notebooks import ENDING, Notebook, stem_of
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "How this was computed"
SHOWN = ("text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain")
"""The kinds of output that a post can have, the best first; HTML of other makers is none."""

_TEMPLATE = """\
{%- extends 'markdown/index.md.j2' -%}
{%- macro picture(output, kind) -%}
![{{ output.metadata.alt }}]({{ output.metadata.filenames[kind] | path2url }})
{% endmacro -%}
{%- block data_svg -%}{{ picture(output, 'image/svg+xml') }}{%- endblock -%}
{%- block data_png -%}{{ picture(output, 'image/png') }}{%- endblock -%}
{%- block data_jpg -%}{{ picture(output, 'image/jpeg') }}{%- endblock -%}
"""


def parse_notebook(uri: str, content: bytes) -> Any:
    """Return a notebook as `nbformat` has it, or the `Problem` of a file that is none."""
    try:
        notebook = nbformat.reads(content.decode("utf-8-sig"), as_version=4)
        nbformat.validate(notebook)
    # A file that is no notebook fails in any of these ways, before it can be validated.
    except (ValueError, TypeError, KeyError, AttributeError, nbformat.ValidationError):
        return Problem(uri, "file", "is no notebook", "save it again in Jupyter")
    return notebook


def read_notebook(uri: str, content: bytes) -> tuple[Notebook | None, list[Problem]]:
    """Return the post a notebook is, or `None` where it cannot be read, and all problems."""
    notebook = parse_notebook(uri, content)
    if isinstance(notebook, Problem):
        return None, [notebook]
    problems = list(_check(uri, notebook))
    if problems:
        return None, problems
    sources = [_code(each) if _is_code(each) else each.source.strip() for each in notebook.cells]
    head = notebook.cells.pop(0).source.strip()
    notebook.cells = [part for cell in notebook.cells for part in _with_code_below(cell)]
    body, resources = _exporter().from_notebook_node(notebook, {"unique_key": stem_of(uri)})
    name = f"{stem_of(uri)}{ENDING}"
    # A cell shows what it has drawn; nobody should need to look for the way it was done.
    foot = f"This page is a notebook: [download {name}]({name}) to compute its figures again."
    text = f"{head}\n\n{body.strip()}\n\n{foot}\n"
    return Notebook(text, resources.get("outputs", {}), find_cells(uri, text, sources)), []


def _check(uri: str, notebook: Any) -> Iterator[Problem]:
    cells = notebook.cells
    if not cells or cells[0].cell_type != "raw" or not cells[0].source.startswith("---"):
        remedy = "make the first cell a raw cell with the lines of the front matter"
        yield Problem(uri, "cell 1", "is no front matter", remedy)
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        place = f"cell {number}"
        if cell.execution_count is None:
            yield Problem(uri, place, "has not been run", "run all cells, then save")
        for output in cell.outputs:
            if output.output_type == "error":
                yield Problem(uri, place, f"ended in {output.ename}", "mend it, then run all cells")
            kinds = output.get("data", {})
            best = next((kind for kind in SHOWN if kind in kinds), "")
            if best.startswith("image/") and not output.metadata.get("alt"):
                remedy = "draw it with `show_chart`, or give `display` the metadata `alt`"
                yield Problem(uri, place, "has a picture without a description", remedy)


def _with_code_below(cell: Any) -> Iterator[Any]:
    """Yield a cell; below one with code, which is shown by its output, its code to unfold."""
    yield cell
    if _is_code(cell):
        yield new_markdown_cell(f"/// details | {CODE}\n\n{_code(cell)}\n\n///")


def _is_code(cell: Any) -> bool:
    return cell.cell_type == "code" and bool(cell.source.strip())


def _code(cell: Any) -> str:
    return f"````python\n{cell.source}\n````"


def _exporter() -> MarkdownExporter:
    config = Config()
    config.NbConvertBase.display_data_priority = list(SHOWN)
    return MarkdownExporter(
        config=config,
        exclude_input=True,
        extra_loaders=[DictLoader({"post.md.j2": _TEMPLATE})],
        template_file="post.md.j2",
    )

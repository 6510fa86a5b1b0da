"""Notebooks: `topic/name.ipynb` is a post like any other, with the figures it has computed.

`sourcebook.jupyter` makes Markdown of it; nothing is run during a build.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

from sourcebook.notebooks import ENDING, Notebook, check_names, post_uri

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from sourcebook.problems import Problem
    from sourcebook.store import Remember

log = logging.getLogger("mkdocs.hooks")


@event_priority(200)  # before the catalog, which reads all pages
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the page and the pictures of each notebook; the notebook itself stays, to be taken.

    The catalog learns which cell each line of such a page comes from.
    """
    config.extra["notebooks"] = {}
    for file in [file for file in files if file.src_uri.endswith(ENDING)]:
        notebook, problems = _read(file, config.extra["kept"].remember)
        problems += check_names(file.src_uri, notebook, files.src_uris)
        for problem in problems:
            log.warning("notebooks: %s", problem)
        if notebook and not problems:
            config.extra["notebooks"][post_uri(file.src_uri)] = notebook.cells
            files.append(File.generated(config, post_uri(file.src_uri), content=notebook.text))
            for uri, content in notebook.beside(file.src_uri).items():
                files.append(File.generated(config, uri, content=content))
    return files


def _read(file: File, remember: Remember) -> tuple[Notebook | None, list[Problem]]:
    """Return a notebook as a post; where it is none, what is wrong with it, each time."""
    problems: list[Problem] = []
    raw = file.content_bytes

    def find_out() -> Notebook | None:
        # Loading this takes longer than building a small site.
        from sourcebook.jupyter import read_notebook  # noqa: PLC0415

        notebook, found = read_notebook(file.src_uri, raw)
        problems.extend(found)
        return notebook

    notebook = remember(file.src_uri, "notebook", raw, Notebook | None, find_out)
    if notebook is None and not problems:
        find_out()
    return notebook, problems

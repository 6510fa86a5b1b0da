"""Notebooks: `topic/name.ipynb` is a post like any other, with the figures it has computed.

`sourcebook.notebooks` makes Markdown of it; nothing is run during a build.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

log = logging.getLogger("mkdocs.hooks")


@event_priority(200)  # before the catalog, which reads all pages
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the page and the pictures of each notebook; the notebook itself stays, to be taken.

    The catalog learns which cell each line of such a page comes from.
    """
    config.extra["notebooks"] = {}
    found = [file for file in files if file.src_uri.endswith(".ipynb")]
    if not found:
        return files
    # Loading this takes longer than building a small site.
    from sourcebook.notebooks import check_names, post_uri, read_notebook  # noqa: PLC0415

    for file in found:
        notebook, problems = read_notebook(file.src_uri, file.content_bytes)
        problems += check_names(file.src_uri, notebook, files.src_uris)
        for problem in problems:
            log.warning("notebooks: %s", problem)
        if notebook and not problems:
            config.extra["notebooks"][post_uri(file.src_uri)] = notebook.cells
            files.append(File.generated(config, post_uri(file.src_uri), content=notebook.text))
            for uri, content in notebook.beside(file.src_uri).items():
                files.append(File.generated(config, uri, content=content))
    return files

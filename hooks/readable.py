"""Readable files: which files of the site cannot be read is said before any of them is read.

A writer sees all of them at once, each with the reason the system gives. Without them the site
would lack pages, so there is none.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import InclusionLevel

from sourcebook.problems import unreadable

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from sourcebook.problems import Problem


@event_priority(250)  # before all that read files, after `untouched` has put those of the site back
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Raise `PluginError` where files cannot be read."""
    paths = {
        file.src_uri: file.abs_src_path
        for file in files
        if file.abs_src_path and file.inclusion is not InclusionLevel.EXCLUDED
    }
    # To ask costs a tenth of what opening costs, and there may be thousands of files.
    denied = [uri for uri, path in paths.items() if not os.access(path, os.R_OK)]
    problems = [problem for uri in denied if (problem := _read(uri, Path(str(paths[uri]))))]
    if problems:
        raise PluginError("\n".join(f"readable: {problem}" for problem in problems))
    return files


def _read(uri: str, path: Path) -> Problem | None:
    try:
        path.read_bytes()
    except OSError as error:
        return unreadable(uri, error)
    return None

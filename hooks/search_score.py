"""How well the search answers: a page that shows the last measurement, query by query.

`overrides/partials/search-score.html` draws it; `sourcebook.search_score` reads it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from sourcebook.search_score import FILE, PAGE, read_score

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Read what was measured."""
    file = files.get_file_from_path(FILE)
    config.extra["score"], problems = read_score(file.content_bytes if file else b"")
    for problem in problems:
        log.warning("search_score: %s", problem)
    return files


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the template the score."""
    if page.file.src_uri == PAGE:
        context["score"] = config.extra["score"]
    return context

"""Slips: what was typed for Markdown, and is read as it stands, or leads nowhere.

A reader would see signs without a meaning; a writer hears of each, with its line.
`sourcebook.slip_syntax` finds them, `sourcebook.slips` says where.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority

from sourcebook.slip_syntax import SlipExtension
from sourcebook.slips import place_slips

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog
    from sourcebook.includes import Includes

log = logging.getLogger("mkdocs.hooks")


@event_priority(-60)  # after `charts`, which reads the data
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Have Markdown look for slips, and look through the texts that pages take in."""
    includes: Includes | None = config.extra["includes"]
    texts, folder = {}, ""
    if includes and includes.folders:
        texts = includes.by_name()
        folder = f"{_seen(includes.folders[0], config)}/"
        for problem in includes.check(folder):
            log.warning("slips: %s", problem)
    catalog: Catalog = config.extra["catalog"]
    media = {file.src_uri: True for file in files if not file.is_documentation_page()}
    config.extra["slips"] = SlipExtension(
        texts=texts,
        folder=folder,
        files=media,
        tables=config.extra["tables"],
        sources=dict.fromkeys(catalog.sources, True),
        posts=dict.fromkeys(catalog.by_uri, True),
    )
    config["markdown_extensions"].append(config.extra["slips"])
    return files


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Tell the writer which slips the page has."""
    catalog: Catalog = config.extra["catalog"]
    uri = page.file.src_uri
    document, slips = catalog.documents.get(uri), config.extra["slips"].slips
    if document is None or not slips:
        return
    page_or_post = catalog.by_uri.get(uri) or catalog.pages.get(uri)
    imported = page_or_post.imported if page_or_post else None
    level, kind = logging.WARNING, ""
    if uri in catalog.unpublished:
        level, kind = logging.INFO, "draft: "
    elif imported:  # what a former blog had stops no build
        level, kind = logging.INFO, "former blog: "
    for problem in place_slips(document, slips, imported.todo if imported else ()):
        log.log(level, "slips: %s%s", kind, catalog.as_written(problem))


def _seen(folder: str, config: MkDocsConfig) -> str:
    """Return a folder as the writer types it: seen from that of `mkdocs.yml`."""
    return Path(os.path.relpath(folder, Path(config.config_file_path).parent)).as_posix()

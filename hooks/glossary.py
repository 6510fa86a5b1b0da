"""The glossary: the first use of a term in a post leads to what it means.

A reader sees the meaning when pointing at it (`docs/assets/javascripts/sources.js`);
`sourcebook.glossary` reads the page `glossary.md` and puts in the links.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sourcebook.glossary import FILE, GlossaryExtension, check_glossary, read_glossary

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog

log = logging.getLogger("mkdocs.hooks")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Teach Markdown the terms there are, and tell the writer which cannot be read."""
    catalog: Catalog = config.extra["catalog"]
    document = catalog.document(FILE)
    for problem in check_glossary(document):
        log.warning("glossary: %s", problem)
    config.extra["glossary"] = GlossaryExtension(read_glossary(document))
    config.extra["terms"] = {}
    config["markdown_extensions"].append(config.extra["glossary"])
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Say where the glossary is, as seen from a post; other pages have no links to it."""
    glossary: GlossaryExtension = config.extra["glossary"]
    uri = page.file.src_uri
    is_post = uri in config.extra["catalog"].by_uri
    glossary.link = f"../{FILE}" if is_post else ""  # posts lie in the folders of topics
    glossary.names = uri == FILE


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep which terms a post uses: the search finds it by their other names, too."""
    config.extra["terms"][page.file.src_uri] = config.extra["glossary"].used

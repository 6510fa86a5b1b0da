"""Citations: `[@key]` in a text becomes the number of a source, and a link to it.

A reader sees the reference when pointing at the number (`docs/assets/javascripts/sources.js`);
`sourcebook.citation_syntax` reads the Markdown, `sourcebook.citations` checks it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sourcebook.addresses import STATE
from sourcebook.citation_syntax import CitationExtension
from sourcebook.citations import PageCitations, check_citations, check_support

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog

log = logging.getLogger("mkdocs.hooks")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Teach Markdown to read citations of the sources there are."""
    catalog: Catalog = config.extra["catalog"]
    language = config.theme.get("language") or "en"
    # Only the page of the state asks for sentences that cite nothing.
    every = files.get_file_from_path(STATE) is not None
    extension = CitationExtension(catalog.sources, language=language, sentences=every)
    # MkDocs hands its list to Python-Markdown, which also takes extensions that are made.
    config["markdown_extensions"].append(extension)
    config.extra["citations"] = extension
    config.extra["cited"] = {}
    return files


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep what the page cites, and tell the writer what leads nowhere."""
    catalog: Catalog = config.extra["catalog"]
    uri = page.file.src_uri
    found: PageCitations = config.extra["citations"].found
    config.extra["cited"][uri] = found
    # The list of sources is drawn by a template, where MkDocs does not look for anchors.
    page.present_anchor_ids = {
        *(page.present_anchor_ids or ()),
        *(f"source-{source.key}" for source in catalog.footer(uri, found)),
    }
    if document := catalog.documents.get(uri):
        problems = check_citations(document, found, catalog.sources, catalog.off_menu)
        if post := catalog.by_uri.get(uri):
            problems += check_support(post, found)
        for problem in map(catalog.as_written, problems):
            if uri in catalog.unpublished:
                log.info("citations: draft: %s", problem)
            else:
                log.warning("citations: %s", problem)
    return html

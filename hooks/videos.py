"""Videos: a link, what it shows, and a button that says what its host will learn.

`sourcebook.videos` reads the box `video`; `overrides/main.html` adds the script that makes the
button work, only to pages that have one.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from sourcebook.videos import VideoExtension

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog

log = logging.getLogger("mkdocs.hooks")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Teach Markdown to offer a video."""
    config.extra["videos"] = VideoExtension()
    config.extra["pages_with_videos"] = {}
    config["markdown_extensions"].append(config.extra["videos"])
    return files


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep whether the page has videos, and tell the writer what is missing."""
    videos: VideoExtension = config.extra["videos"]
    if videos.found:
        config.extra["pages_with_videos"][page.file.src_uri] = True
    catalog: Catalog = config.extra["catalog"]
    document = catalog.document(page.file.src_uri)
    for seen in videos.wrong:
        log.warning("videos: %s", catalog.as_written(seen.tell(document, "video")))
    return html


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Tell the templates whether the page needs the script."""
    context["has_videos"] = page.file.src_uri in config.extra["pages_with_videos"]
    return context

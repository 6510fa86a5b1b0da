"""Pictures: each has its size, so that nothing jumps, and is loaded when a reader comes near.

`sourcebook.pictures` reads the sizes and puts them into the text; `overrides/partials/picture.html`
draws the picture of a post.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority

from sourcebook.imported import PICTURES as IMPORTED
from sourcebook.pictures import PictureExtension, check_file, is_picture, read_size

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks")


@event_priority(-50)  # after `notebooks`, which brings pictures
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Read how large all pictures are, teach Markdown to say so, and report those that are wrong."""
    sizes = {}
    for file in files:
        uri = file.src_uri
        if not is_picture(uri):
            continue
        content = file.content_bytes
        if size := read_size(content):
            sizes[uri] = size
        # What a former blog had stops no build.
        level = logging.INFO if uri.startswith(f"{IMPORTED}/") else logging.WARNING
        for problem in check_file(uri, content):
            log.log(level, "pictures: %s", problem)
    config.extra["pictures"] = PictureExtension(sizes)
    config["markdown_extensions"].append(config.extra["pictures"])
    return files


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the template the size of the picture of a post."""
    post = config.extra["catalog"].by_uri.get(page.file.src_uri)
    if post and post.image:
        context["picture_size"] = config.extra["pictures"].sizes.get(post.image.uri)
    return context

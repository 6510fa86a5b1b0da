"""The last check: finished posts are read back, and one without its parts fails the build.

It guards against a host that ignores hooks, and against a template that forgot a part. Posts that
an earlier build has drawn were read back then, and stand as it has left them.
`sourcebook.contract` knows the parts.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.utils import get_relative_url

from sourcebook.addresses import page_url
from sourcebook.contract import check_boxes, check_draft_links, missing_parts

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog


log = logging.getLogger("mkdocs.hooks")


def on_config(config: MkDocsConfig) -> None:
    """Tell the writer what a site without its address cannot keep.

    Raise `PluginError` where pages are to have other addresses than hooks give them.
    """
    if not config.use_directory_urls:
        raise PluginError(
            "contract: mkdocs.yml: use_directory_urls: is off, and hooks know each page by the "
            "address of a folder; remove it, and leave out `--no-directory-urls`"
        )
    if not config.site_url:
        log.info(
            "contract: mkdocs.yml: site_url: is not set, so the page for missing addresses has "
            "its looks only at the root of a host, and there are no feeds; before "
            "`mkdocs gh-deploy`, set "
            "SITE_URL=https://NAME.github.io/REPOSITORY/"
        )


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the writer what readers would stumble over: unread boxes, links to drafts."""
    uri = page.file.src_uri
    catalog: Catalog = config.extra["catalog"]
    drafts = {get_relative_url(page_url(draft), page.url): draft for draft in catalog.unpublished}
    problems = check_boxes(catalog.document(uri), html, config.mdx_configs)
    if uri not in catalog.unpublished:
        problems += check_draft_links(catalog.document(uri), html, drafts)
    for problem in map(catalog.as_written, problems):
        log.warning("contract: %s", problem)
    return html


@event_priority(-95)  # other hooks have written, and `store` keeps nothing of what is not right
def on_post_build(*, config: MkDocsConfig) -> None:
    """Raise `PluginError` with everything that is missing."""
    catalog: Catalog = config.extra["catalog"]
    problems = []
    for post in catalog.posts:
        if post.uri in config.extra["settled"]:
            continue  # it was looked at when it was drawn
        path = Path(config.site_dir, unquote(post.url), "index.html")
        page = path.read_text(encoding="utf-8") if path.is_file() else None
        problems += missing_parts(post, page)
    if problems:
        raise PluginError("\n".join(f"contract: {problem}" for problem in problems))

"""Related reading: below a post, those that rest on the same sources.

`overrides/partials/related.html` draws it; `sourcebook.related` chooses.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from sourcebook.related import check_related, select_related

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks")


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Choose for all posts, now that every page has been read."""
    catalog, cited, store = (config.extra[name] for name in ("catalog", "cited", "store"))
    for problem in map(catalog.as_written, check_related(catalog)):
        log.warning("related: %s", problem)
    config.extra["related"] = select_related(catalog, cited, store)
    return env


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the template the related posts."""
    posts = config.extra["catalog"].by_uri
    related = config.extra["related"].get(page.file.src_uri, ())
    context["related"] = [posts[uri] for uri in related]
    return context

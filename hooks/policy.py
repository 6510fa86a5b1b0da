"""The content security policy: written into every page that is there when all are built.

A reader's browser loads nothing from elsewhere, runs no foreign script, and tells other sites
not where it comes from. `overrides/partials/policy.html` draws the two tags,
`sourcebook.policy` reads the page.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority

from sourcebook.policy import add_policy, check_content, describe_policy, read_page

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks")


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the writer what readers' browsers would block."""
    for problem in check_content(page.file.src_uri, html):
        log.warning("policy: %s", problem)
    return html


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Keep the template: the pages are not all made by templates."""
    config.extra["policy"] = env.get_template("partials/policy.html")
    return env


@event_priority(-90)  # after all that write pages, before `contract` reads them
def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the policy of each page into it."""
    # `mkdocs serve` gives the site its own address.
    preview = (config.site_url or "").startswith(f"http://{config.dev_addr}/")
    for path in sorted(Path(config.site_dir).rglob("*.html")):
        # A file the writer has put there may be in any encoding.
        html = path.read_bytes().decode("utf-8", "surrogateescape")
        page = read_page(html)
        if not page.has_policy:
            policy = describe_policy(page, preview=preview)
            tags = config.extra["policy"].render(policy=policy)
            path.write_bytes(add_policy(html, page, tags).encode("utf-8", "surrogateescape"))

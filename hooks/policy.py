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
from sourcebook.problems import Problem

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_Tags = tuple[int, str]
"""Where in a page its policy stands, and the tags."""

log = logging.getLogger("mkdocs.hooks")


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the writer what readers' browsers would block."""
    uri, kept = page.file.src_uri, config.extra["kept"]
    problems = kept.remember(uri, "policy", html, list[Problem], lambda: check_content(uri, html))
    for problem in problems:
        log.warning("policy: %s", problem)
    return html


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Keep what finds the policy of a page: not all pages are made by templates."""
    # `mkdocs serve` gives the site its own address.
    preview = (config.site_url or "").startswith(f"http://{config.dev_addr}/")
    template = env.get_template("partials/policy.html")

    def find(html: str) -> _Tags:
        page = read_page(html)
        policy = describe_policy(page, preview=preview)
        return page.place, "" if page.has_policy else template.render(policy=policy)

    config.extra["policy"] = find
    config.extra["pages_with_policy"] = set()
    return env


@event_priority(-50)  # after all that change pages, before `contract` reads them
def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Put the policy of a page into it; a page that is empty is not written."""
    if not output.strip():
        return output
    uri, find = page.file.src_uri, config.extra["policy"]
    tags = config.extra["kept"].remember(uri, "tags", output, _Tags, lambda: find(output))
    config.extra["pages_with_policy"].add(page.file.dest_uri)
    return add_policy(output, *tags)


@event_priority(-80)  # after all that write pages
def on_post_build(*, config: MkDocsConfig) -> None:
    """Put a policy into all pages that MkDocs has not made of Markdown."""
    site, done = Path(config.site_dir), config.extra["pages_with_policy"]
    for path in sorted(site.rglob("*.html")):
        if path.relative_to(site).as_posix() in done:
            continue
        # A file the writer has put there may be in any encoding.
        html = path.read_bytes().decode("utf-8", "surrogateescape")
        place, tags = config.extra["policy"](html)
        if tags:
            path.write_bytes(add_policy(html, place, tags).encode("utf-8", "surrogateescape"))

"""The content security policy: written into every page that is there when all are built.

A reader's browser loads nothing from elsewhere, runs no foreign script, and tells other sites
not where it comes from. Pictures of a former blog that still lie at its host are the
exception: the page that shows them says so, and that of privacy names every host.
`overrides/partials/policy.html` draws the two tags, `overrides/main.html` and
`overrides/partials/counting.html` the words; `sourcebook.policy` reads the page.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority

from sourcebook.addresses import PRIVACY, host_name
from sourcebook.lines import Seen
from sourcebook.policy import add_policy, check_content, describe_policy, read_page

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog

_Found = tuple[list[Seen], list[str]]
"""What a page's text has that is blocked, and the hosts of its pictures."""
_Tags = tuple[int, str]
"""Where in a page its policy stands, and the tags."""

log = logging.getLogger("mkdocs.hooks")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Know nothing yet of pictures that lie elsewhere."""
    config.extra["picture_hosts"] = {}
    return files


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the writer what readers' browsers would block, and note whom they ask for pictures."""
    uri, kept = page.file.src_uri, config.extra["kept"]

    def find() -> _Found:
        hosts = [host_name(address) for address in read_page(html).pictures]
        return check_content(html), hosts

    blocked, hosts = kept.remember(uri, "policy", html, _Found, find)
    catalog: Catalog = config.extra["catalog"]
    document = catalog.document(uri)
    for seen in blocked:
        log.warning("policy: %s", catalog.as_written(seen.tell(document, "html")))
    if hosts:
        config.extra["picture_hosts"][uri] = hosts
    return html


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates the hosts of a page's pictures, and on the page of privacy all of them."""
    hosts: dict[str, list[str]] = config.extra["picture_hosts"]
    context["picture_hosts"] = hosts.get(page.file.src_uri, [])
    if page.file.src_uri == PRIVACY:
        context["every_picture_host"] = sorted({host for each in hosts.values() for host in each})
    return context


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
    made_from = [output, config.extra["drawer"].templates]
    tags = config.extra["kept"].remember(uri, "tags", made_from, _Tags, lambda: find(output))
    config.extra["pages_with_policy"].add(page.file.abs_dest_path)
    return add_policy(output, *tags)


@event_priority(-80)  # after all that write pages
def on_post_build(*, config: MkDocsConfig) -> None:
    """Put a policy into all pages that MkDocs has not made of Markdown."""
    done = {file.abs_dest_path for file in config.extra["settled"].values()}
    done |= config.extra["pages_with_policy"]
    paths = (
        f"{folder}{os.sep}{name}"
        for folder, _, names in os.walk(config.site_dir)
        for name in names
        if name.endswith(".html")
    )
    for path in map(Path, sorted({*paths} - done)):
        # A file the writer has put there may be in any encoding.
        html = path.read_bytes().decode("utf-8", "surrogateescape")
        place, tags = config.extra["policy"](html)
        if tags:
            path.write_bytes(add_policy(html, place, tags).encode("utf-8", "surrogateescape"))

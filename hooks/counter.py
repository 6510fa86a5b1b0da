"""Counting readers, where the writer has chosen to: a script on each post, words on privacy.

`overrides/main.html` adds the script and `overrides/partials/counting.html` the words;
`sourcebook.counter` knows what GoatCounter is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sourcebook.addresses import PRIVACY
from sourcebook.counter import describe_count

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates what is asked on a post, and on the page of privacy who is asked."""
    catalog: Catalog = config.extra["catalog"]
    counter = catalog.settings.counter
    if page.file.src_uri == PRIVACY:
        context["counting"] = {"host": urlsplit(counter).hostname}
    elif counter and page.file.src_uri in catalog.by_uri and page.canonical_url:
        count = describe_count(counter, page.canonical_url)
        # `mkdocs serve` gives the site its own address, and the writer is no reader.
        if count.site != f"http://{config.dev_addr}":
            context["count"] = count
    return context

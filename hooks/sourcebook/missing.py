"""The list of all addresses, with which a missing one is compared in the reader's browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .addresses import page_url
from .archive import group_by_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .catalog import Catalog

ADDRESSES = "assets/addresses.json"
"""Where the list lies in the finished site."""


def render_addresses(catalog: Catalog) -> str:
    """Return each page's address and title, posts first, and what former addresses lead to.

    Addresses are seen from the site's root and begin without a slash.
    """
    former = {
        path.lstrip("/"): page_url(uri)
        for path, uri in catalog.former.items()
        if uri not in catalog.unpublished
    }
    content = {"pages": list(_list_pages(catalog)), "former": former}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _list_pages(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for post in catalog.posts:
        yield post.url, post.title
    for page in (*catalog.pages.values(), *catalog.authors.values()):
        if not page.draft:
            yield page.url, page.title
    for year in group_by_year(catalog.posts):
        yield year.url, f"All posts of {year.number}"
    for key in sorted(catalog.sources):
        source = catalog.sources[key]
        yield source.url, source.title

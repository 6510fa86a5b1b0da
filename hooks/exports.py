"""Files to take along: the sources of each page as BibTeX, RIS and CSL-JSON.

`overrides/partials/sources.html` and `library.html` link to them; `sourcebook.exports`
writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from sourcebook.addresses import SOURCES, page_url
from sourcebook.exports import Exports

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from sourcebook.catalog import Catalog


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the files beside each page that has sources, and beside the list of all."""
    catalog: Catalog = config.extra["catalog"]
    exports = Exports(catalog.sources, config.extra["store"])
    site = config.extra["site"]
    pages = {f"{SOURCES}/": sorted(catalog.sources)}
    for uri, cited in config.extra["cited"].items():
        if sources := catalog.footer(uri, cited):
            pages[page_url(uri)] = [source.key for source in sources]
    for url, keys in pages.items():
        place = unquote(url)
        if site.stands(f"{place}index.html"):
            for path, made_from, make in exports.files(place, keys):
                site.write(path, made_from, make)

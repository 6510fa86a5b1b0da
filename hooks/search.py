"""The search: readers' words in the index, help before results, and where to go without any.

`docs/assets/javascripts/search/` asks the built-in search; `overrides/partials/search-page.html`
draws the page `search.md` and `search-lead.html` what leads on; `sourcebook.search` knows the
words.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from material.plugins.search.plugin import SearchIndex
from msgspec import ValidationError

from sourcebook.addresses import page_url
from sourcebook.search import (
    READERS_WORDS,
    WORDS,
    Panel,
    check_aliases,
    describe_posts,
    read_words,
    render_words,
    select_aliases,
    write_index,
)

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog
    from sourcebook.kept import KeptPages

PAGE = "search.md"
A_TO_Z = "a-to-z.md"
PLUGIN = "material/search"
KIND = "search"
"""What the entries of a page are kept as."""

Entry = dict[str, Any]

log = logging.getLogger("mkdocs.hooks")


class KeptIndex(SearchIndex):  # type: ignore[misc] # it has no types
    """The theme's search index, with readers' words in it.

    It reads a finished page only where the page has changed.
    """

    def __init__(self, like: Any, shared: MutableMapping[str, Any]) -> None:
        super().__init__(**like.config)
        self.shared = shared
        self.found: dict[str, list[Entry]] = {}

    def add_entry_from_context(self, page: Page) -> None:
        """Find the entries of a page before the theme takes out what is for the search alone."""
        uri = page.file.src_uri
        made_from = [page.content, page.toc, page.meta, page.title, page.url]
        kept: KeptPages = self.shared["kept"]
        self.found[uri] = kept.remember(uri, KIND, made_from, list[Entry], lambda: self._read(page))

    def generate_search_index(self, prev: Any) -> str:
        """Return the index; MkDocs has not come to all pages, if they stand as they were drawn."""
        entries: list[Entry] = []
        for file in self.shared["all_files"]:
            page = file.page
            if page and page.content is not None:  # it has been read
                if file.src_uri not in self.found:
                    self._take(page)
                entries += self.found[file.src_uri]
        # The theme says how it is set; writing all entries of a large site would take it long.
        like = json.loads(SearchIndex(**self.config).generate_search_index(prev))
        asked = ("catalog", "aliases", "terms", "cited")
        fields = describe_posts(*(self.shared[name] for name in asked))
        index, self.shared["search_build"] = write_index(like, entries, fields)
        return index

    def _take(self, page: Page) -> None:
        """Take the entries of a page that MkDocs has not come to."""
        uri, kept = page.file.src_uri, self.shared["kept"]
        if uri in self.shared["settled"]:
            with suppress(KeyError, ValidationError):
                self.found[uri] = kept.remembered(uri, KIND, list[Entry])
                return
        self.add_entry_from_context(page)

    def _read(self, page: Page) -> list[Entry]:
        index = SearchIndex(**self.config)
        index.add_entry_from_context(page)
        entries: list[Entry] = index.entries
        return entries


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Read the words that go for the whole site, and see whose the aliases are."""
    catalog: Catalog = config.extra["catalog"]
    file = files.get_file_from_path(WORDS)
    config.extra["words"], problems = read_words(file.content_bytes if file else b"")
    problems += check_aliases(catalog.posts, catalog.settings)
    for problem in map(catalog.as_written, problems):
        log.warning("search: %s", problem)
    config.extra["aliases"] = select_aliases(catalog.posts, catalog.settings)
    config.extra["panels"] = {}
    return files


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the help lines: the search shows them before anything else."""
    if page.file.src_uri == config.extra["catalog"].settings.help_page:
        config.extra["panels"]["help"] = Panel(page.url, html)
    return html


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Draw what leads on where nothing is found, as seen from the home page."""
    catalog: Catalog = config.extra["catalog"]
    pages = {uri: page_url(uri) for uri in (PAGE, A_TO_Z) if uri in catalog.pages}
    template = env.get_template("partials/search-lead.html")
    html = template.render(
        topics=catalog.topics,
        settings=catalog.settings,
        a_to_z=pages.get(A_TO_Z),
        help_lines=catalog.pages.get(catalog.settings.help_page),
    )
    config.extra["panels"]["lead"] = Panel("", html)
    config.extra["search_pages"] = pages
    plugin: Any = config.plugins.get(PLUGIN)
    if plugin and plugin.config.enabled:
        plugin.search_index = KeptIndex(plugin.search_index, config.extra)
    return env


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Tell the templates which page is that of the search."""
    context["search_page"] = page.file.src_uri == PAGE
    return context


def on_post_build(*, config: MkDocsConfig) -> None:
    """Put what the search needs besides beside the index that the theme has written."""
    if "search_build" not in config.extra:
        return  # a site without the search plugin
    panels = config.extra["panels"]
    words = render_words(
        config.extra["search_build"],
        config.extra["words"],
        config.extra["glossary"].terms,
        config.extra["catalog"].settings,
        help_panel=panels.get("help"),
        lead_panel=panels["lead"],
    )
    Path(config.site_dir, READERS_WORDS).write_text(words, encoding="utf-8", newline="\n")

"""Kept pages: what has not changed since the last build is not made again.

A writer waits less for a saved line, and a deploy takes less time; the site is the same to the
byte. Every page becomes a `KeptPage`, which reads its Markdown only where something has changed
that it needs, and templates are watched while they draw it. `sourcebook.kept` keeps both,
`sourcebook.reads` and `sourcebook.watching` know what a page needs.
"""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, PluginCollection, event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc
from mkdocs.theme import Theme

from sourcebook.fingerprint import Fingerprints
from sourcebook.kept import Finished, KeptExtension, KeptPages, Rendered, give_results, take_results
from sourcebook.reads import NOTHING, WHOLE, Reads, Table, Watched
from sourcebook.watching import Things, WatchedEnvironment, Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jinja2 import Environment, Template

log = logging.getLogger("mkdocs.hooks")

FILTERS = frozenset({"script_tag", "url"})
"""What MkDocs adds to Jinja; they need what they are handed, and the address of the page."""
SNIPPETS = "pymdownx.snippets"
FILES = "files"
"""The table of the files that links may lead to, by their names."""
PAGE, NAV, CONFIG = "page", "nav", "config"
"""Tables: things that MkDocs hands every template, under these names."""
THINGS = (BasePlugin, File, MkDocsConfig, Navigation, PluginCollection, StructureItem, Theme)
KINDS = ("is_homepage", "is_index", "is_link", "is_page", "is_section")
SHOWN = ("active", "children", "items", "meta", "title", "url", *KINDS)
MENU = frozenset(f"{kind}{name}" for kind in ".[" for name in SHOWN)
"""What menus are drawn of; it is looked at for the whole navigation at once."""


@event_priority(-200)  # last: all pages are there, in their places, and Markdown is taught all
def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Make every page one that can be kept, and watch what Markdown reads."""
    fingerprints = Fingerprints({AnchorLink: _heading, TableOfContents: list})
    config.extra["kept"] = KeptPages(config.extra["page_store"], fingerprints)
    config.extra["reader"] = _Reader(config.extra["kept"], config, files)
    # A page made in `on_files` would lose the title it has in `nav`, and MkDocs would not report
    # one that `nav` has left out. So those that MkDocs has made become ours.
    for file in files.documentation_pages():
        if type(file.page) is Page:
            file.page.__class__ = KeptPage
    return nav


@event_priority(200)  # first: other hooks may ask the environment for templates
def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Have the templates watched while they draw pages."""
    return WatchedEnvironment(env, _Drawer(config.extra["kept"], config).finish)


@event_priority(-90)  # after all that find out something about pages, before `store` writes
def on_post_build(*, config: MkDocsConfig) -> None:
    """Hand the store what has changed, and tell how much that was."""
    kept: KeptPages = config.extra["kept"]
    kept.save()
    made, all_pages = len(kept.drawn), len(kept.pages)
    log.info("kept: %d of %d pages are new; the others are as they were", made, all_pages)


class KeptPage(Page):
    """A page whose Markdown is read only where something has changed that it needs."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set what MkDocs sets when it reads a page, and say what it says."""
        config.extra["reader"].read(self, super().render, files)

    def become(self, kept: Rendered, files: Files) -> None:
        """Be as the page was when it was read."""
        self.content = kept.content
        self.toc = get_toc([_token(heading) for heading in kept.headings])
        # It has no public name; a test tells when its name changes.
        self._title_from_render = kept.title
        self.present_anchor_ids = set(kept.anchors)
        if kept.links is not None:
            self.links_to_anchors = {files.src_uris[uri]: at for uri, at in kept.links.items()}
        for name, level, text in kept.said:
            logging.getLogger(name).log(level, "%s", text)

    def rendered(self, made_from: str, reader: _Reader, said: list[_Said]) -> Rendered:
        """Return what is to be kept of a page that has just been read."""
        links = self.links_to_anchors
        return Rendered(
            made_from=made_from,
            reads=reader.reads.taken(),
            content=self.content or "",
            headings=[_heading(each) for each in self.toc],
            title=self._title_from_render,
            anchors=sorted(self.present_anchor_ids or ()),
            links=None if links is None else {file.src_uri: at for file, at in links.items()},
            said=said,
            results=take_results(reader.extensions),
        )


_Said = tuple[str, int, str]


def _heading(heading: AnchorLink) -> tuple[Any, ...]:
    return heading.title, heading.id, heading.level, [_heading(each) for each in heading.children]


def _token(heading: list[Any]) -> Any:
    """Return a heading as Python-Markdown's `toc` gives it to MkDocs."""
    title, anchor, level, below = heading
    return {"name": title, "id": anchor, "level": level, "children": [_token(h) for h in below]}


class _WatchedFiles(Files):
    """The files of the site, where each look for one is noted."""

    def __init__(self, files: Files, reads: Reads) -> None:
        super().__init__(files)
        self.reads = reads

        def take(uri: str) -> str:
            file = files.get_file_from_path(uri)
            return f"{file.inclusion.name} {file.url}" if file else NOTHING

        reads.tables[FILES] = Table(take)

    def get_file_from_path(self, path: str) -> File | None:
        """Return a file by its name."""
        self.reads.note(FILES, path)
        return super().get_file_from_path(path)


class _Reader:
    """Reads Markdown, or takes what came of it the last time."""

    def __init__(self, pages: KeptPages, config: MkDocsConfig, files: Files) -> None:
        self.pages, self.config = pages, config
        self.reads = Reads()
        self.files = _WatchedFiles(files, self.reads)
        self.includes = _Includes(config)
        every: list[Any] = config.markdown_extensions
        self.extensions = [each for each in every if isinstance(each, KeptExtension)]
        # Where an extension does not tell what it needs, no page can be kept.
        strangers = [each for each in every if not _is_known(each, config)]
        self.can_keep = not strangers
        for each in strangers:
            log.info("kept: nobody knows what the Markdown extension %s needs; pages are new", each)
        for extension in self.extensions:
            for name in extension.TABLES:
                table = f"{type(extension).__name__}.{name}"
                watched = Watched(table, getattr(extension, name), self.reads, pages.fingerprint)
                setattr(extension, name, watched)

    def read(self, page: KeptPage, render: Callable[..., None], files: Files) -> None:
        """Read a page, or give it what is kept."""
        if not self.can_keep:
            render(self.config, files)
            return
        uri = page.file.src_uri
        made_from = self.pages.fingerprint(self._needs(page))
        kept = self.pages.page(uri).rendered
        holds = kept and kept.made_from == made_from and self.reads.hold(kept.reads)
        if kept and holds and give_results(self.extensions, kept.results):
            page.become(kept, files)
            return
        with self.reads.notes(), _said() as said:
            render(self.config, self.files)
            self.pages.keep_rendered(uri, page.rendered(made_from, self, said))

    def _needs(self, page: KeptPage) -> list[Any]:
        """Return what goes into a page whatever stands in it."""
        file = page.file
        given = [[getattr(each, name) for name in each.INPUTS] for each in self.extensions]
        # MkDocs looks for links to places only where it is not asked to say everything.
        level = logging.getLogger("mkdocs").getEffectiveLevel()
        included = self.includes.within(page.markdown or "")
        return [file.src_uri, file.url, file.inclusion.name, level, page.markdown, given, included]


def _is_known(extension: Any, config: MkDocsConfig) -> bool:
    """Tell whether all is known of what a Markdown extension reads: its text, and its settings."""
    if not isinstance(extension, str):
        return isinstance(extension, KeptExtension)
    if extension == SNIPPETS:
        return not config.mdx_configs.get(SNIPPETS, {}).get("url_download")
    named = {each.name: each.module for each in entry_points(group="markdown.extensions")}
    module = named.get(extension, extension)
    return module.startswith(("markdown.", "pymdownx.")) and module != "pymdownx.b64"


def _read_file(path: str) -> str:
    try:
        return Fingerprints().of(Path(path).read_bytes())
    except OSError:
        return NOTHING


class _Includes:
    """The files that texts may take in by `pymdownx.snippets`, and what each has in it."""

    def __init__(self, config: MkDocsConfig) -> None:
        settings = config.mdx_configs.get(SNIPPETS, {})
        used = SNIPPETS in config.markdown_extensions
        folders = [Path(str(each)) for each in settings.get("base_path", ["."]) if used]
        paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
        self.texts = {path: path.read_bytes() for path in paths}
        self.always = settings.get("auto_append", [])

    def within(self, text: str) -> list[Any]:
        """Return the files whose names stand in a text, or in one of those files."""
        found: dict[Path, bytes] = {}
        unread = [text.encode(), *(name.encode() for name in self.always)]
        while unread:
            now = unread.pop()
            for path, content in self.texts.items():
                if path not in found and path.name.encode() in now:
                    found[path] = content
                    unread.append(content)
        return [[str(path), content] for path, content in sorted(found.items())]


@contextmanager
def _said() -> Iterator[list[_Said]]:
    """Give all that is logged meanwhile: by whom, how loudly, and the words."""
    said: list[_Said] = []
    seen: list[logging.LogRecord] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record not in seen:  # it has come by both ways
                seen.append(record)
                said.append((record.name, record.levelno, record.getMessage()))

    ear = Ear()
    for name in ("mkdocs", None):
        logging.getLogger(name).addHandler(ear)
    try:
        yield said
    finally:
        for name in ("mkdocs", None):
            logging.getLogger(name).removeHandler(ear)


class _Drawer:
    """Has templates draw pages, or takes what they have drawn the last time."""

    def __init__(self, pages: KeptPages, config: MkDocsConfig) -> None:
        self.pages, self.config = pages, config
        self.templates = _templates(config)
        self.shared: dict[str, Table] = {}
        self.menu: _Menu | None = None
        self.kinds: dict[type, bool] = {}

    def finish(self, template: Template, handed: Mapping[str, Any], draw: Callable[[], str]) -> str:
        """Return the text of a template; only pages are kept."""
        page = handed.get("page")
        environment: Any = template.environment
        # Nobody knows what the filter of another plugin needs.
        if not isinstance(page, KeptPage) or environment.strangers() - FILTERS:
            return draw()
        uri = page.file.src_uri
        made_from = self.pages.fingerprint([template.name, page.url, self.templates])
        watcher = self._watch(page, handed)
        kept = self.pages.page(uri).finished
        if kept and kept.made_from == made_from and watcher.holds(kept.reads):
            output = self.pages.output(uri)
            if output is not None and self.pages.fingerprint(output) == kept.output:
                return output
        self.pages.drawn.add(uri)
        with environment.watched_by(watcher):
            output = draw()
            reads = watcher.reads.taken()
        if watcher.is_complete:
            finished = Finished(made_from, reads, self.pages.fingerprint(output))
            self.pages.keep_finished(uri, finished, output)
        return output

    def _watch(self, page: KeptPage, handed: Mapping[str, Any]) -> Watcher:
        roots = {name: handed[name] for name in (PAGE, NAV, CONFIG)}
        things = Things(roots, self._is_thing, _is_menu, self.pages.fingerprints)
        if self.menu is None:
            self.menu = _Menu(handed[NAV], self.pages)
            self.shared[CONFIG] = things.table(CONFIG)
        menu, nav = self.menu, things.table(NAV)

        def take(way: str) -> str:
            return menu.fingerprint(page) if way == WHOLE else nav.find(way)

        tables = {PAGE: things.table(PAGE), NAV: Table(take), **self.shared}
        return Watcher(handed, things, tables)

    def _is_thing(self, value: Any) -> bool:
        kind = type(value)
        if kind not in self.kinds:
            self.kinds[kind] = issubclass(kind, THINGS)
        return self.kinds[kind] or value is self.config.extra


def _is_menu(root: str, step: str) -> bool:
    return root == NAV and step in MENU


class _Menu:
    """The navigation as menus show it: the same for all pages, but for where a reader is."""

    def __init__(self, nav: Navigation, pages: KeptPages) -> None:
        self.pages = pages
        self.places: dict[int, int] = {}
        self.whole = pages.fingerprint([self._items(nav.items), self._items(nav.pages)])

    def _items(self, items: Sequence[StructureItem]) -> list[Any]:
        return [self._item(each) for each in items]

    def _item(self, item: StructureItem) -> list[Any]:
        self.places.setdefault(id(item), len(self.places))
        shown = [getattr(item, name, None) for name in ("title", "url", "meta", *KINDS)]
        return [shown, self._items(getattr(item, "children", None) or ())]

    def fingerprint(self, page: KeptPage) -> str:
        """Return the fingerprint of the menu on a page."""
        active = [self.places.get(id(each)) for each in (page, *page.ancestors)]
        return self.pages.fingerprint([self.whole, active])


def _templates(config: MkDocsConfig) -> list[str]:
    """Return the fingerprints of all that templates may take in; packages go by versions."""
    folders = [Path(each) for each in config.theme.dirs]
    own = [each for each in folders if not str(each).startswith((sys.prefix, sys.base_prefix))]
    paths = [path for folder in own for path in sorted(folder.rglob("*")) if path.is_file()]
    return [part for path in paths for part in (str(path), _read_file(str(path)))]

"""Kept pages: what has not changed since the last build is not made again.

A writer waits less for a saved line, and a deploy takes less time; the site is the same to the
byte. Every page becomes a `KeptPage`, which reads its Markdown only where something has changed
that it needs, and templates are watched while they draw it. `sourcebook.kept` keeps both,
`sourcebook.reads` and `sourcebook.watching` know what a page needs.
"""

from __future__ import annotations

import gc
import logging
from contextlib import contextmanager
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, PluginCollection, event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc
from mkdocs.theme import Theme
from mkdocs.utils.templates import TemplateContext, script_tag_filter, url_filter

from sourcebook.fingerprint import Fingerprints
from sourcebook.finishing import Drawer
from sourcebook.includes import SNIPPETS, Includes, is_known
from sourcebook.kept import KeptExtension, KeptPages, Rendered, give_results, take_results
from sourcebook.problems import Problem
from sourcebook.reads import NOTHING, Reads, Table, Watched
from sourcebook.watching import WatchedEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jinja2 import Environment, Template

    from sourcebook.templates import Compiled

log = logging.getLogger("mkdocs.hooks")

PLUGINS = ("material.plugins.search.plugin", "mkdocs_blog", "mkdocs_rss_plugin.plugin")
"""Plugins that do nothing to a page but look at it, and give something back."""
LITTLE_GARBAGE = 20
"""Pages that leave too little garbage to look for it."""
FILES = "files"
"""The table of the files that links may lead to, by their names."""
THINGS = (BasePlugin, File, MkDocsConfig, Navigation, PluginCollection, StructureItem, Theme)
"""What MkDocs hands templates besides values."""


def on_startup(*, command: str, dirty: bool) -> None:
    """Raise `PluginError` for `--dirty`: MkDocs would read changed pages alone, and know no others."""
    if dirty:
        raise PluginError(
            f"kept: mkdocs {command}: --dirty leaves out pages that others need; run it without, "
            "only what has changed is made again anyway"
        )


@event_priority(300)  # first
def on_pre_build(*, config: MkDocsConfig) -> None:
    """Offer all hooks what earlier builds have kept of pages; look for no garbage yet.

    What a build finds out stays until its end. Only who reads or draws pages leaves garbage.
    """
    fingerprints = Fingerprints({AnchorLink: _heading, TableOfContents: list})
    config.extra["kept"] = KeptPages(config.extra["page_store"], fingerprints)
    if gc.get_freeze_count():  # there was a build before in this process: `mkdocs serve`
        gc.unfreeze()
        gc.collect()
    gc.disable()


def _look_for_garbage(pages: KeptPages) -> None:
    """Have Python look for garbage from here on, where many pages are made."""
    if pages.made > LITTLE_GARBAGE and not gc.isenabled():
        gc.freeze()  # what there is now stays: https://docs.python.org/3/library/gc.html#gc.freeze
        gc.enable()


def on_build_error(*, error: Exception) -> None:
    """Have Python look for garbage as it did before the build."""
    gc.unfreeze()
    gc.enable()


@event_priority(-200)  # last: all pages are there, in their places, and Markdown is taught all
def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Make every page one that can be kept, and watch what Markdown reads."""
    config.extra["nav"] = nav
    config.extra["strangers"] = _strangers(config)
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
    kept: KeptPages = config.extra["kept"]
    known: dict[type, bool] = {}  # it is asked for every value
    extra = config.extra

    def is_thing(value: Any) -> bool:
        kind = type(value)
        if kind not in known:
            known[kind] = issubclass(kind, THINGS)
        return known[kind] or value is extra

    drawer = config.extra["drawer"] = Drawer(
        kept,
        roots={"nav": extra["nav"], "config": config},
        templates=kept.fingerprint(config.extra["own_templates"]),
        is_page=lambda value: isinstance(value, KeptPage),
        is_thing=is_thing,
        given=TemplateContext.__annotations__,
        filters={"url": url_filter, "script_tag": script_tag_filter},
    )

    def finish(template: Template, handed: Mapping[str, Any], draw: Callable[[], str]) -> str:
        if isinstance(page := handed.get("page"), KeptPage):
            config.extra["workers"].come_to(page.file.src_uri)
            _look_for_garbage(kept)
        return drawer.finish(template, handed, draw)

    compiled: Compiled | None = config.extra["compiled"]
    if compiled:
        compiled.begin(config.extra["page_store"].made_by)
    return WatchedEnvironment(env, finish, compiled)


@event_priority(-90)  # after all that find out something about pages, before `store` writes
def on_post_build(*, config: MkDocsConfig) -> None:
    """Hand the store what has changed, and tell how much that was."""
    kept: KeptPages = config.extra["kept"]
    kept.save()
    gc.freeze()  # when `mkdocs build` ends, Python need not look who still needs all this
    gc.enable()
    drawn, every = len(kept.drawn), kept.all
    log.info("kept: %d of %d pages are new; the others are as they were", drawn, every)


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
        self.includes: Includes | None = config.extra["includes"]
        self.unreadable: dict[str, Problem] = config.extra["unreadable"]
        every: list[Any] = config.markdown_extensions
        self.extensions = [each for each in every if isinstance(each, KeptExtension)]
        modules = {each.name: each.module for each in entry_points(group="markdown.extensions")}
        known = [each for each in every if is_known(each, modules, config.mdx_configs)]
        strangers = [each for each in every if each not in known]
        if self.includes is None:
            strangers.append(SNIPPETS)
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
        _look_for_garbage(self.pages)
        self.pages.all += 1
        uri = page.file.src_uri
        for extension in self.extensions:
            extension.page = uri
        if not self.can_keep:
            self.pages.made += 1
            render(self.config, files)
            return
        self.config.extra["workers"].come_to(uri)
        made_from = self.pages.fingerprint(self._needs(page))
        kept = self.pages.page(uri).rendered
        holds = kept and kept.made_from == made_from and self.reads.hold(kept.reads)
        if kept and holds and give_results(self.extensions, kept.results):
            page.become(kept, files)
            return
        with self.reads.notes(), _said() as said:
            render(self.config, self.files)
            if self.reads.is_complete:
                self.pages.keep_rendered(uri, page.rendered(made_from, self, said))

    def _needs(self, page: KeptPage) -> list[Any]:
        """Return what goes into a page whatever stands in it."""
        file = page.file
        given = [[getattr(each, name) for name in each.INPUTS] for each in self.extensions]
        # MkDocs looks for links to places only where it is not asked to say everything.
        level = logging.getLogger("mkdocs").getEffectiveLevel()
        included = self.includes.within(page.markdown or "") if self.includes else []
        for path in sorted(self.unreadable.keys() & dict(included)):
            raise PluginError(f"kept: {self.unreadable[path]}")
        return [file.src_uri, file.url, file.inclusion.name, level, page.markdown, given, included]


def _strangers(config: MkDocsConfig) -> set[str]:
    """Return the events at which somebody acts of whom nobody knows what that needs."""
    hooks: Any = config.hooks  # it has no type
    known = {*PLUGINS, *(module.__name__ for module in hooks.values())}
    return {
        name
        for name, events in config.plugins.events.items()
        if any(each.__module__ not in known for each in events)
    }


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

"""Settled pages: what stands in the site as it would be drawn is not looked at again.

A writer of a large site waits less for a saved line. Other hooks hand each page its part of what
they have found out; `sourcebook.shared` notes what they read meanwhile, and as long as all of it
is the same, and all that the template has read, and the file is the one that the last build has
written, MkDocs passes over the page.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files, InclusionLevel

from sourcebook.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

    from sourcebook.finishing import Drawer
    from sourcebook.kept import KeptPages

PASSED_OVER = frozenset({"env", "page_context", "post_page", "post_build"})
"""Where MkDocs passes over pages, nobody may act at these of whom nobody knows what that needs."""
TOOLS = (
    *("all_files", "alone", "began", "compiled", "drawer", "kept", "nav", "page_store"),
    *("pages_with_policy", "policy", "reader", "settled", "shared", "shelf", "site", "store"),
    *("strangers", "workers"),
)
"""What hooks share besides values: it keeps, gathers, or makes the same of the same."""
PARTS = ("catalog", "glossary", "pictures")
"""Values that no template is handed whole."""
GROUPS = "groups"
"""What hooks share in groups: the name under which it is kept what they were."""


class SettledFiles(Files):
    """The files of a site, of whose pages MkDocs goes only through those that are not settled."""

    settled: Mapping[str, File]
    every: Sequence[File] = ()
    """The pages that the build would go through."""

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] | None = None
    ) -> Sequence[File]:
        """Return all pages; to whoever says at which level, as the build does, those not settled."""
        pages = super().documentation_pages(inclusion=inclusion or InclusionLevel.is_included)
        if inclusion is None:
            return pages
        self.every = pages
        return [file for file in pages if file.src_uri not in self.settled]


@event_priority(-150)  # after all that find something out, before `workers`
def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Find the pages that MkDocs need not come to."""
    kept: KeptPages = config.extra["kept"]
    settled: dict[str, File] = {}
    config.extra["settled"], config.extra["all_files"] = settled, files
    shared = config.extra["shared"] = Shared(
        config.extra,
        kept.fingerprint,
        tools=TOOLS,
        parts=PARTS,
        before=config.extra["page_store"].find_value(GROUPS, dict[str, str]),
    )
    drawer: Drawer = config.extra["drawer"]
    alone = config.extra["alone"] = _alone(config, files)
    if (
        type(files) is Files
        and drawer.can_keep(env)
        and not config.extra["strangers"] & PASSED_OVER
    ):
        settled |= _settled(config, alone.values(), shared, drawer)
        ours: Any = files
        ours.__class__, ours.settled = SettledFiles, settled
    for uri in settled:
        kept.hold_finished(uri)
    return env


def _settled(
    config: MkDocsConfig, files: Iterable[File], shared: Shared, drawer: Drawer
) -> Iterator[tuple[str, File]]:
    """Yield the pages that stand as they would be drawn, by their names."""
    kept, nav, site = (config.extra[name] for name in ("kept", "nav", "site"))
    for file in files:
        page, finished = file.page, kept.page(file.src_uri).finished
        if not page or not finished or not site.is_left(file.dest_uri, finished.name):
            continue
        context = get_context(nav, (), config, page)
        template = str(page.meta.get("template", "main.html"))
        page.active = True  # as when it is drawn
        is_settled = drawer.is_settled(template, context, shared.reads)
        page.active = False
        if is_settled and _leads_on(page):
            yield file.src_uri, file


def _alone(config: MkDocsConfig, files: Files) -> dict[str, File]:
    """Return the files of the site that a page becomes, and nothing else, each with that page."""
    every = Counter(file.dest_uri for file in files)
    every.update([*config.theme.static_templates, *config.extra_templates])
    pages = files.documentation_pages()
    return {file.dest_uri: file for file in pages if every[file.dest_uri] == 1}


def _leads_on(page: Page) -> bool:
    """Tell whether MkDocs would say nothing about links to places in pages."""
    return all(
        file.page is None
        or file.page.present_anchor_ids is None
        or file.page.present_anchor_ids >= links.keys()
        for file, links in (page.links_to_anchors or {}).items()
    )


@event_priority(300)  # first: what all others read is noted
def _begin(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    files = config.extra["all_files"]
    if isinstance(files, SettledFiles):
        context["pages"] = files.every  # MkDocs has those alone that it comes to
    config.extra["store"].asked.clear()
    shared: Any = config.extra["shared"]
    shared.begin(config.extra["drawer"].own(page))
    config.extra = shared
    return context


@event_priority(-300)  # last; the template is watched by others
def _pause(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    shared: Any = config.extra
    config.extra = shared.under
    return context


@event_priority(300)
def _go_on(output: str, *, page: Page, config: MkDocsConfig) -> str:
    config.extra = config.extra["shared"]
    return output


@event_priority(-300)
def _end(output: str, *, page: Page, config: MkDocsConfig) -> str:
    shared: Any = config.extra
    config.extra = shared.under
    kept: KeptPages = config.extra["kept"]
    kept.keep_handed_from(page.file.src_uri, shared.end(), config.extra["store"].asked)
    config.extra["site"].expect(page.file.dest_uri, output)
    return output


on_page_context = CombinedEvent(_begin, _pause)
on_post_page = CombinedEvent(_go_on, _end)


@event_priority(-82)  # before `untouched`, which keeps it
def on_post_build(*, config: MkDocsConfig) -> None:
    """Let the next build know the files of pages, and which text each was made from.

    Also the groups that all these pages are right for: where one is the same, all holds in it.
    """
    kept: KeptPages = config.extra["kept"]
    shared: Shared = config.extra["shared"]
    if (groups := shared.groups()) != shared.before:
        config.extra["page_store"].put_value(GROUPS, groups)
    config.extra["site"].know_pages(
        {
            path: finished.name
            for path, file in config.extra["alone"].items()
            if (finished := kept.page(file.src_uri).finished)
        }
    )

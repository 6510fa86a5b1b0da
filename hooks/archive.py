"""The archive: a page a year, with its months, newest first.

`overrides/partials/archive.html` and `year.html` draw them; `sourcebook.archive` groups
the posts. mkdocs-blog-plugin puts the years into the navigation and folds older ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

from sourcebook.addresses import ARCHIVE
from sourcebook.archive import group_by_year

if TYPE_CHECKING:
    from collections.abc import Collection

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

INDEX = f"{ARCHIVE}/index.md"
FRONT_MATTER = '---\ntitle: "{year:04}"\nsearch: {{exclude: true}}\n---\n'


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add a page for each year that has posts."""
    years = group_by_year(config.extra["catalog"].posts)
    config.extra["years"] = {year.uri: year for year in years}
    for year in years:
        content = FRONT_MATTER.format(year=year.number)
        level = InclusionLevel.NOT_IN_NAV
        if year.uri not in files.src_uris:  # the catalog reports a file that is in the way
            files.append(File.generated(config, year.uri, content=content, inclusion=level))
    return files


@event_priority(50)  # before mkdocs-blog-plugin, which looks for its pages in `nav.pages`
def _offer_years(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Offer the plugin the years, and not the archive page, which it would file among them."""
    nav.pages = [page for page in nav.pages if page.file.src_uri != INDEX]
    nav.pages += [page for uri in config.extra["years"] if (page := files.src_uris[uri].page)]
    return nav


@event_priority(-50)  # after mkdocs-blog-plugin
def _settle_years(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Put the archive page first, so that the section's link leads to it, and fold one level.

    The plugin leaves pages with their former parents, so that no section would open on a
    page of an older year, and wraps even a single group of older years in "Page 1 of 1".
    """
    file = files.get_file_from_path(INDEX)
    index = file.page if file else None
    if index and isinstance(index.parent, Section):
        nav.pages.append(index)
        _settle(index.parent, config.extra["years"].keys())
        index.parent.children.insert(0, index)
    return nav


def _settle(section: Section, years: Collection[str]) -> None:
    """Keep years alone in the section, and make it the parent of each."""
    for child in list(section.children):
        if isinstance(child, Section):
            if len(child.children) == 1 and isinstance(child.children[0], Section):
                child.children = child.children[0].children
            _settle(child, years)
        elif isinstance(child, Page) and child.file.src_uri not in years:
            section.children.remove(child)
        child.parent = section


on_nav = CombinedEvent(_offer_years, _settle_years)


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates a year, or all of them."""
    if page.file.src_uri == INDEX:
        context["years"] = tuple(config.extra["years"].values())
    context["year"] = config.extra["years"].get(page.file.src_uri)
    return context

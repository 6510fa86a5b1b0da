"""Topics: lists of posts on topic pages and at home, and the way from post to post.

`overrides/partials/topic.html`, `home.html` and `neighbours.html` draw them;
`sourcebook.topics` and `sourcebook.catalog` order them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import escape
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Section

from sourcebook.topics import find_neighbours

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog

NEWEST = 6
"""Posts on the home page."""


@event_priority(-50)  # after mkdocs-blog-plugin, which would take a topic `my-blog/` for its own
def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Make each topic a section with its introduction and a fixed number of posts."""
    catalog: Catalog = config.extra["catalog"]
    pages = {file.src_uri: file.page for file in files if file.page}
    menu = {page.file.src_uri: place for place, page in enumerate(nav.pages)}
    config.extra["topics"] = sorted(
        catalog.topics, key=lambda topic: menu.get(topic.page.uri, len(menu))
    )
    neighbours = config.extra["neighbours"] = find_neighbours(catalog.topics)
    sections = config.extra["sections"] = {}
    for topic in config.extra["topics"]:
        index = pages[topic.page.uri]
        newest = [pages[post.uri] for post in topic.posts[: catalog.settings.posts_a_topic]]
        section = Section(escape(topic.page.title), [index, *newest])
        _put(section, index, nav, after=list(sections.values())[-1:])
        sections[topic.name] = section
    for uri, beside in neighbours.items():
        pages[uri].previous_page = pages[beside.older] if beside.older else None
        pages[uri].next_page = pages[beside.newer] if beside.newer else None
    return nav


def _put(section: Section, index: Page, nav: Navigation, after: list[Section]) -> None:
    """Put a topic where `mkdocs.yml` has its introduction, or after the topic before it."""
    section.parent = index.parent
    siblings = index.parent.children if isinstance(index.parent, Section) else nav.items
    if index in siblings:
        siblings[siblings.index(index)] = section
    else:
        place = next((nav.items.index(other) + 1 for other in after if other in nav.items), 0)
        nav.items.insert(place or len(nav.items), section)
    index.parent = section


def on_pre_page(page: Page, *, config: MkDocsConfig, files: Files) -> Page:
    """Tell each post, also one that is not in the menu, which topic it belongs to."""
    if post := config.extra["catalog"].by_uri.get(page.file.src_uri):
        page.parent = config.extra["sections"][post.topic]
    return page


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates a post's neighbours, a topic's posts, or all topics."""
    catalog: Catalog = config.extra["catalog"]
    uri = page.file.src_uri
    if beside := config.extra["neighbours"].get(uri):
        context["neighbours"] = {
            "topic": catalog.introductions[beside.topic],
            "older": catalog.by_uri[beside.older] if beside.older else None,
            "newer": catalog.by_uri[beside.newer] if beside.newer else None,
        }
    elif page.is_homepage:
        context["topics"] = config.extra["topics"]
        context["newest"] = catalog.posts[:NEWEST]
    else:
        context["topic"] = catalog.topic_at.get(uri)
    return context

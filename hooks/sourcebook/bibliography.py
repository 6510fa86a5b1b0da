"""The bibliography: where each source is cited, and all sources by topic."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .citations import PageCitations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .catalog import Catalog, Page, Topic
    from .citations import Mark
    from .designs import Design
    from .posts import Post
    from .sources import Source

Uses = dict[str, dict[str, tuple["Mark", ...]]]
"""By a source's key: by the file of each page that rests on it, where that cites it."""


@dataclass(frozen=True, slots=True)
class Use:
    """A page that cites a source, or names it among its sources."""

    page: Post | Page
    marks: tuple[Mark, ...]
    """Where it cites it; empty where it only names it."""

    @property
    def sentences(self) -> tuple[tuple[str, str], ...]:
        """Each sentence that cites it, once, with the anchor of its first citation."""
        anchors: dict[str, str] = {}
        for mark in self.marks:
            anchors.setdefault(mark.sentence, mark.anchor)
        return tuple(anchors.items())


@dataclass(frozen=True, slots=True)
class Entry:
    """A source in the bibliography."""

    source: Source
    pages: int
    """The number of pages that cite or name it."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The sources of one topic, by name."""

    topic: Page | None
    """The introduction of the topic; `None` for sources that belong to no topic."""
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Bibliography:
    """All sources of the site."""

    size: int
    """How many sources there are; one on two shelves counts once."""
    shelves: tuple[Shelf, ...]
    designs: tuple[Design, ...]
    """Kinds of work there are, by label."""
    years: tuple[str, ...]
    """Years of publication there are, newest first."""


def find_uses(catalog: Catalog, cited: Mapping[str, PageCitations]) -> Uses:
    """Return the published pages that rest on each source: posts first, newest first.

    `cited` are the citations of each page, by its file.
    """
    uses: defaultdict[str, dict[str, tuple[Mark, ...]]] = defaultdict(dict)
    nothing = PageCitations()
    for post in catalog.posts:
        found = cited.get(post.uri, nothing)
        for key in post.rests_on(found.keys):
            uses[key][post.uri] = found.of(key)
    for uri in sorted(catalog.pages):
        found = cited.get(uri, nothing)
        for key in found.keys:
            uses[key][uri] = found.of(key)
    return dict(uses)


def list_uses(key: str, uses: Uses, catalog: Catalog) -> list[Use]:
    """Return the pages that rest on a source."""
    posts, pages = catalog.by_uri, catalog.pages
    return [
        Use(posts[uri] if uri in posts else pages[uri], marks)
        for uri, marks in uses.get(key, {}).items()
    ]


def select_further_reading(
    topic: Topic, sources: Mapping[str, Source], uses: Uses
) -> tuple[Source, ...]:
    """Return what a topic offers as further reading and no post of it cites yet, by name."""
    posts = {post.uri for post in topic.posts}
    return tuple(
        sorted(
            (
                sources[key]
                for key in topic.page.further_reading
                if key in sources and posts.isdisjoint(uses.get(key, ()))
            ),
            key=_name,
        )
    )


def arrange(catalog: Catalog, topics: Iterable[Topic], uses: Uses) -> Bibliography:
    """Return all sources on the shelves of their topics, in the order of `topics`."""
    order = tuple(topics)
    topic_of = {post.uri: topic.name for topic in order for post in topic.posts}
    topic_of |= {topic.page.uri: topic.name for topic in order}
    shelves: dict[str, list[Entry]] = defaultdict(list)
    sources = sorted(catalog.sources.values(), key=_name)
    for source in sources:
        pages = uses.get(source.key, {})
        own = {topic_of[uri] for uri in pages if uri in topic_of}
        own |= {topic.name for topic in order if source.key in topic.page.further_reading}
        for name in own or {""}:
            shelves[name].append(Entry(source, len(pages)))
    kept = [
        Shelf(topic.page, tuple(shelves[topic.name])) for topic in order if topic.name in shelves
    ]
    if "" in shelves:
        kept.append(Shelf(None, tuple(shelves[""])))
    designs = {source.design.word: source.design for source in sources if source.design}
    return Bibliography(
        size=len(sources),
        shelves=tuple(kept),
        designs=tuple(sorted(designs.values(), key=lambda design: design.label)),
        years=tuple(sorted({source.year for source in sources}, reverse=True)),
    )


def _name(source: Source) -> tuple[str, str]:
    return (source.short.casefold(), source.key)

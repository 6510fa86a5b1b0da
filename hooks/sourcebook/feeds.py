"""Feeds: which posts stand in each, under which days, with links that lead on from anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .catalog import Catalog
    from .posts import Post

KINDS = (
    ("rss_created", "feed_rss_created.xml", "application/rss+xml", "new posts"),
    ("json_created", "feed_json_created.json", "application/feed+json", "new posts"),
    ("rss_updated", "feed_rss_updated.xml", "application/rss+xml", "updates"),
    ("json_updated", "feed_json_updated.json", "application/feed+json", "updates"),
)
"""What mkdocs-rss-plugin calls each feed, its file, its type, and what is in it."""

FORMER = ("/atom.xml", "/rss.xml")
"""Former addresses of a feed at Blogger: a file of this name can answer, with the feed itself."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The feeds of the whole site or of a topic: one of new posts, one of updates."""

    title: str
    description: str
    url: str
    """The page whose posts they have, seen from the site's root; empty for the whole site."""
    posts: tuple[Post, ...]
    """All that stand in one of them, newest first."""

    @property
    def changed(self) -> datetime:
        """The last change of any post."""
        return midnight(max(post.changed for post in self.posts))

    @property
    def files(self) -> dict[str, str]:
        """The file of each feed, by what the plugin calls it."""
        return {name: self.url + file for name, file, _, _ in KINDS}

    @property
    def links(self) -> list[tuple[str, str, str, str]]:
        """Of each feed: the address, the type, its name in full, and what is in it."""
        named = ("RSS", "JSON")
        return [
            (self.url + file, kind, f"{self.title}: {what} ({named['json' in name]})", what)
            for name, file, kind, what in KINDS
        ]


def list_feeds(catalog: Catalog, name: str, description: str, *, length: int) -> list[Feed]:
    """Return the feeds of the site, which has this name, and of each topic that has posts.

    No feed has more than `length` posts.
    """
    feeds = [Feed(name, description, "", _select(catalog.posts, length))]
    for topic in catalog.topics:
        page, title = topic.page, f"{topic.page.title} - {name}"
        feeds.append(Feed(title, page.description, page.url, _select(topic.posts, length)))
    return [feed for feed in feeds if feed.posts]


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in UTC: feeds want one, and we know no hour."""
    return datetime.combine(day, time(), UTC)


def absolute(html: str, address: str) -> str:
    """Return HTML that stood at an address with every link and every picture in full."""
    # Loading it takes longer than most builds take for all feeds.
    from bs4 import BeautifulSoup  # noqa: PLC0415

    soup = BeautifulSoup(html, "html.parser")
    for key in ("href", "src", "poster"):
        for tag in soup.select(f"[{key}]"):
            tag[key] = urljoin(address, str(tag[key]))
    return str(soup)


def _select(posts: Sequence[Post], length: int) -> tuple[Post, ...]:
    changed = sorted(posts, key=lambda post: post.changed, reverse=True)
    chosen = {post.uri for post in (*posts[:length], *changed[:length])}
    return tuple(post for post in posts if post.uri in chosen)

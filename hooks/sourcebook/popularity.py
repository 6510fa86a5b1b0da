"""Popular posts: the posts ranked by their page views in several windows of time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from .addresses import PAGE_VIEWS
from .plurals import count_of
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .catalog import Catalog
    from .page_paths import PagePaths
    from .page_views import Counting, Counts
    from .posts import Post

ALL_TIME = "all"
WINDOWS: dict[str, int | None] = {"7": 7, "30": 30, "365": 365, ALL_TIME: None}
"""What a list may look back on, in days, as Blogger's gadget; the shortest first."""
MOST_POSTS = 10
"""Posts in a list, as in Blogger's gadget."""

NOW, BEFORE = 7, 28
"""Days that are compared to tell what is rising."""
DAMPING = 10
"""Views that every post is given on both sides, so that a handful of them means nothing."""
RISE = 1.5
"""How many times as many views as expected a rising post has at least."""


@dataclass(frozen=True, slots=True)
class PopularPosts:
    """The posts of a popular list, and what it rests on."""

    posts: tuple[Post, ...]
    ranked: int = 0
    """How many of them, from the first on, were counted or chosen; the newest fill it up."""
    by_editors: bool = False
    """Whether the editors chose, since there are no page views yet."""
    first: date | None = None
    """The first day that was counted; `None` where nothing was."""
    last: date | None = None
    """The last day that was counted."""
    services: tuple[str, ...] = ()
    """Who counted, as far as it is known."""
    all_time: bool = False
    """Whether the list looks back on all that was ever counted."""

    @property
    def days(self) -> int:
        """How many days it looks back on; 0 where nothing was counted."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0

    @property
    def filled(self) -> bool:
        """Whether there are posts in it that were neither counted nor chosen."""
        return 0 < self.ranked < len(self.posts)

    @property
    def newest(self) -> bool:
        """Whether none of its posts was counted or chosen."""
        return bool(self.posts) and not self.ranked

    @property
    def source(self) -> str:
        """Who counted, as it stands in a sentence; empty where nobody knows."""
        *others, last = self.services or ("",)
        return f"{', '.join(others)} and {last}" if others else last

    def without(self, post: Post | None, limit: int) -> PopularPosts:
        """Return the first `limit` posts, never the one being read."""
        shown, ranked = self._first(post, limit)
        return self.with_posts(shown, ranked)

    def under(self, post: Post, limit: int) -> tuple[list[str], int]:
        """Return the files of the posts in the list under a post, and how many are ranked."""
        shown, ranked = self._first(post, limit)
        return [other.uri for other in shown], ranked

    def with_posts(self, posts: Iterable[Post], ranked: int) -> PopularPosts:
        """Return a list of these posts that rests on the same."""
        return replace(self, posts=tuple(posts), ranked=ranked)

    def _first(self, post: Post | None, limit: int) -> tuple[list[Post], int]:
        first = enumerate(islice(self.posts, limit + 1))  # each post of a site asks for its own
        shown = [(place, other) for place, other in first if other is not post][:limit]
        return [other for _, other in shown], sum(place < self.ranked for place, _ in shown)

    def of_topic(self, topic: str) -> PopularPosts:
        """Return the posts of a topic, all of which were counted."""
        posts = tuple(post for post in self.posts[: self.ranked] if post.topic == topic)
        return replace(self, posts=posts, ranked=len(posts))


@dataclass(frozen=True, slots=True)
class Popularity:
    """All popular lists of a site."""

    chosen: PopularPosts
    """All posts, for the list under each: in the window of the settings, or the next longer one
    of which something is known; then the newest."""
    windows: Mapping[str, PopularPosts]
    """By window: the posts that were read in it, most read first; the shortest window first."""
    topics: Mapping[str, PopularPosts]
    """By topic: its posts that were read, in the window of `chosen`."""
    rising: PopularPosts
    """Posts that are read more than they were."""
    views: Mapping[str, int]
    """Views in the window of `chosen`, by the file of a post."""


def rank_posts(
    catalog: Catalog,
    counts: Mapping[str, Counts],
    countings: Iterable[Counting] = (),
    *,
    paths: PagePaths,
) -> tuple[Popularity, list[Problem]]:
    """Return the popular lists, and the paths that no page answers.

    Windows end with the last day that was counted. Ties go to the newer post, then to the
    title. Views of a former address count for the post that now answers there. Without any
    views of posts the editors' own list comes first, in its order, then the newest posts.
    """
    by_post, problems = _by_post(catalog, counts, paths)
    ranking = _Ranking(catalog, by_post, tuple(countings))
    windows = {name: ranking.window(days) for name, days in WINDOWS.items()}
    known = {name: window for name, window in windows.items() if window.posts}
    if not known:
        return Popularity(_by_editors(catalog), {}, {}, PopularPosts(()), {}), problems
    longer = [*WINDOWS][[*WINDOWS].index(catalog.settings.popular_days) :]
    chosen = next(known[name] for name in longer if name in known)  # of all time at the latest
    topics = {topic.name: chosen.of_topic(topic.name) for topic in catalog.topics}
    everything = dict.fromkeys([*chosen.posts, *catalog.posts])
    return Popularity(
        replace(chosen, posts=tuple(everything)),
        dict(_different(known)),
        topics,
        ranking.rising(),
        ranking.views(chosen.days),
    ), problems


def _different(windows: Mapping[str, PopularPosts]) -> Iterator[tuple[str, PopularPosts]]:
    """Yield windows by name, but none that looks back no further than the one before."""
    before = None
    for name, window in windows.items():
        if window.first != before:
            yield name, window
        before = window.first


def _by_editors(catalog: Catalog) -> PopularPosts:
    found = (catalog.by_uri.get(uri) for uri in catalog.settings.pinned)
    pinned = [post for post in found if post and not post.draft]
    order = dict.fromkeys([*pinned, *catalog.posts])
    return PopularPosts(tuple(order), len(dict.fromkeys(pinned)), by_editors=bool(pinned))


class _Ranking:
    """Ranks the posts of a site in one window after the other."""

    def __init__(
        self, catalog: Catalog, counts: Mapping[str, Counts], countings: Sequence[Counting]
    ) -> None:
        self.posts = catalog.posts
        self.counts = counts
        self.countings = countings
        self.first = min((each.first for each in counts.values()), default=0)
        self.last = max((each.last for each in counts.values()), default=0)

    def window(self, days: int | None) -> PopularPosts:
        """Return the posts that were read in the last days, or ever, most read first."""
        first = max(self.first, self.last - days + 1) if days else self.first
        views = self._between(first, self.last)
        read = [post for post in self.posts if views[post.uri]]
        read.sort(key=lambda post: (-views[post.uri], post.age))
        return self._list(read, first, all_time=days is None)

    def rising(self) -> PopularPosts:
        """Return the posts with a larger share of the views than before, the steepest first.

        A post's views in the last 7 days are compared with those it had if it kept its share
        of the 28 days before, and both are damped. Without views in both, nothing rises.
        """
        begin = self.last - NOW + 1
        now = self._between(begin, self.last)
        before = self._between(begin - BEFORE, begin - 1)
        all_now, all_before = sum(now.values()), sum(before.values())
        if not all_before:
            return PopularPosts(())
        rise = {
            uri: (views + DAMPING) / (all_now * before[uri] / all_before + DAMPING)
            for uri, views in now.items()
        }
        rising = [post for post in self.posts if rise[post.uri] >= RISE]
        rising.sort(key=lambda post: (-rise[post.uri], post.age))
        return self._list(rising, begin)

    def views(self, days: int) -> dict[str, int]:
        """Return the views of each post in the last days."""
        return self._between(self.last - days + 1, self.last)

    def _between(self, first: int, last: int) -> dict[str, int]:
        return {
            post.uri: self.counts[post.uri].between(first, last) if post.uri in self.counts else 0
            for post in self.posts
        }

    def _list(self, posts: Iterable[Post], first: int, *, all_time: bool = False) -> PopularPosts:
        if not self.last:
            return PopularPosts(())
        found = tuple(posts)
        begin, end = date.fromordinal(first), date.fromordinal(self.last)
        names = {
            each.service for each in self.countings if each.last >= begin and each.first <= end
        }
        return PopularPosts(
            found,
            len(found),
            first=begin,
            last=end,
            services=tuple(sorted(names)),
            all_time=all_time,
        )


def _by_post(
    catalog: Catalog, counts: Mapping[str, Counts], paths: PagePaths
) -> tuple[dict[str, Counts], list[Problem]]:
    """Return the counts of each published post, by its file, and the paths nobody knows."""
    posts = {f"/{post.url}": post.uri for post in catalog.posts}
    found: dict[str, Counts] = {}
    problems = []
    for path, some in counts.items():
        page = paths.find(path)
        if page is None:
            problems.append(_unknown(path, some))
        elif page in posts:
            uri = posts[page]
            found[uri] = found[uri].plus(some) if uri in found else some
    return found, problems


def _unknown(path: str, counts: Counts) -> Problem:
    lines = len(counts.days) + len(counts.periods)
    what = f"no page answers at {path} ({count_of(lines, 'line')})"
    remedy = "correct the path, add it to `former` of the post it belongs to, or delete the line"
    return Problem(PAGE_VIEWS, f"line {counts.line}", what, remedy)

"""Findings: what is to be done about posts and sources, from all that is known of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from textwrap import shorten
from typing import TYPE_CHECKING

import yaml
from dateutil.relativedelta import relativedelta

from .claims import find_claims, sign_of
from .imported import LEFT_TO_DO
from .lines import locate, locate_all
from .links import addresses_of, describe, is_dead
from .worklist import PROBLEM, Finding, sort_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .catalog import Catalog, Page
    from .citations import PageCitations
    from .links import LinkRow
    from .posts import Post
    from .problems import Problem
    from .sources import Notice, Source

_BY_NOTICE = {
    "retraction": ("retracted", "was retracted"),
    "expression-of-concern": ("concern", "is under an expression of concern"),
    "correction": ("corrected", "was corrected"),
}

TESTED = frozenset({"trial", "systematic-review"})
"""Designs of sources that make a post one on what has been tried out."""
AGEING = frozenset({"trial", "systematic-review", "guideline"})
OVERVIEWS = frozenset({"systematic-review", "guideline", "review"})
TOO_OLD = relativedelta(years=5)

QUOTE = 100
"""Characters of a sentence that a line of the worklist quotes."""
MOST_NAMED = 5
"""Sources that a line of the worklist names."""


def find_work(
    catalog: Catalog,
    citations: Mapping[str, PageCitations],
    links: Iterable[LinkRow],
    *,
    problems: Iterable[Problem],
    today: dt.date,
    views: Mapping[str, int] | None = None,
) -> list[Finding]:
    """Return what there is to do, by file, what is most read and worst first.

    `citations` are those of all pages, by file; `links` the answers of the sources'
    addresses; `problems` are what a build reports; `views` say how often each post was opened
    of late, by file. What a writer has acknowledged, and a
    dead address that has an archived copy, need no more work, so they are not in the list.
    """
    dead = {row.address: row for row in links if is_dead(row, today=today)}
    find = _Finder(catalog, citations, dead, today)
    found = [Finding(p.file, None, PROBLEM, f"{p.key}: {p.what}", p.remedy) for p in problems]
    for post in catalog.posts:
        found += find.in_post(post)
    for source in catalog.sources.values():
        found += find.in_source(source)
    for page in catalog.pages.values():
        found += _unfinished(page)
    read = views or {}
    return sort_findings(replace(each, views=read.get(each.file, 0)) for each in found)


class _Finder:
    """Looks at one post or one source at a time."""

    def __init__(
        self,
        catalog: Catalog,
        citations: Mapping[str, PageCitations],
        dead: Mapping[str, LinkRow],
        today: dt.date,
    ) -> None:
        self.catalog = catalog
        self.citations = citations
        self.dead = dead
        self.today = today
        posts = (*catalog.posts, *catalog.drafts)
        self.used = {key for post in posts for key in post.sources}
        self.used |= {key for page in citations.values() for key in page.keys}
        self.used |= {key for keys in catalog.further_reading.values() for key in keys}
        self.resting = {key for post in catalog.posts for key in self._keys(post)}

    def in_post(self, post: Post) -> Iterator[Finding]:
        """Yield what there is to do about a post and the sources it rests on."""
        sources = [
            self.catalog.sources[key] for key in self._keys(post) if key in self.catalog.sources
        ]
        for source in sources:
            for kind, what, remedy in self._about(source):
                line = self._first_citation(post, source.key)
                yield Finding(post.uri, line, kind, f"rests on `{source.key}`, {what}", remedy)
        yield from _unfinished(post)
        if post.imported and not self._keys(post):
            remedy = "cite what it rests on, or name it: add `sources:`"
            yield Finding(post.uri, None, "imported", "sources: there is none", remedy)
        if post.review_due and post.review_due < self.today:
            given = self.catalog.documents[post.uri].meta.get("review_due")
            remedy = "check it against its sources, then write the day as `reviewed`"
            remedy += ", and a later `review_due`" if given else ""
            what = f"was due for review on {post.review_due}"
            yield Finding(post.uri, None, "review-overdue", what, remedy)
        yield from self._old_sources(post, sources)
        yield from self._claims(post)

    def in_source(self, source: Source) -> Iterator[Finding]:
        """Yield what there is to do about a source as such."""
        if source.key not in self.resting:
            for kind, what, remedy in self._about(source):
                yield Finding(source.uri, None, kind, f"is a work {what}", remedy)
        if source.key not in self.used:
            remedy = "cite it, list it as further reading of a topic, or delete the file"
            yield Finding(source.uri, None, "unused-source", "is cited nowhere", remedy)
        if not source.summary:
            remedy = "write two to five plain sentences below the second `---`"
            yield Finding(source.uri, None, "no-summary", "has no summary", remedy)

    def _keys(self, post: Post) -> tuple[str, ...]:
        cited = self.citations[post.uri].keys if post.uri in self.citations else ()
        return post.rests_on(cited)

    def _about(self, source: Source) -> Iterator[tuple[str, str, str]]:
        """Yield what has happened to a source: the kind, the words, and the remedy."""
        notice = source.notice
        if notice and notice.acknowledged is None:
            kind, happened = _BY_NOTICE[notice.type]
            known = ", ".join(filter(None, (notice.date, notice.url)))
            what = f"which {happened}" + (f" ({known})" if known else "")
            yield kind, what, self._acknowledge(source, notice)
        copy = source.archive.url if source.archive else None
        for address in addresses_of(source):
            row = self.dead.get(address)
            if row and (copy is None or copy in self.dead):
                what = f"whose address {address} {describe(row)}"
                where = f"docs/{source.uri}"
                yield "dead-link", what, f"correct it, or add an archived copy, in {where}"

    def _acknowledge(self, source: Source, notice: Notice) -> str:
        given = {"type": notice.type, "date": notice.date, "URL": notice.url}
        value = {key: value for key, value in given.items() if value}
        value["acknowledged"] = self.today.isoformat()
        text = yaml.safe_dump(
            value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000
        )
        where = f"docs/{source.uri}"
        return f"correct what rests on it, then write `notice: {text.strip()}` in {where}"

    def _first_citation(self, post: Post, key: str) -> int | None:
        """Return the line on which a post first cites a source."""
        sentences = self.citations[post.uri].sentences if post.uri in self.citations else ()
        first = next((sentence for sentence in sentences if key in sentence.keys), None)
        return locate(self.catalog.documents[post.uri], first) if first else None

    def _old_sources(self, post: Post, sources: Sequence[Source]) -> Iterator[Finding]:
        designs = {source.design.word for source in sources if source.design}
        if not designs & TESTED:
            return
        dated = [(source, day) for source in sources if (day := last_day_of(source))]
        old = [s for s, day in dated if s.design and s.design.word in AGEING and self._is_old(day)]
        newer = [
            s
            for s, day in dated
            if s.design and s.design.word in OVERVIEWS and not self._is_old(day)
        ]
        if old and not newer:
            names = [f"`{source.key}` ({source.year})" for source in old]
            more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            what = "rests on works older than five years and on no newer review or guideline: "
            remedy = "look for a review or a guideline of the last five years, and cite it"
            what += ", ".join(names[:MOST_NAMED]) + more
            yield Finding(post.uri, None, "old-sources", what, remedy)

    def _is_old(self, day: dt.date) -> bool:
        return day + TOO_OLD < self.today

    def _claims(self, post: Post) -> Iterator[Finding]:
        sentences = self.citations[post.uri].sentences if post.uri in self.citations else ()
        claims = find_claims(sentences)
        lines = locate_all(self.catalog.documents[post.uri], claims)
        for sentence, line in zip(claims, lines, strict=True):
            what = f"`{_quote(sentence.text)}` {sign_of(sentence.text)} without a citation"
            remedy = "cite what it rests on as `[@key]`, or reword it"
            yield Finding(post.uri, line, "uncited-claim", what, remedy)


def _unfinished(page: Post | Page) -> Iterator[Finding]:
    """Yield what a page from a former blog lacks, and what was guessed of it."""
    for problem in page.unfinished:
        what = f"{problem.key}: {problem.what}"
        yield Finding(page.uri, None, "imported", what, problem.remedy)
    for word in page.imported.todo if page.imported else ():
        what, remedy = LEFT_TO_DO[word]
        done = f"{remedy}, then take `{word}` out of `todo`"
        yield Finding(page.uri, None, "imported", what, done)


def last_day_of(source: Source) -> dt.date | None:
    """Return the last day on which a work may have come out, `None` where no year is known."""
    issued = source.item.get("issued", {}).get("date-parts", [])
    if not issued:
        return None
    year, month, day = (*issued[-1], 0, 0)[:3]
    if day:
        return dt.date(year, month, day)
    return dt.date(year, month or 12, 1) + relativedelta(day=31)


def _quote(text: str) -> str:
    """Return a sentence, shortened, so that it can stand between backticks."""
    return shorten(text.replace("`", "'"), QUOTE, placeholder=" …")

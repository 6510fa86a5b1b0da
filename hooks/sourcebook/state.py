"""The state of the site: how much of what it promises holds today, for readers to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .worklist import KINDS, PROBLEM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from .catalog import Catalog
    from .links import LinkRow
    from .posts import Post
    from .worklist import Finding


@dataclass(frozen=True, slots=True)
class State:
    """What is well with a site and what is not, on a day."""

    day: date
    posts: int
    """Published posts."""
    sources: int
    signed_off: int
    """Posts that a person who knows the subject has signed off."""
    due: Mapping[str, tuple[Post, ...]]
    """By kind of finding: the published posts that have one, newest first; only kinds there are."""
    sentences: int
    """Sentences with a claim and no citation."""
    links_checked: date | None
    """The last day on which the addresses of sources were asked; `None` where never."""

    @property
    def in_order(self) -> int:
        """Posts about which there is nothing to do."""
        return self.posts - len({post.uri for posts in self.due.values() for post in posts})


def describe_state(
    catalog: Catalog, findings: Iterable[Finding], links: Iterable[LinkRow], *, day: date
) -> State:
    """Return the state of the site, from what there is to do about it."""
    found = list(findings)
    due = {}
    for kind in KINDS:
        files = {finding.file for finding in found if finding.kind == kind}
        posts = tuple(post for post in catalog.posts if post.uri in files)
        if posts and kind != PROBLEM:
            due[kind] = posts
    return State(
        day=day,
        posts=len(catalog.posts),
        sources=len(catalog.sources),
        signed_off=sum(post.reviewed_by is not None for post in catalog.posts),
        due=due,
        sentences=sum(finding.kind == "uncited-claim" for finding in found),
        links_checked=max((row.checked for row in links), default=None),
    )

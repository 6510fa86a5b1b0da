"""A small garden for the tests of the core: posts, sources and whole catalogs in one line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sourcebook.catalog import Catalog, read_catalog
from sourcebook.posts import Post
from sourcebook.references import References
from sourcebook.settings import Settings
from sourcebook.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sourcebook.problems import Problem

TODAY = date(2026, 11, 23)
STYLE = "american-medical-association"

KEYS: dict[str, Any] = {
    "title": "Pruning roses",
    "description": "What to cut, when to cut it, and what to leave alone until spring.",
    "date": "2026-03-01",
    "reviewed": "2026-03-02",
    "sources": ["smith2011roses"],
}
"""The front matter of a post that keeps the contract, and no more."""

GARDEN: dict[str, str | bytes] = {
    "roses/index.md": "---\ntitle: Roses\ndescription: All about roses.\n---\nThorns.\n",
    "trees/index.md": "---\ntitle: Trees\ndescription: All about trees.\n---\nTall.\n",
    "sources/smith2011roses.md": "---\ntype: book\ntitle: Roses in clay\n---\nSoil.\n",
    "about/authors/editors.md": "---\ntitle: The editors\n---\nWe garden.\n",
}
"""Two topics, one source and one author, without a problem."""


def front_matter(keys: Mapping[str, Any], body: str = "Cut above a bud.\n") -> str:
    """Return a file with these keys; one given as `None` is left out."""
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in keys.items()
        if value is not None
    ]
    return "".join(["---\n", *lines, "---\n", body])


def post_file(body: str = "Cut above a bud.\n", **keys: Any) -> str:
    """Return the file of a post; the keys given replace or join those of a good one."""
    return front_matter(KEYS | keys, body)


def source_file(**keys: Any) -> str:
    """Return the file of a source; the keys given replace or join those of a good one."""
    return front_matter({"type": "book", "title": "Roses in sand"} | keys, "Sand.\n")


def read_garden(
    files: Mapping[str, str | bytes],
    *,
    media: Iterable[str] = (),
    settings: Settings | None = None,
    notices: bytes = b"",
    problems: Iterable[Problem] = (),
) -> Catalog:
    """Return the catalog of the garden with these files in it."""
    pages = [
        (uri, text.encode() if isinstance(text, str) else text)
        for uri, text in {**GARDEN, **files}.items()
    ]
    return read_catalog(
        pages,
        media=media,
        settings=settings or Settings(),
        latest=TODAY,
        references=References(Store()),
        notices=notices,
        problems=problems,
    )


def make_post(uri: str = "roses/pruning.md", **values: Any) -> Post:
    """Return a post, without a file."""
    post = Post(
        uri=uri,
        title="Pruning roses",
        description=KEYS["description"],
        date=date(2026, 3, 1),
        updated=None,
        reviewed=date(2026, 3, 2),
        review_due=date(2029, 3, 2),
        reviewed_by=None,
        authors=(),
        sources=("smith2011roses",),
        image=None,
        aliases=(),
        related=(),
        former=(),
        changes=(),
        draft=False,
        minutes=1,
    )
    return replace(post, **values)


def make_catalog(
    posts: Iterable[Post], *, former: Mapping[str, str] | None = None, pinned: Iterable[str] = ()
) -> Catalog:
    """Return a catalog of these posts, without files."""
    every = sorted(posts, key=lambda post: post.age)
    return replace(
        read_garden({}, settings=Settings(pinned=tuple(pinned))),
        topics=(),
        sources={},
        posts=tuple(post for post in every if not post.draft),
        drafts=tuple(post for post in every if post.draft),
        former=former or {},
        by_uri={post.uri: post for post in every},
    )


def messages(problems: Iterable[Problem]) -> list[str]:
    """Return what a writer reads."""
    return [str(problem) for problem in problems]

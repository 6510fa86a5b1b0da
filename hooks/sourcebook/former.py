"""Former addresses: where a post used to be, and which file leads on from there."""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING

from .addresses import file_of
from .consistency import place_of
from .feeds import FORMER as FEEDS
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .catalog import Catalog, Page
    from .posts import Post


def plan_stubs(
    catalog: Catalog, taken: Mapping[str, str]
) -> tuple[dict[str, Post | Page], list[Problem]]:
    """Return the files that lead on, each with its post or page, and the addresses that cannot.

    `taken` are the files of the site, each with the file of `docs/` or of the theme it is
    made from. Where a page or another post has the address, the catalog has said so. Those of
    feeds are left out: a page would be no feed.
    """
    stubs: dict[str, Post | Page] = {}
    problems: list[Problem] = []
    folders = {folder: origin for path, origin in taken.items() for folder in _folders(path)}
    every = (*catalog.pages.values(), *catalog.authors.values())
    pages = (page for page in every if not page.draft)
    movers: list[Post | Page] = [*catalog.posts, *pages]
    for post in movers:
        for address in post.former:
            if address in FEEDS:
                continue
            path = file_of(address)
            if path in stubs or taken.get(path) in catalog.documents:
                continue
            inside = (taken.get(each) or _owner(stubs, each) for each in _folders(path))
            other = taken.get(path) or folders.get(path) or next(filter(None, inside), None)
            if other is None:
                stubs[path] = post
                folders |= dict.fromkeys(_folders(path), post.uri)
            else:
                what = f"`{address}` cannot stand beside {other}"
                place = place_of(catalog.documents[post.uri].meta, "former", address)
                problems.append(Problem(post.uri, place, what, "remove it, or rename that file"))
    return stubs, problems


def _owner(stubs: Mapping[str, Post | Page], path: str) -> str | None:
    return stubs[path].uri if path in stubs else None


def _folders(path: str) -> Iterator[str]:
    while path := dirname(path):
        yield path

"""The A to Z: every subject under every name that readers have for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from .addresses import page_url
from .glossary import FILE as GLOSSARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .glossary import Term
    from .posts import Post

OTHERS = "0–9"
"""The letter of what begins with none."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a name leads."""

    title: str
    url: str
    """The address, seen from the site's root."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, and where it leads."""

    name: str
    goals: tuple[Goal, ...]
    """More than one where a post and the glossary have the name."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries that begin with a letter."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def anchor(self) -> str:
        """The place on the page."""
        return "numbers" if self.name == OTHERS else self.name.lower()


def list_subjects(
    posts: Iterable[Post], aliases: Mapping[str, Iterable[str]], terms: Iterable[Term]
) -> tuple[Letter, ...]:
    """Return all titles, aliases and terms in their order, by letter.

    `aliases` are those of each post, by its file. Accents and capitals do not count in the
    order; what begins with no letter comes last. Names that differ by their capitals are one.
    """
    names: dict[str, str] = {}
    goals: dict[str, dict[Goal, None]] = defaultdict(dict)

    def add(name: str, goal: Goal) -> None:
        goals[names.setdefault(name.casefold(), name)][goal] = None

    for post in posts:
        for name in (post.title, *aliases.get(post.uri, ())):
            add(name, Goal(post.title, post.url))
    for term in terms:
        for name in term.names:
            add(name, Goal("in the glossary", f"{page_url(GLOSSARY)}#{term.anchor}"))
    entries = [Entry(name, tuple(leads)) for name, leads in goals.items()]
    entries.sort(key=lambda entry: (_letter(entry.name) == OTHERS, _plain(entry.name), entry.name))
    return tuple(
        Letter(name, tuple(group)) for name, group in groupby(entries, lambda e: _letter(e.name))
    )


def _plain(name: str) -> str:
    """Return a name as a dictionary sorts it."""
    return "".join(c for c in normalize("NFKD", name.casefold()) if category(c) != "Mn")


def _letter(name: str) -> str:
    first = _plain(name)[:1]
    return first.upper() if first.isalpha() else OTHERS

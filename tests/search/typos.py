"""Words of the site with a slip in them: one letter added, left out, replaced or swapped."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from string import ascii_lowercase
from typing import TYPE_CHECKING

from .queries import Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LEAST = 6
"""Letters of a word that gets a slip."""


def list_words(names: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return each word of titles and aliases that is long enough, with the pages that have it.

    `names` are the title and the aliases of each post, by its address.
    """
    pages: dict[str, dict[str, None]] = defaultdict(dict)
    for path, texts in names.items():
        for word in re.findall(r"[a-z]+", " ".join(texts).lower()):
            if len(word) >= LEAST:
                pages[word][path] = None
    return {word: tuple(paths) for word, paths in sorted(pages.items())}


def misspell(word: str, chance: random.Random) -> str:
    """Return the word with one slip; never the word itself."""
    while True:
        at = chance.randrange(len(word))
        letter = chance.choice(ascii_lowercase)
        slips = (
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        )
        if (slip := chance.choice(slips)) != word:
            return slip


def make_queries(names: Mapping[str, Iterable[str]], seed: int) -> list[Query]:
    """Return a query for each word, with a slip that depends on the seed alone."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    words = list_words(names)
    return [Query(misspell(word, chance), paths, word) for word, paths in words.items()]

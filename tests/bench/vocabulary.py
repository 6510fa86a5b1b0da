"""Made-up words for generated sites: a few everywhere, most of them rare, more on a larger site."""

from __future__ import annotations

import random
from functools import cached_property
from itertools import accumulate

COMMON = ("the", "a", "of", "and", "is", "in", "it", "for", "to", "or", "with", "not", "that", "on",
          "you", "what", "this", "are", "how", "at", "from", "do")  # fmt: skip
"""Words without a subject, which are half of a text."""
TOPICAL = ("soil", "water", "light", "root", "leaf", "branch", "spring", "frost", "prune", "plant",
           "seed", "bloom", "shade")  # fmt: skip
"""The words that a garden has most."""
SIZE_AT_100 = 6000
"""Different words in 100 posts. Twice as many posts have 1.4 times as many words:
https://en.wikipedia.org/wiki/Heaps%27_law"""
SUBJECT = 6
"""Words that a post is about."""
_ENDINGS = ("s", "ed", "ing", "er", "ly")
_STARTS = (
    *"bcdfghlmnprstvwbcdfglmnprst",
    "br",
    "ch",
    "cl",
    "dr",
    "fl",
    "gr",
    "pl",
    "pr",
    "sh",
    "st",
    "th",
)
_VOWELS = (*"aeiouaeiou", "ea", "ou")
_CLOSES = (*[""] * 8, "n", "r", "l", "s", "t", "nd", "ck")


class Words:
    """The words of a site with so many posts; the same for the same number."""

    def __init__(self, posts: int) -> None:
        self._chance = random.Random(posts)  # noqa: S311 - the same words each time, not a secret
        self.size = round(SIZE_AT_100 * (posts / 100) ** 0.5)

    @cached_property
    def all(self) -> list[str]:
        """Every word with a subject, most frequent first."""
        words = dict.fromkeys(TOPICAL)
        made = list(words)
        while len(made) < max(self.size, 200):
            word = self._make(len(made), made)
            if word not in words and word not in COMMON:
                words[word] = None
                made.append(word)
        return made

    def _make(self, rank: int, made: list[str]) -> str:
        """Return a new word, three in ten a form of another; frequent words are short."""
        chance = self._chance
        if chance.random() < 0.3:
            return chance.choice(made) + chance.choice(_ENDINGS)
        least, most = (1, 2) if rank < 300 else (2, 3)
        return "".join(
            chance.choice(_STARTS) + chance.choice(_VOWELS) + chance.choice(_CLOSES)
            for _ in range(chance.randint(least, most))
        )

    @cached_property
    def _ranks(self) -> list[float]:
        # A word is as rare as its rank: https://en.wikipedia.org/wiki/Zipf%27s_law
        return [*accumulate(1 / (rank + 5) for rank in range(len(self.all)))]

    def pick(self, number: int) -> list[str]:
        """Return words with a subject, frequent ones more often."""
        return self._chance.choices(self.all, cum_weights=self._ranks, k=number)

    def subject(self) -> list[str]:
        """Return words for a post to be about, as rare as any."""
        return self._chance.sample(self.all, SUBJECT)

    def name(self, subject: list[str]) -> str:
        """Return three words for a title or an alias of a post about a subject."""
        return " ".join([*self.pick(1), *self._chance.sample(subject, 2)])

    def paragraph(self, subject: list[str]) -> str:
        """Return 50 words of a post about a subject, half of them without any."""
        common = self._chance.choices(COMMON, k=25)
        words = [*self.pick(22), *self._chance.choices(subject, k=3)]
        self._chance.shuffle(words)
        text = " ".join(word for pair in zip(common, words, strict=True) for word in pair)
        return f"{text.capitalize()}."

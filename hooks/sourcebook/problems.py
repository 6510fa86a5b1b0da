"""A problem: what a writer must mend, and how."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from posixpath import commonprefix
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ALIKE = 0.6
"""From here on a word may be a slip for another, as in `difflib.get_close_matches`."""
ALIKE_FROM_THE_FIRST_LETTER = 0.7
"""From here on it may be one if it begins alike, which hands hardly ever get wrong."""
SURELY_ALIKE = 0.85
"""From here on it may be one however it begins."""
MOST_NAMED = 16
"""A message with more words than this to choose from is no longer read."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file, as a value, so that one run can report all of them.

    Its text is `<file>: <key>: <what>; <remedy>`.
    """

    file: str
    """The file as the writer types it, seen from `docs/` (or `mkdocs.yml`)."""
    key: str
    """The key, down to the item (`changes[1].date`), the line, `file` for the whole, or its `folder`."""
    what: str
    remedy: str
    """An instruction."""

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.what}; {self.remedy}"


def unreadable(file: str, error: OSError) -> Problem:
    """Return the problem of a file that the system does not let be read."""
    remedy = "put it back, or delete it where it is a link"
    if isinstance(error, PermissionError):
        remedy = "see to its permissions"
    return Problem(file, "file", f"cannot be read ({error.strerror})", remedy)


def unknown_key(file: str, key: str, known: Iterable[str], prefix: str = "") -> Problem:
    """Return the problem of a key nobody knows, with the nearest one that exists."""
    remedy = propose(key, known, otherwise="remove it, or use")
    return Problem(file, f"{prefix}{key}", "is not a key we know", remedy)


def propose(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a remedy for a word nobody knows: the nearest one, or those there are.

    Capitals and the order of parts do not count when looking for the nearest: `doi` was
    meant to be `DOI`, and `journal-article` to be `article-journal`.
    """
    choices = sorted(known)
    if close := find_meant(word, choices):
        return f"did you mean `{close}`?"
    if len(choices) > MOST_NAMED:
        return f"{otherwise} a word from the writers' guide"
    return f"{otherwise} " + ", ".join(choices)


def find_meant(word: str, known: Iterable[str]) -> str:
    """Return the known word that another is a slip for; the empty string where none is.

    Words that only have letters in common, such as `date` and `annote`, are no slips: whoever
    took such a word would make matters worse. The folder that two files share says nothing.
    """
    return nearest(word, [choice for choice in known if _may_be_slip(word, choice)])


def _may_be_slip(word: str, choice: str) -> bool:
    shared = commonprefix([word, choice]).rfind("/") + 1
    word, choice = word[shared:], choice[shared:]
    alike, parts, others = likeness(word, choice), _parts(word), _parts(choice)
    same = len(commonprefix([word.lower(), choice.lower()]))
    if alike < ALIKE:
        return False
    needed = 3 if alike < ALIKE_FROM_THE_FIRST_LETTER else 1 if alike < SURELY_ALIKE else 0
    return same >= needed or parts <= others or others <= parts


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like another; the empty string where none is known."""
    return max(sorted(known), key=lambda choice: likeness(word, choice), default="")


def likeness(word: str, choice: str) -> float:
    """Return how much two words are alike, from 0 to 1, also with their parts in order."""
    pairs = ((word.lower(), choice.lower()), (_in_order(word), _in_order(choice)))
    return max(SequenceMatcher(None, one, other).ratio() for one, other in pairs)


def _parts(word: str) -> set[str]:
    return {*word.lower().replace("_", "-").split("-")}


def _in_order(word: str) -> str:
    return "-".join(sorted(word.lower().split("-")))

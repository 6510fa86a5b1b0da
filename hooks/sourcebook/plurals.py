"""Plurals: how it is said how many there are of something."""

from __future__ import annotations


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun, such as `1 post`, `2 addresses` or `1,000 entries`."""
    if number == 1:
        return f"1 {noun}"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{number:,} {noun.removesuffix('y')}ies"
    return f"{number:,} {noun}{'es' if noun.endswith('s') else 's'}"

"""The evidence sheets, which only the makers of the content have: what each source may be cited for."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from tests.site import ROOT

DOCS = ROOT / "docs"

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .rules import Written

SHEETS = ROOT.parent / "shared" / "evidence"

_KEY = r"[a-z][\w-]*"
_NUMBER = re.compile(r"(?<![\w.,])[-−–+]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
SMALL = 12
"""Up to here a number may be a count of what the sentence itself names."""
ROUND = frozenset({"100", "1000", "10000", "365", "988", "999", "911", "112", "111", "95"})
"""Denominators, telephone numbers, and the interval that all studies use."""

OUR_OWN = {
    "knee-pain-and-pain-in-other-joints": {"2016"},  # the paper that news reports, not read
    "what-is-medical-massage": {"2016"},  # the original blog's date, which was wrong
}
"""Numbers of posts that stand in no claim, each with what it is."""


def subjects() -> set[str]:
    """Return the posts that the sheets ask for, as `topic/slug`."""
    return {
        f"{sheet.stem.removeprefix('facts-')}/{slug}"
        for sheet in SHEETS.glob("facts-*.md")
        for slug in re.findall(r"^## \d+\. `([\w-]+)`", sheet.read_text("utf-8"), re.MULTILINE)
    }


def numbers(text: str) -> set[str]:
    """Return the numbers of a text as digits, without commas, signs and final noughts."""
    return {_plain(whole, part) for whole, part in _NUMBER.findall(text)}


def _plain(whole: str, part: str) -> str:
    return whole.replace(",", "") + (part.rstrip("0").rstrip(".") if part else "")


@cache
def allowed() -> dict[str, set[str]]:
    """Return for each key the numbers that the sheets give with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for sheet in sorted(SHEETS.glob("facts-*.md")):
        for line in sheet.read_text(encoding="utf-8").splitlines():
            if line.startswith("EDITOR: records"):
                continue
            keys = set(re.findall(rf"@({_KEY})", line))
            if not line.startswith(("-", "#", "*")) and line.count(",") > 1:
                keys |= set(re.findall(rf"(?:^|[,|])({_KEY}\d*[\w-]*)(?=[,|]|$)", line))
            for key in keys:
                found[key] |= numbers(line.replace(",", ", ") if "@" not in line else line)
                found[key] |= numbers(line)
    return found


@cache
def rated() -> dict[str, set[str]]:
    """Return for each key the words for strength that the sheets use with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for sheet in sorted(SHEETS.glob("facts-*.md")):
        for line in sheet.read_text(encoding="utf-8").splitlines():
            for tag in re.findall(r"\*\*\[([A-Z][a-z ]+)\]\*\*", line):
                for key in re.findall(rf"@({_KEY})", line):
                    found[key].add(tag.lower())
    return found


def labels_are_those_of_the_sheets(post: Written) -> Iterator[str]:
    """A conclusion may not sound surer than the sheets are; our own says that it is ours."""
    for line in post.body.splitlines():
        keys = re.findall(rf"@({_KEY})", line)
        tags = set().union(*(rated().get(key, set()) for key in keys))
        for label in re.findall(r"\[([A-Za-z ]+)\](?!\()", line):
            tag = label.lower().removesuffix(" evidence")
            ours = tag == "expert opinion" and re.search(r"\b[Oo]ur\b", line)
            if keys and tag != "not known" and tag not in tags and not ours:
                rest = ", ".join(sorted(tags)) or "nothing"
                yield (
                    f"says [{label}], the sheets say {rest} of {', '.join(keys)}; "
                    f"write the label of the claim: {line}"
                )


def numbers_are_in_the_sheets(post: Written) -> Iterator[str]:
    for sentence in post.found.sentences:
        keys = sentence.keys or sentence.item_keys
        if not keys:
            continue
        given = set().union(*(allowed().get(key, set()) | _record(key) for key in keys))
        for number in sorted(
            numbers(sentence.text) - given - ROUND - OUR_OWN.get(post.slug, ROUND)
        ):
            if number.isdigit() and int(number) <= SMALL:
                continue
            if any(_is_rounded(number, each) for each in given):
                continue
            yield (
                f"{number} stands in no claim of the sheets on {', '.join(keys)}; correct it, cite "
                f"the source it is from, or leave it out: {sentence.text}"
            )


def _is_rounded(number: str, exact: str) -> bool:
    """Tell whether a number is another one with fewer places; a half goes either way."""
    places = len(number.partition(".")[2])
    step = Decimal(1).scaleb(-places)
    return len(exact.partition(".")[2]) > places and (
        abs(Decimal(number) - Decimal(exact)) * 2 <= step
    )


def _record(key: str) -> set[str]:
    """Return the numbers in the record of a source, such as its date."""
    return set(re.findall(r"\d+", (DOCS / "sources" / f"{key}.md").read_text(encoding="utf-8")))


def chart_numbers(path: Path) -> set[str]:
    """Return the numbers of the rows of a chart's data."""
    rows = [
        re.sub(r",[^,]*$", "", line)
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return {number for row in rows[1:] for number in numbers(row.replace(",", ", "))}


def chart_agrees_with_the_sheets(data: Path) -> Iterator[str]:
    original = SHEETS / "charts" / data.name
    if not original.exists():
        yield f"{data.name}: no data of the sheets have this name; give it the name they have"
        return
    text = original.read_text(encoding="utf-8")
    every = numbers(text.replace(",", ", ")) | set(re.findall(r"\d{4}", text))  # years of keys
    for number in sorted(chart_numbers(data) - every):
        yield f"{data.name}: {number} is not in the data of the sheets; copy the number from there"

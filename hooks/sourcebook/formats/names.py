"""Names of people and groups: CSL's parts, and one line of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from .latex import from_latex, is_group, to_latex

if TYPE_CHECKING:
    from collections.abc import Iterable

Name = dict[str, str]
"""CSL's parts of a name: `family` and `given`, or `literal` for a group, and particles."""

AND_OTHERS = frozenset({"others", "et al", "et al."})
"""Words in the place of names that were left out."""

_PARTICLES = ("dropping-particle", "non-dropping-particle")
_AND = re.compile(r"\band\b", re.IGNORECASE)


def read_name(text: str) -> Name:
    """Return the name that stands on a line as RIS has it: `Family, Given, Suffix`.

    One without a comma, or with the last sign a comma, is a group; a group's own first
    comma is written twice. A single word is a family name.
    """
    if ",," in text or (text.endswith(",") and text.count(",") == 1):
        return {"literal": text.replace(",,", ",", 1) if ",," in text else text[:-1]}
    family, *rest = (part.strip() for part in text.split(",", 2))
    if not rest:
        return {"literal" if " " in family else "family": family}
    given, suffix = (*rest, "")[:2]
    return _without_empty({"family": family, "given": given, "suffix": suffix.strip(", ")})


def write_name(name: Name) -> str:
    """Return a name on one line, as `read_name` reads it; particles join the family name."""
    if "family" not in name:
        literal = name["literal"]
        return literal.replace(",", ",,", 1) if "," in literal else literal + ","
    family = " ".join([*_particles(name), name["family"]])
    return ", ".join([family, name.get("given", ""), name.get("suffix", "")]).rstrip(", ")


def read_bibtex_names(source: str) -> tuple[list[Name], list[str]]:
    """Return the names of a BibTeX field, and as text those nobody can take apart.

    `and others` is left out; what stands in braces is the name of a group.
    """
    names, unclear = [], []
    for words in split_multiple_persons_names(source):
        if words.strip() in AND_OTHERS:
            continue
        if is_group(words.strip()):
            names.append({"literal": from_latex(words.strip())})
            continue
        parts = parse_single_name_into_parts(words, strict=False)
        name = {
            "family": parts.last,
            "given": parts.first,
            "suffix": parts.jr,
            "non-dropping-particle": parts.von,
        }
        names.append({key: from_latex(" ".join(part)) for key, part in name.items()})
        try:
            parse_single_name_into_parts(words.rstrip(", \n"))
        except InvalidNameError:
            unclear.append(from_latex(words.strip()))
    return [found for name in names if (found := _without_empty(name))], unclear


def write_bibtex_names(names: Iterable[Name]) -> str:
    """Return a BibTeX field of names; a dropping particle is written as one that stays."""
    return " and ".join(map(_write_bibtex_name, names))


def _write_bibtex_name(name: Name) -> str:
    if "family" not in name:
        return "{" + to_latex(name["literal"]) + "}"
    rest = [_protected(name[key]) for key in ("suffix", "given") if key in name]
    words = name["family"].split()
    # Words in lower case would be taken for particles, and the first of words alone for given.
    several = len(words) > 1 and not (rest and all(word[0].isupper() for word in words))
    family = _protected(name["family"], always=several)
    last = " ".join([*map(to_latex, _particles(name)), family])
    # Without the comma, it would be a group.
    return ", ".join([last, *rest]) + ("," if is_group(last) and not rest else "")


def _particles(name: Name) -> list[str]:
    return [name[key] for key in _PARTICLES if key in name]


def _protected(text: str, *, always: bool = False) -> str:
    """Return LaTeX in which no comma and no word is taken for the end of a part or a name."""
    source = to_latex(text)
    unclear = always or "," in text or _AND.search(text) or text in AND_OTHERS
    return "{" + source + "}" if unclear else source


def _without_empty(name: Name) -> Name:
    return {key: text for key, part in name.items() if (text := " ".join(part.split()))}

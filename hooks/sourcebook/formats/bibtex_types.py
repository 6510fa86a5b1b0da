"""Types of BibTeX and biblatex, and CSL's.

https://ctan.org/pkg/biblatex (section 2.1); where tools differ, we follow pandoc.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.sources import TYPES

from .items import OTHER_TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping

ENTRY_TYPES = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book": "book",
    "bookinbook": "chapter",
    "booklet": "pamphlet",
    "collection": "book",
    "commentary": "book",
    "conference": "paper-conference",
    "data": "dataset",
    "dataset": "dataset",
    "electronic": "webpage",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "book",
    "mastersthesis": "thesis",
    "misc": OTHER_TYPE,
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "newsarticle": "article-newspaper",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "review": "review",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "suppperiodical": "article-journal",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "webpage": "webpage",
    "www": "webpage",
}
"""Types of entries, each with CSL's."""

_WRITTEN_AS = {
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "classic": "book",
    "dataset": "dataset",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "figure": "image",
    "graphic": "image",
    "motion_picture": "movie",
    "paper-conference": "inproceedings",
    "post": "online",
    "post-weblog": "online",
    "regulation": "legislation",
    "report": "techreport",
    "review-book": "review",
    "song": "music",
    "thesis": "thesis",
    "webpage": "online",
}
"""The type of entry for CSL's, where the first one that means it is not the best."""
_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
"""What biblatex and pandoc call a few types in `entrysubtype`; the others go by CSL's name."""

DEGREES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}
"""What a type of entry says of a thesis."""


def csl_type(entry_type: str, fields: Mapping[str, str]) -> str | None:
    """Return CSL's type of an entry with these fields; `None` where its type is unknown."""
    subtype = fields.get("entrysubtype", "").replace("\\", "")
    kind = ENTRY_TYPES.get(entry_type)
    if kind == OTHER_TYPE and "url" in fields:
        kind = "webpage"
    named = {name: kind for kind, name in _SUBTYPES.items()}
    return named.get(subtype.lower(), subtype if subtype in TYPES else kind)


def entry_type(kind: str, fields: Mapping[str, str]) -> tuple[str, str | None]:
    """Return the type of an entry for CSL's, and its subtype where one is needed to tell it."""
    meaning = (name for name, meant in ENTRY_TYPES.items() if meant == kind)
    written = _WRITTEN_AS.get(kind) or next(meaning, "misc")
    if csl_type(written, fields) == kind:
        return written, None
    return written, _SUBTYPES.get(kind, kind)

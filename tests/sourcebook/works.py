"""Strategy: works as CSL items in canonical form, with every sign a format could trip over."""

from __future__ import annotations

from calendar import monthrange
from typing import Any

from hypothesis import strategies as st

from sourcebook.addresses import is_web_address
from sourcebook.csl import DATE_KEYS, NAME_KEYS
from sourcebook.formats.items import plain_lines, plain_text
from sourcebook.identifiers import read_doi
from sourcebook.sources import (
    CSL_KEYS,
    IDENTIFIERS,
    NAME_PARTS,
    NOTICES,
    OWN_GROUPS,
    TYPES,
)

_TRAPS = st.sampled_from(
    [
        "and",
        "others",
        "et al.",
        "van der",
        "King, Jr",
        "A,, B",
        "@book{x,",
        "@rose (2012)",
        "{",
        "}",
        "\\",
        "\\'e",
        "%",
        "50 % & $5 # a_b ~ ^",
        "--",
        "''",
        "``",
        "<",
        "p < 0.05 > q",
        '"',
        "TY  - JOUR",
        "ER  -",
        "PMID- 1",
        "é",
        "ß",
        "玫瑰",
        "ورد",
        "🌹",
        "a-b",
        "12-19",
        "x ; y",
    ]
)
_SIGNS = st.text("\\{}%&$#_~^@\"'`?!-–,;:./()[]<>=+*| aZé1", max_size=12)
TEXTS = (
    st.lists(_TRAPS | _SIGNS | st.text(max_size=8) | st.just("Rose"), min_size=1, max_size=4)
    .map(" ".join)
    .map(plain_text)
    .filter(bool)
)
LINES = st.lists(TEXTS.map(lambda text: f"  {text}") | TEXTS | st.just(""), max_size=5).map(
    lambda lines: plain_lines("\n".join(lines).strip())
)
KEYS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True)
NAMES = st.dictionaries(st.sampled_from(NAME_PARTS), TEXTS, min_size=1).filter(
    lambda name: bool(name.keys() & {"family", "literal"})
)
ADDRESSES = st.text("\\{}%&#_~^@-,;:./()[]?=+*|aZ1é", max_size=20).map(
    "https://example.org/{}".format
)
URLS = ADDRESSES.filter(is_web_address)
DOIS = st.builds(
    "10.{}/{}".format,
    st.integers(1000, 99999),
    st.text("\\{}%&#_~^@-;:./()[]<>?=+aZ1é", min_size=1),
).map(read_doi)


@st.composite
def days(draw: st.DrawFn) -> list[int]:
    year, month = draw(st.integers(1, 9999)), draw(st.integers(1, 12))
    day = draw(st.integers(1, monthrange(year, month)[1]))
    return [year, month, day][: draw(st.integers(1, 3))]


DATES = st.lists(days(), min_size=1, max_size=2).map(lambda ends: {"date-parts": sorted(ends)})

_TEXT_KEYS = CSL_KEYS - NAME_KEYS - DATE_KEYS - IDENTIFIERS.keys() - {"type", "title", "URL"}
_OWN_DATES = st.sampled_from(["2022", "2022-03", "2022-03-04", "2022/2023"])
_CUSTOM = st.fixed_dictionaries(
    {},
    optional={
        "design": st.sampled_from(["trial", "review"]),
        "short": TEXTS,
        "archive": st.fixed_dictionaries({"URL": URLS}, optional={"date": _OWN_DATES}),
        "notice": st.fixed_dictionaries(
            {"type": st.sampled_from(sorted(NOTICES))},
            optional={"date": _OWN_DATES, "URL": URLS, "acknowledged": _OWN_DATES},
        ),
        "summary": LINES.filter(bool),
    },
)
assert set(OWN_GROUPS) == {"archive", "notice"}


def _some(keys: Any, values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(sorted(keys)), values, max_size=4)


@st.composite
def works(draw: st.DrawFn) -> dict[str, Any]:
    """Draw an item in canonical form."""
    item = draw(_some(_TEXT_KEYS, TEXTS))
    item |= draw(_some(NAME_KEYS, st.lists(NAMES, min_size=1, max_size=3)))
    item |= draw(_some(DATE_KEYS, DATES))
    item |= {"id": draw(KEYS), "type": draw(st.sampled_from(sorted(TYPES))), "title": draw(TEXTS)}
    others: dict[str, st.SearchStrategy[Any]] = {
        "DOI": DOIS,
        "URL": URLS,
        "PMID": st.integers(1, 99_999_999).map(str),
        "PMCID": st.integers(1, 99_999_999).map("PMC{}".format),
        "custom": _CUSTOM,
    }
    item |= {key: value for key, values in others.items() if (value := draw(st.none() | values))}
    return item


LISTS = st.lists(works(), max_size=3, unique_by=lambda item: item["id"])
"""Lists of items, each with a key of its own."""

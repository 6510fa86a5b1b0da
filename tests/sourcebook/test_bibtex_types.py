"""Types of BibTeX, and CSL's."""

from __future__ import annotations

import pytest

from sourcebook.formats.bibtex_types import ENTRY_TYPES, csl_type, entry_type
from sourcebook.sources import TYPES


@pytest.mark.parametrize("kind", sorted(TYPES))
@pytest.mark.parametrize("fields", [{}, {"url": "https://example.org"}])
def test_every_type_comes_back(kind: str, fields: dict[str, str]) -> None:
    written, subtype = entry_type(kind, fields)

    assert written in ENTRY_TYPES
    assert csl_type(written, fields | ({"entrysubtype": subtype} if subtype else {})) == kind


def test_every_type_of_entry_means_one_of_csl() -> None:
    assert set(ENTRY_TYPES.values()) <= TYPES


def test_an_unknown_type_is_none_and_a_work_with_an_address_is_a_page() -> None:
    assert csl_type("rose", {}) is None
    assert csl_type("misc", {"url": "https://example.org"}) == "webpage"
    assert csl_type("article", {"entrysubtype": "newspaper"}) == "article-newspaper"

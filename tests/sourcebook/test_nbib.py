"""NBIB: the lines of MEDLINE, as PubMed exports them."""

from __future__ import annotations

import pytest

from sourcebook.formats import Item
from sourcebook.formats.nbib import read
from tests.sourcebook.garden import messages

ROSES = """
PMID- 1234567
STAT- MEDLINE
DP  - 2012 Feb 8
TI  - Pruning roses in spring: a
      randomised trial.
PG  - 379-86
LID - 10.1000/pruning [doi]
AB  - Roses were pruned.
FAU - Smith, Jo Ann Jr
AU  - Smith JA Jr
CN  - The Rose Club
LA  - eng
PT  - Journal Article
PT  - Randomized Controlled Trial
TA  - J Rose
JT  - Journal of gardens
IS  - 1234-5678 (Print)
VI  - 7
IP  - 2
PMC - PMC123
"""


def one(text: str) -> Item:
    (item,), problems = read("x.nbib", text)
    assert problems == []
    return item


def test_a_record_is_read_whole() -> None:
    assert one(ROSES) == {
        "type": "article-journal",
        "title": "Pruning roses in spring: a randomised trial",
        "author": [
            {"family": "Smith", "given": "Jo Ann", "suffix": "Jr"},
            {"literal": "The Rose Club"},
        ],
        "issued": {"date-parts": [[2012, 2, 8]]},
        "container-title": "Journal of gardens",
        "container-title-short": "J Rose",
        "volume": "7",
        "issue": "2",
        "page": "379-86",
        "abstract": "Roses were pruned.",
        "DOI": "10.1000/pruning",
        "PMID": "1234567",
        "PMCID": "PMC123",
        "ISSN": "1234-5678",
        "custom": {"design": "trial"},
    }


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Smith JA", {"family": "Smith", "given": "J. A."}),
        ("van den Berg J", {"family": "van den Berg", "given": "J."}),
        ("King ML 3rd", {"family": "King", "given": "M. L.", "suffix": "3rd"}),
        ("Plato", {"family": "Plato"}),
        ("Rose growers", {"literal": "Rose growers"}),
    ],
)
def test_short_names_count_where_there_are_no_full_ones(name: str, parts: dict[str, str]) -> None:
    text = f"PMID- 1\nTI  - Roses\nAU  - {name}\nAU  - et al.\n"

    assert one(text)["author"] == [parts]


@pytest.mark.parametrize(
    ("kind", "design"),
    [
        ("Practice Guideline", "guideline"),
        ("Meta-Analysis", "systematic-review"),
        ("Case Reports", "case-series"),
        ("Review", "review"),
    ],
)
def test_a_plain_type_of_publication_tells_the_kind_of_work(kind: str, design: str) -> None:
    assert one(f"PMID- 1\nTI  - Roses\nPT  - {kind}\n")["custom"] == {"design": design}


def test_a_retracted_paper_brings_its_notice() -> None:
    text = "PMID- 1\nTI  - Roses\nPT  - Retracted Publication\n"

    assert one(text)["custom"] == {"notice": {"type": "retraction"}}


def test_books_chapters_and_preprints_have_their_types() -> None:
    book = one("PMID- 1\nBTI - Roses.\nPL  - Kew\n")
    chapter = one("PMID- 1\nTI  - Clay\nBTI - Roses.\n")
    preprint = one("PMID- 1\nTI  - Clay\nPT  - Preprint\n")

    assert (book["type"], book["title"], book["publisher-place"]) == ("book", "Roses", "Kew")
    assert (chapter["type"], chapter["container-title"]) == ("chapter", "Roses")
    assert preprint["type"] == "article"


def test_each_record_is_read_and_a_problem_names_its_line() -> None:
    text = "junk\n\nPMID- 1\nTI  - Roses\n\nPMID- 2\nDP  - soon\nTI  - Trees\n\nPMID- 3\n"

    items, problems = read("x.nbib", text)

    assert [item["title"] for item in items] == ["Roses", "Trees"]
    assert messages(problems) == [
        "x.nbib: line 6, issued: `soon` is not a date; "
        "write 2011, 2011-07, 2011-07-05 or 2011/2012",
        "x.nbib: line 10, title: is missing, so the work is left out; add its title",
    ]


def test_text_without_a_record_has_no_items() -> None:
    assert read("x.nbib", "nothing\n  here\n") == ([], [])

"""RIS: lines of tags, as programs write them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.formats import Item
from sourcebook.formats.ris import read, write
from tests.sourcebook.garden import messages
from tests.sourcebook.library import essence, library, read_by_pandoc
from tests.sourcebook.works import DATES, DOIS, KEYS, URLS

WORDS = st.sampled_from(["Roses", "Clay & sand", "Rosen: Größe", "p < 0.05", "玫瑰", "a; b"])


def one(*lines: str) -> Item:
    (item,), problems = read("x.ris", "\n".join([*lines, "ER  - ", ""]))
    assert problems == []
    return item


@given(
    st.fixed_dictionaries(
        {
            "id": KEYS,
            "type": st.sampled_from(["article-journal", "book", "chapter", "report", "thesis"]),
            "title": WORDS,
        },
        optional={
            "author": st.lists(
                st.fixed_dictionaries({"family": WORDS, "given": WORDS}), min_size=1
            ),
            "issued": DATES,
            "container-title": WORDS,
            "volume": st.just("7"),
            "issue": st.just("2"),
            "page": st.sampled_from(["1", "71-79", "e30248"]),
            "publisher": WORDS,
            "DOI": DOIS.filter(bool),
            "URL": URLS,
        },
    )
)
def test_what_ris_has_tags_for_comes_back(item: dict[str, Any]) -> None:
    items, problems = read("x.ris", write([item]))

    assert problems == []
    assert items == [item]


def test_another_parser_reads_the_whole_library() -> None:
    items = library()

    read_back = [essence(item) for item in read_by_pandoc(write(items), "ris")]

    assert read_back == [essence(item) for item in items]


def test_no_items_are_an_empty_file() -> None:
    assert write([]) == "\n"


@pytest.mark.parametrize(
    ("lines", "key", "value"),
    [
        (["TY  - EJOUR", "T1  - Roses"], "type", "article-journal"),
        (["TY  - BOOK", "TI  - Roses", "T2  - Gardens"], "collection-title", "Gardens"),
        (["TY  - JOUR", "TI  - Roses", "T2  - Gardens", "JA  - JG"], "container-title-short",
         "JG"),
        (["TY  - JOUR", "TI  - Roses", "SP  - 71", "EP  - 79"], "page", "71-79"),
        (["TY  - JOUR", "TI  - Roses", "SP  - 71-79", "EP  - 79"], "page", "71-79"),
        (["TY  - JOUR", "TI  - Roses", "C7  - e12"], "page", "e12"),
        (["TY  - JOUR", "TI  - Roses", "PY  - 2011", "DA  - Jul 5"], "issued",
         {"date-parts": [[2011, 7, 5]]}),
        (["TY  - JOUR", "TI  - Roses", "Y1  - 2011/07//"], "issued", {"date-parts": [[2011, 7]]}),
        (["TY  - JOUR", "TI  - Roses", "AN  - 12", "DB  - PubMed"], "PMID", "12"),
        (["TY  - JOUR", "TI  - Roses", "AN  - 12"], "PMID", "12"),
        (["TY  - JOUR", "TI  - Roses", "C2  - PMC34"], "PMCID", "PMC34"),
        (["TY  - JOUR", "TI  - Roses", "SN  - 1234-567X"], "ISSN", "1234-567X"),
        (["TY  - BOOK", "TI  - Roses", "SN  - 978-3-16-148410-0"], "ISBN", "978-3-16-148410-0"),
        (["TY  - RPRT", "TI  - Roses", "M1  - 12"], "number", "12"),
        (["TY  - JOUR", "TI  - Roses", "KW  - clay", "KW  - sand"], "keyword", "clay, sand"),
        (["TY  - JOUR", "TI  - Roses", "N1  - one", "N1  - two"], "note", "one two"),
        (["TY  - JOUR", "TI  - Roses", "AU  - Smith, Jo", "AU  - et al"], "author",
         [{"family": "Smith", "given": "Jo"}]),
    ],
)  # fmt: skip
def test_tags_are_read_as_programs_write_them(lines: list[str], key: str, value: Any) -> None:
    assert one(*lines)[key] == value


def test_the_number_of_another_database_is_no_pmid() -> None:
    assert "PMID" not in one("TY  - JOUR", "TI  - Roses", "AN  - 12", "DB  - Scopus")
    assert "number" not in one("TY  - JOUR", "TI  - Roses", "M1  - 12")


def test_every_record_is_read_and_each_problem_names_its_line() -> None:
    text = (
        "junk\nTY  - ROSE\nTI  - Roses\nER  - \n\nTY  - BOOK\nER  - \n"
        "TY  - BOOK\nTI  - Trees\nTY  - BOOK\nTI  - Soil\nPY  - soon"
    )

    items, problems = read("x.ris", text)

    assert [item["title"] for item in items] == ["Roses", "Trees", "Soil"]
    assert messages(problems) == [
        "x.ris: line 2: `ROSE` is no type of RIS, so it is read as `document`; "
        "write JOUR, BOOK, CHAP, RPRT, ELEC or another type",
        "x.ris: line 6, title: is missing, so the work is left out; add its title",
        "x.ris: line 8: begins a record that has no end; close it with a line `ER  -`",
        "x.ris: line 10: begins a record that has no end; close it with a line `ER  -`",
        "x.ris: line 10, issued: `soon` is not a date; "
        "write 2011, 2011-07, 2011-07-05 or 2011/2012",
    ]


def test_a_work_of_a_type_ris_has_not_is_written_as_the_nearest_one() -> None:
    text = write(
        [{"id": "a", "type": "review", "title": "Roses", "accessed": {"date-parts": [[2012, 3]]}}]
    )

    assert text.startswith("TY  - JOUR\n")
    assert "Y2  - 2012/03//\n" in text
    assert write([{"id": "a", "type": "map", "title": "x"}]).startswith("TY  - MAP")
    assert write([{"id": "a", "type": "treaty", "title": "x"}]).startswith("TY  - GEN")

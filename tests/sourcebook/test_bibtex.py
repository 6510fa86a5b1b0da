"""BibTeX: every entry and every fault, and a way out and back to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from sourcebook.formats import Item
from sourcebook.formats.bibtex import read, write
from tests.sourcebook.garden import messages
from tests.sourcebook.library import essence, library, read_by_pandoc
from tests.sourcebook.works import LISTS


def one(text: str) -> Item:
    (item,), problems = read("x.bib", text)
    assert problems == []
    return item


@settings(max_examples=60)
@given(LISTS)
def test_items_come_back_to_the_letter(items: list[Item]) -> None:
    text = write(items)

    back, problems = read("x.bib", text)

    assert problems == []
    assert back == items
    assert write(back) == text


def test_the_library_comes_back_and_another_parser_reads_it_too() -> None:
    items = library()
    text = write(items)

    assert read("x.bib", text) == (items, [])
    by_pandoc = {item["id"]: essence(item) for item in read_by_pandoc(text, "bibtex")}
    assert by_pandoc == {item["id"]: essence(item) for item in items}


def test_no_items_are_an_empty_file() -> None:
    assert write([]) == "\n"


def test_an_entry_is_read_with_its_abbreviations_and_accents() -> None:
    text = """@string{jg = "Journal of " # {Gardens}}
@article{mueller2020,
  author = {M{\\"u}ller, Jo and {The Rose Club} and others},
  title = {{Roses} \\& <i>Clay</i>},
  journal = jg,
  year = 2020, month = "5~" # jul,
  doi = {https://doi.org/10.1000/ABC},
}
""".replace("\\\\", "\\")

    assert one(text) == {
        "id": "mueller2020",
        "type": "article-journal",
        "title": "Roses & Clay",
        "author": [{"family": "Müller", "given": "Jo"}, {"literal": "The Rose Club"}],
        "container-title": "Journal of Gardens",
        "issued": {"date-parts": [[2020, 7, 5]]},
        "DOI": "10.1000/abc",
    }


def test_three_thousand_authors_none_and_no_date_are_all_right() -> None:
    many = " and ".join(f"Rose{number}, Jo" for number in range(3000))

    crowd = one(f"@article{{a, title={{Roses}}, author={{{many}}}}}")
    alone = one("@article{a, title={Roses}}")
    span = one("@article{a, title={Roses}, date={2011/2012}}")

    assert len(crowd["author"]) == 3000
    assert alone == {"id": "a", "type": "article-journal", "title": "Roses"}
    assert span["issued"] == {"date-parts": [[2011], [2012]]}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("@article{a, title={no end, year=2011\n",
         "line 1: begins with `@article{a` what cannot be read, so it is left out; "
         "check its braces, quotation marks and commas"),
        ("@rose{a, title={Clay}}",
         "line 1: `@rose` is no type of BibTeX, so it is read as `document`; "
         "write @article, @book, @online, @misc or another type"),
        ("@book{b, title={Clay}}",
         "line 1: has the key `b` of line 1 again, so it is left out; "
         "give it another key, or delete one of the two"),
        ("@book{a, title={Clay}, title={Sand}}",
         "line 1: has the field `title` a second time; keep one of the two"),
        ("@book{a, title={Clay}, year=roses}",
         "line 1, year: `roses` is neither in braces nor an abbreviation that @string explains; "
         "put it in braces"),
        ("@book{a, author={Smith}}",
         "line 1, title: is missing, so the work is left out; add its title"),
        ("@string{a={x}}\n@string{a={y}}",
         "line 2: explains the abbreviation `a` a second time; keep one of the two"),
    ],
)  # fmt: skip
def test_a_fault_is_named_and_costs_no_other_entry(text: str, problem: str) -> None:
    good = "@book{b, title={Roses}}\n"
    if "b," in text:
        items, problems = read("x.bib", good.strip() + text)
    else:
        items, problems = read("x.bib", text + "\n\n" + good)

    assert "Roses" in [item["title"] for item in items]
    assert f"x.bib: {problem}" in messages(problems)


def test_a_thesis_says_its_degree_and_a_comment_is_no_entry() -> None:
    assert one("@comment{x}\n@phdthesis{a, title={Roses}}")["genre"] == "PhD thesis"


def test_entries_without_a_key_are_read_and_get_none() -> None:
    items, problems = read("x.bib", "@book{, title={Roses}}\n@book{, title={Trees}}")

    assert items == [{"type": "book", "title": "Roses"}, {"type": "book", "title": "Trees"}]
    assert problems == []

"""DOI, PMID and PMCID, however they are written."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sourcebook.addresses import is_web_address
from sourcebook.identifiers import (
    doi_url,
    is_isbn,
    pmc_url,
    pubmed_url,
    read_doi,
    read_pmcid,
    read_pmid,
)
from tests.sourcebook.works import DOIS

SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


@pytest.mark.parametrize(
    "text",
    [
        "10.1000/roses",
        "10.1000/ROSES",
        "doi:10.1000/roses",
        "DOI: 10.1000/roses",
        "https://doi.org/10.1000/roses",
        "http://dx.doi.org/10.1000/roses",
        "https://www.doi.org/10.1000/Roses?utm_source=x#top",
        "HTTPS://DOI.ORG/10.1000/ROSES#top",
        "dx.doi.org/10.1000/roses",
        "https://doi.org/10.1000%2Froses",
        "10.1000%2Froses",
        " 10.1000/roses\n",
        "10.1000/ro\u00adses\u200b",
    ],
)
def test_a_doi_is_one_text_however_it_is_written(text: str) -> None:
    assert read_doi(text) == "10.1000/roses"


@pytest.mark.parametrize(
    "text",
    [
        "See Doe (2011), 10.1000/roses.",
        "It was shown (10.1000/roses), and again.",
        "“10.1000/roses”",
        "<https://doi.org/10.1000/roses>",
        '<a href="https://doi.org/10.1000/roses">',
        "<i>10.1000/roses</i>",
        "[10.1000/roses](https://doi.org/10.1000/roses)",
        "[https://doi.org/10.1000/roses]",
        r"\doi{10.1000/roses}",
        "Is it «10.1000/roses»?",
        "Is it \u201810.1000/roses\u2019?",
        "Is it '10.1000/roses'?!",
        "10.1000/roses; 10.1000/clay",
        "10.1000/roses: a trial",
        "10.1000/roses…",
        "Roses in clay, 2011\n10.1000/roses",
        "https://example.org/clay\n10.1000/roses",
        "See https://example.org/clay 10.1000/roses https://example.org/sand",
    ],
)
def test_what_surrounds_a_doi_is_no_part_of_it(text: str) -> None:
    assert read_doi(text) == "10.1000/roses"


@pytest.mark.parametrize(
    "text",
    [
        SICI,
        f"https://doi.org/{SICI}",
        f"https://doi.org/{quote(SICI)}",
        f"https://doi.org/{quote(SICI, safe='')}",
        f"(doi:{SICI}).",
        SICI.replace("<", "&lt;").replace(">", "&gt;"),
        SICI.replace("<", "&#60;").replace(">", "&#x3E;"),
        SICI.replace("<", "&amp;lt;").replace(">", "&amp;gt;"),
    ],
)
def test_brackets_stay_in_a_doi(text: str) -> None:
    assert read_doi(text) == SICI.lower()


@pytest.mark.parametrize("pair", ["()", "[]", "{}", "<>"])
def test_a_closing_bracket_stays_where_it_was_opened(pair: str) -> None:
    doi = "10.1000/s0140-6736" + "19".join(pair)

    assert read_doi(doi.join(pair)) == doi


@pytest.mark.parametrize("registrant", ["10.1000.10", "10.123456789"])
def test_a_registrant_may_have_parts_and_up_to_nine_digits(registrant: str) -> None:
    assert read_doi(f"{registrant}/roses") == f"{registrant}/roses"


def test_outside_an_address_a_percent_sign_is_part_of_a_doi() -> None:
    assert read_doi("10.1000/%41roses") == "10.1000/%41roses"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "roses",
        "10.1000",
        "10.1000/",
        "10.1000/.",
        "10.100/roses",
        "10.1234567890/roses",
        "\uff11\uff10.\uff11\uff10\uff10\uff10/roses",
        "210.1000/roses",
        "1.10.1000/roses",
        "10.1000/ roses",
        "https://doi.org/10.1000/%20",
    ],
)
def test_nothing_else_is_a_doi(text: str) -> None:
    assert read_doi(text) is None


def test_the_address_of_a_publisher_has_more_in_it_than_a_doi() -> None:
    assert read_doi("https://example.org/doi/10.1000/roses/full") is None
    assert read_doi("http://1-ROSES.UK:8080/10.1000/roses/full") is None
    assert read_doi("example.org/10.1000/x and 10.1000/roses") == "10.1000/roses"


def test_of_several_dois_the_first_is_taken() -> None:
    assert read_doi("10.1000/. or 10.1000/clay, 10.1000/sand") == "10.1000/clay"


def test_the_address_of_a_doi_keeps_the_signs_that_an_address_may_have() -> None:
    assert doi_url("10.1000/a:b_c-d;e.f(g)<h>") == "https://doi.org/10.1000/a:b_c-d;e.f(g)%3Ch%3E"


@given(DOIS.filter(bool))
@example(SICI.lower())
def test_a_doi_comes_back_from_its_address(doi: str) -> None:
    assert is_web_address(doi_url(doi))
    assert read_doi(doi) == doi
    assert read_doi(doi_url(doi)) == doi


@given(st.text() | st.text("10./(&lt;)%2Fa<>\"'doirgx :#?").map("10.1000/{}".format))
def test_a_doi_is_printable_and_found_again_in_itself(text: str) -> None:
    doi = read_doi(text)

    assert doi is None or (doi.isprintable() and " " not in doi and read_doi(doi) == doi)


@pytest.mark.parametrize(
    "text",
    [
        "22347369",
        " 22347369 ",
        "PMID: 22347369",
        "pmid22347369",
        "PMID- 22347369",
        "0022347369",
        "https://pubmed.ncbi.nlm.nih.gov/22347369/",
        "https://pubmed.ncbi.nlm.nih.gov/22347369/?from_single_result=x",
        "http://www.ncbi.nlm.nih.gov/pubmed/22347369",
        "europepmc.org/article/MED/22347369",
    ],
)
def test_a_pmid_is_its_digits(text: str) -> None:
    assert read_pmid(text) == "22347369"


@pytest.mark.parametrize(
    "text",
    ["", "0", "PMC22347369", "123456789", "12a", "\uff11\uff12", "https://example.org/22347369"],
)
def test_nothing_else_is_a_pmid(text: str) -> None:
    assert read_pmid(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "PMC3275589",
        "pmc3275589",
        "PMCID: PMC3275589",
        "PMC3275589.1",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC3275589/",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3275589/pdf/roses.pdf",
        "https://europepmc.org/articles/PMC3275589",
        "https://europepmc.org/article/PMC/PMC3275589",
    ],
)
def test_a_pmcid_has_its_letters_in_front(text: str) -> None:
    assert read_pmcid(text) == "PMC3275589"


@pytest.mark.parametrize("text", ["", "3275589", "PMC", "PMC0", "PMCx", "https://example.org/PMC1"])
def test_nothing_else_is_a_pmcid(text: str) -> None:
    assert read_pmcid(text) is None


@given(st.integers(1, 99_999_999).map(str))
def test_numbers_come_back_from_their_addresses(number: str) -> None:
    assert read_pmid(pubmed_url(number)) == number
    assert read_pmcid(pmc_url(f"PMC{number}")) == f"PMC{number}"
    assert is_web_address(pubmed_url(number))
    assert is_web_address(pmc_url(f"PMC{number}"))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("978-0-306-40615-7", True),
        ("ISBN 0-306-40615-2", True),
        ("ISBN-10 0 306 40615 2", True),
        ("979-10-306-4061-5", True),
        ("isbn-13: 9780306406157", True),
        (" 080442957X ", True),
        ("22347369", False),
        ("123-0-306-40615-7", False),
        ("978-0-306-40615-7.bib", False),
        ("", False),
    ],
)
def test_the_number_of_a_book_is_known_by_its_form(text: str, is_one: bool) -> None:  # noqa: FBT001
    assert is_isbn(text) is is_one

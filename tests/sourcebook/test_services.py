"""Services that know a work by its number: what they answer, and what goes wrong."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from sourcebook.commands import services as ours
from sourcebook.commands.project import Failure
from sourcebook.commands.services import (
    NotThereError,
    ServiceError,
    ask,
    fetch_doi,
    fetch_pmcids,
    fetch_pmids,
    nbib_of,
    open_session,
    user_agent,
    version_of,
)
from tests.services import PAGE, Fault, Services, run_services

if TYPE_CHECKING:
    from collections.abc import Iterator

    import requests

ROSES = {
    "type": "article-journal",
    "title": "Roses in clay & sand: a comparison",
    "author": [{"family": "Smith", "given": "Jo"}, {"family": "Müller", "given": "José"}],
    "issued": {"date-parts": [[2011, 7, 5]]},
    "container-title": "Journal of Gardens",
    "volume": "7",
    "issue": "3",
    "page": "12-19",
    "publisher": "Garden Press",
    "language": "en",
    "ISSN": "1234-5679",
    "DOI": "10.1000/roses",
    "URL": "http://dx.doi.org/10.1000/roses",
}
PRUNING = {
    "type": "article-journal",
    "title": "Pruning Rosa in spring: a trial",
    "author": [
        {"family": "Smith", "given": "J. A.", "suffix": "Jr"},
        {"family": "van der Berg", "given": "K."},
        {"literal": "Rose Growers"},
    ],
    "issued": {"date-parts": [[2012, 2, 8]]},
    "container-title": "Journal of gardens",
    "container-title-short": "Garden J",
    "volume": "7",
    "issue": "2",
    "page": "339-47",
    "ISSN": "1234-5679",
    "DOI": "10.1000/pruning",
    "PMID": "1234567",
    "PMCID": "PMC7654321",
    "custom": {"design": "trial"},
}


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Run the services on this machine, and lead the command to them."""
    with run_services() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("SOURCEBOOK_TIMEOUT", "0.3")
        yield running


@pytest.fixture
def session(services: Services) -> Iterator[requests.Session]:
    """Open a session that waits for a short time only."""
    with open_session("https://garden.example/") as opened:
        yield opened


def message(session: requests.Session, doi: str = "10.1000/roses") -> str:
    """Return what a writer reads when a DOI cannot be looked up."""
    with pytest.raises(ServiceError) as caught:
        fetch_doi(session, doi)
    return str(caught.value)


def test_a_doi_becomes_a_record(services: Services, session: requests.Session) -> None:
    assert fetch_doi(session, "10.1000/roses") == (ROSES, [])
    assert [request.path for request in services.requests] == [
        "/doi/10.1000/roses",
        "/transform/10.1000/roses",
    ]


def test_a_doi_may_hold_any_sign(services: Services, session: requests.Session) -> None:
    doi = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2?#%"

    with pytest.raises(NotThereError):
        fetch_doi(session, doi)

    assert services.requests[0].path == f"/doi/{doi}"


def test_the_registrar_of_a_book_may_give_less(session: requests.Session) -> None:
    item, problems = fetch_doi(session, "10.1000/trees")

    assert problems == []
    assert item == {
        "type": "book",
        "title": "Trees for small gardens",
        "author": [{"family": "Oak", "given": "Ann"}],
        "issued": {"date-parts": [[2019]]},
        "publisher": "Garden Press",
        "DOI": "10.1000/trees",
        "URL": "https://www.example.org/trees",
    }


def test_a_pmid_becomes_a_record(session: requests.Session) -> None:
    assert list(fetch_pmids(session, ["1234567"])) == [("1234567", (PRUNING, []))]


def test_a_pmcid_becomes_a_record_too(services: Services, session: requests.Session) -> None:
    [(number, answer)] = fetch_pmcids(session, ["PMC7654321"])

    assert number == "PMC7654321"
    assert isinstance(answer, tuple)
    assert {key: answer[0][key] for key in ("title", "DOI", "PMID", "PMCID")} == {
        "title": "Pruning Rosa in spring: a trial",
        "DOI": "10.1000/pruning",
        "PMID": "1234567",
        "PMCID": "PMC7654321",
    }
    assert services.requests[0].query["db"] == "pmc"


def test_many_pmids_are_asked_for_at_once(services: Services, session: requests.Session) -> None:
    answers = dict(fetch_pmids(session, ["7654321", "1", "1234567"]))

    assert [request.query["id"] for request in services.requests] == ["7654321,1,1234567"]
    assert list(answers) == ["7654321", "1", "1234567"]
    assert answers["1234567"] == (PRUNING, [])
    assert isinstance(answers["1"], NotThereError)
    assert str(answers["1"]) == "PubMed: 1: there is no such work; correct the number"


def test_nobody_is_asked_more_often_than_three_times_a_second(
    services: Services, session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "MOST_AT_ONCE", 2)

    answers = list(fetch_pmids(session, [str(number) for number in range(1, 8)]))

    times = [request.time for request in services.requests]
    assert len(answers) == 7
    assert len(times) == 4
    assert all(later - earlier > 1 / 3 for earlier, later in pairwise(times))


def test_no_number_is_no_question(services: Services, session: requests.Session) -> None:
    assert list(fetch_pmids(session, [])) == []
    assert services.requests == []


def test_who_asks_says_so(
    services: Services, session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCEBOOK_MAILTO", "jo@garden.example")

    list(fetch_pmids(session, ["1"]))

    request = services.requests[0]
    assert request.headers["User-Agent"] == user_agent("https://garden.example/", "")
    assert request.query["tool"] == "sourcebook"
    assert request.query["email"] == "jo@garden.example"


@pytest.mark.parametrize(
    ("address", "mailto", "known"),
    [
        ("", "", ""),
        ("https://garden.example/", "", " (+https://garden.example/)"),
        ("", "jo@garden.example", " (mailto:jo@garden.example)"),
        (
            "https://garden.example/",
            "jo+b@garden.example",
            " (+https://garden.example/; mailto:jo+b@garden.example)",
        ),
        ("https://gärten.example/", "jo@gärten.example", ""),
        ("https://garden.example/\nX: y", "jo@garden.example\nX: y", ""),
    ],
)
def test_the_name_of_who_asks_leads_to_a_person(address: str, mailto: str, known: str) -> None:
    name = user_agent(address, mailto)

    assert re.fullmatch(r"sourcebook/[\d.]+", name.removesuffix(known))


@pytest.mark.parametrize("status", [404, 410])
def test_a_work_that_is_not_there_is_no_failure(
    services: Services, session: requests.Session, status: int
) -> None:
    services.faults.append(Fault(status, PAGE, "text/html"))

    with pytest.raises(NotThereError) as caught:
        fetch_doi(session, "10.1000/none")

    assert str(caught.value) == "doi.org: 10.1000/none: there is no such work; correct the number"


@pytest.mark.parametrize("status", [204, 406])
def test_a_work_without_a_record_is_no_failure_either(
    services: Services, session: requests.Session, status: int
) -> None:
    services.faults.append(Fault(status))

    with pytest.raises(NotThereError) as caught:
        fetch_doi(session, "10.1000/roses")

    assert str(caught.value) == (
        "doi.org: 10.1000/roses: has no record we can read; "
        "give a BibTeX, RIS, NBIB or CSL-JSON file instead"
    )


@pytest.mark.parametrize("body", [b"[]", b"null", b'"roses"', b"{}"])
def test_json_that_is_no_record_is_not_one(
    services: Services, session: requests.Session, body: bytes
) -> None:
    services.faults.append(Fault(body=body))

    assert message(session).startswith("doi.org: 10.1000/roses: has no record we can read; ")


def test_a_service_that_is_busy_is_asked_again_when_it_says(
    services: Services, session: requests.Session
) -> None:
    services.faults.append(Fault(429, headers=(("Retry-After", "1"),)))

    assert fetch_doi(session, "10.1000/roses") == (ROSES, [])
    first, second, _ = services.requests
    assert second.time - first.time >= 1


def test_a_service_that_asks_for_more_patience_than_we_have_is_asked_sooner(
    services: Services, session: requests.Session
) -> None:
    services.faults.append(Fault(503, headers=(("Retry-After", "86400"),)))

    assert fetch_doi(session, "10.1000/roses") == (ROSES, [])
    first, second, _ = services.requests
    assert 1 <= second.time - first.time < 5


def test_a_service_that_stumbles_is_asked_again(
    services: Services, session: requests.Session
) -> None:
    services.faults += [Fault(500), Fault(502), Fault(hang_up=True)]

    assert fetch_doi(session, "10.1000/roses") == (ROSES, [])
    assert len(services.requests) == 5


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (Fault(429), "has had too many questions"),
        (Fault(500), "answered 500 Internal Server Error"),
        (Fault(503, PAGE, "text/html"), "answered 503 Service Unavailable"),
        (Fault(403, PAGE, "text/html"), "answered 403 Forbidden"),
        (Fault(body=PAGE, kind="text/html"), "answered with a web page, not a record"),
        (Fault(body=b"Hello", kind="text/html"), "answered with a web page, not a record"),
        (Fault(body=b"\n <?xml?>"), "answered with a web page, not a record"),
        (Fault(body=b'{"type": "bo'), "gave half an answer"),
        (Fault(body=b""), "gave half an answer"),
        (Fault(body=b"\xff\xfe"), "gave half an answer"),
        (Fault(body=b"[" * 100_000), "gave half an answer"),
        (Fault(seconds=5), "did not answer in time"),
    ],
)
def test_a_service_that_fails_is_named_with_what_to_do(
    services: Services, session: requests.Session, fault: Fault, what: str
) -> None:
    services.faults += [fault] * 4

    assert message(session) == f"doi.org: 10.1000/roses: {what}; try again later"


def test_half_an_answer_is_noticed_also_where_the_connection_ends(
    services: Services, session: requests.Session
) -> None:
    services.faults += [Fault(), Fault(half=True)]

    assert message(session) == "doi.org: 10.1000/roses: gave half an answer; try again later"


@pytest.mark.parametrize("fault", [Fault(hang_up=True)])
def test_a_service_that_hangs_up_cannot_be_reached(
    services: Services, session: requests.Session, fault: Fault
) -> None:
    services.faults += [fault] * 4

    assert message(session) == (
        "doi.org: 10.1000/roses: cannot be reached; see to the connection, "
        "give a BibTeX, RIS, NBIB or CSL-JSON file instead, or write docs/sources/KEY.md by hand"
    )


def test_without_a_network_no_service_can_be_reached(
    session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCEBOOK_DOI_URL", "http://127.0.0.1:9")  # discard: nobody answers

    assert message(session).startswith("doi.org: 10.1000/roses: cannot be reached; see to the")


def test_an_answer_that_stops_in_the_middle_is_given_up(
    services: Services, session: requests.Session
) -> None:
    services.faults += [Fault(), Fault(stalls=True)]

    assert message(session) == "doi.org: 10.1000/roses: did not answer in time; try again later"


def test_a_mirror_that_is_no_address_is_named(
    session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCEBOOK_DOI_URL", "garden")

    assert message(session) == (
        "doi.org: 10.1000/roses: cannot be asked (MissingSchema); "
        "correct its address in the environment"
    )


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (
            b'{"error": "API rate limit exceeded", "count": "4", "limit": "3"}',
            "answered `API rate limit exceeded`",
        ),
        (
            b'{"header": {}, "error": "Search Backend failed:\n no database"}',
            "answered `Search Backend failed: no database`",
        ),
        (b'{"result": {"uids": []}}', "gave half an answer"),
        (b'{"result": {"1234567": "Pruning"}}', "gave half an answer"),
        (b'{"result": []}', "gave half an answer"),
        (b"[]", "gave half an answer"),
        (b"{", "gave half an answer"),
    ],
)
def test_an_error_inside_a_good_answer_is_noticed(
    services: Services, session: requests.Session, body: bytes, what: str
) -> None:
    services.faults.append(Fault(body=body))

    [(_, answer)] = fetch_pmids(session, ["1234567"])

    assert isinstance(answer, ServiceError)
    assert not isinstance(answer, NotThereError)
    assert str(answer) == f"PubMed: 1234567: {what}; try again later"


def test_a_summary_that_says_nothing_is_no_record(
    services: Services, session: requests.Session
) -> None:
    services.faults.append(Fault(body=b'{"result": {"1": {"uid": "1"}}}'))

    [(_, answer)] = fetch_pmids(session, ["1"])

    assert isinstance(answer, NotThereError)
    assert str(answer).startswith("PubMed: 1: has no record we can read; ")


def test_when_a_service_fails_each_number_is_told(
    services: Services, session: requests.Session
) -> None:
    services.faults.append(Fault(403))

    answers = dict(fetch_pmcids(session, ["PMC1", "PMC2"]))

    assert {number: str(answer) for number, answer in answers.items()} == dict.fromkeys(
        ("PMC1", "PMC2"),
        "PubMed Central: PMC1, PMC2: answered 403 Forbidden; try again later",
    )


@pytest.mark.parametrize(
    ("summary", "nbib"),
    [
        ({"title": " Roses\nred. "}, "TI  - Roses red.\n"),
        (
            {"title": "", "booktitle": "Roses", "publishername": "Press"},
            "BTI - Roses\nPB  - Press\n",
        ),
        ({"authors": [{"name": "Oak A", "authtype": "Editor"}]}, "FED - Oak, A.\n"),
        ({"authors": [{"name": "Oak", "authtype": "Author"}, "Oak A"]}, "FAU - Oak\n"),
        ({"authors": [{"name": "Oak AB 3rd", "authtype": "Author"}]}, "FAU - Oak, A. B. 3rd\n"),
        ({"authors": [{"name": "de la Oak A"}]}, "FAU - de la Oak, A.\n"),
        ({"authors": [{"name": "Ann of Oaks"}]}, "CN  - Ann of Oaks\n"),
        ({"authors": [{"name": "Growers UK", "authtype": "CollectiveName"}]}, "CN  - Growers UK\n"),
        ({"pubdate": "", "epubdate": "2013 Mar"}, "DP  - 2013 Mar\n"),
        ({"pubdate": "2011 Winter", "epubdate": "2012"}, "DP  - 2011 Winter\n"),
        ({"articleids": [{"idtype": "doi", "value": "10.1000/a"}, 7]}, "AID - 10.1000/a [doi]\n"),
        ({"articleids": [{"idtype": "pmid", "value": "1"}]}, "PMID- 1\n"),
        ({"pubtype": ["Review", "Journal Article"]}, "PT  - Review\nPT  - Journal Article\n"),
        ({"articleids": None, "authors": 7, "volume": 7, "pubtype": "Review"}, ""),
    ],
)
def test_a_summary_is_read_field_by_field(summary: dict[str, Any], nbib: str) -> None:
    assert nbib_of(summary) == nbib


def test_a_work_that_was_retracted_says_so(services: Services, session: requests.Session) -> None:
    summary = {"title": "Roses.", "pubtype": ["Journal Article", "Retracted Publication"]}
    services.faults.append(Fault(body=json.dumps({"result": {"1": summary}}).encode()))

    [(_, answer)] = fetch_pmids(session, ["1"])

    assert isinstance(answer, tuple)
    assert answer[0]["custom"] == {"notice": {"type": "retraction"}}


@pytest.mark.parametrize("given", ["soon", "0", "-1", "nan", "inf"])
def test_a_time_to_wait_that_is_none_is_named(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCEBOOK_TIMEOUT", given)

    with pytest.raises(Failure) as caught:
        open_session("")

    assert caught.value.message == (
        f"SOURCEBOOK_TIMEOUT: `{given}` is not a time; write seconds, such as 30, or unset it"
    )


def test_without_a_time_to_wait_services_have_half_a_minute(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCEBOOK_TIMEOUT")
    services.faults.append(Fault(seconds=0.5))

    with open_session("") as patient:
        answer = ask(patient, f"{services.address}/transform/10.1000/roses", "doi.org", "roses")

    assert answer["title"].startswith("Roses")


def test_the_version_is_that_of_what_is_installed() -> None:
    assert version_of("click") == version("click")
    assert version_of("no_such_package") == "0"

"""Services that know a work by its number: doi.org, and PubMed and PubMed Central at NCBI.

How they answer: https://citation.doi.org/docs.html and
https://www.ncbi.nlm.nih.gov/books/NBK25499/#chapter4.ESummary. The environment may name
mirrors of them (`SOURCEBOOK_DOI_URL`, `SOURCEBOOK_EUTILS_URL`), the seconds to wait for an
answer (`SOURCEBOOK_TIMEOUT`), and where they can reach the writer (`SOURCEBOOK_MAILTO`).
"""

from __future__ import annotations

import json
import os
import re
import time
from functools import cache
from importlib.metadata import packages_distributions, version
from math import ceil
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ReadTimeoutError
from urllib3.util import Retry

from sourcebook.addresses import is_web_address
from sourcebook.formats import csl_json, nbib

from .project import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sourcebook.formats import Item
    from sourcebook.problems import Problem

    Record = tuple[Item, list[Problem]]
    """An item as our readers make it, and what was wrong in what it was made of."""

DOI_URL = "https://doi.org"
EUTILS_URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
CSL_JSON = "application/vnd.citationstyles.csl+json"

CONNECT = 10.0
"""Seconds to wait for a connection."""
READ = 30.0
"""Seconds to wait for an answer or the next part of it, and at most before asking again."""
TRIES = 4
PASSING = (429, 500, 502, 503, 504)
"""Answers after which it is worth trying again."""

# Without a key NCBI allows three requests a second:
# https://www.ncbi.nlm.nih.gov/books/NBK25497/
PAUSE = 0.34
# More numbers than that make an address too long.
MOST_AT_ONCE = 200

NOT_OURS = ("id", "abstract", "source", "keyword")
"""What services add to a record: their own number, the publisher's text, their name."""

LATER = "try again later"
BY_FILE = "give a BibTeX, RIS, NBIB or CSL-JSON file instead"
BY_HAND = "write docs/sources/KEY.md by hand"

_TAGS = {
    "TI": "title",
    "BTI": "booktitle",
    "JT": "fulljournalname",
    "TA": "source",
    "VI": "volume",
    "IP": "issue",
    "PG": "pages",
    "IS": "issn",
    "PB": "publishername",
    "PL": "publisherlocation",
}
"""Fields of ESummary, by what files of PubMed call them."""
_NAME = re.compile(r"(?P<family>.+?) (?P<given>[A-Z]{1,4})(?: (?P<suffix>Jr|Sr|\d[a-z]{2}))?")


class ServiceError(Exception):
    """A service did not give what it was asked for.

    Its text is `<service>: <work>: <what>; <remedy>`.
    """

    def __init__(self, service: str, work: str, what: str, remedy: str) -> None:
        super().__init__(f"{service}: {work}: {what}; {remedy}")


class NotThereError(ServiceError):
    """A service works, and knows nothing of the work."""


class _Persistent(HTTPAdapter):
    """Waits for an answer, but not for ever, and asks again where that may help."""

    def __init__(self, read: float) -> None:
        self.timeout = (CONNECT, read)
        super().__init__(
            max_retries=Retry(
                total=TRIES - 1,
                backoff_factor=0.5,
                status_forcelist=PASSING,
                raise_on_status=False,  # the last answer is then told as it is
                backoff_max=read,
                retry_after_max=ceil(read),
            )
        )

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        kwargs["timeout"] = kwargs.get("timeout") or self.timeout
        return super().send(request, *args, **kwargs)


def open_session(address: str) -> requests.Session:
    """Return what to ask services with: persistent, and saying who asks.

    `address` is that of the site or its repository. Raise `Failure` where the environment
    has a time that is none.
    """
    given = os.environ.get("SOURCEBOOK_TIMEOUT", "")
    try:
        read = float(given or READ)
    except ValueError:
        read = 0
    if not 0 < read < float("inf"):
        what = f"`{given}` is not a time"
        raise Failure(f"SOURCEBOOK_TIMEOUT: {what}; write seconds, such as {READ:.0f}, or unset it")
    session = requests.Session()
    session.headers["User-Agent"] = user_agent(address, os.environ.get("SOURCEBOOK_MAILTO", ""))
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Persistent(read))
    return session


def user_agent(address: str, mailto: str) -> str:
    """Return who asks: `sourcebook/1 (+https://example.org/; mailto:me@example.org)`."""
    whence = f"+{address}" if address.isascii() and is_web_address(address) else ""
    writer = f"mailto:{mailto}" if re.fullmatch(r"[\w.+-]+@[\w.-]+", mailto, re.ASCII) else ""
    known = "; ".join(filter(None, (whence, writer)))
    name = f"sourcebook/{version_of('sourcebook')}"
    return f"{name} ({known})" if known else name


@cache  # looking through all that is installed takes a fifth of a second
def version_of(package: str) -> str:
    """Return the version in which a package is installed; `0` where it is not."""
    names = packages_distributions().get(package)
    return version(names[0]) if names else "0"


def fetch_doi(session: requests.Session, doi: str) -> Record:
    """Return the record of a work as doi.org has it, and what is wrong with the record.

    Raise `ServiceError` where there is none, or the service fails.
    """
    base = os.environ.get("SOURCEBOOK_DOI_URL", DOI_URL).rstrip("/")
    answer = ask(session, f"{base}/{quote(doi, safe='/')}", "doi.org", doi, accept=CSL_JSON)
    record = {"DOI": doi, **answer} if isinstance(answer, dict) else {}
    return _first("doi.org", doi, *csl_json.read(doi, json.dumps(record), {}))


def fetch_pmids(
    session: requests.Session, pmids: Sequence[str]
) -> Iterator[tuple[str, Record | ServiceError]]:
    """Yield each number with its record as PubMed has it, or with why there is none."""
    return _fetch_summaries(session, pmids, "pubmed", "PubMed")


def fetch_pmcids(
    session: requests.Session, pmcids: Sequence[str]
) -> Iterator[tuple[str, Record | ServiceError]]:
    """Yield each number, as `PMC123`, with its record as PubMed Central has it, or why not."""
    return _fetch_summaries(session, pmcids, "pmc", "PubMed Central")


def ask(
    session: requests.Session,
    url: str,
    service: str,
    work: str,
    *,
    accept: str = "application/json",
    params: Mapping[str, str] | None = None,
) -> Any:
    """Return the JSON that a service answers, or raise `ServiceError`."""
    response = get(session, url, service, work, headers={"Accept": accept}, params=params)
    text = response.content.lstrip()
    if text.startswith(b"<") or "html" in response.headers.get("Content-Type", ""):
        raise ServiceError(service, work, "answered with a web page, not a record", LATER)
    try:
        return json.loads(text, strict=False)  # NCBI's errors have line ends in them
    except (ValueError, RecursionError):
        raise ServiceError(service, work, "gave half an answer", LATER) from None


def get(
    session: requests.Session,
    url: str,
    service: str,
    work: str,
    **options: Any,
) -> requests.Response:
    """Return the whole answer of a service to a good request, or raise `ServiceError`.

    `service` and `work` name in a message who was asked, and for what.
    """
    try:
        response = session.get(url, **options)
    except requests.RequestException as error:
        raise ServiceError(service, work, *what_failed(error)) from None
    match response.status_code:
        case 200:
            return response
        case 404 | 410:
            raise NotThereError(service, work, "there is no such work", "correct the number")
        # No metadata, or in no form we asked for: https://citation.doi.org/docs.html
        case 204 | 406:
            raise NotThereError(service, work, "has no record we can read", BY_FILE)
        case 429:
            raise ServiceError(service, work, "has had too many questions", LATER)
        case status:
            what = f"answered {status} {response.reason}".rstrip()
            raise ServiceError(service, work, what, LATER)


def what_failed(error: requests.RequestException) -> tuple[str, str]:
    """Return what happened to a request, and what to do."""
    cause = error.args[0] if error.args else None
    causes = (error, cause, getattr(cause, "reason", None))
    if any(isinstance(at, requests.Timeout | ReadTimeoutError) for at in causes):
        return "did not answer in time", LATER
    if isinstance(
        error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError
    ):
        return "gave half an answer", LATER
    if isinstance(error, requests.ConnectionError):
        remedy = f"see to the connection, {BY_FILE}, or {BY_HAND}"
        return "cannot be reached", remedy
    return f"cannot be asked ({type(error).__name__})", "correct its address in the environment"


def _fetch_summaries(
    session: requests.Session, numbers: Sequence[str], database: str, service: str
) -> Iterator[tuple[str, Record | ServiceError]]:
    base = os.environ.get("SOURCEBOOK_EUTILS_URL", EUTILS_URL).rstrip("/")
    for start in range(0, len(numbers), MOST_AT_ONCE):
        if start:
            time.sleep(PAUSE)
        some = numbers[start : start + MOST_AT_ONCE]
        uids = [number.removeprefix("PMC") for number in some]
        mailto = os.environ.get("SOURCEBOOK_MAILTO")
        params = {"db": database, "id": ",".join(uids), "retmode": "json", "tool": "sourcebook"}
        try:
            answer = ask(
                session,
                f"{base}/esummary.fcgi",
                service,
                ", ".join(some),
                params=params | ({"email": mailto} if mailto else {}),
            )
        except ServiceError as error:
            yield from ((number, error) for number in some)
            continue
        for number, uid in zip(some, uids, strict=True):
            yield number, _read_summary(answer, uid, service, number)


def _read_summary(answer: Any, uid: str, service: str, number: str) -> Record | ServiceError:
    """Return the record of one work in an answer of ESummary."""
    match answer:
        case {"result": dict(summaries)} if isinstance(summary := summaries.get(uid), dict):
            pass
        case {"error": str(error)}:
            return ServiceError(service, number, f"answered `{' '.join(error.split())}`", LATER)
        case _:
            return ServiceError(service, number, "gave half an answer", LATER)
    # Also of a number that never was, NCBI gives a summary, with this in it.
    if "error" in summary:
        return NotThereError(service, number, "there is no such work", "correct the number")
    try:
        return _first(service, number, *nbib.read(number, nbib_of(summary)))
    except ServiceError as error:
        return error


def nbib_of(summary: Mapping[str, Any]) -> str:
    """Return what ESummary says of a work, as the file that PubMed gives of it."""
    says = {key: " ".join(text.split()) for key, text in summary.items() if isinstance(text, str)}
    ids = {
        str(each.get("idtype")): str(each.get("value")) for each in _groups(summary, "articleids")
    }
    doi = f"{ids['doi']} [doi]" if ids.get("doi") else ""
    kinds = summary.get("pubtype")
    fields = [
        ("PMID", ids.get("pubmed") or ids.get("pmid")),
        ("PMC", ids.get("pmc") or ids.get("pmcid")),
        *((tag, says.get(key)) for tag, key in _TAGS.items()),
        ("DP", says.get("pubdate") or says.get("epubdate")),
        ("AID", doi),
        *(
            _name(str(each.get("name")), each.get("authtype"))
            for each in _groups(summary, "authors")
        ),
        *(("PT", kind) for kind in (kinds if isinstance(kinds, list) else [])),
    ]
    return "".join(f"{tag:4}- {value}\n" for tag, value in fields if value)


def _groups(summary: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = summary.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _name(text: str, kind: object) -> tuple[str, str]:
    """Return a name with its tag; ESummary writes `van der Berg JA 3rd`."""
    match = _NAME.fullmatch(text)
    if kind == "CollectiveName" or (match is None and " " in text):
        return "CN", text
    tag = "FED" if kind == "Editor" else "FAU"
    if match is None:
        return tag, text
    initials = " ".join(f"{initial}." for initial in match["given"])
    return tag, f"{match['family']}, {initials} {match['suffix'] or ''}".rstrip()


def _first(service: str, work: str, items: Sequence[Item], problems: list[Problem]) -> Record:
    """Return the record that is in an answer, and what is wrong with it."""
    if not items:
        raise NotThereError(service, work, "has no record we can read", BY_FILE)
    return {key: value for key, value in items[0].items() if key not in NOT_OURS}, problems

"""What `sourcebook check --online` asks others: Retraction Watch, and every address of a source.

Both answers go into data files, which the build and the offline check read.
"""

from __future__ import annotations

import csv
import io
import os
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from queue import SimpleQueue
from tempfile import TemporaryFile
from threading import Event, Lock
from typing import IO, TYPE_CHECKING, cast
from urllib.parse import urlsplit

import click
import requests
from urllib3 import Retry
from urllib3.exceptions import HTTPError, ReadTimeoutError

from sourcebook.links import FILE as LINKS
from sourcebook.links import NO_STATUS, due, find_addresses, learn, read_links, render_links
from sourcebook.notices import FILE as NOTICES
from sourcebook.notices import render_notices, select_notices

from .project import Failure
from .services import open_session

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from requests.adapters import HTTPAdapter

    from sourcebook.problems import Problem
    from sourcebook.sources import Source

    from .project import Project

# https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/
RETRACTIONS_URL = (
    "https://gitlab.com/crossref/retraction-watch-data/-/raw/main/retraction_watch.csv"
)
CHUNK = 65_536
"""Bytes of a download that are taken at a time."""

AT_ONCE = 8
"""Hosts that are asked at the same time, each one thing after the other."""
PAUSE = 1.0
"""Seconds a host is left alone between two requests."""
MOST_HOPS = 20
"""Redirects that are followed, as browsers do."""
SAVE_EVERY = 25
"""Answers after which all that is known is written."""
FAULTS = (requests.RequestException, HTTPError, OSError, ValueError)
"""What strange servers make the libraries raise; `ValueError` is for addresses."""
REASONS = {
    "tls": (requests.exceptions.SSLError,),
    "refused": (ConnectionRefusedError,),
    "timeout": (requests.Timeout, ReadTimeoutError),
}
"""Words of `NO_STATUS`, each with what is raised then, or lies behind it."""
ENOUGH = frozenset({"429", "refused", "tls"})
"""What a host says to any kind of request, so that asking once more tells nothing."""


def refresh_notices(
    project: Project, sources: Mapping[str, Source], file: Path | None
) -> list[Problem]:
    """Write the notices of all sources anew; return what could not be understood.

    They come from a copy of the file of Retraction Watch, or are downloaded. Raise `Failure`
    where the file cannot be had or used; nothing is written then.
    """
    with file.open("rb") if file else TemporaryFile() as raw:
        if not file:
            _download(project.address, raw)
        # Some rows are not UTF-8; what we read of them is.
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="")
        rows, problems = select_notices(csv.DictReader(text), sources)
    if rows is None:
        raise Failure("\n".join(f"{problem}; nothing was written" for problem in problems))
    project.write_files({f"{project.docs_dir}/{NOTICES}": render_notices(rows)}, overwrite=True)
    return problems


def _download(address: str, file: IO[bytes]) -> None:
    """Fill a file with that of Retraction Watch, whole, or raise `Failure`."""
    url = os.environ.get("SOURCEBOOK_RETRACTIONS_URL", RETRACTIONS_URL)
    try:
        with open_session(address) as session, session.get(url, stream=True) as response:
            if response.status_code != requests.codes.ok:
                raise _not_had(url, f"answered {response.status_code}")
            chunks = response.iter_content(CHUNK)
            size = int(response.headers.get("Content-Length", 0))
            length = -(-size // CHUNK) or None
            label = "Retraction Watch"
            with click.progressbar(chunks, length, label, file=sys.stderr) as bar:
                for chunk in bar:
                    file.write(chunk)
    except requests.exceptions.ChunkedEncodingError:
        raise _not_had(url, "gave half a file") from None
    except FAULTS as error:
        late = _reason(error) == "timeout"
        raise _not_had(url, "did not answer in time" if late else "cannot be reached") from None
    file.seek(0)


def _not_had(url: str, what: str) -> Failure:
    remedy = "try again later, or give a copy of the file with --retractions"
    return Failure(f"Retraction Watch: {url}: {what}; {remedy}; nothing was written")


def refresh_links(
    project: Project, sources: Mapping[str, Source], *, today: date, pause: float = PAUSE
) -> None:
    """Ask every address of the records that was not asked of late, and write the answers.

    What is known is written now and then, and also when somebody breaks off: so the next
    run goes on from there. Raise `Failure` where the file has a fault: what cannot be read
    would be lost.
    """
    rows, problems = read_links(project.data(LINKS))
    if problems:
        raise Failure("\n".join(f"{project.docs_dir}/{problem}" for problem in problems))
    before = {row.address: row for row in rows}
    addresses = find_addresses(sources)
    known = {address: before[address] for address in addresses if address in before}
    waiting = due(addresses, before, today=today)

    def save() -> None:
        path = f"{project.docs_dir}/{LINKS}"
        project.write_files({path: render_links(known.values())}, overwrite=True)

    try:
        with (
            open_once(project.address) as session,
            closing(ask_all(session, waiting, pause=pause)) as answers,
            click.progressbar(answers, len(waiting), "Addresses", file=sys.stderr) as bar,
        ):
            for number, (address, status) in enumerate(bar, start=1):
                known[address] = learn(before.get(address), address, status, today=today)
                if number % SAVE_EVERY == 0:
                    save()
    finally:
        save()


def open_once(address: str) -> requests.Session:
    """Return what to ask strangers with: it asks once, where `open_session` insists."""
    session = open_session(address)
    for adapter in session.adapters.values():
        cast("HTTPAdapter", adapter).max_retries = Retry(0, read=False)
    return session


def ask_all(
    session: requests.Session, addresses: Iterable[str], *, pause: float
) -> Generator[tuple[str, str]]:
    """Yield each address with what it answered: a number, or a word of `NO_STATUS`.

    No host gets two requests at a time, nor one within `pause` seconds of another, also
    where redirects lead to it.
    """
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[_host(address)].append(address)
    answers: SimpleQueue[tuple[str, str] | None] = SimpleQueue()
    turns, stop = _Turns(pause), Event()

    def ask_host(some: list[str]) -> None:
        try:
            for address in some:
                if stop.is_set():
                    break
                answers.put((address, ask(session, turns, address)))
        finally:
            answers.put(None)

    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        futures = [pool.submit(ask_host, some) for some in sorted(hosts.values(), key=len)[::-1]]
        for _ in futures:
            while answer := answers.get():
                yield answer
        for future in futures:
            future.result()
    finally:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)


def ask(session: requests.Session, turns: _Turns, address: str) -> str:
    """Return what an address answers to `HEAD`, or to `GET` where it does not like the first.

    Some servers say 403, 404 or nothing at all to `HEAD` only.
    """
    first = _answer(session, turns, "HEAD", address)
    if first.startswith("2") or first in ENOUGH:
        return first
    second = _answer(session, turns, "GET", address)
    return first if second in NO_STATUS and first not in NO_STATUS else second


def _answer(session: requests.Session, turns: _Turns, method: str, address: str) -> str:
    try:
        request: requests.PreparedRequest | None
        request = session.prepare_request(requests.Request(method, address))
        for _ in range(MOST_HOPS):
            url = str(request.url)
            options = session.merge_environment_settings(
                url, {}, stream=True, verify=None, cert=None
            )
            with (
                turns.take(_host(url)),
                session.send(request, allow_redirects=False, **options) as response,
            ):
                status, request = str(response.status_code), response.next
            if request is None:
                break
    except FAULTS as error:
        return _reason(error)
    return status


def _reason(error: BaseException | None) -> str:
    """Return the word of `NO_STATUS` for what kept a host from answering."""
    while error:
        for word, kinds in REASONS.items():
            if isinstance(error, kinds):
                return word
        error = error.__cause__ or error.__context__
    return "no-answer"


def _host(address: str) -> str:
    return urlsplit(address).netloc.lower()


class _Turns:
    """Lets one request at a time to a host, with a pause after each."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self.lock = Lock()
        self.locks: dict[str, Lock] = {}
        self.free: dict[str, float] = {}

    @contextmanager
    def take(self, host: str) -> Iterator[None]:
        """Wait for a turn, and hold it."""
        with self.lock:
            turn = self.locks.setdefault(host, Lock())
        with turn:
            time.sleep(max(0.0, self.free.get(host, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                self.free[host] = time.monotonic() + self.pause

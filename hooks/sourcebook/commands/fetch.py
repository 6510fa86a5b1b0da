"""What `sourcebook views --fetch` asks of services: the counts of each page on each day.

How they answer: https://www.goatcounter.com/help/api, https://plausible.io/docs/stats-api,
https://docs.umami.is/docs/api/website-stats and
https://developer.matomo.org/api-reference/reporting-api. Where they are, and the token that
opens them, stand in the environment.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click
import requests

from sourcebook.analytics import goatcounter, matomo, plausible, umami
from sourcebook.analytics.counts import ExportError
from sourcebook.settings import read_settings

from .project import Failure, Project, today
from .services import open_session, what_failed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from sourcebook.analytics.counts import Export

PLAUSIBLE_URL = "https://plausible.io"
UMAMI_URL = "https://api.umami.is/v1"

MOST_AT_ONCE = 10_000
"""Rows of an answer that Plausible gives at most: https://plausible.io/docs/stats-api#pagination"""
GOATCOUNTER_PAGE = 100
UMAMI_PAGE = 500
MATOMO_PAGE = 1000
"""Rows of an answer that we ask for."""
LONGEST = 200
"""Characters of an address that are shown."""
ONE_DAY = timedelta(days=1)
FIRST_TIME = timedelta(days=30)
"""How far back a service is asked that was never asked before."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """A service that can be asked."""

    name: str
    """As a reader may know it; exports carry the same."""
    variables: Mapping[str, str]
    """What has to stand in the environment, each with what it is."""
    optional: Mapping[str, str]
    """What may stand there, each with what it is."""
    pause: float
    """Seconds between two questions, as the service asks for it."""
    ask: Callable[[_Asker, date, date], Iterator[Export]]
    """Yields what was counted from one day to another, one export an answer."""

    @property
    def help(self) -> list[str]:
        """What stands in the environment, a line each."""
        both = {**self.variables, **self.optional}
        return [f"{name:19} {says}" for name, says in both.items()]


def fetch_exports(
    project: Project, service: str, first: date | None, last: date | None
) -> list[Export]:
    """Return what a service counted between two days, each day for itself.

    The first day is that of the last count, which may have been a part of a day, or a month
    ago; the last is yesterday. Raise `Failure` where something is missing in the
    environment, or the service does not answer as it should.
    """
    fetcher = FETCHERS[service]
    end = last or today() - ONE_DAY
    begin = min(first or end - FIRST_TIME + ONE_DAY, end)
    with open_session(project.address) as session:
        asker = _Asker(fetcher, _environment(fetcher, project), session)
        answers = fetcher.ask(asker, begin, end)
        label = f"{fetcher.name}, {begin} to {end}"
        try:
            with click.progressbar(answers, label=label, file=sys.stderr) as bar:
                return [export for export in bar if export.counts]
        except ExportError as error:
            raise Failure(f"{fetcher.name}: {error.what}; try again later") from None


def _environment(fetcher: Fetcher, project: Project) -> dict[str, str]:
    """Return what the environment says, or raise `Failure` with all that it does not."""
    host = urlsplit(project.site_url).hostname or ""
    counter = read_settings(project.extra)[0].counter
    given = {"PLAUSIBLE_URL": PLAUSIBLE_URL, "PLAUSIBLE_SITE": host, "UMAMI_URL": UMAMI_URL}
    given["GOATCOUNTER_URL"] = counter.removesuffix("/count")
    names = {**fetcher.variables, **fetcher.optional}
    given = {name: os.environ.get(name, "").strip() or given.get(name, "") for name in names}
    wrong = []
    for name, value in given.items():
        if not value:
            wrong.append(f"{name}: is not set; set it to {names[name]}")
        elif name.endswith("_URL") and urlsplit(value).scheme not in ("http", "https"):
            wrong.append(f"{name}: `{value}` is not a web address; set it to {names[name]}")
    if wrong:
        raise Failure("\n".join(wrong))
    return given


class _Asker:
    """Asks one service, one question after the other."""

    def __init__(
        self, fetcher: Fetcher, environment: Mapping[str, str], session: requests.Session
    ) -> None:
        self.fetcher = fetcher
        self.environment = environment
        self.session = session
        self.free = 0.0

    def __getitem__(self, name: str) -> str:
        return self.environment[name].rstrip("/")

    def ask(self, method: str, url: str, *, refused: int | None = None, **options: Any) -> Any:
        """Return the JSON that the service answers, or raise `Failure`.

        `None` comes back where it answers with the number `refused`. Redirects are not
        followed, since the token would go along, wherever they lead.
        """
        name, token = self.fetcher.name, [*self.fetcher.variables][-1]
        time.sleep(max(0.0, self.free - time.monotonic()))
        try:
            response = self.session.request(method, url, allow_redirects=False, **options)
        except requests.RequestException as error:
            what, _ = what_failed(error)
            raise Failure(f"{name}: {what}; see to the connection, or try again later") from None
        self.free = time.monotonic() + self.fetcher.pause
        if response.is_redirect:
            raise self._led_away(response.headers["Location"])
        match response.status_code:
            case 200:
                pass
            case status if status == refused:
                return None
            case 401 | 402 | 403:
                what = f"does not let us in ({response.status_code})"
                remedy = f"make a token that may read statistics, and set it as {token}"
                raise Failure(f"{name}: {what}; {remedy}")
            case 404:
                names = " and ".join(n for n in self.fetcher.variables if n != token)
                raise Failure(f"{name}: knows no such site or page; correct {names}")
            case 429:
                raise Failure(f"{name}: has had too many questions; try again in an hour")
            case status:
                what = f"answered {status} {response.reason}".rstrip()
                raise Failure(f"{name}: {what}; try again later")
        try:
            return response.json()
        except ValueError:
            raise Failure(
                f"{name}: answered with something else than JSON; correct its address"
            ) from None

    def _led_away(self, target: str) -> Failure:
        """Return what to say where the service sends us to another address."""
        name = next(name for name in self.environment if name.endswith("_URL"))
        shown = "".join(sign for sign in target.partition("?")[0][:LONGEST] if sign.isprintable())
        what = f"sends us on to {shown}, where your token might not belong"
        remedy = f"if that is its own address, set {name} so that it begins like this one"
        return Failure(f"{self.fetcher.name}: {what}; {remedy}")


def _ask_goatcounter(asker: _Asker, first: date, last: date) -> Iterator[Export]:
    known: list[str] = []
    while True:
        answer = asker.ask(
            "GET",
            f"{asker['GOATCOUNTER_URL']}/api/v0/stats/hits",
            headers={"Authorization": f"Bearer {asker['GOATCOUNTER_TOKEN']}"},
            params={
                "start": f"{first}T00:00:00Z",
                "end": f"{last}T23:59:59Z",
                "limit": str(GOATCOUNTER_PAGE),
                "group": "day",
                "exclude_paths": ",".join(known),
            },
        )
        yield goatcounter.read_answer(answer)
        numbers = [str(hit["path_id"]) for hit in answer["hits"] if "path_id" in hit]
        new = [number for number in numbers if number not in known]
        if not (answer.get("more") and new):
            return
        known += new


def _ask_plausible(asker: _Asker, first: date, last: date) -> Iterator[Export]:
    def ask(offset: int) -> Any:
        return asker.ask(
            "POST",
            f"{asker['PLAUSIBLE_URL']}/api/v2/query",
            headers={"Authorization": f"Bearer {asker['PLAUSIBLE_TOKEN']}"},
            json={
                "site_id": asker["PLAUSIBLE_SITE"],
                "metrics": ["visitors"],
                "date_range": [str(first), str(last)],
                "dimensions": ["time:day", "event:page"],
                "pagination": {"limit": MOST_AT_ONCE, "offset": offset},
            },
        )

    for answer in _pages(ask, MOST_AT_ONCE, lambda answer: [answer["results"]]):
        yield plausible.read_answer(answer, None)


def _ask_umami(asker: _Asker, first: date, last: date) -> Iterator[Export]:
    url = f"{asker['UMAMI_URL']}/websites/{asker['UMAMI_WEBSITE']}/metrics"
    token = asker["UMAMI_TOKEN"]
    headers = {"Authorization": f"Bearer {token}", "x-umami-api-key": token}

    def ask(offset: int, kind: str, day: date, ending: date) -> Any:
        span = {"startAt": _milliseconds(day), "endAt": _milliseconds(ending + ONE_DAY) - 1}
        params = {"type": kind, **span, "limit": UMAMI_PAGE, "offset": offset}
        return asker.ask("GET", url, headers=headers, params=params, refused=400) or []

    # Before October 2025 pages were called `url`: https://umami.is/docs/cloud/api-changelog
    kind = "path" if ask(0, "path", first, last) else "url"
    for day in _days(first, last):
        asking = partial(ask, kind=kind, day=day, ending=day)
        for answer in _pages(asking, UMAMI_PAGE, lambda answer: [answer]):
            yield umami.read_answer(answer, (day, day))


def _ask_matomo(asker: _Asker, first: date, last: date) -> Iterator[Export]:
    def ask(offset: int) -> Any:
        # The token goes in the body, so that it stands in no log.
        question = {
            "module": "API",
            "method": "Actions.getPageUrls",
            "idSite": asker["MATOMO_SITE"],
            "period": "day",
            "date": f"{first},{last}",
            "format": "JSON",
            "flat": "1",
            "filter_limit": str(MATOMO_PAGE),
            "filter_offset": str(offset),
            "token_auth": asker["MATOMO_TOKEN"],
        }
        answer = asker.ask("POST", f"{asker['MATOMO_URL']}/index.php", data=question)
        return {} if answer == [] else answer  # PHP knows no empty group, only an empty list

    for answer in _pages(ask, MATOMO_PAGE, lambda answer: answer.values()):
        yield matomo.read_answer(answer, None)


def _pages(
    ask: Callable[[int], Any], size: int, lists: Callable[[Any], Iterable[list[Any]]]
) -> Iterator[Any]:
    """Yield answers, each to the question from a row on, up to the one that is not full.

    `lists` gives the lists of rows in an answer. Services that know no such question answer
    with the first rows again, and then there are no more.
    """
    offset, before, answer = 0, object(), ask(0)
    while answer != before:
        yield answer
        if all(len(rows) < size for rows in lists(answer)):
            return
        offset += size
        before, answer = answer, ask(offset)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY


def _milliseconds(day: date) -> int:
    """Return when a day begins in UTC, as milliseconds since 1970."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


FETCHERS = {
    "goatcounter": Fetcher(
        goatcounter.NAME,
        {
            "GOATCOUNTER_URL": "its address, such as https://me.goatcounter.com",
            "GOATCOUNTER_TOKEN": "a token that may read statistics",
        },
        {},
        0.25,  # four a second: https://www.goatcounter.com/help/api#rate-limit
        _ask_goatcounter,
    ),
    "plausible": Fetcher(
        plausible.NAME,
        {
            "PLAUSIBLE_SITE": "the name of the site there, such as example.org",
            "PLAUSIBLE_TOKEN": "a key for the Stats API",
        },
        {"PLAUSIBLE_URL": "its address (https://plausible.io)"},
        0,  # 600 an hour, and we ask one or two
        _ask_plausible,
    ),
    "umami": Fetcher(
        umami.NAME,
        {
            "UMAMI_WEBSITE": "the number (UUID) of the site there",
            "UMAMI_TOKEN": "an API key, or the token of a login",
        },
        {"UMAMI_URL": "the address of its API (https://api.umami.is/v1)"},
        0.3,  # 50 in 15 seconds: https://docs.umami.is/docs/cloud/api-key
        _ask_umami,
    ),
    "matomo": Fetcher(
        matomo.NAME,
        {
            "MATOMO_URL": "its address, such as https://matomo.example.org",
            "MATOMO_SITE": "the number of the site there",
            "MATOMO_TOKEN": "a token (token_auth) that may view the site",
        },
        {},
        0,
        _ask_matomo,
    ),
}
"""The services that can be asked, by what a writer calls them."""

"""`sourcebook views --fetch`: services asked over HTTP, on a port of this machine."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from sourcebook.commands import fetch
from sourcebook.commands.fetch import FETCHERS
from sourcebook.commands.main import main
from tests.counters import TOKEN, Counters, run_counters
from tests.sourcebook.test_views import kept, make_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = date(2026, 10, 25)
"""A month before yesterday, which is 23 November 2026."""
LAST = date(2026, 11, 23)
COUNTED = (
    "path,date,views\n"
    "/,2026-11-23,4\n/roses/a/,2026-10-25,1\n/roses/a/,2026-11-01,2\n/roses/b/,2026-11-01,3\n"
)


@pytest.fixture
def counters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counters]:
    """Run the services beside a garden, and lead the command to them."""
    make_project(tmp_path, monkeypatch)
    for name, fetcher in FETCHERS.items():
        monkeypatch.setitem(FETCHERS, name, replace(fetcher, pause=0))
    with run_counters() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        running.views = {
            ("/roses/a/", FIRST - timedelta(1)): 99,
            ("/roses/a/", FIRST): 1,
            ("/roses/a/", date(2026, 11, 1)): 2,
            ("/roses/b", date(2026, 11, 1)): 3,
            ("/", LAST): 4,
            ("/", LAST + timedelta(1)): 99,
        }
        yield running


def run(service: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["views", "--fetch", service, *arguments])


@pytest.mark.parametrize("service", FETCHERS)
def test_a_service_is_asked_for_the_last_month_up_to_yesterday(
    counters: Counters, tmp_path: Path, service: str
) -> None:
    result = run(service)

    assert (result.exit_code, kept(tmp_path)) == (0, COUNTED)
    assert f"{FETCHERS[service].name}, 2026-10-25 to 2026-11-23" in result.stderr
    assert all(TOKEN not in f"{request.path}{request.query}" for request in counters.requests)
    assert all("sourcebook/" in request.headers["User-Agent"] for request in counters.requests)


@pytest.mark.parametrize("service", FETCHERS)
def test_the_next_time_it_is_asked_from_the_last_day_on(
    counters: Counters, tmp_path: Path, service: str
) -> None:
    run(service, "--from", "2026-10-24", "--to", "2026-11-01")
    before = kept(tmp_path)
    counters.views[("/roses/a/", date(2026, 10, 30))] = 50
    counters.views[("/roses/b", date(2026, 11, 1))] = 5

    result = run(service)

    assert "/roses/a/,2026-10-24,99\n" in before
    assert f"{FETCHERS[service].name}, 2026-11-01 to 2026-11-23" in result.stderr
    assert "/roses/b/,2026-11-01,5\n" in kept(tmp_path)
    assert "2026-10-30" not in kept(tmp_path)


@pytest.mark.parametrize("service", FETCHERS)
def test_it_pages_through_all_there_is_with_a_pause_between_questions(
    counters: Counters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    for name in ("GOATCOUNTER_PAGE", "MOST_AT_ONCE", "UMAMI_PAGE", "MATOMO_PAGE"):
        monkeypatch.setattr(fetch, name, 1)
    monkeypatch.setitem(FETCHERS, service, replace(FETCHERS[service], pause=0.02))

    result = run(service, "--from", "2026-10-25", "--to", "2026-11-23")

    times = [request.time for request in counters.requests]
    assert (result.exit_code, kept(tmp_path)) == (0, COUNTED)
    assert len(times) > 2
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.02


@pytest.mark.parametrize(
    ("service", "rows"),
    [
        ("goatcounter", {"hits": [{"path_id": 1, "path": "/", "stats": []}], "more": True}),
        ("plausible", {
            "results": [{"dimensions": ["2026-11-23", "/"], "metrics": [4]}],
            "query": {"metrics": ["visitors"], "dimensions": ["time:day", "event:page"]},
        }),
        ("umami", [{"x": "/", "y": 4}]),
        ("matomo", {"2026-11-23": [{"label": "/", "url": "/", "nb_visits": 4}]}),
    ],
)  # fmt: skip
def test_a_service_that_always_gives_the_first_page_is_not_asked_for_ever(
    counters: Counters, monkeypatch: pytest.MonkeyPatch, service: str, rows: object
) -> None:
    for name in ("GOATCOUNTER_PAGE", "MOST_AT_ONCE", "UMAMI_PAGE", "MATOMO_PAGE"):
        monkeypatch.setattr(fetch, name, 1)
    counters.answers = [(200, json.dumps(rows).encode())] * 9

    result = run(service, "--from", "2026-11-23", "--to", "2026-11-23")

    assert result.exit_code == 0
    assert len(counters.requests) < 5


def test_no_service_is_asked_faster_than_it_allows() -> None:
    # Four a second, and 50 in 15 seconds.
    assert FETCHERS["goatcounter"].pause >= 1 / 4
    assert FETCHERS["umami"].pause >= 15 / 50


def test_an_older_umami_has_another_name_for_pages(counters: Counters, tmp_path: Path) -> None:
    counters.old_umami = True

    assert run("umami").exit_code == 0
    assert kept(tmp_path) == COUNTED


@pytest.mark.parametrize("service", FETCHERS)
def test_a_service_that_has_counted_nothing_changes_nothing(
    counters: Counters, tmp_path: Path, service: str
) -> None:
    counters.views = {}

    result = run(service)

    assert (result.exit_code, kept(tmp_path)) == (0, "")


@pytest.mark.parametrize("service", FETCHERS)
def test_what_is_missing_in_the_environment_is_named_with_what_belongs_there(
    counters: Counters, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    needed = FETCHERS[service].variables
    for name in needed:
        monkeypatch.setenv(name, " ")

    result = run(service)

    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"{name}: is not set; set it to {says}" for name, says in needed.items()
    ]
    assert counters.requests == []


def test_an_address_that_is_none_is_named(
    counters: Counters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UMAMI_URL", "umami.example.org")

    assert run("umami").stderr == (
        "UMAMI_URL: `umami.example.org` is not a web address; "
        "set it to the address of its API (https://api.umami.is/v1)\n"
    )


def test_the_name_of_the_site_at_plausible_is_that_of_its_host(
    counters: Counters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLAUSIBLE_SITE")
    monkeypatch.setenv("SITE_URL", "https://www.example.org/repo/")

    run("plausible")

    assert counters.requests[0].body["site_id"] == "www.example.org"


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (401, b"", "does not let us in (401); make a token that may read statistics, and set it as GOATCOUNTER_TOKEN"),
        (403, b"", "does not let us in (403); make a token that may read statistics, and set it as GOATCOUNTER_TOKEN"),
        (404, b"", "knows no such site or page; correct GOATCOUNTER_URL"),
        (418, b"", "answered 418 I'm a Teapot; try again later"),
        (200, b"<html>", "answered with something else than JSON; correct its address"),
        (200, b"[]", "answer: is a list instead of a group of keys; try again later"),
        (200, b'{"hits": 7}', "hits: is `7` instead of a list; try again later"),
    ],
)  # fmt: skip
def test_a_service_that_does_not_answer_as_it_should_ends_with_2(
    counters: Counters, tmp_path: Path, status: int, body: bytes, says: str
) -> None:
    counters.answers = [(status, body)]

    result = run("goatcounter")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"GoatCounter: {says}"
    assert kept(tmp_path) == ""


@pytest.mark.parametrize("service", FETCHERS)
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_token_goes_to_no_other_address_than_the_one_it_was_given_for(
    counters: Counters, tmp_path: Path, service: str, status: int
) -> None:
    other = counters.address.replace("127.0.0.1", "localhost")
    counters.answers = [(status, f"{other}/\x1belsewhere?a=1".encode())]

    result = run(service)

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        f"{FETCHERS[service].name}: sends us on to {other}/elsewhere, where your token might not "
        f"belong; if that is its own address, set {service.upper()}_URL so that it begins like "
        "this one"
    )
    assert len(counters.requests) == 1
    assert kept(tmp_path) == ""


ODD: list[object] = [
    None, [], {}, 7, "words", [1], [[]], {"words": []}, [{"x": 1, "y": 1}],
    {"hits": None}, {"hits": [1]}, {"hits": [], "more": 1},
    {"results": 7}, {"results": [7], "query": []},
    {"2026-11-23": 7}, {"2026-11-23": [7]}, {"result": "error", "message": "no"},
]  # fmt: skip


@pytest.mark.parametrize("service", FETCHERS)
@pytest.mark.parametrize("odd", ODD, ids=json.dumps)
def test_no_answer_whatever_is_in_it_does_more_than_be_refused(
    counters: Counters, tmp_path: Path, service: str, odd: object
) -> None:
    counters.answers = [(200, json.dumps(odd).encode())] * 3

    result = run(service, "--from", "2026-11-23", "--to", "2026-11-23")

    assert isinstance(result.exception, SystemExit | None), result.exception
    assert (result.exit_code, kept(tmp_path)) in [(0, ""), (2, "")]
    if result.exit_code:
        assert result.stderr.splitlines()[-1].startswith(f"{FETCHERS[service].name}: ")


def test_a_service_in_a_hurry_is_asked_again_and_then_left_alone(
    counters: Counters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCEBOOK_TIMEOUT", "0.3")
    counters.answers = [(429, b"{}")]
    assert run("goatcounter").exit_code == 0

    counters.answers = [(429, b"{}")] * 9
    result = run("goatcounter")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "GoatCounter: has had too many questions; try again in an hour"
    )


def test_a_service_that_is_not_there_is_named(
    counters: Counters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCEBOOK_TIMEOUT", "0.3")
    monkeypatch.setenv("MATOMO_URL", "http://127.0.0.1:9")

    result = run("matomo")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "Matomo: cannot be reached; see to the connection, or try again later"
    )


def test_goatcounter_is_where_the_site_has_its_readers_counted(
    counters: Counters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GOATCOUNTER_URL")
    with (tmp_path / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("extra: {popular: {counter: 'https://127.0.0.1:9/count'}}\n")

    result = run("goatcounter")

    assert (result.exit_code, kept(tmp_path)) == (2, "")
    assert "is not set" not in result.stderr
    assert "GoatCounter: " in result.stderr
    assert "see to the connection" in result.stderr


def test_what_a_service_counts_may_have_the_prefix_of_the_site(
    counters: Counters, tmp_path: Path
) -> None:
    counters.views = {(f"/repo/roses/{name}/", LAST): 2 for name in "ab"}

    result = run("plausible")

    assert "took /repo/ for the part before every path" in result.stderr
    assert kept(tmp_path) == "path,date,views\n/roses/a/,2026-11-23,2\n/roses/b/,2026-11-23,2\n"

"""What a server's log tells about readers, and what it is not asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.analytics import access_log
from sourcebook.analytics.access_log import AccessLog, is_log_line
from sourcebook.analytics.counts import VISITORS, Count, ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36"
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def line(
    path: str = "/roses/",
    *,
    host: str = "203.0.113.9",
    day: str = "10/Oct/2026",
    method: str = "GET",
    status: int = 200,
    agent: str = FIREFOX,
) -> bytes:
    """Return a line in the Combined Log Format."""
    request = f"{method} {path} HTTP/1.1"
    return (f'{host} - - [{day}:13:55:36 +0000] "{request}" {status} 2326 "-" "{agent}"\n').encode()


def count(lines: Iterable[bytes]) -> dict[tuple[str, date], int]:
    """Return the readers of each page on each day; `/old/` is the same page as `/roses/`."""
    known = {"/roses/": "/roses/", "/roses/index.html": "/roses/", "/old/": "/roses/"}
    log = AccessLog(known.get)
    log.read(lines)
    export = log.export()
    assert export.counted == VISITORS
    counts = (*export.counts, *export.unknown)
    return {(each.address, each.first): each.views for each in counts}


DAY = date(2026, 10, 10)


@pytest.mark.parametrize(
    "text",
    [
        b'203.0.113.9 - - [10/Oct/2026:13:55:36 +0000] "GET /roses/ HTTP/1.1" 200 2326\n',
        b'203.0.113.9 - frank [10/Oct/2026:13:55:36 -0700] "GET /roses/ HTTP/1.0" 200 -\r\n',
        b'www.example.org:443 203.0.113.9 - - [10/Oct/2026:13:55:36 +0000] "GET /roses/ HTTP/2.0" '
        b'200 2326 "https://example.org/\\"x\\"" "Mozilla/5.0 \\"Firefox\\"" 512 3072\n',
        b'2001:db8::1 - - [10/Oct/2026:13:55:36 +0000] "GET /roses/?a=1 HTTP/3.0" 304 0 "-" "Firefox"',
        b'203.0.113.9 - - [10/Oct/2026:13:55:36 +0000] "GET /r\\x6fses/ HTTP/1.1" 200 1 "-" "F"\n',
    ],
)
def test_common_and_combined_logs_are_read_with_their_variants(text: bytes) -> None:
    assert is_log_line(text)
    assert count([text]) == {("/roses/", DAY): 1}


def test_a_reader_of_a_page_counts_once_a_day_by_whichever_address() -> None:
    lines = [line(), line("/roses/index.html"), line("/old/"), line("/roses/?again")]

    assert count(lines) == {("/roses/", DAY): 1}


def test_another_address_another_browser_and_another_day_are_other_readers() -> None:
    lines = [line(), line(host="203.0.113.10"), line(agent=PHONE), line(day="11/Oct/2026")]

    assert count(lines) == {("/roses/", DAY): 3, ("/roses/", DAY + timedelta(1)): 1}


@pytest.mark.parametrize("agent", [ROBOT, "curl/8.5.0", "python-requests/2.32", "-", ""])
def test_robots_and_those_who_do_not_say_what_they_are_do_not_count(agent: str) -> None:
    assert count([line(agent=agent)]) == {}


@pytest.mark.parametrize(
    "other",
    [
        line(method="HEAD"),
        line(method="POST"),
        line(status=301),
        line(status=404),
        line(status=206),
        line("/assets/site.css"),
        line("/roses/picture.svg?v=2"),
        b'203.0.113.9 - - [10/Oct/2026:13:55:36 +0000] "\\x16\\x03\\x01" 400 157 "-" "-"\n',
        b"\n",
    ],
)
def test_what_is_no_reading_of_a_page_is_passed_over(other: bytes) -> None:
    log = AccessLog({"/roses/": "/roses/"}.get)
    log.read([other])

    assert log.export().counts == ()
    assert log.left_out == 0


@pytest.mark.parametrize(
    "other",
    [
        b"2026-10-10 13:55:36 GET /roses/\n",
        b"\x00\xff\x00\n",
        line(day="31/Feb/2026"),
        line(day="10/Okt/2026"),
        b'{"request": "GET /roses/"}\n',
    ],
)
def test_lines_in_another_form_are_counted_as_left_out(other: bytes) -> None:
    log = AccessLog({"/roses/": "/roses/"}.get)
    log.read([line(), other])

    assert log.export().left_out == 1
    assert [each.views for each in log.export().counts] == [1]


def test_what_no_page_answers_is_counted_under_its_own_address() -> None:
    assert count([line("/wp-login"), line("/lost.html"), line("/lost.html")]) == {
        ("/wp-login", DAY): 1,
        ("/lost.html", DAY): 1,
    }


def test_an_address_that_no_page_answers_is_not_taken_for_the_path_of_a_page() -> None:
    log = AccessLog({"/garden/roses/": "/roses/"}.get)
    log.read([line("/garden/roses/"), line("/roses/", host="203.0.113.10")])

    export = log.export()

    assert export.counts == (Count("/roses/", DAY, DAY, 1),)
    assert export.unknown == (Count("/roses/", DAY, DAY, 1),)


def test_more_pages_than_a_view_has_room_for_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_log, "_PAGES", 2)

    with pytest.raises(ExportError) as error:
        count([line(f"/{number}/") for number in range(3)])

    assert error.value.what == "has more than 2 different pages"


@st.composite
def logs(draw: st.DrawFn) -> list[bytes]:
    """Draw lines, many alike."""
    made = st.builds(
        line,
        st.sampled_from(["/roses/", "/old/", "/lost/"]),
        host=st.sampled_from(["203.0.113.1", "203.0.113.2"]),
        day=st.sampled_from(["10/Oct/2026", "11/Oct/2026"]),
        agent=st.sampled_from([FIREFOX, PHONE, ROBOT]),
    )
    return draw(st.lists(made, max_size=30))


@given(logs(), st.integers(0, 30), st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_of_lines_nor_tidying_up_changes_a_count(
    lines: list[bytes], cut: int, random: Random
) -> None:
    once = count(lines)
    again = [*lines, *lines[:cut]]
    random.shuffle(again)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(access_log, "_TIDY", 2)
        assert count(again) == once


def test_of_readers_nothing_is_left_in_what_comes_out() -> None:
    log = AccessLog({"/roses/": "/roses/"}.get)
    log.read([line()])

    assert "203.0.113.9" not in repr(log.export())
    assert "Firefox" not in repr(log.export())


@given(st.lists(st.binary(max_size=80)))
def test_no_line_whatever_is_in_it_stops_the_count(lines: list[bytes]) -> None:
    log = AccessLog({"/roses/": "/roses/"}.get)
    log.read([line(), *lines])

    assert log.export().counts

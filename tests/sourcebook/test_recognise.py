"""Which export a file is: told by what stands in it, whatever it is called."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.analytics import recognise
from sourcebook.analytics.access_log import AccessLog
from sourcebook.analytics.counts import ExportError
from sourcebook.analytics.recognise import ACCEPTED, read_export
from sourcebook.analytics.tally import add_up
from sourcebook.page_views import render_page_views
from tests.sourcebook.page_view_exports import FORMS, combined_log, pack

if TYPE_CHECKING:
    from sourcebook.analytics.counts import Export

FIRST, SECOND = date(2026, 10, 24), date(2026, 10, 25)
ROWS = [("/clay/", FIRST, 4), ("/roses/", FIRST, 3), ("/roses/", SECOND, 5)]


def find(address: str) -> str | None:
    """Return the page that an address means, of two."""
    path = address.removeprefix("https://example.org")
    return path if path in ("/roses/", "/clay/") else None


AGAIN = "export it again, or copy it whole"


def read(raw: bytes, period: tuple[date, date] | None = None) -> Export:
    """Return what a file counts, also if it is a log."""
    log = AccessLog(find)
    found = read_export(io.BufferedReader(io.BytesIO(raw)), log, period)
    return found or log.export()


def wrong(raw: bytes) -> tuple[str, str]:
    """Return what is wrong with a file, and the remedy."""
    with pytest.raises(ExportError) as error:
        read(raw)
    return error.value.what, error.value.remedy


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_export_is_recognised_and_counted(name: str) -> None:
    form = FORMS[name]

    export = read(form.make(ROWS), None if form.says_days else (FIRST, SECOND))

    whole = "path,date,views,days\n/clay/,2026-10-25,4,2\n/roses/,2026-10-25,8,2\n"
    days = "path,date,views\n/clay/,2026-10-24,4\n/roses/,2026-10-24,3\n/roses/,2026-10-25,5\n"
    assert export.service == form.service
    assert render_page_views(add_up([export], find).pages) == (days if form.daily else whole)


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if not form.says_days])
def test_an_export_that_does_not_say_its_days_asks_for_them(name: str) -> None:
    assert wrong(FORMS[name].make(ROWS)) == (
        "does not say which days it counts",
        "give its first and last day, as `--from 2026-10-24 --to 2026-11-22`",
    )


@pytest.mark.parametrize(
    "name", [name for name in FORMS if not name.endswith(("zip", "gz", "flat"))]
)
def test_an_export_may_be_packed_and_begin_with_a_byte_order_mark_and_empty_lines(
    name: str,
) -> None:
    form = FORMS[name]
    raw = form.make(ROWS)
    period = None if form.says_days else (FIRST, SECOND)

    assert read(gzip.compress(raw), period) == read(raw, period)
    if not raw.startswith((b"\xef\xbb\xbf", b"203", b"1", b"2")):
        assert read(b"\xef\xbb\xbf\n" + raw, period) == read(raw, period)


@pytest.mark.parametrize("name", FORMS)
def test_half_a_file_is_never_taken_for_less(name: str) -> None:
    raw = FORMS[name].make(ROWS)
    half = raw[: len(raw) // 2]
    if not name.endswith(("zip", "gz", "flat")) and not raw.startswith((b"{", b"[")):
        half = gzip.compress(raw)[:-9]  # a table or a log does not show where it ends

    what, remedy = wrong(half)

    assert what in ("is damaged, or only a part of a file", "is not JSON, or only a part of it")
    assert remedy == AGAIN


GIVE = f"give {ACCEPTED}"
SAVE = f"save it as UTF-8 in your editor, or {GIVE}"


@pytest.mark.parametrize(
    ("raw", "what", "remedy"),
    [
        (b"", "is empty", AGAIN),
        (b"\xef\xbb\xbf \n\n", "is empty", AGAIN),
        (b"\x1c\n", "is empty", AGAIN),
        (b"Some words.\n", "is no export that we know", GIVE),
        (b"path,date,views\n", "is a file of page views as this site keeps them", GIVE),
        ("Page,Views\n".encode("utf-16"), "line 1: is not UTF-8", SAVE),
        (b"Page,Views\n/a/,\xff\n", "line 2: is not UTF-8", SAVE),
        (b"[]", "counts no page", "choose a longer period, or the report on pages"),
        (b'{"hits": [], "more": false}', "counts no page", "choose a longer period, or the report on pages"),
        (b'{"a": 1}', "is JSON of another kind", GIVE),
        (b"[1, 2]", "is JSON of another kind", GIVE),
        (b"{", "is not JSON, or only a part of it", AGAIN),
        (b"[" * 100_000, "is not JSON, or only a part of it", AGAIN),
        (b'{"errors": [{"message": "no token"}], "data": null}',
         "holds an error of Cloudflare instead of counts: `no token`",
         "correct the question, and ask again"),
        (b'{"result": "error", "message": "no token"}',
         "holds an error of Matomo instead of counts: `no token`",
         "correct the question, and ask again"),
        (pack({"a.txt": "words"}), "is a ZIP with a.txt in it",
         f"{GIVE}; a ZIP is one of GoatCounter or Plausible"),
        (pack({}), "is a ZIP with nothing in it",
         f"{GIVE}; a ZIP is one of GoatCounter or Plausible"),
        (pack({"../hit_stats.jsonl": ""}), "has `../hit_stats.jsonl` in it, as no export has", AGAIN),
        (pack({"/hit_stats.jsonl": ""}), "has `/hit_stats.jsonl` in it, as no export has", AGAIN),
        (pack({"hit_stats.jsonl": ""}), "has no `info.json` in it", AGAIN),
    ],
)  # fmt: skip
def test_other_files_are_refused_with_what_they_are(raw: bytes, what: str, remedy: str) -> None:
    assert wrong(raw) == (what, remedy)


def test_a_table_of_another_kind_says_which_column_was_looked_for() -> None:
    what, _ = wrong(b"name,age\nRose,3\n")

    assert what == "has no column `Page path and screen class`, only `name`, `age`"


def test_a_line_longer_than_any_server_takes_is_an_error() -> None:
    long = combined_log(ROWS) + b"x" * 1_000_000 + b"\n"

    assert wrong(long) == (
        "line 25: is longer than 65536 bytes",
        "delete the line, or export again",
    )


def test_a_log_in_another_format_is_no_log_with_some_odd_lines() -> None:
    raw = combined_log([("/roses/", FIRST, 1)]) + b"another format\n" * 5

    assert wrong(raw) == (
        "has 5 lines of 7 that are in no log format we know",
        "have the server write the Common or the Combined Log Format",
    )


def test_a_log_whose_last_line_is_cut_counts_the_others() -> None:
    export = read(combined_log(ROWS)[:-20])

    assert export.left_out == 1
    assert sum(count.views for count in export.counts) == 12


def test_ten_gigabytes_of_zeros_in_a_zip_are_refused_before_they_are_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recognise, "MOST_UNPACKED", 1 << 20)

    what, remedy = wrong(pack({"hit_stats.jsonl": b"\0" * (1 << 21)}))

    assert what == "`hit_stats.jsonl` in it is larger than 1 MiB"
    assert remedy == "export a shorter period"


def test_zeros_in_a_gzip_end_with_the_first_line() -> None:
    assert wrong(gzip.compress(b"\0" * 10_000_000))[0] == "line 1: is longer than 65536 bytes"


def test_a_very_large_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise, "MOST_JSON", 1 << 20)

    assert wrong(b'{"hits": [' + b" " * (1 << 20))[0] == "is larger than 1 MiB"


def test_a_zip_with_a_password_is_refused() -> None:
    raw = bytearray(pack({"hit_stats.jsonl": "{}"}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1  # bit 0 of the flags in the central directory

    assert wrong(bytes(raw)) == ("is protected by a password", "export it without one")


def test_a_zip_in_which_the_numbers_do_not_match_is_damaged() -> None:
    raw = bytearray(FORMS["goatcounter-zip"].make(ROWS))
    raw[raw.index(b"hit_stats.jsonl") + 30] ^= 0xFF

    assert wrong(bytes(raw)) == ("is damaged, or only a part of a file", AGAIN)


@pytest.mark.parametrize("count", [-1, 1.5, 10**18, 10**30, True, "7.5"])
def test_a_count_that_is_none_names_its_place(count: object) -> None:
    answer = json.dumps({"hits": [
        {"path": "/roses/", "path_id": 1, "event": False, "stats": [{"day": "2026-10-24", "daily": count}]}
    ]})  # fmt: skip

    what, _ = wrong(answer.encode())

    assert "is not a number of views" in what


@given(
    st.binary()
    | st.sampled_from([*FORMS]).flatmap(
        lambda name: st.integers(0, 2_000).map(lambda cut: FORMS[name].make(ROWS)[cut:])
    )
    | st.binary().map(gzip.compress)
    | st.binary().map(lambda raw: pack({"hit_stats.jsonl": raw}))
)
def test_no_file_whatever_is_in_it_does_more_than_be_refused(raw: bytes) -> None:
    with suppress(ExportError):
        assert all(count.views >= 0 for count in read(raw, (FIRST, SECOND)).counts)


def test_a_damaged_directory_of_a_zip_is_damage() -> None:
    raw = FORMS["goatcounter-zip"].make(ROWS)

    assert wrong(raw[: raw.index(b"PK\x01\x02")])[0] == "is damaged, or only a part of a file"
    assert not zipfile.is_zipfile(io.BytesIO(raw[: raw.index(b"PK\x01\x02")]))


def test_a_zip_whose_beginning_is_missing_is_damage() -> None:
    raw = FORMS["goatcounter-zip"].make(ROWS)

    assert wrong(b"PK" + raw[10:])[0] == "is damaged, or only a part of a file"

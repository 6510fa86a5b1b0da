"""GoatCounter: first visits in CSV, hours in JSON, days from the API."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.analytics.counts import VISITORS, Count, ExportError
from sourcebook.analytics.goatcounter import read_answer, read_csv, read_stats
from tests.sourcebook.spoiled import is_sound_or_refused, spoiled, spoiled_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DAY, NEXT = date(2026, 10, 24), date(2026, 10, 25)
AGAIN = "export it again, or copy it whole"

HEADER = (
    "2Path,Title,Event,UserAgent,Browser,System,Session,Bot,Referrer,Referrer scheme,"
    "Screen size,Location,FirstVisit,Date\n"
)
CSV = HEADER + (
    '/roses/,"Roses, pruned",0,,Firefox 140,Linux,s1,0,,,"1920,1080,1",DE,1,2026-10-24T23:59:59Z\n'
    "/roses/,Roses,0,,Firefox 140,Linux,s1,0,,,,DE,0,2026-10-24T23:59:59Z\n"
    "\r\n"
    "/roses/,Roses,false,,Safari 18,iOS,s2,0,,,,US-TX,true,2026-10-25T00:00:00Z\n"
    "/clay/,Clay,0,,Chrome 140,,s2,3,,,,US-TX,1,2026-10-25T00:00:00Z\n"
    "download,,1,,Chrome 140,,s3,0,,,,,1,2026-10-25T00:00:00Z\n"
)
OLD = (
    "1Path,Title,Event,Bot,Session,FirstVisit,Referrer,Referrer scheme,Browser,Screen size,"
    "Location,Date\n"
    "/roses/,Roses,false,0,s1,true,,,Firefox 70,,DE,2026-10-24T08:00:00Z\n"
)
FILES = {
    "info.json": '{\n  "export_version": "1.0",\n  "goatcounter_version": "2.7"\n}\n',
    "paths.jsonl": (
        '{"id": 1, "path": "/roses/", "title": "Roses"}\n'
        '{"id": 2, "path": "download", "title": "", "event": true}\n'
        '{"id": 3, "path": "/clay/", "title": "Clay", "event": false}\n'
    ),
    "hit_stats.jsonl": (
        '{"hour": "2026-10-24T19:00:00Z", "path_id": 1, "ref_id": 1, "count": 5}\n'
        '{"hour": "2026-10-24T19:00:00Z", "path_id": 1, "ref_id": 4, "count": 2}\n'
        '{"hour": "2026-10-24T20:00:00Z", "path_id": 2, "ref_id": 1, "count": 9}\n'
        "\n"
        '{"hour": "2026-10-25T07:00:00Z", "path_id": 3, "ref_id": 1, "count": 1}\n'
    ),
}
ANSWER: dict[str, Any] = {
    "hits": [
        {
            "count": 12,
            "path_id": 1,
            "path": "/roses/",
            "event": False,
            "title": "Roses",
            "max": 9,
            "stats": [
                {"day": "2026-10-24", "hourly": [0, 7], "daily": 7},
                {"day": "2026-10-25", "hourly": [5, 0], "daily": 5},
            ],
        },
        {"path": "download", "event": True, "stats": [{"day": "2026-10-24", "daily": 3}]},
    ],
    "total": 15,
    "more": False,
}


def opener(files: dict[str, str]) -> Callable[[str], Iterable[str]]:
    return lambda name: files[name].splitlines(keepends=True)


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def test_first_visits_of_people_to_pages_count() -> None:
    export = read_csv(lines(CSV))

    assert (export.service, export.counted, export.form) == ("GoatCounter", VISITORS, "CSV 2")
    assert export.counts == (
        Count("/roses/", DAY, DAY, 1, "s1 2026-10-24T23:59:59Z"),
        Count("/roses/", NEXT, NEXT, 1, "s2 2026-10-25T00:00:00Z"),
    )


def test_the_first_version_has_its_columns_in_another_order() -> None:
    assert read_csv(lines(OLD)).counts == (
        Count("/roses/", DAY, DAY, 1, "s1 2026-10-24T08:00:00Z"),
    )


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ("", "does not begin with `2Path`, as an export of GoatCounter does", AGAIN),
        ("Path,Title\n", "does not begin with `2Path`, as an export of GoatCounter does", AGAIN),
        (
            "3Path,Title\n",
            "is version 3 of GoatCounter's export in CSV, which we do not know",
            "give the export in JSON",
        ),
        (
            "2Path,Event\n",
            "has no column `Bot`, only `Path`, `Event`",
            "export it again, and leave its header as it is",
        ),
        (HEADER + "/a/,A\n", "line 2: has 2 columns instead of 14", AGAIN),
        (
            HEADER + "/a/,,maybe,,,,s1,0,,,,,1,2026-10-24T08:00:00Z\n",
            "line 2, Event: `maybe` is neither true nor false",
            AGAIN,
        ),
        (
            HEADER + "/a/,,0,,,,s1,0,,,,,,2026-10-24T08:00:00Z\n",
            "line 2, FirstVisit: `` is neither true nor false",
            AGAIN,
        ),
        (
            HEADER + "/a/,,0,,,,s1,-1,,,,,1,2026-10-24T08:00:00Z\n",
            "line 2, Bot: `-1` is not the number of a robot",
            AGAIN,
        ),
        (
            HEADER + "/a/,,0,,,,s1,0,,,,,1,yesterday\n",
            "line 2, Date: `yesterday` is not a date",
            "export it again; days are written as 2026-11-23",
        ),
    ],
)
def test_a_fault_in_csv_is_named(text: str, what: str, remedy: str) -> None:
    with pytest.raises(ExportError) as error:
        read_csv(lines(text))

    assert (error.value.what, error.value.remedy) == (what, remedy)


def test_hours_and_referrers_of_a_page_add_up() -> None:
    export = read_stats(opener(FILES))

    assert (export.service, export.counted, export.form) == ("GoatCounter", VISITORS, "JSON")
    assert export.counts == (
        Count("/roses/", DAY, DAY, 5, "2026-10-24T19:00:00Z\n1"),
        Count("/roses/", DAY, DAY, 2, "2026-10-24T19:00:00Z\n4"),
        Count("/clay/", NEXT, NEXT, 1, "2026-10-25T07:00:00Z\n1"),
    )


@pytest.mark.parametrize("version", ["1.7", 1, 1.0])
def test_a_minor_version_is_read(version: object) -> None:
    files = FILES | {"info.json": json.dumps({"export_version": version})}

    assert len(read_stats(opener(files)).counts) == 3


@pytest.mark.parametrize(
    ("file", "text", "what"),
    [
        (
            "info.json",
            '{"export_version": "2.0"}',
            "is version `2.0` of GoatCounter's export in JSON, which we do not know",
        ),
        (
            "info.json",
            "{}",
            "is version nothing of GoatCounter's export in JSON, which we do not know",
        ),
        ("info.json", "[]", "info.json: is a list instead of a group of keys"),
        ("info.json", "{", "info.json: is not JSON, or only a part of it"),
        ("paths.jsonl", "{\n", "paths.jsonl, line 1: is not JSON, or only a part of it"),
        ("paths.jsonl", "\n7\n", "paths.jsonl, line 2: is `7` instead of a group of keys"),
        ("paths.jsonl", '{"id": 1}\n', "paths.jsonl, line 1, path: nothing is not an address"),
        (
            "paths.jsonl",
            '{"id": [], "path": "/"}\n',
            "paths.jsonl, line 1, id: a list is not a number",
        ),
        (
            "paths.jsonl",
            '{"id": 1, "path": "/", "event": "no"}\n',
            "paths.jsonl, line 1, event: `no` is neither true nor false",
        ),
        (
            "paths.jsonl",
            '{"id": 1, "path": "/", "event": null}\n',
            "paths.jsonl, line 1, event: nothing is neither true nor false",
        ),
        (
            "hit_stats.jsonl",
            '{"hour": "2026-10-24T19:00:00Z", "path_id": 9, "count": 5}\n',
            "hit_stats.jsonl, line 1, path_id: `9` is not in paths.jsonl",
        ),
        (
            "hit_stats.jsonl",
            '{"path_id": 1, "count": 5}\n',
            "hit_stats.jsonl, line 1, hour: nothing is not a date",
        ),
        (
            "hit_stats.jsonl",
            '{"hour": "2026-10-24T19:00:00Z", "path_id": 1, "count": -5}\n',
            "hit_stats.jsonl, line 1, count: `-5` is not a number of views",
        ),
        (
            "hit_stats.jsonl",
            '{"hour": "2026-10-24T19:00:00Z", "path_id": 1, "ref_id": {}, "count": 5}\n',
            "hit_stats.jsonl, line 1, ref_id: is a group instead of a value",
        ),
    ],
)
def test_a_fault_in_json_is_named(file: str, text: str, what: str) -> None:
    with pytest.raises(ExportError) as error:
        read_stats(opener(FILES | {file: text}))

    assert error.value.what == what


def test_json_that_is_nested_too_deep_is_an_error() -> None:
    with pytest.raises(ExportError, match=r"info\.json: is not JSON"):
        read_stats(opener(FILES | {"info.json": "[" * 200_000}))


def test_the_api_has_days() -> None:
    export = read_answer(ANSWER)

    assert (export.service, export.counted, export.form) == ("GoatCounter", VISITORS, "API")
    assert export.counts == (Count("/roses/", DAY, DAY, 7), Count("/roses/", NEXT, NEXT, 5))


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ([], "answer: is a list instead of a group of keys"),
        ({"hits": None}, "hits: is nothing instead of a list"),
        ({"hits": [7]}, "hits[0]: is `7` instead of a group of keys"),
        ({"hits": [{"event": 2}]}, "hits[0].event: `2` is neither true nor false"),
        ({"hits": [{"stats": []}]}, "hits[0].path: nothing is not an address"),
        ({"hits": [{"path": "/"}]}, "hits[0].stats: is nothing instead of a list"),
        (
            {"hits": [{"path": "/", "stats": [{"daily": 7}]}]},
            "hits[0].stats[0].day: nothing is not a date",
        ),
        (
            {"hits": [{"path": "/", "stats": [{"day": "2026-10-24", "daily": 0.5}]}]},
            "hits[0].stats[0].daily: `0.5` is not a number of views",
        ),
    ],
)
def test_a_fault_in_an_answer_is_named(answer: object, what: str) -> None:
    with pytest.raises(ExportError) as error:
        read_answer(answer)

    assert error.value.what == what


@given(st.permutations(lines(CSV)[1:]), st.permutations(lines(FILES["hit_stats.jsonl"])))
def test_the_order_of_rows_makes_no_difference(rows: list[str], hits: list[str]) -> None:
    files = FILES | {"hit_stats.jsonl": "".join(hits)}
    answer = deepcopy(ANSWER)
    answer["hits"].reverse()
    answer["hits"][1]["stats"].reverse()

    assert sorted(read_csv([HEADER, *rows]).counts) == sorted(read_csv(lines(CSV)).counts)
    assert sorted(read_stats(opener(files)).counts) == sorted(read_stats(opener(FILES)).counts)
    assert sorted(read_answer(answer).counts) == sorted(read_answer(ANSWER).counts)


@given(spoiled(ANSWER))
def test_any_answer_is_read_or_an_error(answer: object) -> None:
    assert is_sound_or_refused(lambda: read_answer(answer))


@given(spoiled_lines(CSV) | st.lists(st.text(max_size=30)))
def test_any_lines_are_read_or_an_error(rows: list[str]) -> None:
    assert is_sound_or_refused(lambda: read_csv(rows))


@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_files_are_read_or_an_error(name: str, data: st.DataObject) -> None:
    text = "".join(data.draw(spoiled_lines(FILES[name])))

    assert is_sound_or_refused(lambda: read_stats(opener(FILES | {name: text})))


@given(spoiled([json.loads(row) for row in FILES["hit_stats.jsonl"].splitlines() if row]))
def test_any_rows_are_read_or_an_error(rows: object) -> None:
    text = "".join(f"{json.dumps(row)}\n" for row in (rows if isinstance(rows, list) else [rows]))

    assert is_sound_or_refused(lambda: read_stats(opener(FILES | {"hit_stats.jsonl": text})))

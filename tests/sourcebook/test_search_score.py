"""The score of the search, as the command writes it and a page shows it."""

from __future__ import annotations

import json

import pytest

from sourcebook.search_score import Asked, Count, read_score
from tests.search.queries import Answer, Query, render_score
from tests.sourcebook.garden import messages

FIRST = Answer(Query("trim", ("roses/a/",), "plain"), ("roses/a/", "roses/b/"))
FIFTH = Answer(Query("cut it", ("roses/e/",), "plain"), ("a/", "b/", "c/", "d/", "roses/e/"))
LOST = Answer(Query("tirm", ("roses/a/",), "typo"), ())


def test_what_the_command_writes_is_read_back_worst_first() -> None:
    score, problems = read_score(render_score([FIRST, FIFTH, LOST]).encode())

    assert problems == []
    assert score is not None
    assert score.whole == Count("", 3, first=1, near=1, none=1, mrr=0.4)
    assert score.kinds == (
        Count("plain", 2, first=1, near=1, none=0, mrr=0.6),
        Count("typo", 1, first=0, near=0, none=1, mrr=0.0),
    )
    assert score.asked == (
        Asked("tirm", "typo", ("roses/a/",), None),
        Asked("cut it", "plain", ("roses/e/",), 5),
        Asked("trim", "plain", ("roses/a/",), 1),
    )


def test_nothing_measured_is_no_score() -> None:
    assert read_score(b"\n") == (None, [])


@pytest.mark.parametrize("raw", [b"{", b"[]", b"{}", b'{"answers": [{}]}', b"\xff"])
def test_another_file_is_a_problem(raw: bytes) -> None:
    score, problems = read_score(raw)

    assert score is None
    assert messages(problems) == [
        "data/search-score.json: file: is no score; "
        "write it anew: python -m tests.search QUERIES.csv --save"
    ]


def test_a_score_without_answers_has_counts() -> None:
    assert json.loads(render_score([]))["queries"] == 0

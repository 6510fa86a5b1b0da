"""The report of an import."""

from __future__ import annotations

import json

import pytest

from sourcebook.blogger.accounts import (
    list_entries,
    make_report,
    render_json,
    render_list,
    render_report,
)
from sourcebook.blogger.sorting import read_rules
from tests.sourcebook.importers.exports import comment, entry, legacy, page, takeout
from tests.sourcebook.test_plan import Outcome

HTML = "<script>x</script><img src='file:///a.png'><img src='http://x.org/a.png'>"


@pytest.mark.parametrize("make", [legacy, takeout])
def test_what_goes_in_comes_out_or_is_told(make: object) -> None:
    raw = make(  # type: ignore[operator]  # one of two makers
        entry(1, HTML, labels=("Roses", "x | y")),
        entry(2, status="DRAFT"),
        entry(1),
        page(3),
        page(4, status="DRAFT", path=""),
        comment(5, 1),
        comment(6, 1, status="SPAM_COMMENT", removed=True),
        comment(7, 99),
    )

    outcome = Outcome(raw, rules=read_rules("roses: {labels: [rose]}"))
    plan = outcome.plan
    report = make_report(plan, edited=["roses/b.md"])

    counts = report["counts"]
    assert counts["total_in"] == counts["total_out"] + counts["total_skipped"]
    assert counts["out"] == {
        "comments": 1,
        "pages": 1,
        "pages, kept as drafts": 1,
        "posts": 1,
        "posts, kept as drafts": 1,
    }
    assert report["losses"] == [
        "roses/pruning-roses-1.md: lost: its address is not on the web: file:///a.png",
        "roses/pruning-roses-1.md: script (1)",
        "comment 7: its post is not in the export",
    ]
    assert report["edited"] == ["roses/b.md"]
    assert report["labels"] == [
        {"label": "Roses", "topic": "roses", "count": 1},
        {"label": "x | y", "topic": "", "count": 1},
    ]
    whole = json.loads("".join(render_json(report, list_entries(plan, outcome.bodies))))
    assert whole == {**report, "entries": whole["entries"]}
    assert whole["entries"][0]["dropped"] == {"script": 1}
    assert [each["outcome"] for each in whole["entries"][0]["images"]] == [
        "lost: its address is not on the web",
        "kept at its host",
    ]
    text = "".join(render_report(report, plan.items))
    for line in (
        "# Import of The Garden",
        "| x \\| y | *unmapped* | 1 |",
        "- post 1 Pruning roses 1: is there twice",
        "## Edited by hand, and left alone\n\n- [ ] roses/b.md",
        "- [ ] `roses/pruning-roses-1.md`: script (1)",
        "- kept at its host: 1",
        "## What GitHub Pages cannot do",
    ):
        assert line in text


def test_a_report_of_little_is_short() -> None:
    plan = Outcome(takeout(page(3, html=""), title="")).plan
    text = "".join(render_report(make_report(plan, edited=[]), plan.items))

    assert text.startswith("# Import of a blog\n")
    assert "## Labels" not in text
    assert "## Pictures" not in text


def test_a_list_is_written_as_the_library_of_json_writes_it() -> None:
    for values in ([], ["a\u2028b\n"], [{"a": [1]}, {}]):
        assert "".join(render_list(values)) == json.dumps(values, ensure_ascii=False, indent=1)

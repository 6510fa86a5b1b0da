from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.worklist import (
    FORMS,
    KINDS,
    LONGEST,
    PROBLEM,
    WEIGHTS,
    Finding,
    render_worklist,
    sort_findings,
    summarise,
)

RETRACTED = Finding("roses/a.md", 12, "retracted", "rests on `elm`", "correct it")
CLAIM = Finding("roses/a.md", 7, "uncited-claim", "`30 litres` has a number", "cite it")
DUE = Finding("roses/b.md", None, "review-overdue", "was due", "check it")
FINDINGS = [RETRACTED, CLAIM, DUE]

ANY = st.builds(
    Finding,
    st.sampled_from(["roses/a.md", "roses/b.md", "sources/c.md"]),
    st.none() | st.integers(1, 99),
    st.sampled_from([*KINDS]),
    st.text("ab`@<", max_size=5),
    st.just("mend it"),
    st.integers(0, 9),
)


def test_the_file_with_the_worst_finding_comes_first_then_by_name() -> None:
    old = Finding("roses/c.md", None, "old-sources", "is old", "look")
    same = Finding("roses/d.md", None, "review-overdue", "was due", "check it")
    twice = Finding("roses/0.md", None, "old-sources", "is old", "look", views=1)

    found = sort_findings([same, CLAIM, old, DUE, RETRACTED, twice])

    assert twice.urgency == DUE.urgency
    assert found == [RETRACTED, CLAIM, DUE, same, twice, old]


def test_in_a_file_the_worst_comes_first_then_by_line() -> None:
    later = Finding("roses/a.md", 30, "uncited-claim", "`20 litres` has a number", "cite it")
    problem = Finding("roses/a.md", None, "problem", "title: is missing", "add `title:`")

    assert sort_findings([later, CLAIM, RETRACTED, problem]) == [problem, RETRACTED, CLAIM, later]


def test_a_line_that_stands_in_the_words_counts_as_a_number() -> None:
    found = [
        Finding("a.md", None, "problem", f"line {line}: is odd", "mend it")
        for line in ("13", "100", "104", "104b", "٩", "9" * 5000)
    ]

    assert sort_findings(reversed(found)) == [found[4], *found[:4], found[5]]


def test_what_is_read_most_comes_first_and_a_worse_fault_weighs_more() -> None:
    old = Finding("roses/c.md", None, "old-sources", "is old", "look", views=90)
    due = replace(DUE, views=50)
    problem = Finding("sources/x.md", None, "problem", "title: is missing", "add `title:`")

    assert sort_findings([RETRACTED, old, due, problem]) == [problem, due, old, RETRACTED]
    assert sort_findings([replace(RETRACTED, views=5), old, due]) == [
        replace(RETRACTED, views=5), due, old,
    ]  # fmt: skip


def test_each_kind_has_a_weight_and_none_more_than_a_worse_one() -> None:
    assert [PROBLEM, *WEIGHTS] == [*KINDS]
    assert [*WEIGHTS.values()] == sorted(WEIGHTS.values(), reverse=True)


@given(st.lists(ANY), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_findings_came(
    findings: list[Finding], random: object
) -> None:
    assert sort_findings(reversed(findings)) == sort_findings(findings)


def test_for_a_terminal_each_finding_is_a_line_with_file_kind_what_and_remedy() -> None:
    assert render_worklist(FINDINGS, "text") == (
        "roses/a.md:12: retracted: rests on `elm`; correct it\n"
        "roses/a.md:7: uncited-claim: `30 litres` has a number; cite it\n"
        "roses/b.md: review-overdue: was due; check it\n"
        "3 to do: 1 retracted, 1 review-overdue, 1 uncited-claim.\n"
    )


def test_for_an_issue_findings_stand_below_their_file() -> None:
    findings = [RETRACTED, CLAIM, replace(DUE, views=1234)]

    assert render_worklist(findings, "markdown") == (
        "3 to do: 1 retracted, 1 review-overdue, 1 uncited-claim.\n"
        "\n## `roses/a.md`\n\n"
        "- **retracted**: line 12: rests on `elm`; correct it.\n"
        "- **uncited-claim**: line 7: `30 litres` has a number; cite it.\n"
        "\n## `roses/b.md` (1,234 views)\n\n"
        "- **review-overdue**: was due; check it.\n"
    )


def test_for_an_issue_a_problem_calls_nobody_and_draws_nothing() -> None:
    finding = Finding("roses/a.md", None, "problem", "line 3: cites `@smith` <b>", "did [@smit]?")

    text = render_worklist([finding], "markdown")

    assert "- **problem**: `line 3: cites '@smith' <b>; did [@smit]?`\n" in text


def test_for_a_program_there_are_counts_and_findings() -> None:
    read = replace(DUE, views=40)

    assert json.loads(render_worklist([CLAIM, read, CLAIM], "json")) == {
        "counts": {"review-overdue": 1, "uncited-claim": 2},
        "findings": [
            {
                "file": "roses/a.md",
                "line": 7,
                "kind": "uncited-claim",
                "what": "`30 litres` has a number",
                "remedy": "cite it",
                "views": 0,
                "urgency": 3,
            },
            {
                "file": "roses/b.md",
                "line": None,
                "kind": "review-overdue",
                "what": "was due",
                "remedy": "check it",
                "views": 40,
                "urgency": 410,
            },
            {
                "file": "roses/a.md",
                "line": 7,
                "kind": "uncited-claim",
                "what": "`30 litres` has a number",
                "remedy": "cite it",
                "views": 0,
                "urgency": 3,
            },
        ],
    }


def test_an_empty_worklist_says_so() -> None:
    assert render_worklist([], "text") == "Nothing to do.\n"
    assert render_worklist([], "markdown") == "Nothing to do.\n"
    assert json.loads(render_worklist([], "json")) == {"counts": {}, "findings": []}


def test_a_list_too_long_for_an_issue_is_cut_between_findings_and_says_how_to_see_the_rest() -> (
    None
):
    findings = [
        Finding(f"roses/{number:04}.md", None, "review-overdue", "was due", "check it")
        for number in range(2_000)
    ]

    text = render_worklist(findings, "markdown")

    shown = text.count("- **review-overdue**")
    assert len(text) < LONGEST + 100
    assert 0 < shown < 2_000
    assert text.startswith(summarise(findings))
    assert text.endswith(
        f"was due; check it.\n\nAnd {2_000 - shown} more: run `sourcebook check`.\n"
    )


@pytest.mark.parametrize("form", FORMS)
@given(findings=st.lists(ANY))
def test_no_finding_is_lost_in_any_form(form: str, findings: list[Finding]) -> None:
    text = render_worklist(findings, form)

    assert text.count("mend it") == len(findings)

"""The state of the site, as readers are told."""

from __future__ import annotations

from datetime import date

from sourcebook.links import LinkRow
from sourcebook.posts import SignOff
from sourcebook.state import State, describe_state
from sourcebook.worklist import Finding
from tests.sourcebook import garden

DAY = date(2026, 11, 24)
A, B, C = (garden.make_post(f"roses/{name}.md", title=name) for name in "abc")


def finding(uri: str, kind: str) -> Finding:
    return Finding(uri, None, kind, "what", "remedy")


def test_posts_stand_under_each_kind_of_fault_they_have_worst_first() -> None:
    findings = [
        finding(A.uri, "uncited-claim"),
        finding(A.uri, "uncited-claim"),
        finding(B.uri, "uncited-claim"),
        finding(B.uri, "retracted"),
        finding("sources/x.md", "no-summary"),
        finding("sources/y.md", "no-summary"),
        finding(C.uri, "problem"),
    ]

    state = describe_state(garden.make_catalog([C, B, A]), findings, [], day=DAY)

    assert state.due == {"retracted": (B,), "uncited-claim": (A, B)}
    assert [*state.due] == ["retracted", "uncited-claim"]
    assert (state.posts, state.in_order, state.sentences) == (3, 1, 3)


def test_what_is_signed_off_and_what_was_asked_is_said() -> None:
    signed = garden.make_post("roses/d.md", reviewed_by=SignOff("jo", DAY))
    links = [
        LinkRow(f"https://example.org/{day}", date(2026, 11, day), "200", None) for day in (3, 9)
    ]

    state = describe_state(garden.make_catalog([A, B, signed]), [], links, day=DAY)

    assert state == State(DAY, 3, 0, 1, {}, 0, date(2026, 11, 9))
    assert state.in_order == 3

"""How long a contact holds."""

from __future__ import annotations

from datetime import date

from sourcebook.machines import find_expiry
from tests.sourcebook.garden import make_post


def test_a_contact_holds_for_less_than_a_year_after_the_last_work_on_a_post() -> None:
    posts = [
        make_post("roses/a.md", reviewed=date(2026, 3, 2)),
        make_post("roses/b.md", updated=date(2026, 11, 1)),
    ]

    assert find_expiry(posts) == date(2027, 10, 31)
    assert find_expiry(posts[:1]) == date(2027, 3, 1)
    assert find_expiry([]) is None

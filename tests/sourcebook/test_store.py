"""The store: what was made once is not made again, and what is not asked for is let go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.store import Store

VALUES = st.recursive(
    st.text() | st.integers() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_a_text_is_made_once_for_what_it_is_made_from() -> None:
    made: list[str] = []
    store = Store({})

    def make(text: str) -> str:
        made.append(text)
        return text

    first = store.text({"a": 1, "b": [2]}, lambda: make("one"))
    again = store.text({"b": [2], "a": 1}, lambda: make("two"))
    other = store.text({"a": 1, "b": [3]}, lambda: make("three"))

    assert (first, again, other) == ("one", "one", "three")
    assert made == ["one", "three"]


def test_what_was_kept_is_given_and_what_is_not_asked_for_is_let_go() -> None:
    before = Store({})
    before.text("rose", lambda: "")
    before.text("tree", lambda: "Oak")

    after = Store(before.texts)

    assert after.text("rose", lambda: "made anew") == ""
    assert len(after.texts) == 1


@given(VALUES, VALUES)
def test_two_values_never_share_a_text(one: object, other: object) -> None:
    store = Store({})

    store.text(one, lambda: "one")

    assert (store.text(other, lambda: "other") == "one") == (one == other)

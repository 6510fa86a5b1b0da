"""The store: what was made once is not made again, and what is not asked for is let go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.store import Store


class Shelf(dict[str, str]):
    """A shelf in memory."""

    def __init__(self, texts: dict[str, str] | None = None) -> None:
        super().__init__(texts or {})
        self.held: list[str] = []

    find = dict.get
    put = dict.__setitem__

    def hold(self, name: str) -> None:
        """Note the name of a text that may lie."""
        self.held.append(name)


VALUES = st.recursive(
    st.text() | st.integers() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_a_text_is_made_once_for_what_it_is_made_from() -> None:
    made: list[str] = []
    store = Store(Shelf())

    def make(text: str) -> str:
        made.append(text)
        return text

    first = store.text({"a": 1, "b": [2]}, lambda: make("one"))
    again = store.text({"b": [2], "a": 1}, lambda: make("two"))
    other = store.text({"a": 1, "b": [3]}, lambda: make("three"))

    assert (first, again, other) == ("one", "one", "three")
    assert made == ["one", "three"]


def test_what_was_kept_is_given_by_the_same_code_alone() -> None:
    shelf = Shelf()
    Store(shelf, "one").text("rose", lambda: "")
    Store(shelf, "one").put("tree", "Oak")

    again, other = Store(shelf, "one"), Store(shelf, "two")

    assert again.text("rose", lambda: "made anew") == ""
    assert other.text("rose", lambda: "made anew") == "made anew"
    assert (again.find("tree"), other.find("tree")) == ("Oak", None)


@given(VALUES, VALUES)
def test_two_values_never_share_a_text(one: object, other: object) -> None:
    store = Store(Shelf())

    store.text(one, lambda: "one")

    assert (store.text(other, lambda: "other") == "one") == (one == other)


def test_a_text_that_nobody_needs_may_lie_for_the_next_build() -> None:
    shelf = Shelf()

    Store(shelf, "roses").hold("clay")
    Store().hold("sand")
    store = Store(shelf)
    store.text("loam", str)
    store.hold_texts(store.asked)

    assert shelf.held == ["roses:clay", *shelf]


def test_a_value_comes_back_in_its_shape_or_not_at_all() -> None:
    shelf = Shelf()
    Store(shelf).put_value("depths", {"rose": 3})
    store = Store(shelf)

    assert store.find_value("depths", dict[str, int]) == {"rose": 3}
    assert store.find_value("depths", list[int]) is None
    assert store.find_value("widths", dict[str, int]) is None
    store.put("depths", '{"rose": 3')
    assert store.find_value("depths", dict[str, int]) is None

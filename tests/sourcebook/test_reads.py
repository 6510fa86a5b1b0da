"""What was read: it holds while all of it is the same, and no longer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.fingerprint import Fingerprints
from sourcebook.reads import Group, Reads, Table, Watched

GROUPS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2))


def watch(values: dict[str, int]) -> tuple[Reads, Watched[int]]:
    reads = Reads()
    return reads, Watched("roses", values, reads, Fingerprints().of)


@given(GROUPS, GROUPS, st.sampled_from("abc"))
def test_a_key_that_was_read_holds_while_its_value_is_the_same(
    before: dict[str, int], after: dict[str, int], key: str
) -> None:
    reads, watched = watch(before)
    with reads.notes():
        read = (watched.get(key), key in watched)
        taken = reads.taken()

    now, _ = watch(after)

    assert read == (before.get(key), key in before)
    assert now.hold(taken) == (before.get(key) == after.get(key))


@given(GROUPS, GROUPS)
def test_a_group_that_was_gone_through_holds_while_it_has_the_same_keys_in_their_order(
    before: dict[str, int], after: dict[str, int]
) -> None:
    reads, watched = watch(before)
    with reads.notes():
        assert (list(watched), len(watched)) == (list(before), len(before))
        taken = reads.taken()

    now, _ = watch(after)

    assert now.hold(taken) == (list(before) == list(after))


def test_nothing_is_noted_unless_notes_are_taken() -> None:
    reads, watched = watch({"a": 1})

    assert watched["a"] == 1
    assert reads.taken() == []
    with reads.notes():
        assert reads.taken() == []


def test_what_stood_in_a_table_that_is_gone_does_not_hold() -> None:
    assert Reads({"roses": Table(str)}).hold([("roses", ["a"], "a")])
    assert not Reads().hold([("roses", ["a"], "a")])


@given(GROUPS, GROUPS, GROUPS, st.sampled_from("abc"))
def test_in_a_group_that_is_as_it_was_all_holds_that_held_then(
    first: dict[str, int], before: dict[str, int], after: dict[str, int], key: str
) -> None:
    take = Fingerprints().of
    found = Group(first, take).find(key)
    held_then = Group(before, take).holds([key], found)
    now = Group(after, take, Group(before, take).whole)

    if held_then:
        assert now.holds([key], found) == (before.get(key) == after.get(key))
    elif list(before.items()) != list(after.items()):
        assert now.holds([key], found) == (first.get(key) == after.get(key))


def test_of_a_group_with_something_that_nobody_knows_no_more_is_said_than_of_its_keys() -> None:
    take = Fingerprints().of
    group = Group({"a": 1, "b": object()}, take, Group({"b": object()}, take).whole)

    assert group.whole == ""
    assert group.holds(["a"], take(1))
    assert not group.holds(["a"], take(2))

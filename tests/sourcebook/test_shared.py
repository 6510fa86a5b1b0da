"""What hooks share: a page is handed the same as long as all is the same that was read for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from sourcebook.fingerprint import Fingerprints
from sourcebook.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sourcebook.reads import Read


@dataclass(frozen=True, slots=True)
class Garden:
    """A record with groups, of which pages read a part."""

    roses: Mapping[str, int]
    limit: int
    trees: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """Return one of its roses."""
        return self.roses["a"]

    def few(self) -> bool:
        """Tell whether there are few."""
        return self.limit < 5


class Tool:
    """Something that has no fingerprint."""

    def __init__(self) -> None:
        self.sizes = {"a": 1}
        self.page = object()


GARDEN = Garden({"a": 1, "b": 2}, 3)


def share(**values: Any) -> Shared:
    under = {"garden": GARDEN, "plain": {"a": 1, "b": 2}, "list": [1, 2], "tool": Tool()} | values
    return Shared(under, Fingerprints().of, tools=("store",), parts=("garden", "tool"))


def read(use: Callable[[Shared], object]) -> list[Read] | None:
    """Return what is noted while somebody uses it."""
    shared = share(store=object())
    shared.begin([("page", [".url"], "here")])
    use(shared)
    return shared.end()


USES: list[tuple[Callable[[Shared], object], dict[str, Any], dict[str, Any]]] = [
    (lambda it: it["plain"]["a"], {"plain": {"a": 1, "c": 9}}, {"plain": {"a": 2, "b": 2}}),
    (lambda it: it["plain"].get("c"), {"plain": {}}, {"plain": {"c": 0}}),
    (lambda it: it["list"], {"plain": {}}, {"list": [1, 2, 3]}),
    (lambda it: it.get("later"), {"list": []}, {"later": None}),
    (
        lambda it: it["garden"].roses["b"],
        {"garden": Garden({"b": 2}, 9)},
        {"garden": Garden({}, 3)},
    ),
    (
        lambda it: it["garden"].limit,
        {"garden": replace(GARDEN, roses={})},
        {"garden": replace(GARDEN, limit=4)},
    ),
    (
        lambda it: it["garden"].few(),
        {"garden": replace(GARDEN, trees=("oak",))},
        {"garden": replace(GARDEN, limit=4)},
    ),
    (
        lambda it: it["garden"].first,
        {"garden": replace(GARDEN, limit=4)},
        {"garden": replace(GARDEN, roses={"a": 2})},
    ),
    (lambda it: it["tool"].sizes.get("a"), {"plain": {}}, {"tool": object.__new__(Tool)}),
]


@pytest.mark.parametrize(("use", "same", "other"), USES)
def test_what_was_read_holds_until_it_has_changed(
    use: Callable[[Shared], object], same: dict[str, Any], other: dict[str, Any]
) -> None:
    taken = read(use)
    assert taken is not None
    own, *shared = taken

    assert own == ("page", [".url"], "here")
    assert shared
    assert share(**same).reads.hold(shared)
    assert not share(**other).reads.hold(shared)


def test_all_names_are_read_by_who_goes_through_them() -> None:
    for use in (list, len):
        (own, *taken) = read(use) or []

        assert own[0] == "page"
        assert share(store=0).reads.hold(taken)
        assert not share().reads.hold(taken)


def test_of_tools_nothing_is_noted() -> None:
    assert read(lambda it: it["store"]) == [("page", [".url"], "here")]


def test_nobody_knows_what_was_read_of_a_thing_without_a_fingerprint() -> None:
    assert read(lambda it: it["tool"].page) is None

    shared = share()
    shared.begin(None)
    assert shared.end() is None


def test_what_is_put_down_later_is_there() -> None:
    shared = share()
    shared["later"] = 1
    assert shared["later"] == 1
    del shared["later"]

    assert "later" not in shared


def test_of_groups_those_are_told_that_count_for_a_page() -> None:
    shared = share(tool=GARDEN, other={"a": object()})
    shared.begin([])
    assert shared["plain"]["a"] == shared["garden"].roses["a"] == 1
    assert shared["other"].get("b") is None
    shared.end()

    assert shared.groups().keys() == {"shared.plain", "shared.garden.roses"}
    assert shared.groups().keys() < share().reads.tables.keys() | {"shared.other"}


def test_a_group_that_is_as_it_was_is_not_looked_through() -> None:
    then = share()
    then.begin([])
    assert then["plain"]["a"] == 1
    same, changed = (
        Shared({"plain": plain}, Fingerprints().of, before=then.groups())
        for plain in ({"a": 1, "b": 2}, {"a": 2, "b": 2})
    )

    assert same.reads.hold([("shared.plain", ["a"], "what held then")])
    assert not changed.reads.hold([("shared.plain", ["a"], Fingerprints().of(1))])

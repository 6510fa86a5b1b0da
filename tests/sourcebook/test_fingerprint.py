"""Fingerprints: the same for the same value, and for no other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sourcebook.fingerprint import Fingerprints, NoFingerprintError, combine

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@dataclass(frozen=True, slots=True)
class Rose:
    name: str
    planted: dt.date | None = None


def known(value: Any) -> Any:
    """Return a value in which what counts as another value is another one to Python, too."""
    if isinstance(value, dict):
        return ["group", *((name, known(each)) for name, each in value.items())]
    if isinstance(value, list):
        return ["list", *map(known, value)]
    return (type(value).__name__, value)


@given(VALUES, VALUES)
def test_two_values_share_a_fingerprint_only_if_they_are_the_same(
    one: object, other: object
) -> None:
    same = Fingerprints().of(one) == Fingerprints().of(other)

    assert same == (known(one) == known(other))


def test_records_days_and_texts_that_are_safe_to_print_are_told_apart() -> None:
    values = [
        Rose("Alba"),
        Rose("Alba", dt.date(2026, 3, 1)),
        [Rose("Alba")],
        Markup("Alba"),
        "Alba",
        ("Alba", 1),
        MappingProxyType({"Alba": 1}),
    ]

    assert len({Fingerprints().of(value) for value in values}) == len(values)


def test_of_types_of_others_counts_what_is_said_to_count() -> None:
    fingerprints = Fingerprints({complex: lambda value: value.real})

    assert fingerprints.of([1 + 2j]) == fingerprints.of([1 + 3j]) != fingerprints.of([2 + 2j])


def test_a_name_on_the_disk_that_is_no_utf_8_has_one() -> None:
    values = [["ros\udce9"], ["ros\udce8"], ["ros\\udce9"], {"ros\udce9": 1}, Rose("ros\udce9")]

    assert len({Fingerprints().of(value) for value in values}) == len(values)


@pytest.mark.parametrize("value", [object(), [len], lambda: 1])
def test_what_cannot_be_looked_into_has_none(value: object) -> None:
    with pytest.raises(NoFingerprintError):
        Fingerprints().of(value)


def test_fingerprints_of_several_values_are_one() -> None:
    assert combine(["a"]) == "a"
    assert len({combine([]), combine(["a", "b"]), combine(["b", "a"]), combine(["ab"])}) == 4

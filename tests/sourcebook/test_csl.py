"""The words of CSL: those that citeproc-py knows."""

from __future__ import annotations

import citeproc
from citeproc import types

from sourcebook.csl import DATE_KEYS, DRAWN_TYPES, NAME_KEYS, VARIABLES


def test_variables_are_those_that_are_drawn() -> None:
    pairs = [
        (NAME_KEYS, citeproc.NAMES),
        (DATE_KEYS, citeproc.DATES),
        (VARIABLES, citeproc.VARIABLES),
    ]

    for ours, theirs in pairs:
        assert ours == {name.replace("_", "-") for name in theirs}


def test_types_are_those_that_are_drawn() -> None:
    words = {value for name, value in vars(types).items() if name.isupper()}

    assert words == DRAWN_TYPES

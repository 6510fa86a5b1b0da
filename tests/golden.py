"""Golden cases: a behaviour a file, input above `expected:`, what must come of it below.

`UPDATE_GOLDEN=1` rewrites the part from `expected:` on where something else came, for
review in the diff. A case names only the values it is about; `problems` it always names,
word for word.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.mark import ParameterSet

    from sourcebook.problems import Problem

FOLDER = Path(__file__).parent / "golden"
EXPECTED = "expected:\n"
UPDATE = "UPDATE_GOLDEN"
_MISSING = "<there is no such value>"


class Case:
    """One golden file: `about`, the input under keys of its own, and `expected`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.given: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.expected: dict[str, Any] = self.given.pop("expected", None) or {}
        if not str(self.given.pop("about", "")).endswith("."):
            raise ValueError(f"{path}: needs `about:` with a sentence on the behaviour")

    def raw(self, key: str) -> bytes:
        """Return a text of the input as the bytes of a file, in the case's `encoding`."""
        text: str = self.given[key]
        return text.encode(self.given.get("encoding", "utf-8"))

    def observe(self, problems: Iterable[Problem], **values: object) -> dict[str, Any]:
        """Return, as plain data, what came out of all that the case names.

        To be compared with `expected`, which is written anew if `UPDATE_GOLDEN` is set.
        """
        everything = plain({**values, "problems": [str(problem) for problem in problems]})
        chosen = {**self.expected}
        chosen.setdefault("problems", [])
        seen: dict[str, Any] = narrow(everything, chosen)
        if seen != self.expected and os.environ.get(UPDATE):
            self._rewrite(seen)
        return seen

    def _rewrite(self, seen: dict[str, Any]) -> None:
        head, _, _ = self.path.read_text(encoding="utf-8").partition("\n" + EXPECTED)
        tail = yaml.safe_dump({"expected": seen}, sort_keys=False, allow_unicode=True, width=10_000)
        self.path.write_text(head.rstrip("\n") + "\n" + tail, encoding="utf-8")
        self.expected = seen


def cases(module: str) -> list[ParameterSet]:
    """Return the cases of a module of `sourcebook`, for `pytest.mark.parametrize`."""
    found = [pytest.param(Case(path), id=path.stem) for path in sorted(FOLDER.glob(f"{module}/*"))]
    if not found:
        raise ValueError(f"there are no cases in {FOLDER / module}")
    return found


def plain(value: object) -> Any:
    """Return a value as the data YAML knows; a dataclass with its properties, too."""
    if is_dataclass(value) and not isinstance(value, type):
        properties = [key for key, at in vars(type(value)).items() if isinstance(at, property)]
        names = [*(field.name for field in fields(value)), *properties]
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def narrow(value: Any, pattern: object) -> Any:
    """Return the part of plain data whose keys the pattern has, too; an empty one has all."""
    if isinstance(value, dict) and isinstance(pattern, dict) and pattern:
        return {key: narrow(value.get(key, _MISSING), item) for key, item in pattern.items()}
    return value

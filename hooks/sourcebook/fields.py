"""Reading front matter key by key: a value, or a problem that names the key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from unicodedata import category

from .addresses import is_web_address
from .plurals import count_of
from .problems import Problem, propose, unknown_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w*);")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FARTHEST = 100
"""Years after which a day is no plan any more, but stands for one, such as 9999-12-31."""


def parse_day(text: str) -> date | None:
    """Return the day written as 2026-11-23, and in no other form of ISO 8601."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def last_begun(now: datetime) -> date:
    """Return the last day that does not lie in the future, anywhere on Earth; `now` is in UTC."""
    # A day has begun somewhere on Earth 14 hours before it begins in UTC.
    return (now + timedelta(hours=14)).date()


@dataclass(slots=True)
class Fields:
    """The keys of one file. A reader returns the value, or `None` after noting a problem.

    A key that is absent is a problem only where it is `required`.
    """

    file: str
    meta: Mapping[str, Any]
    latest: date
    """A day after this lies in the future."""
    prefix: str = ""
    problems: list[Problem] = field(default_factory=list)

    def note(self, key: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, self.prefix + key, what, remedy))

    def known(self, keys: Iterable[str]) -> None:
        """Note each key that is not one of these."""
        choices = set(keys)
        for key in self.meta:
            if key not in choices and len(key.split()) > 1:
                # A sentence with a colon in it, on the line below that of its own key.
                remedy = "put two spaces before it if it belongs to the line above, or remove it"
                self.note(key, "is not a key we know", remedy)
            elif key not in choices:
                self.problems.append(unknown_key(self.file, key, choices, self.prefix))

    def value(self, key: str, *, required: bool = False) -> Any:
        """Return what stands at a key, as it is; `None` also where it was left empty."""
        value = self.meta.get(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            if required and key in self.meta:
                self.note(key, "is empty", f"write it after `{key}:`")
            elif required:
                self.note(key, "is missing", f"add `{key}:`")
            return None
        return value

    def text(
        self, key: str, *, required: bool = False, shortest: int = 1, longest: int | None = None
    ) -> str | None:
        """Return plain text on one line, within the given number of characters."""
        value = self.value(key, required=required)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            self.note(key, "is not text", "write it as text in quotation marks")
            return None
        value = " ".join(value.split())
        if _HTML.search(value):
            self.note(key, "has HTML in it", "write it as plain text")
        if not value.isprintable() and any(category(sign) == "Cc" for sign in value):
            self.note(key, "has a character that cannot be seen", "type it anew")
        has = f"has {count_of(len(value), 'character')}"
        if len(value) < shortest:
            self.note(key, has, f"write at least {shortest}")
        if longest is not None and len(value) > longest:
            self.note(key, has, f"shorten it to at most {longest}")
        return value

    def day(
        self,
        key: str,
        *,
        required: bool = False,
        future: bool = False,
        in_time: str = "write a day that has come",
    ) -> date | None:
        """Return a calendar day; one in the future is a problem unless that is allowed.

        One in a far future always is: what falls due years after it may be in no calendar.
        `in_time` is the remedy for a day that has not come.
        """
        value = self.value(key, required=required)
        if value is None:
            return None
        day = parse_day(str(value))
        if day is None:
            self.note(key, f"`{value}` is not a date", "write the day as 2026-11-23")
            return None
        if day > self.latest and not future:
            self.note(key, f"{day} lies in the future", in_time)
            return None
        if day.year > self.latest.year + FARTHEST:
            remedy = f"write an earlier day, or leave out `{key}:` until you know it"
            self.note(key, f"{day} lies too far in the future", remedy)
            return None
        return day

    def flag(self, key: str) -> bool:
        """Return `true` or `false`; absent is `false`."""
        value = self.value(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        quoted = str(value).lower() in ("true", "false")
        remedy = "write `true` or `false`" + (" without quotation marks" if quoted else "")
        self.note(key, f"is `{value}`", remedy)
        return False

    def choice(self, key: str, choices: Iterable[str], *, required: bool = False) -> str | None:
        """Return one of the given words."""
        value = self.text(key, required=required)
        if value is None or value in (words := sorted(choices)):
            return value
        self.note(key, f"is `{value}`", propose(value, words, otherwise="use"))
        return None

    def web_address(self, key: str, *, required: bool = False) -> str | None:
        """Return an address a page may link to, and nothing else."""
        value = self.value(key, required=required)
        if value is None:
            return None
        if isinstance(value, str) and is_web_address(value):
            return value
        self.note(key, f"`{value}` is not a web address", "write one that starts with https://")
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; what is in it twice stays once."""
        items = [
            " ".join(str(item).split())
            for _, item in self.items(key, lambda item: isinstance(item, str | int), "text")
        ]
        return tuple(dict.fromkeys(items))

    def mappings(self, key: str, keys: Sequence[str]) -> list[Fields]:
        """Return a list of groups of these keys, each ready to be read."""
        shape = "{" + ", ".join(f"{name}: …" for name in keys[:2]) + "}"
        items = self.items(
            key, lambda item: isinstance(item, dict), "a group of keys", f"write it as `{shape}`"
        )
        groups = [self.inside(item, f"{key}[{number}].") for number, item in items]
        for group in groups:
            group.known(keys)
        return groups

    def mapping(self, key: str, keys: Sequence[str]) -> Fields | None:
        """Return a group of these keys, ready to be read."""
        value = self.value(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.note(key, "is not a group of keys", "write `key: value` lines below it")
            return None
        group = self.inside(value, f"{key}.")
        group.known(keys)
        return group

    def items(
        self,
        key: str,
        fits: Callable[[Any], bool],
        kind: str,
        remedy: str = "correct or remove the item",
    ) -> list[tuple[int, Any]]:
        """Return the items of a list that fit, each with its place, and note the others."""
        value = self.value(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.note(key, "is not a list", "write each item on a line of its own, after `- `")
            return []
        fitting = []
        for number, item in enumerate(value):
            if fits(item):
                fitting.append((number, item))
            else:
                self.note(f"{key}[{number}]", f"is not {kind}", remedy)
        return fitting

    def inside(self, meta: Mapping[Any, Any], prefix: str) -> Fields:
        """Return readers for a group of keys; their problems gather here."""
        keys = {str(key): value for key, value in meta.items()}
        return Fields(self.file, keys, self.latest, self.prefix + prefix, self.problems)

"""Slips: what a writer has most likely mistyped, where a text is not YAML.

The parser tells where it gave up, which is often a line below the slip, and in words for
programmers. So the lines are looked at as a writer would: first for what is seen at once.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import category

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

KEY = r"[A-Za-z][\w-]*"
FENCE = "write three hyphens (---) and nothing else"

# https://yaml.org/spec/1.1/#b-generic
_LINE_END = re.compile("[\n\x85\u2028\u2029]")
# What is begun there and goes wrong is noticed later, often on another line.
_ON_ITS_LINE = frozenset(
    {
        "while scanning a simple key",
        "while scanning a quoted scalar",
        "while scanning a block scalar",
        "while parsing a flow mapping",
        "while parsing a flow sequence",
    }
)
_PAIR = re.compile(rf" *(?:- +)?(?P<key>{KEY}) *:(?: +(?P<value>.*))?")
_GLUED = re.compile(rf" *(?:- +)?(?P<key>{KEY})(?::(?! |//)|\uff1a)\s*(?P<value>\S.*)")
_GLUED_ITEM = re.compile(r" *-(?P<value>[^\s-].*)")
_ASTERISK = re.compile(r" *\* +(?P<value>\S.*)")
_ITEM = re.compile(r" *- ")
_SECOND_COLON = re.compile(r": |:$")
_SEVERAL = re.compile(rf"{KEY}: [^,:]*, *{KEY}: .*")
_CURLY = "“”„«»\u2018\u201a"
_SIGNS = "*&!|>%@`?-[]{},"
_CLOSES = {"[": "]", "{": "}"}


class YamlSlip(NamedTuple):
    """What is wrong on a line, and what to do."""

    line: int
    """From 0."""
    what: str
    remedy: str


def split_lines(text: str) -> list[str]:
    """Return the lines of a text, as YAML counts them."""
    return _LINE_END.split(text)


def explain(text: str, error: yaml.MarkedYAMLError) -> YamlSlip:
    """Return what a writer has most likely mistyped; where nobody can tell, what the parser says."""
    lines, mark, begun = split_lines(text), error.problem_mark, error.context_mark
    # What is opened and never closed is noticed at the end only.
    if mark and begun and (mark.line >= len(lines) - 1 or error.context in _ON_ITS_LINE):
        mark = begun
    at = min(mark.line if mark else 0, len(lines) - 1)
    line = lines[at]
    if _begins_with_tab(line) or _at(line, mark) == "\t":
        more = sum(map(_begins_with_tab, lines[at + 1 :]))
        below = "line below that begins" if more == 1 else f"{more} lines below that begin"
        also = f", also on the {below} with one" if more else ""
        return YamlSlip(at, "has a tab", f"use spaces instead{also}")
    start = min(begun.line if begun else at, at)
    found = next(filter(None, (look(lines, start, at) for look in _LOOKS)), None)
    return found or YamlSlip(
        at, f"is not YAML ({error.problem})", "correct this line or the one above"
    )


def _begins_with_tab(line: str) -> bool:
    return "\t" in line[: len(line) - len(line.lstrip())]


def find_repeated(root: yaml.Node | None) -> list[tuple[str, int]]:
    """Return each key that stands in its group already, with its line, from 0, in their order.

    PyYAML keeps the last of two equal keys without a word.
    """
    found: list[tuple[str, int]] = []
    seen: set[int] = set()
    todo = [root]
    while todo:
        node = todo.pop()
        if id(node) in seen:  # what an alias names was looked at
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                todo.append(value)
                if isinstance(key, yaml.ScalarNode):
                    if key.value in keys:
                        found.append((key.value, key.start_mark.line))
                    keys.add(key.value)
        elif isinstance(node, yaml.SequenceNode):
            todo += node.value
    return sorted(found, key=itemgetter(1))


def _at(line: str, mark: Any) -> str:
    return line[mark.column : mark.column + 1] if mark else ""


def find_wrong_fence(lines: Sequence[str]) -> YamlSlip | None:
    """Return the first line that was meant to be one of `---`."""
    for number, line in enumerate(lines):
        if _is_meant_as_fence(line):
            what = f"is `{line.rstrip()}`, and no end of the front matter"
            return YamlSlip(number, what, FENCE)
    return None


def find_wrong_beginning(lines: Sequence[str]) -> YamlSlip | None:
    """Return the slip in the first line, where it was meant to begin the front matter."""
    below = next((line for line in lines[1:] if line.strip()), "")
    if _is_meant_as_fence(lines[0]) and _PAIR.fullmatch(below):
        what = f"is `{lines[0].rstrip()}`, and no beginning of the front matter"
        return YamlSlip(0, what, FENCE)
    return None


def _is_meant_as_fence(line: str) -> bool:
    """Tell whether a line has other dashes than `---`; a single hyphen is an item of a list."""
    text = line.rstrip()
    return text.strip() not in ("", "-") and text != "---" and all(map(_is_dash, text.strip()))


def _is_dash(sign: str) -> bool:
    return category(sign) == "Pd" or sign == "\N{MINUS SIGN}"


def split_glued(text: str) -> tuple[str, str] | None:
    """Return key and value of a text in which no space parts them."""
    found = _GLUED.fullmatch(text)
    return (found["key"], found["value"]) if found else None


def no_space(line: int, *pairs: tuple[str, str]) -> YamlSlip:
    """Return the slip of a line on which keys and values are not parted by a space."""
    meant = ", ".join(f"{key}: {value}" for key, value in pairs)
    return YamlSlip(line, "has no space after the colon", f"write `{meant}`")


def _fence(lines: Sequence[str], start: int, at: int) -> YamlSlip | None:
    return find_wrong_fence(lines[: at + 1])


def _asterisk(lines: Sequence[str], start: int, at: int) -> YamlSlip | None:
    found = _ASTERISK.fullmatch(lines[at])
    if found is None:
        return None
    return YamlSlip(at, "has an asterisk before an item", f"write `- {found['value']}`")


def _quotation(lines: Sequence[str], start: int, at: int) -> YamlSlip | None:
    for number, value in _values(lines, start, at):
        mark = value[:1]
        inside = value[1:].rstrip()
        if mark in ("'", '"') and not _is_quoted(value):
            if mark not in inside and not _goes_on(lines, number):
                what = f"has a quotation mark (`{mark}`) that is never closed"
                return YamlSlip(number, what, f"put `{mark}` at the end of the value, too")
            if mark == "'" and re.search(r"\w'\w", inside):
                what = "has an apostrophe between single quotation marks"
                return YamlSlip(number, what, 'put the value between double ones: `"…"`')
            if mark in inside:
                what = "has quotation marks inside a value that begins with one"
                return YamlSlip(number, what, "write those inside as “…”")
        if mark == '"' and "\\" in inside:
            what = "has a backslash between double quotation marks"
            return YamlSlip(
                number, what, "write it twice, or put the value between single ones: `'…'`"
            )
        if mark and mark in _CURLY and _SECOND_COLON.search(value):
            what = "has curly quotation marks, which do not hold a value together"
            return YamlSlip(number, what, 'put straight ones around the value: `"…"`')
    return None


def _bracket(lines: Sequence[str], start: int, at: int) -> YamlSlip | None:
    for number, value in _values(lines, start, at):
        closing = _CLOSES.get(value[:1], "")
        if closing and value.count(value[0]) > value.count(closing) and not _goes_on(lines, number):
            return YamlSlip(number, f"has a `{value[0]}` that is never closed", f"add `{closing}`")
        if closing and number == at and value.rstrip().endswith(closing):
            what = f"has something between `{value[0]}` and `{closing}` that cannot be read"
            return YamlSlip(
                number, what, 'part it by commas; put a value with signs in it between `"`'
            )
        if value.count("}") > value.count("{") and _SEVERAL.match(_content(lines[number])):
            meant = _content(lines[number]).rstrip(" }")
            return YamlSlip(number, "has a `}` that was never opened", f"write `{{{meant}}}`")
    return None


def _colon(lines: Sequence[str], start: int, at: int) -> YamlSlip | None:
    line, above = lines[at], _above(lines, at)
    if glued := split_glued(line):
        return no_space(at, glued)
    if above is not None and _PAIR.fullmatch(line) and (glued := split_glued(lines[above])):
        return no_space(above, glued)
    if found := _GLUED_ITEM.fullmatch(line):
        return YamlSlip(at, "has no space after the hyphen", f"write `- {found['value']}`")
    return None


def _sign(lines: Sequence[str], start: int, at: int) -> YamlSlip | None:
    value = _value(lines[at])
    closing = _CLOSES.get(value[:1], "")
    if value[:1] in tuple(_SIGNS) and not (closing and value.rstrip().endswith(closing)):
        sign = "a backtick" if value[0] == "`" else f"`{value[0]}`"
        what = f"has a value that begins with {sign}"
        return YamlSlip(at, what, 'put the value between quotation marks: `"…"`')
    return None


def _second_colon(lines: Sequence[str], start: int, at: int) -> YamlSlip | None:
    line, above = lines[at], _above(lines, at)
    content = _content(line)
    if _ITEM.match(line) and _SEVERAL.fullmatch(content):
        return YamlSlip(at, "has several keys on one line", f"write `- {{{content.strip()}}}`")
    value = _value(line)
    # What stands below a value, and is no key, belongs to it.
    goes_on = above is not None and _indent(line) > _indent(lines[above]) and _value(lines[above])
    if goes_on and not _PAIR.fullmatch(line) and ": " in line:
        at, value = above or 0, line
    if value and value[0] not in "'\"[{" and _SECOND_COLON.search(value):
        what = "has a value with a colon and a space in it"
        return YamlSlip(at, what, 'put the value between quotation marks: `"…"`')
    return None


def _indentation(lines: Sequence[str], start: int, at: int) -> YamlSlip | None:
    above = _above(lines, at)
    if above is None:
        return None
    if not _indent(lines[at]) and _indent(lines[0]) and _PAIR.fullmatch(lines[0]):
        at, above = 0, 0
    line, depth = lines[at], _indent(lines[at])
    if not depth or not (_PAIR.fullmatch(line) or _ITEM.match(line)):
        return None
    if _ITEM.match(line) and _ITEM.match(lines[above]):
        return YamlSlip(
            at, "is not in line with the hyphen above", "put the hyphens below each other"
        )
    if _ITEM.match(lines[above]) and depth == _indent(lines[above]):
        return YamlSlip(at, "begins with too few spaces", "put two more before it")
    beside = max((each for each in _columns(lines[:at]) if each < depth), default=0)
    spaces = depth - beside
    if spaces == 1:
        return YamlSlip(at, "begins with a space too many", "remove it")
    return YamlSlip(at, f"begins with {spaces} spaces too many", "remove them")


def _no_key(lines: Sequence[str], start: int, at: int) -> YamlSlip | None:
    line = lines[at]
    if not line.strip() or _indent(line) or _PAIR.fullmatch(line) or _ITEM.match(line):
        return None
    remedy = "put two spaces before it if it belongs to the line above, or write `key: value`"
    return YamlSlip(at, "has no key", remedy)


_LOOKS: tuple[Callable[[Sequence[str], int, int], YamlSlip | None], ...] = (
    _fence,
    _asterisk,
    _colon,
    _quotation,
    _bracket,
    _sign,
    _second_colon,
    _indentation,
    _no_key,
)


def _values(lines: Sequence[str], start: int, at: int) -> Iterator[tuple[int, str]]:
    """Yield the values on these lines, each with its line."""
    for number in range(start, at + 1):
        if value := _value(lines[number]):
            yield number, value


def _value(line: str) -> str:
    """Return what stands behind the key of a line, or behind the hyphen of its item."""
    found = _PAIR.fullmatch(line)
    if found:
        return found["value"] or ""
    return _content(line) if _ITEM.match(line) else ""


def _content(line: str) -> str:
    return _ITEM.sub("", line, count=1).lstrip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _columns(lines: Sequence[str]) -> Iterator[int]:
    """Yield the columns at which lines begin, and the keys of items."""
    for line in lines:
        yield _indent(line)
        if _ITEM.match(line):
            yield len(line) - len(_content(line))


def _above(lines: Sequence[str], at: int) -> int | None:
    """Return the nearest line above that has something on it."""
    return next((number for number in range(at - 1, -1, -1) if lines[number].strip()), None)


def _goes_on(lines: Sequence[str], at: int) -> bool:
    """Tell whether the next line is indented, so that a value may go on there."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return _indent(below) > _indent(lines[at]) and not _ITEM.match(below)


def _is_quoted(value: str) -> bool:
    """Tell whether a value stands between quotation marks as YAML has it."""
    plain = value.rstrip()
    return bool(re.fullmatch(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"", plain))

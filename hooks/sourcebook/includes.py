"""What Markdown reads besides the page itself: texts that others take in, and by which extensions.

https://facelessuser.github.io/pymdown-extensions/extensions/snippets/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from posixpath import normpath
from typing import TYPE_CHECKING, Any

from pymdownx.snippets import SnippetPreprocessor

from .addresses import key_of
from .kept import KeptExtension
from .problems import ALIKE, MOST_NAMED, Problem, likeness, nearest
from .settings import FILE as SETTINGS
from .slips import Slip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SNIPPETS = "pymdownx.snippets"
"""The extension that takes texts in."""
_READ_NO_FILES = ("markdown.", "pymdownx.")
_READS_FILES = "pymdownx.b64"
# Functions that a setting may name; icons of one's own they would read from files.
_FUNCTIONS = (*_READ_NO_FILES, "material.extensions.")
_OWN_FILES = "custom_icons"
_TAKES_IN = SnippetPreprocessor.RE_ALL_SNIPPETS
# Which lines of a text, or which part of it: `name.md:2:5` and `name.md:part`.
_LINES = re.compile(r"[\d:,-]*")
_DASH = "[-\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]"
# What word processors and slips make of `--8<--`, with the name that follows it.
_MARK = re.compile(
    rf"(?<!\w){_DASH}+ ?8 ?[<\N{{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}}] ?{_DASH}++(?! ?\d)"
    r"(?P<rest>[^\n]*)"
)
_WRITE = 'write `--8<-- "{}"`, on a line of its own'
_NAME = re.compile(r"[\w./-]*\w")


class Includes:
    """Texts that may be taken in, by their paths; those named in `always` every page takes in."""

    def __init__(
        self,
        texts: Mapping[str, bytes],
        always: Iterable[str] = (),
        folders: Iterable[str] = (),
    ) -> None:
        self.texts = {path: (path.rpartition("/")[2].encode(), texts[path]) for path in texts}
        self.always = tuple(name.encode() for name in always)
        self.folders = tuple(folders)

    def by_name(self) -> dict[str, str]:
        """Return the texts by the names that pages give them: as seen from one of the folders."""
        return {
            path.removeprefix(f"{folder}/"): content.decode("utf-8", "replace")
            for folder in reversed(self.folders)
            for path, (_, content) in self.texts.items()
            if path.startswith(f"{folder}/")
        }

    def check(self, folder: str) -> list[Problem]:
        """Return a problem for each name that a text gives, or the settings, and that is not there.

        `folder` is where the texts lie, as the writer types it.
        """
        texts = self.by_name()
        problems = [
            Problem(f"{folder}{name}", f"line {line}", slip.what, slip.remedy)
            for name, text in texts.items()
            for line, slip in _find_missing(text.split("\n"), texts, folder)
        ]
        missing = [_missing(name.decode(), texts, folder) for name in self.always]
        key = f"{SNIPPETS}.auto_append"
        return problems + [Problem(SETTINGS, key, *each) for each in missing if each]

    def within(self, text: str) -> list[tuple[str, bytes]]:
        """Return those whose names stand in a text, or in one that it takes in, by path.

        A text cannot be taken in without its name; one that is only named may be among them.
        """
        found: dict[str, bytes] = {}
        unread = [text.encode("utf-8", "surrogatepass"), *self.always]
        while unread:
            now = unread.pop()
            for path, (name, content) in self.texts.items():
                if path not in found and name in now:
                    found[path] = content
                    unread.append(content)
        return sorted(found.items())


def take_out_missing(
    lines: Sequence[str], texts: Mapping[str, str], folder: str
) -> tuple[list[str], list[Slip]]:
    """Return the lines of a page without those that take in what is not there, and their slips.

    `texts` may be taken in, by their names; `folder` is where they lie, as the writer types it.
    """
    found = dict(_find_missing(lines, texts, folder))
    left = [line for number, line in enumerate(lines, start=1) if number not in found]
    return left, [*found.values()]


def shown_lines(lines: Iterable[str]) -> set[str]:
    """Return those lines that are to be read as they stand: a `;` before them says so."""
    found = (_TAKES_IN.match(line) for line in lines if ";" in line)
    return {match[0].strip().removeprefix(";") for match in found if match and match["escape"]}


def find_marks(text: str, texts: Mapping[str, str]) -> Iterator[Slip]:
    """Yield what looks like a line that takes in a text, and is read as it stands."""
    for mark in _MARK.finditer(text):
        given = _NAME.search(mark["rest"])
        close = _close(given[0], texts) if given else ""
        what = f"has `{mark[0].strip()}`, which takes in nothing"
        yield Slip(mark[0].strip(), what, _WRITE.format(close or "name.md"))


def _find_missing(
    lines: Sequence[str], texts: Mapping[str, str], folder: str
) -> Iterator[tuple[int, Slip]]:
    """Yield the number of each line that takes in what is not there, with its slip.

    A line of `--8<--` alone begins a list of names, a name a line, and another one ends it.
    """
    found = [
        (number, _TAKES_IN.match(line)) for number, line in enumerate(lines, 1) if "8<-" in line
    ]
    marks = [(number, match) for number, match in found if match and not match["escape"]]
    ends = [number for number, match in marks if match["block_marker"]]
    if len(ends) % 2:
        number = ends.pop()
        what = "has `--8<--` alone, which begins a list of names, and nothing ends it"
        yield number, Slip(lines[number - 1].strip(), what, _WRITE.format("name.md"))
    names = {
        number: lines[number - 1].strip()
        for start, end in zip(ends[::2], ends[1::2], strict=True)
        for number in range(start + 1, end)
    }
    names |= {number: match["snippet"][1:-1].strip() for number, match in marks if match["snippet"]}
    for number, name in names.items():
        if name and not name.startswith(";") and (missing := _missing(name, texts, folder)):
            yield number, Slip(lines[number - 1].strip(), *missing)


def _missing(given: str, texts: Mapping[str, str], folder: str) -> tuple[str, str] | None:
    """Return what is not there of that which a line takes in, and the remedy."""
    path, _, part = given.partition(":")
    name = normpath(path)
    if name not in texts:
        what = f"there is no `{path}` in {folder}"
        if close := _close(name, texts):
            return what, f"did you mean `{close}`?"
        if not 0 < len(texts) <= MOST_NAMED:
            return what, "write the name of a file that lies there"
        return what, f"write one of: {', '.join(sorted(texts))}"
    start = rf"\[[ \t]*start[ \t]*:[ \t]*{re.escape(part)}[ \t]*\]"
    if _LINES.fullmatch(part) or re.search(start, texts[name], re.IGNORECASE):
        return None
    return f"`{path}` has no part `{part}`", f"mark it there, or write `{path}` alone"


def _close(name: str, texts: Mapping[str, str]) -> str:
    """Return the name that was meant, if one is like it: folder and ending do not count."""
    names = {key_of(each): each for each in texts}
    close = nearest(key_of(name), names)
    return names[close] if likeness(key_of(name), close) >= ALIKE else ""


def is_known(
    extension: str | object, modules: Mapping[str, str], settings: Mapping[str, Any]
) -> bool:
    """Tell whether all is known of what a Markdown extension reads besides the page.

    `modules` has the module of each name that an installed package gives its extension;
    `settings` are those of all extensions.
    """
    if not isinstance(extension, str):
        return isinstance(extension, KeptExtension)
    own = settings.get(extension, {})
    if extension == SNIPPETS:
        # Without a folder it looks into the one the build was started in.
        is_bound = "base_path" in own and own.get("restrict_base_path", True)
        return bool(is_bound and not own.get("url_download"))
    module = modules.get(extension, extension)
    return module.startswith(_READ_NO_FILES) and module != _READS_FILES and _is_known_setting(own)


def _is_known_setting(value: Any) -> bool:
    """Tell whether a setting leads to no file, and to no function that might."""
    if isinstance(value, Mapping):
        return _OWN_FILES not in value and all(map(_is_known_setting, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_known_setting, value))
    function = value.func if isinstance(value, partial) else value
    return not callable(function) or function.__module__.startswith(_FUNCTIONS)

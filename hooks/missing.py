"""The page for addresses that lead nowhere: what was meant, the topics and the search.

`overrides/404.html` draws it; `docs/assets/javascripts/missing.js` compares the address with a
list of all addresses that `sourcebook.missing` makes, in the reader's browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

from sourcebook.missing import ADDRESSES, render_addresses

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from sourcebook.catalog import Catalog

PAGE = "404.html"


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Add the list of all addresses."""
    content = render_addresses(config.extra["catalog"])
    files.append(File.generated(config, ADDRESSES, content=content))
    return env


def on_template_context(
    context: dict[str, Any], *, template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Hand the page what it leads to."""
    if template_name == PAGE:
        catalog: Catalog = config.extra["catalog"]
        context["addresses"] = ADDRESSES
        context["topics"] = config.extra["topics"]
        context["pages"] = catalog.pages
        context["settings"] = catalog.settings
    return context

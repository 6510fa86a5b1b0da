"""Files that programs look for: robots.txt, security.txt, llms.txt and the web manifest.

The templates of the same names in `overrides/` write them; `mkdocs.yml` lists them below
`static_templates`. `sourcebook.machines` knows how long a contact holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sourcebook.machines import find_expiry

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from sourcebook.catalog import Catalog

FILES = ("llms.txt", ".well-known/security.txt")


def on_template_context(
    context: dict[str, Any], *, template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Hand the templates the topics, the contact and the day until which it holds."""
    if template_name in FILES:
        catalog: Catalog = config.extra["catalog"]
        context["settings"] = catalog.settings
        context["topics"] = config.extra["topics"]
        context["expires"] = find_expiry(catalog.posts)
    return context

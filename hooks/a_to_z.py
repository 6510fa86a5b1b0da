"""The A to Z: a page of every subject under every name, for readers who would rather look.

`overrides/partials/a-to-z.html` draws it; `sourcebook.a_to_z` puts it in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sourcebook.a_to_z import list_subjects

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

PAGE = "a-to-z.md"


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the template all subjects by letter."""
    if page.file.src_uri == PAGE:
        posts = config.extra["catalog"].posts
        terms = config.extra["glossary"].terms
        context["letters"] = list_subjects(posts, config.extra["aliases"], terms)
    return context

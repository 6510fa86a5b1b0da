"""Light pages: what templates have for their writers alone is not sent to readers.

A reader on a slow line waits less; nothing looks different. `sourcebook.templates` reads the
templates so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority

from sourcebook.templates import read_narrowly

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


@event_priority(100)  # first: a template that is loaded stays as it is
def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Have all templates read without their indents and their empty lines."""
    read_narrowly(env)
    return env

"""Templates: how they are read, so that a page has nothing in it that only their writers need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2.ext import Extension

if TYPE_CHECKING:
    from jinja2 import Environment


class Narrow(Extension):
    """Makes each indent one space; texts that a template is handed stay as they are."""

    def preprocess(
        self,
        source: str,
        name: str | None,  # noqa: ARG002 - the signature
        filename: str | None = None,  # noqa: ARG002
    ) -> str:
        """Return a template without its indents, but with its lines."""
        return "\n".join(_narrow(line) for line in source.split("\n"))


def read_narrowly(environment: Environment) -> None:
    """Let an environment drop the indents of templates, and lines on which they only decide.

    What has been loaded before stays as it is.
    """
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension(Narrow)


def _narrow(line: str) -> str:
    text = line.lstrip(" \t")
    return line if text == line else f" {text}"

"""Templates: how they are read, so that a page has nothing in it that only their writers need.

And how those that are the same need not be compiled again, as long as a process lives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2.bccache import BytecodeCache
from jinja2.ext import Extension

if TYPE_CHECKING:
    from types import CodeType

    from jinja2 import Environment
    from jinja2.bccache import Bucket


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


class Compiled(BytecodeCache):
    """Holds what templates were compiled to, for environments that are set alike."""

    def __init__(self) -> None:
        self.set_so = ""
        self.known: dict[str, tuple[str, CodeType | None]] = {}

    def begin(self, set_so: str) -> None:
        """Forget all that was compiled in an environment that was set in another way."""
        if set_so != self.set_so:
            self.known.clear()
        self.set_so = set_so

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what its text was compiled to."""
        checksum, code = self.known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take what a template was compiled to."""
        self.known[bucket.key] = (bucket.checksum, bucket.code)


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

"""What a file says that was taken in from a former blog: where it was, and what is left to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .fields import Fields

KEY = "blogger"
"""The key of files that `sourcebook import` has made; what a former blog cannot give is then
work to do, and stops no build."""
PICTURES = "assets/blogger"
"""The folder of pictures that were taken in."""
COMMENTS = "comments"
"""The anchor of the heading below which readers' comments stand, at the end of a post."""
FORM = "comment-form"
"""The anchor of where a comment is written at Blogger: here all comments stand there."""
PARTS = ("id", "path", "format", "published", "updated", "sources_line", "todo")
POST_KEYS = (KEY, "labels")
"""Keys that a post may have besides its own when it was taken in."""
PAGE_KEYS = (KEY, "former", "labels", "draft")
"""Keys that a page may have besides its own when it was taken in."""
LEFT_TO_DO = {
    "title": ("has a title made of its first words", "write a better one"),
    "description": ("has a description made of its first sentences", "read it, and mend it"),
    "topic": ("has a topic that was guessed or is none", "move the file into the right topic"),
    "permalink": ("has a former address that was guessed", "compare `former` with the old blog"),
    "alt": ("has pictures without words", "write between the brackets of `![]` what they show"),
    "pictures": (
        "shows pictures that are kept elsewhere",
        "import again with `--images download`",
    ),
    "video": ("has videos without words", "say below each what it shows"),
    "lost": ("has lost a picture or a video", "look into the report, and put it back"),
    "sources": ("has sources taken from its last line", "complete their records"),
}
"""What may be left to do, each with what was found and the remedy."""
_COMMENTS = re.compile(rf"^#{{1,6}} .*\{{[^{{}}\n]*#{COMMENTS}(?![\w-])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Imported:
    """Where a post comes from."""

    id: str
    """Its number at the former blog."""
    path: str
    """Its permalink there; empty where it had none."""
    todo: tuple[str, ...]
    """Words of `LEFT_TO_DO`: a writer takes out what is done."""


def without_comments(body: str) -> str:
    """Return the part of a Markdown text that its writer has written."""
    # Few have any, and a text is found sooner than a pattern.
    found = _COMMENTS.search(body) if f"#{COMMENTS}" in body else None
    return body[: found.start()] if found else body


def read_imported(fields: Fields) -> Imported | None:
    """Return what a file says of its former place; `None` for one written here."""
    group = fields.mapping(KEY, PARTS)
    if group is None:
        return None
    number, path = group.text("id", required=True), group.text("path")
    group.text("format", required=True)
    known = [word for word in group.texts("todo") if word in LEFT_TO_DO]
    unknown = [word for word in group.texts("todo") if word not in LEFT_TO_DO]
    for word in unknown:
        group.note("todo", f"`{word}` is not a word we know", f"use {', '.join(LEFT_TO_DO)}")
    return Imported(number or "", path or "", tuple(known))

"""Known files: what a file says in its front matter, read once for the same text.

YAML takes its time, and so do the checks of a post. What had nothing wrong in it is remembered
from one build to the next; what a writer must mend is read again, so that it is told again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .decoding import decode
from .frontmatter import Document, read_document
from .posts import Post, read_post
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from .store import Remember


Outcome = tuple[Document, list[Problem], Post | None, list[Problem]]
"""A file taken apart, what is wrong with its front matter, its post, and what is wrong with that."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What was read in a file, and is the same as long as its text is."""

    meta: str
    """The front matter, as JSON."""
    begin: int
    """Where in the text the body begins."""
    line: int
    post: Post | None


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """Reads files; `latest` and `media` are those of `read_post`."""

    latest: date
    media: Collection[str]
    remember: Remember

    def read(self, uri: str, raw: bytes, *, is_post: bool) -> Outcome:
        """Return a file, taken apart, with what is wrong with its front matter as such.

        Then, where it is to be one, the post that it is, and what is wrong with that.
        """
        text = decode(uri, raw)
        if isinstance(text, Problem):
            return self._read(uri, raw, is_post=is_post)
        new: list[Outcome] = []

        def find_out() -> KnownFile | None:
            new.append(self._read(uri, raw, is_post=is_post))
            return _known(text, *new[0])

        known = self.remember(uri, "file", [raw, is_post], KnownFile | None, find_out)
        if new:
            return new[0]
        if known is None or not self._goes_for(known.post):
            return self._read(uri, raw, is_post=is_post)
        document = Document(uri, json.loads(known.meta), text[known.begin :], known.line)
        return document, [], known.post, []

    def _read(self, uri: str, raw: bytes, *, is_post: bool) -> Outcome:
        document, unread = read_document(uri, raw)
        if not is_post:
            return document, unread, None, []
        post, problems = read_post(document, latest=self.latest, media=self.media)
        return document, unread, post, problems

    def _goes_for(self, post: Post | None) -> bool:
        """Tell whether no day of a post lies in the future, and its picture is there."""
        if post is None:
            return True
        signed = [post.reviewed_by.date] if post.reviewed_by else []
        days = [post.date, post.updated, post.reviewed, *signed]
        latest = max(day for day in (*days, *(each.date for each in post.changes)) if day)
        return latest <= self.latest and (post.image is None or post.image.uri in self.media)


def _known(
    text: str, document: Document, unread: list[Problem], post: Post | None, problems: list[Problem]
) -> KnownFile | None:
    """Return what can be remembered of a file; nothing where something is wrong."""
    if unread or problems:
        return None
    if post and post.reviewed is None and "reviewed" in document.meta:  # the day may yet come
        return None
    try:
        meta = json.dumps(document.meta)
    except (TypeError, ValueError, RecursionError):  # a list may hold itself
        return None
    if json.loads(meta) != document.meta:
        return None
    return KnownFile(meta, len(text) - len(document.body), document.line, post)

"""What the project promises of every page, looked for in the finished site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .posts import Post

PARTS = {
    "its sources": '<section id="sources"',
    "the popular posts": '<aside id="popular"',
    "its review date": '<p class="review"',
}
"""The parts of every post, each with the tag that opens it."""


UNREAD_BOX = "<p>///"
"""What is left on a page of a box that the Markdown extension did not take for one."""


def check_boxes(uri: str, content: str) -> list[Problem]:
    """Return a problem if a page's finished text still has the mark of a box in it."""
    if UNREAD_BOX not in content:
        return []
    remedy = "name it as the writers' guide does"
    return [Problem(uri, "box", "a line of `///` begins no box we know", remedy)]


def check_draft_links(uri: str, content: str, drafts: Mapping[str, str]) -> list[Problem]:
    """Return a problem for each link from a published page to a draft.

    `drafts` are the addresses of all drafts, relative to the page, with their files.
    """
    remedy = "remove the link, or publish the draft"
    return [
        Problem(uri, "link", f"leads to {draft}, which is a draft", remedy)
        for address, draft in drafts.items()
        if f'href="{address}"' in content or f'href="{address}#' in content
    ]


def missing_parts(post: Post, page: str | None) -> list[Problem]:
    """Return what is missing in a post's finished page; `None` is a page that is not there."""
    if page is None:
        what, remedy = "was not built", "look for an error above, or in `exclude_docs`"
        return [Problem(post.uri, "page", what, remedy)]
    remedy = "look whether `mkdocs.yml` still lists every hook, and overrides/main.html the part"
    return [
        Problem(post.uri, "page", f"was built without {part}", remedy)
        for part, tag in PARTS.items()
        if tag not in page
    ]

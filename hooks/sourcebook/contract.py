"""What the project promises of every page, looked for in the finished site."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from posixpath import dirname, relpath
from typing import TYPE_CHECKING, Any

from .lines import Seen, plain_lines
from .problems import Problem, propose

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from .frontmatter import Document
    from .posts import Post

PARTS = {
    "its sources": '<section id="sources"',
    "the popular posts": '<aside id="popular"',
    "its review date": '<p class="review"',
}
"""The parts of every post, each with the tag that opens it."""


ADMONITIONS = "pymdownx.blocks.admonition"
OTHER_BOXES = ("details", "video")
TITLED = ("video",)
"""Boxes that are none without a title."""
_MARK = "///"
_BOX = re.compile(r"(?P<before>(?:[\s>]|[-*+:]\s|\d+\.\s)*)/{3,} *(?P<name>[\w-]*)")
_LIST = ("-", "*", "+", ".")
_LINES = frozenset({"br", "dd", "div", "dt", "figcaption", "li", "p", "summary", "td", "th"})
_LINES |= {"h1", "h2", "h3", "h4", "h5", "h6"}
"""What begins a line of a page's text."""
_CODE = frozenset({"code", "pre", "script", "style"})


def check_boxes(document: Document, content: str, settings: Mapping[str, Any]) -> list[Problem]:
    """Return a problem for each box of a file that its page's finished text still has the mark of.

    `settings` of all Markdown extensions say which kinds of boxes there are. Where the file
    itself has none that is wrong, a text that it takes in has.
    """
    if _MARK not in content or not _has_unread_box(content):
        return []
    wrong = [
        Problem(document.uri, f"line {line}", what, remedy)
        for line, what, remedy in _wrong_boxes(document, _box_names(settings))
    ]
    remedy = "name it as the writers' guide does, and leave an empty line above it"
    what = "a line of `///` begins no box we know"
    return wrong or [Problem(document.uri, "box", what, remedy)]


def _has_unread_box(content: str) -> bool:
    """Tell whether a page still has the mark of a box, which Markdown did not take for one."""
    page = _Lines()
    page.feed(content)
    page.close()
    return any(map(_BOX.match, page.text.split("\n")))


class _Lines(HTMLParser):
    """The lines of a page's text, with a sign for each other element and none of its code."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.code = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the signature
        self.text += "\n" if tag in _LINES else "·"
        self.code += tag in _CODE

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag in _CODE

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.text += data


def _box_names(settings: Mapping[str, Any]) -> tuple[str, ...]:
    types = settings.get(ADMONITIONS, {}).get("types", ())
    return (*(each["name"] if isinstance(each, dict) else each for each in types), *OTHER_BOXES)


def _wrong_boxes(document: Document, names: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the line of each box that cannot be read, what is wrong, and what to do."""
    depth = 0
    for line, text in plain_lines(document):
        found = _BOX.match(text)
        if found is None:
            continue
        name, rest = found["name"], text[found.end() :].strip()
        if name and name.lower() not in names:
            depth += 1
            remedy = propose(name, names, otherwise="use")
            yield line, f"begins a box `{name}`, which we do not know", remedy
        elif name and rest and not rest.startswith("|"):
            depth += 1
            remedy = f"write its title after a bar: `/// {name} | {rest.lstrip(':- ')}`"
            yield line, f"begins a box `{name}` that cannot be read", remedy
        elif name and found["before"].rstrip().endswith(_LIST):
            depth += 1
            remedy = "put it below the words of the item, after an empty line and four spaces"
            yield line, f"begins a box `{name}` beside the mark of a list", remedy
        elif name.lower() in TITLED and rest in ("", "|"):
            depth += 1
            remedy = f"write one after a bar: `/// {name} | …`"
            yield line, f"begins a box `{name}` without a title", remedy
        elif name:
            depth += 1
        elif depth:
            depth -= 1
        else:
            yield line, "closes a box that was never begun", "remove it, or begin the box above"


def check_draft_links(document: Document, content: str, drafts: Mapping[str, str]) -> list[Problem]:
    """Return a problem for each draft that a published page links to.

    `drafts` are the addresses of all drafts, relative to the page, with their files.
    """
    remedy = "remove the link, or publish the draft"
    folder = dirname(document.uri) or "."
    return [
        Seen(relpath(draft, folder), f"leads to {draft}, which is a draft", remedy).tell(
            document, "link"
        )
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

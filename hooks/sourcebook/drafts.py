"""A draft: the file of a post that is yet to be written, and the name it gets."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any

from .addresses import SOURCES, page_url, proper_name, top_folder
from .fields import Fields
from .frontmatter import render_document
from .posts import DESCRIPTION_LENGTH, NOTE, PROMPT, TITLE_LENGTH
from .problems import Problem, find_meant
from .records import RESERVED, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from .catalog import Catalog

SLUG_FORM = "small letters, digits and single hyphens"
DESCRIPTION = f"{PROMPT}, in one or two sentences, what a reader learns from this post."
BODY = f"""
/// in-short
{PROMPT} the answer in two or three sentences.
///

<!--
Write one sentence on each line; an empty line begins a new paragraph.
Cite after each sentence what it rests on, as [@KEY].
KEY is the name of a file in docs/sources/, without .md; `sourcebook cite` adds such a file.
Readers' own words for the subject go into the front matter, as a list `aliases:`.
{NOTE} The writers' guide says the rest.
-->

## What is known

{PROMPT} what is known, how it is known, and how sure one can be.

## What it means for you

{PROMPT} what a reader can do with it.

## What we do not know

{PROMPT} what you looked for and did not find.
"""


def read_title(text: str, catalog: Catalog) -> tuple[str, list[Problem]]:
    """Return the title of a post to be, on one line, and what keeps it from being one."""
    fields = Fields("", {"title": text}, catalog.latest)
    title = fields.text("title", required=True, longest=TITLE_LENGTH) or ""
    same = [
        document.uri
        for document in catalog.documents.values()
        if document.uri in catalog.off_menu
        and top_folder(document.uri) != SOURCES
        and _folded(document.meta.get("title")) == _folded(title)
    ]
    if same and title:
        fields.note("title", f"is that of {same[0]}", "choose another")
    return title, fields.problems + _unwritable("title", title)


def read_description(text: str, catalog: Catalog) -> tuple[str, list[Problem]]:
    """Return the description of a post to be, on one line, and what keeps it from being one."""
    fields = Fields("", {"description": text}, catalog.latest)
    shortest, longest = DESCRIPTION_LENGTH
    summary = fields.text("description", required=True, shortest=shortest, longest=longest) or ""
    return summary, fields.problems + _unwritable("description", summary)


def read_topic(text: str, topics: Mapping[str, str]) -> tuple[str, list[Problem]]:
    """Return the name of a topic, and what is wrong where there is none of this name.

    `topics` gives titles by their names; a title that only one topic has will do as well.
    """
    name = text.strip().removesuffix("/")
    if name in topics:
        return name, []
    same = [each for each, title in topics.items() if _folded(name) in map(_folded, (each, title))]
    if len(same) == 1:
        return same[0], []
    close = find_meant(name, topics)
    remedy = f"did you mean `{close}`?" if close else f"use {' or '.join(sorted(topics))}"
    return name, [Problem("", "topic", f"`{name}` is not there", remedy)]


def read_slug(
    text: str, topic: str, taken: Mapping[str, str], *, title: str
) -> tuple[str, list[Problem]]:
    """Return the name of a file without `.md`, and what keeps it from being one.

    `taken` says of each address who has it, as `find_taken` does. The empty text stands for
    the name that the `title` gives.
    """
    slug = text.strip().removesuffix(".md") or make_slug(title)
    better = propose_slug(slug, title, topic, taken)
    such_as = f", such as `{better}`" if better else ""
    if not slug:
        what, remedy = "cannot be made from this title", f"write one, in {SLUG_FORM}"
    elif not is_slug(slug):
        what, remedy = f"`{slug}` cannot be the name of a post", f"use {SLUG_FORM}{such_as}"
    elif owner := taken.get(_address(topic, slug)):
        what, remedy = f"`{slug}` is taken: {owner}", f"choose another{such_as}"
    else:
        return slug, []
    return slug, [Problem("", "slug", what, remedy)]


def propose_slug(text: str, title: str, topic: str, taken: Mapping[str, str]) -> str:
    """Return a name like a text, or else like the title, that is not taken.

    That may want `-2`, `-3` … at its end. It is empty where neither has letters for a name.
    """
    base = make_slug(text) or make_slug(title)
    names = (f"{base}-{number}" if number > 1 else base for number in count(1))
    free = (name for name in names if is_slug(name) and _address(topic, name) not in taken)
    return next(free) if base else ""


def is_slug(text: str) -> bool:
    """Tell whether a text can be the name of a file or a folder in an address.

    Letters may be those of any script. Two hyphens part a name from that of a chart.
    """
    return proper_name(text) == text and "--" not in text and text not in {"", *RESERVED}


def make_slug(text: str) -> str:
    """Return a text as a name in small letters, digits and hyphens; empty where it has none."""
    return "-".join(words_of(re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]", "", text)))


def find_taken(uris: Iterable[str], former: Mapping[str, str]) -> dict[str, str]:
    """Return every address that is or was a page's, with a clause that says whose.

    `uris` are the files of pages, `former` maps former addresses to the files that answer now.
    Capitals do not count, as in `consistency.check_addresses`.
    """
    pages = {page_url(uri).lower(): f"{uri} has this address" for uri in uris}
    before = {
        path.removesuffix("index.html").strip("/").lower() + "/": f"{uri} had this address before"
        for path, uri in former.items()
    }
    return before | pages


def render_draft(title: str, description: str, day: date, *, draft: bool = True) -> str:
    """Return the text of a post's file, with all keys it must have and room for the rest."""
    meta: dict[str, Any] = {
        "title": title,
        "description": description or DESCRIPTION,
        "date": day,
        "reviewed": day,
    }
    if draft:
        meta["draft"] = True
    return render_document(meta, BODY)


def _address(topic: str, slug: str) -> str:
    return page_url(f"{topic}/{slug}.md").lower()


def _folded(text: object) -> str:
    return " ".join(str(text or "").split()).casefold()


def _unwritable(key: str, text: str) -> list[Problem]:
    """Return a problem where a text came as bytes that are no letters: half a pair stands there."""
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        return [Problem("", key, "has a character that cannot be read", "type it anew")]
    return []

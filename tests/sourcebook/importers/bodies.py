"""Keeps bodies, and turns them into Markdown and back, as the site does it."""

from __future__ import annotations

import re
from functools import cache

from bs4 import BeautifulSoup
from markdown import Markdown

from sourcebook.blogger.prose import write_markdown
from sourcebook.blogger.tidy import Account, Outlook, tidy
from sourcebook.citation_syntax import CitationExtension
from sourcebook.commands.project import find_project
from tests.site import ROOT


class InMemory:
    """Keeps texts in memory, for feeds that are not large."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def put(self, text: str) -> int:
        """Keep a text, and return the number it is found by."""
        self.texts.append(text)
        return len(self.texts) - 1

    def get(self, number: int) -> str:
        """Return a text that was kept."""
        return self.texts[number]


def outlook(*, keep_links: bool = True) -> Outlook:
    """Return an outlook in which everything stays where it is."""
    return Outlook(
        link=lambda href: (href, "kept"),
        picture=lambda src, _: (src, "kept"),
        keep_links=keep_links,
    )


def to_markdown(html: str, view: Outlook | None = None) -> tuple[str, Account]:
    """Return a body as Markdown, and the account of it."""
    tree, account = tidy(html, view or outlook())
    return write_markdown(tree), account


@cache
def _markdown() -> Markdown:
    names, configs = find_project(ROOT).markdown_extensions
    configs["pymdownx.snippets"].pop("auto_append")
    return Markdown(extensions=[*names, CitationExtension({})], extension_configs=configs)


def render(markdown: str) -> str:
    """Return Markdown as the site draws it."""
    return _markdown().reset().convert(f"\n{markdown}")


def letters(html: str) -> str:
    """Return what a reader sees, without any spaces."""
    return re.sub(
        "[\u200b\ufeff\u00ad\u2060\\s\u00a0]+", "", BeautifulSoup(html, "lxml").get_text()
    )

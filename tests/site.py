"""Builds real sites for tests: with the project's own configuration, hooks and templates.

The small site is about a garden, because the machine knows nothing about pain.
"""

from __future__ import annotations

import gc
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, Tag
from mkdocs.commands.build import build
from mkdocs.config import load_config

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig

ROOT = Path(__file__).parent.parent
SEARCH_INDEX = "search/search_index.json"
"""Where the theme puts it, seen from the site's root."""

GARDEN: dict[str, str] = {
    "index.md": "---\ntitle: The garden\n---\n\nPlants, plainly.\n",
    "popular.md": "---\ntitle: Popular posts\n---\n\nRead most.\n",
    "blog/index.md": "---\ntitle: Archive\n---\n\nBy year.\n",
    "sources/index.md": "---\ntitle: Sources\n---\n\nAll of them.\n",
    "sources/smith2011roses.md": """---
type: article-journal
title: Roses in clay & sand
author:
  - {family: Smith, given: Jo}
issued: 2011-07
container-title: Journal of Gardens
URL: https://www.example.org/roses
---

Roses were planted in two soils.
""",
    "about/how.md": "---\ntitle: How we work\n---\n\nWith care.\n",
    "about/authors/editors.md": "---\ntitle: The editors\n---\n\nWe garden.\n",
    "roses/index.md": "---\ntitle: Roses\ndescription: All about roses.\n---\n\nThey have thorns.\n",
    "trees/index.md": "---\ntitle: Trees\ndescription: All about trees.\n---\n\nThey are tall.\n",
}
NAV = [
    {"Home": "index.md"},
    "trees/index.md",
    "roses/index.md",
    {"Popular": "popular.md"},
    {"Sources": "sources/index.md"},
    {"About": ["about/how.md"]},
    {"Blog": ["blog/index.md"]},
]
EXTRA = {
    "posts": {"authors": ["editors"], "notice": "Nobody checked.", "notice_page": "about/how.md"}
}


def post(title: str = "Pruning roses", body: str = "Cut above a bud.\n", **keys: Any) -> str:
    """Return a post that keeps the contract; a key given as `None` is left out."""
    meta = {
        "title": title,
        "description": "What to cut, when to cut it, and what to leave alone until spring.",
        "date": "2026-03-01",
        "reviewed": "2026-03-01",
        "sources": ["smith2011roses"],
    } | keys
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in meta.items()
        if value is not None
    ]
    return "\n".join(["---", *lines, "---", "", body])


@dataclass
class Site:
    """A built site, and what the writer saw."""

    path: Path
    warnings: list[str]

    def read(self, url: str) -> str:
        """Return the text of a page, by its address from the site's root."""
        path = self.path / url
        return (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")

    def page(self, url: str) -> BeautifulSoup:
        """Return a parsed page, by its address from the site's root."""
        return BeautifulSoup(self.read(url), "html.parser")

    def article(self, url: str) -> Tag:
        """Return the part of a page that is not menu, header or footer."""
        found = self.page(url).find("article")
        assert isinstance(found, Tag)
        return found

    def search_index(self) -> list[dict[str, Any]]:
        """Return the entries of the search index."""
        entries: list[dict[str, Any]] = json.loads(self.read("search/search_index.json"))["docs"]
        return entries


def texts(tag: Tag | BeautifulSoup, selector: str) -> list[str]:
    """Return the visible text of each element that a CSS selector finds."""
    return [" ".join(found.get_text(" ", strip=True).split()) for found in tag.select(selector)]


def build_once(config: MkDocsConfig) -> None:
    """Build as the command does, which makes one build in its process.

    The next would have Python look for garbage in all that tests hold, which takes longer than it.
    """
    try:
        build(config)
    finally:
        gc.unfreeze()


def build_site(
    folder: Path,
    files: Mapping[str, str | bytes],
    *,
    extra: Mapping[str, Any] | None = None,
    garden: bool = True,
    site: str = "site",
    **config: Any,
) -> Site:
    """Build a site of these files, and the garden around them, into a folder beside `docs/`.

    Keyword arguments replace settings of `mkdocs.yml`.
    """
    docs = folder / "docs"
    write_files(docs, {**(GARDEN if garden else {}), **files})
    messages = _Messages()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(messages)
    settings: dict[str, Any] = {"nav": NAV, "not_in_nav": "/about/authors/", **config}
    settings["extra"] = EXTRA | dict(extra or {})
    try:
        build_once(
            load_config(
                str(ROOT / "mkdocs.yml"),
                docs_dir=str(docs),
                site_dir=str(folder / site),
                **settings,
            )
        )
    finally:
        logger.removeHandler(messages)
    return Site(folder / site, messages.texts)


def write_project(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write a project that the command `mkdocs` can build in a folder, with our own hooks."""
    copy(ROOT / "mkdocs.yml", folder / "base.yml")
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    settings = {"INHERIT": "base.yml", "nav": NAV, "not_in_nav": "*", "extra": EXTRA}
    write_files(folder / "docs", files)
    write_files(folder, {"mkdocs.yml": json.dumps(settings)})


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a folder, and the folders they need."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


class _Messages(logging.Handler):
    """Keeps the warnings a writer would see."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())

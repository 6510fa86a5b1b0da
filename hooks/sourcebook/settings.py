"""The writer's settings: what `extra` in `mkdocs.yml` says about posts and lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from .addresses import page_url
from .fields import Fields
from .popularity import MOST_POSTS, WINDOWS
from .problems import Problem
from .yaml_slips import find_repeated

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "mkdocs.yml"

KEYS = {
    "posts": ("authors", "notice", "notice_page", "report", "page_type"),
    "popular": ("limit", "days", "summaries", "thumbnails", "pinned", "counter"),
    "navigation": ("posts_a_topic",),
    "sources": ("style", "explained"),
    "search": ("help_page", "help_words", "aliases"),
    "cache": ("megabytes",),
}
"""Groups of settings below `extra`, and the keys of each."""

PAGE_TYPES = ("FAQPage", "MedicalWebPage", "QAPage", "WebPage")
"""Kinds of page a post can be: https://schema.org/WebPage and those below it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one build; each has a default, so that `extra` may be empty."""

    authors: tuple[str, ...] = ()
    """Authors of posts that name none."""
    notice: str = ""
    """What every post says of itself under its title."""
    notice_page: str = ""
    """The page that says more, as a file seen from `docs/`."""
    report: str = ""
    """Where a reader can report an error; no page asks for it while this is empty."""
    page_type: str = "WebPage"
    """What a post is besides an article, in the words of https://schema.org/WebPage."""
    popular_limit: int = 3
    """Posts in the popular list below a post, 1 to 10 as in Blogger's gadget."""
    popular_days: str = "30"
    """What the list looks back on: one of the keys of `WINDOWS`."""
    summaries: bool = True
    """Whether a popular list shows what each post says in short."""
    thumbnails: bool = False
    """Whether a popular list shows each post's picture."""
    pinned: tuple[str, ...] = ()
    """The editors' own popular list, as files seen from `docs/`."""
    counter: str = ""
    """Where GoatCounter counts when a post is opened; empty where no reader is counted."""
    posts_a_topic: int = 3
    """The newest posts of a topic that stand in the navigation."""
    style: str = "american-medical-association"
    """Citation style, by its name in the CSL collection."""

    explained: str = ""
    """The page that explains the kinds of work, as a file seen from `docs/`."""

    help_page: str = ""
    """The page of help lines that the search shows first, as a file seen from `docs/`."""
    help_words: tuple[str, ...] = ()
    """Words and phrases of readers who may need it."""
    alias_rules: Mapping[str, str] = field(default_factory=dict)
    """Of aliases that two posts share, which post wins, as a file seen from `docs/`."""

    cache_megabytes: int = 1000
    """The largest size of what builds keep for one another, in millions of bytes."""

    @property
    def explained_url(self) -> str:
        """The address of the page that explains the kinds of work, seen from the site's root."""
        return page_url(self.explained)

    @property
    def notice_url(self) -> str:
        """The address of the page that says more, seen from the site's root."""
        return page_url(self.notice_page)


def check_keys(text: str | bytes) -> list[Problem]:
    """Return a problem for each key that `mkdocs.yml` has twice in one place.

    YAML knows the last of them alone, so what stands below the others would be lost.
    """
    return [
        Problem(
            FILE,
            f"line {line + 1}",
            f"has the key `{key}` a second time, so what stands below the first is lost",
            f"put all of it below one `{key}:`",
        )
        for key, line in find_repeated(yaml.compose(text, yaml.CSafeLoader))
    ]


def read_settings(extra: Mapping[str, Any]) -> tuple[Settings, list[Problem]]:
    """Return the settings, defaults where one cannot be read, and all problems."""
    root = Fields(FILE, extra, date.max, prefix="extra.")
    groups: dict[str, Fields] = {}
    for name, keys in KEYS.items():
        groups[name] = root.mapping(name, keys) or root.inside({}, f"{name}.")
    posts, popular, search = groups["posts"], groups["popular"], groups["search"]
    default = Settings()
    style = groups["sources"].text("style") or default.style
    # That the default is there, a test tells.
    if style != default.style and not _is_style(style):
        remedy = f"use a name from the CSL collection, such as {default.style}"
        groups["sources"].note("style", f"there is no citation style `{style}`", remedy)
        style = default.style
    settings = Settings(
        authors=posts.texts("authors"),
        notice=posts.text("notice") or "",
        notice_page=posts.text("notice_page") or "",
        report=posts.web_address("report") or "",
        page_type=posts.choice("page_type", PAGE_TYPES) or default.page_type,
        popular_limit=_count(popular, "limit", default.popular_limit, 1, MOST_POSTS),
        popular_days=_window(popular, default.popular_days),
        summaries=_switch(popular, "summaries", default=default.summaries),
        thumbnails=_switch(popular, "thumbnails", default=default.thumbnails),
        pinned=popular.texts("pinned"),
        counter=_counter(popular),
        posts_a_topic=_count(groups["navigation"], "posts_a_topic", default.posts_a_topic, 0, 20),
        style=style,
        explained=groups["sources"].text("explained") or "",
        help_page=search.text("help_page") or "",
        help_words=search.texts("help_words"),
        alias_rules=_rules(search),
        cache_megabytes=_count(groups["cache"], "megabytes", default.cache_megabytes, 1, 10**6),
    )
    return settings, root.problems


def _is_style(name: str) -> bool:
    from .citation_styles import is_style  # noqa: PLC0415 - loading it takes long

    return is_style(name)


def _given(fields: Fields, key: str, default: Any) -> Any:
    value = fields.value(key)
    return default if value is None else value


def _count(fields: Fields, key: str, default: int, least: int, most: int) -> int:
    value = _given(fields, key, default)
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    fields.note(key, f"is `{value}`", f"write a whole number from {least} to {most}")
    return default


def _window(popular: Fields, default: str) -> str:
    value = _given(popular, "days", default)
    if str(value) in WINDOWS:
        return str(value)
    popular.note("days", f"is `{value}`", f"write one of {', '.join(WINDOWS)}")
    return default


def _counter(popular: Fields) -> str:
    address = popular.web_address("counter") or ""
    if not address or (address.startswith("https://") and address.endswith("/count")):
        return address
    what = f"`{address}` is not where GoatCounter counts"
    popular.note("counter", what, "write https://CODE.goatcounter.com/count, with your own code")
    return ""


def _rules(search: Fields) -> dict[str, str]:
    value = search.value("aliases")
    if value is None:
        return {}
    if isinstance(value, dict) and all(isinstance(uri, str) for uri in value.values()):
        return {str(alias): uri for alias, uri in value.items()}
    search.note("aliases", "is not a list of rules", "write `alias: topic/post.md` lines below it")
    return {}


def _switch(fields: Fields, key: str, *, default: bool) -> bool:
    value = _given(fields, key, default)
    if isinstance(value, bool):
        return value
    fields.note(key, f"is `{value}`", "write `true` or `false`")
    return default

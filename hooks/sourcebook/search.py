"""The search: readers' own words in its index, and what its worker reads beside the index."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from .problems import Problem
from .settings import FILE as SETTINGS
from .tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .catalog import Catalog
    from .citations import PageCitations
    from .glossary import Term
    from .posts import Post
    from .settings import Settings
    from .sources import Source

WORDS = "data/words.csv"
"""Words that mean the same, and names that are not to be taken for one another."""
HEADER = ("word", "same_as", "kind")
NAME = "name"
"""The kind of a word that is a name, such as that of a brand."""
READERS_WORDS = "search/words.json"
FIELDS = ("aliases", "glossary", "sources")
"""What an entry of the index has beside title and text; no list of results shows it."""
BELOW = 0.1
"""The boost of pages that stand below all posts: https://squidfunk.github.io/mkdocs-material/setup/setting-up-site-search/#search-boosting"""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of readers that go for the whole site."""

    synonyms: tuple[tuple[str, str], ...] = ()
    """Pairs that mean the same."""
    names: tuple[tuple[str, str], ...] = ()
    """Each with the thing that it is a name of, which is itself where none is known."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Finished HTML that the search shows beside its list."""

    url: str
    """The page from which its links are seen, from the site's root."""
    html: str


def read_words(raw: bytes) -> tuple[Words, list[Problem]]:
    """Return the words of `data/words.csv`, and all problems in it."""
    rows, problems = read_table(WORDS, raw, HEADER)
    synonyms: dict[tuple[str, str], None] = {}
    names: dict[str, str] = {}
    for line, (word, same_as, kind) in rows:
        place = f"line {line}"
        if not word:
            problems.append(Problem(WORDS, place, "has no word", "write one, or remove the line"))
        elif kind not in ("", NAME):
            remedy = f"write `{NAME}` or nothing"
            problems.append(Problem(WORDS, place, f"has the kind `{kind}`", remedy))
        elif not kind and not same_as:
            remedy = "write what it is the same as, or remove the line"
            problems.append(Problem(WORDS, place, f"says nothing about `{word}`", remedy))
        else:
            if same_as:
                synonyms[word, same_as] = None
            if kind:
                names.setdefault(word.lower(), (same_as or word).lower())
    return Words(tuple(synonyms), tuple(names.items())), problems


def normalise(alias: str) -> str:
    """Return an alias as it is compared with others: without capitals and punctuation."""
    return " ".join(_WORD.findall(alias.casefold()))


def check_aliases(posts: Iterable[Post], settings: Settings) -> Iterator[Problem]:
    """Yield aliases that two posts share without a rule, and rules that decide nothing."""
    owners = _owners(posts)
    rules = {normalise(alias): uri for alias, uri in settings.alias_rules.items()}
    for alias, uris in owners.items():
        for other in uris[1:] if alias not in rules else ():
            what = f"`{alias}` is an alias of {uris[0]} too"
            remedy = (
                f"remove it from one, or say in {SETTINGS} under extra.search.aliases which wins"
            )
            yield Problem(other, "aliases", what, remedy)
    for alias, uri in settings.alias_rules.items():
        if uri not in owners.get(normalise(alias), ()):
            what = f"`{uri}` is not a published post with this alias"
            place = f"extra.search.aliases.{alias}"
            yield Problem(SETTINGS, place, what, "correct or remove the rule")


def select_aliases(posts: Iterable[Post], settings: Settings) -> dict[str, tuple[str, ...]]:
    """Return the aliases of each post, by its file; what two share has only the one that wins."""
    rules = {normalise(alias): uri for alias, uri in settings.alias_rules.items()}
    if not rules:
        return {post.uri: post.aliases for post in posts}
    return {
        post.uri: tuple(
            alias for alias in post.aliases if rules.get(normalise(alias), post.uri) == post.uri
        )
        for post in posts
    }


def _owners(posts: Iterable[Post]) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        for alias in dict.fromkeys(map(normalise, post.aliases)):
            owners[alias].append(post.uri)
    return owners


def describe_post(
    aliases: Sequence[str], terms: Iterable[Term], sources: Iterable[Source]
) -> dict[str, list[str]]:
    """Return the fields of a post: its aliases, and other names of its terms and sources.

    A term or a source that has no name beside the one in the text adds nothing.
    """
    glossary = [name for term in terms for name in term.names[1:]]
    shorts = [source.short for source in sources]
    fields = (list(aliases), glossary, shorts)
    return {
        name: list(dict.fromkeys(words))
        for name, words in zip(FIELDS, fields, strict=True)
        if words or name == FIELDS[0]  # by its aliases, even none, a post is known
    }


def describe_posts(
    catalog: Catalog,
    aliases: Mapping[str, Sequence[str]],
    terms: Mapping[str, Iterable[Term]],
    cited: Mapping[str, PageCitations],
) -> dict[str, dict[str, list[str]]]:
    """Return the fields of each published post, by its address.

    `aliases`, `terms` of the glossary and `cited` are those of pages, by their files.
    """
    return {
        post.url: describe_post(
            aliases[post.uri], terms.get(post.uri, ()), catalog.footer(post.uri, cited[post.uri])
        )
        for post in catalog.posts
    }


def write_index(
    like: Mapping[str, Any],
    entries: Iterable[Mapping[str, Any]],
    fields: Mapping[str, Mapping[str, list[str]]],
) -> tuple[str, str]:
    """Return the text of a search index with the fields of posts, by address, and its build.

    It is set like another index. The build is a fingerprint of the entries, by which the files of
    one build know each other.
    """
    extended = [{**entry, **fields.get(entry["location"], {})} for entry in entries]
    docs = msgspec.json.encode(extended, enc_hook=str)
    build = hashlib.sha256(docs).hexdigest()[:16]
    index = {**like, "config": {**like["config"], "build": build}, "docs": msgspec.Raw(docs)}
    return msgspec.json.encode(index).decode(), build


def render_words(
    build: str,
    words: Words,
    terms: Iterable[Term],
    settings: Settings,
    *,
    help_panel: Panel | None,
    lead_panel: Panel,
) -> str:
    """Return the text of `search/words.json`, which the worker reads beside the index.

    `help_panel` is shown first to whoever types one of the words for it; `lead_panel` leads on
    where nothing was found.
    """
    also = [(term.names[0], name) for term in terms for name in term.names[1:]]
    data: dict[str, Any] = {
        "build": build,
        "synonyms": [*words.synonyms, *also],
        "names": words.names,
        "lead": {"html": lead_panel.html, "url": lead_panel.url},
    }
    if help_panel:
        given = {"html": help_panel.html, "url": help_panel.url}
        data["help"] = {"words": settings.help_words, **given}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

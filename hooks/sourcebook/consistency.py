"""What must agree between files: addresses, DOIs, and keys that name other files."""

from __future__ import annotations

from collections import defaultdict
from posixpath import basename, dirname
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from .addresses import (
    ARCHIVE,
    AUTHORS,
    PRIVACY,
    SOURCES,
    file_of,
    page_url,
    proper_name,
    top_folder,
)
from .problems import Problem
from .settings import FILE as SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from .catalog import Page
    from .cells import Cells
    from .posts import Post
    from .settings import Settings
    from .sources import Source

_TEXTS = (".markdown", ".md", ".mdown", ".mdwn", ".mkd", ".mkdn", ".text", ".txt")
# What word processors write.
_DOCUMENTS = (".doc", ".docx", ".odt", ".pages", ".rtf")


def check_addresses(uris: Collection[str]) -> Iterator[Problem]:
    """Yield files that would become one page, or lie where the build makes its own.

    Capitals do not count: they tell files apart on some systems and not on others.
    """
    files = defaultdict(list)
    for uri in uris:
        files[page_url(uri).lower()].append(uri)
    for url, same in files.items():
        for uri in same[1:]:
            what = f"gets the same address as {same[0]} (/{url})"
            yield Problem(uri, "file", what, "rename one of the two")
    for uri in uris:
        if dirname(uri) == ARCHIVE and page_url(uri) != f"{ARCHIVE}/":
            remedy = f"move it: the pages of `{ARCHIVE}/` are made by the build"
            yield Problem(uri, "file", "lies in the archive", remedy)
        if top_folder(uri) == SOURCES and dirname(uri) != SOURCES:
            remedy = f"move it into docs/{SOURCES}/ itself"
            yield Problem(uri, "file", "is a source in a folder of its own", remedy)
        if not uri.endswith(".md"):
            ending = uri.rpartition(".")[2]
            yield Problem(uri, "file", f"has the ending `.{ending}`", "rename it to end in `.md`")


def check_endings(media: Iterable[str], folders: Collection[str]) -> Iterator[Problem]:
    """Yield texts in these folders that are no pages because of how their names end.

    `media` are all files that are not pages: a build publishes them as they are.
    """
    for uri in media:
        if dirname(uri) not in folders:
            continue
        stem = name = basename(uri)
        while stem.lower().endswith((*_TEXTS, *_DOCUMENTS)):
            stem = stem.rpartition(".")[0]
        if name.lower().endswith(_DOCUMENTS):
            remedy = "save its text as {}, in an editor for plain text"
        elif stem != name or "." not in name:
            remedy = "rename it to {}"
        else:
            continue
        what = "is no page because of its ending, and is published as it is"
        yield Problem(uri, "file", what, remedy.format(f"{proper_name(stem)}.md"))


def check_names(uris: Iterable[str], notebooks: Mapping[str, Cells]) -> Iterator[Problem]:
    """Yield files whose name makes an address that is hard to read out or to type."""
    for uri in uris:
        stem, dot, ending = basename(notebooks[uri].uri if uri in notebooks else uri).rpartition(
            "."
        )
        yield from _check_name(uri, "file", stem, dot + ending)


def check_folders(introductions: Iterable[str]) -> Iterator[Problem]:
    """Yield topics whose folder makes such an address, each once, at its introduction."""
    for uri in introductions:
        yield from _check_name(uri, "folder", dirname(uri))


def _check_name(uri: str, kind: str, stem: str, ending: str = "") -> Iterator[Problem]:
    better = proper_name(stem)
    if stem != better:
        what = f"has {_odd_in(stem)} in its name, and so in its address"
        name = f"rename it to {better}{ending}"
        words = "rename it: use small letters, digits and hyphens"
        yield Problem(uri, kind, what, name if better else words)


def _odd_in(stem: str) -> str:
    """Return what a name has that none should have, in words."""
    if any(sign.isspace() or sign.isupper() for sign in stem):
        return "spaces or capitals"
    if normalize("NFC", stem) != stem:
        return "accents that are signs of their own (type it anew)"
    odd = dict.fromkeys(sign for sign in stem if proper_name(f"a{sign}a") != f"a{sign}a")
    return " and ".join(f"`{sign}`" for sign in odd) or "a hyphen at an end"


def check_dois(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield records of a work that has a record already."""
    first: dict[str, Source] = {}
    for source in sources:
        if source.doi and (other := first.setdefault(source.doi, source)) is not source:
            what = f"names the same work as {other.uri}"
            yield Problem(source.uri, "DOI", what, "keep one record and use its key")


def check_keys(
    post: Post, meta: Mapping[str, Any], sources: Collection[str], authors: Mapping[str, Page]
) -> Iterator[Problem]:
    """Yield a post's keys of sources and authors that name no file, or one that is not published.

    `meta` is its front matter; `sources` are the keys of all files, also of those that
    cannot be read.
    """
    named = (
        ("sources", post.sources, sources, SOURCES),
        ("authors", post.authors, authors, AUTHORS),
    )
    for field, keys, known, folder in named:
        for key in keys:
            if key not in known:
                what = f"there is no {field.removesuffix('s')} `{key}`"
                remedy = _where_to_add(folder, key, known)
                yield Problem(post.uri, place_of(meta, field, key), what, remedy)
    for key in post.authors:
        yield from _check_draft(post, place_of(meta, "authors", key), key, authors)
    if post.reviewed_by:
        yield from _check_reviewer(post, post.reviewed_by.author, authors)
        yield from _check_draft(post, "reviewed_by.author", post.reviewed_by.author, authors)


def _check_draft(
    post: Post, place: str, key: str, authors: Mapping[str, Page]
) -> Iterator[Problem]:
    """Yield the problem of a published post that names somebody whose page readers cannot open."""
    if key in authors and authors[key].draft and not post.draft:
        remedy = f"remove `draft: true` from docs/{AUTHORS}/{key}.md"
        yield Problem(post.uri, place, f"the page of `{key}` is a draft", remedy)


def _check_reviewer(post: Post, key: str, authors: Mapping[str, Page]) -> Iterator[Problem]:
    if key not in authors:
        remedy = _where_to_add(AUTHORS, key, authors)
        yield Problem(post.uri, "reviewed_by.author", f"there is no author `{key}`", remedy)
    elif authors[key].group:
        remedy = "name a person, and say there what the person knows of the subject"
        yield Problem(post.uri, "reviewed_by.author", f"`{key}` is a group", remedy)


def _where_to_add(folder: str, key: str, known: Collection[str]) -> str:
    """Return the remedy for a key that names no file."""
    name = proper_name(key) or key
    if name in known:
        return f"write `{name}`"
    if name != key:
        return f"write `{name}` and add docs/{folder}/{name}.md, or correct the key"
    return f"add docs/{folder}/{key}.md or correct the key"


def check_further_reading(topics: Iterable[Page], sources: Collection[str]) -> Iterator[Problem]:
    """Yield keys of further reading that name no source."""
    for page in topics:
        for number, key in enumerate(page.further_reading):
            if key not in sources:
                what = f"there is no source `{key}`"
                remedy = _where_to_add(SOURCES, key, sources)
                yield Problem(page.uri, f"further_reading[{number}]", what, remedy)


def check_former(
    post: Post | Page, meta: Mapping[str, Any], owners: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield former addresses of a post or a page that a page has now, or another post had before.

    `owners` maps files of the site to the files of `docs/` that answer there.
    """
    for path in post.former:
        owner = owners[file_of(path)]
        if owner != post.uri:
            what = f"`{path}` belongs to {owner}"
            place = place_of(meta, "former", path)
            yield Problem(post.uri, place, what, "remove it from one of the two")


def place_of(meta: Mapping[str, Any], field: str, value: str) -> str:
    """Return where a value stands in the front matter: a place in its list, or the picture."""
    items = enumerate(meta.get(field) or [])
    places = (place for place, item in items if str(item).strip().removesuffix(".md") == value)
    place = next(places, None)
    return "image.credit" if place is None else f"{field}[{place}]"


def check_settings(
    settings: Settings, posts: Collection[str], authors: Collection[str], pages: Collection[str]
) -> Iterator[Problem]:
    """Yield settings that name a post, an author or a page that is not there, or is a draft."""
    named = (
        ("popular.pinned", settings.pinned, posts, "published post"),
        ("posts.authors", settings.authors, authors, "published author"),
        ("posts.notice_page", _given(settings.notice_page), pages, "published page"),
        ("sources.explained", _given(settings.explained), pages, "published page"),
        ("search.help_page", _given(settings.help_page), pages, "published page"),
    )
    for key, values, known, kind in named:
        for number, value in enumerate(values):
            if value not in known:
                place = f"extra.{key}" + ("" if kind == "published page" else f"[{number}]")
                what = f"there is no {kind} `{value}`"
                yield Problem(SETTINGS_FILE, place, what, "correct or remove it")
    if settings.counter and PRIVACY not in pages:
        what = f"readers are counted, and there is no page `{PRIVACY}` to say so"
        remedy = "write that page, or remove the setting"
        yield Problem(SETTINGS_FILE, "extra.popular.counter", what, remedy)


def _given(name: str) -> tuple[str, ...]:
    return (name,) if name else ()

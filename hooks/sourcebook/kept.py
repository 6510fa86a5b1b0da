"""Kept pages: what a build has made of each page, for the builds to come.

Of each page three things are kept: the text that Markdown has become, with all that came of
reading it; the finished page; and what else was found out about it, by name. Each comes with
what it was made from, and is used again only where all of that is the same. It is plain JSON,
read back into these shapes; what does not fit them is made anew.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import msgspec
from markdown.extensions import Extension

from .reads import Read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .fingerprint import Fingerprints
    from .store import Store

Value = TypeVar("Value")

RECORD, OUTPUT = "page", "output"
"""What a page's record and its finished text are kept under, before its name."""


class KeptExtension(Extension):
    """A Markdown extension that says what it reads and finds, so that pages can be kept."""

    page = ""
    """The file that is read, seen from `docs/`; whoever reads it says so, and counts it."""
    TABLES: ClassVar[tuple[str, ...]] = ()
    """Attributes: groups of which a page reads some keys."""
    INPUTS: ClassVar[tuple[str, ...]] = ()
    """Attributes that a page needs whole."""
    RESULTS: ClassVar[Mapping[str, Any]] = {}
    """Attributes that tell what was found on the page read last, with their types."""


@dataclass(slots=True)
class Rendered:
    """What came of reading a page."""

    made_from: str
    """The fingerprint of the text and of all that goes for every page."""
    reads: list[Read]
    content: str
    headings: list[Any]
    """Its list of contents: of each heading its text, its anchor, its level and those below."""
    title: str | None
    """The text of a heading of the first level on top."""
    anchors: list[str]
    links: dict[str, dict[str, str]] | None
    """Links to places in other files: by file and place, as they were typed."""
    said: list[tuple[str, int, str]]
    """What the writer was told: by whom, how loudly, and the words."""
    results: dict[str, dict[str, Any]]
    """What our Markdown extensions have found, by extension."""


@dataclass(slots=True)
class Finished:
    """What a template has made of a page; its text is kept apart."""

    made_from: str
    """The fingerprint of all that goes for every page."""
    reads: list[Read]
    output: str
    """The fingerprint of the finished text."""
    handed_from: list[Read] | None = None
    """What hooks have read while they handed values to the template, where that is known."""
    asked: list[str] = field(default_factory=list)
    """Names of the texts of the store that they have asked for meanwhile."""

    @property
    def name(self) -> str:
        """What tells it from any other."""
        return f"{self.made_from} {self.output}"


@dataclass(slots=True)
class PageRecord:
    """All that is kept of a page but its finished text."""

    rendered: Rendered | None = None
    finished: Finished | None = None
    results: dict[str, tuple[str, Any]] = field(default_factory=dict)
    """What was found out about the page: by name, with what it was found out from."""


class KeptPages:
    """Keeps pages in the store of a build; without a store nothing is kept."""

    def __init__(self, store: Store, fingerprints: Fingerprints) -> None:
        self.store = store
        self.fingerprints = fingerprints
        self.pages: dict[str, PageRecord] = {}
        self.changed: set[str] = set()
        self.drawn: set[str] = set()
        """Pages that a template has drawn in this build."""
        self.all = 0
        """How many pages the build has."""
        self.made = 0
        """How many pages this process has read or drawn."""

    def fingerprint(self, value: Any) -> str:
        """Return the fingerprint of a value."""
        return self.fingerprints.of(value)

    def page(self, uri: str) -> PageRecord:
        """Return what is kept of a page; nothing, where it is new or cannot be read."""
        if uri not in self.pages:
            raw = self.store.find(f"{RECORD}:{uri}")
            page = PageRecord()
            if raw is not None:
                try:
                    page = msgspec.json.decode(raw, type=PageRecord)
                except msgspec.DecodeError:
                    self.changed.add(uri)
            self.pages[uri] = page
        return self.pages[uri]

    def keep_rendered(self, uri: str, rendered: Rendered) -> None:
        """Keep what came of reading a page."""
        self.page(uri).rendered = rendered
        self.changed.add(uri)
        self.made += 1

    def keep_finished(self, uri: str, finished: Finished, output: str) -> None:
        """Keep a finished page."""
        self.page(uri).finished = finished
        self.store.put(f"{OUTPUT}:{uri}", output)
        self.changed.add(uri)
        self.made += 1

    def forget_finished(self, uri: str) -> None:
        """Keep no finished page: nobody knows what it was made from."""
        if self.page(uri).finished:
            self.page(uri).finished = None
            self.changed.add(uri)

    def keep_handed_from(self, uri: str, reads: list[Read] | None, asked: Sequence[str]) -> None:
        """Keep what hooks have read for a page that is kept, and which texts they asked for."""
        finished = self.page(uri).finished
        now = (reads, list(dict.fromkeys(asked)))
        if finished and (finished.handed_from, finished.asked) != now:
            finished.handed_from, finished.asked = now
            self.changed.add(uri)

    def hold_finished(self, uri: str) -> None:
        """Let all lie that a finished page was made from, though nobody needs it in this build."""
        finished = self.page(uri).finished
        self.store.hold(f"{OUTPUT}:{uri}")
        self.store.hold_texts(finished.asked if finished else ())

    def output(self, uri: str) -> str | None:
        """Return the finished text of a page that is kept."""
        return self.store.find(f"{OUTPUT}:{uri}")

    def remember(
        self,
        uri: str,
        name: str,
        made_from: Any,
        kind: type[Value],
        make: Callable[[], Value],
    ) -> Value:
        """Return what is found out about a page, found out once for what it is made from.

        That names all that goes in, also the templates, where one has a part in it.
        """
        page, now = self.page(uri), self.fingerprint(made_from)
        if name in page.results and page.results[name][0] == now:
            with suppress(msgspec.ValidationError):
                return self.remembered(uri, name, kind)
        value = make()
        page.results[name] = (now, msgspec.to_builtins(value))
        self.changed.add(uri)
        return value

    def remembered(self, uri: str, name: str, kind: type[Value]) -> Value:
        """Return what was found out about a page of which all is as it was then.

        Raise `KeyError` where nothing was, `msgspec.ValidationError` where it has another shape:
        other code or a stranger has kept it.
        """
        return msgspec.convert(self.page(uri).results[name][1], kind)

    def save(self) -> None:
        """Hand the store what has changed; all else stays as it is."""
        for uri in sorted(self.changed):
            self.store.put(f"{RECORD}:{uri}", msgspec.json.encode(self.pages[uri]).decode())
        self.changed.clear()

    def take_in(self, names: Iterable[str]) -> None:
        """Look anew at what another process has laid on the shelf, by the names there."""
        for name in self.store.own(names):
            kind, _, uri = name.partition(":")
            if kind == OUTPUT:
                self.drawn.add(uri)
            else:
                self.pages.pop(uri, None)
                self.changed.discard(uri)


def give_results(
    extensions: Iterable[KeptExtension], results: Mapping[str, Mapping[str, Any]]
) -> bool:
    """Give extensions the results they had when a page was read; tell whether all fit."""
    given = []
    try:
        for extension in extensions:
            for name, kind in extension.RESULTS.items():
                value = results[type(extension).__name__][name]
                given.append((extension, name, msgspec.convert(value, kind)))
    except (KeyError, msgspec.ValidationError):
        return False
    for extension, name, value in given:
        setattr(extension, name, value)
    return True


def take_results(extensions: Iterable[KeptExtension]) -> dict[str, dict[str, Any]]:
    """Return what extensions have found on the page that was read last."""
    return {
        type(extension).__name__: {
            name: msgspec.to_builtins(getattr(extension, name)) for name in extension.RESULTS
        }
        for extension in extensions
        if extension.RESULTS
    }

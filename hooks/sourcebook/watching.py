"""Templates that note what they read, so that a finished page can be kept.

Jinja lets an environment say how names, attributes and items are looked up; here each look-up
is noted. What a template is handed is a value, and counts as a whole, or a thing of the host,
such as the navigation, of which counts what is read. A thing is known by the way to it: the
title of the section above the page stands at the steps `.parent` and `.title` from `page`.

https://jinja.palletsprojects.com/en/stable/api/#the-context
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable
from contextlib import contextmanager
from functools import cache
from itertools import islice
from types import FunctionType
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, Template, Undefined
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.tests import TESTS
from jinja2.utils import missing

from .reads import NOTHING, WHOLE, Reads, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from jinja2.bccache import BytecodeCache

GIVEN, HANDED = "given", "handed"
"""The tables of values that a template is handed, by their names: by the host, and by hooks."""
STEP = "\t"
"""Stands between two steps of a way; no name has it in it."""
THROUGH = "#"
"""Begins the step to a thing that comes up, at the place that follows, when one goes through another."""


class Things:
    """The things of the host, and how they are looked at.

    `roots` are those a template is handed, by name; `is_thing` tells any from a value. What
    `drawn_whole` says about a thing is noted as one with the whole of its root.
    """

    def __init__(
        self,
        roots: Mapping[str, Any],
        is_thing: Callable[[Any], bool],
        drawn_whole: Callable[[str, Any, str], bool],
        take_fingerprint: Callable[[Any], str],
    ) -> None:
        self.roots = roots
        self.is_thing = is_thing
        self.drawn_whole = drawn_whole
        self.take_fingerprint = take_fingerprint

    def fingerprint(self, value: Any) -> str:
        """Return the fingerprint of a value; of a thing, only that it is there, and its keys."""
        if isinstance(value, Undefined):
            return NOTHING
        return self.take_fingerprint(self._outside(value))

    def _outside(self, value: Any) -> Any:
        if self.is_thing(value):
            keys = list(value) if hasattr(value, "keys") else None
            return [type(value).__qualname__, keys]
        if isinstance(value, list | tuple) and any(map(self.is_thing, value)):
            return [self._outside(each) for each in value]
        return value

    def table(self, root: str) -> Table:
        """Return the table of all that can be reached from a root, by the way to it."""
        thing = self.roots[root]

        def take_all(ways: Sequence[str]) -> str:
            found = [_walk(thing, way) for way in ways]
            there = [not isinstance(each, Undefined) for each in found]
            values = [self._outside(each) for each in found if not isinstance(each, Undefined)]
            return self.take_fingerprint([there, values])

        return Table(lambda way: self.fingerprint(_walk(thing, way)), take_all)


class Watcher:
    """Notes what one template reads.

    `tables` are those of the roots. What stands at a way may have one of its own, named by both,
    in which it stands under the way. What is reached by a step that is `loose`, and has none, may
    be another the next time.
    """

    def __init__(
        self,
        handed: Mapping[str, Any],
        things: Things,
        tables: Mapping[str, Table],
        given: Collection[str] = (),
        loose: Collection[str] = (),
    ) -> None:
        self.handed, self.given, self.loose = handed, given, loose
        self.things = things
        own = Table(lambda name: things.fingerprint(handed[name]) if name in handed else NOTHING)
        self.reads = Reads({GIVEN: own, HANDED: own, **tables})
        # With the thing itself, so that no other can take its place in memory.
        self.ways: dict[int, tuple[Any, str, str]] = {}
        for root, thing in things.roots.items():
            self.ways[id(thing)] = (thing, root, WHOLE)
        self.gone_through: set[str] = set()

    def name(self, name: str, value: Any, everywhere: Mapping[str, Any]) -> None:
        """Note that a name is looked up, unless it is one the template has made itself.

        `everywhere` are the names that all templates know.
        """
        table = GIVEN if name in self.given else HANDED
        if name in self.handed:
            if value is not self.handed[name]:
                return
            if known := self.ways.get(id(value)):
                if known[2] == WHOLE:  # a template may go through it, or count it
                    self.reads.note(known[1], WHOLE)
                    if known[1] not in self.gone_through:
                        self.gone_through.add(known[1])
                        self._lead_on(value, known[1], THROUGH)
                return
            self.reads.note(table, name)
            # Nobody could tell what is read of a thing that is none of the roots.
            each = value if isinstance(value, list | tuple) else (value,)
            if any(map(self.things.is_thing, each)):
                self.reads.is_complete = False
        elif value is missing:
            self.reads.note(table, name)
        elif value is everywhere.get(name) and not _is_from_jinja(name, value):
            self.reads.is_complete = False  # somebody else's: it may be another the next time

    def step(self, thing: Any, step: str, value: Any) -> None:
        """Note that an attribute or an item of a thing is looked up."""
        known = self.ways.get(id(thing))
        if known is None or known[0] is not thing:
            return
        _, root, way = known
        way = f"{way}{STEP}{step}" if way else step
        if self.things.drawn_whole(root, thing, step):
            self.reads.note(root, WHOLE)
        elif root + way in self.reads.tables:
            self.reads.note(root + way, way)
        elif step in self.loose:
            self.reads.is_complete = False
        else:
            self.reads.note(root, way)
        if self.things.is_thing(value):
            self.ways.setdefault(id(value), (value, root, way))
        elif isinstance(value, list | tuple):
            self._lead_on(value, root, f"{way}{STEP}[")

    def _lead_on(self, group: Any, root: str, way: str) -> None:
        """Know the things in a group, to each of which a template may go."""
        for place, each in enumerate(group if isinstance(group, Iterable) else ()):
            if self.things.is_thing(each):
                self.ways.setdefault(id(each), (each, root, f"{way}{place}"))


def _is_from_jinja(name: str, value: Any) -> bool:
    """Tell whether all templates know a name by Jinja itself, or by an extension of it."""
    if isinstance(value, FunctionType):
        return value.__module__.partition(".")[0] == "jinja2"
    return value is DEFAULT_NAMESPACE.get(name)


def _walk(thing: Any, way: str) -> Any:
    """Return what stands at the end of a way, as Jinja would find it."""
    for kind, name in _steps(way):
        if isinstance(thing, Undefined):
            break
        if isinstance(thing, list | tuple):
            thing = thing[int(name)] if int(name) < len(thing) else Undefined()
        elif kind == THROUGH:
            thing = next(islice(thing, int(name), None), Undefined())
        elif kind == ".":
            thing = _environment.getattr(thing, name)
        else:
            thing = _environment.getitem(thing, name)
    return thing


@cache
def _steps(way: str) -> list[tuple[str, str]]:
    return [(step[0], step[1:]) for step in way.split(STEP)] if way else []


_environment = Environment(autoescape=True)


class _WatchedContext(Context):
    environment: WatchedEnvironment

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        names = named.get("globals")
        watcher = self.environment.watcher
        # A template may have some of its own, which a hook has given it.
        if watcher and isinstance(names, ChainMap) and names.maps[0]:
            watcher.reads.is_complete = False

    def resolve_or_missing(self, key: str) -> Any:
        value = super().resolve_or_missing(key)
        if watcher := self.environment.watcher:
            watcher.name(key, value, self.environment.globals)
        return value


class _WatchedTemplate(Template):
    environment: WatchedEnvironment

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Return the text; that of a page comes from where pages are kept, if it can."""
        handed = dict(*args, **kwargs)
        return self.environment.finish(self, handed, lambda: Template.render(self, handed))

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        """Return what another template imports; Jinja would read it for the first one alone.

        It has no public name; a test tells when its name changes.
        """
        if self.environment.watcher:
            self._module = None
        return super()._get_default_module(ctx)


class WatchedEnvironment(Environment):
    """An environment like another, in which whoever renders a page can watch what is read.

    `finish` is asked for the text of each template: it gets the template, what that is handed,
    and a function that renders it. `compiled` may know what templates were compiled to.
    """

    template_class = _WatchedTemplate
    context_class = _WatchedContext

    def __init__(
        self,
        like: Environment,
        finish: Callable[[Template, Mapping[str, Any], Callable[[], str]], str],
        compiled: BytecodeCache | None = None,
    ) -> None:
        super().__init__(
            loader=like.loader,
            extensions=list(like.extensions),
            undefined=like.undefined,
            autoescape=like.autoescape,
            trim_blocks=like.trim_blocks,
            lstrip_blocks=like.lstrip_blocks,
            auto_reload=like.auto_reload,
            cache_size=-1,
            bytecode_cache=compiled,
            # Else a filter of something that never changes would be asked once, and not again.
            optimized=compiled is None,
        )
        self.filters.update(like.filters)
        self.tests.update(like.tests)
        self.globals.update(like.globals)
        self.policies.update(like.policies)
        self.finish = finish
        self.watcher: Watcher | None = None
        self.folders = self._folders()

    def _folders(self) -> list[Any]:
        return [self.loader, *getattr(self.loader, "searchpath", ())]

    def has_strangers(self, known: Mapping[str, Any]) -> bool:
        """Tell whether templates lie elsewhere than at first, or filters or tests are not known.

        Those of Jinja itself are known besides.
        """
        filters, tests = {**FILTERS, **known}, self.tests.items()
        return (
            self._folders() != self.folders
            or any(filters.get(name) is not each for name, each in self.filters.items())
            or any(TESTS.get(name) is not each for name, each in tests)
        )

    @contextmanager
    def watched_by(self, watcher: Watcher) -> Iterator[None]:
        """Let a watcher note all that is read meanwhile."""
        before, self.watcher = self.watcher, watcher
        try:
            with watcher.reads.notes():
                yield
        finally:
            self.watcher = before

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look up an attribute, and note it."""
        value = super().getattr(obj, attribute)
        if self.watcher:
            self.watcher.step(obj, f".{attribute}", value)
        return value

    def getitem(self, obj: Any, argument: str | Any) -> Any:
        """Look up an item, and note it."""
        value = super().getitem(obj, argument)
        if self.watcher:
            self.watcher.step(obj, f"[{argument}", value)
        return value

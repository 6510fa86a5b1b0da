"""Finished pages: drawn by a watched template, or taken as they were drawn the last time.

So is what a template of the theme draws that is no page, such as `404.html`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .fingerprint import NoFingerprintError
from .kept import Finished
from .reads import WHOLE, Reads, Table
from .watching import HANDED, Things, WatchedEnvironment, Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from jinja2 import Template

    from .kept import KeptPages
    from .reads import Read

PAGE, NAV, CONFIG = "page", "nav", "config"
"""The things of the host that every template is handed, by name."""
TEXT = ".content"
OWN = (".canonical_url", TEXT, ".is_homepage", ".meta", ".title", ".toc", ".url")
"""What hooks may read of the page itself, and change, when they hand over their values."""
_KINDS = ("is_homepage", "is_index", "is_link", "is_page", "is_section")
_SHOWN = ("active", "children", "items", "meta", "title", "url", *_KINDS)
_OWN_TABLES = tuple(PAGE + way for way in OWN)
_OF_HOOKS = frozenset({HANDED, *_OWN_TABLES})
"""What is the same as long as all is that hooks have read."""
# An attribute or an item, as `watching` notes them.
_MENU = frozenset(f"{kind}{name}" for kind in ".[" for name in _SHOWN)


class Menu:
    """The navigation as menus show it: the same for all pages, but for where a reader is."""

    def __init__(self, nav: Any, pages: KeptPages) -> None:
        self.nav, self.pages = nav, pages
        self.places: dict[int, int] = {}
        self.whole = pages.fingerprint([self._items(nav.items), self._items(nav.pages)])
        self.known: dict[tuple[int | None, ...], str] = {}

    def _items(self, items: Iterable[Any]) -> list[Any]:
        return [self._item(each) for each in items]

    def _item(self, item: Any) -> list[Any]:
        self.places.setdefault(id(item), len(self.places))
        shown = [getattr(item, name, None) for name in ("title", "url", "meta", *_KINDS)]
        return [shown, self._items(item.children or ())]

    def has(self, thing: Any) -> bool:
        """Tell whether something is the navigation, or an item in it."""
        return thing is self.nav or id(thing) in self.places

    def fingerprint(self, page: Any) -> str:
        """Return the fingerprint of the menu on a page, or where there is none."""
        here = (page, *page.ancestors) if page else ()
        active = tuple(self.places.get(id(each)) for each in here)
        if active not in self.known:
            self.known[active] = self.pages.fingerprint([self.whole, active])
        return self.known[active]


class Drawer:
    """Has templates draw pages, or takes what they have drawn.

    `roots` are the navigation and the settings of the host, by name. `templates` is the fingerprint
    of all that templates may take in; `is_page` and `is_thing` tell a page that can be kept, and a
    thing of the host. `given` are the names of what the host hands every template; hooks hand it
    all else. `filters` are those that the host adds to Jinja; they need what they are handed, and
    the address of the page.
    """

    def __init__(
        self,
        pages: KeptPages,
        roots: Mapping[str, Any],
        templates: str,
        *,
        is_page: Callable[[Any], bool],
        is_thing: Callable[[Any], bool],
        given: Collection[str] = (PAGE, NAV, CONFIG),
        filters: Mapping[str, Any] | None = None,
    ) -> None:
        self.pages = pages
        self.roots = roots
        self.templates = templates
        self.is_page = is_page
        self.is_thing = is_thing
        self.given = given
        self.filters = filters or {}
        self.menu: Menu | None = None
        self.config: Table | None = None

    def finish(self, template: Template, handed: Mapping[str, Any], draw: Callable[[], str]) -> str:
        """Return the text of a template; only what it draws for the host is kept."""
        uri = self._uri(template, handed)
        environment: Any = template.environment
        if uri is None:
            return draw()
        # Of another menu than that of the host, which a hook may hand, nobody knows what it shows.
        are_of_host = all(handed.get(name) is root for name, root in self.roots.items())
        if not (are_of_host and self.can_keep(environment)):
            self.pages.forget_finished(uri)
            return draw()
        made_from = self._made_from(str(template.name), handed)
        watcher = self._watch(handed)
        kept = self.pages.page(uri).finished
        if kept and kept.made_from == made_from and watcher.reads.hold(kept.reads):
            output = self.pages.output(uri)
            if output is not None and self.pages.fingerprint(output) == kept.output:
                return output
        if handed.get(PAGE):
            self.pages.drawn.add(uri)
        with environment.watched_by(watcher):
            output = draw()
            reads = watcher.reads.taken()
        if watcher.reads.is_complete:
            finished = Finished(made_from, reads, self.pages.fingerprint(output))
            self.pages.keep_finished(uri, finished, output)
        else:
            self.pages.forget_finished(uri)
        return output

    def can_keep(self, environment: Any) -> bool:
        """Tell whether what templates draw can be kept."""
        # Nobody knows what the filter of another plugin needs, or what lies in its folders.
        return isinstance(environment, WatchedEnvironment) and not environment.has_strangers(
            self.filters
        )

    def is_settled(self, template: str, handed: Mapping[str, Any], hooks: Reads) -> bool:
        """Tell whether a page would be drawn as it is kept, where it was right in the last build.

        `handed` is what the host gives its template; what hooks would hand it besides, and what
        they would make of its text, is the same where all is the same that they have read, which
        `hooks` tells.
        """
        page = handed[PAGE]
        kept = self.pages.page(page.file.src_uri).finished
        if not kept or kept.handed_from is None:
            return False
        if kept.made_from != self._made_from(template, handed):
            return False
        watcher = self._watch(handed)
        # Before hooks hand anything over it is the same for all pages: each is looked at once.
        self.config = self.config or watcher.reads.tables[CONFIG]
        watcher.reads.tables[CONFIG] = self.config
        reads = [each for each in kept.reads if each[0] not in _OF_HOOKS]
        own = Reads({**hooks.tables, PAGE: watcher.reads.tables[PAGE]})
        return own.hold(kept.handed_from) and watcher.reads.hold(reads)

    def own(self, page: Any) -> list[Read] | None:
        """Return what hooks may read of a page itself, as what was read."""
        table = self._things({PAGE: page}).table(PAGE)
        try:
            return [(PAGE, [*OWN], table.find_all(OWN))]
        except NoFingerprintError:
            return None

    def _uri(self, template: Template, handed: Mapping[str, Any]) -> str | None:
        """Return the name under which the text of a template is kept, or nothing."""
        page: Any = handed.get(PAGE)
        if template.name is None:  # a hook has made it of a text, and may make others
            return None
        if self.is_page(page):
            return str(page.file.src_uri)
        if page is None and handed.keys() >= {NAV, CONFIG}:
            return f"/{template.name}"  # no page has such a name
        return None

    def _made_from(self, template: str, handed: Mapping[str, Any]) -> str:
        page = handed.get(PAGE)
        address = page.url if page else handed.get("base_url")
        return f"{self.templates} {template} {address}"

    def _watch(self, handed: Mapping[str, Any]) -> Watcher:
        page = handed.get(PAGE)
        things = self._things({PAGE: page, **self.roots} if page else self.roots)
        if self.menu is None:
            self.menu = Menu(self.roots[NAV], self.pages)
        menu, nav = self.menu, things.table(NAV)

        def take(way: str) -> str:
            return menu.fingerprint(page) if way == WHOLE else nav.find(way)

        tables = {NAV: Table(take), CONFIG: Table(things.table(CONFIG).take)}
        if page:
            tables |= dict.fromkeys((PAGE, *_OWN_TABLES), things.table(PAGE))
        # Of the text of another page nobody could tell whether hooks have changed it already.
        return Watcher(handed, things, tables, self.given, loose={TEXT})

    def _things(self, roots: Mapping[str, Any]) -> Things:
        return Things(roots, self.is_thing, self._is_menu, self.pages.fingerprint)

    def _is_menu(self, root: str, thing: Any, step: str) -> bool:
        return root == NAV and step in _MENU and self.menu is not None and self.menu.has(thing)

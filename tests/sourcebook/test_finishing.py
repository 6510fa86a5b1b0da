"""Finished pages: drawn once, and again where something has changed that they show."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from jinja2 import DictLoader, Environment, Template

from sourcebook.fingerprint import Fingerprints
from sourcebook.finishing import Drawer
from sourcebook.kept import KeptPages
from sourcebook.reads import Reads, Watched
from sourcebook.store import Store
from sourcebook.watching import WatchedEnvironment
from tests.sourcebook.test_store import Shelf

MENU = "{% for item in nav.items %}{{ item.title }}{{ '*' if item.active }} {% endfor %}"
PAGE = "{{ page.title }}: {{ page.content }} {{ config.name }}"


class Item(SimpleNamespace):
    """A page, or a section, of a host."""

    def __init__(self, title: str, **given: Any) -> None:
        plain = {"url": f"{title}/", "children": (), "ancestors": (), "active": False}
        file = SimpleNamespace(src_uri=f"{title}.md")
        super().__init__(title=title, content="wet", file=file, **(plain | given))


class Host:
    """A site of two pages in a section, drawn with what was kept before."""

    def __init__(self, shelf: Shelf, template: str = MENU + PAGE, templates: str = "t") -> None:
        self.pages = KeptPages(Store(shelf), Fingerprints())
        section = Item("Roses")
        self.clay = Item("Clay", ancestors=(section,))
        self.sand = Item("Sand", ancestors=(section,))
        section.children = (self.clay, self.sand)
        self.nav = SimpleNamespace(items=[section], pages=[self.clay, self.sand])
        self.config = SimpleNamespace(name="Garden")
        roots = {"nav": self.nav, "config": self.config}
        drawer = self.drawer = Drawer(
            self.pages,
            roots,
            templates,
            is_page=lambda value: isinstance(value, Item),
            is_thing=lambda value: isinstance(value, SimpleNamespace),
        )
        like = Environment(loader=DictLoader({"main.html": template}), autoescape=True)
        self.environment = WatchedEnvironment(like, drawer.finish)

    def draw(self, page: Item, **more: Any) -> str:
        page.active = page.ancestors[0].active = True
        handed = {"page": page, "nav": self.nav, "config": self.config, **more}
        text = self.environment.get_template("main.html").render(handed)
        page.active = page.ancestors[0].active = False
        return text

    def draw_alone(self, **more: Any) -> str:
        """Return what the host has drawn by a template that is no page, marked where it was kept."""
        handed = {"page": None, "nav": self.nav, "config": self.config, "base_url": "/", **more}
        template, drawn = self.environment.get_template("main.html"), []

        def draw() -> str:
            drawn.append(Template.render(template, handed))
            return drawn[0]

        text = self.drawer.finish(template, handed, draw)
        self.pages.save()
        return text if drawn else f"{text} (kept)"

    def settled(self, page: Item, words: dict[str, str] | None = None) -> bool:
        """Tell whether a page would be drawn as it is kept; hooks have read a word for it."""
        reads = Reads()
        Watched("words", words or {"Clay": "wet"}, reads, Fingerprints().of)
        given = {"page": page, "nav": self.nav, "config": self.config}
        return self.drawer.is_settled("main.html", given, reads)

    def hand(self, page: Item) -> None:
        """Draw a page for which a hook reads a word."""
        reads = Reads()
        words = Watched("words", {"Clay": "wet"}, reads, Fingerprints().of)
        with reads.notes():
            self.draw(page, word=words.get(page.title, ""))
            own = self.drawer.own(page) or []
            self.pages.keep_handed_from(page.file.src_uri, [*own, *reads.taken()], [])
        self.pages.save()

    def build(self) -> tuple[str, str]:
        both = self.draw(self.clay), self.draw(self.sand)
        self.pages.save()
        return both


def test_a_page_is_drawn_once() -> None:
    shelf = Shelf()
    first = Host(shelf).build()

    host = Host(shelf)

    assert host.build() == first == ("Roses* Clay: wet Garden", "Roses* Sand: wet Garden")
    assert host.pages.drawn == set()


def test_only_the_page_that_has_changed_is_drawn_again() -> None:
    shelf = Shelf()
    Host(shelf).build()
    host = Host(shelf)
    host.clay.content = "dry"

    assert host.build()[0] == "Roses* Clay: dry Garden"
    assert host.pages.drawn == {"Clay.md"}


def test_what_all_pages_show_has_all_drawn_again() -> None:
    shelf = Shelf()
    Host(shelf).build()
    renamed, moved, other = Host(shelf), Host(shelf), Host(shelf, templates="others")
    renamed.config.name = "Park"
    moved.nav.items[0].title = "Trees"

    assert renamed.build()[0] == "Roses* Clay: wet Park"
    assert moved.build()[0] == "Trees* Clay: wet Garden"
    assert other.build()[0] == "Roses* Clay: wet Garden"
    for host in (renamed, moved, other):
        assert host.pages.drawn == {"Clay.md", "Sand.md"}


def test_a_setting_that_a_hook_changes_for_each_page_counts_as_it_is_then() -> None:
    shelf = Shelf()
    for words in (("wet", "dry"), ("wet", "hard")):
        host = Host(shelf, template="{{ config.name }}")
        host.settled(host.sand)
        for page, word in zip((host.clay, host.sand), words, strict=True):
            host.config.name = word
            assert host.draw(page) == word
        host.pages.save()


def test_a_place_in_the_menu_that_another_page_takes_has_it_drawn_again() -> None:
    shelf = Shelf()
    Host(shelf).build()
    host = Host(shelf)
    host.sand.ancestors = (Item("Elsewhere"),)

    assert host.build()[1] == "Roses Sand: wet Garden"
    assert host.pages.drawn == {"Sand.md"}


def test_a_text_that_is_not_the_one_that_was_kept_is_drawn_again() -> None:
    shelf = Shelf()
    first = Host(shelf).build()
    for name in [name for name in shelf if "output" in name]:
        shelf[name] = "half a p"

    host = Host(shelf)

    assert host.build() == first
    assert len(host.pages.drawn) == 2


def test_a_page_is_not_kept_if_nobody_knows_what_it_needs() -> None:
    shelf = Shelf()
    for _ in range(2):
        host = Host(shelf, template="{{ strange }}")
        host.draw(host.clay, strange=object())
        assert host.pages.drawn == {"Clay.md"}

    host = Host(shelf)
    host.environment.filters["shout"] = str.upper
    host.draw(host.clay)
    assert host.pages.page("Clay.md").finished is None


def test_what_the_host_does_not_draw_is_drawn_as_ever() -> None:
    host = Host(Shelf(), template="{{ 1 + 1 }}")

    assert host.environment.get_template("main.html").render() == "2"
    assert host.pages.changed == set()


def test_a_template_that_a_hook_has_made_of_a_text_is_drawn_as_ever() -> None:
    host = Host(Shelf())
    for page in (host.clay, None):
        handed = {"page": page, "nav": host.nav, "config": host.config}
        for text in ("wet", "dry"):
            assert host.environment.from_string(text).render(handed) == text


def test_a_template_that_is_no_page_is_drawn_once() -> None:
    shelf, template = Shelf(), MENU + "{{ config.name }} {{ word }}"

    assert Host(shelf, template).draw_alone(word="wet") == "Roses Garden wet"
    host = Host(shelf, template)
    assert host.draw_alone(word="wet") == "Roses Garden wet (kept)"
    assert host.pages.drawn == set()


def test_a_template_that_is_no_page_is_drawn_again_where_something_has_changed() -> None:
    shelf, template = Shelf(), MENU + "{{ config.name }} {{ word }} {{ base_url }}"
    Host(shelf, template).draw_alone(word="wet")
    renamed, moved, other = (Host(shelf, template) for _ in range(3))
    renamed.config.name, moved.nav.items[0].title = "Park", "Trees"

    assert renamed.draw_alone(word="wet") == "Roses Park wet /"
    assert moved.draw_alone(word="wet") == "Trees Garden wet /"
    assert other.draw_alone(word="dry") == "Roses Garden dry /"
    assert other.draw_alone(word="dry", base_url="/x/") == "Roses Garden dry /x/"
    assert other.draw_alone(word="dry", base_url="/x/") == "Roses Garden dry /x/ (kept)"


def test_what_shows_another_menu_than_that_of_the_host_is_drawn_each_time() -> None:
    shelf = Shelf()
    for nav in (None, SimpleNamespace(items=[Item("Trees")]), SimpleNamespace(items=[])):
        for _ in range(2):
            host = Host(shelf, template=MENU)
            text = "Trees" if nav and nav.items else ""
            assert host.draw_alone(nav=nav).strip() == host.draw(host.clay, nav=nav).strip() == text
            assert host.pages.page("Clay.md").finished is None
            host.pages.save()


def test_a_template_that_goes_through_pages_is_drawn_each_time() -> None:
    shelf, template = Shelf(), "{% for each in pages %}{{ each.title }}{% endfor %}"

    for _ in range(2):
        host = Host(shelf, template)
        assert host.draw_alone(pages=[host.clay, host.sand]) == "ClaySand"


def test_a_page_is_settled_where_it_would_be_drawn_as_it_is_kept() -> None:
    shelf = Shelf()
    Host(shelf, "{{ word }} " + PAGE).hand(Host(shelf).clay)

    same, changed, renamed, other = (Host(shelf) for _ in range(4))
    changed.clay.content = "dry"
    renamed.config.name = "Park"

    assert same.settled(same.clay)
    assert not same.settled(same.clay, {"Clay": "dry"})
    assert not changed.settled(changed.clay)
    assert not renamed.settled(renamed.clay)
    assert not Host(shelf, templates="others").settled(other.clay)
    assert not same.settled(same.sand)


def test_a_page_is_not_settled_before_it_is_known_what_hooks_have_read() -> None:
    shelf = Shelf()
    host = Host(shelf)
    host.build()

    assert not Host(shelf).settled(host.clay)


def test_a_page_is_not_settled_where_something_has_no_fingerprint_any_more() -> None:
    shelf = Shelf()
    Host(shelf).hand(Host(shelf).clay)
    host = Host(shelf)
    host.clay.content = object()

    assert not host.settled(host.clay)


def test_what_a_page_is_itself_is_known_if_all_of_it_has_a_fingerprint() -> None:
    host = Host(Shelf())
    before = host.drawer.own(host.clay)
    host.clay.content = "dry"

    assert before != host.drawer.own(host.clay)
    host.clay.content = object()
    assert host.drawer.own(host.clay) is None


def test_a_finished_page_goes_once_nobody_knows_what_it_needs() -> None:
    shelf = Shelf()
    Host(shelf).build()
    host = Host(shelf, template="{{ strange }}", templates="others")
    other = Host(shelf)
    other.environment.filters["shout"] = str.upper

    host.draw(host.clay, strange=object())
    host.pages.save()
    other.draw(other.sand)
    other.pages.save()

    for name in ("Clay.md", "Sand.md"):
        assert Host(shelf).pages.page(name).finished is None

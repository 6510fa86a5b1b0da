"""Watched templates: what a page needs is what its template has read, and nothing is missed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader, pass_context

from sourcebook.fingerprint import Fingerprints
from sourcebook.watching import Things, WatchedEnvironment, Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

SHARED = {
    "part.html": "{{ name }}{{ made }}",
    "section.html": "{{ section.children }}",
    "macros.html": "{% macro say(x) %}{{ x }}{{ page.title }}{% endmacro %}",
}


class Menu(SimpleNamespace):
    """A thing that templates may go through, as they may through the navigation."""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)


@pass_context
def shout(context: Mapping[str, Any], text: str) -> str:
    return f"{text}{context['sign']}"


def handed(**changed: Any) -> dict[str, Any]:
    section = SimpleNamespace(title="Roses", children=[])
    page = SimpleNamespace(title="Clay", parent=section, content="wet", meta={"a": 1})
    menu = Menu(items=[page, section, 7])
    section.children = [page, SimpleNamespace(title="Loam", content="dry")]
    given = {"name": "n", "sign": "!", "items": ["a", "b"], "group": {"x": 1, "y": 2}}
    return given | {"page": page, "nav": menu, "unused": 1} | changed


def watch(text: str, given: dict[str, Any]) -> tuple[str, Watcher, list[Any]]:
    """Draw a template, and return what it has read."""
    like = Environment(loader=DictLoader({**SHARED, "page.html": text}), autoescape=True)
    like.filters["shout"] = shout
    environment = WatchedEnvironment(like, lambda _template, _handed, draw: draw())
    watcher = watcher_of(given)
    with environment.watched_by(watcher):
        output = environment.get_template("page.html").render(given)
        return output, watcher, watcher.reads.taken()


def watcher_of(given: dict[str, Any]) -> Watcher:
    roots = {name: given[name] for name in ("page", "nav")}
    things = Things(
        roots,
        lambda value: isinstance(value, SimpleNamespace),
        lambda root, _thing, step: root == "nav" and step == ".items",
        Fingerprints().of,
    )
    return Watcher(given, things, {name: things.table(name) for name in roots})


TEMPLATES = {
    "{{ name }}": ("name",),
    "{{ items | join }}": ("items",),
    "{% for item in items %}{{ item }}{% endfor %}": ("items",),
    "{{ group.x }}{{ group['y'] }}": ("group",),
    "{{ 'a' | shout }}": ("sign",),
    "{% set made = name ~ '!' %}{% include 'part.html' %}": ("name",),
    "{% import 'macros.html' as m with context %}{{ m.say('a') }}": ("title",),
    "{{ page.title }}{{ page.missing }}": ("title", "missing"),
    "{{ page.parent.title }}": ("parent",),
    "{{ page['parent']['title'] }}": ("parent",),
    "{{ page.parent.children[0].content }}": ("parent", "content"),
    "{% for each in page.parent.children %}{{ each.title }}{% endfor %}": ("title",),
    "{% for item in nav %}{{ item.title }}{% endfor %}": ("title", "parent"),
    "{% for item in nav %}{{ item.content }}{% endfor %}": ("content",),
    "{% if absent %}x{% endif %}": ("absent",),
    "{{ absent is defined }}": ("absent",),
}
CHANGES: dict[str, Any] = {
    "name": {"name": "m"},
    "items": {"items": ["a", "c"]},
    "group": {"group": {"x": 1, "y": 3}},
    "sign": {"sign": "?"},
    "absent": {"absent": 1},
    "unused": {"unused": 2},
}


def changed(name: str) -> dict[str, Any]:
    if name in CHANGES:
        return handed(**CHANGES[name])
    given = handed()
    match name:
        case "parent":
            given["page"].parent.title = "Trees"
        case _:
            setattr(given["page"], name, "other")
    return given


@pytest.mark.parametrize("text", TEMPLATES)
@pytest.mark.parametrize("name", [*CHANGES, "title", "missing", "parent", "content", "meta"])
def test_a_page_holds_exactly_while_what_it_has_read_is_the_same(text: str, name: str) -> None:
    output, watcher, taken = watch(text, handed())
    now = changed(name)

    assert watcher.reads.is_complete
    assert watcher_of(handed()).reads.hold(taken)
    if watch(text, now)[0] != output:
        assert not watcher_of(now).reads.hold(taken)
    elif name not in TEMPLATES[text]:
        assert watcher_of(now).reads.hold(taken)


def test_what_is_drawn_whole_is_noted_as_one() -> None:
    given = handed()

    output, _, taken = watch("{% for item in nav.items %}{{ item.title }}{% endfor %}", given)

    assert output == "ClayRoses"
    # The page is known by its own name already.
    assert [(table, keys) for table, keys, _ in taken] == [
        ("nav", ["", "#1\t.title"]),
        ("page", [".title"]),
    ]


@pytest.mark.parametrize("group", ["nav.items", "nav", "page.parent.children"])
def test_a_list_that_got_shorter_does_not_hold(group: str) -> None:
    text = f"{{% for item in {group} %}}{{{{ item.title }}}}{{% endfor %}}"
    _, _, taken = watch(text, handed())
    now = handed()
    del now["nav"].items[1:]
    del now["page"].parent.children[1:]

    assert not watcher_of(now).reads.hold(taken)


def test_a_page_that_needs_what_nobody_can_look_into_is_not_kept() -> None:
    _, watcher, _ = watch("{{ strange }}", handed(strange=object()))

    assert not watcher.reads.is_complete


@pytest.mark.parametrize(
    "text", ["{{ other.title }}", "{% for each in others %}{{ each }}{% endfor %}"]
)
def test_a_page_that_reads_a_thing_by_another_way_is_not_kept(text: str) -> None:
    other = SimpleNamespace(title="Trees")

    _, watcher, _ = watch(text, handed(other=other, others=[other]))

    assert not watcher.reads.is_complete


def test_a_page_that_needs_what_somebody_has_added_for_all_is_not_kept() -> None:
    like = Environment(
        loader=DictLoader({"a.html": "{{ day }}{{ range(2) | join }}"}), autoescape=True
    )
    environment = WatchedEnvironment(like, lambda _template, _handed, draw: draw())
    for added, complete in ((False, True), (True, False)):
        if added:
            environment.globals["day"] = "Monday"
        watcher = watcher_of(handed())
        with environment.watched_by(watcher):
            environment.from_string("{{ day }}{{ range(2) | join }}").render(handed())
        assert watcher.reads.is_complete == complete


def test_what_is_not_known_to_be_of_jinja_or_of_the_host_is_a_stranger(tmp_path: Path) -> None:
    def environment(shout: Any = shout) -> WatchedEnvironment:
        like = Environment(loader=FileSystemLoader(tmp_path), autoescape=True)
        like.filters["shout"] = shout
        return WatchedEnvironment(like, lambda _template, _handed, draw: draw())

    known = {"shout": shout}
    filters, tests, folders, loader = (environment() for _ in range(4))
    filters.filters["upper"] = tests.tests["odd"] = shout
    folders.loader.searchpath.append("elsewhere")  # type: ignore[union-attr] # it has one
    loader.loader = DictLoader({})

    assert not environment().has_strangers(known)
    assert environment().has_strangers({})
    strangers = [environment(shout=str), filters, tests, folders, loader]
    assert [each.has_strangers(known) for each in strangers] == [True] * 5


def own_of_a_template(environment: WatchedEnvironment) -> None:
    environment.get_template("part.html").globals["day"] = "Monday"


def by_an_import(environment: WatchedEnvironment) -> None:
    environment.globals["day"] = "Monday"
    environment.get_template("page.html").render(handed())  # what it imports has been read


def in_place_of_one_of_jinja(environment: WatchedEnvironment) -> None:
    environment.globals["range"] = str


def all_of_a_template(environment: WatchedEnvironment) -> None:
    environment.globals["macros"] = environment.get_template("part.html").module


ADDED: dict[str, Callable[[WatchedEnvironment], None]] = {
    "{% include 'part.html' %}": own_of_a_template,
    "{% import 'part.html' as part %}{{ part.today }}": by_an_import,
    "{{ range(2) }}": in_place_of_one_of_jinja,
    "{{ macros }}": all_of_a_template,
}


@pytest.mark.parametrize("text", ADDED)
def test_a_page_that_needs_a_name_that_somebody_has_added_is_not_kept(text: str) -> None:
    templates = {"page.html": text, "part.html": "{% set today = day %}{{ today }}"}
    like = Environment(loader=DictLoader(templates), autoescape=True)
    environment = WatchedEnvironment(like, lambda _template, _handed, draw: draw())
    for complete in (True, False):
        watcher = watcher_of(handed())
        with environment.watched_by(watcher):
            environment.get_template("page.html").render(handed())
        assert watcher.reads.is_complete == complete

        ADDED[text](environment)


def test_a_function_counts_for_all_pages_if_an_extension_of_jinja_has_added_it() -> None:
    like = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment = WatchedEnvironment(like, lambda _template, _handed, draw: draw())
    environment.globals["ours"] = shout

    for name, complete in (("_", True), ("ours", False)):
        watcher = watcher_of(handed())
        with environment.watched_by(watcher):
            environment.from_string(f"{{{{ {name} is callable }}}}").render(handed())
        assert watcher.reads.is_complete == complete


def test_what_can_no_longer_be_looked_into_does_not_hold() -> None:
    _, _, taken = watch("{{ name }}", handed())

    assert not watcher_of(handed(name=object())).reads.hold(taken)


def test_things_that_hold_things_are_told_by_their_keys() -> None:
    class Group(dict[str, Any]):
        pass

    things = Things({}, lambda value: isinstance(value, Group), lambda *_: False, Fingerprints().of)

    assert things.fingerprint(Group(a=1)) == things.fingerprint(Group(a=2))
    assert things.fingerprint(Group(a=1)) != things.fingerprint(Group(b=1))


def test_nothing_is_noted_while_nobody_watches() -> None:
    environment = WatchedEnvironment(
        Environment(
            loader=DictLoader({"a.html": "{{ page.title }}{{ name['x'] }}"}), autoescape=True
        ),
        lambda template, _, draw: f"{template.name}: {draw()}",
    )

    text = environment.get_template("a.html").render(page={"title": "Clay"}, name={"x": 1})

    assert text == "a.html: Clay1"


def test_what_may_have_changed_on_another_page_is_not_kept() -> None:
    given = handed()
    things = watcher_of(given).things
    tables = {name: things.table(name) for name in ("page", "nav")}
    tables["page.title"] = things.table("page")

    own, other = (Watcher(given, things, tables, loose={".title"}) for _ in range(2))
    own.step(given["page"], ".title", "Clay")
    other.step(given["page"], ".parent", given["page"].parent)
    other.step(given["page"].parent, ".title", "Roses")

    assert own.reads.is_complete
    assert not other.reads.is_complete


def test_a_name_that_the_template_has_given_to_something_of_its_own_is_not_noted() -> None:
    output, _, taken = watch("{% set name = 'm' %}{% include 'part.html' %}", handed())

    assert output == "m"
    assert "name" not in [key for _, keys, _ in taken for key in keys]


def test_a_thing_is_known_by_the_way_to_it_also_where_it_is_handed_by_a_name() -> None:
    given = handed()
    given["section"] = given["page"].parent

    _, watcher, taken = watch("{{ page.parent.title }}{% include 'section.html' %}", given)

    assert watcher.reads.is_complete
    assert [(table, keys) for table, keys, _ in taken] == [
        ("page", ["", ".parent", ".parent\t.title", ".parent\t.children"])
    ]

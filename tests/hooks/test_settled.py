"""Settled pages: what stands as it would be drawn is passed over, and nothing else is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
import zstandard
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import PluginCollection

from tests.hooks.test_kept import FILES, Project
from tests.site import EXTRA, post, write_files, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

LOOK = """
import logging

def on_page_context(context, *, page, config, nav):
    logging.getLogger("mkdocs.look").info("came to %s", page.file.src_uri)
"""
PLUGIN = """
from mkdocs.plugins import BasePlugin

class Spade(BasePlugin):
    def on_post_page(self, output, *, page, config):
        return output + "<!-- dug -->"
"""
ADD = """
def on_config(config):
    from spade import Spade
    config.plugins["spade"] = Spade()
"""
HOME = {"index.md"}
"""MkDocs comes to it each time, for its file looks like a new one."""
OAKS = "site-kept/trees/oaks/index.html"
STORE = ".cache/store.sqlite3"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project that has been built once, and tells which pages MkDocs comes to."""
    project = Project(tmp_path, monkeypatch)
    write_files(tmp_path, {"look.py": LOOK})
    project.edit("mkdocs.yml", "\nhooks:\n", "\nhooks:\n  - look.py\n")
    project.build()
    return project


def come_to(project: Project) -> set[str]:
    """Build once more; return the pages that MkDocs has come to."""
    _, _, others = project.build()
    return {text.removeprefix("came to ") for text in others if text.startswith("came to ")}


def row(project: Project, name: str) -> bytes:
    """Return what is kept under a name."""
    with closing(sqlite3.connect(project.folder / STORE)) as store:
        (found,) = store.execute("SELECT text FROM kept WHERE name LIKE ?", [f"%:{name}"])
        return bytes(found[0])


def test_mkdocs_comes_to_no_page_where_nothing_has_changed(project: Project) -> None:
    come_to(project)

    assert come_to(project) == HOME
    project.check()


def test_mkdocs_comes_to_the_page_that_has_changed_and_to_those_that_show_it(
    project: Project,
) -> None:
    project.settings["extra"] = EXTRA | {"navigation": {"posts_a_topic": 0}}
    come_to(project)
    project.edit("docs/trees/oaks.md", "They grow slowly.", "They grow very slowly.")
    body = come_to(project) - {"about/state.md", *HOME}  # this counts all sentences
    project.edit("docs/trees/oaks.md", 'title: "Oaks"', 'title: "Old oaks"')
    title = come_to(project)

    assert body == {"trees/oaks.md"}
    assert {"trees/oaks.md", "trees/index.md", "index.md"} <= title
    assert "about/how.md" not in title
    project.check()


def test_a_file_that_was_changed_by_hand_is_made_right(project: Project) -> None:
    come_to(project)
    path = project.folder / OAKS
    right = path.read_bytes()
    path.write_bytes(right.replace(b"slowly", b"faster"))
    (project.folder / "site-kept/roses/pruning/index.html").unlink()

    assert come_to(project) - HOME == {"trees/oaks.md", "roses/pruning.md"}
    assert path.read_bytes() == right
    project.check()


def test_a_file_that_another_build_has_not_reached_is_made_anew(project: Project) -> None:
    come_to(project)
    project.edit("docs/trees/oaks.md", "They grow slowly.", "They grow very slowly.")
    project.build(into="elsewhere")

    assert "trees/oaks.md" in come_to(project)
    project.check()


def test_a_page_that_another_build_has_made_meanwhile_is_made_anew(project: Project) -> None:
    project.build()
    before = row(project, "left")
    project.edit("docs/trees/oaks.md", "They grow slowly.", "They grow very slowly.")
    project.build(into="elsewhere")
    # As a build leaves it that has begun before and ends after the other.
    change = "UPDATE kept SET text = ? WHERE name LIKE '%:left'"
    with closing(sqlite3.connect(project.folder / STORE, isolation_level=None)) as store:
        store.execute(change, [before])

    assert "trees/oaks.md" in come_to(project)
    project.check()


def test_a_file_that_another_build_writes_meanwhile_is_made_anew(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = PluginCollection.on_post_build
    paths = [project.folder / OAKS, project.folder / "site-kept/roses/clay/index.html"]

    def go_on(plugins: PluginCollection, config: MkDocsConfig) -> None:
        for path in paths:
            path.write_bytes(path.read_bytes().replace(b"</article>", b"Other.</article>"))
        end(plugins, config=config)

    come_to(project)
    project.edit("docs/trees/oaks.md", "They grow slowly.", "They grow very slowly.")
    with monkeypatch.context() as patched:
        patched.setattr(PluginCollection, "on_post_build", go_on)
        drawn = come_to(project)

    assert "trees/oaks.md" in drawn
    assert "roses/clay.md" not in drawn
    assert {"trees/oaks.md", "roses/clay.md"} <= come_to(project)
    project.check()


def test_a_build_that_another_has_overtaken_keeps_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = PluginCollection.on_post_build

    def go_on(plugins: PluginCollection, config: MkDocsConfig) -> None:
        monkeypatch.setattr(PluginCollection, "on_post_build", end)
        project.edit("docs/trees/oaks.md", "They grow slowly.", "They grow very slowly.")
        project.build(into="elsewhere")
        end(plugins, config=config)

    come_to(project)
    before = row(project, "page:trees/oaks.md")
    monkeypatch.setattr(PluginCollection, "on_post_build", go_on)
    project.edit("docs/trees/oaks.md", "They grow slowly.", "They grow slowly. So we wait.")
    _, _, said = project.build()
    overtaken = row(project, "page:trees/oaks.md")
    project.edit("docs/trees/oaks.md", "They grow very slowly.", "They grow fast.")

    assert "another build has ended meanwhile; this build keeps nothing" in "".join(said)
    assert before != overtaken
    assert "trees/oaks.md" in come_to(project)
    assert row(project, "page:trees/oaks.md") not in (before, overtaken)
    project.check()


def test_what_stood_in_groups_is_found_again_where_it_cannot_be_read(project: Project) -> None:
    come_to(project)
    before = row(project, "groups")
    with closing(sqlite3.connect(project.folder / STORE, isolation_level=None)) as store:
        change = "UPDATE kept SET text = ? WHERE name LIKE '%:groups'"
        store.execute(change, [zstandard.compress(b'{"shared.related": 1}')])

    assert come_to(project) == HOME
    assert row(project, "groups") == before
    project.check()


def test_a_page_with_a_template_of_its_own_is_passed_over_too(project: Project) -> None:
    write_files(project.folder / "overrides", {"wide.html": '{% extends "main.html" %}'})
    project.write({"about/how.md": "---\ntitle: How we work\ntemplate: wide.html\n---\n"})
    come_to(project)

    assert come_to(project) == HOME
    project.check()


def test_a_template_may_list_all_pages(project: Project) -> None:
    listed = '{% extends "main.html" %}{% block content %}{{ pages | length }}{% endblock %}'
    write_files(project.folder / "overrides", {"list.html": listed})
    project.write({"about/how.md": "---\ntitle: How we work\ntemplate: list.html\n---\n"})
    come_to(project)

    assert come_to(project) - HOME == {"about/how.md"}  # it could list any of them
    project.check()


def static_page(project: Project) -> None:
    page = "<html><head></head><body>By hand.</body></html>"
    project.write({"trees/oaks/index.html": page})


def second_page(project: Project) -> None:
    project.write({"about/tools/index.md": "---\ntitle: More tools\n---\n\nA rake.\n"})
    for _ in range(3):
        project.build()
    project.edit("docs/about/tools.md", "For digging.", "For raking.")


def second_page_gone(project: Project) -> None:
    second_page(project)
    project.check()
    (project.folder / "docs/about/tools/index.md").unlink()


def policy(project: Project) -> None:
    project.edit("overrides/partials/policy.html", "<meta", "<meta data-own")


def nothing_drawn(project: Project) -> None:
    project.write({"about/how.md": "# How\n\nWith care. [@smith2011roses]\n"})
    project.build()
    write_files(project.folder / "overrides", {"none.html": ""})
    project.write({"about/how.md": "---\ntemplate: none.html\n---\n\n# How\n\n[@smith2011roses]\n"})


CHANGES = [static_page, second_page_gone, policy, nothing_drawn]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_site_is_that_of_a_clean_build(
    project: Project, change: Callable[[Project], None]
) -> None:
    come_to(project)

    change(project)

    project.check()
    project.check()


ITEMS = "{% for item in nav %}{{ item.title }}{% endfor %}"
BESIDE = (
    "{% for part in nav.items %}{% for page in part.children or () %}"
    "{{ page.previous_page.title }}{% endfor %}{% endfor %}"
)


def test_what_a_template_reads_of_others_counts(project: Project) -> None:
    project.settings["extra"] = EXTRA | {"navigation": {"posts_a_topic": 1}}
    write_files(project.folder / "overrides", {"items.html": ITEMS, "beside.html": BESIDE})
    project.write(
        {
            "about/how.md": "---\ntitle: How we work\ntemplate: items.html\n---\n",
            "about/tools.md": "---\ntitle: Tools\ntemplate: beside.html\n---\n",
            "trees/ash.md": post("Ashes", date="2026-03-02"),  # the menu has this one alone
        }
    )
    come_to(project)
    come_to(project)

    project.edit("docs/trees/oaks.md", 'title: "Oaks"', 'title: "Old oaks"')
    project.check()
    project.edit("docs/trees/index.md", "title: Trees", "title: Tall trees")
    project.check()


STYLE = """
def on_files(files, *, config):
    config.extra_css += [file.src_uri for file in files if file.name == "season"]
"""


def test_where_a_stylesheet_lies_is_said_as_seen_from_each_page(project: Project) -> None:
    # Pages that lie as deep are handed other texts all the same.
    write_files(project.folder, {"style.py": STYLE})
    project.edit("mkdocs.yml", "\nhooks:\n", "\nhooks:\n  - style.py\n")
    write_files(project.folder / "overrides", {"styles.html": "{{ extra_css }}"})
    page = "---\ntitle: Sources\ntemplate: styles.html\n---\n"
    project.write({"sources/index.md": page, "sources/season.css": ""})
    come_to(project)
    docs = project.folder / "docs"

    write_files(docs, {"a-to-z/season.css": ""})
    (docs / "sources/season.css").unlink()

    project.check()


OWN_MENU = """
from mkdocs.structure.nav import Navigation

def on_template_context(context, *, template_name, config):
    nav = context["nav"]
    context["nav"] = [] if template_name == "404.html" else Navigation(nav.items[:2], nav.pages)
    return context
"""


def test_a_hook_may_hand_a_template_another_menu(project: Project) -> None:
    write_files(project.folder, {"menu.py": OWN_MENU})
    project.edit("mkdocs.yml", "\nhooks:\n", "\nhooks:\n  - menu.py\n")
    write_files(project.folder / "overrides", {"robots.txt": ITEMS, "404.html": f"None {ITEMS}"})
    files, *_ = project.build()

    assert files["404.html"].endswith(b"None ")
    assert files["robots.txt"] == b"HomeTrees"
    project.check()


def test_what_hooks_have_made_for_pages_stays_while_nobody_asks_for_it(project: Project) -> None:
    def rows() -> int:
        with closing(sqlite3.connect(project.folder / STORE)) as store:
            (number,) = store.execute("SELECT count(*) FROM kept").fetchone()
            return int(number)

    before = rows()
    for _ in range(3):
        project.build()

    assert rows() == before


def test_the_names_that_are_treated_apart_are_those_of_what_hooks_share(tmp_path: Path) -> None:
    write_project(tmp_path, FILES)
    config = load_config(str(tmp_path / "mkdocs.yml"))

    build(config)

    hooks: Any = config.hooks
    (settled,) = [module for name, module in hooks.items() if "settled" in name]
    assert {*settled.TOOLS, *settled.PARTS} <= config.extra.keys()


def test_a_plugin_that_nobody_knows_is_asked_about_every_page(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(project.folder / "packages", {"spade.py": PLUGIN})
    monkeypatch.syspath_prepend(str(project.folder / "packages"))
    write_files(project.folder, {"dig.py": ADD})
    project.edit("mkdocs.yml", "\nhooks:\n", "\nhooks:\n  - dig.py\n")
    files, *_ = project.build()

    assert {"trees/oaks.md", "about/how.md"} <= come_to(project)
    assert files["trees/oaks/index.html"].endswith(b"<!-- dug -->")
    project.check()

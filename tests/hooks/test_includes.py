"""Includes: a page is made anew where a text or a template that it takes in is another one."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any

import mkdocs.commands.build
import pytest
from mkdocs.exceptions import Abort

from tests.hooks.test_kept import Project
from tests.site import write_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project that has been built once."""
    return Project(tmp_path, monkeypatch)


def test_where_each_page_takes_in_texts_of_its_own_folder_all_is_made_anew(
    project: Project,
) -> None:
    project.edit("mkdocs.yml", "!relative $config_dir/docs/includes", "!relative ''")
    project.edit("mkdocs.yml", "      auto_append: [labels.md]\n", "")
    for name in ("roses/pruning.md", "trees/oaks.md"):
        path = project.folder / "docs" / name
        path.write_text(path.read_text("utf-8").replace("--8<--", ""), encoding="utf-8")
    project.write({"trees/wood.txt": "Hard wood."})
    project.edit("docs/trees/oaks.md", "They grow", '--8<-- "wood.txt"\n\nThey grow')
    files, _, _ = project.build()
    assert b"Hard wood." in files["trees/oaks/index.html"]

    project.write({"trees/wood.txt": "Soft wood."})
    project.check()


def test_a_byte_order_mark_is_no_part_of_a_text_that_is_taken_in(project: Project) -> None:
    texts = {"care.md": b"## Care\n", "labels.md": b"[not known]: /about/tools.md\n"}
    for name, text in texts.items():
        (project.folder / "docs/includes" / name).write_bytes(BOM_UTF8 + text)
    project.edit("docs/roses/pruning.md", "In March.", "It is [not known].")

    files, warnings, _ = project.build()

    page = files["roses/pruning/index.html"]
    assert b'<h2 id="care">Care</h2>' in page
    assert b'<a href="../../about/tools/">not known</a>' in page
    assert warnings == []


def test_a_text_that_is_taken_in_and_is_not_utf_8_is_named(
    project: Project, caplog: pytest.LogCaptureFixture
) -> None:
    (project.folder / "docs/includes/care.md").write_bytes(b"Water.\nCaf\xe9.\n")

    with pytest.raises(Abort):
        project.build()

    what = "line 2: is not UTF-8; save the file as UTF-8 in your editor"
    assert f"kept: docs/includes/care.md: {what}" in caplog.text


def test_what_lies_in_a_folder_that_is_a_link_counts(project: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    write_files(elsewhere, {"texts/tip.md": "Water them.", "parts/changes.html": "<p>Then.</p>"})
    (project.folder / "docs/includes/shared").symlink_to(elsewhere / "texts")
    (project.folder / "overrides/parts").symlink_to(elsewhere / "parts")
    write_files(
        project.folder / "overrides",
        {"partials/changes.html": "{% include 'parts/changes.html' %}"},
    )
    project.edit("docs/trees/oaks.md", "They grow", '--8<-- "shared/tip.md"\n\nThey grow')
    project.check()

    write_files(elsewhere, {"texts/tip.md": "Feed them."})
    assert project.check()[0] > 0
    write_files(elsewhere, {"parts/changes.html": "<p>Now.</p>"})
    assert project.check()[0] > 0


def test_templates_of_a_project_that_is_an_environment_of_python_count(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(project.folder))
    project.check()

    write_files(project.folder / "overrides", {"partials/changes.html": "<p>Now.</p>"})

    assert project.check()[0] > 0


@pytest.mark.parametrize("name", ["docs/includes/more.md", "overrides/partials/byline.html"])
@pytest.mark.parametrize("step", ["_populate_page", "_build_page"])
def test_what_was_changed_while_pages_were_made_and_is_as_it_was_counts(
    project: Project, name: str, step: str
) -> None:
    path = project.folder / name
    before, make = path.read_bytes(), getattr(mkdocs.commands.build, step)

    def make_meanwhile(*given: Any, **named: Any) -> None:
        path.write_text("Other words.", encoding="utf-8")
        make(*given, **named)

    project.edit("docs/roses/pruning.md", "In March.", "In April.")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(mkdocs.commands.build, step, make_meanwhile)
        project.build()
    path.write_bytes(before)

    project.check()

"""Files that cannot be read: a writer is told which, and what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.exceptions import Abort

from tests.hooks.test_kept import Project
from tests.site import build_site, post

if TYPE_CHECKING:
    from collections.abc import Collection

DENIED = "cannot be read (Permission denied); see to its permissions"


def deny(monkeypatch: pytest.MonkeyPatch, names: Collection[str]) -> None:
    """Let nobody read files of these names, not even root, for whom permissions do not count."""
    may, opened = os.access, Path.open

    def access(path: str, mode: int) -> bool:
        return Path(path).name not in names and may(path, mode)

    def open_(self: Path, mode: str = "r", *given: Any, **named: Any) -> Any:
        if self.name in names and "r" in mode:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return opened(self, mode, *given, **named)

    monkeypatch.setattr(os, "access", access)
    monkeypatch.setattr(Path, "open", open_)


def test_all_files_that_cannot_be_read_are_named_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    names = [
        "data/page-views.csv",
        "glossary.md",
        "roses/a--chart.csv",
        "roses/a.md",
        "roses/notes.ipynb",
        "roses/rose.png",
        "sources/smith2011roses.md",
    ]
    deny(monkeypatch, {Path(name).name for name in names})

    with pytest.raises(Abort):
        build_site(tmp_path, dict.fromkeys(names, "-"))

    assert sorted(caplog.messages[-1].split("\n")) == [
        f"readable: {name}: file: {DENIED}" for name in names
    ]


def test_a_link_that_leads_to_nothing_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()})
    link = tmp_path / "docs/roses/b.md"
    link.symlink_to("gone.md")

    with pytest.raises(Abort):
        build_site(tmp_path, {})

    assert caplog.messages[-1] == (
        "readable: roses/b.md: file: cannot be read (No such file or directory); "
        "put it back, or delete it where it is a link"
    )
    assert "Pruning roses" in site.read("roses/a/")


def test_a_file_that_is_not_published_need_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deny(monkeypatch, {"a.md~"})

    build_site(tmp_path, {"roses/a.md": post(), "roses/a.md~": "Older."}, strict=True)


def test_a_file_that_can_be_read_after_all_is_no_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # as some network drives answer

    build_site(tmp_path, {"roses/a.md": post()}, strict=True)


@pytest.mark.parametrize("name", ["docs/includes/labels.md", "overrides/partials/byline.html"])
def test_a_text_or_a_template_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    project = Project(tmp_path, monkeypatch)
    deny(monkeypatch, {Path(name).name})

    with pytest.raises(Abort):
        project.build()

    assert caplog.messages[-1] == f"includes: {name}: file: {DENIED}"

"""The store: a second build makes no text anew, and no store breaks a build."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sourcebook import references
from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STORE = ".cache/texts.json"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of the works whose references are drawn, as they are drawn."""
    titles: list[str] = []
    draw = references.render_reference

    def watch(item: Mapping[str, str], style: str) -> str:
        titles.append(item["title"])
        return draw(item, style)

    monkeypatch.setattr(references, "render_reference", watch)
    return titles


def test_a_second_build_draws_only_what_is_new(tmp_path: Path, drawn: list[str]) -> None:
    build_site(tmp_path, {"roses/a.md": post()}, strict=True)
    first = list(drawn)
    drawn.clear()

    build_site(tmp_path, {"roses/b.md": post(title="Watering roses")}, strict=True)

    assert sorted(first) == ["Pruning roses", "Roses in clay & sand"]
    assert drawn == ["Watering roses"]


def test_another_style_is_drawn_anew(tmp_path: Path, drawn: list[str]) -> None:
    build_site(tmp_path, {"roses/a.md": post()})
    drawn.clear()

    site = build_site(tmp_path, {}, extra={"sources": {"style": "apa"}})

    assert "Roses in clay & sand" in drawn
    assert "Smith, J. (2011" in texts(site.article("roses/a/"), ".sources ol .reference")[0]


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"0 citeproc-py==0.1": {}}', "null", "\x00"])
def test_a_store_that_cannot_be_used_is_made_anew(tmp_path: Path, broken: str) -> None:
    store = tmp_path / STORE
    store.parent.mkdir()
    store.write_text(broken, encoding="utf-8")

    site = build_site(tmp_path, {"roses/a.md": post()}, strict=True)

    assert "Smith J." in texts(site.article("roses/a/"), ".sources ol .reference")[0]
    (kept,) = json.loads(store.read_text(encoding="utf-8")).values()
    assert any(text.startswith("Smith J.") for text in kept.values())


def test_a_text_no_record_needs_any_more_is_not_kept(tmp_path: Path) -> None:
    build_site(tmp_path, {"roses/a.md": post()})

    build_site(tmp_path, {"roses/a.md": post(title="Watering roses")})

    text = (tmp_path / STORE).read_text(encoding="utf-8")
    assert "Watering roses" in text
    assert "Pruning roses" not in text

"""Light pages: no indents and empty lines of templates, and every word as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site import ROOT, build_site, post

if TYPE_CHECKING:
    from pathlib import Path

HOOKS = [str(path) for path in sorted((ROOT / "hooks").glob("*.py"))]


def test_only_the_space_between_tags_is_less(tmp_path: Path) -> None:
    body = "Text.\n\n```\nif code:\n\n        keep = it\n```\n"
    without = [path for path in HOOKS if not path.endswith("weight.py")]

    light = build_site(tmp_path / "a", {"roses/a.md": post(body=body)})
    heavy = build_site(tmp_path / "b", {"roses/a.md": post(body=body)}, hooks=without)

    for url in ("", "roses/", "roses/a/", "sources/", "sources/smith2011roses/", "404.html"):
        assert len(light.read(url)) < 0.9 * len(heavy.read(url))
        assert light.page(url).get_text().split() == heavy.page(url).get_text().split()
    assert "if code:\n\n        keep = it\n" in light.article("roses/a/").get_text()

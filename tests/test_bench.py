"""The benchmark runs; what it measures is for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bench import run, write_site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("hooks", ["on", "off"])
def test_the_benchmark_builds_every_post_with_and_without_hooks(tmp_path: Path, hooks: str) -> None:
    write_site(tmp_path / "docs", 8)

    figures = run(tmp_path / "docs", tmp_path / "site", hooks=hooks)

    assert figures.keys() == {"seconds", "memory"}
    pages = [path.read_text("utf-8") for path in (tmp_path / "site").glob("*/post-*/index.html")]
    assert len(pages) == 8
    assert [('id="sources"' in page) for page in pages] == [hooks == "on"] * 8


def test_the_benchmark_builds_the_same_site_with_and_without_sources(tmp_path: Path) -> None:
    write_site(tmp_path / "on/docs", 4, records=300, citations=10)
    write_site(tmp_path / "none/docs", 4, records=300, citations=10, sources=False)

    run(tmp_path / "on/docs", tmp_path / "on/site", hooks="on")
    run(tmp_path / "none/docs", tmp_path / "none/site", hooks="sourceless")

    on, none = (
        [path.read_text("utf-8") for path in (tmp_path / name / "site").rglob("index.html")]
        for name in ("on", "none")
    )
    assert len(on) == len(none) > 300
    assert sum(page.count('<sup class="citation">') for page in on) == 40
    assert sum(page.count('<sup class="citation">') for page in none) == 0

"""The benchmark runs; what it measures is for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bench import run, write_site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("hooks", [True, False])
def test_the_benchmark_builds_every_post_with_and_without_hooks(
    tmp_path: Path, *, hooks: bool
) -> None:
    write_site(tmp_path / "docs", 8)

    figures = run(tmp_path / "docs", tmp_path / "site", hooks=hooks)

    assert figures.keys() == {"seconds", "memory"}
    pages = [path.read_text("utf-8") for path in (tmp_path / "site").glob("*/post-*/index.html")]
    assert len(pages) == 8
    assert [('id="sources"' in page) for page in pages] == [hooks] * 8

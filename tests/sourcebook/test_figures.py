"""What a notebook calls: the chart it shows, with its description."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from sourcebook.commands.figures import show_chart

if TYPE_CHECKING:
    from pathlib import Path

DATA = "# title: Roses\n# kind: bars\n# label: Soil\n# value: Roses\nSoil,Roses,key\nClay,12,a\n"


def test_a_notebook_shows_a_chart_under_the_name_of_its_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a--b.csv").write_text(DATA, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    with patch("sourcebook.commands.figures.display") as display:
        chart = show_chart("a--b.csv", "Few roses")

    (data,), options = display.call_args
    assert options["metadata"] == {"filename": "a--b.svg", "alt": "Few roses"}
    assert "Clay" in data["image/svg+xml"]
    assert chart.rows[0].points[0]
    assert chart.rows[0].points[0].value == 12


def test_a_notebook_says_what_is_wrong_with_its_data(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(DATA.replace("bars", "pie"), encoding="utf-8")

    with pytest.raises(ValueError, match="`pie` is no kind of chart"):
        show_chart(str(tmp_path / "a.csv"), "Few roses")

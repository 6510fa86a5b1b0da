"""ZIP archives: a damaged one is told from a good one, whatever the damage."""

from __future__ import annotations

import io
import zipfile

import pytest

from sourcebook.archives import open_member


def test_a_file_of_an_archive_whose_beginning_is_missing_is_damaged() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as packed:
        packed.writestr("roses.txt", "red")

    with zipfile.ZipFile(raw) as whole:
        assert open_member(whole, "roses.txt").read() == b"red"
    with (
        zipfile.ZipFile(io.BytesIO(raw.getvalue()[10:])) as cut,
        pytest.raises(zipfile.BadZipFile, match="negative"),
    ):
        open_member(cut, "roses.txt")

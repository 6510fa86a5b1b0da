"""Files for reference managers: the sources of a page, put together."""

from __future__ import annotations

import pytest

from sourcebook.exports import FILES, Exports
from sourcebook.formats import WRITERS
from sourcebook.store import Store
from tests.sourcebook.garden import read_garden, source_file

SOURCES = read_garden(
    {
        "sources/clay.md": source_file(title="Clay [and] more", design="trial", issued="2011"),
        "sources/sand.md": source_file(title="Sand", author=[{"family": "Doe", "given": "Al"}]),
    }
).sources


@pytest.mark.parametrize("keys", [["sand"], ["sand", "clay", "smith2011roses"]])
def test_a_file_put_together_is_the_file_written_at_once(keys: list[str]) -> None:
    files = Exports(SOURCES, Store()).files("roses/a/", keys)

    items = [SOURCES[key].item for key in keys]
    assert {path: make().decode() for path, _, make in files} == {
        f"roses/a/sources.{ending}": WRITERS[ending](dict(item) for item in items)
        for ending in FILES
    }


def test_files_are_told_apart_by_their_sources_and_what_these_say() -> None:
    other = read_garden({"sources/sand.md": source_file(title="Sands")}).sources
    told = {
        made_from
        for sources, keys in [
            (SOURCES, ["sand"]),
            (SOURCES, ["sand", "clay"]),
            (SOURCES, ["clay", "sand"]),
            (other, ["sand"]),
        ]
        for _, made_from, _ in Exports(sources, Store()).files("", keys)
    }

    assert len(told) == 4


def test_every_form_has_a_name_for_readers_and_a_writer() -> None:
    assert FILES.keys() == WRITERS.keys()


def test_a_key_without_a_record_is_left_out() -> None:
    exports = Exports(SOURCES, Store())

    one, other = (exports.files("", keys) for keys in (["nobody", "sand"], ["sand"]))
    assert [make() for *_, make in one] == [make() for *_, make in other]

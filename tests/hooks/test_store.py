"""The store: a second build makes no text anew, and no store breaks a build."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import zstandard
from markdown import Markdown
from mkdocs.config import load_config

from sourcebook import citation_styles
from tests.hooks.test_notebooks import notebook
from tests.site import GARDEN, ROOT, build_site, post, texts, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STORE = ".cache/store.sqlite3"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of the works whose references are drawn, as they are drawn."""
    titles: list[str] = []
    draw = citation_styles.render_reference

    def watch(item: Mapping[str, str], style: str) -> str:
        titles.append(item["title"])
        return draw(item, style)

    monkeypatch.setattr(citation_styles, "render_reference", watch)
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


def test_a_text_no_record_needs_any_more_is_not_kept(tmp_path: Path) -> None:
    build_site(tmp_path, {"roses/a.md": post()})
    kept = names(tmp_path)

    build_site(tmp_path, {"roses/a.md": post(title="Watering roses")})

    now = names(tmp_path)
    assert len(now) == len(kept)
    assert now - kept


@pytest.mark.parametrize(
    "broken", [b"", b"{" * 5000, b"\x00" * 5000, b"SQLite format 3\0 and no more"]
)
def test_a_store_that_cannot_be_read_is_dropped_and_made_anew(
    tmp_path: Path, broken: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    write_files(tmp_path, {STORE: broken})

    with caplog.at_level(logging.INFO):
        site = build_site(tmp_path, {"roses/a.md": post()}, strict=True)

    assert "Smith J." in texts(site.article("roses/a/"), ".sources ol .reference")[0]
    assert len(names(tmp_path)) > 10
    told = [text for text in caplog.messages if "cannot be read" in text]
    assert len(told) == (broken != b"")


@pytest.mark.parametrize("kept", ["half", "another shape", "another size", "other bytes"])
def test_a_store_that_was_spoiled_gives_the_same_site(tmp_path: Path, kept: str) -> None:
    clean = build_site(tmp_path, {"roses/a.md": post()}).read("roses/a/")
    store = tmp_path / STORE
    if kept == "half":
        store.write_bytes(store.read_bytes()[: store.stat().st_size // 2])
    else:
        strange = {
            "another shape": zstandard.compress(b'{"rendered": 1}'),
            # It says that it holds more than any machine has:
            # https://www.rfc-editor.org/rfc/rfc8878#name-frame_content_size
            "another size": b"\x28\xb5\x2f\xfd\xe0" + b"\x7f" * 8 + b"\1\0\0",
            "other bytes": b"\0\1",
        }
        # A text by itself has no shape that could be wrong, a page has.
        which = "%:page:%" if kept == "another shape" else "%"
        with closing(sqlite3.connect(store, isolation_level=None)) as database:
            database.execute("UPDATE kept SET text = ? WHERE name LIKE ?", [strange[kept], which])

    site = build_site(tmp_path, {}, strict=True)

    assert site.read("roses/a/") == clean
    assert len(names(tmp_path)) > 10


def test_where_nothing_is_new_nothing_is_loaded_that_takes_long(tmp_path: Path) -> None:
    address = "https://garden.test/"  # with it posts have pictures
    makers = ("citeproc", "bibtexparser", "rispy", "nbconvert", "nbformat", "PIL")
    build = (
        "import sys; from pathlib import Path; from tests.site import build_site; "
        f"build_site(Path({str(tmp_path)!r}), {{}}, site_url={address!r}, strict=True); "
        f"sys.exit(' '.join(sys.modules.keys() & {{*{makers!r}}}))"
    )
    write_files(tmp_path / "docs", GARDEN | {"roses/a.md": post(), "roses/b.ipynb": notebook()})

    first, again = (
        subprocess.run(
            [sys.executable, "-c", build],
            cwd=ROOT,
            env=path(),
            capture_output=True,
            text=True,
            check=False,
        ).stderr
        for _ in range(2)
    )

    assert {*first.split()} >= {*makers}
    assert {*again.split()}.isdisjoint(makers)


def test_a_build_that_was_killed_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    build_site(tmp_path, {"roses/a.md": post()})
    kept = names(tmp_path)
    killed = (
        "import os, sys; from mkdocs.plugins import event_priority; "
        "from pathlib import Path; from tests.site import build_site, post; "
        f"build_site(Path({str(tmp_path)!r}), {{'roses/b.md': post(title='B')}}, "
        f"hooks=[*{hooks()!r}, {str(tmp_path / 'kill.py')!r}])"
    )
    write_files(
        tmp_path,
        {"kill.py": "import os\n\ndef on_post_build(config):\n    os.kill(os.getpid(), 9)\n"},
    )

    done = subprocess.run([sys.executable, "-c", killed], cwd=ROOT, check=False, env=path())

    assert done.returncode == -signal.SIGKILL
    assert names(tmp_path) == kept
    assert build_site(tmp_path, {}, strict=True).read("roses/b/")
    assert len(names(tmp_path)) > len(kept)


def test_two_builds_at_once_give_two_whole_sites(tmp_path: Path) -> None:
    build = (
        "import sys; from pathlib import Path; from tests.site import build_site; "
        f"build_site(Path({str(tmp_path)!r}), {{}}, site=sys.argv[1], strict=True)"
    )
    write_files(tmp_path / "docs", GARDEN | {f"roses/{n}.md": post(f"Rose {n}") for n in range(9)})

    running = [
        subprocess.Popen([sys.executable, "-c", build, name], cwd=ROOT, env=path()) for name in "ab"
    ]

    assert [each.wait(timeout=120) for each in running] == [0, 0]
    one, two = (
        {file.relative_to(site): file.read_bytes() for file in site.rglob("*") if file.is_file()}
        for site in (tmp_path / "a", tmp_path / "b")
    )
    assert one == two
    assert len(names(tmp_path)) > 30


def test_where_nothing_can_be_kept_the_site_is_built_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_files(tmp_path, {".cache": "a file, where a folder should be"})

    with caplog.at_level(logging.INFO):
        site = build_site(tmp_path, {"roses/a.md": post()}, strict=True)

    assert site.read("roses/a/")
    assert "this build keeps nothing" in "".join(caplog.messages)


def test_a_build_without_the_store_neither_reads_nor_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: list[str]
) -> None:
    monkeypatch.setenv("CACHE", "off")
    build_site(tmp_path, {"roses/a.md": post()}, strict=True)
    first = list(drawn)

    build_site(tmp_path, {}, strict=True)

    assert drawn == first * 2
    assert not (tmp_path / STORE).exists()


def test_the_store_stays_within_its_size(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    # A text that cannot be packed much.
    noise = " ".join(sha256(str(n).encode()).hexdigest() for n in range(20_000))
    write_files(tmp_path / "docs", {"roses/a.md": post(body=noise + "\n")})

    with caplog.at_level(logging.INFO):
        build_site(tmp_path, {}, extra={"cache": {"megabytes": 1}})

    assert (tmp_path / STORE).stat().st_size < 1_000_000
    assert "`extra.cache.megabytes` in mkdocs.yml allows more" in "".join(caplog.messages)


def test_a_site_that_was_built_longer_ago_goes_first(tmp_path: Path) -> None:
    build_site(tmp_path, {"roses/a.md": post()}, site_url="https://one.example/")
    build_site(tmp_path, {}, site_url="https://two.example/")
    assert sites(tmp_path) == [("https://one.example/", 1, 1), ("https://two.example/", 2, 2)]

    build_site(tmp_path, {"roses/b.md": post("Roses")}, site_url="https://one.example/")
    assert sites(tmp_path) == [("https://one.example/", 3, 3), ("https://two.example/", 2, 2)]


def test_a_build_that_finds_all_as_it_was_writes_no_row(tmp_path: Path) -> None:
    build_site(tmp_path, {"roses/a.md": post()})
    build_site(tmp_path, {})
    before = (tmp_path / STORE).read_bytes()

    build_site(tmp_path, {})

    header = 100  # it counts changes: https://sqlite.org/fileformat.html#the_database_header
    assert (tmp_path / STORE).read_bytes()[header:] == before[header:]


def test_a_build_that_failed_keeps_no_other_from_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise RecursionError

    build_site(tmp_path, {"roses/a.md": post()})
    # What has failed is remembered, as by `mkdocs serve` for a while, with all it had open.
    with monkeypatch.context() as broken:
        broken.setattr(Markdown, "convert", fail)
        with pytest.raises(RecursionError) as failed:
            build_site(tmp_path, {"roses/b.md": post("Roses")})
    kept = names(tmp_path)

    build_site(tmp_path, {}, strict=True)

    assert failed.value
    assert len(names(tmp_path)) > len(kept)


def test_a_setting_that_is_a_function_is_the_same_in_every_process(tmp_path: Path) -> None:
    build = (
        "from pathlib import Path; from pymdownx.superfences import fence_code_format; "
        "from tests.site import build_site; "
        "fence = {'name': 'a', 'class': 'a', 'format': fence_code_format}; "
        f"build_site(Path({str(tmp_path)!r}), {{}}, strict=True, "
        "markdown_extensions=[{'pymdownx.superfences': {'custom_fences': [fence]}}])"
    )
    found = []
    for _ in range(2):
        subprocess.run([sys.executable, "-c", build], cwd=ROOT, env=path(), check=True)
        found.append({name for name in names(tmp_path) if ":page:" in name})

    assert found[0]
    assert found[0] == found[1]


def hooks() -> list[str]:
    """Return the hooks of `mkdocs.yml`."""
    config: list[str] = [str(ROOT / path) for path in load_config(str(ROOT / "mkdocs.yml")).hooks]
    return config


def path() -> dict[str, str]:
    """Return the environment in which a program finds the package and the tests."""
    return os.environ | {"PYTHONPATH": f"{ROOT / 'hooks'}{os.pathsep}{ROOT}"}


def names(folder: Path) -> set[str]:
    """Return the names of all texts in a store."""
    with closing(sqlite3.connect(folder / STORE)) as database:
        return {name for (name,) in database.execute("SELECT name FROM kept")}


def sites(folder: Path) -> list[tuple[str, int, int]]:
    """Return the sites of a store, each with the least and the greatest number of its texts."""
    ask = "SELECT site, min(build), max(build) FROM kept GROUP BY site"
    with closing(sqlite3.connect(folder / STORE)) as database:
        return database.execute(ask).fetchall()

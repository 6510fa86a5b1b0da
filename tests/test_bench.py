"""The benchmark runs; what it measures is for people to read."""

from __future__ import annotations

import gzip
import re
import urllib.request
from typing import TYPE_CHECKING

import pytest

from sourcebook.analytics.access_log import is_log_line
from tests.bench import (
    blogger,
    builds,
    goaccess,
    lighthouse,
    logs,
    page_views,
    rebuilds,
    search,
    typos,
)
from tests.bench.__main__ import main
from tests.bench.access_log import write_log
from tests.bench.sites import write_site
from tests.bench.vocabulary import Words
from tests.site import ROOT, build_site, post

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("hooks", ["on", "off"])
def test_the_benchmark_builds_every_post_with_and_without_hooks(tmp_path: Path, hooks: str) -> None:
    write_site(tmp_path / "docs", 8)

    built = builds.run(tmp_path / "docs", tmp_path / "site", hooks=hooks)

    assert built.seconds > 0
    assert built.memory > 0
    assert (built.popular > 0) == (hooks == "on")
    pages = [path.read_text("utf-8") for path in (tmp_path / "site").glob("*/post-*/index.html")]
    assert len(pages) == 8
    assert [('id="sources"' in page) for page in pages] == [hooks == "on"] * 8


def test_the_benchmark_builds_the_same_site_with_and_without_sources(tmp_path: Path) -> None:
    write_site(tmp_path / "on/docs", 4, records=300, citations=10)
    write_site(tmp_path / "none/docs", 4, records=300, citations=10, sources=False)

    builds.run(tmp_path / "on/docs", tmp_path / "on/site", hooks="on")
    builds.run(tmp_path / "none/docs", tmp_path / "none/site", hooks="sourceless")

    on, none = (
        [path.read_text("utf-8") for path in (tmp_path / name / "site").rglob("index.html")]
        for name in ("on", "none")
    )
    assert len(on) == len(none) > 300
    assert sum(page.count('<sup class="citation">') for page in on) == 40
    assert sum(page.count('<sup class="citation">') for page in none) == 0


def test_a_year_of_page_views_is_built_with_and_without(capsys: pytest.CaptureFixture[str]) -> None:
    builds.measure_year(4, 40, rounds=1)

    table, aim = capsys.readouterr().out.strip().split("\n\n")
    assert [row.split(" | ")[1] for row in table.splitlines()[2:]] == ["0", "160"]
    assert aim.startswith("Aim: at most 1.02; by the hook's own time ")


def test_posts_are_ranked_by_the_rows_that_were_written(tmp_path: Path) -> None:
    page_views.write_rows(tmp_path / "page-views.csv", 20, 40)

    ranked, memory = page_views.run(tmp_path / "page-views.csv", 20)

    assert ranked.size == (tmp_path / "page-views.csv").stat().st_size
    assert ranked.read == 20
    assert memory > 0


def test_a_generated_log_is_the_same_each_time_and_whole(tmp_path: Path) -> None:
    lines = write_log(tmp_path / "a.log", 20, 100_000)
    write_log(tmp_path / "b.log", 20, 100_000)

    raw = (tmp_path / "a.log").read_bytes()
    assert raw == (tmp_path / "b.log").read_bytes()
    assert len(raw.splitlines()) == lines > 300
    assert all(map(is_log_line, raw.splitlines()))
    days = re.findall(rb"\[(\d\d/\w+/\d{4}:[\d:]+)", raw)
    assert len({day[:11] for day in days}) == 30
    assert days == sorted(days)


def test_every_reader_of_a_generated_log_is_counted_on_a_page_of_the_site(tmp_path: Path) -> None:
    logs.write_project(tmp_path, 20)
    write_log(tmp_path / "access.log", 20, 100_000)

    _, said = logs.run(tmp_path, tmp_path / "access.log")

    assert said[0] == "the server's log: visitors, 2025-12-02 to 2025-12-31"
    assert re.fullmatch(r"\d\d pages, \d{2,} visitors\.", said[1])
    assert len(said) == 3  # all addresses are known, and all lines


@pytest.mark.parametrize("program", [goaccess.find_goaccess(), None])
def test_logs_are_read_beside_goaccess_where_it_is(
    program: str | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "find_goaccess", lambda: program)

    logs.measure_logs(100_000, 20, install=False)

    table, aim = capsys.readouterr().out.strip().split("\n\n")
    programs = [row.split(" | ")[3] for row in table.splitlines()[2:]]
    both = ["goaccess", "sourcebook"] if program else ["sourcebook"]
    assert programs == ["sourcebook", *both, *both]
    assert ("GoAccess is left out" in aim) == (program is None)


def test_the_search_is_measured_beside_that_of_the_theme(
    capsys: pytest.CaptureFixture[str],
) -> None:
    search.measure_search({8: 1}, rounds=1)

    whole, kinds, aim = capsys.readouterr().out.strip().split("\n\n")
    rows = [row.strip("| ").split(" | ") for row in whole.splitlines()[2:]]
    assert [row[1].split(",")[0] for row in rows] == [
        "index",
        "until ready",
        "key to result",
        "memory of the worker",
    ]
    assert all(float(figure) > 0 for row in rows for figure in row[2:])
    assert len(kinds.splitlines()) == 2 + 5
    highest = max(float(row[-1]) for row in rows)
    assert aim.startswith("Aim: at most 1.25 by each measure of the first table, which ")
    assert aim.endswith(f"the highest is {highest:.2f}.")


def test_a_larger_site_has_more_words_and_the_same_site_the_same() -> None:
    small, again, large = Words(100), Words(100), Words(400)

    assert len(large.all) == 2 * len(small.all)
    assert len({*large.all}) == len(large.all)
    assert small.paragraph(small.subject()) == again.paragraph(again.subject())


def test_slips_in_the_words_of_a_site_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = post("Pruning climbing roses", aliases=["cutting ramblers", "rosebush", "briar"])
    scripts = {
        str(path.relative_to(ROOT / "docs")): path.read_bytes()
        for path in (ROOT / search.SCRIPTS).rglob("*.js")
    }
    site = build_site(tmp_path, scripts | {"roses/pruning.md": text})

    typos.measure_typos(site.path, seeds=(1, 2))

    table, end = capsys.readouterr().out.strip().split("\n\n")
    assert [row.split(" | ")[:2] for row in table.splitlines()[2:]] == [["| 1", "5"], ["| 2", "5"]]
    assert end == (
        "Aim: at least 95% among the first three for each seed; it holds.\nMissed most often: none."
    )


def test_a_generated_blog_is_taken_in_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, taken, said = blogger.run(tmp_path, 30, 2)

    assert said[1] == "30 entries: 3 comments, 27 posts; nothing left out"
    assert taken.memory > 0
    blogger.measure_blogger(((20, 1),))
    assert "| 20 |" in capsys.readouterr().out


def test_only_the_parts_that_are_named_are_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = {"ranking": lambda: page_views.measure_ranking(5, 40)}
    monkeypatch.setattr("tests.bench.__main__.PARTS", small)

    main(["ranking"])

    assert "| 5 | 40 | 200 |" in capsys.readouterr().out


def test_an_unknown_part_is_refused_before_any_is_measured(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["ranking", "apples"])

    assert "apples is no part; name one of sources, " in capsys.readouterr().err


def test_a_report_of_lighthouse_is_read_as_a_row() -> None:
    report = {
        "categories": {name: {"score": 0.96} for name in lighthouse.SCORES},
        "audits": {
            "largest-contentful-paint": {"numericValue": 1449.7},
            "total-blocking-time": {"numericValue": 12.4},
            "cumulative-layout-shift": {"numericValue": 0},
            "total-byte-weight": {"numericValue": 84_321},
        },
    }

    assert lighthouse.read_report(report) == [96, 96, 96, 96, 1.4, 12, 0, 84]


def test_lighthouse_is_served_pages_as_they_are_published(tmp_path: Path) -> None:
    (tmp_path / "roses").mkdir()
    (tmp_path / "roses/index.html").write_text("Roses. " * 100, encoding="utf-8")

    with (
        lighthouse.serve_compressed(tmp_path) as address,
        urllib.request.urlopen(f"{address}roses/", timeout=10) as answer,
    ):
        body = answer.read()

    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body).startswith(b"Roses.")


def test_without_npm_lighthouse_is_left_out_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lighthouse, "find_lighthouse", lambda: None)

    lighthouse.measure_lighthouse()

    assert capsys.readouterr().out == "lighthouse: left out; npm is needed to install it.\n"


def test_builds_after_each_change_are_measured_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilds, "HISTORY", tmp_path / "history.csv")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")

    rebuilds.measure_rebuilds((4,), served=())
    rebuilds.keep(tmp_path / "history.csv", "2026-03-01", [])

    table, aims = capsys.readouterr().out.strip().split("\n\n")
    builds_made = [row.split(" | ")[2] for row in table.splitlines()[2:]]
    assert builds_made == [
        *("cold", "nothing changed", "one body changed", "one title changed"),
        "page views changed",
    ]
    assert "- 4 posts, cold, against Hugo, same parts (cold): at most 3.0, measured –" in aims
    history = (tmp_path / "history.csv").read_text("utf-8").splitlines()
    assert history[0].split(",") == [*rebuilds.COLUMNS]
    assert len(history) == 1 + 5


def test_what_hugo_and_zensical_are_given_is_the_same_pages(tmp_path: Path) -> None:
    write_site(tmp_path / "docs", 2)

    rebuilds.write_for_hugo(tmp_path / "docs", tmp_path / "hugo", "same_parts")
    rebuilds.write_for_zensical(tmp_path / "docs", tmp_path / "zensical")

    ours = [path.read_text("utf-8") for path in (tmp_path / "docs").rglob("*.md")]
    for folder in ("hugo/content", "zensical/docs"):
        theirs = [path.read_text("utf-8") for path in (tmp_path / folder).rglob("*.md")]
        assert len(theirs) == len(ours)
        assert sum("Part 3" in text for text in theirs) == 2


def test_a_saved_word_is_waited_for_in_the_browser(tmp_path: Path) -> None:
    (seconds,) = rebuilds.save_to_reload(tmp_path, 4, saves=1)

    assert seconds > 0

"""`sourcebook popular`: the lists in the terminal, and for machines."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from sourcebook.commands.main import main
from tests.sourcebook.test_views import make_project

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

COUNTS = "path,date,views\n/roses/a/,2026-11-01,3\n/roses/b/,2026-11-20,2\n"
SERVICE = "service,counted,first,last\nGoatCounter,visits,2026-11-01,2026-11-20\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["popular", *arguments])


def counted(folder: Path, monkeypatch: pytest.MonkeyPatch, counts: str = COUNTS) -> None:
    data = make_project(folder, monkeypatch) / "docs/data"
    data.mkdir(exist_ok=True)
    (data / "page-views.csv").write_text(counts, encoding="utf-8")
    (data / "page-views-services.csv").write_text(SERVICE, encoding="utf-8")


def test_each_list_says_what_it_rests_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted(tmp_path, monkeypatch)

    result = run()

    assert result.exit_code == 0
    assert (
        result.stdout
        == """\
Under each post (as of 2026-11-20, from GoatCounter, last 20 days)
   1. Post a (roses/a.md)
   2. Post b (roses/b.md)

Most read in a week (as of 2026-11-20, from GoatCounter, last 7 days)
   1. Post b (roses/b.md)

Most read in a month (as of 2026-11-20, from GoatCounter, last 20 days)
   1. Post a (roses/a.md)
   2. Post b (roses/b.md)

Most read in roses (as of 2026-11-20, from GoatCounter, last 20 days)
   1. Post a (roses/a.md)
   2. Post b (roses/b.md)
"""
    )


def test_the_address_of_the_site_may_end_in_the_name_of_a_topic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(tmp_path, monkeypatch)
    monkeypatch.setenv("SITE_URL", "https://name.github.io/roses/")

    assert run().stdout.startswith("Under each post (as of 2026-11-20, from GoatCounter")


def test_after_a_year_there_are_all_windows_and_what_rises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [date(2025, 9, 1) + timedelta(number) for number in range(446)]
    rows = [f"/roses/a/,{day},20\n" for day in days]
    rows += [f"/roses/b/,{day},15\n" for day in days[-7:]]
    counted(tmp_path, monkeypatch, "path,date,views\n" + "".join(sorted(rows)))

    lists = run().stdout.split("\n\n")

    assert [each.splitlines()[0] for each in lists[1:6]] == [
        "Most read in a week (as of 2026-11-20, from GoatCounter, last 7 days)",
        "Most read in a month (as of 2026-11-20, from GoatCounter, last 30 days)",
        "Most read in a year (as of 2026-11-20, from GoatCounter, last 365 days)",
        "Most read ever (as of 2026-11-20, from GoatCounter, since 2025-09-01)",
        "Rising (as of 2026-11-20, from GoatCounter, last 7 days)",
    ]
    assert lists[5].splitlines()[1:] == ["   1. Post b (roses/b.md)"]


def test_a_machine_gets_the_lists_apart_from_their_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(tmp_path, monkeypatch)
    before = json.loads(run("--format", "json").stdout)

    more = COUNTS.replace("/roses/b/,2026-11-20,2", "/roses/b/,2026-11-21,2")
    counted(tmp_path, monkeypatch, more.replace("/roses/a/,2026-11-01", "/roses/a/,2026-11-02"))
    after = json.loads(run("--format", "json").stdout)

    assert before["lists"]["Under each post"] == ["roses/a.md", "roses/b.md"]
    assert before["basis"]["Most read in a week"] == {
        "first": "2026-11-14",
        "last": "2026-11-20",
        "services": ["GoatCounter"],
    }
    assert before["lists"] == after["lists"]
    assert before["basis"] != after["basis"]


def test_a_week_more_of_the_same_counts_leaves_the_lists_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lists(days: int) -> dict[str, list[str]]:
        rows = [
            f"/roses/{name}/,{date(2026, 9, 1) + timedelta(day)},{views}\n"
            for name, views in (("a", 2), ("b", 3))
            for day in range(days)
        ]
        counted(tmp_path, monkeypatch, "path,date,views\n" + "".join(rows))
        found: dict[str, list[str]] = json.loads(run("--format", "json").stdout)["lists"]
        return found

    assert lists(15) == lists(22)
    assert [name for name in lists(22) if name.startswith("Most read ")] == [
        "Most read in a week",
        "Most read in a month",
        "Most read in roses",
    ]
    assert lists(40) == lists(47) != lists(22)


def test_while_nothing_is_counted_it_says_who_chose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path, monkeypatch)

    assert run().stdout.startswith("Under each post (the newest posts: nothing has been counted)\n")

    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("extra: {popular: {pinned: [roses/b.md]}}\n")
    assert (
        run().stdout
        == """\
Under each post (chosen by the editors, then the newest)
   1. Post b (roses/b.md)
   2. Post a (roses/a.md)
"""
    )


def test_under_a_post_there_are_as_many_as_the_settings_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(tmp_path, monkeypatch)
    with (tmp_path / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("extra: {popular: {limit: 1}}\n")

    lists = json.loads(run("--format", "json").stdout)["lists"]

    assert lists["Under each post"] == ["roses/a.md"]
    assert lists["Most read in a month"] == ["roses/a.md", "roses/b.md"]


def test_counts_that_cannot_be_read_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(tmp_path, monkeypatch, "path,date,views\n/roses/a/,yesterday,3\n")

    result = run()

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("docs/data/page-views.csv: line 2: ")

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING

import nbformat
import pytest
from click.testing import CliRunner

from sourcebook.commands.check import check
from sourcebook.commands.project import today
from sourcebook.worklist import KINDS
from tests.site import ROOT
from tests.sourcebook import garden
from tests.web import run_host

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from click.testing import Result

SAMPLE = ROOT / "tests/corpora/watch/retraction_watch.csv"
POST = "docs/roses/pruning.md"
NOTICES = "docs/data/notices.csv"
LINKS = "docs/data/links.csv"
GOOD = garden.post_file("Roses like clay [@smith2011roses].\n")
CLAIM = garden.post_file("Roses need 30 litres of water.\n")
CLAIMED = (
    f"{POST}:8: uncited-claim: `Roses need 30 litres of water.` has a number without a citation; "
    "cite what it rests on as `[@key]`, or reword it\n"
)
RETRACTED = garden.source_file(DOI="10.1000/roses.clay")
ALARM = (
    f"{POST}:8: retracted: rests on `smith2011roses`, which was retracted (2019-07-25, "
    "https://doi.org/10.1000/notice.1); correct what rests on it, then write `notice: "
    "{type: retraction, date: '2019-07-25', URL: 'https://doi.org/10.1000/notice.1', "
    "acknowledged: '2026-11-23'}` in docs/sources/smith2011roses.md\n"
)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    noon = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{noon.timestamp():.0f}")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("SOURCEBOOK_TIMEOUT", "5")


def plant(root: Path, files: Mapping[str, str], settings: str = "site_name: Garden\n") -> None:
    """Write a garden to disk, with these files in it."""
    given = {f"docs/{uri}": text for uri, text in garden.GARDEN.items()}
    for name, text in {"mkdocs.yml": settings, **given, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def run(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(check, arguments, obj=root)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_with_nothing_to_do_it_says_so_and_ends_with_0(tmp_path: Path) -> None:
    plant(tmp_path, {POST: GOOD})

    result = run(tmp_path)

    assert (result.output, result.exit_code) == ("Nothing to do.\n", 0)


def test_with_something_to_do_it_says_what_and_ends_with_1(tmp_path: Path) -> None:
    plant(tmp_path, {POST: CLAIM})

    result = run(tmp_path)

    assert result.output == CLAIMED + "1 to do: 1 uncited-claim.\n"
    assert result.exit_code == 1


def test_it_works_from_a_folder_inside_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, {POST: CLAIM})
    monkeypatch.chdir(tmp_path / "docs/roses")

    result = CliRunner().invoke(check, ["pruning.md"])

    assert result.output == CLAIMED + "1 to do: 1 uncited-claim.\n"


def test_outside_a_project_it_ends_with_2(tmp_path: Path) -> None:
    result = run(tmp_path)

    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.startswith(f"mkdocs.yml: is not in {tmp_path} or in a folder above")


def test_a_program_gets_json(tmp_path: Path) -> None:
    plant(tmp_path, {POST: CLAIM})

    shown = json.loads(run(tmp_path, "--format", "json").stdout)

    assert shown["counts"] == {"uncited-claim": 1}
    assert [(finding["file"], finding["line"]) for finding in shown["findings"]] == [(POST, 8)]


def test_an_issue_gets_markdown(tmp_path: Path) -> None:
    plant(tmp_path, {POST: CLAIM})

    assert f"\n## `{POST}`\n" in run(tmp_path, "--format", "markdown").stdout


@pytest.mark.parametrize(
    "name", [POST, "roses/pruning.md", "roses/pruning", "roses/pruning/", "./roses/pruning.md"]
)
def test_of_a_post_that_is_named_only_its_findings_are_shown(tmp_path: Path, name: str) -> None:
    plant(tmp_path, {POST: CLAIM, "docs/trees/oak.md": CLAIM})

    assert run(tmp_path, name).output == CLAIMED + "1 to do: 1 uncited-claim.\n"


@pytest.mark.parametrize("name", ["docs/roses", "roses/", "docs"])
def test_of_a_folder_all_posts_are_looked_at(tmp_path: Path, name: str) -> None:
    topic = "---\ntitle: Rosemary\ndescription: All about rosemary.\n---\n"
    files = {"docs/trees/oak.md": CLAIM, "docs/rosemary/index.md": topic}
    plant(tmp_path, {POST: CLAIM, **files, "docs/rosemary/cut.md": GOOD})

    result = run(tmp_path, name)

    named = {line.partition(":")[0] for line in result.output.splitlines()[:-1]}
    assert named == ({POST, "docs/trees/oak.md"} if name == "docs" else {POST})
    assert run(tmp_path, "docs/rosemary").output == "Nothing to do.\n"


def test_a_post_that_is_not_there_ends_it_with_2_and_the_nearest_name(tmp_path: Path) -> None:
    plant(tmp_path, {POST: GOOD})

    result = run(tmp_path, "docs/roses/prunning.md")

    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr == f"docs/roses/prunning.md: is not a page; did you mean {POST}?\n"
    assert run(tmp_path, "x.txt").stderr == "x.txt: is not a page; name the file of one\n"


def test_what_is_to_do_in_a_notebook_is_told_with_its_cell(tmp_path: Path) -> None:
    cells = [
        nbformat.v4.new_raw_cell(garden.post_file(body="", reviewed="2020-01-01").strip()),
        nbformat.v4.new_markdown_cell("Roses like clay."),
        nbformat.v4.new_markdown_cell("Roses need 30 litres of water. [@smith2011rose]"),
        nbformat.v4.new_markdown_cell("Trees need 30 litres of water."),
    ]
    notebook = nbformat.writes(nbformat.v4.new_notebook(cells=cells))
    plant(tmp_path, {"docs/roses/water.ipynb": notebook})

    told = run(tmp_path, "docs/roses/water.ipynb").output.splitlines()

    assert [line.partition("; ")[0] for line in told[:-1]] == [
        "docs/roses/water.ipynb: problem: cell 3: cites `@smith2011rose`, and there is no such "
        "source",
        "docs/roses/water.ipynb: problem: reviewed: 2020-01-01 is before `date`",
        "docs/roses/water.ipynb: review-overdue: was due for review on 2023-01-01",
        "docs/roses/water.ipynb: uncited-claim: cell 3: `Roses need 30 litres of water.` has a "
        "number without a citation",
        "docs/roses/water.ipynb: uncited-claim: cell 4: `Trees need 30 litres of water.` has a "
        "number without a citation",
    ]


def test_of_many_kinds_only_those_asked_for_are_shown(tmp_path: Path) -> None:
    plant(tmp_path, {POST: CLAIM, "docs/sources/oak2001.md": garden.source_file()})

    both = run(tmp_path, "--only", "unused-source", "--only", "uncited-claim")

    assert both.output.endswith("2 to do: 1 uncited-claim, 1 unused-source.\n")
    assert run(tmp_path, "--only", "retracted").output == "Nothing to do.\n"
    assert run(tmp_path, "--only", "retracted").exit_code == 0
    assert run(tmp_path, "--only", "weeds").exit_code == 2


def test_the_help_explains_every_kind() -> None:
    text = " ".join(CliRunner().invoke(check, ["--help"]).output.split())

    assert all(f" {kind} {says} " in text for kind, says in KINDS.items())


def test_what_a_build_reports_comes_first_each_once(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            POST: CLAIM,
            "docs/trees/oak.md": garden.post_file(title=None),
            "docs/roses/thorns.md": garden.post_file("Sharp [@smith2012roses].\n"),
            "docs/roses/nothing.md": garden.post_file("Bare.\n", sources=None),
            "docs/roses/draft.md": garden.post_file("Soon [@smith2012roses].\n", draft=True),
            NOTICES: "key,type,date,URL\nelm1999,retraction,,\n",
            LINKS: "address,checked,status\n",
        },
        settings="extra: {popular: {limit: 99}}\n",
    )

    result = run(tmp_path)

    assert result.exit_code == 1
    assert result.output.splitlines()[:-1] == [
        f"{LINKS}: problem: line 1: is `address,checked,status`; "
        "make it `address,checked,status,failing_since`",
        f"{NOTICES}: problem: line 2: there is no source `elm1999`; "
        "add docs/sources/elm1999.md, correct the key, or delete the line",
        "mkdocs.yml: problem: extra.popular.limit: is `99`; write a whole number from 1 to 10",
        "docs/roses/nothing.md: problem: sources: there is none; "
        "cite at least one in the text, as [@key], or name it: add `sources:`",
        "docs/roses/thorns.md: problem: line 8: cites `@smith2012roses`, and there is no such "
        "source; did you mean [@smith2011roses]?",
        "docs/trees/oak.md: problem: title: is missing; add `title:`",
        CLAIMED.rstrip(),
    ]


def test_a_key_of_the_settings_that_stands_twice_is_told_as_a_build_tells_it(
    tmp_path: Path,
) -> None:
    settings = "\ufeffextra: {popular: {limit: 5}}\nsite_name: Garden\nextra: {}\n"
    plant(tmp_path, {POST: GOOD}, settings)

    result = run(tmp_path, "--only", "problem")

    assert result.output == (
        "mkdocs.yml: problem: line 3: has the key `extra` a second time, so what stands below "
        "the first is lost; put all of it below one `extra:`\n1 to do: 1 problem.\n"
    )


def test_markdown_is_read_as_the_settings_say(tmp_path: Path) -> None:
    settings = (
        "theme: {name: material, language: en}\n"
        "markdown_extensions:\n"
        "  - pymdownx.blocks.admonition: {types: [help]}\n"
    )
    body = "/// help | Call\n\nRoses need 30 litres.\n\n///\n"

    plant(tmp_path, {POST: garden.post_file(body)}, settings)

    assert run(tmp_path).output == "Nothing to do.\n"


def test_an_extension_that_is_not_installed_ends_it_with_2(tmp_path: Path) -> None:
    plant(tmp_path, {POST: GOOD}, "theme: material\nmarkdown_extensions: [weeds]\n")

    result = run(tmp_path)

    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr == (
        "mkdocs.yml: markdown_extensions: cannot be loaded (No module named 'weeds'); "
        "install the extension, or correct its name\n"
    )


def test_a_retraction_in_the_data_is_shown_without_any_network(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            POST: GOOD,
            "docs/sources/smith2011roses.md": RETRACTED,
            NOTICES: "key,type,date,URL\n"
            "smith2011roses,retraction,2019-07-25,https://doi.org/10.1000/notice.1\n",
        },
    )

    assert run(tmp_path).output == ALARM + "1 to do: 1 retracted.\n"


def test_a_copy_of_the_file_of_retractions_is_taken_in_and_then_shown(tmp_path: Path) -> None:
    stale = "key,type,date,URL\nelm1999,retraction,,\n"
    plant(tmp_path, {POST: GOOD, "docs/sources/smith2011roses.md": RETRACTED, NOTICES: stale})

    result = run(tmp_path, "--retractions", str(SAMPLE))

    assert (result.output, result.exit_code) == (ALARM + "1 to do: 1 retracted.\n", 1)
    assert (tmp_path / NOTICES).read_text(encoding="utf-8") == (
        "key,type,date,URL\n"
        "smith2011roses,correction,2015-02-01,https://doi.org/10.1000/notice.0\n"
        "smith2011roses,retraction,2019-07-25,https://doi.org/10.1000/notice.1\n"
    )
    assert not (tmp_path / LINKS).exists()
    assert run(tmp_path).output == result.output


def test_a_row_that_cannot_be_understood_is_a_finding(tmp_path: Path) -> None:
    plant(tmp_path, {POST: GOOD, "docs/sources/smith2011roses.md": RETRACTED})
    copy = tmp_path / "copy.csv"
    copy.write_bytes(SAMPLE.read_bytes().replace(b",Correction,", b",Withdrawal,"))

    result = run(tmp_path, "--retractions", str(copy))

    assert result.output.splitlines()[0].startswith(
        "retraction_watch.csv: problem: record 70002: has the nature `Withdrawal`"
    )


def test_a_retraction_file_with_a_missing_column_leaves_the_project_as_it_was(
    tmp_path: Path,
) -> None:
    plant(tmp_path, {POST: GOOD, NOTICES: "key,type,date,URL\n"})
    copy = tmp_path / "copy.csv"
    copy.write_bytes(SAMPLE.read_bytes().replace(b"OriginalPaperDOI", b"DOI"))
    before = files(tmp_path)

    result = run(tmp_path, "--online", "--retractions", str(copy))

    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr == (
        "retraction_watch.csv: line 1: has no column `OriginalPaperDOI`; "
        "take the file as Crossref publishes it; nothing was written\n"
    )
    assert files(tmp_path) == before


def test_a_retraction_file_that_is_not_there_ends_it_with_2(tmp_path: Path) -> None:
    plant(tmp_path, {POST: GOOD})

    result = run(tmp_path, "--retractions", "weeds.csv")

    assert result.exit_code == 2
    assert "'weeds.csv' does not exist" in result.stderr


def test_online_both_are_asked_and_then_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with run_host() as host:
        host.files["/file.csv"] = SAMPLE.read_bytes()
        monkeypatch.setenv("SOURCEBOOK_RETRACTIONS_URL", f"{host.address}/file.csv")
        elm = garden.source_file(URL=f"{host.address}/gone", PMID="22347369")
        post = garden.post_file("Roses like clay [@elm1999].\n")
        plant(tmp_path, {POST: post, "docs/sources/elm1999.md": elm})

        result = run(tmp_path, "--online")

    assert result.exit_code == 1
    assert [line.split(";")[0] for line in result.stdout.splitlines()] == [
        f"{POST}:8: concern: rests on `elm1999`, which is under an expression of concern "
        "(2020-11-03)",
        f"{POST}:8: dead-link: rests on `elm1999`, whose address {host.address}/gone "
        "answered 404 on 2026-11-23",
        "2 to do: 1 concern, 1 dead-link.",
    ]
    assert result.stderr.splitlines() == ["Retraction Watch", "Addresses"]
    assert (tmp_path / NOTICES).read_text(encoding="utf-8").splitlines()[1:] == [
        "elm1999,expression-of-concern,2020-11-03,"
    ]
    assert (tmp_path / LINKS).read_text(encoding="utf-8").splitlines()[1:] == [
        f"{host.address}/gone,2026-11-23,404,2026-11-23"
    ]


def test_without_another_word_today_is_the_day_of_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert today() == garden.TODAY
    monkeypatch.delenv("SOURCE_DATE_EPOCH")

    before, day, after = dt.datetime.now().astimezone(), today(), dt.datetime.now().astimezone()

    assert before.date() <= day <= after.date()


def test_of_our_own_project_every_line_has_a_file_what_and_a_remedy() -> None:
    result = run(ROOT)

    *lines, last = result.stdout.splitlines()
    parts = [re.fullmatch(r"([^:]+)(:\d+)?: ([a-z-]+): (.+); (.+)", line) for line in lines]
    assert [line for line, match in zip(lines, parts, strict=True) if match is None] == []
    assert {match[3] for match in parts if match} <= KINDS.keys()
    assert [match[1] for match in parts if match and not (ROOT / match[1]).is_file()] == []
    assert result.exit_code == bool(lines)
    assert last == "Nothing to do." or last.startswith(f"{len(lines)} to do: ")


def test_what_is_read_most_comes_first(tmp_path: Path) -> None:
    oaks = "docs/trees/oaks.md"
    views = "path,date,views\n/trees/oaks/,2026-11-20,7\n/roses/pruning/,2026-09-01,900\n"
    plant(
        tmp_path,
        {POST: CLAIM, oaks: garden.post_file("Oaks need 30 litres of water.\n", title="Oaks")},
    )
    before = json.loads(run(tmp_path, "--format", "json").output)["findings"]

    plant(tmp_path, {"docs/data/page-views.csv": views})
    after = json.loads(run(tmp_path, "--format", "json").output)["findings"]

    # The popular list looks back on 30 days, and so does the worklist.
    assert [finding["file"] for finding in before] == [POST, oaks]
    assert [(each["file"], each["views"], each["urgency"]) for each in after] == [
        (oaks, 7, 24),
        (POST, 0, 3),
    ]


def test_page_views_count_where_the_address_of_the_site_ends_in_the_name_of_a_topic(
    tmp_path: Path,
) -> None:
    views = "path,date,views\n/roses/pruning/,2026-11-20,7\n"
    settings = "site_name: Garden\nsite_url: https://name.github.io/roses/\n"
    plant(tmp_path, {POST: CLAIM, "docs/data/page-views.csv": views}, settings)

    found = json.loads(run(tmp_path, "--format", "json").output)["findings"]

    assert [(each["file"], each["views"]) for each in found] == [(POST, 7)]


def test_faults_in_the_page_views_are_problems(tmp_path: Path) -> None:
    views = "path,date,views\n/gone/,2026-11-20,7\n/,2026-11-20,many\n"
    plant(tmp_path, {POST: GOOD, "docs/data/page-views.csv": views})

    lines = run(tmp_path).output.splitlines()

    assert lines[:2] == [
        "docs/data/page-views.csv: problem: line 2: no page answers at /gone/ (1 line); correct "
        "the path, add it to `former` of the post it belongs to, or delete the line",
        "docs/data/page-views.csv: problem: line 3: `many` is not a number of views; "
        "write a whole number from 0 to 1000000000",
    ]

"""`sourcebook views`: exports in, one file out, nothing counted twice."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcebook.commands import views as command
from sourcebook.commands.main import main
from tests.site import GARDEN, ROOT, post, write_files
from tests.sourcebook.page_view_exports import (
    FORMS,
    combined_log,
    goatcounter_csv,
    plausible_csv,
    umami_answer,
)

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from tests.sourcebook.page_view_exports import Row

FIRST, SECOND = date(2026, 10, 24), date(2026, 10, 25)
ROWS: list[Row] = [
    ("/roses/a/", FIRST, 3),
    ("/roses/a/", SECOND, 5),
    ("/2016/04/a.html", FIRST, 2),
    ("/", FIRST, 4),
    ("/wp-login", FIRST, 7),
]
COUNTED = "path,date,views\n/,2026-10-24,4\n/roses/a/,2026-10-24,5\n/roses/a/,2026-10-25,5\n"
SERVICES = "service,counted,first,last\n"
CALL = "from sourcebook.commands.main import main; main()"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a garden with two posts, and work in it."""
    return make_project(tmp_path, monkeypatch)


def make_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        **GARDEN,
        "roses/a.md": post(title="Post a", former=["/2016/04/a.html"]),
        "roses/b.md": post(title="Post b"),
    }
    write_files(folder / "docs", files)
    (folder / "mkdocs.yml").write_text(
        "site_name: Garden\nsite_url: !ENV [SITE_URL, '']\n", encoding="utf-8"
    )
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 24 November 2026
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["views", *map(str, arguments)])


def kept(project: Path) -> str:
    path = project / "docs/data/page-views.csv"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def services(project: Path) -> str:
    text = (project / "docs/data/page-views-services.csv").read_text(encoding="utf-8")
    return text.removeprefix(SERVICES)


def write(project: Path, name: str, raw: bytes) -> Path:
    path = project / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.daily])
def test_an_export_that_tells_the_days_apart_becomes_a_row_a_page_and_day(
    project: Path, name: str
) -> None:
    result = run(write(project, "export", FORMS[name].make(ROWS)))

    # In a log a reader of two addresses of a page is one; services do not know.
    same_readers = "log" in name
    assert (result.exit_code, result.stderr) == (0, "")
    assert kept(project) == (COUNTED.replace("24,5", "24,3") if same_readers else COUNTED)
    counted = "views" if name.startswith("cloud") else "visitors"
    assert result.stdout.splitlines()[:2] == [
        f"{FORMS[name].service}: {counted}, 2026-10-24 to 2026-10-25",
        f"2 pages, {12 if same_readers else 14} {counted}.",
    ]


def test_visitors_and_views_together_are_views(project: Path) -> None:
    cloudflare = next(name for name in FORMS if name.startswith("cloud"))
    files = [
        write(project, name, FORMS[name].make(ROWS)) for name in ("goatcounter-csv", cloudflare)
    ]

    result = run(*files)

    assert "2 pages, 14 views." in result.stdout.splitlines()


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if not form.daily])
def test_a_total_is_kept_on_its_last_day_with_the_number_of_days(project: Path, name: str) -> None:
    form = FORMS[name]
    period = [] if form.says_days else ["--from", FIRST, "--to", SECOND]

    result = run(write(project, "export", form.make(ROWS)), *period)

    assert result.exit_code == 0, result.output
    assert kept(project) == ("path,date,views,days\n/,2026-10-25,4,2\n/roses/a/,2026-10-25,10,2\n")


def test_unknown_addresses_are_listed_and_not_guessed(project: Path) -> None:
    rows = [(f"/lost/{number}/", FIRST, number + 1) for number in range(12)]

    result = run(write(project, "log", goatcounter_csv([*ROWS, *rows])))
    every = run("log", "--all-unknown")

    lines = result.stdout.splitlines()
    assert lines[2] == (
        "Not counted: 85 visitors of 13 addresses that no page answers. Is one of them an old "
        "address of a post? Write it into the post as `former`, and run this again."
    )
    assert lines[3:5] == ["       12  /lost/11/", "       11  /lost/10/"]
    assert lines[13] == "  and 3 more: --all-unknown names them"
    assert "        1  /lost/0/" in every.stdout.splitlines()


def test_who_counted_and_when_is_kept_for_the_readers(project: Path) -> None:
    run(write(project, "a", goatcounter_csv(ROWS)))
    run(write(project, "b", combined_log(ROWS)))

    assert services(project) == (
        "GoatCounter,visitors,2026-10-24,2026-10-25\n"
        "the server's log,visitors,2026-10-24,2026-10-25\n"
    )


def test_a_second_run_with_the_same_or_an_overlapping_export_counts_nothing_twice(
    project: Path,
) -> None:
    early, late = [row for row in ROWS if row[1] == FIRST], ROWS
    run(write(project, "early", goatcounter_csv(early)))
    run(write(project, "late", goatcounter_csv(late)))
    once = kept(project)

    again = run("early", "late")

    assert once == COUNTED
    assert kept(project) == once
    assert again.stdout.splitlines()[-1] == (
        "docs/data/page-views.csv: 3 rows, 0 of them new or changed."
    )


def test_the_same_visits_in_both_versions_of_a_table_count_once(project: Path) -> None:
    both = [
        write(project, name, FORMS[name].make(ROWS))
        for name in ("goatcounter-csv", "goatcounter-old-csv")
    ]

    assert run(*both).exit_code == 0
    assert kept(project) == COUNTED


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["/roses/a/", "/roses/a", "/roses/b.html", "/2016/04/a.html", "/lost/"]
            ),
            st.sampled_from([FIRST, SECOND]),
            st.integers(1, 4),
        ),
        min_size=2,
        max_size=6,
        unique_by=lambda row: row[:2],
    ),
    st.data(),
    st.sampled_from(
        [name for name, form in FORMS.items() if (form.daily and "csv" in name) or "log" in name]
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_order_splitting_in_two_and_running_twice_give_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[Row],
    data: st.DataObject,
    name: str,
    random: Random,
) -> None:
    make = FORMS[name].make
    cut = data.draw(st.integers(1, len(rows) - 1))
    with pytest.MonkeyPatch.context() as patch:
        whole = make_project(tmp_path_factory.mktemp("whole"), patch)
        assert run(write(whole, "all", make(rows))).exit_code == 0
        parts = make_project(tmp_path_factory.mktemp("parts"), patch)
        files = [write(parts, "a", make(rows[:cut])), write(parts, "b", make(rows[cut:]))]
        random.shuffle(files)
        assert run(*files).exit_code == 0
        first = kept(parts)
        assert run(files[0]).exit_code == 0

    assert first == kept(whole)
    assert kept(parts) == first


def test_addresses_may_have_the_prefix_of_the_site(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://name.github.io/repo/")
    rows = [("/repo/roses/a/index.html", FIRST, 3), ("https://x.org/repo/?q=1", FIRST, 1)]

    result = run(write(project, "export", goatcounter_csv(rows)))

    assert result.stderr == ""
    assert kept(project) == "path,date,views\n/,2026-10-24,1\n/roses/a/,2026-10-24,3\n"


@pytest.mark.parametrize("name", ["goatcounter-csv", "combined-log"])
def test_the_prefix_of_the_site_may_be_the_name_of_a_topic(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("SITE_URL", "https://name.github.io/roses/")
    rows = [("/roses/", FIRST, 1), ("/roses/roses/a/", FIRST, 3), ("/roses/a/", FIRST, 2)]

    result = run(write(project, "export", FORMS[name].make(rows)))

    assert kept(project) == "path,date,views\n/,2026-10-24,1\n/roses/a/,2026-10-24,3\n"
    assert result.stdout.splitlines()[2:4] == [
        "Not counted: 2 visitors of 1 address that no page answers. Is one of them an old "
        "address of a post? Write it into the post as `former`, and run this again.",
        "        2  /roses/a/",
    ]


def test_where_the_address_of_the_site_is_not_known_the_prefix_shows_in_what_was_read(
    project: Path,
) -> None:
    rows = [
        ("/repo/roses/a/", FIRST, 3),
        ("/repo/roses/a/index.html", FIRST, 2),
        ("/repo/", FIRST, 1),
    ]

    result = run(write(project, "log", combined_log(rows)))

    assert result.stderr == "SITE_URL is not set; took /repo/ for the part before every path.\n"
    assert kept(project) == "path,date,views\n/,2026-10-24,1\n/roses/a/,2026-10-24,3\n"


def test_replace_forgets_what_was_counted_in_the_same_days(project: Path) -> None:
    run(write(project, "a", goatcounter_csv([*ROWS, ("/roses/b/", FIRST, 9)])))
    run(
        write(project, "total", umami_answer([("/roses/b/", FIRST, 9)])),
        "--from",
        FIRST,
        "--to",
        SECOND,
    )

    result = run(write(project, "b", goatcounter_csv([("/roses/a/", FIRST, 1)])), "--replace")

    assert result.exit_code == 0
    assert kept(project) == (
        "path,date,views,days\n"
        "/roses/a/,2026-10-24,1,1\n/roses/a/,2026-10-25,5,1\n/roses/b/,2026-10-25,9,2\n"
    )
    run(
        write(project, "c", umami_answer([("/roses/a/", FIRST, 1)])),
        "--from",
        FIRST,
        "--to",
        SECOND,
        "--replace",
    )
    assert kept(project) == "path,date,views,days\n/roses/a/,2026-10-25,1,2\n"


def test_replace_forgets_who_counted_in_the_same_days(project: Path) -> None:
    third = date(2026, 10, 26)
    days = [(f"/roses/{name}/", day, 1) for name in "ab" for day in (FIRST, SECOND, third)]
    run(write(project, "a", plausible_csv(days)))

    run(write(project, "b", combined_log([("/roses/a/", SECOND, 2)])), "--replace")

    assert services(project) == (
        "Plausible,visitors,2026-10-24,2026-10-24\n"
        "Plausible,visitors,2026-10-26,2026-10-26\n"
        "the server's log,visitors,2026-10-25,2026-10-25\n"
    )
    run(
        write(project, "c", combined_log([("/roses/a/", day, 2) for _, day, _ in days])),
        "--replace",
    )
    assert services(project) == "the server's log,visitors,2026-10-24,2026-10-26\n"


def test_a_total_that_two_services_together_replace_is_forgotten(project: Path) -> None:
    total = write(project, "total", umami_answer([("/roses/b/", FIRST, 9)]))
    run(total, "--from", FIRST, "--to", SECOND)
    files = [
        write(project, "a", goatcounter_csv([("/roses/a/", FIRST, 1)])),
        write(project, "b", combined_log([("/roses/a/", SECOND, 1)])),
    ]

    run(*files, "--replace")

    assert kept(project) == "path,date,views\n/roses/a/,2026-10-24,1\n/roses/a/,2026-10-25,1\n"
    assert "Umami" not in services(project)


def test_a_dry_run_writes_nothing(project: Path) -> None:
    result = run(write(project, "a", goatcounter_csv(ROWS)), "--dry-run")

    assert result.exit_code == 0
    assert kept(project) == ""
    assert "3 rows, 3 of them new or changed" in result.stdout


def test_a_log_of_robots_counts_nothing_and_says_so(project: Path) -> None:
    robots = combined_log(ROWS).replace(b"Firefox", b"Googlebot")

    result = run(write(project, "log", robots + b"cut\n"))

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "0 pages, 0 views.",
        "Left out: 1 line of a log in another form.",
        "docs/data/page-views.csv: 0 rows, 0 of them new or changed.",
    ]
    assert kept(project) == ""


def test_what_could_command_a_terminal_is_not_shown(project: Path) -> None:
    result = run(
        write(project, "a", umami_answer([("/\x1b[2J/", FIRST, 1)])), "--from", FIRST, "--to", FIRST
    )

    assert "\x1b" not in result.stdout


BEFORE = "path,date,views\n/roses/b/,2026-10-01,1\n"


@pytest.mark.parametrize("name", FORMS)
def test_a_broken_export_ends_with_2_and_leaves_the_data_as_they_were(
    project: Path, name: str
) -> None:
    data = project / "docs/data/page-views.csv"
    write_files(project / "docs", {"data/page-views.csv": BEFORE})
    good = write(project, "good", goatcounter_csv(ROWS))
    raw = FORMS[name].make([("/roses/a/", FIRST, 7_777)] if "answer" in name else ROWS)
    bad = write(project, "bad", raw[: len(raw) // 2] + b"\n" + b"\xff\0" * 40_000)

    result = run(good, bad, project / "no-such-file", "--from", FIRST, "--to", SECOND)

    errors = result.stderr.splitlines()
    assert result.exit_code == 2
    assert len(errors) == 2
    assert errors[0].startswith(f"{bad}: ")
    assert errors[0].endswith("; nothing was changed")
    assert errors[1] == (
        f"{project / 'no-such-file'}: cannot be read (No such file or directory); "
        "see to its name and its permissions; nothing was changed"
    )
    assert data.read_text(encoding="utf-8") == BEFORE
    assert sorted(path.name for path in data.parent.iterdir()) == ["page-views.csv"]


def test_a_full_disk_leaves_the_data_as_they_were(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(project / "docs", {"data/page-views.csv": BEFORE})
    export = write(project, "export", goatcounter_csv(ROWS))

    def fail(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", fail)
    result = run(export)

    assert result.exit_code == 2
    assert result.stderr == (
        "docs/data/page-views.csv: cannot be written (No space left on device); "
        "nothing was changed, see to the disk\n"
    )
    assert "page-views.csv" not in result.stdout
    assert kept(project) == BEFORE


def test_a_file_that_may_not_grow_is_left_as_it_was(project: Path) -> None:
    write_files(project / "docs", {"data/page-views.csv": BEFORE})
    rows = [("/roses/a/", date(2026, 1, 1) + timedelta(number), 1) for number in range(99)]
    export = write(project, "export", goatcounter_csv(rows))
    call = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)); "

    done = subprocess.run(
        [sys.executable, "-B", "-c", f"{call}{CALL}", "views", str(export)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (
        2,
        "docs/data/page-views.csv: cannot be written (File too large); "
        "nothing was changed, see to the disk\n",
    )
    assert kept(project) == BEFORE
    assert [path.name for path in (project / "docs/data").iterdir()] == ["page-views.csv"]


def test_without_permission_nothing_is_read_or_written(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = write(project, "export", goatcounter_csv(ROWS))

    def refuse(path: Path, tell: object) -> None:
        raise PermissionError(13, os.strerror(13), str(path))

    # Root, who runs the tests in CI, may read all.
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    monkeypatch.setattr(command, "_Watched", refuse)
    result = run(export)

    assert result.exit_code == 2
    assert result.stderr == (
        f"{export}: cannot be read (Permission denied); see to its name and its permissions; "
        "nothing was changed\n"
    )


@pytest.mark.parametrize("nothing", [b"", gzip.compress(b"")], ids=["plain", "packed"])
def test_an_empty_log_beside_full_ones_is_passed_over(project: Path, nothing: bytes) -> None:
    files = [
        write(project, "access.log", nothing),
        write(project, "access.log.1", combined_log(ROWS)),
    ]

    result = run(*files)

    assert (result.exit_code, result.stderr) == (0, "")
    assert kept(project) == COUNTED.replace("24,5", "24,3")


def test_where_all_files_are_empty_nothing_is_taken_in(project: Path) -> None:
    files = [write(project, name, b"\n") for name in "ab"]

    result = run(*files)

    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"{file}: is empty; export it again, or copy it whole; nothing was changed"
        for file in files
    ]


def test_a_folder_is_no_export(project: Path) -> None:
    result = run(project / "docs")

    assert result.exit_code == 2
    assert result.stderr == (
        f"{project / 'docs'}: is a folder; give the files in it; nothing was changed\n"
    )


def test_faults_in_the_data_are_named_before_anything_is_put_to_them(project: Path) -> None:
    bad = "path,date,views\n/roses/a/,2026-10-01,many\n"
    write_files(
        project / "docs", {"data/page-views.csv": bad, "data/page-views-services.csv": "a\n"}
    )

    result = run(write(project, "export", goatcounter_csv(ROWS)))

    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "docs/data/page-views.csv: line 2: `many` is not a number of views; "
        "write a whole number from 0 to 1000000000",
        "docs/data/page-views-services.csv: line 1: is `a`; make it `service,counted,first,last`",
    ]
    assert kept(project) == bad


def test_a_count_of_tomorrow_is_refused(project: Path) -> None:
    result = run(write(project, "export", goatcounter_csv([("/roses/a/", date(2027, 1, 1), 1)])))

    assert result.exit_code == 2
    assert result.stderr == (
        "GoatCounter: has counts of 2027-01-01, which lies in the future; "
        "correct the clock or the export; nothing was changed\n"
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "give one file or more, or --fetch with a service"),
        (["a", "--fetch", "umami"], "give one file or more, or --fetch with a service"),
        (["a", "--from", "2026-10-24"], "--from and --to belong together"),
        (["a", "--from", "2026-10-24", "--to", "2026-10-23"], "comes before --from"),
        (
            ["a", "--from", "yesterday", "--to", "2026-10-23"],
            "`yesterday` is not a day; write it as 2026-11-23",
        ),
    ],
)
def test_a_wrong_call_says_what_is_missing(project: Path, arguments: list[str], says: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert says in result.stderr


def test_long_reading_shows_how_far_it_is(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "LARGE", 10)

    result = run(write(project, "export", goatcounter_csv(ROWS)))

    assert result.stderr.startswith("Reading")
    assert "\x1b" not in result.output

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sourcebook.commands.project import Failure, Project, find_project
from sourcebook.commands.watch import (
    AT_ONCE,
    RETRACTIONS_URL,
    SAVE_EVERY,
    ask_all,
    open_once,
    refresh_links,
    refresh_notices,
)
from tests.site import ROOT
from tests.sourcebook import garden
from tests.web import Host, free_port, run_host

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sourcebook.problems import Problem

SAMPLE = ROOT / "tests/corpora/watch/retraction_watch.csv"
TODAY = garden.TODAY
NOTICES = "docs/data/notices.csv"
LINKS = "docs/data/links.csv"
CLAY = (
    "key,type,date,URL\n"
    "clay,correction,2015-02-01,https://doi.org/10.1000/notice.0\n"
    "clay,retraction,2019-07-25,https://doi.org/10.1000/notice.1\n"
)


@pytest.fixture
def host() -> Iterator[Host]:
    with run_host() as host:
        host.files["/retraction_watch.csv"] = SAMPLE.read_bytes()
        yield host


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no proxy stand between us and this machine, and let nobody wait long."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("SOURCEBOOK_TIMEOUT", "0.5")
    noon = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{noon.timestamp():.0f}")


def make_project(root: Path, **urls: str) -> Project:
    """Return a garden on disk; each keyword is a source with its address."""
    files: dict[str, str | bytes] = {
        **garden.GARDEN,
        "sources/clay.md": garden.source_file(DOI="10.1000/roses.clay"),
        **{f"sources/{key}.md": garden.source_file(URL=url) for key, url in urls.items()},
    }
    (root / "mkdocs.yml").write_text("site_url: https://garden.example.org/\n", encoding="utf-8")
    for uri, text in files.items():
        path = root / "docs" / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return find_project(root)


def notices(project: Project, file: Path | None = None) -> list[Problem]:
    return refresh_notices(project, project.catalog().sources, file)


def links(project: Project, **options: Any) -> dict[str, str]:
    """Ask all addresses but that of the DOI; return each answer by the path of its address."""
    sources = {key: s for key, s in project.catalog().sources.items() if key != "clay"}
    refresh_links(project, sources, today=TODAY, pause=0, **options)
    return known(project)


def known(project: Project) -> dict[str, str]:
    text = (project.root / LINKS).read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return {"/" + row["address"].split("/", 3)[3]: row["status"] for row in rows}


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def ask(*addresses: str, pause: float = 0) -> dict[str, str]:
    with open_once("") as session, closing(ask_all(session, addresses, pause=pause)) as answers:
        return dict(answers)


def test_notices_are_taken_from_a_copy_of_the_file(tmp_path: Path) -> None:
    project = make_project(tmp_path)

    assert notices(project, SAMPLE) == []

    assert (tmp_path / NOTICES).read_text(encoding="utf-8") == CLAY


def test_notices_are_downloaded_and_the_server_learns_who_asks(
    tmp_path: Path, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCEBOOK_RETRACTIONS_URL", f"{host.address}/retraction_watch.csv")
    project = make_project(tmp_path)

    assert notices(project) == []

    assert (tmp_path / NOTICES).read_text(encoding="utf-8") == CLAY
    assert host.asked == ["GET /retraction_watch.csv"]
    assert "+https://garden.example.org/" in host.requests[0].agent


def test_without_another_word_the_file_comes_from_crossref() -> None:
    assert RETRACTIONS_URL == (
        "https://gitlab.com/crossref/retraction-watch-data/-/raw/main/retraction_watch.csv"
    )


def test_letters_that_are_not_utf_8_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    copy = tmp_path / "copy.csv"
    raw = SAMPLE.read_bytes().replace(b"Rose, Anna", b"R\xf6se, Anna")
    copy.write_bytes(b"\xef\xbb\xbf" + raw)
    project = make_project(tmp_path)

    assert notices(project, copy) == []

    assert (tmp_path / NOTICES).read_text(encoding="utf-8") == CLAY


def test_what_cannot_be_understood_is_told_and_the_rest_is_written(tmp_path: Path) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_bytes(SAMPLE.read_bytes().replace(b",Correction,", b",Withdrawal,"))
    project = make_project(tmp_path)

    problems = notices(project, copy)

    assert garden.messages(problems) == [
        "retraction_watch.csv: record 70002: has the nature `Withdrawal` and is about [@clay]; "
        "read the notice, and write it into docs/sources/clay.md as `notice`"
    ]
    assert (tmp_path / NOTICES).read_text(encoding="utf-8").splitlines()[1:] == [
        "clay,retraction,2019-07-25,https://doi.org/10.1000/notice.1"
    ]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            SAMPLE.read_bytes().replace(b"RetractionNature", b"Nature"),
            "line 1: has no column `RetractionNature`; take the file as Crossref publishes it",
        ),
        (
            SAMPLE.read_bytes()[:1_000],
            "record 70003: is cut off; download the file again, whole",
        ),
        (b"", "file: has no rows; download the file again, whole"),
    ],
)
def test_a_file_that_cannot_be_used_ends_the_command_and_changes_nothing(
    tmp_path: Path, raw: bytes, message: str
) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_bytes(raw)
    project = make_project(tmp_path)
    project.write_files({NOTICES: "key,type,date,URL\n"})
    before = files(tmp_path)

    with pytest.raises(Failure) as caught:
        notices(project, copy)

    assert caught.value.exit_code == 2
    assert caught.value.message == f"retraction_watch.csv: {message}; nothing was written"
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/gone", "answered 404"),
        ("/answer/403", "answered 403"),
        ("/half/retraction_watch.csv", "gave half a file"),
        ("/slow", "did not answer in time"),
        ("/hang-up", "cannot be reached"),
        ("/to/mailto:me@example.org", "cannot be reached"),
    ],
)
def test_a_download_that_fails_ends_the_command_and_changes_nothing(
    tmp_path: Path, host: Host, monkeypatch: pytest.MonkeyPatch, path: str, what: str
) -> None:
    monkeypatch.setenv("SOURCEBOOK_RETRACTIONS_URL", host.address + path)
    monkeypatch.setenv("SOURCEBOOK_TIMEOUT", "0.1")
    project = make_project(tmp_path)
    before = files(tmp_path)

    with pytest.raises(Failure) as caught:
        notices(project)

    assert caught.value.message == (
        f"Retraction Watch: {host.address}{path}: {what}; "
        "try again later, or give a copy of the file with --retractions; nothing was written"
    )
    assert files(tmp_path) == before


def test_when_nobody_is_there_the_download_fails_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"http://127.0.0.1:{free_port()}/file.csv"
    monkeypatch.setenv("SOURCEBOOK_RETRACTIONS_URL", url)

    with pytest.raises(Failure, match="cannot be reached; try again later"):
        notices(make_project(tmp_path))


@pytest.mark.parametrize(
    ("path", "status", "asked"),
    [
        ("/answer/200", "200", ["HEAD"]),
        ("/answer/404", "404", ["HEAD", "GET"]),
        ("/answer/410", "410", ["HEAD", "GET"]),
        ("/answer/403", "403", ["HEAD", "GET"]),
        ("/answer/429", "429", ["HEAD"]),
        ("/answer/503", "503", ["HEAD", "GET"]),
        ("/answer/999", "999", ["HEAD", "GET"]),
        ("/head/405", "200", ["HEAD", "GET"]),
        ("/head/404", "200", ["HEAD", "GET"]),
        ("/head-only/403", "403", ["HEAD", "GET"]),
        ("/slow", "timeout", ["HEAD", "GET"]),
        ("/hang-up", "no-answer", ["HEAD", "GET"]),
        ("/nonsense", "no-answer", ["HEAD", "GET"]),
        ("/endless", "200", ["HEAD"]),
        ("/to//answer/200", "200", ["HEAD"] * 2),
        ("/to/mailto:me@example.org", "no-answer", ["HEAD", "GET"]),
        ("/to/http://[", "no-answer", ["HEAD", "GET"]),
        ("/loop", "302", ["HEAD"] * 20 + ["GET"] * 20),
        ("/with-cookie", "200", ["HEAD"] * 2),
    ],
)
def test_an_address_is_asked_until_its_answer_can_be_trusted(
    host: Host, monkeypatch: pytest.MonkeyPatch, path: str, status: str, asked: list[str]
) -> None:
    if path != "/slow":  # the others answer as soon as a busy machine lets them
        monkeypatch.setenv("SOURCEBOOK_TIMEOUT", "10")

    assert ask(host.address + path) == {host.address + path: status}

    assert [request.method for request in host.requests] == asked


def test_a_door_that_nobody_opens_is_told_from_one_without_a_house() -> None:
    nobody = f"http://127.0.0.1:{free_port()}/"

    assert ask(nobody) == {nobody: "refused"}


def test_a_host_that_speaks_no_tls_has_no_valid_certificate(host: Host) -> None:
    address = host.address.replace("http:", "https:") + "/answer/200"

    assert ask(address) == {address: "tls"}


def test_a_host_gets_one_request_at_a_time_and_a_pause_after_each(host: Host) -> None:
    with run_host() as other:
        paths = [f"/answer/200/{number}" for number in range(3)]
        elsewhere = [f"/to/{host.address}/answer/200/{number}" for number in range(3)]

        answers = ask(
            *(host.address + path for path in paths),
            *(other.address + path for path in elsewhere),
            pause=0.05,
        )

    assert set(answers.values()) == {"200"}
    for requests, count in ((host.requests, 6), (other.requests, 3)):
        ordered = sorted(requests, key=lambda request: request.began)
        assert len(ordered) == count
        assert all(after.began - before.began >= 0.05 for before, after in pairwise(ordered))


def test_hosts_are_asked_side_by_side(host: Host) -> None:
    with run_host() as other:
        arrived: list[str] = []

        def wait_for_both(path: str) -> None:
            arrived.append(path)
            until = time.monotonic() + 5
            while len(arrived) < 2 and time.monotonic() < until:
                time.sleep(0.01)

        host.on_request = other.on_request = wait_for_both
        os.environ["SOURCEBOOK_TIMEOUT"] = "10"  # put back by the fixture
        began = time.monotonic()
        answers = ask(f"{host.address}/answer/200", f"{other.address}/answer/200")

    assert [*answers.values()] == ["200", "200"]
    assert time.monotonic() - began < 5


def test_no_more_than_eight_hosts_are_asked_at_the_same_time() -> None:
    lock, now, most = threading.Lock(), [0], [0]

    def count(path: str) -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.1)
        with lock:
            now[0] -= 1

    with ExitStack() as stack:
        hosts = [stack.enter_context(run_host()) for _ in range(12)]
        for host in hosts:
            host.on_request = count
        answers = ask(*(f"{host.address}/answer/200" for host in hosts))

    assert len(answers) == 12
    assert 1 < most[0] <= AT_ONCE == 8


def test_who_wants_no_more_answers_leaves_the_other_addresses_alone(host: Host) -> None:
    addresses = [f"{host.address}/answer/200/{number}" for number in range(3)]

    with open_once("") as session, closing(ask_all(session, addresses, pause=0.1)) as answers:
        assert next(answers) == (addresses[0], "200")
        answers.close()
        until = time.monotonic() + 5
        while time.monotonic() < until and any(
            thread.name.startswith("ThreadPoolExecutor") for thread in threading.enumerate()
        ):
            time.sleep(0.01)

    assert "HEAD /answer/200/2" not in host.asked


def test_a_fault_of_our_own_is_no_answer(host: Host) -> None:
    with pytest.raises(TypeError):
        ask(f"{host.address}/answer/200", pause=None)  # type: ignore[arg-type]


def test_answers_are_kept_in_the_file_with_the_day(tmp_path: Path, host: Host) -> None:
    project = make_project(tmp_path, elm=f"{host.address}/answer/200", oak=f"{host.address}/gone")

    assert links(project) == {"/answer/200": "200", "/gone": "404"}

    assert (tmp_path / LINKS).read_text(encoding="utf-8") == (
        "address,checked,status,failing_since\n"
        f"{host.address}/answer/200,2026-11-23,200,\n"
        f"{host.address}/gone,2026-11-23,404,2026-11-23\n"
    )
    assert {request.agent for request in host.requests} == {host.requests[0].agent}
    assert "+https://garden.example.org/" in host.requests[0].agent


def test_what_was_asked_of_late_is_passed_over_and_what_no_record_has_is_dropped(
    tmp_path: Path, host: Host
) -> None:
    late, old, gone = (f"{host.address}/answer/{path}" for path in ("200/a", "200/b", "200/c"))
    project = make_project(tmp_path, elm=late, oak=old)
    project.write_files(
        {
            LINKS: "address,checked,status,failing_since\n"
            f"{late},2026-11-17,500,2026-11-01\n"
            f"{old},2026-11-16,500,2026-11-01\n"
            f"{gone},2026-11-16,200,\n"
        }
    )

    assert links(project) == {"/answer/200/a": "500", "/answer/200/b": "200"}

    assert host.asked == ["HEAD /answer/200/b"]


def test_a_failure_keeps_the_day_it_began(tmp_path: Path, host: Host) -> None:
    address = f"{host.address}/answer/500"
    project = make_project(tmp_path, elm=address)
    project.write_files(
        {LINKS: f"address,checked,status,failing_since\n{address},2026-11-02,timeout,2026-11-01\n"}
    )

    links(project)

    assert f"{address},2026-11-23,500,2026-11-01\n" in (tmp_path / LINKS).read_text("utf-8")


@pytest.mark.parametrize(
    ("header", "row", "fault"),
    [
        (
            "address,checked,status",
            "2026-11-02",
            "line 1: is `address,checked,status`; make it `address,checked,status,failing_since`",
        ),
        (
            "address,checked,status,failing_since",
            "soon",
            "line 2: `soon` is not a date; write the day as 2026-11-23",
        ),
    ],
)
def test_a_file_with_a_fault_is_named_and_left_as_it_was(
    tmp_path: Path, host: Host, header: str, row: str, fault: str
) -> None:
    address = f"{host.address}/answer/200"
    project = make_project(tmp_path, elm=address)
    text = f"{header}\n{address},{row},200,\n"
    project.write_files({LINKS: text})

    with pytest.raises(Failure) as error:
        links(project)

    assert error.value.message == f"{LINKS}: {fault}"
    assert (tmp_path / LINKS).read_text(encoding="utf-8") == text
    assert host.asked == []


def test_what_is_known_is_written_now_and_then(tmp_path: Path, host: Host) -> None:
    urls = {f"elm{number:02}": f"{host.address}/answer/200/{number:02}" for number in range(30)}
    project = make_project(tmp_path, **urls)
    seen: list[int] = []

    def look(path: str) -> None:
        until = time.monotonic() + 5
        while path.endswith("/29") and not seen and time.monotonic() < until:
            seen.extend([len(known(project))] if (tmp_path / LINKS).exists() else [])

    host.on_request = look
    os.environ["SOURCEBOOK_TIMEOUT"] = "10"  # put back by the fixture

    assert len(links(project)) == 30
    assert seen == [SAVE_EVERY]


def test_who_breaks_off_keeps_what_was_learned_and_goes_on_from_there(
    tmp_path: Path, host: Host
) -> None:
    project = make_project(tmp_path, elm=f"{host.address}/answer/200", oak=f"{host.address}/slow")
    (tmp_path / "docs/sources/clay.md").unlink()
    code = "from sourcebook.commands.check import check; check(['--online'])"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "hooks"),
        "SOURCEBOOK_TIMEOUT": "1",
        "SOURCEBOOK_RETRACTIONS_URL": f"{host.address}/retraction_watch.csv",
    }
    running = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 20
    while "HEAD /slow" not in host.asked and time.monotonic() < until:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)

    assert (out, running.returncode) == ("", 1)
    assert err.endswith("Aborted!\n")
    assert known(project) == {"/answer/200": "200"}
    assert not list(tmp_path.rglob("*.part"))
    host.requests.clear()
    assert links(project) == {"/answer/200": "200", "/slow": "timeout"}
    assert "HEAD /answer/200" not in host.asked


def test_a_data_file_that_is_not_there_is_empty_and_one_that_cannot_be_read_is_named(
    tmp_path: Path,
) -> None:
    project = make_project(tmp_path)
    (tmp_path / LINKS).mkdir(parents=True)

    assert project.data("data/notices.csv") == b""
    with pytest.raises(Failure) as caught:
        project.data("data/links.csv")

    assert caught.value.message == (
        "docs/data/links.csv: cannot be read (Is a directory); see to its permissions"
    )


GH = """#!/bin/sh
echo "$@" >> "$LOG"
if test "$1 $2" = "issue list"; then printf '%s' "$NUMBER"; fi
"""


def run_step(name: str, folder: Path, **environment: str) -> list[str]:
    """Run a step of the workflow as GitHub does; return how it called `gh`."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/watch.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["watch"]["steps"]
    (step,) = [step for step in steps if step.get("name") == name]
    programs = folder / "programs"
    programs.mkdir()
    (programs / "gh").write_text(GH, encoding="utf-8")
    (programs / "gh").chmod(0o755)
    log = programs / "log"
    log.touch()
    given = {key: value for key, value in step["env"].items() if "${{" not in value}
    path = f"{programs}:{os.environ['PATH']}"
    subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=folder,
        env={**os.environ, **given, **environment, "PATH": path, "LOG": str(log)},
        check=True,
        capture_output=True,
    )
    return log.read_text(encoding="utf-8").splitlines()


TITLE = "What there is to do about the sources"


@pytest.mark.parametrize(
    ("code", "number", "calls"),
    [
        ("0", "", []),
        ("0", "7", ["issue close 7 --comment Nothing is left to do."]),
        ("1", "7", ["issue edit 7 --body-file worklist.md"]),
        (
            "1",
            "",
            [
                "label create watch --force --description Kept up to date by the workflow Watch",
                f"issue create --title {TITLE} --label watch --body-file worklist.md",
            ],
        ),
    ],
)
def test_the_workflow_keeps_one_issue(
    tmp_path: Path, code: str, number: str, calls: list[str]
) -> None:
    first, *others = run_step("Tell", tmp_path, CODE=code, NUMBER=number)

    assert first.startswith("issue list --state open --label watch")
    assert others == calls


@pytest.mark.parametrize("changed", [True, False])
def test_the_workflow_commits_the_answers_and_starts_the_publication(
    tmp_path: Path, *, changed: bool
) -> None:
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    there, here, mine = tmp_path / "there", tmp_path / "here", tmp_path / "mine"

    def git(folder: Path, *arguments: str) -> str:
        command = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b.c"]
        return subprocess.run(
            [*command, *arguments],
            env={**os.environ, **alone},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", str(there))
    git(tmp_path, "clone", "--quiet", str(there), str(mine))
    project = make_project(mine)
    project.write_files({NOTICES: "key,type,date,URL\n", LINKS: "address\n"})
    git(mine, "add", ".")
    git(mine, "commit", "--message", "garden")
    git(mine, "push", "origin", "HEAD:main")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{there}", str(here))
    (mine / "docs/new.md").write_text("New.\n", encoding="utf-8")
    git(mine, "add", ".")
    git(mine, "commit", "--message", "meanwhile")
    git(mine, "push", "origin", "HEAD:main")
    if changed:
        (here / LINKS).write_text("address\nhttps://example.org/\n", encoding="utf-8")
    (here / "worklist.md").touch()

    calls = run_step("Keep", here, **alone)

    subjects = git(there, "log", "--format=%s", "main").splitlines()
    if changed:
        assert calls == ["auth setup-git", "workflow run publish.yml --ref main"]
        assert subjects == ["data: ask after notices and addresses", "meanwhile", "garden"]
        assert git(there, "show", "--format=", "--name-only", "main").split() == [LINKS]
    else:
        assert calls == []
        assert subjects == ["meanwhile", "garden"]

"""The workflows: what they may do, and the one that takes in page views, run step by step.

Git, the command and its services are real; GitHub itself is a script that keeps what it was
asked. `zizmor` and the schema of workflows look at the rest, in `make check`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sourcebook.commands.fetch import FETCHERS
from tests.counters import TOKEN, run_counters
from tests.site import GARDEN, ROOT, post, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.counters import Counters

WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / ".github/workflows").glob("*.yml"))
}
WORKFLOW = WORKFLOWS["views"]
GH = """#!/bin/sh
echo "$@" >> "$GH_ASKED"
if test "$1 $2" = "pr list"; then echo "$GH_PULL"; fi
"""
NEEDED = ("git", "jq")


class Runner:
    """A repository, and the steps of the workflow that are commands."""

    def __init__(self, folder: Path, counters: Counters) -> None:
        self.folder = folder
        self.asked = folder / "asked.txt"
        self.output = folder / "output.txt"
        self.repository = folder / "repository"
        self.environment = {
            **counters.environment,
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(folder),
            "BRANCH": WORKFLOW["jobs"]["views"]["env"]["BRANCH"],
            "GH_ASKED": str(self.asked),
            "GITHUB_OUTPUT": str(self.output),
            "RUNNER_TEMP": str(folder),
            "SERVICES": "goatcounter",
            "SITE_URL": "https://garden.example/repo/",
            "SOURCE_DATE_EPOCH": "1795478400",  # 24 November 2026
        }

    def run(self, job: str, step: str, **environment: str) -> None:
        """Run a step in a new shell, with the options GitHub gives it."""
        (found,) = [each for each in WORKFLOW["jobs"][job]["steps"] if each.get("name") == step]
        options = ["-eo", "pipefail"] if found.get("shell") == "bash" else ["-e"]
        subprocess.run(
            ["bash", "--noprofile", "--norc", *options, "-c", found["run"]],
            cwd=self.repository,
            env=self.environment | environment,
            check=True,
        )

    def take_in(self, pull: str = "") -> dict[str, str]:
        """Return what the step of taking in puts out."""
        self.output.write_text("", encoding="utf-8")
        self.run("views", "Take in", GH_PULL=pull)
        return dict(line.split("=", 1) for line in self.output.read_text().splitlines())

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.repository, check=True, capture_output=True, text=True,
            env=self.environment,
        )  # fmt: skip
        return done.stdout


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    """Return a garden in a repository, with a service that has counted its readers."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed")
    write_files(
        tmp_path / "repository",
        {
            **{f"docs/{name}": text for name, text in GARDEN.items()},
            "docs/roses/a.md": post(title="Post a", date="2026-03-02"),
            "docs/roses/b.md": post(title="Post b"),
            "mkdocs.yml": "site_name: Garden\nsite_url: !ENV [SITE_URL, '']\n",
            ".gitignore": ".venv\n.cache\n",
        },
    )
    write_files(tmp_path / "bin", {"gh": GH})
    (tmp_path / "bin/gh").chmod(0o755)
    (tmp_path / "repository/.venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    with run_counters() as counters:
        runner = Runner(tmp_path, counters)
        runner.git(
            "init", "--quiet", "--bare", "--initial-branch", "main", str(tmp_path / "origin")
        )
        runner.git("init", "--quiet", "--initial-branch", "main")
        runner.git("config", "user.name", "A writer")
        runner.git("config", "user.email", "writer@example.org")
        runner.git("remote", "add", "origin", str(tmp_path / "origin"))
        runner.git("add", ".")
        runner.git("commit", "--quiet", "--message", "site: begin")
        runner.git("push", "--quiet", "origin", "main")
        counters.views = {("/repo/roses/b/", date(2026, 11, 20)): 3}
        yield runner


def test_lists_that_change_are_proposed_in_one_pull_request(runner: Runner) -> None:
    assert runner.take_in() == {"change": "yes", "pull": ""}
    runner.run("views", "Propose", PULL="")

    assert runner.git("diff", "--name-only", "main", "origin/page-views").split() == [
        "docs/data/page-views-services.csv",
        "docs/data/page-views.csv",
    ]
    assert runner.asked.read_text(encoding="utf-8").splitlines()[-1] == (
        "pr create --base main --head page-views --title Take in page views "
        f"--body-file {runner.folder}/lists.md"
    )
    body = (runner.folder / "lists.md").read_text(encoding="utf-8")
    assert "   1. Post b (roses/b.md)\n" in body
    assert body.endswith("\n```\n")

    runner.git("switch", "--quiet", "main")
    runner.git("branch", "--quiet", "--delete", "--force", "page-views")
    assert runner.take_in(pull="7") == {"change": "yes", "pull": "7"}
    runner.run("views", "Propose", PULL="7")
    last = runner.asked.read_text(encoding="utf-8").splitlines()[-1]
    assert last == f"pr edit 7 --body-file {runner.folder}/lists.md"


def test_counts_that_change_no_list_are_not_proposed(runner: Runner, tmp_path: Path) -> None:
    runner.take_in()
    runner.git("add", ".")
    runner.git("commit", "--quiet", "--message", "data: take in page views")

    assert runner.take_in() == {"change": "no", "pull": ""}
    assert runner.take_in(pull="7") == {"change": "no", "pull": "7"}
    runner.run("views", "Withdraw", PULL="7")

    asked = runner.asked.read_text(encoding="utf-8").splitlines()
    assert not [line for line in asked if line.startswith(("pr create", "pr edit"))]
    assert asked[-1].startswith("pr close 7 --delete-branch")


def test_a_service_that_does_not_answer_fails_the_run(runner: Runner) -> None:
    runner.environment["GOATCOUNTER_TOKEN"] = f"not {TOKEN}"

    with pytest.raises(subprocess.CalledProcessError):
        runner.take_in()

    assert "pr " not in (runner.asked.read_text() if runner.asked.exists() else "")


@pytest.mark.parametrize(
    ("services", "found"),
    [("   ", ""), (" plausible  matomo", "plausible matomo"), ("goatcounter   ", "goatcounter")],
)
def test_without_a_token_nothing_is_done(runner: Runner, services: str, found: str) -> None:
    runner.run("look", "Look", SERVICES=services)

    assert runner.output.read_text(encoding="utf-8") == f"services={found}\n"
    views: dict[str, Any] = WORKFLOW["jobs"]["views"]
    assert (views["needs"], views["if"]) == ("look", "needs.look.outputs.services")


def test_every_service_that_can_be_asked_is_looked_for() -> None:

    (take,) = [each for each in WORKFLOW["jobs"]["views"]["steps"] if each.get("id") == "take"]
    (look,) = WORKFLOW["jobs"]["look"]["steps"]
    for service, fetcher in FETCHERS.items():
        token = [*fetcher.variables][-1]
        assert f"secrets.{token} && '{service}'" in look["env"]["SERVICES"]
        assert {*fetcher.variables, *fetcher.optional} <= {*take["env"]}


def test_d1_every_action_is_pinned_by_the_hash_of_a_commit() -> None:
    used = [
        step["uses"]
        for workflow in WORKFLOWS.values()
        for job in workflow["jobs"].values()
        for step in job["steps"]
        if "uses" in step
    ]

    assert len(used) >= 5
    assert [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_d2_a_workflow_may_do_nothing_but_what_a_job_asks_for_by_name(name: str) -> None:
    workflow = WORKFLOWS[name]

    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert isinstance(job.get("permissions", {}), dict)
        assert job["timeout-minutes"] <= 60


@pytest.mark.parametrize(
    "name", ["requirements-build.txt", "requirements.txt", "requirements-dev.txt"]
)
def test_d3_every_package_of_the_lock_has_its_hashes_and_they_are_asked_for(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")

    packages = re.findall(r"^\S+==.*", lock, re.MULTILINE)
    assert packages
    assert [line for line in packages if not line.endswith("\\")] == []
    assert lock.count("--hash=sha256:") >= len(packages)
    assert "--require-hashes" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_d6_newer_actions_are_proposed_together_after_a_week() -> None:
    text = (ROOT / ".github/dependabot.yml").read_text(encoding="utf-8")

    (update,) = yaml.safe_load(text)["updates"]
    assert update["package-ecosystem"] == "github-actions"
    assert update["cooldown"]["default-days"] >= 7
    assert update["groups"]
    assert "newest.yml says each week" in text  # packages are looked after otherwise


def test_d11_only_the_main_branch_is_published_and_the_settings_for_it_are_told() -> None:
    jobs = WORKFLOWS["publish"]["jobs"]

    assert jobs["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert (jobs["deploy"]["needs"], jobs["deploy"]["environment"]["name"]) == (
        "build",
        "github-pages",
    )
    assert "**Settings > Environments > github-pages**" in (ROOT / "README.md").read_text("utf-8")


def test_d10_d12_hidden_files_are_published_too_and_a_publication_that_hangs_is_stopped() -> None:
    jobs = WORKFLOWS["publish"]["jobs"]

    (upload,) = [step for step in jobs["build"]["steps"] if "upload" in step.get("uses", "")]
    assert upload["with"]["include-hidden-files"] is True
    assert [job["timeout-minutes"] for job in jobs.values()] == [10, 10]

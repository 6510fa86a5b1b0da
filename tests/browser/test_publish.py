"""Publishing: `mkdocs gh-deploy` to a repository, and the branch below a project's path."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_search import find
from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

PREFIX = "/some-repo/"
PAPER = "rgb(247, 244, 236)"
"""The colour of the page in docs/assets/stylesheets/site.css."""


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Writer", "-c", "user.email=writer@example.org", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path, str], str]) -> str:
    """Deploy a copy of the project to a bare repository and serve what arrived there."""
    folder = tmp_path_factory.mktemp("publish")
    project, bare, pages = folder / "project", folder / "bare.git", folder / "pages"
    ignore = shutil.ignore_patterns(".venv", ".git", "site", ".*_cache", "__pycache__")
    shutil.copytree(ROOT, project, ignore=ignore)
    git(folder, "init", "--quiet", "--bare", str(bare))
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "Start")
    git(project, "remote", "add", "origin", str(bare))
    pages.mkdir()
    address = serve(pages, PREFIX)
    names = {f"GIT_{who}_{what}": "writer@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "gh-deploy", "--strict"],
        cwd=project,
        env=os.environ | names | {"SITE_URL": address},
        check=True,
        capture_output=True,
    )
    git(folder, "clone", "--quiet", "--branch", "gh-pages", str(bare), str(pages / "branch"))
    for path in (pages / "branch").iterdir():
        path.rename(pages / path.name)
    return address


def test_styles_and_links_work_below_the_path(published: str, desktop: Page) -> None:
    desktop.goto(published)

    desktop.locator(".topics a", has_text="Neuralgia").click()
    desktop.locator(".posts__title a").first.click()

    assert desktop.url.startswith(published + "neuralgia/")
    expect(desktop.locator("body")).to_have_css("background-color", PAPER)
    desktop.locator("#popular li a").first.click()
    assert desktop.url.startswith(published + "chronic-pain/")


def test_search_works_below_the_path(published: str, desktop: Page) -> None:
    desktop.goto(published + "blog/2026/")

    find(desktop, "shingles pain").first.click()

    desktop.wait_for_url(published + "neuralgia/postherpetic-neuralgia/**")


def test_d8_a_missing_address_shows_a_page_in_style_that_leads_on(
    published: str, desktop: Page
) -> None:
    response = desktop.goto(published + "deep/down/nowhere/")

    assert response is not None
    assert response.status == 404
    expect(desktop.locator("body")).to_have_css("background-color", PAPER)
    expect(desktop.locator("h1")).to_have_text("This page is not here")
    find(desktop, "knee").first.wait_for()
    desktop.goto(published + "deep/down/nowhere/")
    desktop.locator("article a", has_text="Home, with all topics").click()
    expect(desktop).to_have_url(published)


def test_addresses_that_name_the_site_name_it_with_its_path(published: str, desktop: Page) -> None:
    desktop.goto(published + "popular/")

    canonical = desktop.locator("link[rel=canonical]").get_attribute("href")
    assert canonical == published + "popular/"

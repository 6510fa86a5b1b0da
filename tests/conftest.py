"""Fixtures shared by all tests."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from filelock import FileLock
from mkdocs.config import load_config

from tests.site import ROOT, Site, build_once

if TYPE_CHECKING:
    from pathlib import Path

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's notice would stand in every test's output

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts what runs in the background so, and all that it starts would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run tests: a third of the time they wait for a browser or server."""
    return (os.cpu_count() or 2) * 3 // 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Note the lines that run only in the tests of the core, which run all of it.

    To note them takes twice as long as to build a site, and would say that a module is tested
    where a site has been built.
    """
    own = ROOT / "tests/sourcebook"
    for item in items:
        if not item.path.is_relative_to(own):
            item.add_marker("no_cover")


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the project's own site, built as `make build` builds it; it is not to be changed.

    All processes that run tests take the one that the first of them has built:
    https://pytest-xdist.readthedocs.io/en/stable/how-to.html
    """
    folder: Path = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    site, unfinished = folder / "whole-site", folder / "whole-site-unfinished"
    with FileLock(folder / "whole-site.lock"):
        if not site.exists():
            build_once(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(unfinished), strict=True))
            unfinished.rename(site)
    return Site(site, [])


@pytest.fixture(scope="module")
def whole_pages(whole_site: Site) -> dict[str, BeautifulSoup]:
    """Return every page of the project's own site by its address; they are not to be changed.

    They are not held any longer: each build of another test would have Python look through them
    for garbage, which takes half a second.
    """
    return {
        path.relative_to(whole_site.path).as_posix().removesuffix("index.html"): BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in sorted(whole_site.path.rglob("*.html"))
    }

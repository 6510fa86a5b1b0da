"""The library of this site, taken to another copy of the repository."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.config import load_config

from tests.site import ROOT, Site, build_once, texts

SOURCEBOOK = Path(sys.executable).with_name("sourcebook")
RETRACTED = "cherkin2011massage"
RECORDS = sorted(path for path in (ROOT / "docs/sources").glob("*.md") if path.stem != "index")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, whole_site: Site) -> Path:
    """Return a copy of the repository whose sources came out of the built site, as BibTeX."""
    copy: Path = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "mkdocs.yml", copy)
    for folder in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / folder, copy / folder)
    for record in RECORDS:
        (copy / "docs/sources" / record.name).unlink()
    command = [SOURCEBOOK, "--project", copy, "cite", whole_site.path / "sources/sources.bib"]
    subprocess.run(list(map(str, command)), check=True, capture_output=True)
    return copy


@pytest.fixture(scope="module")
def site(copy: Path) -> Site:
    """Return the site built from the copy, in which one paper is marked as retracted."""
    row = f"{RETRACTED},retraction,2026-11-01,https://doi.org/10.1000/notice\n"
    notices = copy / "docs/data/notices.csv"
    notices.write_text(notices.read_text(encoding="utf-8") + row, encoding="utf-8")
    build_once(load_config(str(copy / "mkdocs.yml"), site_dir=str(copy / "site"), strict=True))
    return Site(copy / "site", [])


def test_every_record_comes_back_from_bibtex_as_it_was(copy: Path) -> None:
    records = {path.name: path.read_bytes() for path in RECORDS}
    returned = (copy / "docs/sources").glob("*.md")

    assert {path.name: path.read_bytes() for path in returned if path.stem != "index"} == records


def test_the_other_copy_gives_the_same_bibtex(site: Site, whole_site: Site) -> None:
    files = sorted(path.relative_to(site.path) for path in site.path.rglob("sources.bib"))

    assert len(files) >= 5
    assert {path: site.read(str(path)) for path in files} == {
        path: whole_site.read(str(path)) for path in files
    }


def test_a_paper_marked_as_retracted_raises_its_banner_on_each_page_that_cites_it(
    site: Site,
) -> None:
    urls = [
        path.parent.relative_to(site.path).as_posix() + "/"
        for path in site.path.rglob("index.html")
        if f'id="source-{RETRACTED}"' in path.read_text(encoding="utf-8")
    ]

    assert urls
    for url in [*urls, f"sources/{RETRACTED}/"]:
        (banner,) = texts(site.article(url), ".alarm")
        assert banner.startswith("This work was retracted (2026-11-01): Cherkin 2011,")
    banners = sum('class="alarm"' in path.read_text("utf-8") for path in site.path.rglob("*.html"))
    assert banners == len(urls) + 1

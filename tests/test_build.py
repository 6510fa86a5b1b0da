"""The whole site, built as it is published."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
from time import time
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from bs4 import Tag

from sourcebook.frontmatter import read_document
from tests.site import ROOT, Site, build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup

HERE = "https://here.example/"
PINNED = [
    "chronic-pain/cake-film-pain-grief-and-staying-safe/",
    "neuralgia/herpes-vector-gene-therapy-for-pain/",
    "osteoarthritis/knee-pain-and-pain-in-other-joints/",
]
MASSAGE = "medical-massage/what-is-medical-massage/"


def build(program: str, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the project's site strictly with the named program, in a process of its own."""
    command = [sys.executable, "-m", program, "build", "--strict", "--site-dir", str(site)]
    if program == "properdocs":
        command += ["--config-file", "mkdocs.yml"]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def files(site: Path) -> set[str]:
    return {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def pages(whole_pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    """Return every page of the site by its address, but for those that only lead on."""
    return {
        url: page for url, page in whole_pages.items() if not page.select("[http-equiv=refresh]")
    }


def test_d4_d5_two_builds_are_equal_byte_for_byte(tmp_path: Path) -> None:
    # With an address, so that feeds and pictures are made; posts may be as new as today.
    epoch = {"SOURCE_DATE_EPOCH": str(int(time())), "SITE_URL": "https://example.org/repo/"}

    # Sets and dictionaries of text change their order with the hash seed, and so would a page.
    first = build("mkdocs", tmp_path / "first", PYTHONHASHSEED="1", **epoch)
    second = build("mkdocs", tmp_path / "second", PYTHONHASHSEED="2", **epoch)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    names = files(tmp_path / "first")
    assert names == files(tmp_path / "second")
    _, different, errors = filecmp.cmpfiles(
        tmp_path / "first", tmp_path / "second", names, shallow=False
    )
    assert (different, errors) == ([], [])


def test_properdocs_builds_the_same_site(tmp_path: Path, whole_site: Site) -> None:
    result = build("properdocs", tmp_path / "site")

    assert result.returncode == 0, result.stderr
    theirs = Site(tmp_path / "site", [])
    assert files(theirs.path) == files(whole_site.path)
    for url in ("", MASSAGE, "neuralgia/", "blog/", "popular/", "sources/"):
        assert theirs.article(url) == whole_site.article(url)


def test_properdocs_fails_on_a_problem_too(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    ignore = shutil.ignore_patterns(".venv", ".git", "site", ".*_cache", "__pycache__")
    shutil.copytree(ROOT, copy, ignore=ignore)
    (copy / "docs/neuralgia/bad.md").write_text("No front matter.\n", encoding="utf-8")

    result = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--strict", "--config-file", "mkdocs.yml"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode != 0
    assert "catalog: neuralgia/bad.md: front matter: there is none; begin" in result.stderr


def test_d7_every_link_and_anchor_inside_the_site_leads_somewhere(
    whole_site: Site, pages: dict[str, BeautifulSoup]
) -> None:
    every = pages
    anchors = {url: {tag["id"] for tag in page.select("[id]")} for url, page in every.items()}
    broken = []
    for url, page in every.items():
        if url == "404.html":  # its addresses are absolute; test_publish follows them
            continue
        for tag, key in [*((a, "href") for a in page.select("a[href], link[href]")),
                         *((i, "src") for i in page.select("[src]"))]:  # fmt: skip
            target, fragment = urldefrag(urljoin(HERE + url, str(tag[key])))
            if not target.startswith(HERE):
                continue
            path = unquote(urlsplit(target).path.lstrip("/"))
            known = path in every or (whole_site.path / path).is_file()
            if not known or (fragment and path in every and fragment not in anchors[path]):
                broken.append((url, tag[key]))

    assert broken == []


def test_every_published_post_ends_with_its_parts_in_order(whole_site: Site) -> None:
    found = 0
    for path in sorted((ROOT / "docs").glob("*/*.md")):
        uri = str(path.relative_to(ROOT / "docs"))
        document, _ = read_document(uri, path.read_bytes())
        if "reviewed" not in document.meta:
            continue
        found += 1
        article = whole_site.article(uri.removesuffix(".md") + "/")
        parts = article.select("#sources, .review, #popular, .neighbours")
        classes = [part["class"][0] for part in parts]
        assert classes[:3] == ["sources", "review", "popular"]
        assert classes[3:] in (["neighbours"], [])
        items = [str(li["id"]) for li in article.select("#sources ol > li")]
        assert set(items) >= {f"source-{key}" for key in document.meta.get("sources", ())}
        assert len(set(items)) == len(items) > 0
        assert len(article.select(".review time[datetime]")) >= 2
        assert (
            "No clinician has reviewed this post. AI helped to write it."
            in texts(article, ".byline")[0]
        )

    assert found >= 4


def test_the_popular_posts_are_those_of_the_original_blog(whole_site: Site) -> None:
    article = whole_site.article(MASSAGE)

    links = [urljoin(HERE + MASSAGE, str(a["href"])) for a in article.select("#popular li > a")]
    assert links == [HERE + url for url in PINNED]
    assert texts(article, ".popular__note") == [
        "Chosen by the editors, until page views have been counted."
    ]


def test_the_first_post_keeps_the_closing_line_of_the_original_blog(whole_site: Site) -> None:
    line = texts(whole_site.article(MASSAGE), ".sources-line")[0]

    assert line.startswith("Sources: ")
    assert {"JCOnline", "Wikipedia"} <= set(line.removeprefix("Sources: ").split(" ; "))


def test_every_citation_leads_to_its_reference_and_back(pages: dict[str, BeautifulSoup]) -> None:
    count = 0
    for url, page in pages.items():
        references = page.select("#sources ol > li")
        numbered = {str(li["id"]): place for place, li in enumerate(references, 1)}
        back = {str(li["id"]): {a["href"] for a in li.select(".back a")} for li in references}
        for link in page.select("sup.citation > a"):
            count += 1
            source = str(link["href"]).removeprefix("#")
            assert link.get_text() == str(numbered[source]), url
            mark = link.find_parent(class_="cited")
            assert isinstance(mark, Tag)
            assert f"#{mark['id']}" in back[source], url
    assert count > 100


def test_every_source_is_cited_or_offered_as_further_reading(
    pages: dict[str, BeautifulSoup],
) -> None:
    keys = {path.stem for path in (ROOT / "docs/sources").glob("*.md")} - {"index"}
    cited, offered = set(), set()
    for page in pages.values():
        cited |= {str(li["id"]).removeprefix("source-") for li in page.select("#sources ol > li")}
        links = page.select(".further-reading a")
        offered |= {str(a["href"]).rstrip("/").rpartition("/")[2] for a in links}

    assert len(keys) >= 214
    assert cited | offered == keys
    assert not cited & offered


def test_p5_nothing_is_loaded_from_elsewhere(pages: dict[str, BeautifulSoup]) -> None:
    loaded = [
        (url, tag)
        for url, page in pages.items()
        for tag in page.select("script[src], img[src], iframe, link[rel=stylesheet], video, audio")
        if urlsplit(str(tag.get("src") or tag.get("href"))).netloc
    ]

    assert loaded == []


def test_every_page_has_one_main_heading_a_title_and_a_way_past_the_menu(
    pages: dict[str, BeautifulSoup],
) -> None:
    for url, page in pages.items():
        assert len(page.select("h1")) == 1, url
        assert texts(page, "title")[0], url
        assert page.select("a.skip[href='#content']"), url
        assert page.select("#content"), url


def test_no_template_is_published_as_it_stands(whole_site: Site) -> None:
    ours = [path for path in (ROOT / "overrides").rglob("*") if path.is_file()]
    built = {path: whole_site.path / path.relative_to(ROOT / "overrides") for path in ours}

    assert not (whole_site.path / "partials").exists()
    assert [
        path.name
        for path in ours
        if built[path].exists() and built[path].read_bytes() == path.read_bytes()
    ] == []


@pytest.mark.parametrize(
    "name",
    [
        "a.md~",
        "a.md.bak",
        "a (copy).md.orig",
        "a.md.swo",
        "a.md.swp",
        "a.md.tmp",
        ".a.md.swp",
        ".#a.md",
        "~$letter.docx",
        "a.md:Zone.Identifier",
        "Thumbs.db",
        "desktop.ini",
    ],
)
def test_what_editors_leave_beside_a_post_is_neither_published_nor_versioned(
    tmp_path: Path, name: str
) -> None:
    site = build_site(tmp_path, {"roses/a.md": post(), f"roses/{name}": "a draft"}, strict=True)

    assert not (site.path / "roses" / name).exists()

"""A blog that was taken in, as its readers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from sourcebook.commands.main import main
from tests.browser.test_accessibility import barriers
from tests.site import GARDEN, ROOT, build_site, write_files
from tests.sourcebook.importers.exports import comment, entry, legacy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

PICTURE = "http://1.bp.blogspot.com/x/s1600/rose.png"
RIGHT_TO_LEFT = (
    '<div dir="rtl" trbidi="on">שלום לכולם<ul><li>אחת</li><li>שתיים</li></ul>'
    "<blockquote>ציטוט</blockquote></div>"
)
WIDE = (
    "<table class='tr-caption-container'><tr><td>"
    f"<a href='{PICTURE}'><img src='{PICTURE.replace('s1600', 's320')}' width='1600'></a></td></tr>"
    "<tr><td class='tr-caption'>A rose</td></tr></table><table>"
     "<tr>" + "<td>a cell of a wide table</td>" * 12 + "</tr>"
    + "<tr>" + "<td>1</td>" * 12 + "</tr></table>"
    + f"<pre>{'x' * 400}</pre>http://x.org/{'long-' * 60}"
)  # fmt: skip
ANSWERS = [comment(100000 + n, 2, answers=str(99999 + n) if n else "") for n in range(9)]


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path, str], str]) -> str:
    """Return the address of a garden that has taken a blog in."""
    folder = tmp_path_factory.mktemp("blog")
    docs = ROOT / "docs"
    assets = {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for kind in ("javascripts", "stylesheets")
        for path in (docs / "assets" / kind).rglob("*.*")
    }
    write_files(folder, {"mkdocs.yml": "site_name: Garden\n"})
    write_files(folder / "docs", {**GARDEN, **assets})
    (folder / "blog.xml").write_bytes(legacy(entry(1, RIGHT_TO_LEFT), entry(2, WIDE), *ANSWERS))
    command = ["import", "blogger", str(folder / "blog.xml"), "--out", str(folder / "docs")]
    assert CliRunner().invoke(main, command).exit_code == 0
    docs = folder / "docs"
    files = {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in docs.rglob("*")
        if path.is_file() and not path.is_relative_to(docs / ".import")
    }
    return serve(build_site(folder / "built", files, strict=True).path, "/repo/")


@pytest.mark.parametrize("number", [1, 2])
def test_nothing_is_wider_than_the_screen(page: Page, blog: str, number: int) -> None:
    page.goto(f"{blog}unsorted/pruning-roses-{number}/")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", ["unsorted/pruning-roses-1", "unsorted/pruning-roses-2"])
def test_axe_finds_no_barrier(desktop: Page, blog: str, name: str) -> None:
    desktop.goto(f"{blog}{name}/")

    wrong, _ = barriers(desktop)

    assert wrong == []


def test_lists_and_quotations_begin_on_the_side_their_text_does(desktop: Page, blog: str) -> None:
    desktop.goto(f"{blog}unsorted/pruning-roses-1/")

    for name in ("article ul > li", "article blockquote"):
        style = desktop.locator(name).first.evaluate(
            "e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]"
        )
        assert style == ["rtl", "start"]


def test_a_former_address_leads_to_the_post_and_to_the_comment(desktop: Page, blog: str) -> None:
    desktop.goto(f"{blog}2016/04/pruning-roses-2.html?showComment=1#c100003")

    desktop.wait_for_url("**/unsorted/pruning-roses-2/**")
    assert desktop.url.endswith("#c100003")
    assert desktop.locator("#c100003").count() == 1

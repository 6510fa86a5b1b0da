"""Notebooks in a built site: a post like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import nbformat
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)

from sourcebook import jupyter
from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

OUTPUT = new_output(
    "display_data", {"image/svg+xml": "<svg/>"}, metadata={"filename": "a--b.svg", "alt": "Roses"}
)


def notebook(run: int | None = 1) -> str:
    cells = [
        new_raw_cell(post(title="Roses by number", body="", sources=None).strip()),
        new_markdown_cell("Roses like clay. [@smith2011roses]"),
        new_code_cell("draw()", execution_count=run, outputs=[OUTPUT]),
    ]
    text: str = nbformat.writes(new_notebook(cells=cells))
    return text


def test_a_notebook_is_a_post_with_all_that_posts_have(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.ipynb": notebook()}, strict=True)

    article = site.article("roses/a/")
    assert texts(article, "h1") == ["Roses by number"]
    assert [a["href"] for a in article.select("sup.citation a")] == ["#source-smith2011roses"]
    assert texts(article, "#sources-title") == ["Sources"]
    assert [picture["src"] for picture in article.select("img")] == ["../a--b.svg"]
    assert texts(article, "details summary") == ["How this was computed"]
    assert (site.path / "roses/a--b.svg").read_text(encoding="utf-8") == "<svg/>"
    assert texts(site.article("roses/"), ".posts__title") == ["Roses by number"]
    assert "roses/a/" in [entry["location"] for entry in site.search_index()]


def test_the_notebook_itself_can_be_taken_along(tmp_path: Path) -> None:
    file = notebook()

    site = build_site(tmp_path, {"roses/a.ipynb": file}, strict=True)

    links = [
        a["href"] for a in site.article("roses/a/").select("a") if a.get_text().startswith("d")
    ]
    assert "../a.ipynb" in links
    assert (site.path / "roses/a.ipynb").read_text(encoding="utf-8") == file


def test_a_writer_hears_of_a_notebook_that_was_not_run(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.ipynb": notebook(run=None)})

    assert site.warnings == [
        "notebooks: roses/a.ipynb: cell 3: has not been run; run all cells, then save"
    ]
    assert not (site.path / "roses/a").exists()


def test_what_is_wrong_in_a_notebook_is_told_of_it_and_of_its_cell(tmp_path: Path) -> None:
    text = notebook().replace("[@smith2011roses]", "[@smith2011rose] <b style='color: red'> [x]()")

    site = build_site(tmp_path, {"roses/My roses.ipynb": text})

    assert [
        warning.partition("; ")[0] if "style" in warning else warning for warning in site.warnings
    ] == [
        "catalog: roses/My roses.ipynb: file: has spaces or capitals in its name, and so in its "
        "address; rename it to my-roses.ipynb",
        "citations: roses/My roses.ipynb: cell 2: cites `@smith2011rose`, and there is no such "
        "source; did you mean [@smith2011roses]?",
        "slips: roses/My roses.ipynb: cell 2: has a link without an address; link the file in "
        "docs/, as seen from this one, such as ../topic/name.md; or remove it",
        'policy: roses/My roses.ipynb: cell 2: has `style="color: red"`, which is blocked',
    ]


def test_a_writer_hears_of_a_post_that_is_there_twice(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.ipynb": notebook(), "roses/a.md": post()})

    assert site.warnings == [
        "notebooks: roses/a.ipynb: file: makes `roses/a.md`, which is there already; "
        "remove one of them"
    ]


def test_a_notebook_that_is_the_same_is_not_read_again(tmp_path: Path) -> None:
    first = build_site(tmp_path, {"roses/a.ipynb": notebook(), "roses/b.ipynb": notebook(run=None)})

    with patch.object(jupyter, "read_notebook", wraps=jupyter.read_notebook) as read:
        again = build_site(tmp_path, {})
        assert [call.args[0] for call in read.call_args_list] == ["roses/b.ipynb"]
        build_site(tmp_path, {"roses/a.ipynb": notebook().replace("like clay", "like sand")})
        assert [call.args[0] for call in read.call_args_list][1:] == [
            "roses/a.ipynb",
            "roses/b.ipynb",
        ]

    assert again.warnings == first.warnings != []
    assert "like sand" in again.read("roses/a/")

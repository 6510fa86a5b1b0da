"""The texts themselves: what a check can see of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from markdown import Markdown

from sourcebook.commands.charts import read_charts
from sourcebook.commands.check import find_findings
from sourcebook.commands.notebooks import run_notebook
from sourcebook.commands.project import find_project
from sourcebook.drawing import draw_chart
from sourcebook.frontmatter import Document, read_document
from sourcebook.jupyter import parse_notebook
from sourcebook.references import References
from sourcebook.store import Store
from tests.content.evidence import (
    SHEETS,
    chart_agrees_with_the_sheets,
    labels_are_those_of_the_sheets,
    numbers_are_in_the_sheets,
    subjects,
)
from tests.content.rules import (
    DOCS,
    RULES,
    TOPICS,
    TREATMENTS,
    Written,
    catalog,
    posts,
    written,
)
from tests.site import ROOT
from tests.sourcebook import garden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PAGES = sorted(DOCS.rglob("*.md"))
UNCITED_CLAIMS = 0
"""Sentences of posts that make a claim and cite nothing; this number may only fall."""
POSTS = posts()


def document(path: Path) -> Document:
    read, problems = read_document(str(path.relative_to(DOCS)), path.read_bytes())
    assert problems == []
    return read


def name(path: Path) -> str:
    return str(path.relative_to(DOCS))


def test_the_four_topics_and_their_first_posts_are_there() -> None:
    assert {name(post) for post in POSTS} >= {
        "medical-massage/what-is-medical-massage.md",
        "chronic-pain/cake-film-pain-grief-and-staying-safe.md",
        "neuralgia/herpes-vector-gene-therapy-for-pain.md",
        "osteoarthritis/knee-pain-and-pain-in-other-joints.md",
    }


def test_every_post_about_a_treatment_is_there() -> None:
    assert {post.stem for post in POSTS} >= TREATMENTS


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_ends_with_one_line_end_and_has_no_trailing_spaces(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text == "\n".join(line.rstrip() for line in text.split("\n")).rstrip("\n") + "\n", (
        f"{name(path)}: remove spaces at the ends of lines and empty lines at the end"
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", POSTS, ids=name)
def test_a_post_keeps_the_rules(path: Path, rule: Callable[[Written], Iterator[str]]) -> None:
    assert [f"{name(path)}: {message}" for message in rule(written(path))] == []


@pytest.mark.parametrize("path", POSTS, ids=name)
def test_every_number_and_label_of_a_post_stands_in_the_sheets_with_its_source(path: Path) -> None:
    if not SHEETS.is_dir():
        pytest.skip(f"the evidence sheets are not beside the project ({SHEETS.name}/)")
    post = written(path)
    data = sorted(path.parent.glob(f"{post.slug}--*.csv"))

    wrong = [*numbers_are_in_the_sheets(post), *labels_are_those_of_the_sheets(post)]
    wrong += [message for each in data for message in chart_agrees_with_the_sheets(each)]

    assert wrong == []


def test_every_subject_of_the_sheets_has_its_post() -> None:
    if not SHEETS.is_dir():
        pytest.skip(f"the evidence sheets are not beside the project ({SHEETS.name}/)")

    written_up = {name(path).rpartition(".")[0] for path in POSTS}
    assert sorted(subjects() - written_up) == [], "write a post for each, in this folder"
    assert sorted(written_up - subjects()) == [], "the sheets ask for no such posts: rename them"


NOT_DRAWN = {
    "knee-and-hip-replacement-recovery--knee-timetable.csv",  # some rows are a week, some a span
    "massage-evidence-scorecard--scorecard.csv",  # words
    "paying-for-massage-and-the-opioid-guidelines--states-covering-therapies.csv",  # `under 10`
}
"""Data of the sheets that stand in a post as a table only, each with the reason."""


def test_every_table_of_the_sheets_that_can_be_drawn_is_a_chart() -> None:
    if not SHEETS.is_dir():
        pytest.skip(f"the evidence sheets are not beside the project ({SHEETS.name}/)")
    data = {path.name for path in (SHEETS / "charts").glob("*.csv")}

    assert data - {path.name for path in DOCS.rglob("*--*.csv")} == NOT_DRAWN, (
        "draw what is not drawn: put its data beside the post, and show it as a picture"
    )


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_chart_and_a_notebook(topic: str) -> None:
    assert list((DOCS / topic).glob("*--*.csv")), f"{topic}: add a chart to a post"
    assert list((DOCS / topic).glob("*.ipynb")), f"{topic}: write a post as a notebook"


@pytest.mark.parametrize("topic", TOPICS)
def test_the_introduction_of_a_topic_is_a_guide_to_it(topic: str) -> None:
    body = document(DOCS / topic / "index.md").body

    left_out = [path.stem for path in POSTS if path.parent.name == topic]
    left_out = [slug for slug in left_out if f"]({slug}.md)" not in body]
    assert left_out == [], f"{topic}/index.md: link to each, as `[words](slug.md)`"
    assert re.search(r" evidence\]|\[guideline\]", body), f"{topic}/index.md: say what helps"
    assert "## When to get help\n" in body, f"{topic}/index.md: add `## When to get help`"


def test_front_matter_has_no_problems() -> None:
    assert [str(problem) for problem in catalog().problems] == []


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.ipynb")), ids=name)
def test_a_notebook_gives_the_same_again_when_it_is_run(path: Path) -> None:
    content = path.read_bytes()

    again = run_notebook(name(path), path.parent, parse_notebook(name(path), content))

    assert again.encode() == content, "run `make notebooks`"


@pytest.mark.parametrize("path", POSTS, ids=name)
def test_a_post_has_a_picture_for_lists(path: Path) -> None:
    image = written(path).post.image

    assert image, f"{name(path)}: add `image` with `src`, `alt` and `credit`"
    assert (DOCS / image.uri).stat().st_size < 10_000, f"{image.uri}: simplify it to 10 kB"


@pytest.mark.parametrize("path", POSTS, ids=name)
def test_headings_nest_and_the_title_is_the_only_main_one(path: Path) -> None:
    converter = Markdown(extensions=["toc", "tables"])
    converter.convert(written(path).body)

    tokens: list[dict[str, Any]] = converter.toc_tokens  # type: ignore[attr-defined] # set by toc
    assert list(faults(tokens, 1)) == []


def faults(tokens: list[dict[str, Any]], parent: int) -> Iterator[str]:
    """Yield each heading that is not one level below the one it stands under."""
    for token in tokens:
        if token["level"] != parent + 1:
            yield (
                f"`{token['name']}` is of level {token['level']}, below level {parent}; "
                f"begin it with `{'#' * (parent + 1)} `"
            )
        yield from faults(token["children"], token["level"])


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_that_speaks_of_suicide_offers_help_first(path: Path) -> None:
    read = document(path)
    help_lines = (ROOT / "docs/includes/help-lines.md").read_text(encoding="utf-8")
    text = read.body.replace('--8<-- "help-lines.md"', help_lines).lower()
    if name(path).startswith("sources/") or "suicid" not in text:
        return  # the page of a source tells what a work is; help stands on the posts that cite it
    remedy = f'{name(path)}: begin with `--8<-- "help-lines.md"`'

    assert "(tel:988)" in text, remedy
    assert text.index("(tel:988)") < max(600, text.index("suicid")), remedy
    assert "(tel:116123)" in text, remedy
    assert "united states" in text, remedy
    assert "ireland" in text, remedy


@pytest.mark.parametrize("path", sorted((DOCS / "sources").glob("*.md")), ids=name)
def test_a_source_has_a_summary_and_nothing_private(path: Path) -> None:
    read = document(path)

    assert len(read.body.split()) >= 8, f"{name(path)}: add a plain-language summary"
    private = [key for key in read.meta if key.startswith("_") or key == "id"]
    assert private == [], f"{name(path)}: remove these keys"


def test_a_reference_has_no_two_signs_in_a_row() -> None:
    doubled = re.compile(r"[?!]\.(?=\s)|\s[.,;:]|[.,;:][,;:]|\.\.")
    references, sources = References(Store()), catalog().sources

    drawn = {key: references.draw(source.item, garden.STYLE) for key, source in sources.items()}

    assert drawn
    assert {key: text for key, text in drawn.items() if doubled.search(text)} == {}


def test_charts_are_as_they_would_be_drawn_today() -> None:
    project = find_project(ROOT)
    charts, _ = read_charts(project)

    old = [
        chart.uri
        for chart in charts
        if draw_chart(chart).encode() != project.data(chart.uri.removesuffix(".csv") + ".svg")
    ]

    assert charts
    assert old == [], "run `make charts ARGS=--all`"


def test_no_more_claims_than_before_stand_without_a_citation() -> None:
    project = find_project(ROOT)

    findings = find_findings(project, project.catalog(), [])

    claims = [
        f"{each.file}:{each.line}: {each.what}" for each in findings if each.kind == "uncited-claim"
    ]
    assert len(claims) <= UNCITED_CLAIMS, "cite a source for each:\n" + "\n".join(claims)
    assert len(claims) == UNCITED_CLAIMS, f"fewer than before: make UNCITED_CLAIMS {len(claims)}"

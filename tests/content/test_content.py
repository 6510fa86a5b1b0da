"""The texts themselves: what a check can see of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from markdown import Markdown

from sourcebook.commands.check import find_findings
from sourcebook.commands.project import find_project
from sourcebook.frontmatter import Document, read_document
from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
UNCITED_CLAIMS = 0
"""Sentences of posts that make a claim and cite nothing; this number may only fall."""
TOPICS = ("chronic-pain", "medical-massage", "neuralgia", "osteoarthritis")
POSTS = [page for page in PAGES if page.parent.name in TOPICS and page.name != "index.md"]


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


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_ends_with_one_line_end_and_has_no_trailing_spaces(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text == "\n".join(line.rstrip() for line in text.split("\n")).rstrip("\n") + "\n", (
        f"{name(path)}: remove spaces at the ends of lines and empty lines at the end"
    )


@pytest.mark.parametrize("path", POSTS, ids=name)
def test_a_post_answers_first(path: Path) -> None:
    body = document(path).body.strip()

    boxes = re.findall(r"^/// (\S+)[^\n]*\n(.*?)^///$", body, re.DOTALL | re.MULTILINE)
    kinds = [kind for kind, _ in boxes]
    before = body[: body.index("/// in-short")]
    assert kinds[:1] == ["in-short"] or kinds[:2] == ["help", "in-short"], (
        f"{name(path)}: begin with `/// in-short`, or with `/// help` before it"
    )
    assert "## " not in before
    words = dict(boxes)["in-short"].split()
    assert len(words) <= 60, f"{name(path)}: shorten the In short box to at most 60 words"


@pytest.mark.parametrize("path", POSTS, ids=name)
def test_headings_nest_and_the_title_is_the_only_main_one(path: Path) -> None:
    converter = Markdown(extensions=["toc", "tables"])
    converter.convert(document(path).body)

    tokens: list[dict[str, Any]] = converter.toc_tokens  # type: ignore[attr-defined] # set by toc
    assert list(faults(tokens, 1)) == []


def faults(tokens: list[dict[str, Any]], parent: int) -> Iterator[str]:
    """Yield each heading that is not one level below the one it stands under."""
    for token in tokens:
        if token["level"] != parent + 1:
            yield f"{token['name']} is of level {token['level']}, below level {parent}"
        yield from faults(token["children"], token["level"])


@pytest.mark.parametrize("path", POSTS, ids=name)
def test_a_post_says_what_is_not_known(path: Path) -> None:
    assert "\n## What we do not know\n" in document(path).body


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_that_speaks_of_suicide_offers_help_first(path: Path) -> None:
    read = document(path)
    text = read.body.lower()
    if name(path).startswith("sources/") or "suicid" not in text:
        return  # a source shows its printed title; its page has no text of ours on the subject
    first = text.index("suicid")

    assert "(tel:988)" in text[:first] or text.index("(tel:988)") < 600
    assert "(tel:116123)" in text
    assert "united states" in text
    assert "ireland" in text


@pytest.mark.parametrize("path", POSTS, ids=name)
def test_the_editors_notes_of_the_evidence_sheets_stay_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert "EDITOR" not in text
    assert not re.search(r"\*\*\[(Strong|Moderate|Weak|Very weak|Guideline)", text)


@pytest.mark.parametrize("path", sorted((DOCS / "sources").glob("*.md")), ids=name)
def test_a_source_has_a_summary_and_nothing_private(path: Path) -> None:
    read = document(path)

    assert len(read.body.split()) >= 8, f"{name(path)}: add a plain-language summary"
    assert [key for key in read.meta if key.startswith("_") or key == "id"] == []


def test_no_more_claims_than_before_stand_without_a_citation() -> None:
    project = find_project(ROOT)

    findings = find_findings(project, project.catalog(), [])

    claims = [
        f"{each.file}:{each.line}: {each.what}" for each in findings if each.kind == "uncited-claim"
    ]
    assert len(claims) <= UNCITED_CLAIMS, "cite a source for each:\n" + "\n".join(claims)
    assert len(claims) == UNCITED_CLAIMS, f"fewer than before: make UNCITED_CLAIMS {len(claims)}"

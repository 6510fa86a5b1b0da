"""Front matter: what a writer may type on top of a file, and what is said of the rest."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sourcebook.frontmatter import Document, read_document, render_document
from sourcebook.yaml_slips import split_glued
from tests.golden import Case, cases

URI = "roses/pruning.md"
FENCED = st.text("ab:-[]{}&*!|>'\"#%@`,?=<~01. \n\t\r\x00\u2028é").map(
    lambda text: f"---\n{text}\n---\n".encode()
)

# YAML 1.1 takes the other three for line ends, and PyYAML folds what it wrote itself.
WRITTEN = st.text(st.characters(exclude_characters="\x85\u2028\u2029", exclude_categories=["Cs"]))


@pytest.mark.parametrize("case", cases("frontmatter"))
def test_front_matter(case: Case) -> None:
    document, problems = read_document(URI, case.raw("text"))

    assert case.observe(problems, document=document) == case.expected


@given(st.binary() | st.binary().map(lambda raw: b"---\n" + raw + b"\n---\n") | FENCED)
@example(b"---")
@example(b"---\n")
@example(b"---\n---")
@example(b"---\n&a [*a]\n---\n")
@example(b"---\na: " + b"9" * 5000 + b"\n---\n")
@example(b"---\na: 0x_\n---\n")
def test_no_file_whatever_is_in_it_stops_the_build(raw: bytes) -> None:
    document, problems = read_document(URI, raw)

    assert document.uri == URI
    assert all(isinstance(key, str) for key in document.meta)
    assert all(problem.file == URI and problem.remedy for problem in problems)


# A key such as `date:2026` is YAML, and never meant as one.
KEYS = WRITTEN.filter(lambda key: split_glued(key) is None)


@given(st.dictionaries(KEYS, WRITTEN | st.lists(WRITTEN)), st.text())
def test_what_yaml_writes_is_read_back(meta: dict[str, str | list[str]], body: str) -> None:
    head = yaml.safe_dump(meta, allow_unicode=True)
    raw = f"---\n{head}---\n{body}".encode()

    document, problems = read_document(URI, raw)

    text = body.replace("\r\n", "\n").replace("\r", "\n")
    assert (document, problems) == (Document(URI, meta, text, head.count("\n") + 3), [])


def test_a_file_is_written_a_value_a_line_in_the_order_given() -> None:
    title, day = "Les rosés d'Émile " * 100 + "!", date(2026, 3, 1)

    text = render_document({"title": title, "reviewed": day, "date": day}, "Cut.\n")

    assert text == f"---\ntitle: {title}\nreviewed: 2026-03-01\ndate: 2026-03-01\n---\nCut.\n"


@pytest.mark.parametrize("opener", ["[", "- ", "{", "? "])
def test_front_matter_nested_beyond_reason_is_refused_before_it_is_read(opener: str) -> None:
    raw = f"---\n{opener * 60_000}\n---\n".encode()

    _, problems = read_document("roses/pruning.md", raw)

    assert [str(problem) for problem in problems] == [
        "roses/pruning.md: front matter: has more than 10000 lists and groups; "
        "write it as `key: value` lines"
    ]

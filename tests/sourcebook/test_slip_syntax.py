"""Slips on a page: code is left alone, and nothing of the page before is told again."""

from __future__ import annotations

from markdown import Markdown

from sourcebook.slip_syntax import SlipExtension

MARKDOWN = ["pymdownx.superfences"]


def slips(text: str, *, folder: str = "docs/includes/") -> list[str]:
    extension = SlipExtension(texts={"care.md": ""}, folder=folder)
    markdown = Markdown(extensions=[*MARKDOWN, extension])
    markdown.convert("--8<-- before.md")
    markdown.reset()
    markdown.convert(text)
    return [slip.typed for slip in extension.slips]


def test_every_text_is_looked_at_and_no_code() -> None:
    code = "`--8<-- a.md`\n\n    --8<-- b.md\n\n```\n--8<-- c.md\n```\n"

    assert slips(f"*--8<-- d.md* and --8<-- e.md\n\n- --8<-- f.md\n\n{code}") == [
        "--8<-- d.md",
        "--8<-- e.md",
        "--8<-- f.md",
    ]


def test_where_nothing_is_taken_in_nothing_is_missed() -> None:
    assert slips('--8<-- care.md\n\n--8<-- "not.md"', folder="") == []

"""Plain trees become Markdown that is read back word for word."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.blogger.prose import encode_address, escape_line, write_markdown, write_tag
from tests.sourcebook.importers.bodies import letters, render, to_markdown

SIGNS = [
    "1. item",
    "- dash",
    "# hash",
    "+ plus",
    "> quote",
    ": definition",
    "=====",
    "/// note",
    "*a* _b_ `c`",
    "[x](y) ![z](w)",
    "[TOC]",
    "{: .a }",
    "[^1]",
    "[^1]: x",
    "*[AB]: cd",
    "~~~",
    "--8<-- 'x'",
    "a ",
    " b",
    "---",
    "www_a_b",
    "&amp; &lt; &copy;",
    "<b>x</b>",
    "@smith [@x]",
    "{{ x }} {% y %}",
    "\\* \\\\",
    "~~a~~ ^b^",
    "!!! note",
    "$$",
    "```",
    "Name: value",
    "x!",
]


@pytest.mark.parametrize("text", [*SIGNS, "<!-- x -->", "a--8<--b", "***", "a\u2028b"])
def test_signs_of_markdown_stay_what_they_were(text: str) -> None:
    html = str(BeautifulSoup("", "html.parser").new_string(text).output_ready("html"))

    for around in (
        "<p>{}</p>",
        "<ul><li>{}</li></ul>",
        "<h2>{}</h2>",
        "<blockquote>{}</blockquote>",
    ):
        markdown, _ = to_markdown(around.format(html))
        assert letters(render(markdown)) == letters(html)


@pytest.mark.parametrize(
    "text",
    [
        '--8<-- "words.md"',
        "--8<--",
        ";--8<--",
        "  --8<-- 'a'",
        "# --8<-- [start:x]",
        "```",
        "<b>&amp;",
    ],
)
def test_code_is_not_replaced_by_other_texts(text: str) -> None:
    html = str(BeautifulSoup("", "html.parser").new_string(text).output_ready("html"))

    for around in ("<pre>{}\nend</pre>", "<blockquote><pre>{}\nend</pre></blockquote>"):
        markdown, _ = to_markdown(around.format(html))
        assert letters(render(markdown)) == letters(f"<p>{html}end</p>")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]), max_size=60))
def test_any_text_is_read_back(text: str) -> None:
    tree = BeautifulSoup("<p></p>", "html.parser")
    words = " ".join(text.split())
    assert tree.p is not None
    tree.p.append(words)

    assert letters(render(write_markdown(tree))) == letters(str(tree))


def test_headings_keep_clear_of_the_anchors_of_every_post() -> None:
    assert to_markdown("<h2>Sources</h2>x")[0] == "## Sources {: #sources-in-text }\n\nx\n"
    assert to_markdown("<h2>C# ##</h2>")[0] == "## C# \\#\\#\n"


def test_addresses_and_tags_are_written_so_that_they_hold() -> None:
    assert encode_address("http://x.org/a (1)?q=[ä]&r='\"") == (
        "http://x.org/a%20%281%29?q=%5B%C3%A4%5D&r=%27%22"
    )
    assert write_tag("b", "x", [("id", "y")]) == '<b id="y">x</b>'
    assert escape_line("1. a_b") == "1\\. a\\_b"


@pytest.mark.parametrize("name", ["a b", "a:b", "a+b", "a%20b", "a'b", "a&b", "a_b_c", "장미"])
def test_a_link_leads_to_an_anchor_of_any_name(name: str) -> None:
    given = name.replace("&", "&amp;")
    html = f'<p><a href="#{given}">x</a></p><p id="{given}">y</p>'

    tree = BeautifulSoup(render(to_markdown(html)[0]), "html.parser")

    link, anchor = tree.select_one("a[href]"), tree.select_one("a[id]")
    assert link
    assert anchor
    assert link["href"] == f"#{anchor['id']}"

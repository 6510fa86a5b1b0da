"""The closing line of a post that names its sources."""

from __future__ import annotations

import pytest

from sourcebook.blogger.credits import take_credits
from sourcebook.blogger.prose import write_markdown
from sourcebook.blogger.tidy import tidy
from tests.sourcebook.importers.bodies import outlook

J = ("JCOnline", "")
W = ("Wikipedia", "https://en.wikipedia.org/wiki/Rose")
LINK = f"<a href='{W[1]}'>Wikipedia</a>"


def take(html: str) -> tuple[list[list[tuple[str, str]]], str]:
    tree, _ = tidy(html, outlook())
    lines = take_credits(tree)
    return [[(c.name, c.url) for c in line.credits] for line in lines], write_markdown(tree)


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("Sources: JCOnline; Wikipedia; Pixabay", [J, ("Wikipedia", ""), ("Pixabay", "")]),
        (f"<i>Sources:</i> JCOnline; {LINK}.", [J, W]),
        (f"<b>Sources:</b><br>JCOnline<br>{LINK}", [J, W]),
        (f"Sources:<ul><li>JCOnline</li><li>{LINK}</li></ul>", [J, W]),
        (f"<h3>Sources</h3><ol><li>JCOnline</li><li>{LINK}</li></ol>", [J, W]),
        ("Sources: JCOnline, Wikipedia, and", [J, ("Wikipedia", "")]),
        ("Sources: JCOnline | Wikipedia", [J, ("Wikipedia", "")]),
        (
            "Sources: https://www.example.org/rose",
            [("example.org", "https://www.example.org/rose")],
        ),
        ("Sources: <a href='http://localhost/x'>JCOnline</a>", [J]),
    ],
)
def test_a_line_gives_its_names_and_leaves_the_text(
    html: str, names: list[tuple[str, str]]
) -> None:
    lines, rest = take(f"<p>Roses.</p><p>{html}</p>")

    assert lines == [names]
    assert rest in (
        "Roses.\n",
        f"Roses.\n\n{html}\n",
        "Roses.\n\nSources: JCOnline, Wikipedia, and\n",
    )


@pytest.mark.parametrize(
    "html",
    [
        "Photo credit: Jo Smith",
        "Source: JCOnline",
        "Fonte: Wikipedia",
        "Sources: Smith and Jones, roses of Spain in the summer of the year",
    ],
)
def test_a_line_stays_where_a_word_of_it_would_be_lost(html: str) -> None:
    lines, rest = take(f"<p>Roses.</p><p>{html}</p>")

    assert len(lines) == 1
    assert html.split(":", maxsplit=1)[0] in rest or lines[0][0][0] in html


@pytest.mark.parametrize(
    "html",
    [
        "<p>Sources: JCOnline</p><p>Roses.</p>",
        "<pre>Source:pi.c</pre>",
        "<p>Sources:</p>",
        "<p>Sources: ---</p>",
        f"<p>Source: {'word ' * 30}</p>",
        "<ul><li>a</li></ul>",
        "<p>Roses</p><ul><li>a</li></ul>",
        "",
    ],
)
def test_what_is_no_closing_line_stays(html: str) -> None:
    assert take(html)[0] == []


def test_a_line_stays_where_a_link_leads_to_it() -> None:
    html = "<p><a href='#n'>below</a></p><p><a name='n'></a>Sources: JCOnline</p>"

    assert take(html) == ([[J]], '[below](#n)\n\n<a id="n"></a>Sources: JCOnline\n')


def test_a_line_for_the_picture_and_one_for_the_text_both_count() -> None:
    html = "<p>Sources: A</p><p>Image by: Jo</p><p>Sources: JCOnline</p>"

    lines, rest = take(html)

    assert lines == [[("Jo", "")], [J]]
    assert rest == "Sources: A\n\nImage by: Jo\n"

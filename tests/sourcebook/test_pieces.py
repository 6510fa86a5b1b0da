"""Pieces of a paragraph, and the paragraph that is made of them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from sourcebook.blogger.pieces import Form, Piece, fill, split_paragraphs, squeeze

PLAIN, BOLD, ITALIC = Form(), Form(bold=True), Form(italic=True)
BREAK = Piece(PLAIN, kind="break")
ROSE = Piece(PLAIN, image={"src": "rose.png"}, kind="image")


def said(*pieces: Piece) -> str:
    """Return a paragraph of these pieces."""
    soup = BeautifulSoup("", "html.parser")
    paragraph = soup.new_tag("p")
    fill(soup, paragraph, squeeze(pieces, keep_breaks=True))
    return str(paragraph)


def test_two_breaks_part_paragraphs_though_a_space_stands_between() -> None:
    a, b, space = Piece(PLAIN, "a"), Piece(PLAIN, "b"), Piece(PLAIN, " \u00a0")

    assert len([*split_paragraphs([a, BREAK, b])]) == 1
    assert len([*split_paragraphs([a, BREAK, space, BREAK, b])]) == 2


def test_spaces_at_the_edges_and_doubled_ones_go() -> None:
    pieces = [Piece(PLAIN, "\n a "), Piece(BOLD, " b\u00a0 "), BREAK, Piece(PLAIN, "  "), BREAK]

    assert said(*pieces) == "<p>a <strong>b</strong></p>"
    assert squeeze([BREAK, Piece(PLAIN, " ")], keep_breaks=True) == []


def test_breaks_are_spaces_where_none_may_be() -> None:
    pieces = [Piece(PLAIN, "a"), BREAK, Piece(PLAIN, "b")]

    assert "".join(piece.text for piece in squeeze(pieces, keep_breaks=False)) == "a b"


@pytest.mark.parametrize(
    ("pieces", "html"),
    [
        ([Piece(BOLD, "a "), Piece(PLAIN, "b")], "<p><strong>a</strong> b</p>"),
        ([Piece(BOLD, "a"), BREAK, Piece(BOLD, "b")], "<p><strong>a</strong><br/><strong>b</strong></p>"),
        ([Piece(BOLD, "a"), Piece(Form(bold=True, italic=True), "b")], "<p><strong>a<em>b</em></strong></p>"),
        ([Piece(Form(link=(1, "/x"), italic=True), "a")], '<p><a href="/x"><em>a</em></a></p>'),
        ([Piece(Form(link=(1, "/x")), "a"), Piece(Form(link=(2, "/x")), "b")], '<p><a href="/x">a</a><a href="/x">b</a></p>'),
        ([Piece(Form(other="sup"), "2"), ROSE], '<p><sup>2</sup><img src="rose.png"/></p>'),
        ([Piece(PLAIN, "c1", kind="anchor"), Piece(ITALIC, " a")], '<p><anchor id="c1"></anchor><em>a</em></p>'),
    ],
)  # fmt: skip
def test_marks_hold_words_alone_and_links_stand_around_them(pieces: list[Piece], html: str) -> None:
    assert said(*pieces) == html

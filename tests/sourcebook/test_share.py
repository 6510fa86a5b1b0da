"""The pictures of shared links."""

from __future__ import annotations

import io
from importlib.resources import files

import pytest
from PIL import Image

from sourcebook.metadata import HEIGHT, WIDTH
from sourcebook.share import Cards

FONT = files("mkdocs.themes.readthedocs").joinpath("css/fonts/lato-bold.woff").read_bytes()
LONG = "Wonderfully magnificent rhododendrons, chrysanthemums and hydrangeas"


def draw(title: str, topic: str = "Roses") -> Image.Image:
    return Image.open(io.BytesIO(Cards(FONT, "The garden").draw(title, topic)))


def test_it_is_as_large_as_services_ask_for_and_light() -> None:
    data = Cards(FONT, "The garden").draw("Pruning roses", "Roses")

    assert Image.open(io.BytesIO(data)).size == (WIDTH, HEIGHT) == (1200, 630)
    assert len(data) < 40_000


def test_the_same_words_make_the_same_bytes() -> None:
    cards = Cards(FONT, "The garden")
    first = cards.draw("Pruning roses", "Roses")

    cards.draw(LONG, "Trees")

    assert cards.draw("Pruning roses", "Roses") == first
    assert Cards(FONT, "The garden").draw("Pruning roses", "Roses") == first
    assert Cards(FONT, "Another").draw("Pruning roses", "Roses") != first


def test_another_title_or_topic_makes_another_picture() -> None:
    pictures = [
        draw(title, topic) for title in ("Pruning", "Watering") for topic in ("Roses", "Trees")
    ]

    assert len({picture.tobytes() for picture in pictures}) == 4


@pytest.mark.parametrize("title", ["Ivy", "Pruning roses in spring", LONG, "x " * 32])
def test_no_word_leaves_the_picture_or_meets_what_is_drawn_there(title: str) -> None:
    words, ground = draw(title), draw("薔薇")  # the font lacks these letters

    for box in ((0, 512, WIDTH, HEIGHT), (WIDTH - 80, 0, WIDTH, 512), (0, 140, 80, 512)):
        assert words.crop(box).tobytes() == ground.crop(box).tobytes()
    assert min(words.convert("L").crop((88, 200, 900, 512)).tobytes()) < 80  # ink


def test_a_word_that_is_too_long_for_a_line_is_drawn_all_the_same() -> None:
    assert draw("W" * 65).tobytes() != draw("薔薇").tobytes()


def test_a_title_that_fits_in_no_size_is_cut() -> None:
    line = "W" * 18

    assert draw(" ".join([line] * 9)).tobytes() == draw(" ".join([line] * 5)).tobytes()


def test_a_title_that_cannot_be_written_is_left_out() -> None:
    assert draw("薔薇").tobytes() == draw("ばら").tobytes() == draw("Roses", "薔薇").tobytes()
    assert draw("Ødegård: ½ Łódź").tobytes() != draw("薔薇").tobytes()

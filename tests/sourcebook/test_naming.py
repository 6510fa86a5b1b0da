"""Names of files, and sentences that describe them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.blogger.naming import cut, describe, find_free, make_name, make_title, name_of_path


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/2016/04/pruning-roses.html", "pruning-roses"),
        ("/2016/04/pruning_12.html", "pruning-12"),
        ("/2016/04/%EC%9E%A5%EB%AF%B8--B.html", "장미-b"),
        ("/p/index.html", "index-post"),
        ("/p/%20.html", "post"),
        ("/2016/04/blog-20160405123.html", "blog-n20160405123"),
    ],
)
def test_a_file_is_named_after_its_permalink(path: str, name: str) -> None:
    assert name_of_path(path) == name


@given(st.text(max_size=300))
def test_any_text_makes_a_name_that_a_disk_takes(text: str) -> None:
    name = make_name(text)

    assert name
    assert name == name.strip("-")
    assert "/" not in name
    assert len(name.encode()) <= 190


def test_names_that_are_taken_get_their_month_and_then_a_number() -> None:
    taken: set[str] = set()

    found = [find_free("roses", "soil", "2016-04", taken) for _ in range(3)]
    found += [find_free("about", "x", "", taken) for _ in range(3)]

    assert found == [
        "roses/soil.md",
        "roses/soil-2016-04.md",
        "roses/soil-2016-04-2.md",
        "about/x.md",
        "about/x-2.md",
        "about/x-3.md",
    ]


def test_titles_and_descriptions_are_made_of_the_first_words() -> None:
    text = (
        "Cut above a bud. Do it in spring, when the worst frost is over. Leave the rest alone. " * 5
    )

    assert make_name("한" * 80) == "한" * 60
    assert make_title("", "2016-04-05") == "Untitled (2016-04-05)"
    assert (
        make_title("rose " * 40, "") == "rose rose rose rose rose rose rose rose rose rose rose …"
    )
    assert describe(text, "x", "en") == (
        "Cut above a bud. Do it in spring, when the worst frost is over. Leave the rest alone. Cut above a bud."
    )
    assert (
        describe(f"{'Roses are red. ' * 4}{'thorn ' * 40}.", "x", "en")
        == "Roses are red. " * 3 + "Roses are red."
    )
    first = "Cut above a bud in spring, and leave the rest of it alone."
    assert describe(f"{first} Thorns {'and buds ' * 20}grow.", "x", "en") == first
    assert describe("Cut.", "x", "en") == "Cut."
    assert describe("", "Roses", "en") == "Roses"
    assert len(describe("rose " * 100, "x", "en")) <= 155
    assert cut("x" * 100, 60) == "x" * 58 + " …"

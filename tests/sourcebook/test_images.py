"""Pictures of a blog: the same one in several sizes, its name and its words."""

from __future__ import annotations

import pytest

from sourcebook.blogger.images import (
    clean_name,
    file_name,
    find_ending,
    identity,
    is_bloggers,
    picture_address,
    read_alt,
    same_picture,
    sizes,
    web_address,
)

OLD = "http://1.bp.blogspot.com/-a/B/C/D/{}/rose+1.JPG"
NEW = "https://blogger.googleusercontent.com/img/b/R29vZ2xl/token/{}/rose.png"
BARE = "https://blogger.googleusercontent.com/img/a/token{}"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (OLD.format("s1600"), OLD.format("s320"), True),
        (OLD.format("s1600-h"), OLD.format("w640-h480-no"), True),
        (OLD.format("s1600").replace("1.bp", "4.bp"), OLD.format("s72-c"), True),
        (NEW.format("s16000"), NEW.format("w277-h320"), True),
        (BARE.format(""), BARE.format("=s320"), True),
        (BARE.format("=w704-h996"), BARE.format("=s320"), True),
        ("//x.org/a.png", "https://x.org/a.png", True),
        ("http://x.org/a.png", "http://x.org/b.png", False),
        ("http://x.org/a/s320/a.png", "http://y.org/a/s320/a.png", False),
        ("javascript:x", "http://x.org/a.png", False),
        ("http://3.bp.blogspot.com/q/s1/rose.png", NEW.format("s320"), True),
    ],
)
def test_a_picture_is_the_same_in_every_size(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a row of the table
    assert same_picture(one, other) is same


def test_the_largest_size_is_asked_for_first() -> None:
    assert sizes(OLD.format("s320"), OLD.format("s1600")) == [
        OLD.format("s0"),
        OLD.format("s1600"),
        OLD.format("s320"),
    ]
    assert sizes(BARE.format("=s320"), "")[:2] == [BARE.format("=s0"), BARE.format("=s1600")]
    assert sizes("//x.org/a.png?b=1", "") == ["https://x.org/a.png?b=1"]


@pytest.mark.parametrize(
    ("page", "picture"),
    [
        (OLD.format("s1600-h"), OLD.format("s1600")),
        (OLD.format("s1600-c-h"), OLD.format("s1600-c")),
        (BARE.format("=s1600-h-no"), BARE.format("=s1600-no")),
        (OLD.format("w640-h480-h"), OLD.format("w640-h480")),
        (OLD.format("w640-h480-hm"), OLD.format("w640-h480-hm")),
        (f"{OLD.format('s320')}?x=/s1-h/", f"{OLD.format('s320')}?x=/s1-h/"),
        ("//x.org/s1600-h/a.png", "https://x.org/s1600-h/a.png"),
        ("file:///C:/rose.png", ""),
    ],
)
def test_a_page_that_shows_a_picture_is_never_taken_for_the_picture(
    page: str, picture: str
) -> None:
    assert picture_address(page) == picture
    assert sizes(page, page)[-1:] == [picture][: bool(picture)]


def test_only_addresses_of_the_web_count() -> None:
    assert web_address("file:///C:/rose.png") == ""
    assert web_address("http://x.org:port/") == ""
    assert identity("data:image/png;base64,AA") == ""
    assert is_bloggers("http://photos1.blogger.com/blogger/1/2/rose.jpg")
    assert not is_bloggers("http://blogspot.com.evil.org/a.png")


def test_names_and_kinds_are_told() -> None:
    assert file_name("http://x.org/a%252Bb%20(7).png?x") == "a b (7).png"
    assert file_name("http://x.org/token") == ""
    assert clean_name("A rose (1)_ü.JPG") == "a-rose-1"
    assert clean_name("") == "picture"
    assert [
        find_ending(raw)
        for raw in (b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF1234WEBP", b"....ftypavif", b"<html>")
    ] == [
        "jpg",
        "gif",
        "webp",
        "avif",
        "",
    ]


def test_words_of_a_picture_are_those_somebody_wrote() -> None:
    assert read_alt("A rose", "In May", None) == "A rose"
    assert read_alt("IMG_1234.JPG", "In May", None) == "In May"
    assert read_alt("", "", "DSC0001") == ""
    assert read_alt(None, "", "A rose in May") == "A rose in May"

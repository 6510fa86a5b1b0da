"""What stands around a text is told from the text."""

from __future__ import annotations

import pytest

from sourcebook.blogger.furniture import find_furniture, says_read_on
from sourcebook.blogger.tidy import parse


@pytest.mark.parametrize(
    ("classes", "name"),
    [
        ("post-share-buttons goog-inline-block", "button to share"),
        ("goog-inline-block share-button sb-email", "button to share"),
        ("addthis_toolbox addthis_default_style", "button to share"),
        ("twitter-share-button", "button to share"),
        ("feedflare", "button to share"),
        ("blogger-post-footer", "footer of a feed"),
        ("adsbygoogle", "advertisement"),
        ("jump-link", "link to read on"),
        ("twitter-tweet", ""),
        ("fb-post", ""),
        ("my-share-buttons", ""),
        ("separator", ""),
        ("", ""),
    ],
)
def test_what_services_put_around_a_text_is_known_by_its_class(classes: str, name: str) -> None:
    assert find_furniture(next(parse(f"<p class='{classes}'>x</p>").iter("p"))) == name


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Read more \u00bb", True),
        (" read  More\u2026", True),
        ("Continue reading \u2192", True),
        ("Leer m\u00e1s", True),
        ("Weiterlesen", True),
        ("Read more about roses", False),
        ("More", False),
        ("", False),
    ],
)
def test_a_link_that_only_says_there_is_more_is_known_by_its_words(text: str, known: bool) -> None:  # noqa: FBT001 - a row of the table
    assert says_read_on(text) is known

"""Care cards in a built site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

BODY = """/// urgent | Call the gardener if:

- leaves fall

///
"""


def test_a_card_says_how_urgent_it_is(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post(body=BODY)}, strict=True)

    article = site.article("roses/a/")
    assert texts(article, ".urgent [role=heading]") == ["Urgent advice: Call the gardener if:"]

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


def test_a_page_leads_to_its_first_card_from_the_top(tmp_path: Path) -> None:
    pages = {
        "roses/a.md": post(body=f"Text.\n\n## Lice & thorns\n\n{BODY}"),
        "roses/b.md": post(title="Feeding", body="## Lice\n\nThey are no danger.\n"),
    }
    site = build_site(tmp_path, pages, strict=True)

    (link,) = site.article("roses/a/").select(".byline + .to-card > a")
    assert (link["href"], link.get_text()) == ("#lice-thorns", "Lice & thorns")
    assert site.article("roses/a/").select("h2#lice-thorns")
    assert not site.article("roses/b/").select(".to-card")

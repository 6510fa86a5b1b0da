"""The list of addresses with which a missing one is compared."""

from __future__ import annotations

import json

from sourcebook.missing import render_addresses
from tests.sourcebook import garden
from tests.sourcebook.garden import post_file


def test_every_page_is_in_the_list_posts_first_and_drafts_are_not() -> None:
    files = {
        "roses/a.md": post_file(former=["/2016/04/cut.html", "/old/"], date="2016-03-01"),
        "roses/b.md": post_file(title="Watering <roses>"),
        "roses/c.md": post_file(draft=True, former=["/draft/"]),
    }

    content = json.loads(render_addresses(garden.read_garden(files)))

    assert content["pages"] == [
        ["roses/b/", "Watering <roses>"],
        ["roses/a/", "Pruning roses"],
        ["roses/", "Roses"],
        ["trees/", "Trees"],
        ["about/authors/editors/", "The editors"],
        ["blog/2026/", "All posts of 2026"],
        ["blog/2016/", "All posts of 2016"],
        ["sources/smith2011roses/", "Roses in clay"],
    ]
    assert content["former"] == {"2016/04/cut.html": "roses/a/", "old/": "roses/a/"}

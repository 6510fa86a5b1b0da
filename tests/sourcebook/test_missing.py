"""The list of addresses with which a missing one is compared."""

from __future__ import annotations

import json

from sourcebook.missing import render_addresses
from tests.sourcebook import garden
from tests.sourcebook.garden import front_matter, post_file


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


def test_of_pages_from_a_former_blog_drafts_are_not_in_the_list_and_others_are() -> None:
    blog = {"id": "1", "format": "feed", "path": "/p/x.html"}
    page = {"title": "Contact", "blogger": blog, "former": ["/p/contact.html"]}
    draft = {"title": "Secret plan", "blogger": blog, "former": ["/p/secret.html"], "draft": True}
    files = {
        "about/contact.md": front_matter(page),
        "about/secret.md": front_matter(draft),
        "about/authors/jane.md": front_matter(draft),
    }

    content = json.loads(render_addresses(garden.read_garden(files)))

    titles = [title for _, title in content["pages"]]
    assert "Contact" in titles
    assert "Secret plan" not in titles
    assert content["former"] == {"p/contact.html": "about/contact/"}

"""The page of the former blog, and the addresses it answers at."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sourcebook.blogger.entries import LIVE, PAGE, POST, Entry
from sourcebook.blogger.former_page import (
    former_paths,
    is_file,
    label_paths,
    render_former_page,
)
from sourcebook.blogger.plan import Item


def item(uri: str, day: date, *labels: str, kind: str = POST) -> Item:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    entry = Entry("1", kind, LIVE, "T", moment, None, "", labels, "/x.html", 0)
    return Item(entry, uri, day, draft=False, title=f"Post {uri[-4]}")


ITEMS = [
    item("roses/a.md", date(2015, 12, 1), "C#"),
    item("about/b.md", date(2016, 4, 1), kind=PAGE),
    item("roses/c.md", date(2016, 4, 2), "C#"),
]


def test_it_lists_what_is_live_by_label_and_by_month_and_the_pages() -> None:
    assert render_former_page("A *rose*", ["C#", "unused"], ITEMS) == (
        "\nThis site continues the blog *A \\*rose\\**, which was at Blogger.\n"
        "\n## By label\n\n- **C#**: [Post a](../roses/a.md); [Post c](../roses/c.md)\n"
        "\n## By month\n\n"
        "- **2016-04**: [Post c](../roses/c.md)\n- **2015-12**: [Post a](../roses/a.md)\n"
        "\n## Pages\n\n- [Post b](b.md)\n"
    )
    assert render_former_page("", [], [], "search.md") == (
        "\nThis site continues the blog, which was at Blogger.\n"
        "To look for words, use the [search](../search.md).\n"
    )


def test_it_answers_for_labels_archives_the_search_and_feeds() -> None:
    weeks = ["/2016_03_27_archive.html", "/2015_11_29_archive.html"]

    assert [*former_paths(["Red rose"], ITEMS, weeks)] == [
        "/search/label/Red%20rose",
        "/search/label/Red+rose",
        "/2015/",
        "/2016/",
        "/2015/12/",
        "/2015_12_01_archive.html",
        "/2016/04/",
        "/2016_04_01_archive.html",
        "/2015_11_29_archive.html",
        "/2016_03_27_archive.html",
        "/search.html",
        "/feeds/posts/default",
        "/atom.xml",
        "/rss.xml",
    ]


def test_what_no_file_can_be_named_after_has_no_address() -> None:
    assert [*label_paths(["a/b", "..", "x" * 201, "\x07"])] == ["/search/label/a%2Fb"]
    assert not is_file("/a//b.html")

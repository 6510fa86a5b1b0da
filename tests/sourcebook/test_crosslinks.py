"""Where links of a blog lead now."""

from __future__ import annotations

import pytest

from sourcebook.blogger.crosslinks import (
    CLOSED,
    JUNK,
    KEPT,
    ODD,
    REWRITTEN,
    UNKNOWN,
    UNSAFE,
    Places,
    follow,
    host_of,
)

PLACES = Places(
    hosts=frozenset({"garden.blogspot", "garden.example.org"}),
    address="http://garden.blogspot.com",
    by_path={"/2016/04/a.html": "roses/a.md", "/2016/04/장미.html": "trees/장미.md"},
    by_id={"11": "roses/a.md"},
    comments={"123456": "roses/a.md", "654321": "trees/장미.md"},
    anchors={"roses/a.md": {"more", "how to"}},
    labels={"red roses": "roses/index.md"},
    former="about/former-blog.md",
    home="index.md",
    search="search.md",
)
OWN = "http://garden.blogspot.com"


@pytest.mark.parametrize(
    ("href", "now", "outcome"),
    [
        (f"{OWN}/2016/04/a.html", "../roses/a.md", REWRITTEN),
        (
            "https://www.garden.blogspot.co.uk/ncr/2016/04/a.html?m=1#more",
            "../roses/a.md#more",
            REWRITTEN,
        ),
        ("//garden.example.org/2016/04/a.html", "../roses/a.md", REWRITTEN),
        (f"{OWN}/2016/04/a.html?showComment=1#c123456", "../roses/a.md#c123456", REWRITTEN),
        (f"{OWN}/2016/04/a.html#c999999", "../roses/a.md", REWRITTEN),
        (f"{OWN}/2016/04/a.html#c654321", "../roses/a.md", REWRITTEN),
        (f"{OWN}/2016/04/a.html#how%20to", "../roses/a.md#how to", REWRITTEN),
        (f"{OWN}/2016/04/a.html#links", "../roses/a.md", REWRITTEN),
        (f"{OWN}/2016/04/a", "../roses/a.md", REWRITTEN),
        (f"{OWN}/2016/04/%EC%9E%A5%EB%AF%B8.html", "장미.md", REWRITTEN),
        ("/2016/04/a.html", "../roses/a.md", REWRITTEN),
        ("a.html", "../roses/a.md", REWRITTEN),
        ("http://www.blogger.com/comment.g?blogID=7&postID=11", "../roses/a.md", REWRITTEN),
        ("https://www.blogger.com/feeds/7/posts/default/11", "../roses/a.md", REWRITTEN),
        ("https://www.blogger.com/profile/5", "https://www.blogger.com/profile/5", KEPT),
        (f"{OWN}/search/label/Red+roses", "../roses/index.md", REWRITTEN),
        (f"{OWN}/search/label/Red%20Roses?max-results=5", "../roses/index.md", REWRITTEN),
        (f"{OWN}/search/label/Blue", f"{OWN}/search/label/Blue", UNKNOWN),
        (f"{OWN}/search?q=rose", "../search.md", REWRITTEN),
        (f"{OWN}/", "../index.md", REWRITTEN),
        (OWN, "../index.md", REWRITTEN),
        (f"{OWN}/2016/04/", "../about/former-blog.md", REWRITTEN),
        (f"{OWN}/2016_04_01_archive.html", "../about/former-blog.md", REWRITTEN),
        (f"{OWN}/feeds/posts/default", "../about/former-blog.md", REWRITTEN),
        (f"{OWN}/2011/01/gone.html#x", f"{OWN}/2011/01/gone.html#x", UNKNOWN),
        ("gone.html#x", f"{OWN}/2016/04/gone.html#x", UNKNOWN),
        ("/gone.html?m=1&x=a%20b#x", f"{OWN}/gone.html?m=1&x=a%20b#x", UNKNOWN),
        ("/search/label/Blue?max-results=5", f"{OWN}/search/label/Blue?max-results=5", UNKNOWN),
        ("http://example.org/a b", "http://example.org/a b", KEPT),
        ("www.example.org", "http://www.example.org", KEPT),
        ("mailto:jo@example.org", "mailto:jo@example.org", KEPT),
        ("https://www.google.com/url?q=http://example.org/a&sa=D", "http://example.org/a", KEPT),
        ("https://www.google.com/url?q=x", "https://www.google.com/url?q=x", KEPT),
        *(
            (address, address, CLOSED)
            for address in (
                "http://feedproxy.google.com/~r/Garden/~3/abc/",
                "http://feeds2.feedburner.com/~r/Garden/~3/abc/",
                "https://feedburner.google.com/fb/a/mailverify?uri=Garden",
                "http://feedburner.com/Garden",
            )
        ),
        ("http://notfeedburner.com/", "http://notfeedburner.com/", KEPT),
        ("https://www.blogger.com/null", "", JUNK),
        ("https://draft.blogger.com/blogger.g?blogID=1", "", JUNK),
        ("http://www.blogger.com/goog_2082220264", "", JUNK),
        ("https://blogger.com/goog_2082220264#x", "", JUNK),
        ("about:invalid#zClosurez", "", JUNK),
        ("http://", "", JUNK),
        ("javascript:alert(1)", "", UNSAFE),
        (" java\nscript:alert(1)", "", UNSAFE),
        ("data:text/html,x", "", UNSAFE),
        ("file:///C:/x.html", "", UNSAFE),
        ("http://[bad", "", ODD),
        ("http:/x", "", ODD),
    ],
)
def test_a_link_leads_to_a_file_or_stays_or_is_text(href: str, now: str, outcome: str) -> None:
    assert follow(href, PLACES, "trees/b.md", "/2016/04/b.html") == (now, outcome)


def test_a_blog_of_unknown_address_has_only_its_paths() -> None:
    places = Places(frozenset(), "", {}, {})

    assert follow("/2011/01/gone.html", places, "a.md", "") == ("", ODD)
    assert follow("/search", places, "a.md", "") == ("", ODD)
    assert follow("/feeds/x", places, "a.md", "") == ("", ODD)
    assert host_of("http://[") == ""
    assert host_of("http://x.blogspot.com.br/") == "x.blogspot"

"""What an import will write, thought out before anything is written."""

from __future__ import annotations

import base64
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any
from unicodedata import normalize
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
import yaml

from sourcebook.blogger.accounts import make_report, render_report
from sourcebook.blogger.atom import read_feed
from sourcebook.blogger.former_page import FORMER_PAGE
from sourcebook.blogger.permalinks import Permalinks
from sourcebook.blogger.plan import Plan, Present, Wishes, make_plan
from sourcebook.blogger.sorting import read_rules
from sourcebook.records import Library
from tests.sourcebook.importers.bodies import InMemory
from tests.sourcebook.importers.exports import comment, entry, legacy, page, public, takeout

if TYPE_CHECKING:
    from collections.abc import Callable

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"x" * 20).decode()


class Outcome:
    """A plan, and its texts."""

    def __init__(self, raw: bytes, **wishes: Any) -> None:
        present = Present(frozenset(), frozenset(), {}, Library([], {}))
        self.present = wishes.pop("present", present)
        pictures: Callable[[str, str], tuple[str, str]] | None = wishes.pop("pictures", None)
        self.bodies = InMemory()
        blog = read_feed(io.BytesIO(raw), self.bodies)
        given: dict[str, Any] = {
            "zone": ZoneInfo("America/New_York"),
            "latest": date(2026, 11, 23),
            "permalinks": Permalinks(),
        }
        self.plan: Plan = make_plan(
            blog, self.bodies, Wishes(**(given | wishes)), self.present, pictures=pictures
        )

    def text(self, uri: str) -> str:
        return self.bodies.get(self.plan.files[uri].text)

    def meta(self, uri: str) -> dict[str, Any]:
        meta: dict[str, Any] = yaml.safe_load(self.text(uri).split("\n---\n")[0])
        return meta

    def body(self, uri: str) -> str:
        return self.text(uri).split("\n---\n\n", 1)[1]

    def notes(self, number: str = "1") -> dict[str, str]:
        return dict(next(item.notes for item in self.plan.items if item.entry.id == number))


def test_a_post_becomes_a_file_with_all_that_is_known_of_it() -> None:
    html = "<p>Cut above a bud.</p><p>Sources: JCOnline; <a href='http://x.org/w'>Wikipedia</a></p>"

    plan = Outcome(legacy(entry(1, html, labels=("Roses", "C#"))))

    assert plan.meta("unsorted/pruning-roses-1.md") == {
        "title": "Pruning roses 1",
        "description": "Cut above a bud. Sources: JCOnline; Wikipedia",
        "date": date(2016, 4, 5),
        "updated": date(2016, 4, 6),
        "authors": ["jo-smith"],
        "sources": ["jconline", "wikipedia"],
        "labels": ["Roses", "C#"],
        "former": ["/2016/04/pruning-roses-1.html"],
        "blogger": {
            "id": "1",
            "path": "/2016/04/pruning-roses-1.html",
            "format": "legacy",
            "published": "2016-04-05T22:30:00-04:00",
            "updated": "2016-04-06T09:00:00-04:00",
            "sources_line": "Sources: JCOnline; Wikipedia",
            "todo": ["topic", "description", "sources"],
        },
    }
    assert plan.body("unsorted/pruning-roses-1.md") == "Cut above a bud.\n"
    assert plan.text("sources/wikipedia.md") == (
        "---\ntype: webpage\ntitle: Wikipedia\nURL: http://x.org/w\nshort: Wikipedia\n---\n"
    )
    assert [*plan.plan.files] == [
        "sources/jconline.md",
        "sources/wikipedia.md",
        "unsorted/pruning-roses-1.md",
        "unsorted/index.md",
        "about/authors/jo-smith.md",
        FORMER_PAGE,
    ]


def test_titles_are_written_so_that_yaml_reads_them_back() -> None:
    titles = [
        'a: "b" # c',
        "@x",
        "[y",
        "true",
        "- z",
        "2016-04-05",
        "http://x.org/a?b",
        "é 장미",
        "'",
        "a #b",
    ]
    raw = legacy(
        *(entry(n, title=title, path=f"/2016/04/{n}.html") for n, title in enumerate(titles, 1))
    )

    plan = Outcome(raw)

    assert [plan.meta(item.uri)["title"] for item in plan.plan.items] == titles


def test_nothing_is_published_that_was_not_live() -> None:
    plan = Outcome(
        takeout(
            entry(1, status="DRAFT", path="/2016/04/once-live.html"),
            entry(2, status="SCHEDULED"),
            entry(3, status="ODD"),
            entry(4, published="2027-01-01T00:00:00Z", updated=""),
            entry(5, trashed="2020-01-01T00:00:00Z"),
            entry("x"),
            entry(1),
            entry(6, published="", updated="", path=""),
            entry(7, published="", updated="", path="/2012/03/a.html"),
            page(8, status="DRAFT", title="Later"),
        )
    )

    drafts = {item.entry.id: item.draft for item in plan.plan.items}
    assert drafts == {"1": True, "2": True, "3": True, "4": True, "7": False, "8": True}
    assert [reason for _, reason in plan.plan.skipped] == [
        "is in the bin",
        "has no number",
        "is there twice",
        "has no date",
    ]
    assert len(plan.plan.losses) == 2
    assert plan.meta("unsorted/once-live.md")["draft"] is True
    assert "former" not in plan.meta("unsorted/once-live.md")
    assert plan.notes("3")["status"] == "Blogger says `odd`: kept as a draft"
    assert plan.notes("7")["date"] == "has no readable date: 2012-03-01 was taken"
    assert plan.meta("about/about-us.md")["draft"] is True


def test_what_only_drafts_have_is_not_written_out_with_the_rest() -> None:
    html = "<a href='http://garden.blogspot.com/2016_04_03_archive.html'>Week</a>"
    plan = Outcome(
        legacy(
            entry(1, labels=("Roses", "Red")),
            entry(2, html, status="DRAFT", labels=("Herbs", "Secret"), author="Ann Oak"),
            entry(3, status="DRAFT", labels=("Roses", "Hidden")),
            page(8, title="Us", author="Ed Elm"),
        ),
        rules=read_rules("roses: {labels: [Roses, Hidden]}\nherbs: {labels: [Herbs]}"),
    )

    assert [*plan.plan.files] == [
        "roses/pruning-roses-1.md",
        "herbs/pruning-roses-2.md",
        "roses/pruning-roses-3.md",
        "about/about-us.md",
        "roses/index.md",
        "about/authors/ann-oak.md",
        "about/authors/jo-smith.md",
        FORMER_PAGE,
    ]
    assert plan.meta("roses/index.md")["former"] == ["/search/label/Roses"]
    # No title stands in the middle of a sentence: it may be "All about roses".
    assert plan.meta("roses/index.md")["description"] == "Posts of the former blog on this topic."
    former = plan.meta(FORMER_PAGE)["former"]
    assert [path for path in former if "label" in path] == ["/search/label/Red"]
    assert "/2016_04_03_archive.html" not in former
    assert plan.meta("about/authors/ann-oak.md")["draft"] is True
    assert "draft" not in plan.meta("about/authors/jo-smith.md")
    assert plan.meta("herbs/pruning-roses-2.md")["authors"] == ["ann-oak"]


def test_equal_names_of_several_months_are_told_apart_and_equal_permalinks_are_told() -> None:
    plan = Outcome(
        legacy(
            entry(1, path="/2016/04/blog-post.html"),
            entry(2, path="/2016/05/blog-post.html", published="2016-05-01T12:00:00-04:00"),
            entry(3, path="/2016/05/blog-post.html", published="2016-05-02T12:00:00-04:00"),
        )
    )

    assert [item.uri for item in plan.plan.items] == [
        "unsorted/blog-post.md",
        "unsorted/blog-post-2016-05.md",
        "unsorted/blog-post-2016-05-2.md",
    ]
    assert "former" not in plan.meta("unsorted/blog-post-2016-05-2.md")
    assert plan.notes("3")["permalink"].endswith("belongs to unsorted/blog-post-2016-05.md")


def test_titles_and_permalinks_that_are_missing_are_made_and_told() -> None:
    plan = Outcome(
        takeout(
            entry(1, title="", html="<p>Roses in the spring.</p>"),
            entry(2, title="", html="<img src='http://x.org/a.png'>"),
            entry(3, title="rose.JPG", html="<img src='http://x.org/a.png'>"),
            since_2023=False,
        )
    )

    assert plan.meta("unsorted/roses-in-spring.md")["title"] == "Roses in the spring."
    assert plan.meta("unsorted/roses-in-spring.md")["former"] == ["/2016/04/roses-in-spring.html"]
    assert plan.notes()["permalink"] == "`/2016/04/roses-in-spring.html` was guessed"
    assert plan.meta("unsorted/blog-post.md")["title"] == "Untitled (2016-04-05)"
    assert "picture only" in plan.notes("3")


def test_links_between_posts_become_links_between_files() -> None:
    html = (
        "<a href='http://garden.blogspot.com/p/about-us.html'>us</a>"
        " <a href='http://garden.blogspot.de/2016/04/pruning-roses-1.html#c5000000'>said</a>"
        " <a href='http://garden.blogspot.com/2016/04/draft.html'>draft</a>"
        " <a href='http://garden.blogspot.com/search/label/Roses'>label</a>"
        " <a href='http://garden.blogspot.com/search/label/C%23'>other</a>"
    )
    plan = Outcome(
        legacy(
            entry(1, html, labels=("Roses", "C#"), link="http://x.org/"),
            entry(2, status="DRAFT"),
            page(3, html="<a href='javascript:x'>y</a>", link="javascript:x"),
            comment(5000000, 1),
        ),
        rules=read_rules("roses: {labels: [rose]}"),
    )

    assert plan.body("roses/pruning-roses-1.md").startswith(
        "[us](../about/about-us.md) [said](pruning-roses-1.md#c5000000)"
        " [draft](http://garden.blogspot.com/2016/04/draft.html) [label](index.md)"
        " [other](../about/former-blog.md)\n\n[http://x.org/](http://x.org/)\n\n<div "
    )
    assert "link" in plan.notes()
    assert plan.body("about/about-us.md") == "y\n"
    assert plan.meta("roses/index.md")["former"] == ["/search/label/Roses"]
    assert plan.meta(FORMER_PAGE)["former"] == [
        "/search/label/C%23",
        "/2016/",
        "/2016/04/",
        "/2016_04_01_archive.html",
        "/search.html",
        "/feeds/posts/default",
        "/atom.xml",
        "/rss.xml",
    ]
    assert "- **Roses**: [Pruning roses 1](../roses/pruning-roses-1.md)\n" in plan.body(FORMER_PAGE)
    assert "## Pages\n\n- [About us](about-us.md)" in plan.body(FORMER_PAGE)


def test_a_link_into_a_post_keeps_its_name_where_the_post_has_it() -> None:
    other = "http://garden.blogspot.com/2016/04/pruning-roses-2.html"
    html = "".join(f"<a href='{other}#{name}'>{name}</a> " for name in ("tools", "gone", "more"))
    html += f"<a href='{other}#comments'>said</a> <a href='{other.replace('-2.', '-1.')}#comments'>x</a>"
    text = "<p>Cut.</p><a name='more'></a><p id='tools'>A knife.</p><p id='unasked'>x</p>"

    outcome = Outcome(legacy(entry(1, html), entry(2, text), comment(4, 2)))

    two = "pruning-roses-2.md"
    assert outcome.body("unsorted/pruning-roses-1.md") == (
        f"[tools]({two}#tools) [gone]({two}) [more]({two}#more)"
        f" [said]({two}#comments) [x](pruning-roses-1.md)\n"
    )
    assert outcome.body(f"unsorted/{two}").startswith(
        'Cut.\n\n<!-- more -->\n\n<a id="more"></a><a id="tools"></a>A knife.\n\nx\n\n'
        '<div id="comment-form"></div>\n\n## Comments on the former blog {: #comments '
    )


@pytest.mark.parametrize("jump", ["<a name='more'></a>", "<!--more-->", "<a name='more'/><br><br>"])
def test_a_link_to_the_rest_of_a_post_leads_to_where_its_jump_break_was(jump: str) -> None:
    other = "http://garden.blogspot.com/2016/04/pruning-roses-{}.html#more"
    html = f"<a href='{other.format(2)}'>on</a> <a href='{other.format(3)}'>no break</a>"

    outcome = Outcome(legacy(entry(1, html), entry(2, f"Cut.{jump}Wait."), entry(3)))

    assert outcome.body("unsorted/pruning-roses-1.md") == (
        "[on](pruning-roses-2.md#more) [no break](pruning-roses-3.md)\n"
    )
    assert outcome.body("unsorted/pruning-roses-2.md") == (
        'Cut.\n\n<!-- more -->\n\n<a id="more"></a>Wait.\n'
    )


def test_a_link_to_where_comments_were_written_leads_to_the_comments_that_are_kept() -> None:
    own = "http://garden.blogspot.com/2016/04/pruning-roses-{}.html#comment-form"
    html = f"<a href='#comment-form'>say</a> <a href='{own.format(1)}'>here</a>"
    other = f"<a href='{own.format(1)}'>there</a> <a href='#comment-form'>say</a>"
    raw = legacy(entry(1, html), entry(2, other), comment(4, 1))

    kept, dropped = Outcome(raw), Outcome(raw, comments=False)

    one, two = "unsorted/pruning-roses-1.md", "unsorted/pruning-roses-2.md"
    assert kept.body(one).startswith(
        "[say](#comment-form) [here](pruning-roses-1.md#comment-form)\n\n"
        '<div id="comment-form"></div>\n\n## Comments on the former blog {: #comments '
    )
    assert kept.body(two) == "[there](pruning-roses-1.md#comment-form) say\n"
    assert dropped.body(one) == "say [here](pruning-roses-1.md)\n"
    assert dropped.body(two) == "[there](pruning-roses-1.md) say\n"


def test_the_comments_alone_have_the_anchor_of_comments() -> None:
    html = "<a href='#comments'>said</a><p id='comments'>Comments?</p><h2>Comment form</h2>"

    outcome = Outcome(legacy(entry(1, html), entry(2, html), comment(4, 1)))

    assert outcome.body("unsorted/pruning-roses-1.md").startswith(
        "[said](#comments)\n\nComments?\n\n## Comment form {: #comment-form-in-text }\n\n<div "
    )
    assert outcome.body("unsorted/pruning-roses-2.md").startswith(
        '[said](#comments)\n\n<a id="comments"></a>Comments?\n'
    )


def test_archives_that_a_post_links_to_have_addresses_besides_those_of_months() -> None:
    own = "http://garden.blogspot.com"
    weeks = ("2016_04_03_archive.html", "2012_12_30_archive.html", "2016_04_01_archive.html")
    html = "".join(f"<a href='{own}/{name}'>x</a>" for name in weeks)
    html += "<a href='http://other.blogspot.com/2009_01_04_archive.html'>x</a>"
    html += f"<a href='{own}/2016/04/pruning-roses-1.html?/2008_01_06_archive.html'>x</a>"
    html += f"<a href='{own}/2004_09_archive.html'>x</a>"

    outcome = Outcome(legacy(entry(1, html)))

    assert outcome.meta(FORMER_PAGE)["former"] == [
        "/2016/",
        "/2016/04/",
        "/2016_04_01_archive.html",
        "/2004_09_archive.html",
        "/2012_12_30_archive.html",
        "/2016_04_03_archive.html",
        "/search.html",
        "/feeds/posts/default",
        "/atom.xml",
        "/rss.xml",
    ]


def test_what_stands_around_a_text_is_left_out_and_told() -> None:
    html = (
        "<p>Cut.</p><a href='http://garden.blogspot.com/2016/04/pruning-roses-1.html#more'>Read more</a>"
        " <a href='http://garden.blogspot.com/2016/04/pruning-roses-2.html#more'>Read more</a>"
        "<div class='blogger-post-footer'>Mine!</div>"
    )

    outcome = Outcome(legacy(entry(1, html), entry(2)))

    assert (
        outcome.body("unsorted/pruning-roses-1.md") == "Cut.\n\n[Read more](pruning-roses-2.md)\n"
    )
    assert make_report(outcome.plan, edited=[])["losses"] == [
        "unsorted/pruning-roses-1.md: footer of a feed (1)",
        "unsorted/pruning-roses-1.md: link to read on (1)",
    ]


def test_each_link_through_a_service_that_is_closed_is_an_open_question() -> None:
    burned = "http://feedproxy.google.com/~r/Garden/~3/{}/"
    html = "".join(f"<a href='{burned.format(n)}'>{n}</a> " for n in (1, 2))

    outcome = Outcome(legacy(entry(1, html, link=burned.format(3))))

    [item] = outcome.plan.items
    assert [each for each in item.notes if each[0] == "closed"] == [
        (
            "closed",
            f"{burned.format(n)} leads through FeedBurner, which is closed: link to the page itself",
        )
        for n in (1, 2, 3)
    ]
    assert outcome.body(item.uri).count("](http://feedproxy.google.com/") == 3
    report = make_report(outcome.plan, edited=[])
    assert report["losses"] == []
    text = "".join(render_report(report, outcome.plan.items))
    assert "## Links to pages through a service that is closed (3)\n\n- [ ] `unsorted/" in text


def test_topics_come_from_rules_and_what_was_guessed_is_told() -> None:
    present = Present(
        frozenset({"index.md", "trees/index.md", "search.md", "about/authors/jo-smith.md"}),
        frozenset({"trees"}),
        {"4": "trees/moved.md"},
        Library([], {}),
        frozenset({"/search/label/Ferns", "/2016/"}),
        "about/former-blog-7.md",
    )
    plan = Outcome(
        legacy(
            entry(1, labels=("Tree",)),
            entry(2, title="Thorns"),
            entry(3, labels=("Ferns", "Red roses")),
            entry(4),
        ),
        rules=read_rules("roses: {keywords: [thorn]}"),
        present=present,
    )

    assert {item.entry.id: item.uri for item in plan.plan.items} == {
        "1": "trees/pruning-roses-1.md",
        "2": "roses/pruning-roses-2.md",
        "3": "unsorted/pruning-roses-3.md",
        "4": "trees/moved.md",
    }
    assert plan.notes("2")["topic"] == "`roses` was guessed"
    assert "topic" not in plan.notes("1")
    assert "trees/index.md" not in plan.plan.files
    assert "about/authors/jo-smith.md" not in plan.plan.files
    assert plan.meta("about/former-blog-7.md")["former"] == [
        "/search/label/Red%20roses",
        "/search/label/Red+roses",
        "/search/label/Tree",
        "/2016/04/",
        "/2016_04_01_archive.html",
        "/search.html",
        "/feeds/posts/default",
        "/atom.xml",
        "/rss.xml",
    ]
    assert plan.plan.labels == {"Ferns": "", "Red roses": "", "Tree": "trees"}


def test_pictures_are_placed_or_their_loss_is_told() -> None:
    html = (
        f"<img src='data:image/png;base64,{PNG}' alt='A rose'><img src='data:image/png;base64,{PNG}'>"
        "<img src='data:image/png;base64,AAAA'><img src='data:image/png;base64,?'><img src='data:x'>"
        "<img src='file:///C:/a.png'><img src='http://x.org/a.png'><img src='http://x.org/b.png'>"
        "<iframe src='http://www.blogger.com/video.g?token=x'></iframe><script>x</script>"
        "<iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe>"
    )

    def pictures(src: str, _: str) -> tuple[str, str]:
        return (
            ("assets/blogger/a.png", "is here")
            if src.endswith("a.png")
            else (src, "kept at its host: x")
        )

    kept, moved = (
        Outcome(legacy(entry(1, html))),
        Outcome(legacy(entry(1, html)), pictures=pictures),
    )

    name = next(uri for uri in kept.plan.files if uri.startswith("assets/"))
    assert kept.plan.files[name].binary
    assert kept.body("unsorted/pruning-roses-1.md").count(f"](../{name})") == 2
    assert "](http://x.org/a.png)" in kept.body("unsorted/pruning-roses-1.md")
    assert "](../assets/blogger/a.png)" in moved.body("unsorted/pruning-roses-1.md")
    assert kept.notes()["alt"] == "7 of 8 pictures have no words"
    assert kept.notes()["video"] == "1 video: nobody has said what is shown"
    assert {"pictures", "lost", "dropped"} <= kept.notes().keys()
    account = json.loads(kept.bodies.get(kept.plan.items[0].account))
    assert account["images"][2]["outcome"] == "lost: its data cannot be read"


def test_a_feed_cut_short_and_a_second_record_of_a_source_are_told() -> None:
    raw = public(entry(1)).replace(b"content", b"summary")
    part = raw.replace(b"</feed>", b"<o:totalResults xmlns:o='x'>190</o:totalResults></feed>")
    assert Outcome(part).plan.losses == ["the feed holds 1 of 190 entries: give a whole export"]
    known = Library(["wikipedia"], {"wikipedia": {"title": "Wikipedia", "URL": "http://x.org/w"}})
    present = Present(frozenset(), frozenset(), {}, known)
    html = (
        "<p>Sources: <a href='http://x.org/w'>Wikipedia</a>; <a href='http://x.org/v'>Wikipedia</a>;"
        " 장미</p>"
    )

    plan = Outcome(legacy(entry(1, html)), present=present)

    assert Outcome(raw).notes()["loss"] == "the feed holds no more than its beginning"
    assert plan.meta("unsorted/pruning-roses-1.md")["sources"] == [
        "wikipedia",
        "wikipedia-2",
        "source",
    ]
    assert "sources/wikipedia.md" not in plan.plan.files


def test_a_description_that_was_written_at_blogger_is_kept() -> None:
    plan = Outcome(takeout(entry(1, description="How to prune.")))

    assert plan.meta("unsorted/pruning-roses-1.md")["description"] == "How to prune."
    assert "description" not in plan.notes()


@pytest.mark.parametrize(
    ("updated", "told"),
    [
        ("2016-04-05T23:59:00-04:00", None),  # the same day in New York, and the next in Greenwich
        ("2016-04-06T00:01:00-04:00", date(2016, 4, 6)),
        ("2016-04-01T00:00:00-04:00", None),
        ("2027-01-01T12:00:00Z", None),
        ("", None),
    ],
)
def test_a_last_change_is_told_where_its_day_is_after_that_of_publication(
    updated: str, told: date | None
) -> None:
    outcome = Outcome(legacy(entry(1, published="2016-04-05T22:30:00-04:00", updated=updated)))

    meta = outcome.meta("unsorted/pruning-roses-1.md")
    assert (meta["date"], meta.get("updated")) == (date(2016, 4, 5), told)


def test_a_permalink_of_parted_letters_names_a_file_of_whole_ones_and_stays_as_it_was() -> None:
    parted = normalize("NFD", "/2016/04/rosé-blüht.html")
    html = f"<a href='http://garden.blogspot.com{parted}'>it</a> <a href='{quote(parted)}'>it</a>"

    outcome = Outcome(legacy(entry(1, html, path=parted)))

    name = normalize("NFC", "rosé-blüht.md")
    assert outcome.meta(f"unsorted/{name}")["former"] == [quote(parted)]
    assert outcome.body(f"unsorted/{name}") == f"[it]({quote(name)}) [it]({quote(name)})\n"


@pytest.mark.parametrize("name", ["Unknown", "Anonymous", "anonymous", "noreply@blogger.com", ""])
def test_who_has_no_name_is_no_author_and_an_anonymous_guest(name: str) -> None:
    outcome = Outcome(takeout(entry(1, author=name), comment(2, 1, author=name)))

    assert "authors" not in outcome.meta("unsorted/pruning-roses-1.md")
    assert not [uri for uri in outcome.plan.files if "authors" in uri]
    assert "**Anonymous**, 5 April 2016" in outcome.body("unsorted/pruning-roses-1.md")


def test_authors_of_one_name_in_letters_have_two_pages() -> None:
    plan = Outcome(
        legacy(entry(1, author="Jo Smith"), entry(2, author="jo-smith"), entry(3, author=""))
    )

    assert plan.meta("unsorted/pruning-roses-2.md")["authors"] == ["jo-smith-2"]
    assert "authors" not in plan.meta("unsorted/pruning-roses-3.md")


def test_an_export_without_live_entries_has_no_page_of_the_former_blog() -> None:
    raw = legacy(
        entry(1, status="DRAFT"),
        page(2, status="DRAFT"),
        settings={"BLOG_SUBDOMAIN": "g.example.org"},
    )

    plan = Outcome(raw, address="https://garden.example.org")

    assert FORMER_PAGE not in plan.plan.files
    only_a_page = Outcome(legacy(page(2), settings={}))
    assert "By month" not in only_a_page.text(FORMER_PAGE)


def test_equal_input_makes_equal_plans_and_every_step_is_told() -> None:
    raw = legacy(entry(1), entry(2, labels=("A", ".", "b")), page(3), comment(4, 1))
    seen: list[int] = []
    bodies = InMemory()
    blog = read_feed(io.BytesIO(raw), bodies)
    wishes = Wishes(None, date(2026, 11, 23), Permalinks())

    make_plan(blog, bodies, wishes, Outcome(raw).present, seen=lambda: seen.append(1))

    assert len(seen) == 3
    assert Outcome(raw).plan.files == Outcome(raw).plan.files


def test_a_description_is_made_of_paragraphs_and_not_of_what_stands_around_them() -> None:
    caption = (
        "<table class='tr-caption-container'><tr><td><img src='http://x.org/a.png'></td></tr>"
        "<tr><td class='tr-caption'>A rose in May</td></tr></table>"
    )
    html = (
        f"<h2>First</h2>{caption}<p>Cut <b>above</b> a bud.<br>Water it <img src='http://x.org/b.gif'>"
        " well, and wait until the spring comes.</p><pre>x = 1</pre><p>Sources: JCOnline</p>"
    )

    plan = Outcome(legacy(entry(1, html), entry(2, "<ul><li>Only a list of a few words</li></ul>")))

    assert plan.meta("unsorted/pruning-roses-1.md")["description"] == (
        "Cut above a bud. Water it well, and wait until the spring comes."
    )
    assert plan.meta("unsorted/pruning-roses-2.md")["description"] == "Only a list of a few words"

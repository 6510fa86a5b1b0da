"""Comments below the post they were written on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sourcebook.blogger.discussion import HEADING, render_comments, select_comments
from sourcebook.blogger.entries import COMMENT, LEGACY, LIVE, POST, Blog, Entry
from sourcebook.blogger.tidy import Outlook
from tests.sourcebook.importers.bodies import InMemory

VIEW = Outlook(
    link=lambda href: ("", "x") if "script:" in href else (href, "kept"),
    picture=lambda src, _: (src, "kept"),
)
START = datetime(2016, 4, 5, tzinfo=UTC)


class Wall:
    """Comments on one post."""

    def __init__(self) -> None:
        self.bodies = InMemory()
        self.entries: list[Entry] = []

    def say(self, number: str, html: str = "Well said.", **values: object) -> None:
        given: dict[str, Any] = {
            "kind": COMMENT,
            "status": LIVE,
            "author": "Jo",
            "parent": "1",
            **values,
        }
        given.setdefault("published", START + timedelta(minutes=len(self.entries)))
        self.entries.append(
            Entry(
                id=number,
                title="",
                updated=None,
                labels=(),
                path="",
                body=self.bodies.put(html),
                **given,
            )
        )

    def render(self) -> list[str]:
        text = render_comments(self.entries, self.bodies, zone=None, outlook=VIEW)
        before, heading, lines = text.partition(HEADING)
        assert (before, heading) == ("", HEADING)
        return [line for line in lines.split("\n") if line.strip("> ")]


def test_answers_stand_below_what_they_answer_and_circles_are_shown_once() -> None:
    wall = Wall()
    wall.say("11", "a")
    wall.say("12", "b", answers="11", author="")
    wall.say("13", "c", answers="99", published=None)
    wall.say("14", "d", answers="15")
    wall.say("15", "e", answers="14")
    wall.say("16", "f", answers="16")
    wall.say("", "g")

    assert wall.render() == [
        '> <a id="c13"></a>**Jo**',
        "> c",
        '> <a id="c11"></a>**Jo**, 5 April 2016',
        "> a",
        '>> <a id="c12"></a>**Anonymous**, 5 April 2016',
        ">> b",
        '> <a id="c16"></a>**Jo**, 5 April 2016',
        "> f",
        "> **Jo**, 5 April 2016",
        "> g",
        '> <a id="c14"></a>**Jo**, 5 April 2016',
        "> d",
        '>> <a id="c15"></a>**Jo**, 5 April 2016',
        ">> e",
    ]


def test_comments_hold_words_and_links_and_no_address_of_a_person() -> None:
    wall = Wall()
    wall.say(
        "11",
        "<h2>Hi</h2><script>x</script>write to jo.smith@example.org or <a href='mailto:jo@example.org'>me</a>"
        " <a href='javascript:x'>j</a> <a href='http://x.org/'>x</a> <img src='http://x.org/a.png'>",
        author="<b>*Jo*",
    )

    assert wall.render() == [
        '> <a id="c11"></a>**&lt;b>\\*Jo\\***, 5 April 2016',
        "> Hi",
        '> write to (e-mail address removed) or me j [x](http://x.org/){ rel="nofollow ugc" }',
    ]


def test_no_address_of_a_person_is_left_in_a_link_or_a_name() -> None:
    wall = Wall()
    wall.say(
        "11",
        "<a href='http://jo@example.org'>a</a> <a href='jo@example.org'>b</a> "
        "<a href='http://x.org/?to=jo%40example.org'>c</a> <a href='http://x.org/12@N00/'>d</a>",
        author="jo@example.org",
    )

    assert wall.render() == [
        '> <a id="c11"></a>**(e-mail address removed)**, 5 April 2016',
        '> a b c [d](http://x.org/12@N00/){ rel="nofollow ugc" }',
    ]


def test_what_is_not_shown_is_counted_by_reason() -> None:
    wall = Wall()
    wall.say("11")
    wall.say("11")
    wall.say("12", status="spam_comment")
    wall.say("13", removed=True)
    wall.say("14", " <br> ")
    wall.say("15", parent="2")
    wall.say("16", kind=POST)
    blog = Blog(LEGACY, "7", "", "", tuple(wall.entries))

    shown, left_out, orphans = select_comments(blog, wall.bodies, {"1": None}, keep=True)

    assert [each.id for each in shown["1"]] == ["11"]
    assert left_out == {
        "is there twice": 1,
        "is spam comment": 1,
        "was removed": 1,
        "is empty": 1,
        "its post is not in the export": 1,
    }
    assert [each.id for each in orphans] == ["15"]
    assert select_comments(blog, wall.bodies, {"1": None}, keep=False)[0] == {}

"""The content security policy: what a page allows, where it stands, what it would block."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sourcebook.policy import add_policy, check_content, describe_policy, hash_script, read_page

TAGS = "<meta policy>"


def rules(html: str, *, preview: bool = False) -> dict[str, list[str]]:
    policy = describe_policy(read_page(html), preview=preview)
    parts = [rule.split() for rule in policy.split("; ")]
    return {name: allowed for name, *allowed in parts}


def place(html: str) -> str:
    """Return what stands before the policy."""
    return add_policy(html, read_page(html).place, TAGS).partition(TAGS)[0]


def test_a_page_may_load_from_its_own_site_and_nowhere_else() -> None:
    assert rules("<!doctype html><title>Roses</title>") == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }


def test_scripts_in_the_page_are_allowed_by_their_hash_each_once_and_data_are_not() -> None:
    html = (
        "<head><script>let a = '<p>&amp;'</script><script src='x.js'></script>"
        "<script type='application/ld+json'>{}</script></head>"
        "<body><script type=module>b()</script><script>let a = '<p>&amp;'</script></body>"
    )

    digest = b64encode(sha256(b"let a = '<p>&amp;'").digest()).decode()
    assert rules(html)["script-src"] == ["'self'", f"'sha256-{digest}'", hash_script("b()")]


def test_a_script_has_one_hash_however_its_lines_end() -> None:
    assert hash_script("a()\r\nb()\rc()") == hash_script("a()\nb()\nc()")


def test_in_a_preview_the_script_that_reloads_the_page_may_run() -> None:
    assert rules("<script>a()</script>", preview=True)["script-src"] == [
        "'self'",
        "'unsafe-inline'",
    ]


def test_a_counter_and_a_video_are_allowed_exactly_what_they_ask_for() -> None:
    html = (
        "<script src=counter.js data-address='https://a.example/count?p=%2Fb?c'></script>"
        "<button data-frame='https://video.example/embed/1?a=b'></button>"
        "<button data-frame='https://video.example/embed/2'></button>"
    )

    assert rules(html)["connect-src"] == ["'self'", "https://a.example/count"]
    assert rules(html)["frame-src"] == ["https://video.example"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!doctype html>\n<html lang='en'>\n<head>\n  <meta charset=utf-8>", "<title>a</title>"),
        ("<head><meta name=viewport><meta charset=utf-8>", "<meta name=robots><script></script>"),
        ("<!doctype html><html><head>", "<script>a()</script><meta charset=utf-8>"),
        ("<head>", "<script src=a.js charset=utf-8></script><meta charset=utf-8>"),
        ("<!-- a\n b --><!DOCTYPE html>", "<p>No head."),
        ("", "No tag at all."),
    ],
)
def test_the_policy_comes_after_the_charset_and_before_all_it_is_about(
    before: str, after: str
) -> None:
    assert place(before + after) == before


def test_a_page_that_has_a_policy_is_known() -> None:
    given = '<meta http-equiv="Content-Security-Policy" content="default-src *">'

    assert read_page(given).has_policy
    assert not read_page(given.replace("Content-Security-Policy", "refresh")).has_policy


STYLE = "give it a class, and the class a rule in docs/assets/stylesheets/site.css"
SCRIPT = "put it into a file in docs/assets/javascripts/"
COPY = "put a copy into docs/assets/ if its licence allows it, or link to it"
VIDEO = "remove it; for a video, write the box `video`"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('<p style="color: red">Red</p>', f'has `style="color: red"`, which is blocked; {STYLE}'),
        (
            "<style>p { color: red }</style>",
            "has `<style>`, which is blocked; put its rules into docs/assets/stylesheets/site.css",
        ),
        ("<script>a()</script>", f"has a script in it, which is blocked; {SCRIPT}"),
        ("<p onclick='a()'>", f"has a script in `onclick=`, which is blocked; {SCRIPT}"),
        ("<a href=' JavaScript:a()'>", f"has a script in `href=`, which is blocked; {SCRIPT}"),
        ("<iframe src='/a'></iframe>", f"has `<iframe>`, which is blocked; {VIDEO}"),
        (
            "<img src='https://www.roses.example/a.png'>",
            f"loads something from roses.example, which is blocked; {COPY}",
        ),
        (
            "<img src=a.png srcset='b.png 1x,//roses.example/a.png 2x'>",
            f"loads something from roses.example, which is blocked; {COPY}",
        ),
        (
            "<img data-kept src='https://b.example/a.png' srcset='//roses.example/a.png 2x'>",
            f"loads something from roses.example, which is blocked; {COPY}",
        ),
        (
            "<source data-kept src='https://roses.example/a.webm'>",
            f"loads something from roses.example, which is blocked; {COPY}",
        ),
        (
            "<link href='https://roses.example/a.css' rel=stylesheet>",
            f"loads something from roses.example, which is blocked; {COPY}",
        ),
    ],
)
def test_what_readers_browsers_would_block_is_a_problem_once(content: str, what: str) -> None:
    blocked = check_content(content * 2)

    assert [f"{seen.what}; {seen.remedy}" for seen in blocked] == [what]
    assert blocked[0].text.lower() in content.lower()


PIECES = st.sampled_from(
    [
        *("<p ", "<img ", "<a ", "<script", "<style", "<br/", "<iframe", "</script", "</p", "<!--"),
        *(
            "-->",
            ">",
            "/>",
            '"',
            "'",
            " ",
            "=",
            "src=",
            "style=",
            "onload=",
            "href=",
            "data-frame=",
        ),
        *("//a.example/x", "https://a.example/y", "javascript:a()", "&#106;avascript:a()"),
        *("&#x6a;avascript&colon;a()", "text", "<", "&lt;", "\n", "<body>", "<meta charset=utf-8>"),
        *("<!doctype html>", "<html lang=en>", "<head>", "<title>Roses</title>", "<!-- <head> -->"),
        *('<meta http-equiv="Content-Security-Policy">', "<meta name=author content=Ann>"),
        *('<img src="https://a.example/z.png">', "<b title='a > b'>", "<script>a()</script>"),
    ]
)


@example("<a href='&#106;avascript:a()'>")
@example('<p title="a <img src=//a.example/x>')
@given(st.lists(PIECES, max_size=12).map("".join))
def test_reading_some_tags_finds_what_reading_all_finds(html: str) -> None:
    found, page = check_content(html), read_page(html)

    with patch("sourcebook.policy._has_more", lambda _: True):
        assert found == check_content(html)
        assert page == read_page(html)


def test_links_code_pictures_of_the_site_and_scripts_in_files_are_no_problem() -> None:
    content = (
        "<a href='https://roses.example/'>Roses</a><code>&lt;style&gt;</code>"
        "<img src='a.png' alt='Once on a rose'><script src='a.js'></script>"
        "<script type='application/json'>{}</script>"
    )

    assert check_content(content) == []


def test_a_picture_that_is_kept_elsewhere_is_allowed_where_its_writer_says_so() -> None:
    kept = '<img src="http://1.bp.blogspot.com/a.png" data-kept="elsewhere">'
    odd = '<img src="//x" data-kept="elsewhere">'

    assert rules(kept * 2 + odd)["img-src"] == ["'self'", "data:", "http://1.bp.blogspot.com"]
    assert check_content(kept) == []

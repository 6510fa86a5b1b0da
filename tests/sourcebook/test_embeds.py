"""What pages load from elsewhere becomes a link."""

from __future__ import annotations

import pytest

from sourcebook.blogger.embeds import find_embed
from sourcebook.blogger.tidy import parse

ID = "abc-EFG_123"
WATCH = f"https://www.youtube.com/watch?v={ID}"


@pytest.mark.parametrize(
    ("html", "address"),
    [
        (
            f'<iframe class="YOUTUBE-iframe-video" src="https://www.youtube.com/embed/{ID}?feature=x">',
            WATCH,
        ),
        (f'<iframe src="//www.youtube.com/embed/{ID}">', WATCH),
        (
            f'<iframe src="https://www.youtube-nocookie.com/embed/{ID}?list=PL1&start=42">',
            f"{WATCH}&t=42s",
        ),
        (f'<iframe class="BLOG_video_class" youtube-src-id="{ID}" src="https://x.org/">', WATCH),
        (
            f'<object><param name="movie" value="http://www.youtube.com/v/{ID}&hl=en"></object>',
            WATCH,
        ),
        (f'<embed src="http://www.youtube.com/v/{ID}">', WATCH),
        (f'<object data="http://youtu.be/{ID}"></object>', WATCH),
        (
            '<iframe src="https://www.youtube.com/embed/videoseries?list=PL1">',
            "https://www.youtube.com/playlist?list=PL1",
        ),
        (
            f'<embed src="http://youtube.googleapis.com/v/{ID}&source=uds">',
            WATCH,
        ),
        (
            '<iframe src="https://www.youtube.com/embed/live_stream?channel=x">',
            "https://www.youtube.com/embed/live_stream?channel=x",
        ),
        ('<iframe src="https://player.vimeo.com/video/123?start=4">', "https://vimeo.com/123"),
        ('<iframe src="https://player.vimeo.com/video/123?h=ab1">', "https://vimeo.com/123/ab1"),
        ('<iframe src="https://docs.google.com/form?a=1">', "https://docs.google.com/form?a=1"),
        ('<video><source src="https://x.org/a.mp4"></video>', "https://x.org/a.mp4"),
        ('<iframe src="https://www.blogger.com/video.g?token=x">', ""),
        ('<iframe src="javascript:alert(1)">', ""),
        ('<iframe src="http://[bad">', ""),
        ("<iframe>", ""),
    ],
)
def test_an_embedded_thing_leads_to_where_it_is(html: str, address: str) -> None:
    element = next(parse(html).iter("iframe", "object", "embed", "video"))

    found = find_embed(element)

    assert found.address == address
    assert found.outcome


@pytest.mark.parametrize(
    ("src", "words"),
    [
        ("https://www.slideshare.net/slideshow/embed_code/1", "From slideshare.net"),
        ("//maps.google.com/maps?q=garden", "From maps.google.com"),
        (f"//www.youtube.com/embed/{ID}", "Video on YouTube"),
    ],
)
def test_a_link_says_where_it_leads(src: str, words: str) -> None:
    assert find_embed(next(parse(f"<iframe src='{src}'>").iter("iframe"))).text == words

"""Videos in a text: a link, the writer's words, and a button that loads nothing by itself."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from sourcebook.frontmatter import Document
from sourcebook.videos import PLAY, VideoExtension

WORDS = "\nA rose is cut.\n"


def convert(
    address: str, words: str = WORDS, title: str = "Pruning"
) -> tuple[BeautifulSoup, VideoExtension]:
    videos = VideoExtension()
    text = f"/// video | {title}\n    address: {address}\n{words}///\n\nAfter.\n"
    html = Markdown(extensions=[videos]).convert(text)
    return BeautifulSoup(html, "html.parser"), videos


def told(videos: VideoExtension) -> list[str]:
    text = f"\n\n/// video | Pruning\n    address: {videos.wrong[0].text}\n///\n"
    document = Document("roses/a.md", {}, text)
    return [str(seen.tell(document, "video")) for seen in videos.wrong]


@pytest.mark.parametrize(
    ("address", "host", "frame"),
    [
        ("https://www.youtube.com/watch?v=a-b_c1234", "YouTube", "www.youtube-nocookie.com/embed/a-b_c1234"),
        ("https://youtu.be/a-b_c1234", "YouTube", "www.youtube-nocookie.com/embed/a-b_c1234"),
        ("https://m.youtube.com/watch?list=PL1&v=a-b_c1234", "YouTube", "www.youtube-nocookie.com/embed/a-b_c1234"),
        ("https://vimeo.com/123456", "Vimeo", "player.vimeo.com/video/123456?dnt=1"),
        ("https://vimeo.com/123456/abcdef", "Vimeo", "player.vimeo.com/video/123456?h=abcdef&dnt=1"),
    ],
)  # fmt: skip
def test_a_video_is_a_link_with_words_and_a_button_that_says_what_is_sent(
    address: str, host: str, frame: str
) -> None:
    page, videos = convert(address)

    assert (videos.found, videos.wrong) == (1, [])
    (link,) = page.select(".video a")
    assert (link["href"], link.get_text()) == (address, "Pruning")
    (button,) = page.select(".video > button.video__play[type=button][hidden]")
    assert button["data-frame"] == f"https://{frame}"
    assert button["data-title"] == "Pruning"
    assert button["data-search-exclude"] == "true"
    assert button.get_text() == PLAY.format(host)
    assert "IP address" in button.get_text()
    assert [p.get_text() for p in page.select("p")] == [
        f"Video: Pruning ({host})",
        "A rose is cut.",
        "After.",
    ]
    assert not page.select("iframe, script, img")


@pytest.mark.parametrize(
    "address",
    [
        "https://videos.example/1",
        "javascript:a()",
        "http://youtu.be/a-b_c1234",
        "https://[youtu.be",
    ],
)
def test_a_host_nobody_knows_is_a_problem_and_has_no_player(address: str) -> None:
    page, videos = convert(address)

    assert not page.select("button")
    assert videos.found == 0
    assert told(videos) == [
        f"roses/a.md: line 4: `{address}` is no address of a video at YouTube or Vimeo; "
        "write it as `    address: https://…` with youtube.com/watch?v=…, youtube.com/shorts/…, "
        "youtube.com/live/…, youtube.com/embed/…, youtu.be/… or vimeo.com/…, or make a plain link"
    ]


def test_a_video_without_words_is_a_problem() -> None:
    _, videos = convert("https://vimeo.com/123456", words="")

    assert told(videos) == [
        "roses/a.md: line 3: `Pruning` has no words with it; say below its address what it shows, "
        "for people who cannot watch"
    ]


def test_the_page_before_is_forgotten() -> None:
    _, videos = convert("https://vimeo.com/123456")

    videos.reset()

    assert (videos.found, videos.wrong) == (0, [])

"""Addresses of videos, in the forms in which their hosts give them."""

from __future__ import annotations

import pytest

from sourcebook.players import FORMS, VIMEO, YOUTUBE, Video, find_video
from tests.site import ROOT

ID = "a-b_c123456"


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={ID}",
        f"https://www.youtube.com/watch?v={ID}&t=42s",
        f"https://www.youtube.com/watch?list=PL1&v={ID}",
        f"https://www.youtube.com/watch?app=desktop&v={ID}#a",
        f"https://www.youtube.com/watch/?v={ID}",
        f"https://youtube.com/shorts/{ID}?feature=share",
        f"https://www.youtube.com/live/{ID}?si=x",
        f"https://www.youtube.com/embed/{ID}?start=42",
        f"https://m.youtube.com/watch?v={ID}",
        f"https://music.youtube.com/watch?v={ID}&list=PL1",
        f"https://WWW.YouTube.com/watch?v={ID}",
        f"https://www.youtube-nocookie.com/embed/{ID}",
        f"https://youtu.be/{ID}?si=x",
        f"http://www.youtube.com/v/{ID}&hl=en",
        f"http://www.youtube.com/e/{ID}",
        f"http://youtube.googleapis.com/v/{ID}&source=uds",
    ],
)
def test_a_video_on_youtube_is_known_in_every_form(address: str) -> None:
    video = find_video(address)

    assert video == Video(YOUTUBE, ID)
    assert video.address == f"https://www.youtube.com/watch?v={ID}"
    assert video.frame == f"https://www.youtube-nocookie.com/embed/{ID}"


@pytest.mark.parametrize(
    "address",
    [
        "https://vimeo.com/123456",
        "https://www.vimeo.com/123456/?share=copy#t=30s",
        "https://player.vimeo.com/video/123456?title=0",
        "https://vimeo.com/channels/staffpicks/123456",
        "https://vimeo.com/groups/roses/videos/123456",
        "https://vimeo.com/album/1/video/123456",
        "https://vimeo.com/showcase/1/video/123456",
        "http://vimeo.com/moogaloop.swf?clip_id=123456&server=vimeo.com",
    ],
)
def test_a_video_on_vimeo_is_known_in_every_form(address: str) -> None:
    video = find_video(address)

    assert video == Video(VIMEO, "123456")
    assert video.address == "https://vimeo.com/123456"
    assert video.frame == "https://player.vimeo.com/video/123456?dnt=1"


@pytest.mark.parametrize(
    "address",
    [
        "https://vimeo.com/123456/abcdef0123",
        "https://vimeo.com/123456/abcdef0123?share=copy",
        "https://vimeo.com/123456?h=abcdef0123",
        "https://player.vimeo.com/video/123456?dnt=1&h=abcdef0123",
    ],
)
def test_a_video_that_vimeo_lists_nowhere_keeps_what_opens_it(address: str) -> None:
    video = find_video(address)

    assert video == Video(VIMEO, "123456", "abcdef0123")
    assert video.address == "https://vimeo.com/123456/abcdef0123"
    assert video.frame == "https://player.vimeo.com/video/123456?h=abcdef0123&dnt=1"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/watch?list=PL1",
        "https://www.youtube.com/playlist?list=PL1",
        "https://www.youtube.com/embed/videoseries?list=PL1",
        "https://www.youtube.com/embed/live_stream?channel=x",
        "https://www.youtube.com/@roses",
        "https://youtu.be/",
        f"https://notyoutube.com/watch?v={ID}",
        f"https://youtube.com.example/watch?v={ID}",
        f"https://roses.example/?u=youtube.com/embed/{ID}",
        f"https://vimeo.com/watch?v={ID}",
        "https://vimeo.com/roses",
        "https://vimeo.com/123456/likes",
        "https://vimeo.com/moogaloop.swf",
        "https://notvimeo.com/123456",
        "mailto:roses@vimeo.com",
    ],
)
def test_what_shows_no_single_video_is_none(address: str) -> None:
    assert find_video(address) is None


@pytest.mark.parametrize("form", FORMS)
def test_each_form_a_writer_is_told_of_is_one_and_stands_in_the_guide(form: str) -> None:
    guide = (ROOT / "docs/about/writers-guide.md").read_text(encoding="utf-8")

    assert find_video(f"https://{form.replace('…', '123456')}")
    assert f"`{form}`" in guide

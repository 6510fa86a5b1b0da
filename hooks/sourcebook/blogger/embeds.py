"""What pages load from elsewhere: videos, maps and the like, and the link that takes their place."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from sourcebook.players import YOUTUBE, Video, find_video

from .images import web_address

_LIST = re.compile(r"youtube(?:-nocookie)?\.com/embed/(?:videoseries)?\?(?:[^#]*&)?list=([\w-]+)")
_BLOGGER = re.compile(r"blogger\.com/video|BLOG_video|b-hbp-video|b-uploaded")


class Embed(NamedTuple):
    """What takes the place of an embedded thing."""

    address: str
    """Where it is to be seen; empty where nobody knows."""
    text: str
    """The words of the link, or in its place."""
    outcome: str
    playable: bool = False
    """Whether the page can offer to play it, once a reader asks for that."""


def find_embed(element: Any) -> Embed:
    """Return what takes the place of an `iframe`, `object`, `embed`, `video` or `audio`."""
    every = list(element.iter("iframe", "object", "embed", "video", "audio", "source", "param"))
    values = [
        (each.get(key) or "").strip()
        for each in every
        for key in ("src", "data", "value", "data-src", "data-thumbnail-src")
    ]
    numbers = [each.get("youtube-src-id") or "" for each in every]
    addresses = [found for value in values if (found := web_address(value))]
    for number in numbers:
        if re.fullmatch(r"[\w-]{11}", number):
            return _offer(Video(YOUTUBE, number))
    for address in addresses:
        if video := find_video(address):
            return _offer(video, address)
        if videos := _LIST.search(address):
            listed = f"https://www.youtube.com/playlist?list={videos[1]}"
            return Embed(listed, "Videos on YouTube", "a link to YouTube")
    marks = [each.get(key) or "" for each in every for key in ("class", "id", "src", "data")]
    if any(_BLOGGER.search(mark) for mark in marks):
        return Embed("", "A video stood here, kept by Blogger.", "lost: kept by Blogger")
    if not addresses:
        return Embed("", "", "left out: has no address")
    host = (urlsplit(addresses[0]).hostname or "").removeprefix("www.")
    return Embed(addresses[0], f"From {host}", "a link")


def _offer(video: Video, address: str = "") -> Embed:
    """Return the link to a video: nothing is loaded from its host before a click.

    `address` may say at which second it begins on YouTube.
    """
    start = parse_qs(urlsplit(address).query).get("start", [""])[0]
    timed = video.host == YOUTUBE and re.fullmatch(r"[1-9]\d{0,5}", start)
    watch = video.address + (f"&t={start}s" if timed else "")
    return Embed(watch, f"Video on {video.host}", f"a link to {video.host}", playable=True)

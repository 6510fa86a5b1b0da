"""What pages load from elsewhere: videos, maps and the like, and the link that takes their place."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from .images import web_address

_YOUTUBE = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/(?:embed/|v/|e/|shorts/|watch\?(?:[^\"'#]*&)?v=)|youtu\.be/)"
    r"(?!videoseries)([\w-]{11})(?![\w-])"
)
_LIST = re.compile(r"youtube(?:-nocookie)?\.com/embed/(?:videoseries)?\?(?:[^#]*&)?list=([\w-]+)")
_VIMEO = re.compile(r"vimeo\.com/(?:video/|moogaloop\.swf\?clip_id=)?(\d+)")
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
            return youtube(number)
    for address in addresses:
        if video := _YOUTUBE.search(address):
            return youtube(video[1], _start(address))
        if videos := _LIST.search(address):
            listed = f"https://www.youtube.com/playlist?list={videos[1]}"
            return Embed(listed, "Videos on YouTube", "a link to YouTube")
        if video := _VIMEO.search(address):
            watch = f"https://vimeo.com/{video[1]}"
            return Embed(watch, "Video on Vimeo", "a link to Vimeo", playable=True)
    marks = [each.get(key) or "" for each in every for key in ("class", "id", "src", "data")]
    if any(_BLOGGER.search(mark) for mark in marks):
        return Embed("", "A video stood here, kept by Blogger.", "lost: kept by Blogger")
    if not addresses:
        return Embed("", "", "left out: has no address")
    host = (urlsplit(addresses[0]).hostname or "").removeprefix("www.")
    return Embed(addresses[0], f"From {host}", "a link")


def youtube(number: str, start: str = "") -> Embed:
    """Return the link to a video on YouTube: nothing is loaded from there before a click.

    `start` is the second at which it begins.
    """
    moment = f"&t={start}s" if start else ""
    address = f"https://www.youtube.com/watch?v={number}{moment}"
    return Embed(address, "Video on YouTube", "a link to YouTube", playable=True)


def _start(address: str) -> str:
    found = parse_qs(urlsplit(address).query).get("start", [""])[0]
    return found if re.fullmatch(r"[1-9]\d{0,5}", found) else ""

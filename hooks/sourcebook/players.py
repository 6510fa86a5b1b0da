"""Players: which video an address shows, in whichever form, and the player that shows it too."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

YOUTUBE, VIMEO = "YouTube", "Vimeo"
FORMS = (
    "youtube.com/watch?v=…",
    "youtube.com/shorts/…",
    "youtube.com/live/…",
    "youtube.com/embed/…",
    "youtu.be/…",
    "vimeo.com/…",
)
"""The addresses of a video as a writer is told of them."""

_AT_YOUTUBE = (".youtube.com", ".youtube-nocookie.com", ".youtube.googleapis.com", ".youtu.be")
# Some words stand where the name of a video does, and are none.
_ON_YOUTUBE = re.compile(
    r"/(?:embed|shorts|live|v|e)/(?!videoseries|live_stream)([\w-]{6,})", re.ASCII
)
_ON_VIMEO = re.compile(
    r"/(?:video/|channels/[^/]+/|groups/[^/]+/videos/|(?:album|showcase)/\d+/video/)?"
    r"(\d+)(?:/([0-9a-f]+))?/?",
    re.ASCII,
)


class Video(NamedTuple):
    """A video at a host whose player a page can offer."""

    host: str
    name: str
    """The host's own, such as `dQw4w9WgXcQ` or `123456`."""
    secret: str = ""
    """Without it, Vimeo does not show a video that it lists nowhere."""

    @property
    def address(self) -> str:
        """Where it is watched."""
        if self.host == YOUTUBE:
            return f"https://www.youtube.com/watch?v={self.name}"
        return f"https://vimeo.com/{self.name}" + (self.secret and f"/{self.secret}")

    @property
    def frame(self) -> str:
        """The address of its player: the one without cookies, or one that is not to track."""
        if self.host == YOUTUBE:
            return f"https://www.youtube-nocookie.com/embed/{self.name}"
        secret = self.secret and f"h={self.secret}&"
        return f"https://player.vimeo.com/video/{self.name}?{secret}dnt=1"


def find_video(address: str) -> Video | None:
    """Return the video that a web address shows, `None` where it shows none that we know."""
    parts = urlsplit(address)
    host, path = f".{parts.hostname}", parts.path
    given = {key: values[0] for key, values in parse_qs(parts.query).items()}
    if host == ".youtu.be":
        path = f"/v{path}"
    elif path in ("/watch", "/watch/"):
        path = f"/v/{given.get('v', '')}"
    elif path == "/moogaloop.swf":
        path = f"/{given.get('clip_id', '')}"
    if host.endswith(_AT_YOUTUBE) and (found := _ON_YOUTUBE.match(path)):
        return Video(YOUTUBE, found[1])
    if host.endswith(".vimeo.com") and (found := _ON_VIMEO.fullmatch(path)):
        return Video(VIMEO, found[1], found[2] or re.sub("[^0-9a-f]", "", given.get("h", "")))
    return None

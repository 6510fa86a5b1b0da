"""What blogs put around a text, and what is no part of it: buttons, footers, advertisements."""

from __future__ import annotations

import re
from typing import Any

JUMP = "link to read on"
"""What leads from the beginning of a post in a list to its rest, and from the post to itself."""
_CLASSES = {
    "button to share": re.compile(
        r"(?:post-)?share-buttons?(?:-\w+)*|sharing-platform-button|feedflare|addthis_\w+"
        r"|a2a_(?:kit|dd|button\w*)|addtoany_\w+|sharethis-[\w-]+|twitter-(?:share|follow)-button"
        r"|fb-(?:like|share-button|send|follow)|g-plus(?:one)?|pin-it-button|linkwithin_\w+"
    ),
    "footer of a feed": re.compile(r"blogger-post-footer"),
    "advertisement": re.compile(r"adsbygoogle|google-auto-placed"),
    JUMP: re.compile(r"jump-link"),
}
"""Classes that Blogger and services for blogs give to such elements, by what these are."""
_READ_ON = re.compile(
    r"\W*(?:(?:read|continue)\s+(?:more|reading)|leer\s+m[a\u00e1]s|le(?:ia|r)\s+mais|weiterlesen"
    r"|lire\s+la\s+suite|leggi\s+tutto)\W*",
    re.IGNORECASE,
)


def find_furniture(element: Any) -> str:
    """Return what an element is that stands around a text; empty for what belongs to it."""
    for given in (element.get("class") or "").split():
        for name, classes in _CLASSES.items():
            if classes.fullmatch(given):
                return name
    return ""


def says_read_on(text: str) -> bool:
    """Tell whether a link says no more than that there is more."""
    return bool(_READ_ON.fullmatch(text))

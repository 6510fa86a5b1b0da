"""GoatCounter on the reader's side: what a browser asks when a post is opened."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode, urlsplit


class Count(NamedTuple):
    """How one view of a page is counted."""

    address: str
    """What the browser asks: https://www.goatcounter.com/help/pixel

    It carries the path of the page and nothing else, although GoatCounter would also take a
    title, the page before, the query and the size of the screen.
    """
    site: str
    """Where the page is published (scheme and host); a copy of it elsewhere is not counted."""


def describe_count(counter: str, page: str) -> Count:
    """Return how a view of a page is counted, from its whole address and the counter's."""
    parts = urlsplit(page)
    return Count(f"{counter}?{urlencode({'p': parts.path})}", f"{parts.scheme}://{parts.netloc}")

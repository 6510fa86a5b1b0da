"""How long what the site says to programs holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .posts import Post

# "less than a year into the future": https://www.rfc-editor.org/rfc/rfc9116#section-2.5.5
_HOLDS = timedelta(days=364)


def find_expiry(posts: Iterable[Post]) -> date | None:
    """Return the day until which the contact holds; `None` where there are no posts.

    It is counted from the last day on which somebody worked on a post, and not from today:
    the same files give the same site, and a site that nobody cares for promises no answer.
    """
    days = [max(post.changed, post.reviewed or post.changed) for post in posts]
    return max(days) + _HOLDS if days else None

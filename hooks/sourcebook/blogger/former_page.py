"""The page of the former blog: where to find here what was there, and the addresses it answers at."""

from __future__ import annotations

from posixpath import dirname, relpath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sourcebook.feeds import FORMER as FEEDS

from .entries import PAGE, POST
from .prose import encode_address, escape_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .plan import Item

FORMER_PAGE = "about/former-blog.md"
"""The page that answers for labels, months and feeds of the former blog."""
_LONGEST = 200
"""Bytes of a name that every disk takes."""


def former_paths(
    labels: Iterable[str], items: Sequence[Item], archives: Iterable[str] = ()
) -> Iterator[str]:
    """Yield the addresses of these labels and archives, of the months of all posts, and of feeds."""
    yield from label_paths(labels)
    months = _months(items)
    for year in sorted({year for year, _ in months}):
        yield f"/{year:04}/"
    for year, month in months:
        yield f"/{year:04}/{month:02}/"
        yield f"/{year:04}_{month:02}_01_archive.html"
    yield from sorted(archives)
    yield from ("/search.html", "/feeds/posts/default", *FEEDS)


def label_paths(labels: Iterable[str]) -> Iterator[str]:
    """Yield the addresses of labels, as browsers and as Blogger write them."""
    for label in labels:
        path = f"/search/label/{quote(label, safe='')}"
        if is_file(path):
            yield path
            if " " in label:
                yield path.replace("%20", "+")


def is_file(path: str) -> bool:
    """Tell whether a page can be at an address: its names can be those of files."""
    plain = unquote(path)
    names = plain.split("/")[1:]
    lengths = [len(name.encode("utf-8", "replace")) for name in names]
    return plain.isprintable() and not {"", ".", ".."} & {*names} and max(lengths) <= _LONGEST


def render_former_page(
    title: str, labels: Iterable[str], items: Sequence[Item], search: str = ""
) -> str:
    """Return the text of the page: every live post by label and by month, and the pages.

    `search` is the page on which readers look for words; empty where there is none.
    """
    name = f" *{escape_line(title)}*" if title else ""
    parts = [f"\nThis site continues the blog{name}, which was at Blogger.\n"]
    parts += [f"To look for words, use the [search]({_from_here(search)}).\n"] if search else []
    by_label: dict[str, list[Item]] = {label: [] for label in labels}
    by_month: dict[tuple[int, int], list[Item]] = {month: [] for month in _months(items)}
    for item in items:
        for label in item.entry.labels:
            by_label[label].append(item)
        if item.entry.kind == POST:
            by_month[item.day.year, item.day.month].append(item)
    lines = [f"- **{escape_line(k)}**: {_list(v)}\n" for k, v in by_label.items() if v]
    parts += ["\n## By label\n\n", *lines] if lines else []
    lines = [f"- **{y:04}-{m:02}**: {_list(v)}\n" for (y, m), v in reversed(by_month.items())]
    parts += ["\n## By month\n\n", *lines] if lines else []
    pages = [item for item in items if item.entry.kind == PAGE]
    parts += ["\n## Pages\n\n", f"- {_list(pages)}\n"] if pages else []
    return "".join(parts)


def _months(items: Iterable[Item]) -> list[tuple[int, int]]:
    return sorted({(i.day.year, i.day.month) for i in items if i.entry.kind == POST})


def _list(items: Iterable[Item]) -> str:
    """Return links to entries, seen from the page of the former blog."""
    return "; ".join(
        f"[{escape_line(i.title)}]({encode_address(_from_here(i.uri))})" for i in items
    )


def _from_here(uri: str) -> str:
    return relpath(uri, dirname(FORMER_PAGE))

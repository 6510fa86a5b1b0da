"""Targets: what links and pictures of a page lead to, where a writer's own machine alone has it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from posixpath import join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .addresses import beside, page_url
from .notebooks import ENDING, post_uri
from .slips import Slip

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

_DRIVE = re.compile(r"[a-z]:[\\/]|\\\\", re.IGNORECASE)
# https://www.rfc-editor.org/rfc/rfc6761#section-6.3 and https://www.rfc-editor.org/rfc/rfc1122#section-3.2.1.3
_OWN_HOSTS = re.compile(r"(?:.+\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1")
_MARKDOWN = "write it as `![what it shows]({})`"
_LINK = "link the file in docs/, as seen from this one, such as ../topic/name.md"
_PICTURE = (
    f"put the picture into docs/assets/images/, and {_MARKDOWN.format('../assets/images/name.jpg')}"
)


def check_target(address: str, *, is_picture: bool) -> Slip | None:
    """Return the slip of an address that leads nowhere, or no further than the writer's machine."""
    remedy = _PICTURE if is_picture else _LINK
    if not address.strip():
        what = "has a picture without a file" if is_picture else "has a link without an address"
        return Slip("]()", what, f"{remedy}; or remove it")
    if not _is_at_home(address):
        return None
    verb = "shows" if is_picture else "leads to"
    return Slip(address, f"{verb} `{address}`, which only your own machine has", remedy)


def _is_at_home(address: str) -> bool:
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return False
    is_own = _OWN_HOSTS.fullmatch(host) is not None
    return is_own or parts.scheme == "file" or _DRIVE.match(address.strip()) is not None


def check_notebook(address: str, page: str, posts: Container[str]) -> Iterator[Slip]:
    """Yield the slip of a link to the file of a notebook from another page than its own.

    `posts` are the files of all, in which a notebook ends in `.md` as its page does.
    """
    path, sign, part = address.partition("#")
    if not path.endswith(ENDING):
        return
    target = post_uri(path)
    post = beside(page, unquote(target))
    if post != page and post in posts:
        what = f"leads to `{address}`, which readers would get as a file"
        yield Slip(address, what, f"link its page: `{target}{sign}{part}`")


def check_chart(
    address: str, page: str, files: Container[str], tables: Mapping[str, bool]
) -> Iterator[Slip]:
    """Yield the slip of a picture that is no figure of a chart, and has data beside it.

    `tables` are files of data, and whether they say how they are drawn.
    """
    if not address.endswith(".svg"):
        return
    picture = beside(page, unquote(urlsplit(address).path))
    says = tables.get(f"{picture.removesuffix('.svg')}.csv")
    if says:
        what = f"shows `{address}` beside other text, so its table and its sources are missing"
        remedy = f"{_MARKDOWN.format(address)}, alone in its paragraph"
        yield Slip(address, what, remedy)
    elif says is False and picture not in files:
        name = f"{address.removesuffix('.svg')}.csv"
        what = f"shows `{address}`, and `{name}` does not say how it is drawn"
        remedy = f"begin `{name}` with a line `# title: …`, and run `make charts`"
        yield Slip(address, what, remedy)


def check_html(html: str, page: str, files: Container[str]) -> Iterator[Slip]:
    """Yield the slips in HTML that a writer has typed: MkDocs takes it as it is.

    `page` is the file it stands in, `files` are those of `docs/` that are not pages.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for tag, address in reader.found:
        is_picture = tag == "img"
        if slip := check_target(address, is_picture=is_picture):
            yield slip if address.strip() else Slip(f"<{tag}", slip.what, slip.remedy)
        elif is_picture and (slip := _check_picture(address, page, files)):
            yield slip


def _check_picture(address: str, page: str, files: Container[str]) -> Slip | None:
    """Return the slip of a picture in HTML that is not there, as seen from the page's address."""
    parts = urlsplit(address.strip())
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or not path:
        return None
    if normpath(join("/", unquote(page_url(page)), path))[1:] in files:
        return None
    if beside(page, path) in files:
        what = f"shows `{address}`, which is not there as seen from the page's address"
        return Slip(address, what, _MARKDOWN.format(address))
    return Slip(address, f"shows `{address}`, which is not in docs/", _PICTURE)


class _Reader(HTMLParser):
    """Gathers the addresses of links and pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if (tag, name) in (("a", "href"), ("img", "src")):
                self.found.append((tag, value or ""))

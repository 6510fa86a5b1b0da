"""Page paths: which page an address that somebody has written down means."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .addresses import page_url
from .archive import group_by_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .catalog import Catalog

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^/?#]*", re.IGNORECASE)
_AFTER = re.compile(r"[?#]")
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class PagePaths:
    """The paths of a site's pages, from its root, and all ways in which they are written."""

    prefix: str
    """What stands before every path where the site is served, such as `/repo/`; else `/`."""
    known: Mapping[str, str]
    """Each page by the ways its path is written, percent-decoded."""
    folded: Mapping[str, str]
    """The same without regard to capitals, where that leaves no doubt."""

    def find(self, address: str) -> str | None:
        """Return the path of the page that an address means, as the site itself writes it.

        Scheme, host, query, fragment, prefix, `index.html`, `.html` and a missing slash make
        no difference; a former address is the post that answers there now. `None` where no
        page answers.
        """
        path = self.path_of(address)
        return self.known.get(path) or self.folded.get(path.casefold())

    def path_of(self, address: str) -> str:
        """Return the path in an address, seen from the site's root and percent-decoded."""
        path = unquote(_AFTER.split(_HOST.sub("", address.strip(), count=1), maxsplit=1)[0])
        path = "/" + path.removeprefix("/")
        if f"{path}/" == self.prefix:
            return "/"
        return "/" + path.removeprefix(self.prefix) if path.startswith(self.prefix) else path


def find_prefix(site_url: str) -> str:
    """Return the part of a site's address that stands before every path: `/repo/`, or `/`."""
    path = unquote(_AFTER.split(_HOST.sub("", site_url, count=1), maxsplit=1)[0])
    inner = path.strip("/")
    return f"/{inner}/" if inner else "/"


def guess_prefix(paths: PagePaths, addresses: Iterable[str]) -> str | None:
    """Return the prefix that addresses of a site seem to have, for the writer to confirm.

    It is the first folder of addresses that no page answers, but a post would without it;
    `None` where there is no such folder, or more than one.
    """
    found: Counter[str] = Counter()
    for address in addresses:
        first, slash, rest = paths.path_of(address).removeprefix("/").partition("/")
        if slash and rest.count("/") and paths.find(address) is None and paths.find(f"/{rest}"):
            found[f"/{first}/"] += 1
    return next(iter(found)) if len(found) == 1 else None


def read_paths(catalog: Catalog, *, prefix: str = "/", others: Iterable[str] = ()) -> PagePaths:
    """Return the paths of all pages of a site, and the former addresses of its posts.

    `others` are the addresses of pages that the catalog does not know, seen from the root.
    """
    years = (year.url for year in group_by_year(catalog.posts))
    written = map(page_url, sorted({*catalog.documents, *catalog.by_uri}))
    pages = [f"/{url.removeprefix('./')}" for url in (*written, *years, *others)]
    former = {path: f"/{page_url(uri)}" for path, uri in catalog.former.items()}
    known = _Known()
    for variants in (_exact, _of_page):
        for page in pages:
            known.add(variants(page), page)
        for path, page in former.items():
            known.add(variants(path), page)
    return PagePaths(prefix, known.exact, known.fold())


@dataclass
class _Known:
    """Gathers the ways in which paths are written; who comes first has a way for itself."""

    exact: dict[str, str] = field(default_factory=dict)

    def add(self, variants: Iterable[str], page: str) -> None:
        for path in variants:
            self.exact.setdefault(unquote(path), page)

    def fold(self) -> dict[str, str]:
        folded: dict[str, set[str]] = {}
        for path, page in self.exact.items():
            folded.setdefault(path.casefold(), set()).add(page)
        return {path: pages.pop() for path, pages in folded.items() if len(pages) == 1}


def _exact(path: str) -> tuple[str, ...]:
    return (path,)


def _of_page(path: str) -> tuple[str, ...]:
    """Return the other ways in which servers and services write the path of a page."""
    if path.endswith(_INDEX):
        path = path.removesuffix(_INDEX)
    stem = path.removesuffix("/").removesuffix(".html")
    if not stem:
        return (path, f"/{_INDEX}")
    return (f"{stem}/", stem, f"{stem}.html", f"{stem}/{_INDEX}")

"""Measures how whole a blog came over: from an export to the built site, word by word.

It shares no code with the importer: the export is read with the standard library where that
can read it, bodies with another parser, and the site as a reader gets it.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import yaml
from bs4 import BeautifulSoup

from sourcebook.addresses import file_of, page_url

if TYPE_CHECKING:
    from collections.abc import Iterator

ATOM = "{http://www.w3.org/2005/Atom}"
BLOGGER = "{http://schemas.google.com/blogger/2018}"
KIND = "http://schemas.google.com/g/2005#kind"
_SIZE = re.compile(r"/(?:[swh]\d+|w\d+-h\d+)(?:-[\w-]+)*(?=/[^/]*$)|=[swh]\d+[\w-]*$")
_YOUTUBE = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/(?:embed/|v/|watch\?v=)|youtu\.be/|youtube-src-id=\")([\w-]{11})"
)
_JUNK = re.compile(r"blogger\.com/(?:null|blogger\.g|goog_)|^about:|^javascript:|^$|^#")


@dataclass
class Bars:
    """What was asked, and what came of it."""

    entries: int = 0
    missing: list[str] = field(default_factory=list)
    published_but_not_live: list[str] = field(default_factory=list)
    words: int = 0
    words_lost: int = 0
    worst_post: float = 1.0
    below: list[str] = field(default_factory=list)
    images: int = 0
    images_lost: list[str] = field(default_factory=list)
    links: int = 0
    links_lost: list[str] = field(default_factory=list)
    videos: int = 0
    videos_lost: list[str] = field(default_factory=list)
    titles_wrong: list[str] = field(default_factory=list)
    labels_wrong: list[str] = field(default_factory=list)
    dates_wrong: list[str] = field(default_factory=list)
    permalinks_missing: list[str] = field(default_factory=list)
    stubs_wrong: list[str] = field(default_factory=list)
    """Permalinks at which the built site has no page that leads to the right one."""

    @property
    def kept(self) -> float:
        """The share of words that is there."""
        return 1 - self.words_lost / max(1, self.words)


def read_entries(raw: bytes) -> Iterator[dict[str, Any]]:
    """Yield posts, pages and comments of a legacy export or of Takeout."""
    text = raw.decode("utf-8")
    if "<app:control" in text and "xmlns:app" not in text:
        text = text.replace("<feed ", "<feed xmlns:app='http://purl.org/atom/app#' ", 1)
    for entry in ET.fromstring(text).iter(f"{ATOM}entry"):  # noqa: S314 - our own files
        found: dict[str, Any] = {"kind": "", "labels": [], "path": "", "live": True}
        for category in entry.iter(f"{ATOM}category"):
            term = category.get("term", "")
            if category.get("scheme") == KIND:
                found["kind"] = term.rpartition("#")[2]
            elif term and term not in found["labels"]:
                found["labels"].append(term)
        found["kind"] = entry.findtext(f"{BLOGGER}type", found["kind"]).lower()
        if found["kind"] not in ("post", "page", "comment"):
            continue
        found["live"] = entry.findtext(f"{BLOGGER}status", "LIVE") == "LIVE" and not entry.findtext(
            f"{BLOGGER}trashed"
        )
        if any(each.tag.endswith("}draft") and each.text == "yes" for each in entry.iter()):
            found["live"] = False
        for link in entry.findall(f"{ATOM}link"):
            if link.get("rel") == "alternate":
                found["path"] = urlsplit(link.get("href", "")).path
        found["path"] = entry.findtext(f"{BLOGGER}filename") or found["path"]
        found["id"] = re.findall(r"\d+", entry.findtext(f"{ATOM}id", ""))[-1]
        found["title"] = " ".join((entry.findtext(f"{ATOM}title") or "").split())
        found["published"] = datetime.fromisoformat(entry.findtext(f"{ATOM}published", ""))
        found["html"] = entry.findtext(f"{ATOM}content") or ""
        yield found


def words_of(html: str) -> Counter[str]:
    """Return the words a reader sees."""
    soup = BeautifulSoup(html, "lxml")
    for each in soup(["script", "style"]):
        each.decompose()
    for each in soup(
        [
            "br",
            "p",
            "div",
            "td",
            "th",
            "li",
            "tr",
            "ul",
            "ol",
            "blockquote",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "pre",
            "dl",
            "dt",
            "dd",
            "hr",
            "center",
            "figure",
            "figcaption",
        ]
    ):
        each.insert_before(" ")
        each.append(" ")
    text = re.sub("[\u200b\ufeff\u00ad\u2060]", "", soup.get_text(""))
    return Counter(re.findall(r"\w+", text))


def same(address: str) -> str:
    """Return what addresses of one picture share, without scheme and size."""
    return unquote(_SIZE.sub("", address.partition("//")[2]))


def measure(raw: bytes, docs: Path, site: Path, *, zone: Any = None) -> Bars:
    """Return how whole an export came over into pages and the site built of them."""
    bars = Bars()
    files = {}
    for path in sorted(docs.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        meta = yaml.safe_load(text.split("\n---\n")[0]) if text.startswith("---\n") else {}
        if isinstance((meta or {}).get("blogger"), dict):
            files[str(meta["blogger"]["id"])] = (path.relative_to(docs).as_posix(), meta)
    for entry in read_entries(raw):
        if entry["kind"] == "comment":
            if entry["id"] in files:
                bars.published_but_not_live.append(entry["id"])
            continue
        name = f"{entry['kind']} {entry['id']} {entry['title']}"
        uri, meta = files.get(entry["id"], ("", {}))
        page = site / unquote(page_url(uri)) / "index.html" if uri else site / "none"
        if not entry["live"]:
            if page.is_file():
                bars.published_but_not_live.append(name)
            continue
        bars.entries += 1
        if not page.is_file():
            bars.missing.append(name)
            continue
        article = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").find("article")
        _words(bars, name, entry["html"], str(article))
        _addresses(bars, name, entry["html"], article, meta)
        _facts(bars, name, entry, meta, zone)
        if entry["path"] and _led_to(site, file_of(entry["path"])) != page.parent:
            bars.stubs_wrong.append(f"{name}: {entry['path']}")
    return bars


def _facts(bars: Bars, name: str, entry: dict[str, Any], meta: dict[str, Any], zone: Any) -> None:
    if entry["title"] and meta["title"] != entry["title"]:
        bars.titles_wrong.append(f"{name}: {meta['title']}")
    if meta.get("labels", []) != entry["labels"]:
        bars.labels_wrong.append(f"{name}: {meta.get('labels')}")
    written = datetime.fromisoformat(meta["blogger"]["published"])
    day = written.date() if entry["kind"] == "page" else meta["date"]
    local = entry["published"].astimezone(zone) if zone else entry["published"]
    if written != entry["published"] or day != local.date():
        bars.dates_wrong.append(name)
    if entry["path"] and entry["path"] not in meta.get("former", []):
        bars.permalinks_missing.append(f"{name}: {entry['path']}")


def _led_to(site: Path, stub: str) -> Path | None:
    """Return the folder to which the link of a stub leads; it is relative, so any prefix will do."""
    path = site / stub
    if not path.is_file():
        return None
    link = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").find("a")
    href = str(link["href"]) if link else ""
    return Path(normpath(path.parent / unquote(href))) if "://" not in href else None


def _words(bars: Bars, name: str, source: str, built: str) -> None:
    asked, there = words_of(source), words_of(built)
    lost = sum((asked - there).values())
    bars.words += asked.total()
    bars.words_lost += lost
    share = 1 - lost / max(1, asked.total())
    bars.worst_post = min(bars.worst_post, share)
    if share < 0.98:
        bars.below.append(f"{name}: {share:.3f} {dict(asked - there)}")


def _addresses(bars: Bars, name: str, source: str, article: Any, meta: dict[str, Any]) -> None:
    soup = BeautifulSoup(source, "lxml")
    shown = {same(str(i.get("src"))) for i in article.find_all("img")}
    hrefs = {str(a.get("href")) for a in article.find_all("a")}
    for image in soup.find_all("img", src=True):
        bars.images += 1
        if str(image["src"]).startswith(("http", "//")) and same(str(image["src"])) not in shown:
            bars.images_lost.append(f"{name}: {image['src']}")
    names = {unquote(href) for href in hrefs} | {same(href) for href in hrefs} | shown
    for link in soup.find_all("a", href=True):
        href = str(link["href"]).strip()
        if _JUNK.search(href) or not (link.get_text(strip=True) or link.find("img")):
            continue
        bars.links += 1
        known = unquote(href) in names or same(href) in names
        own = ".blogspot." in href or not href.startswith("http")
        words = " ".join(link.get_text(" ").split())
        moved = own and any(
            words in " ".join(a.get_text(" ").split()) for a in article.find_all("a")
        )
        if not known and not moved:
            bars.links_lost.append(f"{name}: {href}")
    for number in set(_YOUTUBE.findall(source)):
        bars.videos += 1
        if not any(number in href for href in hrefs):
            bars.videos_lost.append(f"{name}: {number}")


if __name__ == "__main__":
    found = measure(Path(sys.argv[1]).read_bytes(), Path(sys.argv[2]), Path(sys.argv[3]))
    print(json.dumps(asdict(found) | {"kept": found.kept}, ensure_ascii=False, indent=1))

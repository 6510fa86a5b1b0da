"""The content security policy: what a browser may load and run for a page, and nothing else.

Every page allows its own site, and of the scripts written into it those whose hash it names:
https://www.w3.org/TR/CSP3/ A page that leads beyond the site says so itself, in
`data-address` of its counter, `data-frame` of a video and `data-kept` of a picture that stays
at the host of a former blog until the writer fetches it; it is allowed exactly that.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .addresses import host_name, is_web_address
from .lines import Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NOTHING, SELF, INLINE = "'none'", "'self'", "'unsafe-inline'"

_Attributes = list[tuple[str, str | None]]
_BEFORE_CONTENT = ("html", "head")
_LOADS = ("src", "srcset", "data", "poster", "background")
_BLOCKED = ("iframe", "object", "embed", "video", "audio", "form", "base")
# Tags as they should be written: all quotes are shut, and none stands in a value without quotes.
# In comments, scripts and styles is no tag.
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'`=<>]++)"""
_ATTRIBUTES = rf"(?:[\s/]++(?:[^\s/>\"'=<]++(?:\s*+=\s*+{_VALUE})?)?)*+>"
_TAGS = re.compile(
    r"(<!--.*?-->|</[a-z][^<>\"']*+>|<![a-z][^<>\"']*+>"
    rf"|(<(?P<raw>script|style)(?=[\s/>]){_ATTRIBUTES}.*?</(?P=raw)\s*+>"
    rf"|<(?!(?:script|style)[\s/>])[a-z][^\s/>\"'<=]*+{_ATTRIBUTES}))",
    re.DOTALL | re.IGNORECASE,
)
# Of all tags that open something, those that may stand before the policy.
_BEFORE = re.compile(rf"<(?:{'|'.join(_BEFORE_CONTENT)}|meta)(?=[\s/>])", re.IGNORECASE)
_OPENED = re.compile("<[a-z/?!]", re.IGNORECASE)
_ON_ITS_OWN = re.compile(r"<script|http-equiv|data-(?:address|frame|kept)", re.IGNORECASE)
# A letter or the colon of `javascript:` may be written as its number or name.
_MAY_BE_BLOCKED = re.compile(
    rf"<(?:script|style|link|{'|'.join(_BLOCKED)})|javascript|&(?:#|colon)"
    rf"|[\s\"'/](?:style|on[a-z]|{'|'.join(_LOADS)})",
    re.IGNORECASE,
)
_STYLE = "give it a class, and the class a rule in docs/assets/stylesheets/site.css"
_SCRIPT = "put it into a file in docs/assets/javascripts/"
_COPY = "put a copy into docs/assets/ if its licence allows it, or link to it"


@dataclass(frozen=True, slots=True)
class Page:
    """What the policy of a finished page depends on."""

    place: int
    """Where in the text the policy stands: before all that it is about."""
    has_policy: bool = False
    hashes: tuple[str, ...] = ()
    """Of the scripts written into the page, as the policy names them."""
    counters: tuple[str, ...] = ()
    """Addresses its counter asks."""
    frames: tuple[str, ...] = ()
    """Hosts of its videos, with their scheme."""
    pictures: tuple[str, ...] = ()
    """Hosts of pictures that stay elsewhere, with their scheme."""


def read_page(html: str) -> Page:
    """Return what the policy of a page depends on."""
    texts, tags, opening = _take_apart(html)
    others = (at for at, tag in enumerate(opening) if tag and not _BEFORE.match(tag))
    first = len(tags) if _has_more(texts) else next(others, len(tags))
    head = html[: sum(map(len, texts[: first + 1] + tags[:first]))]
    reader = _PageReader(head)
    reader.feed(head)
    reader.is_placed = True
    reader.feed(_select(html[len(head) :], texts[first + 1 :], opening[first:], _ON_ITS_OWN))
    reader.close()
    return Page(
        reader.place,
        reader.has_policy,
        tuple(dict.fromkeys(reader.hashes)),
        tuple(dict.fromkeys(reader.counters)),
        tuple(dict.fromkeys(reader.frames)),
        tuple(dict.fromkeys(reader.pictures)),
    )


def describe_policy(page: Page, *, preview: bool = False) -> str:
    """Return the policy of a page.

    In a preview, MkDocs puts a script into each page while it is sent, which no hash can
    foresee; there, all scripts of a page may run.
    """
    inline = (INLINE,) if preview else page.hashes
    rules = {
        "default-src": (NOTHING,),
        "script-src": (SELF, *inline),
        "style-src": (SELF,),
        "img-src": (SELF, "data:", *page.pictures),
        "font-src": (SELF,),
        "connect-src": (SELF, *page.counters),
        "frame-src": page.frames,
        "worker-src": (SELF,),
        "manifest-src": (SELF,),
        "base-uri": (NOTHING,),
        "form-action": (NOTHING,),
    }
    return "; ".join(f"{name} {' '.join(allowed)}" for name, allowed in rules.items() if allowed)


def add_policy(html: str, place: int, tags: str) -> str:
    """Return a page with the tags of its policy in their place."""
    return f"{html[:place]}{tags}{html[place:]}"


def hash_script(text: str) -> str:
    """Return the hash of a script as a policy names it.

    Browsers read a page with all ends of lines alike before they hash:
    https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def check_content(content: str) -> list[Seen]:
    """Return each kind of thing in a page's text that its policy would block."""
    reader = _ContentReader()
    texts, _, opening = _take_apart(content)
    reader.feed(_select(content, texts, opening, _MAY_BE_BLOCKED))
    reader.close()
    return list(dict.fromkeys(reader.blocked))


def _take_apart(html: str) -> tuple[list[str], list[str], list[str]]:
    """Return what stands between tags, all tags, and of each what opens something, if it does.

    A script is one tag with all that is in it.
    """
    parts = _TAGS.split(html)
    return parts[::4], parts[1::4], [each or "" for each in parts[2::4]]


def _has_more(texts: Iterable[str]) -> bool:
    """Tell whether something begins like a tag, and is none that `_TAGS` knows."""
    return _OPENED.search("".join(texts)) is not None


def _select(
    html: str, texts: Iterable[str], opening: Iterable[str], pattern: re.Pattern[str]
) -> str:
    """Return the tags in which a pattern is found: to read every tag would take much longer.

    Where not all tags can be told from text, all of it is returned.
    """
    if _has_more(texts):
        return html
    return "".join(tag for tag in opening if pattern.search(tag))


def _stays_elsewhere(tag: str, given: dict[str, str]) -> bool:
    """Tell whether a picture stays at another host, and its writer knows."""
    return tag == "img" and "data-kept" in given and is_web_address(given.get("src", ""))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _is_inline_script(tag: str, given: dict[str, str]) -> bool:
    # Data are not run.
    return tag == "script" and "src" not in given and "json" not in given.get("type", "")


class _PageReader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.place = 0
        self.is_placed = False
        self.has_policy = False
        self.script: list[str] | None = None
        self.hashes: list[str] = []
        self.counters: list[str] = []
        self.frames: list[str] = []
        self.pictures: list[str] = []
        self.lines = [0]
        for line in html.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)

    def handle_decl(self, decl: str) -> None:
        self._put_after(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _BEFORE_CONTENT:
            self._put_after(self.get_starttag_text() or "")
        elif tag == "meta" and "charset" in given:
            self._put_after(self.get_starttag_text() or "")
            self.is_placed = True
        elif tag != "meta":
            self.is_placed = True
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.has_policy = True
        if _is_inline_script(tag, given):
            self.script = []
        if tag == "script" and "data-address" in given:
            self.counters.append(given["data-address"].partition("?")[0])
        if "data-frame" in given:
            self.frames.append(_origin(given["data-frame"]))
        if _stays_elsewhere(tag, given):
            self.pictures.append(_origin(given["src"]))

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.script is not None:
            self.hashes.append(hash_script("".join(self.script)))
            self.script = None

    def _put_after(self, text: str) -> None:
        if not self.is_placed:
            line, column = self.getpos()
            self.place = self.lines[line - 1] + column + len(text)


class _ContentReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocked: list[Seen] = []

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        for text, what, remedy in _blocked(tag, {name: value or "" for name, value in attrs}):
            self.blocked.append(Seen(text, f"{what}, which is blocked", remedy))


def _blocked(tag: str, given: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield what a tag has that the policy of its page forbids.

    That is what was typed, the words for it, and what to do instead.
    """
    if tag in _BLOCKED:
        yield f"<{tag}", f"has `<{tag}>`", "remove it; for a video, write the box `video`"
    if tag == "style":
        yield f"<{tag}", "has `<style>`", "put its rules into docs/assets/stylesheets/site.css"
    if _is_inline_script(tag, given):
        yield f"<{tag}", "has a script in it", _SCRIPT
    for name, value in given.items():
        if name == "style":
            yield value or "style", f'has `style="{value}"`', _STYLE
        elif name.startswith("on") or value.strip().lower().startswith("javascript:"):
            typed = f"{name}=" if name.startswith("on") else value.strip()
            yield typed, f"has a script in `{name}=`", _SCRIPT
        elif name == "src" and _stays_elsewhere(tag, given):
            continue
        elif name in _LOADS or (tag, name) == ("link", "href"):
            for host in _hosts(value):
                yield host, f"loads something from {host}", _COPY


def _hosts(addresses: str) -> Iterator[str]:
    """Yield the other hosts that an attribute such as `src` or `srcset` names."""
    for part in addresses.replace(",", " ").split():
        address = f"https:{part}" if part.startswith("//") else part
        if is_web_address(address):
            yield host_name(address)

"""Turns the HTML of a post into a small tree of plain elements, and accounts for what was in it.

Only elements that Markdown can say come out, and only attributes that are made here, so
scripts, styles, handlers and odd addresses cannot. Nothing is taken over whole: the tree is
built anew, paragraph by paragraph, from the texts in it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from bs4.element import NavigableString
from lxml import etree

from .embeds import find_embed
from .entries import clean_lines
from .furniture import JUMP, find_furniture, says_read_on
from .images import read_alt, same_picture
from .pieces import SPACE, Form, Piece, fill, split_paragraphs, squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from bs4 import Tag

_DROPPED = frozenset(
    ("script", "style", "template", "link", "meta", "base", "title", "xml", "param", "source")
)
_TEXTLESS = frozenset(("input", "area", "map", "track", "canvas", "wbr", "col", "colgroup"))
_EMBEDS = frozenset(("iframe", "object", "embed", "video", "audio"))
_BOLD, _ITALIC = frozenset(("b", "strong")), frozenset(("i", "em", "cite", "dfn", "var"))
_CODE = frozenset(("code", "tt", "kbd", "samp"))
_OTHER_FORMS = {"sup": "sup", "sub": "sub", "del": "del", "s": "del", "strike": "del"}
_HEADINGS = re.compile("h[1-6]")
_LISTS, _QUOTE = frozenset(("ul", "ol", "dir", "menu")), "blockquote"
_PREFORMATTED = frozenset(("pre", "xmp", "listing", "plaintext", "textarea"))
_CELLS = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"))
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "bdi",
        "bdo",
        "big",
        "button",
        "data",
        "font",
        "ins",
        "label",
        "mark",
        "nobr",
        "q",
        "ruby",
        "rb",
        "rt",
        "rp",
        "small",
        "span",
        "time",
        "u",
        "output",
        "option",
        "select",
        "noscript",
        "picture",
        "noembed",
        "blink",
        "marquee",
    ]
)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(\w+)", re.IGNORECASE)
_MARKS = re.compile(
    r"</?(?:font|span|b|i|u|em|strong|small|big|div|blockquote|ul|ol|li)\b[^>]*>", re.IGNORECASE
)
_TAGS_OF_ANY_KIND = re.compile(r"<[^>]*>")
_LANGUAGE = re.compile(r"(?:brush\s*:\s*|(?:lang|language)-)([a-zA-Z0-9+#]+)")
_TRACKERS = re.compile(
    r"//(?:feeds\d*\.feedburner\.com/~|(?:www\.)?blogger\.com/tracker|blogger\.googleusercontent"
    r"\.com/tracker|[\w.-]*doubleclick\.net|[\w.-]*statcounter\.com|www\.assoc-amazon\.)"
)
MORE = "more"
"""The anchor at which a post goes on where a list of posts would have cut it short."""
DEEPEST = 8
"""Lists and quotations within each other; what lies deeper joins those."""
LONGEST_HEADING = 30
"""Words; what has more was a paragraph in large letters."""


@dataclass(slots=True)
class Account:
    """What was in one body, and what became of it."""

    images: list[dict[str, str]] = field(default_factory=list)
    """`src`, `outcome`, and where it has them `full`, `now`, `alt` and `near`."""
    links: list[dict[str, str]] = field(default_factory=list)
    """`href`, `outcome`, and `now` where it leads elsewhere."""
    videos: list[dict[str, str]] = field(default_factory=list)
    """`address` and `outcome`."""
    dropped: Counter[str] = field(default_factory=Counter)
    """Elements that were left out, by name."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a body cannot know of itself."""

    link: Callable[[str], tuple[str, str]]
    """Gives where a link leads now (empty where it leads nowhere) and what became of it."""
    picture: Callable[[str, str], tuple[str, str]]
    """Gives where a picture and its full size is now (empty where it is lost), and what became of it."""
    keep_links: bool = True
    """Whether small pictures still lead to their full size."""
    own: str = ""
    """Where a link to the body itself leads now; empty where nobody knows."""
    anchors: Collection[str] = ()
    """Names in the body to which links from elsewhere lead."""
    below: Collection[str] = ()
    """Names of what stands below the body."""


def tidy(html: str, outlook: Outlook) -> tuple[BeautifulSoup, Account]:
    """Return a body as a tree of plain elements, and the account of it."""
    builder = _Builder(outlook)
    root = parse(html)
    if root is not None:
        builder.read(root)
    return builder.soup, builder.account


def parse(html: str) -> Any:
    """Return the tree of a body, however broken; `None` where there is nothing in it."""
    text = clean_lines(html).replace("\r\n", "\n")
    if not text.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    # Marks that were never closed: libxml2 reads no further than some thousand of them.
    for marks in (_MARKS, _TAGS_OF_ANY_KIND):
        root = etree.fromstring(f"<div>{text}</div>".encode(), parser)
        if not any("depth" in fault.message for fault in parser.error_log):
            return root
        text = marks.sub(" ", text)
    return etree.fromstring(f"<div>{text}</div>".encode(), parser)


def find_pictures(html: str) -> Iterator[tuple[str, str]]:
    """Yield the address of each picture of a body, and that of its full size, or an empty one."""
    root = parse(html)
    for image in root.iter("img") if root is not None else ():
        src = (image.get("src") or "").strip()
        if src and not any(map(find_furniture, image.iterancestors())):
            yield src, _full_size(image, src)


def find_anchors(html: str) -> set[str]:
    """Return the names in a body to which a link can lead."""
    root = parse(html)
    return _names(root) if root is not None else set()


def find_fragments(html: str) -> set[str]:
    """Return the names to which links of a body lead on pages, perhaps its own."""
    root = parse(html)
    hrefs = (a.get("href") or "" for a in root.iter("a")) if root is not None else ()
    found = (href.strip().partition(".html")[2].partition("#")[2] for href in hrefs)
    return {unquote(name) for name in found if name}


def text_of(html: str) -> str:
    """Return the words of a body, parted by single spaces."""
    root = parse(html)
    if root is None:
        return ""
    parts: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        apart = "" if event == "comment" or _runs_on(_tag(element)) else " "
        if event != "start":
            parts += [apart, element.tail or ""]
        elif _tag(element) in _DROPPED or find_furniture(element):
            walk.skip_subtree()
        else:
            parts += [apart, element.text or ""]
    return SPACE.sub(" ", "".join(parts)).strip()


def read_paragraphs(tree: BeautifulSoup) -> str:
    """Return the words of the paragraphs of a tidy tree; what stands below a picture is no part."""
    parts: list[str] = []
    for paragraph in tree.find_all("p", recursive=False):
        texts = paragraph.find_all(string=True)
        if not paragraph.find("img") or not all(each.find_parent("em") for each in texts):
            parts += [
                str(each) if isinstance(each, NavigableString) else " "
                for each in paragraph.descendants
                if isinstance(each, NavigableString) or getattr(each, "name", "") == "br"
            ]
            parts.append(" ")
    return " ".join("".join(parts).split())


_RUNNING = _INLINE | _BOLD | _ITALIC | _CODE | _OTHER_FORMS.keys()


def _runs_on(tag: str) -> bool:
    """Tell whether an element stands within a line, as Word's own (`st1:place`) do in browsers."""
    return tag in _RUNNING or ":" in tag


class _Builder:
    """Reads the tree of a body from beginning to end, and builds the plain one."""

    def __init__(self, outlook: Outlook) -> None:
        self.outlook = outlook
        self.account = Account()
        self.soup = BeautifulSoup("", "html.parser")
        self.containers: list[Tag] = [self.soup]
        self.pieces: list[Piece] = []
        self.form = Form()
        self.heading = ""
        self.rtl = False
        self.figures = 0
        self.caption = ""
        self.line_breaks = 0
        self.wanted: set[str] = set()
        self.links = 0
        self.levels: dict[int, int] = {}
        self.last_heading = ""

    def read(self, root: Any) -> None:
        """Read the whole body."""
        levels = {int(h.tag[1]) for h in root.iter("h1", "h2", "h3", "h4", "h5", "h6")}
        self.levels = {level: min(n, 6) for n, level in enumerate(sorted(levels), start=2)}
        named = {(a.get("href") or "").strip() for a in root.iter("a")}
        self.wanted = {
            name for name in _names(root) if f"#{name}" in named or name in self.outlook.anchors
        }.difference(self.outlook.below)
        undo: list[Callable[[], None]] = []
        walk = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, element in walk:
            if event == "comment":
                if _is_jump(element):
                    self.jump()
                self.name(element)
                self.say(element.tail)
            elif event == "start":
                if (close := self.open(element)) is None:
                    walk.skip_subtree()
                    undo.append(_nothing)
                    self.names(element)
                else:
                    undo.append(close)
                    self.name(element)
                    self.say(element.text)
            else:
                undo.pop()()
                self.say(element.tail)
        self.flush()

    def open(self, element: Any) -> Callable[[], None] | None:
        """Begin an element, and return what ends it; `None` where its inside is not read."""
        tag = _tag(element)
        if tag in _DROPPED:
            self.drop(element, tag)
            return None
        if name := self.furniture(element, tag):
            self.leave_out(element, name)
            return None
        if tag in _EMBEDS:
            self.embed(element)
            return None
        if tag == "br":
            self.pieces.append(Piece(self.form, kind="break"))
            return _nothing
        if tag == "img":
            return self.image(element)
        if tag == "hr" or tag in _TEXTLESS:
            if tag == "hr":
                self.add("hr")
            return _nothing
        restore = self.remember()
        self.style(element, tag)
        if tag in _PREFORMATTED:
            return self.preformatted(element, restore)
        if tag in _CELLS or tag in ("figure", "figcaption"):
            return self.cell(element, tag, restore)
        if tag == "li" or tag in _LISTS or tag == _QUOTE:
            return self.contain(tag, restore)
        if _HEADINGS.fullmatch(tag):
            return self.head(tag, restore)
        if tag == "a":
            self.anchor(element)
            return restore
        return restore if _runs_on(tag) else self.block(restore)

    def name(self, element: Any) -> None:
        """Keep the names of an element to which links lead."""
        for name in _names_of(element):
            if name in self.wanted:
                self.wanted.discard(name)
                self.pieces.append(Piece(Form(), name, kind="anchor"))

    def names(self, element: Any) -> None:
        """Keep all names in an element whose inside is not read."""
        for each in element.iter():
            self.name(each)

    def remember(self) -> Callable[[], None]:
        """Return what brings back how things look now."""
        form, rtl, heading = self.form, self.rtl, self.heading
        caption, breaks, figures = self.caption, self.line_breaks, self.figures

        def restore() -> None:
            self.form, self.rtl, self.heading = form, rtl, heading
            self.caption, self.line_breaks, self.figures = caption, breaks, figures

        return restore

    def style(self, element: Any, tag: str) -> None:
        """Let an element change how its inside looks."""
        form, style = self.form, element.get("style") or ""
        weight, slant = _WEIGHT.search(style), _SLANT.search(style)
        bold = form.bold or tag in _BOLD or tag == "dt"
        italic = form.italic or tag in _ITALIC
        if weight:
            bold = weight[1].lower() in ("bold", "bolder", "600", "700", "800", "900")
        if slant:
            italic = slant[1].lower() in ("italic", "oblique")
        self.form = form._replace(
            bold=bold and not self.heading,
            italic=italic,
            code=form.code or tag in _CODE,
            other=_OTHER_FORMS.get(tag, form.other),
        )
        direction = (element.get("dir") or "").lower()
        if direction in ("rtl", "ltr") and tag not in _RUNNING:
            self.flush()
            self.rtl = direction == "rtl"

    def block(self, restore: Callable[[], None]) -> Callable[[], None]:
        """Part what stands in an element from what stands around it."""
        self.flush(names_go_on=True)

        def close() -> None:
            self.flush(names_go_on=True)
            restore()

        return close

    def contain(self, tag: str, restore: Callable[[], None]) -> Callable[[], None]:
        """Begin a list, an item or a quotation; too deep inside others it is but a paragraph."""
        self.flush()
        close = self.until_here(restore)
        inside = {each.name for each in self.containers}
        # Python-Markdown loses its way in a quotation that is in a list.
        if len(self.containers) <= DEEPEST * 2 and not (tag == _QUOTE and "li" in inside):
            self.heading = ""
            if self.containers[-1].name == "li" and not self.containers[-1].contents:
                return close  # a list that begins an item would not be read as one
            if tag == "li" and self.containers[-1].name not in ("ul", "ol"):
                self.push("ul")
            self.push({"li": "li", "ol": "ol", _QUOTE: _QUOTE}.get(tag, "ul"))
        return close

    def until_here(self, restore: Callable[[], None]) -> Callable[[], None]:
        """Return what closes all containers that are opened from now on."""
        depth = len(self.containers)

        def close() -> None:
            self.flush()
            del self.containers[depth:]
            restore()

        return close

    def push(self, name: str) -> None:
        """Open a container."""
        container = self.soup.new_tag(name)
        inside = name in ("li", "tr", "td", "th")
        (self.containers[-1] if inside else self.place()).append(container)
        self.containers.append(container)

    def place(self) -> Tag:
        """Return what a paragraph may be put into: of a list an item, and never a bare table."""
        open_ = [each for each in self.containers if each.name not in ("table", "tr")]
        if open_[-1].name not in ("ul", "ol"):
            return open_[-1]
        items = [*open_[-1].find_all("li", recursive=False)]
        if not items:
            items = [self.soup.new_tag("li")]
            open_[-1].append(items[0])
        return items[-1]

    def head(self, tag: str, restore: Callable[[], None]) -> Callable[[], None]:
        """Begin a heading; the highest of a body is of the second level, and none is left out.

        In an item of a list it is a paragraph in bold letters.
        """
        self.flush(names_go_on=True)
        # The search of Material for MkDocs 9.8 stops the build at some headings in nested lists.
        in_list = any(each.name == "li" for each in self.containers)
        self.heading = "" if in_list else f"h{self.levels[int(tag[1])]}"
        self.form = self.form._replace(bold=in_list)

        def close() -> None:
            self.flush()
            restore()

        return close

    def cell(self, element: Any, tag: str, restore: Callable[[], None]) -> Callable[[], None]:
        """Begin a part of a table: of a picture with its caption, of data, or of the layout."""
        kinds = (element.get("class") or "").split()
        if tag == "figure" or "tr-caption-container" in kinds:
            close = self.block(restore) if not self.figures else restore
            self.figures += 1
            found = [e for e in element.iter() if "tr-caption" in (e.get("class") or "").split()]
            found += element.iter("figcaption")
            self.caption = SPACE.sub(" ", "".join(found[0].itertext())).strip() if found else ""
            return close
        if self.figures:
            self.pieces.append(Piece(self.form, kind="line"))
            if "tr-caption" in kinds or tag == "figcaption":
                self.form = self.form._replace(italic=True)
            return restore
        begins_item = self.containers[-1].name == "li" and not self.containers[-1].contents
        if tag == "table" and _is_data(element) and not begins_item:
            self.flush()
            close = self.until_here(restore)
            self.heading = ""
            self.push("table")
            return close
        if (self.containers[-1].name, tag) in (("table", "tr"), ("tr", "td"), ("tr", "th")):
            self.flush()
            close = self.until_here(restore)
            self.push(tag)
            return close
        return self.block(restore)

    def preformatted(self, element: Any, restore: Callable[[], None]) -> Callable[[], None] | None:
        """Take over a text as it stands; with pictures or links in it, line by line."""
        if next(element.iter("img", "a", *_EMBEDS, "table"), None) is not None:
            self.line_breaks = 1
            return self.block(restore)
        text = _as_it_stands(element)
        names = " ".join([element.get("class") or "", *(e.get("class") or "" for e in element)])
        language = _LANGUAGE.search(names)
        restore()
        self.flush()
        self.names(element)  # before the text, so that a link leads to its beginning
        if text.strip():
            self.add("pre", text=text, **({"language": language[1].lower()} if language else {}))
        return None

    def drop(self, element: Any, tag: str) -> None:
        """Leave an element out; of code that a script draws, the code stays."""
        address = element.get("src") or ""
        if tag == "script" and "syntaxhighlighter" in (element.get("type") or ""):
            text = (element.text or "").strip()
            self.add("pre", text=text.removeprefix("<![CDATA[").removesuffix("]]>").strip("\n"))
        elif tag == "script" and urlsplit_host(address) == "gist.github.com":
            page = address.partition("?")[0].removesuffix(".js")
            self.link_alone(page, "Code at GitHub")
            self.account.videos.append({"address": page, "outcome": "a link to GitHub"})
        elif tag in ("script", "style"):
            self.account.dropped[tag] += 1

    def furniture(self, element: Any, tag: str) -> str:
        """Return what an element is that stands around the text; empty for what belongs to it."""
        if tag == "a" and says_read_on("".join(element.itertext())):
            href = (element.get("href") or "").strip()
            leads_to = self.outlook.link(href)[0].partition("#")[0]
            if href == "#more" or (leads_to and leads_to == self.outlook.own):
                return JUMP
        return find_furniture(element)

    def leave_out(self, element: Any, name: str) -> None:
        """Leave out what is no part of the text, and account for all that was in it."""
        self.account.dropped[name] += 1
        outcome = f"left out with its {name}"
        sources = (image.get("src") or "" for image in element.iter("img"))
        targets = (link.get("href") or "" for link in element.iter("a"))
        self.account.images += [{"src": src, "outcome": outcome} for src in sources if src]
        self.account.links += [{"href": href, "outcome": outcome} for href in targets if href]

    def embed(self, element: Any) -> None:
        """Put a link in place of what would be loaded from elsewhere."""
        found = find_embed(element)
        self.flush()
        if found.playable and len(self.containers) == 1:
            self.add("video", text=found.text, href=found.address)
        elif found.address:
            self.link_alone(found.address, found.text)
        elif found.text:
            self.pieces.append(Piece(Form(italic=True), found.text))
            self.flush()
        self.account.videos.append({"address": found.address, "outcome": found.outcome})

    def link_alone(self, address: str, text: str) -> None:
        """Add a paragraph with nothing but a link."""
        self.flush()
        self.links += 1
        self.pieces.append(Piece(Form(link=(self.links, address)), text))
        self.flush()

    def jump(self) -> None:
        """Mark where a list of posts would have cut the post short."""
        if len(self.containers) == 1:
            self.add("jump")

    def anchor(self, element: Any) -> None:
        """Begin a link, unless it leads nowhere."""
        href = (element.get("href") or "").strip()
        if element.get("name") == MORE and not href:
            self.jump()
        if not href:
            return
        images = [image for image in element.iter("img") if image.get("src")]
        worded = bool("".join(element.itertext()).strip()) or bool(images)
        if images and len(images) == 1 and same_picture(href, (images[0].get("src") or "").strip()):
            return  # `image` sees to it
        target, outcome = self.outlook.link(href)
        if href.startswith("#"):
            found = self.soup_has(href[1:])
            target, outcome = (href, "inside") if found else ("", "leads nowhere")
        if worded:
            now = {"now": target} if target not in ("", href) else {}
            self.account.links.append({"href": href, "outcome": outcome, **now})
        if target:
            self.links += 1
            self.form = self.form._replace(link=(self.links, target))

    def soup_has(self, name: str) -> bool:
        """Tell whether an anchor of this name is in the body, or below it."""
        met = {piece.text for piece in self.pieces if piece.kind == "anchor"}
        there = name in self.outlook.below or name in self.wanted or name in met
        return there or bool(self.soup.find("anchor", id=name))

    def image(self, element: Any) -> Callable[[], None]:
        """Put a picture where it stands, or account for its loss."""
        src = (element.get("src") or "").strip()
        if not src:
            self.account.dropped["picture without an address"] += 1
            return _nothing
        sizes = {element.get("width"), element.get("height")}
        if sizes == {"1"} or _TRACKERS.search(src):
            self.account.images.append({"src": src, "outcome": "counted readers; left out"})
            return _nothing
        full = _full_size(element, src)
        now, outcome = self.outlook.picture(src, full)
        alt = read_alt(element.get("alt"), self.caption, element.get("title"))
        note = {"src": src, "outcome": outcome, "alt": alt}
        note |= {"full": full} if full else {}
        note |= {"now": now} if now not in ("", src) else {}
        note |= {} if alt else {"near": self.last_heading or self.words()[-80:]}
        self.account.images.append(note)
        if not now:
            return _nothing
        form = self.form._replace(code=False)
        if full and self.outlook.keep_links:
            self.links += 1
            form = form._replace(link=(self.links, full))
        elif full:
            form = form._replace(link=None)
        width = element.get("width") or ""
        attributes = {"src": now, "alt": alt}
        if re.fullmatch(r"[1-9]\d{0,3}", width) and not full:
            attributes["width"] = width
        said = self.words()
        self.pieces.append(Piece(form, image=attributes, kind="image"))
        if not said and _floats(element):
            # What stood beside it comes below: it would begin at its lower corner.
            self.pieces += [Piece(self.form, kind="break")] * 2
        return _nothing

    def words(self) -> str:
        return " ".join(piece.text for piece in self.pieces if piece.kind == "text").strip()

    def say(self, text: str | None) -> None:
        """Take over a text that stands between two tags."""
        if not text:
            return
        if self.line_breaks:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.pieces.append(Piece(self.form, kind="break"))
                self.pieces.append(Piece(self.form, line))
            return
        self.pieces.append(Piece(self.form, text))

    def add(self, name: str, *, text: str = "", **attributes: str) -> None:
        """Add an element that stands by itself."""
        self.flush()
        element = self.soup.new_tag(name, attrs=attributes)
        if text:
            element.string = text
        self.place().append(element)

    def flush(self, *, names_go_on: bool = False) -> None:
        """End the paragraph; names with nothing behind them may go on to the next one."""
        pieces, self.pieces = self.pieces, []
        words = sum(len(piece.text.split()) for piece in pieces)
        heading = self.heading if words <= LONGEST_HEADING else ""
        names: list[Piece] = []
        for part in split_paragraphs(pieces):
            content = [*names, *squeeze(part, keep_breaks=not heading)]
            names = content if all(piece.kind == "anchor" for piece in content) else []
            if not names and content:
                self.put(heading, content)
        if names_go_on:
            self.pieces = names
        elif names:
            self.put("", names)

    def put(self, heading: str, content: list[Piece]) -> None:
        """Add a paragraph, or a heading where it says something."""
        said = "".join(piece.text for piece in content if piece.kind == "text")
        paragraph = self.soup.new_tag(heading if heading and said else "p")
        if self.rtl:
            paragraph["dir"] = "rtl"
        if heading and said:
            self.last_heading = said
        fill(self.soup, paragraph, content)
        self.place().append(paragraph)


def _nothing() -> None:
    """End an element that has no end."""


def _names(root: Any) -> set[str]:
    """Return the names that elements have."""
    return {name for each in root.iter() for name in _names_of(each)}


def _names_of(element: Any) -> list[str]:
    """Return the names of an element; a comment has one where it marks the jump break."""
    if not _tag(element):
        return [MORE] if _is_jump(element) else []
    names = (element.get(key) or "" for key in ("id", "name"))
    return [name for name in names if name.strip()]


def _is_jump(comment: Any) -> bool:
    """Tell whether a comment marks where a list of posts would cut the post short."""
    return (comment.text or "").strip() == MORE


def _is_data(table: Any) -> bool:
    """Tell whether a table has data in it, and is not there for the layout."""
    rows = list(table.iter("tr"))
    cells = [[cell for cell in row if _tag(cell) in ("td", "th")] for row in rows]
    widths = {len(row) for row in cells}
    if len(rows) < 2 or len(widths) != 1 or widths <= {0, 1}:  # noqa: PLR2004 - a head and a row
        return False
    large = {*_LISTS, _QUOTE, *_PREFORMATTED, *_EMBEDS, "table", "hr", "h1", "h2", "h3", "h4"}
    inside = [_tag(each) for each in table.iterdescendants()]
    spans = [each for row in cells for each in row if {"colspan", "rowspan"} & {*each.keys()}]
    return not large & set(inside) and not spans and inside.count("img") <= len(rows)


def _as_it_stands(element: Any) -> str:
    """Return a text with its spaces and lines."""
    parts = [element.text or ""]
    for event, each in etree.iterwalk(element, events=("start", "end", "comment")):
        if each is element:
            continue
        if event == "start":
            parts += ["\n" if _tag(each) in ("br", "div", "p", "li") else "", each.text or ""]
        else:
            parts.append(each.tail or "")
    lines = "".join(parts).expandtabs(4).replace("\u00a0", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _full_size(image: Any, src: str) -> str:
    """Return where the link around a picture leads, if that is the same picture."""
    for around in image.iterancestors("a"):
        href = (around.get("href") or "").strip()
        return href if same_picture(href, src) else ""
    return ""


def _floats(image: Any) -> bool:
    """Tell whether the text of a paragraph flowed around a picture."""
    around = image.getparent()
    styles = [each.get("style") or "" for each in (image, around)]
    sides = [image.get("align") or "", *(s.partition("float:")[2].strip() for s in styles)]
    return any(side.lower().startswith(("left", "right")) for side in sides)


def _tag(element: Any) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def urlsplit_host(address: str) -> str:
    """Return the host of an address; empty where it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""

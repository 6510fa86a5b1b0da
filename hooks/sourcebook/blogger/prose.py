"""Writes a tree of plain elements as Markdown that the site reads back word for word.

markdownify does it; what is told apart here is what Python-Markdown and its extensions take
for a sign: https://python-markdown.github.io/ and https://facelessuser.github.io/pymdown-extensions/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bs4.element import NavigableString
from markdownify import MarkdownConverter

from sourcebook.addresses import host_name, key_of
from sourcebook.imported import COMMENTS, FORM

from .images import same_picture
from .tidy import MORE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bs4 import BeautifulSoup, Tag

CUT = "<!-- more -->"
"""Where a list of posts would cut a post short."""
UNSAID = "Nobody has written down yet what it shows."
_SIGNS = re.compile(r"([\\`*_{}\[\]^~|])")
_MENTION = re.compile(r"(?<![\w@/.:+\-\\])@")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AT_START = (
    (re.compile(r"^(\d+)\.(?=\s|$)"), r"\1\\."),
    (re.compile(r"^([-+#>])"), r"\\\1"),
    (re.compile(r"^:"), "&#58;"),
    (re.compile(r"^="), "&#61;"),
    (re.compile(r"^/(?=//)"), "&#47;"),
)
"""What begins a list, a heading, a quotation, a definition, an underline or a box."""
_SNIPPET = re.compile(
    r"^([ \t]*)(?=;*-+8<-+(?:[ \t]+(?:\"(?:\\\"|[^\"\n])+?\"|'(?:\\'|[^'\n])+?'))?(?![ \t])$)",
    re.MULTILINE,
)
"""What would be replaced by another text; a semicolon before it keeps it as it stands."""
_SECTION = re.compile(r"(?<=-8)(?=<-+[ \t]+\[)")
"""The mark of a section goes whatever stands before it, so a sign nobody sees goes into it."""
_CLOSING = re.compile("#+$")
_HEADINGS = re.compile("h[2-6]")
_FENCES = re.compile(r"`{3,}|~{3,}")
_TICKS = re.compile("`+")
_OUR_IDS = frozenset({"sources", "popular", "content"})
"""Anchors that every post has."""
_THEIR_IDS = frozenset({COMMENTS, FORM, MORE})
"""Anchors that posts had at Blogger."""
_NAME = re.compile(r"[\w.%-]+")
"""A name that can be given to a heading."""


def write_markdown(tree: BeautifulSoup) -> str:
    """Return a tree as Markdown, with an empty line between two blocks."""
    # A table has a head in Markdown; most first rows are one, and an empty one says nothing.
    text = str(_Converter(table_infer_header=True).convert_soup(tree))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n" if text.strip() else ""


def escape_line(text: str) -> str:
    """Return plain text so that it is read as it stands, also at the start of a line."""
    return _guard(_escape(text))


def encode_address(address: str) -> str:
    """Return an address so that it can stand between the brackets of a link."""
    return quote(address, safe="%/:=&?~#+!$,;@*-._")


def write_tag(name: str, text: str = "", attributes: Iterable[tuple[str, str]] = ()) -> str:
    """Return a text in an element that Markdown has no sign for."""
    given = "".join(f' {key}="{value}"' for key, value in attributes)
    return f"<{name}{given}>{text}</{name}>"


def _escape(text: str) -> str:
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;")
    text = _MENTION.sub(r"\\@", _SIGNS.sub(r"\\\1", text))
    return f"{text[:-1]}\\!" if text.endswith("!") else text  # before a link it makes a picture


def _guard(line: str) -> str:
    """Return a line whose beginning is not taken for a sign."""
    for sign, instead in _AT_START:
        if sign.search(line):
            return sign.sub(instead, line, count=1)
    return line


class _Converter(MarkdownConverter):
    """Writes each element as this site reads it."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return _escape(text)

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        lines = [_guard(line.lstrip()) for line in text.strip().split("\n")]
        text = "\n".join(lines)
        if "td" in parent_tags or "th" in parent_tags:
            return f"\n\n{_turned(el, text)}\n\n"
        if el.get("dir") and "li" in parent_tags:
            text = _turned(el, text)
        elif el.get("dir"):
            text += '\n{: dir="rtl" }'
        return f"\n\n{text}\n\n" if text else ""

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - markdownify's own
        text = _CLOSING.sub(lambda found: r"\#" * len(found[0]), " ".join(text.split()))
        attributes = []
        first = el.find("anchor")
        given = _written(first) if first else ""
        if first and _NAME.fullmatch(given) and text.startswith(anchor := _anchor(first)):
            # Its own name would be made of its words, and so most often be the same.
            text, attributes = text.removeprefix(anchor).lstrip(), [f"#{given}"]
        elif (name := _slug(el)) in _OUR_IDS | _THEIR_IDS:
            before = [_slug(each) for each in el.find_all_previous(_HEADINGS)].count(name)
            attributes = [f"#{name}-in-text-{before + 1}" if before else f"#{name}-in-text"]
        attributes += ['dir="rtl"'] if el.get("dir") else []
        end = f" {{: {' '.join(attributes)} }}" if attributes else ""
        return f"\n\n{'#' * n} {text}{end}\n\n"

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"**{text}**" if _stands_free(el, text) else write_tag("strong", text)

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        free = "strong" not in parent_tags and _stands_free(el, text)
        return f"*{text}*" if free else write_tag("em", text)

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return write_tag("sup", text)

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return write_tag("sub", text)

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return write_tag("del", text)

    def convert_anchor(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _anchor(el)

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "td" in parent_tags or "th" in parent_tags:
            return write_tag("code", _escape(text))
        return _span(text)

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "  \n"

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "\n\n---\n\n"

    def convert_jump(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{CUT}\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el["href"])
        given = [f'rel="{el["rel"]}"'] if el.get("rel") else []
        if not el.get_text() and not any(image.get("alt") for image in el.find_all("img")):
            # A link whose picture nobody has described still needs a name to be read out.
            shown = [same_picture(href, str(image.get("src"))) for image in el.find_all("img")]
            name = "Full size" if any(shown) else host_name(href) or key_of(href)
            plain = re.sub(r"[^\w.-]+", " ", name)
            given.append(f'aria-label="{plain}"')
        page, sign, name = href.partition("#")
        if sign and "://" not in page:
            href = f"{page}#{_rename(name)}"
        return f"[{text}]({encode_address(href)})" + (f"{{ {' '.join(given)} }}" if given else "")

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        alt = _escape(str(el.get("alt") or ""))
        src = encode_address(str(el["src"]))
        # The policy of the site lets a page load what it says it does.
        given = ['data-kept="elsewhere"'] if "://" in src else []
        given += [f'width="{el["width"]}"'] if el.get("width") else []
        return f"![{alt}]({src})" + (f"{{ {' '.join(given)} }}" if given else "")

    def convert_video(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        # The box of videos: nothing is asked of the host before a reader presses its button.
        return f"\n\n/// video | {el.get_text()}\n    address: {el['href']}\n\n{UNSAID}\n///\n\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "li" in parent_tags and el.find_previous_sibling() is None:
            # A list item may not begin with a block of code.
            lines = [line for line in el.get_text().split("\n") if line.strip()]
            return "\n\n" + "  \n".join(_span(" ".join(line.split())) for line in lines) + "\n\n"
        text = _SECTION.sub("\u2060", el.get_text())
        if "blockquote" not in parent_tags:
            text = _SNIPPET.sub(lambda found: f"{found[1]};", text)
        fence = "`" * max(3, *(len(found) + 1 for found in _FENCES.findall(text)), 3)
        return f"\n\n{fence}{el.get('language') or ''}\n{text}\n{fence}\n\n"

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        lines = text.strip("\n").split("\n")
        quoted = "\n".join(f"> {line}" if line else ">" for line in lines)
        return f"\n\n{quoted}\n\n" if text.strip() else ""

    def convert_ul(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip(chr(10))}\n\n"

    convert_ol = convert_ul

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip("\n")
        if not text.strip():
            return ""
        mark = "-"
        if el.parent is not None and el.parent.name == "ol":
            mark = f"{1 + len(el.find_previous_siblings('li'))}."
        first, *rest = text.split("\n")
        lines = [f"{mark:<3} {first}", *(f"    {line}" if line else "" for line in rest)]
        blocks = len([each for each in el.children if getattr(each, "name", None)]) > 1
        return "\n".join(lines) + ("\n\n" if blocks else "\n")

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
        return f" {'<br>'.join(lines)} |"

    convert_th = convert_td


def _anchor(el: Tag) -> str:
    return write_tag("a", "", [("id", _written(el).replace("&", "&amp;"))])


def _written(anchor: Tag) -> str:
    """Return a name as the link to it is written: browsers compare before they decode either."""
    return encode_address(_rename(str(anchor["id"])))


def _rename(name: str) -> str:
    """Return the name of an anchor in a text; one that every post has is another here."""
    return f"{name}-in-text" if name in _OUR_IDS else name


def _slug(heading: Tag) -> str:
    """Return the name that Python-Markdown makes of the words of a heading."""
    return re.sub(r"[^\w]+", "-", heading.get_text().strip().lower())


def _span(text: str) -> str:
    """Return code within a line."""
    ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _turned(el: Any, text: str) -> str:
    """Return a text that reads from right to left inside one that does not."""
    return write_tag("span", text, [("dir", "rtl")]) if el.get("dir") else text


def _stands_free(el: Tag, text: str) -> bool:
    """Tell whether signs around a text are read as emphasis: they begin and end words."""
    before, after = el.previous_sibling, el.next_sibling
    apart = all(
        each is None
        or getattr(each, "name", None) == "br"
        or (isinstance(each, NavigableString) and not str(each)[place].isalnum())
        for each, place in ((before, -1), (after, 0))
    )
    shape = text[:1].isalnum() and (text[-1:].isalnum() or text[-1:] in ".,:;!?")
    return apart and shape and not _ends_with_sign(before)


def _ends_with_sign(before: object) -> bool:
    """Tell whether what stands before ends with a sign that would join those of emphasis."""
    return isinstance(before, NavigableString) and str(before)[-1:] in "*_"

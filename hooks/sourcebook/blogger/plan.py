"""What an import will write: each file with its text, thought out before the first is written."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256
from posixpath import basename, dirname, relpath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from sourcebook.addresses import AUTHORS, NOT_TOPICS, SOURCES, file_of, page_url, top_folder
from sourcebook.drafts import make_slug
from sourcebook.frontmatter import render_document
from sourcebook.imported import COMMENTS, FORM, KEY, LEFT_TO_DO, PICTURES
from sourcebook.plurals import count_of
from sourcebook.posts import DESCRIPTION_LENGTH
from sourcebook.records import find_same, render_record

from .credits import take_credits
from .crosslinks import ARCHIVE, CLOSED, REWRITTEN, UNKNOWN, Places, follow, host_of
from .discussion import render_comments, select_comments
from .entries import (
    BINNED,
    DRAFT,
    LIVE,
    PAGE,
    POST,
    SCHEDULED,
    Entry,
    in_zone,
)
from .former_page import FORMER_PAGE, former_paths, is_file, label_paths, render_former_page
from .images import find_ending, picture_address, web_address
from .naming import describe, find_free, make_name, make_title, name_of_path
from .permalinks import fill_in
from .prose import encode_address, escape_line, write_markdown
from .sorting import BY_HAND, BY_LABEL, UNSORTED, find_label_topic, find_topic
from .tidy import MORE, Outlook, find_anchors, find_fragments, read_paragraphs, text_of, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import tzinfo

    from sourcebook.records import Library

    from .credits import Credit, Line
    from .entries import Blog, Bodies
    from .permalinks import Permalinks
    from .sorting import Rule
    from .tidy import Account

PAGES = "about"
"""The folder of pages that are no posts."""
_FORMER = re.compile(r"/(?:\d{4}/\d{2}|p)/[^/?#\\\s]+\.html")
_LINK_INTO = re.compile(r"\.html[^\s\"'<>#]*#")
"""What a body has in it that links into a page; most have nothing, and need not be parsed."""
_DATA = re.compile(r"data:image/[\w.+-]+;(?:[\w=-]+;)*base64,", re.IGNORECASE)
_PICTURE_NAME = re.compile(r".+\.(?:jpe?g|png|gif|webp|bmp)", re.IGNORECASE)
KEPT_ELSEWHERE, EMBEDDED, LOST = "kept at its host", "taken out of the text", "lost"
UNFETCHED = "could not be fetched"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the writer wants of an import."""

    zone: tzinfo | None
    """The blog's; `None` leaves each moment with its own offset."""
    latest: date
    """The last day that does not lie in the future."""
    permalinks: Permalinks
    rules: Sequence[Rule] = ()
    comments: bool = True
    address: str = ""
    """The blog's address, where the writer has given it."""
    language: str = "en"
    """The site's."""


@dataclass(frozen=True, slots=True)
class Present:
    """What the site has already."""

    uris: frozenset[str]
    """All pages, seen from `docs/`, without those this import has made and nobody has edited."""
    topics: frozenset[str]
    """Folders with an introduction that was written by hand."""
    placed: Mapping[str, str]
    """By number at Blogger: the file of an entry that a writer has edited or moved."""
    library: Library
    """The sources."""
    former: frozenset[str] = frozenset()
    """Former addresses that files have which this import will not write."""
    former_page: str = FORMER_PAGE
    """The page that answers for labels, months and feeds."""


@dataclass(frozen=True, slots=True)
class Work:
    """A file to write."""

    key: str
    """What it is made of: the number of an entry, or its own name."""
    text: int
    """Where its text is kept; of a picture, as base64."""
    hash: str
    """Of its bytes."""
    binary: bool = False


@dataclass(slots=True)
class Item:
    """An entry on its way into a file."""

    entry: Entry
    uri: str
    day: date
    draft: bool
    topic: str = ""
    found_by: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Words for what is to be looked at, each with the particulars."""
    account: int = -1
    """Where the account of its body is kept, as JSON."""
    comments: int = 0
    title: str = ""

    def note(self, word: str, what: str) -> None:
        self.notes.append((word, what))


@dataclass(slots=True)
class Plan:
    """All that an import will do."""

    blog: Blog
    files: dict[str, Work] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    skipped: list[tuple[Entry, str]] = field(default_factory=list)
    """Posts and pages that are not taken in, each with the reason."""
    comments_left_out: Counter[str] = field(default_factory=Counter)
    orphans: list[Entry] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    """Each label with its topic; empty where it means none."""
    label_counts: Counter[str] = field(default_factory=Counter)
    questions: list[str] = field(default_factory=list)
    pictures: Counter[str] = field(default_factory=Counter)
    """How often what became of one."""
    losses: list[str] = field(default_factory=list)
    """Of the whole blog; those of entries stand with them."""


def make_plan(
    blog: Blog,
    bodies: Bodies,
    wishes: Wishes,
    present: Present,
    *,
    pictures: Callable[[str, str], tuple[str, str]] | None = None,
    seen: Callable[[], None] = lambda: None,
) -> Plan:
    """Return what an import of a blog will write, with everything that is to be said of it.

    `pictures` gives for a picture's address and that of its full size the file, seen from
    `docs/`, that has it (empty where it is lost), and what became of it; without it they stay
    where they are. `seen` is called after each post and page.
    """
    planner = _Planner(blog, bodies, wishes, present, pictures)
    planner.choose()
    planner.locate()
    planner.write_entries(seen)
    planner.write_topics()
    planner.write_authors()
    planner.write_former()
    return planner.plan


class _Planner:
    """Thinks out one import, step by step."""

    def __init__(
        self,
        blog: Blog,
        bodies: Bodies,
        wishes: Wishes,
        present: Present,
        pictures: Callable[[str, str], tuple[str, str]] | None,
    ) -> None:
        self.blog, self.bodies, self.wishes, self.present = blog, bodies, wishes, present
        self.pictures = pictures
        self.plan = Plan(blog)
        self.authors: dict[str, str] = {}
        self.address = wishes.address or blog.address
        self.places = Places(frozenset(), "", {}, {})
        self.library = present.library.copy()
        self.comments: dict[str, list[Entry]] = {}
        self.claimed = {file_of(path) for path in present.former}
        self.archives: set[str] = set()

    @property
    def live(self) -> list[Item]:
        """The entries that are published: of drafts nothing but their own files is written out."""
        return [item for item in self.plan.items if not item.draft]

    def claim(self, paths: Iterable[str]) -> list[str]:
        """Return the addresses that no other file has yet; each leads to one file only."""
        free = []
        for path in paths:
            if file_of(path) not in self.claimed:
                self.claimed.add(file_of(path))
                free.append(path)
        return free

    def choose(self) -> None:
        """Tell the entries that become files from those that do not, the oldest first."""
        seen: set[str] = set()
        for entry in self.blog.entries:
            if entry.kind not in (POST, PAGE):
                continue
            day = self.day_of(entry)
            if not entry.id:
                self.plan.skipped.append((entry, "has no number"))
            elif entry.id in seen:
                self.plan.skipped.append((entry, "is there twice"))
            elif entry.status == BINNED:
                self.plan.skipped.append((entry, "is in the bin"))
            elif day is None:
                self.plan.skipped.append((entry, "has no date"))
            else:
                seen.add(entry.id)
                self.plan.items.append(self.item(entry, day))
        self.plan.items.sort(key=lambda item: (item.day, len(item.entry.id), item.entry.id))
        if self.blog.total > len(self.blog.entries):
            there = len(self.blog.entries)
            what = f"the feed holds {there} of {self.blog.total} entries: give a whole export"
            self.plan.losses.append(what)
        for entry, reason in self.plan.skipped:
            if reason in ("has no number", "has no date"):
                self.plan.losses.append(f"`{entry.title}` {reason}, and was not taken in")

    def item(self, entry: Entry, day: date) -> Item:
        """Return an entry as it is taken in."""
        item = Item(entry, "", day, draft=entry.status != LIVE)
        if entry.status not in (LIVE, DRAFT, SCHEDULED):
            item.note("status", f"Blogger says `{entry.status}`: kept as a draft")
        if day > self.wishes.latest and not item.draft:
            item.draft = True
            item.note("status", f"was to come out on {day}: kept as a draft")
        if entry.published is None:
            item.note("date", f"has no readable date: {day} was taken")
        if entry.short:
            item.note("loss", "the feed holds no more than its beginning")
        text = text_of(self.bodies.get(entry.body))
        item.title = entry.title or make_title(text, str(day))
        if not entry.title:
            item.note("title", f"has no title: `{item.title}` was made of its first words")
        if not item.draft:
            item.entry, guessed = fill_in(
                entry, self.wishes.permalinks, zone=self.wishes.zone, words=text[:200]
            )
            if guessed:
                item.note("permalink", f"`{item.entry.path}` was guessed")
        if _PICTURE_NAME.fullmatch(item.title) and len(text.split()) < 3:  # noqa: PLR2004 - no text
            item.note("picture only", "is nothing but one picture, and may be no post at all")
        return item

    def day_of(self, entry: Entry) -> date | None:
        """Return the day of publication in the blog's time zone, or the month of the permalink."""
        moment = entry.published or entry.updated
        if moment:
            return in_zone(moment, self.wishes.zone).date()
        found = re.match(r"/(\d{4})/(0[1-9]|1[0-2])/", entry.path)
        return date(int(found[1]), int(found[2]), 1) if found and int(found[1]) else None

    def locate(self) -> None:
        """Give each entry its topic and its file, and find out where all that is linked is now."""
        taken = {page_url(uri).lower() for uri in self.present.uris}
        taken |= {page_url(uri).lower() for uri in self.present.placed.values()}
        taken.add(page_url(self.present.former_page))
        known = {*self.present.topics, *(rule.topic for rule in self.wishes.rules)}
        for item in self.plan.items:
            entry = item.entry
            placed = self.present.placed.get(entry.id, "")
            if (folder := top_folder(placed)) not in {"", UNSORTED, *NOT_TOPICS}:
                item.topic, item.found_by = folder, BY_HAND
            elif entry.kind == POST:
                words = text_of(self.bodies.get(entry.body)) if self.wishes.rules else ""
                item.topic, item.found_by = find_topic(
                    entry.labels, item.title, words, self.wishes.rules, known
                )
                if item.found_by != BY_LABEL:
                    how = "belongs to no topic yet"
                    how = how if item.topic == UNSORTED else f"`{item.topic}` was guessed"
                    item.note("topic", how)
            name = name_of_path(entry.path) if entry.path else make_name(item.title)
            month = f"{item.day.year:04}-{item.day.month:02}"
            item.uri = placed or find_free(
                item.topic or PAGES, name, month if entry.kind == POST else "", taken
            )
            self.plan.label_counts.update(entry.labels)
        for label in self.plan.label_counts:
            self.plan.labels[label] = find_label_topic(label, self.wishes.rules, known)
        self.find_places()

    def find_places(self) -> None:
        """Find out what each address of the former blog means now."""
        live = self.live
        by_id = {item.entry.id: item.uri for item in live}
        by_path: dict[str, str] = {}
        for item in live:
            if by_path.setdefault(item.entry.path, item.uri) != item.uri:
                item.note("permalink", f"`{item.entry.path}` belongs to {by_path[item.entry.path]}")
        kept = {item.entry.id for item in self.plan.items}
        self.comments, self.plan.comments_left_out, self.plan.orphans = select_comments(
            self.blog, self.bodies, dict.fromkeys(kept), keep=self.wishes.comments
        )
        shown = {
            comment.id: item.uri
            for item in live
            for comment in self.comments.get(item.entry.id, ())
        }
        hosts = [self.address, self.blog.address]
        if name := self.blog.settings.get("blog_subdomain", "").strip():
            hosts.append(f"http://{name}" if "." in name else f"http://{name}.blogspot.com")
            self.address = self.address or hosts[-1]
        made = self.made_topics()
        labels = {
            label.casefold(): f"{topic}/index.md" if topic in made else self.present.former_page
            for label, topic in self.plan.labels.items()
        }
        self.places = Places(
            hosts=frozenset(filter(None, map(host_of, hosts))),
            address=self.address,
            by_path=by_path,
            by_id=by_id,
            comments=shown,
            anchors=self.find_anchors(live),
            labels=labels,
            former=self.present.former_page,
            home="index.md" if "index.md" in self.present.uris else "",
            search="search.md" if "search.md" in self.present.uris else "",
        )

    def find_anchors(self, live: Sequence[Item]) -> dict[str, set[str]]:
        """Return by file the names in live entries that a link from any other could mean."""
        htmls = (self.bodies.get(item.entry.body) for item in self.plan.items)
        asked = {name for html in htmls if _LINK_INTO.search(html) for name in find_fragments(html)}
        found: dict[str, set[str]] = {}
        for item in live if asked else ():
            own = find_anchors(self.bodies.get(item.entry.body))
            found[item.uri] = asked & own.union(self.below(item))
        return found

    def below(self, item: Item) -> tuple[str, ...]:
        """Return the names of what stands below the body of an entry."""
        return (COMMENTS, FORM) if item.entry.id in self.comments else ()

    def made_topics(self) -> set[str]:
        """Return the topics whose introduction this import writes."""
        return {item.topic for item in self.live if item.topic} - self.present.topics

    def live_labels(self) -> list[str]:
        """Return the labels of live entries, sorted."""
        labels = {label for item in self.live for label in item.entry.labels}
        return sorted(labels, key=lambda label: (label.casefold(), label))

    def write_entries(self, seen: Callable[[], None]) -> None:
        """Plan the file of each post and page."""
        for item in self.plan.items:
            self.write_entry(item)
            seen()

    def write_entry(self, item: Item) -> None:
        entry, html = item.entry, self.bodies.get(item.entry.body)
        outlook = Outlook(
            link=lambda href: follow(href, self.places, item.uri, entry.path),
            picture=partial(self.place_picture, item.uri),
            keep_links=self.pictures is None,
            own=basename(item.uri),
            anchors={MORE, *self.places.anchors.get(item.uri, ())},
            below=self.below(item),
        )
        tree, account = tidy(html, outlook)
        lines = take_credits(tree) if entry.kind == POST else []
        said = read_paragraphs(tree)
        said = said if len(said) >= DESCRIPTION_LENGTH[0] else text_of(html)
        body = write_markdown(tree)
        if entry.link:
            target, outcome = outlook.link(entry.link)
            account.links.append({"href": entry.link, "outcome": outcome})
            if target:
                body += f"\n[{escape_line(target)}]({encode_address(target)})\n"
        comments = self.comments.get(entry.id, [])
        item.comments = len(comments)
        if comments:
            text = render_comments(comments, self.bodies, zone=self.wishes.zone, outlook=outlook)
            body += f"\n{text}"
        self.look_at(item, account)
        meta = self.front_matter(item, said, lines)
        self.add(item.uri, entry.id, render_document(meta, f"\n{body}"))

    def look_at(self, item: Item, account: Account) -> None:
        """Note what is to be looked at in a text, and what was lost of it."""
        images = account.images
        self.plan.pictures.update(each["outcome"] for each in images)
        about = {
            "images": images,
            "links": account.links,
            "videos": account.videos,
            "dropped": dict(sorted(account.dropped.items())),
        }
        item.account = self.bodies.put(json.dumps(about))
        without = [each for each in images if not each.get("alt") and "near" in each]
        if without:
            item.note("alt", f"{len(without)} of {len(images)} pictures have no words")
        kept = [each for each in images if each["outcome"].startswith(KEPT_ELSEWHERE)]
        if kept:
            hosts = sorted({urlsplit(each.get("now") or each["src"]).netloc for each in kept})
            item.note("pictures", f"{len(kept)} of {len(images)}, at {', '.join(hosts)}")
        for each in (*images, *account.videos):
            if each["outcome"].startswith((LOST, f"{KEPT_ELSEWHERE}: {UNFETCHED}")):
                item.note(
                    "lost", f"{each['outcome']}: {each.get('src') or each['address'] or 'a video'}"
                )
        if videos := [each for each in account.videos if "link to" in each["outcome"]]:
            item.note("video", f"{count_of(len(videos), 'video')}: nobody has said what is shown")
        for each in account.links:
            if each["outcome"] == UNKNOWN:
                item.note("link", f"{each['href']} is the blog's own, and not in the export")
            elif each["outcome"] == CLOSED:
                what = "leads through FeedBurner, which is closed: link to the page itself"
                item.note("closed", f"{each['href']} {what}")
            elif each["outcome"] == REWRITTEN and not item.draft:
                path = urlsplit(each["href"]).path
                self.archives |= {path} if ARCHIVE.fullmatch(path) else set()
        for name, count in sorted(account.dropped.items()):
            item.note("dropped", f"{name} ({count})")

    def front_matter(self, item: Item, text: str, lines: Sequence[Line]) -> dict[str, Any]:
        """Return the front matter of a post or a page."""
        entry = item.entry
        description = entry.description or describe(text, item.title, self.wishes.language)
        if not entry.description:
            item.note("description", "was made of its first sentences")
        keys = [self.source_key(each) for line in lines for each in line.credits]
        if keys:
            item.note("sources", ", ".join(dict.fromkeys(keys)))
        meta: dict[str, Any] = {"title": item.title, "description": description}
        if entry.kind == POST:
            meta |= self.dates(item)
            if entry.author:
                meta["authors"] = [self.author_key(entry.author)]
            if keys:
                meta["sources"] = list(dict.fromkeys(keys))
        if entry.labels:
            meta["labels"] = list(entry.labels)
        if former := self.former_of(item):
            meta["former"] = [former]
        if item.draft:
            meta["draft"] = True
        todo = [word for word, _ in item.notes if word in LEFT_TO_DO]
        zone = self.wishes.zone
        about = {
            "id": entry.id,
            "path": entry.path,
            "format": self.blog.format,
            "published": entry.published and in_zone(entry.published, zone).isoformat(),
            "updated": entry.updated and in_zone(entry.updated, zone).isoformat(),
            "sources_line": " / ".join(line.text for line in lines),
            "todo": list(dict.fromkeys(todo)),
        }
        meta[KEY] = {key: value for key, value in about.items() if value}
        return meta

    def dates(self, item: Item) -> dict[str, date]:
        """Return the day of publication, and that of the last change where it is a later one."""
        days = {"date": item.day}
        if item.entry.updated:
            updated = in_zone(item.entry.updated, self.wishes.zone).date()
            if item.day < updated <= self.wishes.latest:
                days["updated"] = updated
        return days

    def former_of(self, item: Item) -> str:
        """Return the address at which others look for a live entry; empty where it has none."""
        path = quote(item.entry.path, safe="/%~!$&'()*+,;=:@-._")
        fits = _FORMER.fullmatch(path) and is_file(path)
        first = self.places.by_path.get(item.entry.path) == item.uri
        if item.draft or not (fits and first):
            return ""
        if item.entry.id in self.present.placed:
            return path
        return next(iter(self.claim([path])), "")

    def author_key(self, name: str) -> str:
        """Return the key of an author's page."""
        if name not in self.authors:
            base = make_slug(name) or make_name(name)
            same = {key for other, key in self.authors.items() if other != name}
            key, number = base, 2
            while key in same:
                key, number = f"{base}-{number}", number + 1
            self.authors[name] = key
        return self.authors[name]

    def source_key(self, credit: Credit) -> str:
        """Return the key of the record of a source, which is made where there is none."""
        name = credit.name
        item: dict[str, Any] = {"type": "webpage", "title": name, "custom": {"short": name}}
        item |= {"URL": credit.url} if credit.url else {}
        if known := find_same(item, self.library.known):
            return known
        base = make_slug(name)[:40].strip("-") or "source"
        key, number = base, 2
        while key in self.library.taken:
            key, number = f"{base}-{number}", number + 1
        self.library.add(key, item)
        self.add(f"{SOURCES}/{key}.md", f"source {key}", render_record(item))
        return key

    def place_picture(self, uri: str, src: str, full: str) -> tuple[str, str]:
        """Return where a picture is, seen from a file, and what became of it."""
        if src.lower().startswith("data:"):
            return self.take_out(uri, src)
        if not web_address(src):
            return "", f"{LOST}: its address is not on the web"
        if self.pictures is None:
            return picture_address(src), KEPT_ELSEWHERE
        now, outcome = self.pictures(src, full)
        inside = now and not web_address(now)
        return relpath(now, dirname(uri)) if inside else now, outcome

    def take_out(self, uri: str, src: str) -> tuple[str, str]:
        """Return where a picture is that stood in the text itself, as a file of its own."""
        head = _DATA.match(src)
        try:
            raw = base64.b64decode(
                "".join(src[head.end() :].split()) if head else "", validate=True
            )
        except (binascii.Error, ValueError):
            raw = b""
        ending = find_ending(raw[:16])
        if not ending:
            return "", f"{LOST}: its data cannot be read"
        name = f"{PICTURES}/{sha256(raw).hexdigest()[:16]}.{ending}"
        if name not in self.plan.files:
            text = self.bodies.put(base64.b64encode(raw).decode())
            self.plan.files[name] = Work(name, text, sha256(raw).hexdigest(), binary=True)
        return relpath(name, dirname(uri)), EMBEDDED

    def write_topics(self) -> None:
        """Plan the introductions of topics that are not there yet."""
        titles = {rule.topic: rule.title for rule in self.wishes.rules}
        for topic in sorted(self.made_topics()):
            title = titles.get(topic) or topic.replace("-", " ").capitalize()
            if topic == UNSORTED:
                body = "Posts of the former blog that belong to no topic yet.\n"
            else:
                body = "Posts of the former blog on this topic.\n"
            labels = [each for each in self.live_labels() if self.plan.labels[each] == topic]
            meta: dict[str, Any] = {"title": title, "description": body.strip()}
            if former := self.claim(label_paths(labels)):
                meta["former"] = former
            meta[KEY] = {"id": self.blog.id or "0", "format": self.blog.format}
            self.add(f"{topic}/index.md", f"topic {topic}", render_document(meta, f"\n{body}"))

    def write_authors(self) -> None:
        """Plan the pages of authors that are not there yet; those of drafts alone are drafts too."""
        live = {item.entry.author for item in self.live if item.entry.kind == POST}
        for name, key in sorted(self.authors.items()):
            uri = f"{AUTHORS}/{key}.md"
            if uri in self.present.uris:
                continue
            body = f"{escape_line(name)} wrote for the former blog.\n"
            about = {"id": self.blog.id or "0", "format": self.blog.format}
            meta: dict[str, Any] = {"title": re.sub("[<>&]", "", name).strip() or key}
            if name not in live:
                meta["draft"] = True
            meta[KEY] = about
            self.add(uri, f"author {key}", render_document(meta, f"\n{body}"))

    def write_former(self) -> None:
        """Plan the page that answers for labels, months and feeds."""
        live, labels = self.live, self.live_labels()
        if not live:
            return
        made = self.made_topics()
        ours = [label for label in labels if self.plan.labels[label] not in made]
        former = self.claim(former_paths(ours, live, self.archives))
        title = "The former blog"
        meta = {
            "title": title,
            "description": "Where to find here what was at the former blog.",
            "former": former,
            KEY: {"id": self.blog.id or "0", "format": self.blog.format},
        }
        body = render_former_page(self.blog.title, labels, live, self.places.search)
        self.add(self.present.former_page, "former blog", render_document(meta, body))

    def add(self, uri: str, key: str, text: str) -> None:
        """Plan a file."""
        self.plan.files[uri] = Work(key, self.bodies.put(text), sha256(text.encode()).hexdigest())

"""The catalog: every post, topic, source and author of the site, read once."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import dirname
from typing import TYPE_CHECKING, Any

from .addresses import (
    ARCHIVE,
    AUTHORS,
    NOT_TOPICS,
    SOURCES,
    file_of,
    is_index,
    key_of,
    page_url,
    top_folder,
)
from .consistency import (
    check_addresses,
    check_dois,
    check_endings,
    check_folders,
    check_former,
    check_further_reading,
    check_keys,
    check_names,
    check_settings,
)
from .fields import Fields
from .frontmatter import Document
from .imported import KEY as IMPORTED
from .imported import PAGE_KEYS as IMPORTED_KEYS
from .imported import read_imported
from .known_files import KnownFiles
from .notices import read_notices, with_notices
from .posts import KEYS as POST_KEYS
from .posts import is_draft, read_former
from .problems import Problem
from .sources import read_source
from .store import find_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from .cells import Cells
    from .citations import PageCitations
    from .imported import Imported
    from .posts import Post
    from .references import References
    from .settings import Settings
    from .sources import Source
    from .store import Remember

PAGE_KEYS = ("title", "description", "hide", "search", "template")
"""Keys of a page that is neither a post nor a source."""
TOPIC_KEYS = (*PAGE_KEYS, "further_reading")
"""Keys of the introduction of a topic."""
AUTHOR_KEYS = (*PAGE_KEYS, "kind")
"""Keys of the page of an author."""
_ONLY_POSTS = POST_KEYS.keys() - {"title", "description"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is neither a post nor a source: an introduction, an author, the home page."""

    uri: str
    title: str
    description: str
    further_reading: tuple[str, ...] = ()
    """On the introduction of a topic: keys of sources for those who want to read more."""
    group: bool = False
    """On the page of an author: several people, or a body."""
    former: tuple[str, ...] = ()
    """Former addresses, on a page that was taken in from a former blog."""
    draft: bool = False
    imported: Imported | None = None
    """Where it was before; `None` where it was written here."""
    unfinished: tuple[Problem, ...] = ()
    """What is not in order on a page from a former blog, and stops no build."""

    @property
    def url(self) -> str:
        """The address, seen from the site's root."""
        return page_url(self.uri)

    @property
    def folder(self) -> str:
        """The folder it lies in, which is the name of a topic it introduces."""
        return dirname(self.uri)


@dataclass(frozen=True, slots=True)
class Topic:
    """A folder of posts with an introduction."""

    name: str
    """The folder."""
    page: Page
    """The hand-written introduction."""
    posts: tuple[Post, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """All that one build knows of its content."""

    documents: Mapping[str, Document]
    """Every Markdown file, taken apart."""
    posts: tuple[Post, ...]
    """The published posts, newest first."""
    drafts: tuple[Post, ...]
    off_menu: frozenset[str]
    """Files of posts and sources, also broken ones: the menu holds only some of them."""
    unpublished: frozenset[str]
    """Files marked as drafts, also those with too many problems to be a post yet."""
    topics: tuple[Topic, ...]
    """By folder name."""
    topic_at: Mapping[str, Topic]
    """By the file of their introduction."""
    introductions: Mapping[str, Page]
    """By folder name."""
    sources: Mapping[str, Source]
    """By key."""
    authors: Mapping[str, Page]
    """By key."""
    pages: Mapping[str, Page]
    """All others, by file."""
    former: Mapping[str, str]
    """Former addresses, each with the file of the post that answers now."""
    settings: Settings
    latest: date
    """The last day that does not lie in the future."""
    problems: tuple[Problem, ...]
    """What keeps the site from being published."""
    draft_problems: tuple[Problem, ...]
    """What is still open in drafts."""
    by_uri: Mapping[str, Post]
    """Posts and drafts, by file."""
    notebooks: Mapping[str, Cells]
    """By the file of their page: the cells of notebooks."""

    @property
    def further_reading(self) -> Mapping[str, tuple[str, ...]]:
        """By topic: keys of sources for those who want to read more."""
        return {topic.name: topic.page.further_reading for topic in self.topics}

    def theme_meta(self, uri: str) -> dict[str, Any]:
        """Return the front matter the theme may see: only keys it knows, in forms it can read.

        A post or a source has no say in its template, its menu or the search.
        """
        meta = self.documents[uri].meta
        keys = ("title", "description") if uri in self.off_menu else PAGE_KEYS
        return {key: meta[key] for key in keys if _has_its_form(key, meta.get(key))}

    def document(self, uri: str) -> Document:
        """Return a file, taken apart; an empty one for a page that is made by the build."""
        return self.documents.get(uri) or Document(uri, {}, "")

    def as_written(self, problem: Problem) -> Problem:
        """Return a problem with the file that its writer knows, which may be a notebook."""
        cells = self.notebooks.get(problem.file)
        return cells.tell(problem) if cells else problem

    def footer(self, uri: str, cited: PageCitations) -> tuple[Source, ...]:
        """Return the sources of a page: those it cites by first use, then the others it names."""
        post = self.by_uri.get(uri)
        keys = post.rests_on(cited.keys) if post else cited.keys
        return tuple(self.sources[key] for key in keys if key in self.sources)

    def written_by(self, post: Post) -> tuple[Page, ...]:
        """Return the pages of a post's authors."""
        keys = post.authors or self.settings.authors
        return tuple(self.authors[key] for key in keys if key in self.authors)

    def signed_off_by(self, post: Post) -> tuple[Page, ...]:
        """Return the page of the person who signed a post off, if there is one."""
        key = post.reviewed_by.author if post.reviewed_by else ""
        return (self.authors[key],) if key in self.authors else ()


def _has_its_form(key: str, value: Any) -> bool:
    match key:
        case "hide":
            return isinstance(value, list) and all(isinstance(each, str) for each in value)
        case "search":
            return isinstance(value, dict) and {*map(type, value)} <= {str}
    return isinstance(value, str)


def read_catalog(
    pages: Iterable[tuple[str, bytes]],
    *,
    media: Iterable[str],
    settings: Settings,
    latest: date,
    references: References,
    notices: bytes = b"",
    problems: Iterable[Problem] = (),
    notebooks: Mapping[str, Cells] | None = None,
    remember: Remember = find_out,
) -> Catalog:
    """Return the catalog of the given Markdown files, and every problem in them.

    `pages` are files of `docs/` with their bytes, `media` all its other files; `latest`
    is the last day that does not lie in the future; `references` draws the references of
    the sources, `notices` is the file of what publishers have said about them since.
    `problems` found before are kept; `notebooks` are the cells of those pages that are one;
    `remember` gives what an earlier build has found out about a file.
    """
    known = KnownFiles(latest, frozenset(media), remember)
    reader = _Reader(known, settings, references, list(problems), notebooks=notebooks or {})
    return reader.read(sorted(pages), notices)


class _Reader:
    """Gathers the catalog of one build."""

    def __init__(
        self,
        known: KnownFiles,
        settings: Settings,
        references: References,
        problems: list[Problem],
        *,
        notebooks: Mapping[str, Cells],
    ) -> None:
        self.known = known
        self.media, self.latest = known.media, known.latest
        self.settings = settings
        self.references = references
        self.problems = problems
        self.notebooks = notebooks
        self.draft_problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.posts: list[Post] = []
        self.sources: dict[str, Source] = {}
        self.authors: dict[str, Page] = {}
        self.pages: dict[str, Page] = {}
        self.off_menu: set[str] = set()

    def read(self, pages: list[tuple[str, bytes]], notices: bytes) -> Catalog:
        introduced = {dirname(uri) for uri, _ in pages if is_index(uri)}
        self.introduced = {name for name in introduced if name and "/" not in name} - NOT_TOPICS
        for uri, raw in pages:
            is_post = self._is_post(uri)
            document, unread, post, problems = self.known.read(uri, raw, is_post=is_post)
            self.documents[uri] = document
            self._read(document, unread, post, problems)
        rows, problems = read_notices(notices, self._records())
        self.problems += problems
        self.sources = with_notices(self.sources, rows)
        published = sorted((p for p in self.posts if not p.draft), key=lambda post: post.age)
        drafts = sorted((p for p in self.posts if p.draft), key=lambda post: post.age)
        former: dict[str, str] = {}
        for post in (*published, *drafts):
            for path in post.former:
                former.setdefault(path, post.uri)
        for page in (*self.pages.values(), *self.authors.values()):
            for path in page.former:
                former.setdefault(path, page.uri)
        self._check(published, drafts, former)
        topics = self._topics(published)
        return Catalog(
            documents=self.documents,
            posts=tuple(published),
            drafts=tuple(drafts),
            off_menu=frozenset(self.off_menu),
            unpublished=frozenset(
                uri
                for uri, document in self.documents.items()
                if (self._is_post(uri) or IMPORTED in document.meta) and is_draft(document)
            ),
            topics=topics,
            topic_at={topic.page.uri: topic for topic in topics},
            introductions={topic.name: topic.page for topic in topics},
            sources=self.sources,
            authors=self.authors,
            pages=self.pages,
            former=former,
            settings=self.settings,
            latest=self.latest,
            problems=tuple(self.problems),
            draft_problems=tuple(self.draft_problems),
            by_uri={post.uri: post for post in self.posts},
            notebooks=self.notebooks,
        )

    def _check(self, published: list[Post], drafts: list[Post], former: dict[str, str]) -> None:
        owners = {file_of(path): uri for path, uri in reversed(former.items())}
        owners |= {file_of(page_url(uri)): uri for uri in self.documents}
        self.problems += check_addresses(self.documents)
        self.problems += check_endings(sorted(self.media), {*self.introduced, SOURCES, AUTHORS})
        self.problems += check_dois(self.sources.values())
        self.problems += check_names([post.uri for post in published], self.notebooks)
        self.problems += check_folders(
            uri for uri in self.pages if is_index(uri) and dirname(uri) in self.introduced
        )
        files = self._records()
        self.problems += check_names(sorted(f"{SOURCES}/{key}.md" for key in files), {})
        for posts, problems in ((published, self.problems), (drafts, self.draft_problems)):
            for post in posts:
                meta = self.documents[post.uri].meta
                problems.extend(check_keys(post, meta, files, self.authors))
                problems.extend(check_former(post, meta, owners))
        for page in (*self.pages.values(), *self.authors.values()):
            self.problems += check_former(page, self.documents[page.uri].meta, owners)
        introductions = [page for page in self.pages.values() if page.further_reading]
        self.problems += check_further_reading(introductions, files)
        uris = {post.uri for post in published}
        authors, pages = (
            {name for name, page in group.items() if not page.draft}
            for group in (self.authors, self.pages)
        )
        self.problems += check_settings(self.settings, uris, authors, pages)

    def _records(self) -> set[str]:
        """Return the keys of all sources, also of those that cannot be read."""
        return {key_of(uri) for uri in self.off_menu if dirname(uri) == SOURCES}

    def _read(
        self, document: Document, unread: list[Problem], post: Post | None, problems: list[Problem]
    ) -> None:
        uri, folder = document.uri, dirname(document.uri)
        if not unread and not document.has_front_matter and self._needs_keys(document):
            remedy = "begin the file with a line of three hyphens (---)"
            unread = [Problem(uri, "front matter", "there is none", remedy)]
        readable = not unread or bool(document.meta)
        if self._is_post(uri):
            self.off_menu.add(uri)
            self._note(document, unread + problems if readable else unread)
            if post:
                self.posts.append(post)
        elif folder == SOURCES and not is_index(uri):
            self.off_menu.add(uri)
            source, problems = read_source(
                document,
                latest=self.latest,
                style=self.settings.style,
                references=self.references,
            )
            # Also where it says `draft`: no source is kept back.
            self.problems += unread + problems if readable else unread
            if source:
                self.sources[source.key] = source
        else:
            self._note(document, unread)
            self._read_page(document)

    def _needs_keys(self, document: Document) -> bool:
        uri = document.uri
        return self._is_post(uri) or (dirname(uri) == SOURCES and not is_index(uri))

    def _is_post(self, uri: str) -> bool:
        return dirname(uri) in self.introduced and not is_index(uri)

    def _read_page(self, document: Document) -> None:
        uri, folder = document.uri, dirname(document.uri)
        fields = Fields(uri, document.meta, self.latest)
        introduces = is_index(uri) and folder in ("", *self.introduced)
        at_top = folder == "" and not document.meta.keys() & _ONLY_POSTS
        if top_folder(uri) not in NOT_TOPICS and not introduces and not at_top:
            self.off_menu.add(uri)
            fields.note("file", "is a post outside a topic", self._where_posts_go(folder))
        elif is_index(uri) or top_folder(uri) not in (ARCHIVE, SOURCES):
            keys = TOPIC_KEYS if introduces and folder else PAGE_KEYS
            keys = AUTHOR_KEYS if folder == AUTHORS else keys
            fields.known((*keys, *IMPORTED_KEYS) if IMPORTED in document.meta else keys)
        imported = read_imported(fields)
        rules = Fields(uri, document.meta, self.latest) if imported else fields
        fields.texts("hide")
        fields.mapping("search", ("exclude",))
        name = key_of(folder if is_index(uri) else uri) or "home"
        title = rules.text("title") or name.replace("-", " ").capitalize()
        page = Page(
            uri,
            title,
            rules.text("description") or "",
            further_reading=fields.texts("further_reading") if introduces else (),
            group=folder == AUTHORS and fields.choice("kind", ("group", "person")) == "group",
            former=read_former(fields) if imported else (),
            draft=imported is not None and is_draft(document),
            imported=imported,
            unfinished=tuple(rules.problems) if imported else (),
        )
        if imported:
            self.off_menu.add(uri)
        if folder == AUTHORS:
            self.authors[name] = page
        else:
            self.pages[uri] = page
        (self.draft_problems if page.draft else self.problems).extend(fields.problems)

    def _where_posts_go(self, folder: str) -> str:
        topics = ", ".join(sorted(self.introduced))
        if not topics:
            return "make a folder with an `index.md`, which is a topic, and move it there"
        move = f"move it into a topic: {topics}"
        if folder and "/" not in folder:
            return f"{move}; or make `{folder}` a topic: add {folder}/index.md"
        return move

    def _note(self, document: Document, problems: Iterable[Problem]) -> None:
        draft = document.meta.get("draft") is True
        (self.draft_problems if draft else self.problems).extend(problems)

    def _topics(self, posts: list[Post]) -> tuple[Topic, ...]:
        pages = {dirname(page.uri): page for page in self.pages.values() if is_index(page.uri)}
        return tuple(
            Topic(name, pages[name], tuple(post for post in posts if post.topic == name))
            for name in sorted(self.introduced)
        )

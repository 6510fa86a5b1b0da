"""`sourcebook import`: take in a former blog, planned to the last file before the first is written."""

from __future__ import annotations

import base64
import json
import os
import sys
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from sourcebook.addresses import page_url
from sourcebook.blogger.accounts import (
    list_entries,
    list_redirects,
    make_report,
    render_json,
    render_list,
    render_report,
)
from sourcebook.blogger.entries import BEFORE_2023, FORMATS, PAGE, POST, SINCE_2023, Unreadable
from sourcebook.blogger.former_page import FORMER_PAGE
from sourcebook.blogger.forwarding import render_snippet
from sourcebook.blogger.images import (
    clean_name,
    file_name,
    find_ending,
    identity,
    picture_address,
    sizes,
    web_address,
)
from sourcebook.blogger.naming import find_free, make_name
from sourcebook.blogger.permalinks import Permalinks, read_permalinks
from sourcebook.blogger.plan import (
    KEPT_ELSEWHERE,
    UNFETCHED,
    Present,
    Wishes,
    Work,
    make_plan,
)
from sourcebook.blogger.sorting import read_rules
from sourcebook.blogger.takeout import find_in_albums, list_pictures
from sourcebook.blogger.tidy import find_pictures
from sourcebook.imported import KEY, PICTURES
from sourcebook.plurals import count_of
from sourcebook.records import Library

from .blog_files import LARGEST_PICTURE, Spool, find_feeds, open_export, read_blog
from .download import Downloader, Refused
from .project import Failure, Project, find_project, last_day, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sourcebook.blogger.entries import Blog
    from sourcebook.blogger.plan import Plan
    from sourcebook.catalog import Catalog

    from .blog_files import Files

MANIFESTS = ".import"
"""The folder beside the pages in which an import remembers what it has written."""
REPORTS = "import-report"
MOST_BYTES = 1_000_000_000
"""Bytes of all pictures: GitHub Pages takes no larger site,
https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits."""
LARGE = 5_000_000
"""Bytes from which on reading takes long enough to show how far it is."""
LISTED = 10
"""Losses and questions of which the command names so many."""
MANY = 200
"""Entries from which on writing takes long enough."""
KEEP, ALBUM, DOWNLOAD = "keep", "album", "download"
_EPILOG = """\b
Examples:
  sourcebook import blogger takeout-20261123T101500Z-001.zip --dry-run
  sourcebook import blogger blog-11-23-2026.xml --topics topics.yml
  sourcebook import blogger takeout.zip --blog 2 --images download
"""


class _Services(click.Group):
    """The services that blogs come from; a file in place of one is led to the only one."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args[0] not in self.commands and not ctx.resilient_parsing:
            what = f"`{args[0]}` is not the name of a service"
            ctx.fail(f"{what}; write `sourcebook import {blogger.name} {args[0]}`")
        return super().resolve_command(ctx, args)


@click.group("import", cls=_Services, epilog=_EPILOG)
def import_() -> None:
    """Take in a former blog: its posts, pages, comments, pictures.

    Ends with 0 if everything is there, with 1 if something was lost, and with 2 if something
    could not be read or written.
    """


@import_.command(epilog=_EPILOG)
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--out",
    metavar="DOCS",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write into this folder of pages, and not into that of the project.",
)
@click.option("--blog", "wanted", metavar="N|TITLE", help="Which of several blogs.")
@click.option("--blog-url", metavar="URL", help="The blog's address, where the export has none.")
@click.option("--timezone", metavar="ZONE", help="The blog's time zone, such as Europe/Madrid.")
@click.option(
    "--permalinks",
    metavar="FILE",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Permalinks an export lacks: the public feed, a table, or a sitemap.xml; may be repeated.",
)
@click.option(
    "--images",
    type=click.Choice([DOWNLOAD, ALBUM, KEEP]),
    default=KEEP,
    help="Fetch pictures, take them from the export's albums, or leave them where they are.",
)
@click.option(
    "--comments",
    type=click.Choice(["keep", "drop"]),
    default="keep",
    help="Show comments below posts, as text, or leave them out.",
)
@click.option(
    "--topics",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Rules in YAML: topics, each with its labels and keywords.",
)
@click.option(
    "--report",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Where the report goes; without it, {REPORTS}/ beside the folder of pages.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--force", is_flag=True, help="Overwrite files that were edited by hand.")
@click.pass_obj
def blogger(start: Path | None, /, source: Path, **options: Any) -> None:
    """Take in a blog from Blogger.

    INPUT is the backup of a blog, a feed.atom, or the ZIP or folder of Google Takeout; it is
    recognised by what stands in it. All of it is read and planned before the first file is
    written. Run again, it changes only what is new: a file that was edited or moved by hand
    stays as it is.

    Nothing is asked of the network, except with --images download.

    Ends with 0 if everything is there, with 1 if something was lost (the report says what),
    and with 2 if something could not be read or written. Then nothing was written, or, where
    the disk failed on the way, a part; run again, it writes the rest.
    """
    project = _find_project(start, options["out"])
    spool = Spool()
    try:
        click.get_current_context().exit(_Import(project, source, options, spool).run())
    except Unreadable as error:
        raise Failure(f"{source}: {error.what}; {error.remedy}") from None
    finally:
        spool.close()


def _find_project(start: Path | None, out: Path | None) -> Project:
    """Return the project to write into, or a bare folder of pages where that is named."""
    if out is None:
        return find_project(start or Path.cwd())
    out = out.absolute()
    try:
        project = find_project(start or out.parent)
    except Failure:
        return Project(out.parent, {"docs_dir": out.name})
    return replace(
        project, config={**project.config, "docs_dir": os.path.relpath(out, project.root)}
    )


@dataclass(slots=True)
class _Manifest:
    """What imports of one blog have written."""

    path: Path
    files: dict[str, list[str]] = field(default_factory=dict)
    """Hashes of what was written, by file; two while a new one is on its way."""
    keys: dict[str, str] = field(default_factory=dict)
    """What each file was made of."""
    pictures: dict[str, str] = field(default_factory=dict)
    """Files of pictures, by what all addresses of one have in common."""
    placed: dict[str, list[str]] = field(default_factory=dict)
    """Hashes of what was written where a writer has moved a file to, by what it is made of.

    In `files`, it would be taken for one that an import has put there, and would be moved back.
    """

    @classmethod
    def read(cls, path: Path) -> _Manifest:
        try:
            given = json.loads(path.read_bytes())
            files = {str(uri): [str(h) for h in hashes] for uri, hashes in given["files"].items()}
            keys = {str(uri): str(key) for uri, key in given["keys"].items()}
            pictures = {str(a): str(uri) for a, uri in given["pictures"].items()}
            placed = {
                str(key): [str(h) for h in hashes]
                for key, hashes in given.get("placed", {}).items()
            }
        except FileNotFoundError:
            return cls(path)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            remedy = "delete it; then files of an earlier import count as edited by hand"
            raise Failure(f"{path}: cannot be read; {remedy}") from None
        return cls(path, files, keys, pictures, placed)

    def written(self, uri: str, key: str) -> list[str]:
        """Return the hashes of what was written into a file, also before a writer moved it."""
        homes = (each for each, of in self.keys.items() if each == uri or of == key)
        return [*self.placed.get(key, []), *chain(*(self.files.get(each, []) for each in homes))]

    def text(self) -> str:
        shown = {
            "files": self.files,
            "keys": self.keys,
            "pictures": self.pictures,
            "placed": self.placed,
        }
        return json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


class _Import:
    """One import, from its options to its exit code."""

    def __init__(
        self, project: Project, source: Path, options: Mapping[str, Any], spool: Spool
    ) -> None:
        self.project, self.source, self.options, self.spool = project, source, options, spool
        self.docs = project.docs
        self.placed: set[str] = set()
        """Files that a writer has edited or moved."""

    def run(self) -> int:
        """Read, plan and write; return the exit code."""
        zone, rules, permalinks = self._zone(), self._rules(), self._permalinks()
        with open_export(self.source) as files:
            blog, videos = self._read(files)
            questions = []
            if zone is None and blog.zone:
                zone = _find_zone(blog.zone)
                if zone is None:
                    questions.append(f"The time zone `{blog.zone}` is not known: give --timezone.")
            elif zone is None and blog.format in (SINCE_2023, BEFORE_2023):
                questions.append("The export names no time zone, so days are those of UTC.")
            manifest = _Manifest.read(self.docs / MANIFESTS / f"blogger-{blog.id or '0'}.json")
            catalog = self._catalog()
            present = self._present(catalog, blog, manifest)
            self.placed.update(present.placed.values())
            wishes = Wishes(
                zone=zone,
                latest=last_day(os.environ),
                permalinks=permalinks,
                rules=rules,
                comments=self.options["comments"] == "keep",
                address=(self.options["blog_url"] or "").rstrip("/"),
                language=self.project.language,
            )
            gallery = None
            if self.options["images"] != KEEP:
                fetch = self.options["images"] == DOWNLOAD
                gallery = _Gallery(files, self.spool, manifest, self.docs, fetch=fetch)
                gallery.gather(blog)
            total = sum(entry.kind in (POST, PAGE) for entry in blog.entries)
            with _progress("planning", total, shown=total > MANY) as step:
                plan = make_plan(
                    blog,
                    self.spool,
                    wishes,
                    present,
                    pictures=gallery.place if gallery else None,
                    seen=lambda: step(1),
                )
            if gallery:
                plan.files |= gallery.files
        if videos:
            plan.questions.append(f"The export has videos to put somewhere: {', '.join(videos)}.")
        if not plan.blog.address and not wishes.address and not blog.settings.get("blog_subdomain"):
            questions.append("The export does not say where the blog was: give --blog-url.")
        plan.questions += questions
        return self._write(plan, manifest, present.former_page)

    def _zone(self) -> ZoneInfo | None:
        name = self.options["timezone"]
        zone = _find_zone(name) if name else None
        if name and zone is None:
            raise Failure(f"--timezone: `{name}` is not known; give one such as Europe/Madrid")
        return zone

    def _rules(self) -> list[Any]:
        path = self.options["topics"]
        if path is None:
            return []
        try:
            return read_rules(path.read_text(encoding="utf-8"))
        except (Unreadable, UnicodeError) as error:
            raise Failure(f"{path}: {error}") from None

    def _permalinks(self) -> Permalinks:
        found = Permalinks()
        for path in self.options["permalinks"]:
            try:
                found.add(read_permalinks(path.read_bytes()))
            except Unreadable as error:
                raise Failure(f"{path}: {error}") from None
        return found

    def _read(self, files: Files) -> tuple[Blog, tuple[str, ...]]:
        """Return the blog that is wanted, and the videos beside it."""
        blogs = [self._read_one(files, feed) for feed in find_feeds(self.source, files)]
        wanted = (self.options["wanted"] or "").strip()
        numbers = {str(number): each for number, each in enumerate(blogs, start=1)}
        chosen = blogs
        if wanted in numbers:
            chosen = [numbers[wanted]]
        elif wanted:
            chosen = [each for each in blogs if each[0].title.casefold() == wanted.casefold()]
        if len(chosen) != 1:
            names = "; ".join(f"{number} ({blog.title})" for number, (blog, _) in numbers.items())
            what = f"has no blog `{wanted}`" if wanted else f"has {len(blogs)} blogs"
            raise Unreadable(what, f"choose one by --blog: {names}")
        return chosen[0]

    def _read_one(self, files: Files, feed: Any) -> tuple[Blog, tuple[str, ...]]:
        size = files.sizes[feed.feed]
        with _progress("reading", size, shown=size > LARGE) as step:
            done = 0

            def seen(at: int) -> None:
                nonlocal done
                step(at - done)
                done = at

            blog, settings = read_blog(files, feed, self.spool, seen=seen)
        title = blog.title or settings.get("blog_name", "")
        blog = replace(blog, title=title, settings={**settings, **blog.settings})
        return blog, feed.videos

    def _catalog(self) -> Catalog | None:
        return self.project.catalog() if self.docs.is_dir() else None

    def _present(self, catalog: Catalog | None, blog: Blog, manifest: _Manifest) -> Present:
        """Return what is there, and what of it is as an earlier import has left it."""
        if catalog is None:
            return Present(frozenset(), frozenset(), {}, Library([], {}))
        ids = {entry.id for entry in blog.entries if entry.kind in (POST, PAGE)}
        ours, placed, former_page = set(), {}, FORMER_PAGE
        for uri, document in catalog.documents.items():
            about = document.meta.get(KEY)
            number = str(about.get("id", "")) if isinstance(about, dict) else ""
            hashes = manifest.files.get(uri, [])
            if self._hash(uri) in hashes or (hashes and self.options["force"]):
                ours.add(uri)
            elif number in ids and number:
                placed[number] = uri
        theirs = {uri for uri in catalog.documents if uri not in ours}
        if FORMER_PAGE in theirs and FORMER_PAGE not in manifest.files:
            name = f"former-{blog.id or make_name(blog.title or 'blog')}"
            former_page = find_free("about", name, "", {page_url(FORMER_PAGE)})
        return Present(
            uris=frozenset(theirs),
            topics=frozenset(t.name for t in catalog.topics if t.page.uri in theirs),
            placed=placed,
            library=Library(catalog.sources, {k: s.item for k, s in catalog.sources.items()}),
            former=frozenset(p for p, uri in catalog.former.items() if uri in theirs),
            former_page=former_page,
        )

    def _hash(self, uri: str) -> str:
        try:
            return sha256((self.docs / uri).read_bytes()).hexdigest()
        except OSError:
            return ""

    def _write(self, plan: Plan, manifest: _Manifest, former_page: str) -> int:
        new: list[str] = []
        changed: list[str] = []
        same: list[str] = []
        edited: list[str] = []
        for uri, work in plan.files.items():
            there = self._hash(uri)
            if there == work.hash:
                same.append(uri)
            elif not (self.docs / uri).exists():
                new.append(uri)
            elif self.options["force"] or there in manifest.written(uri, work.key):
                changed.append(uri)
            else:
                edited.append(uri)
        at = {work.key: uri for uri, work in plan.files.items()}
        moved = [
            uri
            for uri, key in manifest.keys.items()
            if at.get(key, uri) != uri
            and self._hash(uri) in manifest.files.get(uri, [])
            and uri not in plan.files
        ]
        report = make_report(plan, edited=edited)
        states = {"new": new, "changed": changed, "moved": moved, "as they were": same}
        if self.options["dry_run"]:
            for uri in sorted([*new, *changed]):
                click.echo(f"would write {self.project.docs_dir}/{uri}")
        for line in _describe(report, {**states, "edited by hand": edited}):
            click.echo(line)
        if self.options["dry_run"]:
            click.echo("Nothing was written.")
            return 1 if report["losses"] else 0
        folder = self.options["report"] or self.docs.parent / REPORTS
        texts: dict[str, Iterable[str]] = {
            "report.md": render_report(report, plan.items),
            "report.json": render_json(report, list_entries(plan, self.spool)),
            "redirects.json": chain(render_list(list_redirects(plan)), ["\n"]),
            "snippet.html": [render_snippet(self.project.site_url)],
        }
        try:
            self._write_files(plan, manifest, new + changed, moved, edited)
            for name, parts in texts.items():
                _put(folder / name, (part.encode() for part in parts))
        except OSError as error:
            what, again = f"cannot be written ({error.strerror})", "run the import again"
            if isinstance(error, PermissionError):
                again = f"see to its permissions, and {again}"
            raise Failure(f"{error.filename}: {what}; {again}") from None
        click.echo(f"The report is in {folder / 'report.md'}.")
        self._ask_for_menu(plan, former_page)
        return 1 if report["losses"] else 0

    def _ask_for_menu(self, plan: Plan, uri: str) -> None:
        """Say that a page is in no menu, if it is in none; without `nav`, all are in one."""
        nav = self.project.config.get("nav")
        if nav and uri in plan.files and uri not in str(nav):
            what = f"{uri} is in no menu yet"
            click.echo(f"{what}: add `- {uri}` to `nav` in mkdocs.yml, below About.")

    def _write_files(
        self, plan: Plan, manifest: _Manifest, uris: list[str], moved: list[str], edited: list[str]
    ) -> None:
        """Write all files, so that an import that was stopped half-way can be run again."""
        before = manifest.text()
        after = _Manifest(manifest.path, dict(manifest.files), dict(manifest.keys))
        after.pictures, after.placed = dict(manifest.pictures), dict(manifest.placed)
        for uri, work in plan.files.items():
            if uri in edited:
                continue
            if uri in self.placed:
                after.placed[work.key] = [work.hash]
            else:
                after.files[uri], after.keys[uri] = [work.hash], work.key
        for uri in moved:
            del after.files[uri], after.keys[uri]
        if uris or moved:
            # Until all is written, what was there and what will be there are both ours.
            both = _join(manifest.files, after.files)
            placed = _join(manifest.placed, after.placed)
            journal = replace(
                after, files=both, keys={**manifest.keys, **after.keys}, placed=placed
            )
            _put(manifest.path, [journal.text().encode()])
        with _progress("writing", len(uris), shown=len(uris) > MANY) as step:
            for uri in uris:
                work = plan.files[uri]
                text = self.spool.get(work.text)
                _put(self.docs / uri, [base64.b64decode(text) if work.binary else text.encode()])
                step(1)
        for uri in moved:
            (self.docs / uri).unlink(missing_ok=True)
        if before != after.text():
            _put(manifest.path, [after.text().encode()])


def _join(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the lists of both, each with everything once."""
    return {
        key: [*dict.fromkeys([*one.get(key, []), *other.get(key, [])])] for key in {*one, *other}
    }


class _Gallery:
    """The pictures of a blog that come along, each once."""

    def __init__(
        self, files: Files, spool: Spool, manifest: _Manifest, docs: Path, *, fetch: bool
    ) -> None:
        self.files_of_export, self.spool, self.manifest, self.docs = files, spool, manifest, docs
        self.downloader = Downloader() if fetch else None
        self.albums = list_pictures(files.names)
        self.placed: dict[str, tuple[str, str]] = {}
        """Where each picture is, and what became of it, by what all its addresses share."""
        self.files: dict[str, Work] = {}
        self.same: dict[str, str] = {}
        """The file of each picture, by the hash of its bytes."""
        self.bytes: dict[str, int] = {}
        """Of each file."""

    def gather(self, blog: Blog) -> None:
        """Fetch all pictures of a blog, or take them from the albums."""
        found: dict[str, tuple[str, str]] = {}
        for entry in blog.entries:
            if entry.kind in (POST, PAGE):
                for src, full in find_pictures(self.spool.get(entry.body)):
                    if web_address(src):
                        found.setdefault(identity(src), (src, full))
        with _progress("pictures", len(found), shown=bool(found)) as step:
            for key, (src, full) in found.items():
                self.placed[key] = self._find(key, src, full)
                step(1)

    def place(self, src: str, full: str) -> tuple[str, str]:
        """Return the file of a picture, or its address, and what became of it."""
        return self.placed.get(identity(src), (picture_address(full or src), KEPT_ELSEWHERE))

    def _find(self, key: str, src: str, full: str) -> tuple[str, str]:
        known = self.manifest.pictures.get(key, "")
        if known and (self.docs / known).is_file():
            self.bytes[known] = (self.docs / known).stat().st_size
            return known, "is here"
        if sum(self.bytes.values()) > MOST_BYTES:
            reason = f"{UNFETCHED} (those before it fill a site at GitHub Pages)"
            return picture_address(full or src), f"{KEPT_ELSEWHERE}: {reason}"
        reason = "is in no album"
        if self.downloader:
            for address in sizes(src, full):
                try:
                    raw, ending = self.downloader.fetch(address)
                except Refused as error:
                    reason = f"{UNFETCHED} ({error})"
                else:
                    return self._keep(key, src, raw, ending), "is here"
        found = self._in_albums(file_name(full or src))
        if len(found) == 1:
            raw = found.pop()
            return self._keep(key, src, raw, find_ending(raw[:16])), "is here"
        if found:
            reason = f"{len(found)} pictures of the albums have its name"
        return picture_address(full or src), f"{KEPT_ELSEWHERE}: {reason}"

    def _in_albums(self, name: str) -> set[bytes]:
        """Return the pictures of the albums that may be the one of this name."""
        sizes = self.files_of_export.sizes
        named = find_in_albums(self.albums, name)
        members = [member for member in named if sizes[member] <= LARGEST_PICTURE]
        pictures = (self.files_of_export.read(member, LARGEST_PICTURE) for member in members)
        return {raw for raw in pictures if find_ending(raw[:16])}

    def _keep(self, key: str, src: str, raw: bytes, ending: str) -> str:
        """Return the file of a picture; the same bytes make the same file."""
        digest = sha256(raw).hexdigest()
        uri = self.same.get(digest, "")
        if not uri:
            self.same[digest] = uri = (
                f"{PICTURES}/{clean_name(file_name(src))}-{digest[:8]}.{ending}"
            )
            text = self.spool.put(base64.b64encode(raw).decode())
            self.files[uri] = Work(uri, text, digest, binary=True)
            self.bytes[uri] = len(raw)
        self.manifest.pictures[key] = uri
        return uri


def _find_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@contextmanager
def _progress(label: str, length: int, *, shown: bool) -> Iterator[Callable[[int], None]]:
    """Give what tells how far a long work is; shown on a terminal only."""
    hidden = not (shown and sys.stderr.isatty())
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield bar.update


def _put(path: Path, parts: Iterable[bytes]) -> None:
    """Give a file its bytes in one step: nobody ever sees a half.

    An `OSError` names this file, and not the one that is written in its place first.
    """
    part = path.with_name(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(part, parts)
        part.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        with suppress(OSError):  # once it stands in its place, it is gone
            part.unlink()


def _describe(
    report: Mapping[str, Any],
    states: Mapping[str, Sequence[str]],
) -> Iterator[str]:
    """Yield what an import does, in a few lines."""
    counts = report["counts"]
    name = f"{report['blog']}, " if report["blog"] else ""
    yield f"{name}{FORMATS[report['format']]}"
    out = _taken_in(counts["out"])
    yield f"{count_of(counts['total_in'], 'entry')}: {out}; {_left_out(counts['skipped'])} left out"
    yield "files: " + ", ".join(f"{len(uris)} {state}" for state, uris in states.items())
    for uri in states["edited by hand"]:
        yield f"left alone, for it was edited by hand: {uri}"
    for what, number in report["to_look_at"].items():
        yield f"to look at: {what.lower()}: {number}"
    for title, one in (("questions", "question"), ("losses", "loss")):
        for each in report[title][:LISTED]:
            yield f"{one}: {each}"
        if len(report[title]) > LISTED:
            yield f"and {len(report[title]) - LISTED} more {title}; the report has all of them"


def _left_out(counts: Mapping[str, int]) -> str:
    """Return how many entries were left out, by what they are; why, the report says."""
    kinds = Counter[str]()
    for name, number in counts.items():
        kinds[name.partition(":")[0]] += number
    *first, last = [count_of(number, kind) for kind, number in kinds.items()] or ["nothing"]
    return f"{', '.join(first)} and {last}" if first else last


def _taken_in(counts: Mapping[str, int]) -> str:
    """Return how many entries were taken in, by what they are, and drafts apart."""
    said: dict[str, list[str]] = {"": [], "as drafts ": []}
    for name, number in counts.items():
        things, kept_back, _ = name.partition(", ")
        said["as drafts " if kept_back else ""].append(count_of(number, things.removesuffix("s")))
    return "; ".join(how + ", ".join(each) for how, each in said.items() if each) or "nothing"

"""`sourcebook cite`: add sources to the library."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourcebook.addresses import SOURCES, is_index, is_web_address, key_of
from sourcebook.decoding import decode
from sourcebook.formats import read_items, recognise
from sourcebook.frontmatter import read_document
from sourcebook.identifiers import is_isbn, read_doi, read_pmcid, read_pmid
from sourcebook.plurals import count_of
from sourcebook.problems import Problem
from sourcebook.records import Library, find_same, is_key, propose_key, render_record
from sourcebook.sources import OWN_KEYS, read_source
from sourcebook.store import Store

from .completion import complete_works
from .project import Project, Undrawn, last_day, pass_project, today
from .services import (
    BY_HAND,
    NotThereError,
    ServiceError,
    fetch_doi,
    fetch_pmcids,
    fetch_pmids,
    open_session,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from requests import Session

    from sourcebook.formats import Item

    from .services import Record

    Choose = Callable[[Item, Library], str]
    """Gives the key of an item that is not in the library."""

ADDED, REFUSED, FAILED = 0, 1, 2
"""Exit codes."""
NUMBERS = {"DOI": read_doi, "PMCID": read_pmcid, "PMID": read_pmid}
PAGE = "URL"
"""The kind of a WORK that is the address of a web page."""
KEY_FORM = "use small letters and digits, and hyphens between them"
TYPED = "-"
LONGEST = 60
"""Characters of a title or a name that a message repeats."""
_EPILOG = """\b
Examples:
  sourcebook cite 10.1000/xyz123
  sourcebook cite PMC1234567 --key smith2011roses
  sourcebook cite https://www.example.org/pruning
  sourcebook cite references.bib --dry-run

\b
In the environment, where needed:
  SOURCEBOOK_MAILTO      your e-mail address, for services to reach you
  SOURCEBOOK_TIMEOUT     seconds to wait for an answer (30)
  SOURCEBOOK_DOI_URL     a mirror of https://doi.org
  SOURCEBOOK_EUTILS_URL  a mirror of the service of PubMed,
                         https://eutils.ncbi.nlm.nih.gov/entrez/eutils
"""
NOT_KEPT = frozenset({"abstract"})
"""Other people's words; a record has a summary in our own."""


@dataclass(slots=True)
class Work:
    """A WORK of the command line: the items found under that name, and what is wrong."""

    name: str
    number: tuple[str, str] | None = None
    """Its kind and the number itself; the address of a page is one, too."""
    items: list[Item] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What the writer must know, a line each."""
    code: int = ADDED

    def take(self, items: Sequence[Item], problems: Sequence[Problem]) -> None:
        """Keep what was read; where that is nothing, the work could not be read."""
        for problem in problems:
            self.blame(problem, REFUSED if items else FAILED)
        self.items = [
            {key: value for key, value in item.items() if key not in NOT_KEPT} for item in items
        ]

    def blame(self, fault: object, code: int = REFUSED) -> None:
        """Note what is wrong, and the exit code it calls for."""
        self.faults.append("".join(sign if sign.isprintable() else " " for sign in str(fault)))
        self.code = max(self.code, code)


@dataclass(frozen=True, slots=True)
class Addition:
    """A record to be written."""

    key: str
    path: str
    """Seen from the root of the project."""
    title: str
    text: str


class Run:
    """Decides which works get a record."""

    def __init__(
        self,
        project: Project,
        library: Library,
        choose: Choose,
        *,
        new_only: bool,
        keep_going: bool,
    ) -> None:
        self.folder = f"{project.docs_dir}/{SOURCES}"
        self.library = library
        self.latest = last_day(os.environ)
        self.choose = choose
        self.new_only = new_only
        self.keep_going = keep_going
        self.additions: list[Addition] = []
        self.passed = 0
        """Works that have a record, and were passed over."""

    def admit(self, work: Work) -> None:
        """Take in all that is good under a name, or nothing where something is not."""
        trial = self.library.copy()
        new = [made for item in work.items if (made := self._make(work, item, trial))]
        if new and work.faults and not self.keep_going:
            what = f"{count_of(len(new), 'good work')} left out"
            work.blame(f"{work.name}: {what}; mend the rest, or add --keep-going")
        else:
            self.library = trial
            self.additions += new

    def _make(self, work: Work, item: Item, library: Library) -> Addition | None:
        """Return the record of an item, or note what keeps it from getting one."""
        title = str(item.get("title", ""))
        place = str(item.get("id") or _short(title) or next(iter(item)))
        if same := find_same(item, library.known):
            if self.new_only:
                self.passed += 1
            else:
                work.blame(Problem(work.name, place, *self._there(same)))
            return None
        key = self.choose(item, library)
        new = Addition(key, self._path(key), title, render_record(item))
        if problems := self._check(new):
            for problem in problems:
                where = f"{place}: {problem.key}"
                work.blame(Problem(work.name, where, problem.what, problem.remedy))
            return None
        library.add(key, item)
        return new

    def _there(self, key: str) -> tuple[str, str]:
        """Return what is wrong with a work that has a record, and what to do."""
        if key in self.library.there:
            return f"is in the library already as [@{key}] ({self._path(key)})", "cite that one"
        return f"is given twice, first as [@{key}]", "remove one of them"

    def _check(self, new: Addition) -> list[Problem]:
        """Return what a build would say of a record, or why it cannot be there."""
        if new.key in self.library.taken:
            return [Problem("", new.path, "is there already", "choose another key")]
        document, unread = read_document(f"{SOURCES}/{new.key}.md", new.text.encode())
        _, problems = read_source(
            document, latest=self.latest, style="", references=Undrawn(Store())
        )
        # Of a web page only the address is known, and a build asks for its title.
        return [*unread, *(each for each in problems if new.title or each.key != "title")]

    def _path(self, key: str) -> str:
        return f"{self.folder}/{key}.md"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _read_rename(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    if wrong := [
        value for value, pair in zip(values, pairs, strict=True) if pair[2] not in OWN_KEYS
    ]:
        keys = ", ".join(OWN_KEYS)
        raise click.BadParameter(f"`{wrong[0]}`: write OLD=NEW, where NEW is one of {keys}")
    return {old: new for old, _, new in pairs}


def _read_key(context: click.Context, parameter: click.Parameter, key: str | None) -> str | None:
    if key is not None and not is_key(key):
        raise click.BadParameter(f"`{key}` is not a key; {KEY_FORM}")
    return key


@click.command(epilog=_EPILOG)
@click.argument("works", metavar="[WORK]...", nargs=-1, shell_complete=complete_works)
@click.option(
    "--key", metavar="KEY", callback=_read_key, help="The key of the record; for one work only."
)
@click.option("--dry-run", is_flag=True, help="Show the records, and write nothing.")
@click.option(
    "--new-only",
    is_flag=True,
    help="Pass over works that have a record, so that the same step can be repeated.",
)
@click.option(
    "--keep-going",
    is_flag=True,
    help="Add what is good in a file, also where something else in it is not.",
)
@click.option(
    "--rename",
    metavar="OLD=NEW",
    multiple=True,
    callback=_read_rename,
    help="Take a field of a CSL-JSON file for one of ours, such as _design=design.",
)
@pass_project
def cite(
    project: Project,
    works: tuple[str, ...],
    *,
    key: str | None,
    dry_run: bool,
    new_only: bool,
    keep_going: bool,
    rename: Mapping[str, str],
) -> None:
    """Add sources to the library, a record each.

    A WORK is a DOI, a PMID or a PMCID, which is looked up in the network, or a file in
    BibTeX, RIS, NBIB (PubMed) or CSL-JSON; `-`, or nothing, is text that is typed or pasted,
    in one of these forms or a number a line. An abstract is left out: a record has a summary in
    our own words. It may also be the address of a web page, which nobody asks for anything: you
    add its title.

    Nothing is ever overwritten. A work that has a record already is refused, and a file in
    which something is wrong is left out whole.

    Ends with 0 if all works were added or passed over, with 1 if one was refused or is not
    known, and with 2 if something could not be read or a service failed.
    """
    library = _open_library(project)
    found = _find(project, works, rename, library)
    items = sum(len(work.items) for work in found)
    if key and items > 1:
        raise click.BadParameter(f"{items} works were given; give one", param_hint="--key")
    asks = items == 1 and sys.stdin.isatty() and works and TYPED not in works and not dry_run
    choose = _keep(key) if key else _ask_key if asks else _propose_key
    run = Run(project, library, choose, new_only=new_only, keep_going=keep_going)
    for work in found:
        run.admit(work)
    if not dry_run:
        project.write_files({new.path: new.text for new in run.additions})
    _report(run, found, dry_run=dry_run)
    click.get_current_context().exit(max(work.code for work in found))


def _open_library(project: Project) -> Library:
    below = f"{SOURCES}/"
    keys = [key_of(uri) for uri in project.files() if uri.startswith(below) and not is_index(uri)]
    catalog = project.catalog(below=below)
    # A web page that has no title yet is no source, and is there all the same.
    pages = {
        key_of(uri): {PAGE: str(page.meta.get(PAGE) or "")}
        for uri, page in catalog.documents.items()
    }
    return Library(keys, pages | {key: source.item for key, source in catalog.sources.items()})


def _find(
    project: Project, names: Sequence[str], rename: Mapping[str, str], library: Library
) -> list[Work]:
    """Return what is found under each name: read from its file, or asked for in the network.

    Nobody is asked for a work that has a record, or for a web page.
    """
    named = [
        Work(name, None if _is_file(name) else _read_number(name)) for name in names or (TYPED,)
    ]
    works = [each for work in named for each in _read_file(work, rename)]
    for work in works:
        item = dict([work.number] if work.number else [])
        if find_same(item, library.known):
            work.items = [item]
        elif PAGE in item:
            work.items = [_page(item[PAGE])]
    unknown = dict.fromkeys(work.number for work in works if work.number and not work.items)
    answers = _fetch(project, [*unknown]) if unknown else {}
    for work in works:
        match answers.get(work.number):
            case NotThereError() as error:
                work.blame(error)
            case ServiceError() as error:
                work.blame(error, FAILED)
            case (item, problems):
                work.take([item], problems)
    return works


def _is_file(name: str) -> bool:
    return name == TYPED or os.path.isfile(name)  # noqa: PTH113 - `Path` fails on long names


def _read_number(name: str) -> tuple[str, str]:
    """Return the number that a name is, or say what it is instead."""
    if number := _find_number(name):
        return number
    what = f"`{_short(name)}` is no DOI, PMID, PMCID or web address, and no file of this name"
    what, remedy = f"{what} is there", "correct it, or give text to `sourcebook cite -`"
    if is_isbn(name):
        what = f"`{name}` is the ISBN of a book, which cannot be looked up"
        remedy = f"give the BibTeX of a library catalogue, or {BY_HAND}"
    elif os.path.isdir(name):  # noqa: PTH112 - `Path` fails on long names
        what, remedy = f"`{_short(name)}` is a folder", "give the files in it"
    raise click.UsageError(f"{what}; {remedy}")


def _find_number(name: str) -> tuple[str, str] | None:
    for kind, read in NUMBERS.items():
        if number := read(name):
            return kind, number
    return (PAGE, name) if is_web_address(name) else None


def _page(address: str) -> Item:
    """Return what is known of a web page that nobody has looked at."""
    day = today()
    accessed = {"date-parts": [[day.year, day.month, day.day]]}
    return {PAGE: address, "type": "webpage", "accessed": accessed}


def _read_file(work: Work, rename: Mapping[str, str]) -> list[Work]:
    """Take in what is in the file of a work; where numbers were typed, return a work for each."""
    if work.number:
        return [work]
    typed = work.name == TYPED
    try:
        if typed:
            work.name = "standard input"
            raw = _read_typed()
        else:
            raw = Path(work.name).read_bytes()
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        work.blame(Problem(work.name, "file", what, "see to its permissions"), FAILED)
        return [work]
    text = decode(work.name, raw)
    if isinstance(text, Problem):
        work.blame(text, FAILED)
        return [work]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if typed and recognise(text) is None and lines and _find_number(lines[0]):
        return [Work(line, _read_number(line)) for line in lines]
    work.take(*read_items(work.name, text, rename=rename))
    return [work]


def _read_typed() -> bytes:
    if sys.stdin.isatty():
        what = "BibTeX, RIS, NBIB or CSL-JSON, or a number a line"
        click.echo(f"Type or paste {what}, then Ctrl and D:", err=True)
    return sys.stdin.buffer.read()


def _fetch(
    project: Project, numbers: Sequence[tuple[str, str]]
) -> dict[tuple[str, str] | None, Record | ServiceError]:
    """Return what the services know of each number, or why they do not tell."""
    hidden = len(numbers) == 1 or not sys.stderr.isatty()
    answers: dict[tuple[str, str] | None, Record | ServiceError] = {}
    with (
        open_session(project.address) as session,
        click.progressbar(
            length=len(numbers), label="Looking up", file=sys.stderr, hidden=hidden
        ) as bar,
    ):
        for number, answer in _ask(session, numbers):
            answers[number] = answer
            bar.update(1)
    return answers


def _ask(
    session: Session, numbers: Sequence[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], Record | ServiceError]]:
    by_kind = {kind: [number for of, number in numbers if of == kind] for kind in NUMBERS}
    for doi in by_kind["DOI"]:
        try:
            yield ("DOI", doi), fetch_doi(session, doi)
        except ServiceError as error:
            yield ("DOI", doi), error
    for kind, fetch in (("PMID", fetch_pmids), ("PMCID", fetch_pmcids)):
        for number, answer in fetch(session, by_kind[kind]):
            yield (kind, number), answer


def _propose_key(item: Item, library: Library) -> str:
    return propose_key(item, library.taken)


def _keep(key: str) -> Choose:
    return lambda _item, _library: key


def _ask_key(item: Item, library: Library) -> str:
    """Let the writer accept the key that is proposed, or type another."""

    def check(text: str) -> str:
        if not is_key(text):
            raise click.UsageError(f"`{text}` is not a key; {KEY_FORM}")
        if text in library.taken:
            raise click.UsageError(f"`{text}` is taken; choose another")
        return text

    click.echo(item.get("title", ""), err=True)
    proposed = propose_key(item, library.taken)
    key: str = click.prompt("Key", default=proposed, value_proc=check, err=True)
    return key


def _report(run: Run, found: Sequence[Work], *, dry_run: bool) -> None:
    """Say what was added and what was not, and what to do next."""
    untitled = "has no title yet; add `title:`, and `author:` and `issued:` where the page says it"
    for new in run.additions:
        click.echo(f"{new.path}\n{new.text}" if dry_run else f"{new.path}  {new.title or untitled}")
    for fault in dict.fromkeys(fault for work in found for fault in work.faults):
        click.echo(fault, err=True)
    counts = f"{count_of(len(run.additions), 'source')} {'to be added' if dry_run else 'added'}"
    click.echo(counts + (f", {run.passed} passed over." if run.passed else "."))
    if run.additions and not dry_run:
        key = run.additions[0].key
        click.echo(f"Write a summary below the second ---; cite it as [@{key}].")

"""`sourcebook views`: take in page views, from exports and logs or from a service itself."""

from __future__ import annotations

import dataclasses
import io
import os
import sys
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sourcebook.addresses import PAGE_VIEWS
from sourcebook.analytics.access_log import AccessLog
from sourcebook.analytics.counts import VISITORS, EmptyError, ExportError
from sourcebook.analytics.recognise import read_export
from sourcebook.analytics.tally import add_up
from sourcebook.fields import parse_day
from sourcebook.page_paths import find_prefix, guess_prefix, read_paths
from sourcebook.page_views import (
    SERVICES,
    cut_countings,
    join_countings,
    put_together,
    read_page_views,
    read_services,
    render_page_views,
    render_services,
)
from sourcebook.plurals import count_of

from .fetch import FETCHERS, fetch_exports
from .project import Failure, Project, last_day, pass_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sourcebook.analytics.counts import Export
    from sourcebook.analytics.tally import Tally
    from sourcebook.page_paths import PagePaths

    Period = tuple[date, date] | None

LISTED = 10
"""Addresses that no page answers, of which the command names so many."""
LARGE = 30_000_000
"""Bytes from which on reading takes long enough, a second or so, to show how far it is."""
BUFFER = 1 << 18
"""Bytes that are read at a time."""
LONGEST = 200
"""Characters of an address that are shown."""
UNCHANGED = "nothing was changed"
_EPILOG = """\b
Examples:
  sourcebook views goatcounter-export.csv.gz
  sourcebook views /var/log/nginx/access.log*
  sourcebook views umami.json --from 2026-10-24 --to 2026-11-22
  GOATCOUNTER_URL=https://me.goatcounter.com GOATCOUNTER_TOKEN=… \\
    sourcebook views --fetch goatcounter

\b
For --fetch, in the environment:
""" + "".join(f"  {line}\n" for fetcher in FETCHERS.values() for line in fetcher.help)


class _Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        day = parse_day(str(value))
        if day is None:
            self.fail(f"`{value}` is not a day; write it as 2026-11-23", param, ctx)
        return day


@click.command(epilog=_EPILOG)
@click.argument(
    # Of folders, and of files that may not be read, we say so ourselves, in one line.
    "files",
    metavar="[FILE]...",
    nargs=-1,
    type=click.Path(path_type=Path, readable=False),
)
@click.option(
    "--fetch",
    metavar="SERVICE",
    type=click.Choice([*FETCHERS]),
    help=(f"Ask a service for its counts: {', '.join(FETCHERS)}."),
)
@click.option(
    "--from",
    "first",
    metavar="DAY",
    type=_Day(),
    help=("The first day of exports that do not say it, or to ask for."),
)
@click.option("--to", "last", metavar="DAY", type=_Day(), help=("The last one."))
@click.option(
    "--replace",
    is_flag=True,
    help=("Forget what was counted in the days that are taken in, and by whom."),
)
@click.option("--dry-run", is_flag=True, help="Say what would be counted, and write nothing.")
@click.option("--all-unknown", is_flag=True, help="Name all addresses that no page answers.")
@pass_project
def views(
    project: Project,
    files: tuple[Path, ...],
    *,
    fetch: str | None,
    first: date | None,
    last: date | None,
    replace: bool,
    dry_run: bool,
    all_unknown: bool,
) -> None:
    """Take in page views, for the popular lists.

    A FILE is an export of GoatCounter, Plausible, Umami, Matomo, Google Analytics or
    Cloudflare, or the access log of a web server; it is recognised by what stands in it.
    Files packed as .gz need not be unpacked, and an empty one beside others is passed over.

    The counts go into docs/data/page-views.csv. Given again, or beside an export that has
    some of the same days, nothing is counted twice. Parts of a log or an export that share
    a day belong into one call. Robots are left out of logs, each reader of a page counts
    once a day, and no address of a reader is kept.

    Ends with 0 if all was taken in, and with 2 if something could not be read or reached;
    nothing is changed then.
    """
    if bool(files) == bool(fetch):
        raise click.UsageError("give one file or more, or --fetch with a service")
    if bool(first) != bool(last) and not fetch:
        raise click.UsageError("--from and --to belong together")
    period = (first, last) if first and last else None
    if period and period[0] > period[1]:
        raise click.BadParameter("comes before --from", param_hint="--to")
    book = _Book(project)
    paths = read_paths(project.catalog(), prefix=find_prefix(project.site_url))
    if fetch:
        since = first or book.counted_until(FETCHERS[fetch].name)
        exports = fetch_exports(project, fetch, since, last)
        paths = paths if project.site_url else _guess_prefix(paths, exports)
    else:
        exports, paths = _read_all(files, period, paths, sure=bool(project.site_url))
    tally = add_up(exports, paths.find)
    _check_days(tally)
    left_out = sum(export.left_out for export in exports)
    for line in _describe(tally, left_out, len(tally.unknown) if all_unknown else LISTED):
        click.echo(line)
    book.take_in(tally, replace=replace)
    if not dry_run:
        book.write()
    click.echo(book.describe())


class _Book:
    """The two files in which page views are kept."""

    def __init__(self, project: Project) -> None:
        """Read both, or raise `Failure` with everything that is wrong in them."""
        self.project = project
        latest = last_day(os.environ)
        self.pages, problems = read_page_views(project.data(PAGE_VIEWS), latest=latest)
        self.countings, more = read_services(project.data(SERVICES))
        if problems := [*problems, *more]:
            raise Failure("\n".join(f"{project.docs_dir}/{problem}" for problem in problems))
        self.before = self._texts()

    def counted_until(self, service: str) -> date | None:
        """Return the last day that a service has counted, `None` where there is none."""
        return max((one.last for one in self.countings if one.service == service), default=None)

    def take_in(self, tally: Tally, *, replace: bool) -> None:
        """Put the counts of exports to those that are known."""
        if replace:
            self._forget(tally)
        self.pages = put_together([self.pages, tally.pages])
        self.countings = [*self.countings, *tally.countings]

    def _forget(self, tally: Tally) -> None:
        """Take out what was counted in the days of a tally, and that somebody counted then."""
        # Of services whose days follow each other, the days are one span.
        days = join_countings(
            dataclasses.replace(one, service="", counted="") for one in tally.countings
        )
        for one in days:
            self.countings = [*cut_countings(self.countings, one.first, one.last)]
        spans = [(one.first.toordinal(), one.last.toordinal()) for one in days]

        def stays(first: int, last: int) -> bool:
            return not any(begin <= first and last <= end for begin, end in spans)

        for path, counts in [*self.pages.items()]:
            for day in [day for day in counts.days if not stays(day, day)]:
                del counts.days[day]
            for period in [period for period in counts.periods if not stays(*period)]:
                del counts.periods[period]
            if not counts.all():
                del self.pages[path]

    def describe(self) -> str:
        """Return what is in the file now, and what is new in it."""
        old, new = (text[PAGE_VIEWS].splitlines()[1:] for text in (self.before, self._texts()))
        changed = len({*new} - {*old})
        name = f"{self.project.docs_dir}/{PAGE_VIEWS}"
        return f"{name}: {count_of(len(new), 'row')}, {changed:,} of them new or changed."

    def write(self) -> None:
        """Write what has changed, both files or none."""
        texts = {name: text for name, text in self._texts().items() if text != self.before[name]}
        docs = self.project.docs_dir
        self.project.write_files(
            {f"{docs}/{name}": text for name, text in texts.items()}, overwrite=True
        )

    def _texts(self) -> dict[str, str]:
        return {
            PAGE_VIEWS: render_page_views(self.pages),
            SERVICES: render_services(self.countings),
        }


class _Watched(io.FileIO):
    """A file that tells how much of it has been read."""

    def __init__(self, path: Path, tell: Callable[[int], object]) -> None:
        super().__init__(path)
        self.told = tell

    def readinto(self, buffer: Any) -> int:
        size = super().readinto(buffer) or 0
        self.told(size)
        return size


def _read_all(
    files: Sequence[Path], period: Period, paths: PagePaths, *, sure: bool
) -> tuple[list[Export], PagePaths]:
    """Return what all files count, and the paths by which they name the pages.

    Where the address of the site is not known, the addresses may show its prefix; then all
    is read once more with it, since a log counts each reader of a page once.
    """
    exports = _read_files(files, period, paths)
    guessed = paths if sure else _guess_prefix(paths, exports)
    return (exports if guessed == paths else _read_files(files, period, guessed)), guessed


def _guess_prefix(paths: PagePaths, exports: Sequence[Export]) -> PagePaths:
    """Return the paths with the prefix that shows in addresses; the same where none does."""
    counts = chain.from_iterable((*export.counts, *export.unknown) for export in exports)
    addresses = (count.address for count in counts)
    prefix = guess_prefix(paths, addresses)
    if prefix is None:
        return paths
    click.echo(f"SITE_URL is not set; took {prefix} for the part before every path.", err=True)
    return dataclasses.replace(paths, prefix=prefix)


def _read_files(files: Sequence[Path], period: Period, paths: PagePaths) -> list[Export]:
    """Return what all files count, or raise `Failure` with what is wrong in each.

    That a file is empty is wrong only where none has anything in it.
    """
    log = AccessLog(paths.find)
    exports: list[Export] = []
    wrong: list[str] = []
    empty: list[str] = []
    size = sum(file.stat().st_size for file in files if file.is_file())
    with click.progressbar(
        length=size, label="Reading", file=sys.stderr, hidden=size < LARGE
    ) as bar:
        for file in files:
            try:
                with io.BufferedReader(_Watched(file, bar.update), BUFFER) as opened:
                    export = read_export(opened, log, period)
            except ExportError as error:
                into = empty if isinstance(error, EmptyError) else wrong
                into.append(f"{file}: {error.what}; {error.remedy}; {UNCHANGED}")
            except IsADirectoryError:
                wrong.append(f"{file}: is a folder; give the files in it; {UNCHANGED}")
            except OSError as error:
                what = f"cannot be read ({error.strerror or error})"
                wrong.append(f"{file}: {what}; see to its name and its permissions; {UNCHANGED}")
            else:
                exports += [export] if export else []
    if len(empty) == len(files):
        wrong = empty
    if wrong:
        raise Failure("\n".join(wrong))
    if log.lines:
        exports.append(log.export())
    return exports


def _check_days(tally: Tally) -> None:
    """Raise `Failure` where something was counted on a day that has not been."""
    latest = last_day(os.environ)
    for one in tally.countings:
        if one.last > latest:
            what = f"{one.service}: has counts of {one.last}, which lies in the future"
            raise Failure(f"{what}; correct the clock or the export; {UNCHANGED}")


def _describe(tally: Tally, left_out: int, listed: int) -> Iterator[str]:
    """Yield what was counted, and where no page answers."""
    for one in tally.countings:
        days = f"{one.first}" if one.first == one.last else f"{one.first} to {one.last}"
        yield f"{one.service}: {one.counted}, {days}"
    views = sum(period.views for page in tally.pages.values() for period in page.all())
    noun = "visitor" if {one.counted for one in tally.countings} == {VISITORS} else "view"
    yield f"{count_of(len(tally.pages), 'page')}, {count_of(views, noun)}."
    if left_out:
        yield f"Left out: {count_of(left_out, 'line')} of a log in another form."
    if tally.unknown:
        unknown = sum(tally.unknown.values())
        yield (
            f"Not counted: {count_of(unknown, noun)} of {count_of(len(tally.unknown), 'address')} "
            "that no page answers. Is one of them an old address of a post? Write it into the "
            "post as `former`, and run this again."
        )
        for address, number in islice(tally.unknown.items(), listed):
            yield f"  {number:>7}  {_plain(address)}"
        if len(tally.unknown) > listed:
            yield f"  and {len(tally.unknown) - listed} more: --all-unknown names them"


def _plain(address: str) -> str:
    """Return an address without what could command a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in address[:LONGEST])

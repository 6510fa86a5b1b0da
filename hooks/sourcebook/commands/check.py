"""`sourcebook check`: what there is to do, from committed data or from fresh."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from sourcebook.addresses import PAGE_VIEWS
from sourcebook.citation_syntax import read_page
from sourcebook.citations import PageCitations, check_citations, check_support
from sourcebook.findings import find_work
from sourcebook.links import FILE as LINKS
from sourcebook.links import read_links
from sourcebook.notebooks import ENDING
from sourcebook.page_paths import read_paths
from sourcebook.page_views import read_page_views
from sourcebook.popularity import rank_posts
from sourcebook.problems import find_meant
from sourcebook.settings import FILE as SETTINGS
from sourcebook.worklist import FORMS, KINDS, PROBLEM, Finding, render_worklist

from .completion import complete_posts
from .project import Failure, Project, pass_project, today
from .watch import refresh_links, refresh_notices

if TYPE_CHECKING:
    from sourcebook.catalog import Catalog
    from sourcebook.problems import Problem

_WIDTH = max(map(len, KINDS)) + 2
_EPILOG = "\n".join(
    [
        "\b",
        "Kinds, worst first:",
        *(
            fill(f"  {kind:{_WIDTH}}{says}", 76, subsequent_indent=" " * (_WIDTH + 2))
            for kind, says in KINDS.items()
        ),
        "",
        "\b",
        "Examples:",
        "  sourcebook check",
        "  sourcebook check docs/roses/pruning.md",
        "  sourcebook check docs/roses",
        "  sourcebook check --only retracted --only dead-link",
        "  sourcebook check --online --format markdown",
    ]
)


@click.command(epilog=_EPILOG)
@click.argument("posts", metavar="[POST]...", nargs=-1, shell_complete=complete_posts)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default=FORMS[0],
    help="How to write it down: for a terminal, for an issue, or for a program.",
)
@click.option("--online", is_flag=True, help="Ask Retraction Watch and every address first.")
@click.option(
    "--retractions",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take notices from this copy of the Retraction Watch file, and download none.",
)
@click.option(
    "--only",
    metavar="KIND",
    type=click.Choice([*KINDS]),
    multiple=True,
    help="Show this kind, and leave out others; may be given several times.",
)
@pass_project
def check(
    project: Project,
    posts: tuple[str, ...],
    form: str,
    *,
    online: bool,
    retractions: Path | None,
    only: tuple[str, ...],
) -> None:
    """List what is to be done about posts and sources, worst first.

    A POST is a file, such as docs/topic/name.md, or a folder of posts, such as docs/topic;
    without one, all are looked at. Notices of retraction and the like come from
    docs/data/notices.csv, answers of addresses from docs/data/links.csv; with --online both are
    refreshed first. That can be broken off, and goes on from there the next time.

    A problem is what a build warns of, too: in settings, front matter, records of sources,
    notebooks, citations and page views. A build alone sees what is wrong in texts (slips,
    boxes, links), in charts, pictures, videos and the glossary, in aliases and the words of
    the search, and with related posts and former addresses.

    What a writer has acknowledged in a record is not named again.

    Ends with 0 if there is nothing to do, with 1 if there is something, and with 2 if
    something could not be read or reached.
    """
    catalog = project.catalog()
    files = {uri for post in posts for uri in find_files(project, catalog, post)}
    problems: list[Problem] = []
    if online or retractions:
        problems += refresh_notices(project, catalog.sources, retractions)
    if online:
        refresh_links(project, catalog.sources, today=today())
    if online or retractions:
        catalog = project.catalog()  # what it had read of the data is out of date
    shown = [
        _as_written(project, catalog, finding)
        for finding in find_findings(project, catalog, problems)
        if finding.file in (files or {finding.file}) and finding.kind in (only or KINDS)
    ]
    click.echo(render_worklist(shown, form), nl=False)
    click.get_current_context().exit(1 if shown else 0)


def find_findings(project: Project, catalog: Catalog, problems: list[Problem]) -> list[Finding]:
    """Return what there is to do in a project; `problems` found before are part of it."""
    links, unread = read_links(project.data(LINKS))
    citations = read_citations(project, catalog)
    problems = [*catalog.problems, *problems, *unread]
    for uri, found in citations.items():
        if uri not in catalog.unpublished:
            document, files = catalog.documents[uri], catalog.off_menu
            problems += check_citations(document, found, catalog.sources, files)
            problems += check_support(catalog.by_uri[uri], found) if uri in catalog.by_uri else []
    counts, unread = read_page_views(project.data(PAGE_VIEWS), latest=catalog.latest)
    paths = read_paths(catalog)  # the file has no prefix: it is written from the site's root
    popularity, unknown = rank_posts(catalog, counts, paths=paths)
    return find_work(
        catalog,
        citations,
        links,
        problems=dict.fromkeys([*problems, *unread, *unknown]),
        today=today(),
        views=popularity.views,
    )


def read_citations(project: Project, catalog: Catalog) -> dict[str, PageCitations]:
    """Return what each page cites, by file; pages that cite nothing and are no post are left out."""
    extensions, configs = project.markdown_extensions
    try:
        return {
            uri: read_page(document, catalog.sources, extensions, configs, project.language)
            for uri, document in catalog.documents.items()
            if uri in catalog.by_uri or "@" in document.body
        }
    except ImportError as error:
        what, remedy = f"cannot be loaded ({error})", "install the extension, or correct its name"
        raise Failure(f"{SETTINGS}: markdown_extensions: {what}; {remedy}") from None


def find_files(project: Project, catalog: Catalog, name: str) -> list[str]:
    """Return the file that a writer means, or all in a folder, or raise `Failure`.

    They are named as seen from `docs/`.
    """
    docs = project.docs.resolve()
    paths = [Path(folder, name).resolve() for folder in (Path.cwd(), project.root, docs)]
    inside = [path.relative_to(docs).as_posix() for path in paths if path.is_relative_to(docs)]
    for uri in (f"{path.removesuffix('.md').removesuffix(ENDING)}.md" for path in inside):
        if uri in catalog.documents:
            return [uri]
    for folder in inside:
        below = "" if folder == "." else f"{folder}/"
        if found := [uri for uri in catalog.documents if uri.startswith(below)]:
            return found
    close = find_meant(name.removeprefix(f"{project.docs_dir}/"), catalog.documents)
    remedy = f"did you mean {_from_root(project, close)}?" if close else "name the file of one"
    raise Failure(f"{name}: is not a page; {remedy}")


def _as_written(project: Project, catalog: Catalog, finding: Finding) -> Finding:
    """Return a finding with the file and the place that its writer knows."""
    file, what = _from_root(project, finding.file), finding.what
    cells = catalog.notebooks.get(finding.file)
    if cells is None:
        return replace(finding, file=file)
    if finding.line is not None:
        what = f"cell {cells.at(finding.line)}: {what}"
    elif finding.kind == PROBLEM:
        what = cells.name(what)
    return replace(finding, file=file, line=None, what=what)


def _from_root(project: Project, file: str) -> str:
    """Return a file of the pages as it is seen from the root; others stay as they are."""
    notebook = file.removesuffix(".md") + ENDING
    found = next((each for each in (file, notebook) if (project.docs / each).is_file()), None)
    return f"{project.docs_dir}/{found}" if found else file

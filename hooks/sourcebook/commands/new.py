"""`sourcebook new`: the file of a new post, ready to be written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from sourcebook.addresses import page_url
from sourcebook.drafts import (
    find_taken,
    propose_slug,
    read_description,
    read_slug,
    read_title,
    read_topic,
    render_draft,
)
from sourcebook.notebooks import ENDING, post_uri
from sourcebook.plurals import count_of
from sourcebook.posts import PROMPT
from sourcebook.problems import Problem

from .completion import complete_topics
from .project import Failure, Project, pass_project, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from sourcebook.catalog import Catalog

    Read = Callable[[str], tuple[str, list[Problem]]]
    """Gives a value, and what keeps it from being one."""

_EPILOG = """\b
Examples:
  sourcebook new
  sourcebook new --topic roses --title "Pruning roses in spring"
  sourcebook new --topic roses --title "Pruning roses" --slug pruning
"""


@click.command(epilog=_EPILOG)
@click.option("--title", metavar="TEXT", help="Its title: at most 65 characters.")
@click.option(
    "--topic",
    metavar="TOPIC",
    shell_complete=complete_topics,
    help="The topic it belongs to: its folder or its title.",
)
@click.option(
    "--description",
    metavar="TEXT",
    help="Its summary: 50 to 160 characters. A draft can get it later.",
)
@click.option(
    "--slug",
    metavar="SLUG",
    help="The name of its file and the end of its address; if left out, it is made from the title.",
)
@click.option(
    "--draft/--publish",
    default=True,
    help="A draft is kept back, as without either; or the next build publishes it.",
)
@pass_project
def new(
    project: Project,
    *,
    title: str | None,
    topic: str | None,
    description: str | None,
    slug: str | None,
    draft: bool,
) -> None:
    """Start a post: write its file, with all that it must have.

    In a terminal, title and topic are asked for where they are not given; with --publish,
    the description too. `make serve` shows a draft, and no build publishes it.

    Nothing is ever overwritten.

    Ends with 0 if the file was written, with 1 if you broke off, and with 2 if something was
    missing or wrong; then nothing was written.
    """
    catalog = project.catalog()
    topics = {each.name: each.page.title for each in catalog.topics}
    if not topics:
        remedy = "make a folder with an `index.md`, which is a topic"
        raise Failure(f"{project.docs_dir}: has no topic; {remedy}")
    readers: dict[str, Read] = {
        "title": lambda text: read_title(text, catalog),
        "topic": lambda text: read_topic(text.strip().removeprefix(f"{project.docs_dir}/"), topics),
        "description": lambda text: read_description(text, catalog),
    }
    given = {"title": title, "topic": topic, "description": description}
    values, faults = _read_given(given, readers)
    needed = ("title", "topic") if draft else ("title", "topic", "description")
    missing = [key for key in needed if not (given[key] or "").strip()]
    if missing and not sys.stdin.isatty():
        options = " and ".join(f"--{key}" for key in missing)
        faults.append(f"sourcebook new: there is no terminal to ask in; give {options}")
    if faults:
        raise Failure("\n".join(faults))
    for key in missing:
        values[key] = (
            _ask_topic(catalog, readers[key]) if key == "topic" else _ask(key, readers[key])
        )
    slug = _settle_slug(project, catalog, slug or "", values["topic"], values["title"])
    path = f"{project.docs_dir}/{values['topic']}/{slug}.md"
    text = render_draft(values["title"], values.get("description", ""), today(), draft=draft)
    project.write_files({path: text})
    _report(project, path, page_url(f"{values['topic']}/{slug}.md"), draft=draft)


def _read_given(
    given: dict[str, str | None], readers: dict[str, Read]
) -> tuple[dict[str, str], list[str]]:
    """Return the values of the options that say something, and what is wrong with them."""
    values, faults = {}, []
    for key, text in given.items():
        if text and text.strip():
            values[key], problems = readers[key](text)
            faults += [f"--{key}: {problem.what}; {problem.remedy}" for problem in problems]
    return values, faults


def _ask(key: str, read: Read, default: str | None = None) -> str:
    """Return what the writer types, asked again as long as something is wrong with it."""

    def check(text: str) -> str:
        value, problems = read(text)
        if problems:
            raise click.UsageError(f"the {key} {problems[0].what}; {problems[0].remedy}")
        return value

    value: str = click.prompt(key.capitalize(), default=default, value_proc=check, err=True)
    return value


def _ask_topic(catalog: Catalog, read: Read) -> str:
    """Return the topic the writer chooses, by its number or its name."""
    names = [topic.name for topic in catalog.topics]
    numbers = {str(number): name for number, name in enumerate(names, start=1)}
    longest = max(map(len, names))
    click.echo("Topics, by number or name:", err=True)
    for number, topic in enumerate(catalog.topics, start=1):
        drafts = sum(post.topic == topic.name for post in catalog.drafts)
        counts = count_of(len(topic.posts), "post") + (
            f", {count_of(drafts, 'draft')}" if drafts else ""
        )
        click.echo(f"{number:>4}  {topic.name:{longest}}  {counts}", err=True)

    def by_number(text: str) -> tuple[str, list[Problem]]:
        number = text.strip()
        if number.isdecimal() and number not in {*names, *numbers}:
            remedy = f"choose 1 to {len(names)}" if names[1:] else "choose 1"
            return text, [Problem("", "topic", f"`{number}` is not there", remedy)]
        return read(text if text in names else numbers.get(number, text))

    return _ask("topic", by_number)


def _settle_slug(project: Project, catalog: Catalog, slug: str, topic: str, title: str) -> str:
    """Return the name of the file; one that cannot be is named, and another one proposed."""
    notebooks = (uri for uri in project.files() if uri.endswith(ENDING))
    pages = (*catalog.documents, *map(post_uri, notebooks))
    taken = find_taken(pages, catalog.former)

    def read(text: str) -> tuple[str, list[Problem]]:
        return read_slug(text, topic, taken, title=title)

    name, problems = read(slug)
    if not problems:
        return name
    problem = problems[0]
    if not sys.stdin.isatty():
        raise Failure(f"--slug: {problem.what}; {problem.remedy}")
    click.echo(f"The slug {problem.what}; {problem.remedy}", err=True)
    return _ask("slug", read, propose_slug(name, title, topic, taken) or None)


def _report(project: Project, path: str, url: str, *, draft: bool) -> None:
    """Say where the file is, and what to do next."""
    base = urlsplit(project.site_url).path.strip("/")
    address = f"http://127.0.0.1:8000/{base}{'/' if base else ''}{url}"
    then = (
        "remove the line `draft: true` to publish it"
        if draft
        else "a build stops as long as it has none"
    )
    click.echo(path)
    click.echo(
        f"1. Replace all that begins with `{PROMPT}`, and delete the note; "
        f"`make serve` shows it at {address}"
    )
    click.echo(f"2. Cite its sources, which `sourcebook cite` adds; {then}.")

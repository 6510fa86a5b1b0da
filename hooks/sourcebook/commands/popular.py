"""`sourcebook popular`: the popular lists, without building the site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from sourcebook.addresses import PAGE_VIEWS
from sourcebook.page_paths import read_paths
from sourcebook.page_views import SERVICES, read_page_views, read_services
from sourcebook.plurals import count_of
from sourcebook.popularity import ALL_TIME, MOST_POSTS, rank_posts

from .project import Failure, Project, pass_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.catalog import Catalog
    from sourcebook.popularity import Popularity, PopularPosts

FORMS = ("text", "json")
_SPANS = {"7": "in a week", "30": "in a month", "365": "in a year", ALL_TIME: "ever"}
"""What a window looks back on at most; of how many days there are counts, a list says itself."""
_EPILOG = """\b
Examples:
  sourcebook popular
  sourcebook popular --format json
"""


@click.command(epilog=_EPILOG)
@click.option(
    "--format",
    "form",
    metavar="FORM",
    type=click.Choice(FORMS),
    default=FORMS[0],
    help=f"How to print them: {' or '.join(FORMS)} ({FORMS[0]}).",
)
@pass_project
def popular(project: Project, *, form: str) -> None:
    """Show the popular lists, as readers will see them.

    Under a post stand as many as extra.popular.limit in mkdocs.yml says; the other lists are
    those of the page of popular posts, which has up to ten in each.

    Ends with 0 if it could, and with 2 if the counts cannot be read.
    """
    catalog = project.catalog()
    lists = dict(_lists(_rank(project, catalog), catalog.settings.popular_limit))
    click.echo(_as_json(lists) if form == "json" else "\n\n".join(_as_text(lists)))


def _rank(project: Project, catalog: Catalog) -> Popularity:
    counts, problems = read_page_views(project.data(PAGE_VIEWS), latest=catalog.latest)
    countings, more = read_services(project.data(SERVICES))
    if problems := [*problems, *more]:
        raise Failure("\n".join(f"{project.docs_dir}/{problem}" for problem in problems))
    # Pages that are no posts are in no list, so it is all one whether their paths are known.
    paths = read_paths(catalog)  # the file has no prefix: it is written from the site's root
    popularity, _ = rank_posts(catalog, counts, countings, paths=paths)
    return popularity


def _lists(popularity: Popularity, limit: int) -> Iterator[tuple[str, PopularPosts]]:
    """Yield the lists that are not empty, by their names; `limit` is for the one under posts."""
    yield "Under each post", popularity.chosen.without(None, limit)
    for name, window in popularity.windows.items():
        yield f"Most read {_SPANS[name]}", window.without(None, MOST_POSTS)
    if popularity.rising.posts:
        yield "Rising", popularity.rising.without(None, MOST_POSTS)
    for topic, posts in popularity.topics.items():
        if posts.posts:
            yield f"Most read in {topic}", posts.without(None, MOST_POSTS)


def _as_text(lists: dict[str, PopularPosts]) -> Iterator[str]:
    for name, popular in lists.items():
        lines = [f"{name} ({_basis(popular)})"]
        for number, post in enumerate(popular.posts, 1):
            lines.append(f"  {number:>2}. {post.title} ({post.uri})")
        yield "\n".join(lines)


def _as_json(lists: dict[str, PopularPosts]) -> str:
    """Return the lists apart from what they rest on, so that two of them can be compared."""
    return json.dumps(
        {
            "lists": {name: [post.uri for post in each.posts] for name, each in lists.items()},
            "basis": {
                name: {
                    "first": each.first and str(each.first),
                    "last": each.last and str(each.last),
                    "services": each.services,
                }
                for name, each in lists.items()
            },
        },
        indent=2,
        ensure_ascii=False,
    )


def _basis(popular: PopularPosts) -> str:
    if popular.by_editors:
        return f"chosen by the editors{_rest(popular)}"
    if not popular.days:
        return "the newest posts: nothing has been counted"
    source = f", from {popular.source}" if popular.source else ""
    return f"as of {popular.last}{source}, {_span(popular)}{_rest(popular)}"


def _rest(popular: PopularPosts) -> str:
    return ", then the newest" if popular.filled else ""


def _span(popular: PopularPosts) -> str:
    if popular.all_time:
        return f"since {popular.first}"
    return f"last {count_of(popular.days, 'day')}"

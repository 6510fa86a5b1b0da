"""Feeds: new posts and updates, of the site and of each topic, with whole posts and sources.

mkdocs-rss-plugin writes them. By itself it takes missing days from Git or the clock, knows no
topics, has no sources in a post, escapes no names and writes an image without an address. So
this hook hands it finished posts and a template of ours, and runs it once more for each topic.
`overrides/partials/feed.xml.html` is the RSS, `feed-post.html` a post in it, and `feeds.html` shows
readers the addresses; `sourcebook.feeds` chooses the posts.
"""

from __future__ import annotations

from dataclasses import replace
from email.utils import format_datetime
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from mkdocs.plugins import event_priority
from mkdocs_rss_plugin.models import PageInformation
from mkdocs_rss_plugin.plugin import GitRssPlugin

from sourcebook.feeds import FORMER, KINDS, absolute, list_feeds, midnight

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sourcebook.catalog import Catalog
    from sourcebook.feeds import Feed

PLUGIN = "rss"
ABOUT = ("about/index.md", "blog/index.md")
"""Pages on which readers see the feeds of the whole site."""
ICON = "assets/images/icon-512.png"


@event_priority(100)  # before the plugin, which takes a site without its address for a mistake
def on_config(config: MkDocsConfig) -> None:
    """Have no feeds where the site has no address: a feed could not name its posts."""
    if PLUGIN in config.plugins and not config.site_url:
        config.plugins[PLUGIN].config.enabled = False
        del config.plugins[PLUGIN]  # the theme would link to its files


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Hand the plugin the posts of each feed, as they will be read."""
    catalog: Catalog = config.extra["catalog"]
    plugin: Any = config.plugins.get(PLUGIN)
    site = (config.site_name, config.site_description or "")
    feeds = list_feeds(catalog, *site, length=plugin.config.length) if plugin else []
    # A page shows their addresses, and need not be drawn again for each post in them.
    config.extra["feeds"] = [replace(feed, posts=()) for feed in feeds]
    config.extra["feed_writers"] = []
    written: dict[str, PageInformation] = {}
    if plugin:
        plugin.pages_to_filter = []  # it has the list only where the command `mkdocs` began it
    for feed in feeds:
        for post in feed.posts:
            if post.uri not in written:
                written[post.uri] = _write(post.uri, env, config, files)
        writer = plugin if not feed.url else _writer(plugin, feed, config)
        _prepare(
            writer, feed, config, Path(str(env.get_template("partials/feed.xml.html").filename))
        )
        writer.pages_to_filter = [written[post.uri] for post in feed.posts]
    return env


def _writer(plugin: Any, feed: Feed, config: MkDocsConfig) -> Any:
    """Return another plugin with the same settings, for a topic."""
    own = {"feed_title": feed.title, "feed_description": feed.description, "date_from_meta": {}}
    writer = GitRssPlugin()
    writer.load_config({**plugin.config, **own, "feeds_filenames": feed.files})
    writer.on_config(config)
    config.extra["feed_writers"].append(writer)
    return writer


def _prepare(writer: Any, feed: Feed, config: MkDocsConfig, template: Path) -> None:
    """Give the plugin what it has no settings for: the template, the day, the page, the icon."""
    writer.tpl_folder, writer.tpl_file = template.parent, Path(template.name)
    for each in (writer.feed_created, writer.feed_updated):
        each.pubDate = each.buildDate = format_datetime(feed.changed)
        each.html_url = f"{config.site_url}{feed.url}"
        each.logo_url = f"{config.site_url}{ICON}"
    writer.feed_updated.title = f"{feed.title}: updates"


def _write(uri: str, env: Environment, config: MkDocsConfig, files: Files) -> PageInformation:
    catalog: Catalog = config.extra["catalog"]
    post = catalog.by_uri[uri]
    address = f"{config.site_url}{post.url}"
    page = files.src_uris[uri].page
    body = (page and page.content) or ""
    sources = catalog.footer(uri, config.extra["cited"][uri])
    template = env.get_template("partials/feed-post.html")
    store = config.extra["store"]
    body = store.text(["feed", body, address], lambda: absolute(body, address))
    around = template.render(
        post=post,
        body=Markup(body),  # noqa: S704 - MkDocs has made it from Markdown
        sources=sources,
        settings=catalog.settings,
    )
    whole = store.text(["feed", around], lambda: absolute(around, str(config.site_url)))
    topic = catalog.introductions[post.topic]
    return PageInformation(
        authors=tuple(author.title for author in catalog.written_by(post)),
        categories=[topic.title],
        created=midnight(post.date),
        description=whole,
        guid=address,
        image=(f"{address}share.png", "image/png", config.extra["share"][uri]),
        link=address,
        title=post.title,
        updated=midnight(post.changed),
    )


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the templates the feeds of the site, and on the page of a topic its own."""
    uri = page.file.src_uri
    feeds: list[Feed] = config.extra["feeds"]
    context["feeds"] = [feed for feed in feeds if feed.url in ("", page.url)]
    context["shown_feeds"] = [
        feed for feed in feeds if uri in ABOUT or (feed.url and feed.url == page.url)
    ]
    return context


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the feeds of the topics, and that of the site where readers of a former blog look.

    The feeds of the site themselves the plugin has written.
    """
    for writer in config.extra["feed_writers"]:
        writer.on_post_build(config=config)
    site, catalog = Path(config.site_dir), config.extra["catalog"]
    for address in FORMER:
        if config.extra["feeds"] and address in catalog.former:
            copy(site / KINDS[0][1], site / address.lstrip("/"))

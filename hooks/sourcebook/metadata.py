"""Metadata: what a post says of itself to search engines and to reference managers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .addresses import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .catalog import Catalog, Page
    from .posts import Post
    from .sources import Source

# What services ask for: https://developers.facebook.com/docs/sharing/webmasters/images/
WIDTH, HEIGHT = 1200, 630
"""Pixels of the picture beside a shared link."""

KINDS = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "paper-conference": "ScholarlyArticle",
    "post": "WebPage",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
"""Types of https://schema.org/CreativeWork for types of CSL; others are plain `CreativeWork`."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a page says of the site it belongs to."""

    name: str
    url: str
    """Its address with a slash at the end; empty where it is not known."""
    language: str

    def address(self, url: str) -> str | None:
        """Return the whole address of a page, seen from the site's root."""
        return self.url + url if self.url else None


def describe_post(
    post: Post, topic: Page, sources: Sequence[Source], catalog: Catalog, site: Site
) -> dict[str, Any]:
    """Return a post as data of https://schema.org, ready to be written as JSON-LD.

    `topic` is the introduction of its topic.
    Nobody is named as its reviewer but a person who signed it off in the front matter.
    """
    publisher = _given({"@type": "Organization", "name": site.name, "url": site.url})
    return _given(
        {
            "@context": "https://schema.org",
            "@type": [catalog.settings.page_type, "Article"],
            "url": site.address(post.url),
            "mainEntityOfPage": site.address(post.url),
            "headline": post.title,
            "name": post.title,
            "description": post.description,
            "inLanguage": site.language,
            "isAccessibleForFree": True,
            "datePublished": post.date.isoformat(),
            "dateModified": post.changed.isoformat(),
            "lastReviewed": post.reviewed and post.reviewed.isoformat(),
            "reviewedBy": [_author(each, site) for each in catalog.signed_off_by(post)],
            "author": [_author(author, site) for author in catalog.written_by(post)],
            "publisher": publisher,
            "isPartOf": _given({"@type": "WebSite", "name": site.name, "url": site.url}),
            "about": _given(
                {
                    "@type": "Thing",
                    "name": topic.title,
                    "url": site.address(topic.url),
                }
            ),
            "keywords": list(post.aliases),
            "image": post.image and site.address(post.image.uri),
            "citation": [_name_source(source) for source in sources],
        }
    )


def describe_source_page(source: Source, site: Site) -> dict[str, Any]:
    """Return the page of a source as data of https://schema.org, with all about the work."""
    return _given(
        {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "url": site.address(source.url),
            "name": source.title,
            "inLanguage": site.language,
            "isAccessibleForFree": True,
            "mainEntity": _describe_source(source),
        }
    )


def _name_source(source: Source) -> dict[str, Any]:
    """Return what tells a work from others; a post with all about each would weigh too much."""
    kind = KINDS.get(source.item["type"], "CreativeWork")
    return _given({"@type": kind, "name": source.title, "url": source.link})


def _describe_source(source: Source) -> dict[str, Any]:
    names = source.item.get("author", ())
    issued = source.item.get("issued", {}).get("date-parts", ())
    return _given(
        {
            **_name_source(source),
            "author": [_describe_name(name) for name in names],
            "datePublished": "-".join(f"{part:02}" for part in issued[0]) if issued else None,
            "isPartOf": _given(
                {"@type": "CreativeWork", "name": source.item.get("container-title")}
            ),
            "identifier": f"doi:{source.doi}" if source.doi else None,
        }
    )


def _describe_name(name: dict[str, str]) -> dict[str, Any]:
    if "literal" in name:
        return {"@type": "Organization", "name": name["literal"]}
    parts = ("given", "non-dropping-particle", "family", "suffix")
    whole = " ".join(name[part] for part in parts if part in name)
    return {"@type": "Person", "name": whole}


def _author(author: Page, site: Site) -> dict[str, Any]:
    kind = "Organization" if author.group else "Person"
    return _given({"@type": kind, "name": author.title, "url": site.address(author.url)})


def _given(data: dict[str, Any]) -> dict[str, Any]:
    """Return what has a value; nothing at all where only the type is known."""
    given = {key: value for key, value in data.items() if value not in (None, "", [], {})}
    return {} if given.keys() == {"@type"} else given


def share_tags(
    title: str, description: str, url: str, site: Site, *, post: Post | None, picture: str
) -> Iterator[tuple[str, str]]:
    """Yield the properties and contents of a page's tags for links that are shared.

    They are those of https://ogp.me/, which other services read as well; `picture` is the
    address of the picture of a post, seen from the site's root, or empty.
    """
    yield "og:type", "article" if post else "website"
    yield "og:site_name", site.name
    yield "og:title", title
    if description:
        yield "og:description", description
    if address := site.address(url):
        yield "og:url", address
    if post:
        yield "article:published_time", post.date.isoformat()
        yield "article:modified_time", post.changed.isoformat()
    if picture and (address := site.address(picture)):
        yield "og:image", address
        yield "og:image:type", "image/png"
        yield "og:image:width", str(WIDTH)
        yield "og:image:height", str(HEIGHT)
        yield "og:image:alt", f"The title of the post: {title}"


def cite_post(post: Post, catalog: Catalog, site: Site) -> dict[str, Any]:
    """Return the CSL item of a post, for those who want to cite it."""
    day = post.changed
    return _given(
        {
            "id": key_of(post.uri),
            "type": "webpage",
            "title": post.title,
            "author": [{"literal": author.title} for author in catalog.written_by(post)],
            "issued": {"date-parts": [[day.year, day.month, day.day]]},
            "container-title": site.name,
            "URL": site.address(post.url),
        }
    )


def citation_tags(post: Post, catalog: Catalog, site: Site) -> Iterator[tuple[str, str]]:
    """Yield the names and contents of a post's `citation_*` tags.

    They are read by reference managers and by Google Scholar:
    https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
    """
    yield "citation_title", post.title
    for author in catalog.written_by(post):
        yield "citation_author", author.title
    yield "citation_publication_date", f"{post.date:%Y/%m/%d}"
    if post.updated:
        yield "citation_online_date", f"{post.updated:%Y/%m/%d}"
    yield "citation_publisher", site.name
    yield "citation_language", site.language
    if address := site.address(post.url):
        yield "citation_public_url", address
        yield "citation_fulltext_html_url", address

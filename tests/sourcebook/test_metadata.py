"""Metadata: data for search engines, and how to cite a post."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sourcebook.catalog import Catalog
from sourcebook.metadata import (
    KINDS,
    Site,
    citation_tags,
    cite_post,
    describe_post,
    describe_source_page,
    share_tags,
)
from sourcebook.settings import PAGE_TYPES, Settings
from sourcebook.sources import TYPES
from tests.sourcebook.garden import front_matter, post_file, read_garden, source_file
from tests.vocabulary import faults

SITE = Site("The garden", "https://example.org/garden/", "en")
NOWHERE = Site("The garden", "", "en")


def garden(**keys: Any) -> Catalog:
    return read_garden(
        {
            "roses/a.md": post_file(**keys),
            "about/authors/doe.md": front_matter({"title": "Al Doe"}),
            "about/authors/club.md": front_matter({"title": "The club", "kind": "group"}),
            "sources/clay.md": source_file(
                type="article-journal",
                title="Clay",
                author=[
                    {
                        "family": "Berg",
                        "given": "Jo",
                        "non-dropping-particle": "van den",
                        "suffix": "Jr.",
                    },
                    {"literal": "The Rose Club"},
                ],
                issued="2011-07-05",
                DOI="10.1000/ABC",
                **{"container-title": "Journal of Gardens"},
            ),
        },
        media=["roses/rose.jpg"],
        settings=Settings(authors=("club",), page_type="MedicalWebPage"),
    )


def describe(catalog: Catalog, site: Site = SITE) -> dict[str, Any]:
    (post,) = catalog.posts
    sources = tuple(catalog.sources[key] for key in post.sources)
    return describe_post(post, catalog.topics[0].page, sources, catalog, site)


def test_a_post_is_described_in_the_words_of_schema_org() -> None:
    catalog = garden(
        sources=["clay", "smith2011roses"],
        updated="2026-04-01",
        aliases=["cutting roses"],
        image={"src": "rose.jpg", "alt": "A rose", "credit": "clay"},
    )

    data = describe(catalog)

    assert list(faults(data)) == []
    assert data == {
        "@context": "https://schema.org",
        "@type": ["MedicalWebPage", "Article"],
        "url": "https://example.org/garden/roses/a/",
        "mainEntityOfPage": "https://example.org/garden/roses/a/",
        "headline": "Pruning roses",
        "name": "Pruning roses",
        "description": catalog.posts[0].description,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "datePublished": "2026-03-01",
        "dateModified": "2026-04-01",
        "lastReviewed": "2026-03-02",
        "author": [
            {
                "@type": "Organization",
                "name": "The club",
                "url": "https://example.org/garden/about/authors/club/",
            }
        ],
        "publisher": {
            "@type": "Organization",
            "name": "The garden",
            "url": "https://example.org/garden/",
        },
        "isPartOf": {
            "@type": "WebSite",
            "name": "The garden",
            "url": "https://example.org/garden/",
        },
        "about": {
            "@type": "Thing",
            "name": "Roses",
            "url": "https://example.org/garden/roses/",
        },
        "keywords": ["cutting roses"],
        "image": "https://example.org/garden/roses/rose.jpg",
        "citation": [
            {"@type": "ScholarlyArticle", "name": "Clay", "url": "https://doi.org/10.1000/abc"},
            {"@type": "Book", "name": "Roses in clay"},
        ],
    }


def test_the_page_of_a_source_says_all_about_the_work() -> None:
    data = describe_source_page(garden().sources["clay"], SITE)

    assert list(faults(data)) == []
    assert data == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": "https://example.org/garden/sources/clay/",
        "name": "Clay",
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "mainEntity": {
            "@type": "ScholarlyArticle",
            "name": "Clay",
            "author": [
                {"@type": "Person", "name": "Jo van den Berg Jr."},
                {"@type": "Organization", "name": "The Rose Club"},
            ],
            "datePublished": "2011-07-05",
            "isPartOf": {"@type": "CreativeWork", "name": "Journal of Gardens"},
            "url": "https://doi.org/10.1000/abc",
            "identifier": "doi:10.1000/abc",
        },
    }


def test_of_a_work_only_what_is_known_is_said() -> None:
    data = describe_source_page(garden().sources["smith2011roses"], SITE)

    assert data["mainEntity"] == {"@type": "Book", "name": "Roses in clay"}


def test_a_reviewer_is_named_only_where_a_person_signed_off_with_a_date() -> None:
    signed = garden(reviewed_by={"author": "doe", "date": "2026-03-02"})

    assert "reviewedBy" not in describe(garden())
    assert describe(signed)["reviewedBy"] == [
        {
            "@type": "Person",
            "name": "Al Doe",
            "url": "https://example.org/garden/about/authors/doe/",
        }
    ]
    assert list(faults(describe(signed))) == []


def test_a_site_without_an_address_makes_none_up() -> None:
    data = describe(garden(), NOWHERE)

    assert list(faults(data)) == []
    assert "https://example" not in str(data)
    assert "url" not in data


@pytest.mark.parametrize("page_type", PAGE_TYPES)
def test_every_kind_of_page_can_be_reviewed(page_type: str) -> None:
    catalog = garden()
    settings = replace(catalog.settings, page_type=page_type)

    assert list(faults(describe(replace(catalog, settings=settings)))) == []


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_of_source_is_a_creative_work(kind: str) -> None:
    catalog = read_garden(
        {"roses/a.md": post_file(sources=["x"]), "sources/x.md": source_file(type=kind)}
    )

    data = describe(catalog)

    assert list(faults(data)) == []
    assert data["citation"][0]["@type"] == KINDS.get(kind, "CreativeWork")


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ({"@type": "Rose"}, ".name: is no property of Rose"),
        ({"@type": "Person", "headline": "x"}, ".headline: is no property of Person"),
        ({"@type": "WebPage", "lastReviewed": "soon"}, ".lastReviewed: may not be 'soon'"),
        ({"@type": "WebPage", "author": {"@type": "Book"}}, ".author: may not be Book"),
        ({}, ": has no type"),
    ],
)
def test_the_check_itself_finds_what_is_wrong(broken: dict[str, Any], what: str) -> None:
    assert what in list(faults({**broken, "name": "x"}))


def test_a_post_can_be_cited() -> None:
    catalog = garden(updated="2026-04-01")

    item = cite_post(catalog.posts[0], catalog, SITE)

    assert item == {
        "id": "a",
        "type": "webpage",
        "title": "Pruning roses",
        "author": [{"literal": "The club"}],
        "issued": {"date-parts": [[2026, 4, 1]]},
        "container-title": "The garden",
        "URL": "https://example.org/garden/roses/a/",
    }
    assert "URL" not in cite_post(catalog.posts[0], catalog, NOWHERE)


def test_reference_managers_find_what_they_look_for() -> None:
    catalog = garden(updated=date(2026, 4, 1).isoformat())

    tags = list(citation_tags(catalog.posts[0], catalog, SITE))

    assert tags == [
        ("citation_title", "Pruning roses"),
        ("citation_author", "The club"),
        ("citation_publication_date", "2026/03/01"),
        ("citation_online_date", "2026/04/01"),
        ("citation_publisher", "The garden"),
        ("citation_language", "en"),
        ("citation_public_url", "https://example.org/garden/roses/a/"),
        ("citation_fulltext_html_url", "https://example.org/garden/roses/a/"),
    ]
    assert len(list(citation_tags(garden().posts[0], catalog, NOWHERE))) == 5


def test_a_link_that_is_shared_shows_the_post_and_its_picture() -> None:
    (post,) = garden(updated="2026-04-01").posts

    tags = share_tags("Roses", "All.", "roses/a/", SITE, post=post, picture="roses/a.png")

    assert list(tags) == [
        ("og:type", "article"),
        ("og:site_name", "The garden"),
        ("og:title", "Roses"),
        ("og:description", "All."),
        ("og:url", "https://example.org/garden/roses/a/"),
        ("article:published_time", "2026-03-01"),
        ("article:modified_time", "2026-04-01"),
        ("og:image", "https://example.org/garden/roses/a.png"),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "The title of the post: Roses"),
    ]


def test_a_page_without_summary_or_address_says_only_what_is_known() -> None:
    site = Site("The garden", "", "en")

    tags = list(share_tags("Roses", "", "roses/", site, post=None, picture="roses/share.png"))

    assert tags == [("og:type", "website"), ("og:site_name", "The garden"), ("og:title", "Roses")]

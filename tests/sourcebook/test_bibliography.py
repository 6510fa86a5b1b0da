"""The bibliography: where a source is cited, and on which shelf it stands."""

from __future__ import annotations

from sourcebook.bibliography import arrange, find_uses, list_uses, select_further_reading
from sourcebook.catalog import Catalog
from sourcebook.citations import Mark, PageCitations
from tests.sourcebook.garden import front_matter, post_file, read_garden, source_file


def cites(*keys: str) -> PageCitations:
    marks = tuple(
        Mark(key, number, f"citation-{number}", f"About {key}.")
        for number, key in enumerate(keys, start=1)
    )
    return PageCitations(keys=tuple(dict.fromkeys(keys)), marks=marks)


def library() -> Catalog:
    topic = {"title": "Roses", "description": "All.", "further_reading": ["clay", "peat", "none"]}
    return read_garden(
        {
            "roses/index.md": front_matter(topic),
            "roses/old.md": post_file(date="2016-03-01"),
            "roses/draft.md": post_file(draft=True),
            "trees/new.md": post_file(sources=None),
            "about/how.md": front_matter({"title": "How"}),
            "sources/clay.md": source_file(title="Loam", design="trial", issued="2011"),
            "sources/peat.md": source_file(title="heath", issued="2014"),
            "sources/alone.md": source_file(title="Zinc", design="news"),
        }
    )


CITED = {
    "trees/new.md": cites("clay", "smith2011roses", "clay"),
    "roses/draft.md": cites("alone"),
    "about/how.md": cites("clay"),
}


def test_a_source_knows_each_published_page_that_cites_or_names_it() -> None:
    uses = find_uses(library(), CITED)

    assert {key: [*found] for key, found in uses.items()} == {
        "clay": ["trees/new.md", "about/how.md"],
        "smith2011roses": ["trees/new.md", "roses/old.md"],
    }
    assert uses["smith2011roses"]["roses/old.md"] == ()


def test_a_sentence_that_cites_a_source_twice_is_shown_once() -> None:
    catalog = library()
    clay, how = list_uses("clay", find_uses(catalog, CITED), catalog)

    assert [mark.anchor for mark in clay.marks] == ["citation-1", "citation-3"]
    assert (clay.page.title, how.page.title) == (catalog.posts[0].title, "How")
    assert clay.sentences == (("About clay.", "citation-1"),)


def test_further_reading_is_what_no_post_of_the_topic_cites_yet() -> None:
    catalog = library()
    roses = catalog.topics[0]

    before = select_further_reading(roses, catalog.sources, find_uses(catalog, CITED))
    cited = find_uses(catalog, CITED | {"roses/old.md": cites("clay")})
    after = select_further_reading(roses, catalog.sources, cited)

    assert [source.key for source in before] == ["peat", "clay"]
    assert [source.key for source in after] == ["peat"]


def test_every_source_stands_on_the_shelf_of_each_of_its_topics() -> None:
    catalog = library()

    shelves = arrange(catalog, reversed(catalog.topics), find_uses(catalog, CITED))

    assert [
        (shelf.topic and shelf.topic.folder, [entry.source.key for entry in shelf.entries])
        for shelf in shelves.shelves
    ] == [
        ("trees", ["clay", "smith2011roses"]),
        ("roses", ["peat", "clay", "smith2011roses"]),
        (None, ["alone"]),
    ]
    assert shelves.size == 4
    assert [design.word for design in shelves.designs] == ["news", "trial"]
    assert shelves.years == ("n.d.", "2014", "2011")
    assert shelves.shelves[0].entries[0].pages == 2


def test_what_the_introduction_of_a_topic_cites_stands_there_and_no_shelf_is_empty() -> None:
    catalog = library()

    uses = find_uses(catalog, {"roses/index.md": cites("alone")})
    shelves = arrange(catalog, catalog.topics, uses).shelves

    assert [
        (shelf.topic and shelf.topic.folder, [entry.source.key for entry in shelf.entries])
        for shelf in shelves
    ] == [("roses", ["peat", "clay", "smith2011roses", "alone"])]

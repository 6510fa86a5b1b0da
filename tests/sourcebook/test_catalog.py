"""The catalog: every post, topic, source and author, and every problem of them in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.catalog import PAGE_KEYS, Page, read_catalog
from sourcebook.citations import PageCitations
from sourcebook.problems import Problem
from sourcebook.references import References
from sourcebook.settings import Settings
from sourcebook.store import Store
from tests.sourcebook import garden
from tests.sourcebook.garden import (
    TODAY,
    front_matter,
    messages,
    post_file,
    read_garden,
    source_file,
)

if TYPE_CHECKING:
    from random import Random

NOT_YAML = (
    'has a value with a colon and a space in it; put the value between quotation marks: `"…"`'
)
OUTSIDE = "file: is a post outside a topic; move it into a topic: roses, trees"


def test_the_garden_itself_has_no_problems() -> None:
    catalog = read_garden({"roses/pruning.md": post_file()})

    assert messages(catalog.problems) == []
    assert messages(catalog.draft_problems) == []


def test_posts_are_listed_newest_first_and_found_by_their_file() -> None:
    files = {
        "roses/old.md": post_file(date="2016-03-01"),
        "trees/new.md": post_file(date="2026-02-01"),
        "roses/middle.md": post_file(date="2020-03-01"),
    }

    catalog = read_garden(files)

    assert [post.uri for post in catalog.posts] == [
        "trees/new.md",
        "roses/middle.md",
        "roses/old.md",
    ]
    assert catalog.by_uri == {post.uri: post for post in catalog.posts}


def test_a_topic_is_a_folder_with_an_introduction() -> None:
    files = {
        "roses/old.md": post_file(date="2016-03-01"),
        "roses/new.md": post_file(),
        "roses/draft.md": post_file(draft=True),
    }

    roses, trees = read_garden(files).topics

    assert (roses.name, trees.name) == ("roses", "trees")
    assert roses.page == Page("roses/index.md", "Roses", "All about roses.")
    assert roses.page.url == "roses/"
    assert [post.uri for post in roses.posts] == ["roses/new.md", "roses/old.md"]
    assert trees.posts == ()


@pytest.mark.parametrize("name", ["frühling", "장미", "roses-2"])
def test_a_topic_may_have_a_name_of_any_script(name: str) -> None:
    files = {
        f"{name}/index.md": front_matter({"title": "Any"}),
        f"{name}/pruning.md": post_file(),
    }

    catalog = read_garden(files)

    assert messages(catalog.problems) == []
    assert name in [topic.name for topic in catalog.topics]
    assert [post.topic for post in catalog.posts] == [name]


def test_a_readme_introduces_a_topic_as_it_does_for_mkdocs() -> None:
    files = {"herbs/README.md": front_matter({"title": "Herbs"}), "herbs/mint.md": post_file()}

    catalog = read_garden(files)

    assert messages(catalog.problems) == []
    assert [topic.page.title for topic in catalog.topics] == ["Herbs", "Roses", "Trees"]


@pytest.mark.parametrize("folder", ["about", "assets", "blog", "data", "sources"])
def test_folders_with_a_meaning_of_their_own_are_no_topics(folder: str) -> None:
    catalog = read_garden({f"{folder}/index.md": front_matter({"title": "Something"})})

    assert messages(catalog.problems) == []
    assert [topic.name for topic in catalog.topics] == ["roses", "trees"]


def test_a_post_at_the_top_level_is_outside_a_topic() -> None:
    catalog = read_garden({"pruning.md": post_file()})

    assert messages(catalog.problems) == [f"pruning.md: {OUTSIDE}"]
    assert catalog.posts == ()


def test_a_post_in_a_folder_without_introduction_is_outside_a_topic() -> None:
    catalog = read_garden({"herbs/mint.md": post_file()})

    assert messages(catalog.problems) == [
        f"herbs/mint.md: {OUTSIDE}; or make `herbs` a topic: add herbs/index.md"
    ]


def test_a_post_too_deep_in_a_topic_is_outside_it() -> None:
    catalog = read_garden({"roses/clay/pruning.md": post_file()})

    assert messages(catalog.problems) == [f"roses/clay/pruning.md: {OUTSIDE}"]


def test_an_introduction_too_deep_makes_no_topic() -> None:
    files = {"roses/clay/index.md": front_matter({"title": "Clay"})}

    catalog = read_garden(files)

    assert messages(catalog.problems) == [f"roses/clay/index.md: {OUTSIDE}"]
    assert [topic.name for topic in catalog.topics] == ["roses", "trees"]


def test_a_page_at_the_top_level_needs_no_topic() -> None:
    catalog = read_garden({"popular.md": front_matter({"title": "Popular"})})

    assert messages(catalog.problems) == []
    assert catalog.pages["popular.md"] == Page("popular.md", "Popular", "")


def test_an_introduction_with_a_key_of_a_post_is_still_an_introduction() -> None:
    files = {"roses/index.md": front_matter({"title": "Roses", "date": "2026-03-01"})}

    catalog = read_garden(files)

    assert messages(catalog.problems) == [
        "roses/index.md: date: is not a key we know; remove it, or use "
        "description, further_reading, hide, search, template, title"
    ]


@pytest.mark.parametrize(
    ("uri", "title"),
    [
        ("index.md", "Home"),
        ("sources/index.md", "Sources"),
        ("about/how-we-work.md", "How we work"),
        ("about/README.md", "About"),
    ],
)
def test_a_page_without_a_title_is_named_after_its_file(uri: str, title: str) -> None:
    assert read_garden({uri: "Plants.\n"}).pages[uri].title == title


@pytest.mark.parametrize("key", PAGE_KEYS)
def test_a_page_may_have_the_keys_of_the_theme(key: str) -> None:
    value = {"hide": ["toc"], "search": {"exclude": True}}.get(key, "text")

    catalog = read_garden({"about/how.md": front_matter({key: value})})

    assert messages(catalog.problems) == []


def test_keys_of_a_page_are_checked_like_those_of_a_post() -> None:
    meta = {"title": "<b>How</b>", "hide": "toc", "search": False, "tags": ["a"]}

    catalog = read_garden({"about/how.md": front_matter(meta)})

    assert messages(catalog.problems) == [
        "about/how.md: tags: is not a key we know; remove it, or use "
        "description, hide, search, template, title",
        "about/how.md: hide: is not a list; write each item on a line of its own, after `- `",
        "about/how.md: search: is not a group of keys; write `key: value` lines below it",
        "about/how.md: title: has HTML in it; write it as plain text",
    ]


@pytest.mark.parametrize(
    "line",
    ["search: {true: x}", "search: {null: x}", "hide: [toc, {true: a}]", "hide: &a [*a]"],
)
def test_what_no_template_could_read_is_a_problem_and_is_not_handed_to_it(line: str) -> None:
    catalog = read_garden({"about/how.md": f"---\ntitle: How\n{line}\n---\n"})

    assert messages(catalog.problems)[0].startswith(f"about/how.md: {line.partition(':')[0]}")
    assert catalog.theme_meta("about/how.md") == {"title": "How"}


def test_sources_and_authors_are_found_by_their_key() -> None:
    catalog = read_garden({"sources/doe2015sand.md": source_file()})

    assert list(catalog.sources) == ["doe2015sand", "smith2011roses"]
    assert catalog.authors == {"editors": Page("about/authors/editors.md", "The editors", "")}
    assert not catalog.pages.keys() & {"about/authors/editors.md", "sources/smith2011roses.md"}


def test_the_footer_has_what_is_cited_first_and_then_what_the_post_names() -> None:
    files = {
        "roses/pruning.md": post_file(sources=["smith2011roses", "nobody", "doe2015sand"]),
        "sources/doe2015sand.md": source_file(),
        "sources/roe2016loam.md": source_file(title="Roses in loam"),
    }

    catalog = read_garden(files)

    cited = PageCitations(keys=("roe2016loam", "doe2015sand"))
    footer = catalog.footer("roses/pruning.md", cited)
    assert [source.key for source in footer] == ["roe2016loam", "doe2015sand", "smith2011roses"]
    assert catalog.footer("roses/index.md", PageCitations()) == ()


def test_a_reviewer_is_a_person_with_a_page() -> None:
    files = {
        "about/authors/doe.md": front_matter({"title": "Al Doe"}),
        "about/authors/club.md": front_matter({"title": "The club", "kind": "group"}),
        "roses/a.md": post_file(reviewed_by={"author": "doe", "date": "2026-03-02"}),
        "roses/b.md": post_file(reviewed_by={"author": "club", "date": "2026-03-02"}),
        "roses/c.md": post_file(reviewed_by={"author": "roe", "date": "2026-03-02"}),
        "roses/d.md": post_file(),
    }

    catalog = read_garden(files)

    signed = {uri: catalog.signed_off_by(post) for uri, post in catalog.by_uri.items()}
    assert [page.title for page in signed["roses/a.md"]] == ["Al Doe"]
    assert signed["roses/c.md"] == signed["roses/d.md"] == ()
    assert messages(catalog.problems) == [
        "roses/b.md: reviewed_by.author: `club` is a group; "
        "name a person, and say there what the person knows of the subject",
        "roses/c.md: reviewed_by.author: there is no author `roe`; "
        "add docs/about/authors/roe.md or correct the key",
    ]


def test_a_topic_offers_further_reading_that_is_there() -> None:
    keys = {"title": "Roses", "further_reading": ["smith2011roses", "nobody"]}

    catalog = read_garden({"roses/index.md": front_matter(keys)})

    assert catalog.further_reading == {"roses": ("smith2011roses", "nobody"), "trees": ()}
    assert messages(catalog.problems) == [
        "roses/index.md: further_reading[1]: there is no source `nobody`; "
        "add docs/sources/nobody.md or correct the key"
    ]


def test_a_source_that_cannot_be_read_is_told_once_wherever_it_is_named() -> None:
    files = {
        "sources/doe2012sand.md": source_file(type="bok", draft=True),
        "roses/a.md": post_file(sources=["doe2012sand"]),
    }

    catalog = read_garden(files, notices=b"key,type,date,URL\ndoe2012sand,correction,,\n")

    assert [str(problem) for problem in catalog.problems] == [
        "sources/doe2012sand.md: draft: is not a key we know; remove it, or use a word from the "
        "writers' guide",
        "sources/doe2012sand.md: type: is `bok`; did you mean `book`?",
    ]


def test_a_notice_in_the_data_stands_with_its_source() -> None:
    notices = b"key,type,date,URL\nsmith2011roses,retraction,2026-02-01,\nnobody,correction,,\n"

    catalog = read_garden({}, notices=notices)

    notice = catalog.sources["smith2011roses"].notice
    assert notice is not None
    assert (notice.type, notice.date, notice.alarms) == ("retraction", "2026-02-01", True)
    assert [problem.file for problem in catalog.problems] == ["data/notices.csv"]


def test_a_post_is_written_by_its_own_authors_or_by_those_of_the_settings() -> None:
    files = {
        "roses/a.md": post_file(),
        "roses/b.md": post_file(authors=["smith", "nobody"]),
        "about/authors/smith.md": front_matter({"title": "Jo Smith"}),
    }

    catalog = read_garden(files, settings=Settings(authors=("editors",)))

    names = {
        uri: [page.title for page in catalog.written_by(post)]
        for uri, post in catalog.by_uri.items()
    }
    assert names == {"roses/a.md": ["The editors"], "roses/b.md": ["Jo Smith"]}


def test_pictures_are_looked_for_among_the_other_files() -> None:
    image = {"src": "rose.jpg", "alt": "A rose bush", "credit": "smith2011roses"}

    catalog = read_garden({"roses/a.md": post_file(image=image)}, media=["roses/rose.jpg"])

    assert messages(catalog.problems) == []


def test_a_record_nobody_can_read_is_named_once() -> None:
    files = {
        "sources/doe2015sand.md": "---\ntitle: Sand: a love story\n---\n",
        "roses/pruning.md": post_file(sources=["doe2015sand"]),
    }

    catalog = read_garden(files)

    assert messages(catalog.problems) == [f"sources/doe2015sand.md: line 2: {NOT_YAML}"]
    assert list(catalog.sources) == ["smith2011roses"]


def test_a_post_nobody_can_read_is_named_once() -> None:
    catalog = read_garden({"roses/pruning.md": "---\ntitle: Pruning: a guide\n---\n"})

    assert messages(catalog.problems) == [f"roses/pruning.md: line 2: {NOT_YAML}"]
    assert catalog.posts == ()


def test_a_page_nobody_can_read_is_named_once() -> None:
    catalog = read_garden({"about/how.md": "---\ntitle: How: a guide\n---\n"})

    assert messages(catalog.problems) == [f"about/how.md: line 2: {NOT_YAML}"]


def test_a_file_of_another_encoding_is_named_once_wherever_it_lies() -> None:
    raw = post_file(title="Élan").encode("latin-1")

    catalog = read_garden({"roses/a.md": raw, "sources/a.md": raw, "about/a.md": raw})

    assert messages(catalog.problems) == [
        f"{uri}: line 2: is not UTF-8; save the file as UTF-8 in your editor"
        for uri in ("about/a.md", "roses/a.md", "sources/a.md")
    ]


@pytest.mark.parametrize("text", ["", "Cut above a bud.\n", "title: Pruning\n\nCut.\n"])
@pytest.mark.parametrize("uri", ["roses/a.md", "sources/a.md"])
def test_a_file_without_front_matter_is_told_once_how_to_begin(uri: str, text: str) -> None:
    catalog = read_garden({uri: text})

    assert messages(catalog.problems) == [
        f"{uri}: front matter: there is none; begin the file with a line of three hyphens (---)"
    ]


def test_front_matter_without_its_keys_is_told_what_it_lacks() -> None:
    catalog = read_garden({"sources/empty.md": "---\n---\n"})

    assert messages(catalog.problems) == [
        "sources/empty.md: type: is missing; add `type:`",
        "sources/empty.md: title: is missing; add `title:`",
    ]


def test_a_key_given_twice_does_not_hide_the_other_problems() -> None:
    files = {"roses/a.md": post_file(description=None).replace("---\n", "---\ntitle: A\n", 1)}

    catalog = read_garden(files)

    assert messages(catalog.problems) == [
        "roses/a.md: line 3: has the key `title` a second time; keep one of them",
        "roses/a.md: description: is missing; add `description:`",
    ]


def test_a_former_address_leads_to_the_post_that_has_it() -> None:
    catalog = read_garden({"roses/a.md": post_file(former=["/2016/03/a.html", "/old/"])})

    assert catalog.former == {"/2016/03/a.html": "roses/a.md", "/old/": "roses/a.md"}
    assert messages(catalog.problems) == []


def test_a_draft_is_not_published_and_may_be_unfinished() -> None:
    files = {
        "roses/draft.md": post_file(
            draft=True, date="2026-12-24", reviewed="2026-03-01", sources=["nobody"], slug="x"
        ),
        "roses/note.md": front_matter({"draft": True}),
    }

    catalog = read_garden(files)

    assert catalog.posts == ()
    assert [post.uri for post in catalog.drafts] == ["roses/draft.md"]
    assert catalog.unpublished == {"roses/draft.md", "roses/note.md"}
    assert messages(catalog.problems) == []
    assert messages(catalog.draft_problems) == [
        "roses/draft.md: slug: is not a key we know; remove it, or use aliases, authors, "
        "changes, date, description, draft, former, image, related, review_due, reviewed, "
        "reviewed_by, sources, title, updated",
        "roses/draft.md: reviewed: 2026-03-01 is before `date`; write the same day or a later one",
        "roses/note.md: title: is missing; add `title:`",
        "roses/note.md: description: is missing; add `description:`",
        "roses/note.md: date: is missing; add `date:`",
        "roses/note.md: reviewed: is missing; add `reviewed:`",
        "roses/draft.md: sources[0]: there is no source `nobody`; "
        "add docs/sources/nobody.md or correct the key",
    ]


@pytest.mark.parametrize("draft", ["true", "yes, please", 1])
def test_a_draft_mark_nobody_understands_is_reported_and_keeps_the_post_back(
    draft: object,
) -> None:
    catalog = read_garden({"roses/draft.md": post_file(draft=draft)})

    assert catalog.posts == ()
    assert catalog.unpublished == {"roses/draft.md"}
    assert [problem.key for problem in catalog.problems] == ["draft"]


def test_a_post_that_is_no_draft_is_published() -> None:
    catalog = read_garden({"roses/a.md": post_file(draft=False), "roses/b.md": post_file()})

    assert len(catalog.posts) == 2
    assert catalog.unpublished == frozenset()


def test_problems_found_before_come_first() -> None:
    before = Problem("mkdocs.yml", "extra.popular", "is odd", "mend it")

    catalog = read_garden({"sources/empty.md": b""}, problems=[before])

    assert catalog.problems[0] == before
    assert len(catalog.problems) == 2


def test_posts_and_sources_stay_off_the_menu_even_broken_ones() -> None:
    files: dict[str, str | bytes] = {
        "roses/a.md": post_file(),
        "roses/empty.md": b"",
        "sources/empty.md": b"",
        "lost.md": post_file(),
        "popular.md": front_matter({"title": "Popular"}),
    }

    catalog = read_garden(files)

    assert catalog.off_menu == {
        "lost.md",
        "roses/a.md",
        "roses/empty.md",
        "sources/empty.md",
        "sources/smith2011roses.md",
    }


FILES = st.dictionaries(
    st.sampled_from(
        [
            *("index.md", "about/a.md", "about/authors/a.md", "blog/a.md", "sources/a.md"),
            *("herbs/index.md", "herbs/a.md", "roses.md", "roses/a.md", "roses/b.md"),
            "roses/x/y.md",
        ]
    ),
    st.binary(max_size=40)
    | st.sampled_from(
        [
            post_file().encode(),
            post_file(former=["/roses/b/", "/old/"], authors=["a"], sources=["a"]).encode(),
            post_file(draft=True, former=["/old/"]).encode(),
            source_file(DOI="10.1000/roses").encode(),
            front_matter({"title": "A page"}).encode(),
        ]
    ),
)


@given(FILES, st.randoms(use_true_random=False))
def test_any_files_make_the_same_catalog_in_whatever_order_they_come(
    files: dict[str, bytes], random: Random
) -> None:
    turned = list(files.items())
    random.shuffle(turned)

    catalog = read_garden(files)

    assert read_garden(dict(turned)) == catalog
    assert catalog.documents.keys() == files.keys() | garden.GARDEN.keys()
    listed = [post.uri for topic in catalog.topics for post in topic.posts]
    assert sorted(listed) == sorted(post.uri for post in catalog.posts)


def test_a_site_without_topics_is_told_how_to_make_one() -> None:
    catalog = read_catalog(
        [("pruning.md", post_file().encode())],
        media=[],
        settings=Settings(),
        latest=TODAY,
        references=References(Store()),
    )

    assert messages(catalog.problems) == [
        "pruning.md: file: is a post outside a topic; "
        "make a folder with an `index.md`, which is a topic, and move it there"
    ]


def test_two_introductions_make_one_topic() -> None:
    readme = "---\ntitle: Roses again\ndescription: Twice.\n---\n"

    catalog = read_garden({"roses/README.md": readme})

    assert [topic.name for topic in catalog.topics] == ["roses", "trees"]

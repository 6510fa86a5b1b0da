"""What must agree between files: addresses, DOIs, and keys that name other files."""

from __future__ import annotations

import pytest

from sourcebook.settings import Settings
from tests.sourcebook.garden import front_matter, messages, post_file, read_garden, source_file


def test_a_source_without_a_record_is_named() -> None:
    catalog = read_garden({"roses/a.md": post_file(sources=["smith2011roses", "doe2015sand"])})

    assert messages(catalog.problems) == [
        "roses/a.md: sources[1]: there is no source `doe2015sand`; "
        "add docs/sources/doe2015sand.md or correct the key"
    ]


def test_a_source_of_a_picture_without_a_record_is_named() -> None:
    image = {"src": "rose.jpg", "alt": "A rose", "credit": "doe2015photo"}

    catalog = read_garden({"roses/a.md": post_file(image=image)}, media=["roses/rose.jpg"])

    assert messages(catalog.problems) == [
        "roses/a.md: image.credit: there is no source `doe2015photo`; "
        "add docs/sources/doe2015photo.md or correct the key"
    ]


def test_an_author_without_a_page_is_named() -> None:
    catalog = read_garden({"roses/a.md": post_file(authors=["editors", "smith"])})

    assert messages(catalog.problems) == [
        "roses/a.md: authors[1]: there is no author `smith`; "
        "add docs/about/authors/smith.md or correct the key"
    ]


def test_a_page_and_a_folder_of_one_name_have_one_address() -> None:
    catalog = read_garden({"roses.md": front_matter({"title": "Roses"})})

    assert messages(catalog.problems) == [
        "roses/index.md: file: gets the same address as roses.md (/roses/); rename one of the two"
    ]


def test_a_post_and_a_folder_of_one_name_have_one_address() -> None:
    files = {
        "roses/pruning.md": post_file(),
        "roses/pruning/index.md": front_matter({"title": "Pruning"}),
    }

    catalog = read_garden(files)

    assert messages(catalog.problems) == [
        "roses/pruning/index.md: file: is a post outside a topic; move it into a topic: roses, trees",
        "roses/pruning/index.md: file: gets the same address as roses/pruning.md "
        "(/roses/pruning/); rename one of the two",
    ]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("roses/pruning.md.txt", "rename it to pruning.md"),
        ("roses/pruning.txt", "rename it to pruning.md"),
        ("roses/My Pruning.MD", "rename it to my-pruning.md"),
        ("roses/pruning", "rename it to pruning.md"),
        ("roses/pruning.2.txt", "rename it to pruning-2.md"),
        ("sources/doe2015sand.md.TXT", "rename it to doe2015sand.md"),
        ("roses/pruning.docx", "save its text as pruning.md, in an editor for plain text"),
        ("roses/pruning.md.odt", "save its text as pruning.md, in an editor for plain text"),
    ],
)
def test_a_text_whose_name_ends_otherwise_is_named(name: str, remedy: str) -> None:
    catalog = read_garden({}, media=["data/notes.txt", "roses/a.svg", name])

    what = "is no page because of its ending, and is published as it is"
    assert messages(catalog.problems) == [f"{name}: file: {what}; {remedy}"]


def test_pictures_data_and_files_elsewhere_may_have_any_ending() -> None:
    media = ["roses/a--b.csv", "roses/a.svg", "roses/a.ipynb", "data/notes.txt", "robots.txt"]

    assert read_garden({}, media=[*media, "roses/deep/read.txt"]).problems == ()


def test_capitals_do_not_make_an_address_of_their_own() -> None:
    catalog = read_garden({"roses/Pruning.md": post_file(), "roses/pruning.md": post_file()})

    assert messages(catalog.problems)[:1] == [
        "roses/pruning.md: file: gets the same address as roses/Pruning.md "
        "(/roses/pruning/); rename one of the two"
    ]


def test_a_page_in_the_archive_is_in_the_way_of_the_build() -> None:
    files = {
        "blog/index.md": front_matter({"title": "Archive"}),
        "blog/2016.md": front_matter({"title": "My 2016"}),
    }

    catalog = read_garden(files)

    assert messages(catalog.problems) == [
        "blog/2016.md: file: lies in the archive; "
        "move it: the pages of `blog/` are made by the build"
    ]


def test_one_work_has_one_record_however_its_doi_is_spelled() -> None:
    files = {
        "sources/a.md": source_file(DOI="10.1000/roses"),
        "sources/b.md": source_file(DOI="https://doi.org/10.1000/ROSES"),
        "sources/c.md": source_file(DOI="doi:10.1000/Roses"),
        "sources/d.md": source_file(DOI="10.1000/trees"),
    }

    catalog = read_garden(files)

    assert messages(catalog.problems) == [
        "sources/b.md: DOI: names the same work as sources/a.md; keep one record and use its key",
        "sources/c.md: DOI: names the same work as sources/a.md; keep one record and use its key",
    ]


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("/trees/", "trees/index.md"),
        ("/sources/smith2011roses/", "sources/smith2011roses.md"),
        ("/roses/b/", "roses/b.md"),
    ],
)
def test_a_former_address_may_not_be_that_of_a_page(path: str, owner: str) -> None:
    files = {"roses/a.md": post_file(former=["/old/", path]), "roses/b.md": post_file()}

    catalog = read_garden(files)

    assert messages(catalog.problems) == [
        f"roses/a.md: former[1]: `{path}` belongs to {owner}; remove it from one of the two"
    ]


def test_a_former_address_belongs_to_one_post_the_newer_one() -> None:
    files = {
        "roses/old.md": post_file(former=["/2016/03/a.html"], date="2016-03-01"),
        "roses/new.md": post_file(former=["/2016/03/a.html"]),
    }

    catalog = read_garden(files)

    assert catalog.former == {"/2016/03/a.html": "roses/new.md"}
    assert messages(catalog.problems) == [
        "roses/old.md: former[0]: `/2016/03/a.html` belongs to roses/new.md; "
        "remove it from one of the two"
    ]


def test_settings_that_lead_nowhere_are_named() -> None:
    settings = Settings(
        authors=("editors", "nobody"),
        pinned=("roses/a.md", "roses/gone.md", "roses/index.md"),
        notice_page="about/gone.md",
        explained="about/evidence.md",
        help_page="about/help.md",
        counter="https://garden.goatcounter.com/count",
    )

    catalog = read_garden({"roses/a.md": post_file()}, settings=settings)

    assert messages(catalog.problems) == [
        "mkdocs.yml: extra.popular.pinned[1]: there is no published post `roses/gone.md`; "
        "correct or remove it",
        "mkdocs.yml: extra.popular.pinned[2]: there is no published post `roses/index.md`; "
        "correct or remove it",
        "mkdocs.yml: extra.posts.authors[1]: there is no published author `nobody`; "
        "correct or remove it",
        "mkdocs.yml: extra.posts.notice_page: there is no published page `about/gone.md`; "
        "correct or remove it",
        "mkdocs.yml: extra.sources.explained: there is no published page `about/evidence.md`; "
        "correct or remove it",
        "mkdocs.yml: extra.search.help_page: there is no published page `about/help.md`; "
        "correct or remove it",
        "mkdocs.yml: extra.popular.counter: readers are counted, and there is no page "
        "`about/privacy.md` to say so; write that page, or remove the setting",
    ]


def test_settings_that_lead_to_drafts_are_named() -> None:
    blog = {"id": "1", "format": "legacy"}
    draft = front_matter({"title": "Jane", "blogger": blog, "draft": True})
    settings = Settings(authors=("jane",), notice_page="about/how.md")

    catalog = read_garden(
        {"about/authors/jane.md": draft, "about/how.md": draft}, settings=settings
    )

    assert messages(catalog.problems) == [
        "mkdocs.yml: extra.posts.authors[0]: there is no published author `jane`; "
        "correct or remove it",
        "mkdocs.yml: extra.posts.notice_page: there is no published page `about/how.md`; "
        "correct or remove it",
    ]


def test_settings_that_lead_somewhere_are_fine() -> None:
    settings = Settings(authors=("editors",), pinned=("roses/a.md",), notice_page="about/how.md")
    files = {"roses/a.md": post_file(), "about/how.md": front_matter({"title": "How"})}

    catalog = read_garden(files, settings=settings)

    assert messages(catalog.problems) == []
    assert catalog.settings == settings


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Pruning.md", "pruning.md"),
        ("when to prune.md", "when-to-prune.md"),
        ("When  To Prune.md", "when-to-prune.md"),
        ("When v1.2.md", "when-v1-2.md"),
    ],
)
def test_a_name_that_makes_an_awkward_address_is_answered_with_a_better_one(
    name: str, better: str
) -> None:
    catalog = read_garden({f"roses/{name}": post_file()})

    assert messages(catalog.problems) == [
        f"roses/{name}: file: has spaces or capitals in its name, and so in its address; "
        f"rename it to {better}"
    ]


ACUTE = "\N{COMBINING ACUTE ACCENT}"


@pytest.mark.parametrize("folder", ["roses", "sources"])
@pytest.mark.parametrize(
    ("name", "odd", "better"),
    [
        ("what?", "`?`", "what"),
        ("no#1", "`#`", "no-1"),
        ("100%", "`%`", "100"),
        ("a&b", "`&`", "a-b"),
        ("my_post", "`_`", "my-post"),
        ("(a+b)", "`(` and `+` and `)`", "a-b"),
        ("what's-new", "`'`", "whats-new"),
        ("-a-", "a hyphen at an end", "a"),
        (f"e{ACUTE}lan", "accents that are signs of their own (type it anew)", "\xe9lan"),
    ],
)
def test_a_name_with_signs_is_answered_with_one_without(
    folder: str, name: str, odd: str, better: str
) -> None:
    text = post_file() if folder == "roses" else source_file()

    catalog = read_garden({f"{folder}/{name}.md": text})

    assert messages(catalog.problems) == [
        f"{folder}/{name}.md: file: has {odd} in its name, and so in its address; "
        f"rename it to {better}.md"
    ]


def test_a_name_of_signs_alone_is_told_what_names_are_made_of() -> None:
    catalog = read_garden({"roses/???.md": post_file()})

    assert messages(catalog.problems) == [
        "roses/???.md: file: has `?` in its name, and so in its address; "
        "rename it: use small letters, digits and hyphens"
    ]


@pytest.mark.parametrize(
    ("folder", "odd", "remedy"),
    [
        ("Back Pain", "spaces or capitals", "rename it to back-pain"),
        ("rückenschmerz_&_mehr", "`_` and `&`", "rename it to rückenschmerz-mehr"),
        ("???", "`?`", "rename it: use small letters, digits and hyphens"),
    ],
)
@pytest.mark.parametrize("index", ["index.md", "README.md"])
def test_a_topic_is_named_like_a_post_and_its_folder_told_once(
    folder: str, odd: str, remedy: str, index: str
) -> None:
    posts = {f"{folder}/{name}.md": post_file() for name in ("pruning", "watering")}

    catalog = read_garden({f"{folder}/{index}": front_matter({"title": "Any"}), **posts})

    assert messages(catalog.problems) == [
        f"{folder}/{index}: folder: has {odd} in its name, and so in its address; {remedy}"
    ]


@pytest.mark.parametrize(
    "name", ["\xe9lan", "장미", "розы-2", "गुलाब", "2016", "roses--2", "stra\xdfe"]
)
def test_letters_of_every_script_make_a_name(name: str) -> None:
    catalog = read_garden({f"roses/{name}.md": post_file()})

    assert messages(catalog.problems) == []


@pytest.mark.parametrize(
    ("key", "remedy"),
    [
        ("Jane Doe", "write `jane-doe` and add docs/about/authors/jane-doe.md, or correct the key"),
        ("The Editors", "write `the-editors` and add docs/about/authors/the-editors.md, "
                        "or correct the key"),
        ("Editors", "write `editors`"),
        ("jane", "add docs/about/authors/jane.md or correct the key"),
        ("?", "add docs/about/authors/?.md or correct the key"),
    ],
)  # fmt: skip
def test_an_author_is_named_by_a_name_for_a_file(key: str, remedy: str) -> None:
    reviewer = {"author": key, "date": "2026-03-02"}

    catalog = read_garden({"roses/a.md": post_file(authors=[key], reviewed_by=reviewer)})

    assert messages(catalog.problems) == [
        f"roses/a.md: authors[0]: there is no author `{key}`; {remedy}",
        f"roses/a.md: reviewed_by.author: there is no author `{key}`; {remedy}",
    ]


def test_a_draft_may_have_any_name() -> None:
    catalog = read_garden({"roses/Draft of mine.md": post_file(draft=True)})

    assert messages(catalog.problems) == []


@pytest.mark.parametrize("path", ["/old/", "/roses/a/"])
def test_a_post_may_have_lived_where_it_lives(path: str) -> None:
    catalog = read_garden({"roses/a.md": post_file(former=["/old/", path])})

    assert messages(catalog.problems) == []


def test_works_without_a_doi_are_not_one_work() -> None:
    catalog = read_garden({"sources/a.md": source_file(), "sources/b.md": source_file()})

    assert messages(catalog.problems) == []


def test_a_source_in_a_folder_of_its_own_is_told_where_to_go() -> None:
    catalog = read_garden({"sources/old/doe.md": source_file(title="Sand")})

    assert messages(catalog.problems) == [
        "sources/old/doe.md: file: is a source in a folder of its own; "
        "move it into docs/sources/ itself"
    ]


def test_a_file_with_another_ending_of_markdown_is_told_so() -> None:
    catalog = read_garden({"roses/pruning.v2.markdown": post_file()})

    assert messages(catalog.problems)[:1] == [
        "roses/pruning.v2.markdown: file: has the ending `.markdown`; rename it to end in `.md`"
    ]


def test_an_item_is_counted_as_the_writer_sees_it() -> None:
    sources = ["smith2011roses", "smith2011roses.md", " nobody.md"]

    catalog = read_garden({"roses/pruning.md": post_file(sources=sources)})

    assert messages(catalog.problems) == [
        "roses/pruning.md: sources[2]: there is no source `nobody`; "
        "add docs/sources/nobody.md or correct the key"
    ]
    assert catalog.posts[0].sources == ("smith2011roses", "nobody")

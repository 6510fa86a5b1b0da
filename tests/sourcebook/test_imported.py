"""Files that were taken in from a former blog: where they were, and what is left to do."""

from __future__ import annotations

from sourcebook.citation_syntax import read_page
from sourcebook.findings import find_work
from sourcebook.imported import LEFT_TO_DO
from tests.sourcebook.garden import TODAY, front_matter, messages, read_garden

BLOGGER = {"id": "1", "path": "/2016/04/a.html", "format": "legacy"}
SIGNED = {"author": "jo", "date": "2016-04-06"}
POST = {
    "title": "Pruning <i>roses</i>",
    "date": "2016-04-05",
    "labels": ["Red"],
    "blogger": BLOGGER,
}


def test_what_a_former_blog_cannot_give_is_work_and_stops_no_build() -> None:
    todo = {**BLOGGER, "todo": ["description", "topic"]}
    catalog = read_garden(
        {"roses/a.md": front_matter({**POST, "blogger": todo, "title": "x" * 70})}
    )

    assert messages(catalog.problems) == []
    post = catalog.by_uri["roses/a.md"]
    assert (post.title, post.description) == ("x" * 70, "x" * 70)
    assert (post.reviewed, post.review_due) == (None, None)
    page = read_page(catalog.documents["roses/a.md"], catalog.sources, [], {})
    found = find_work(catalog, {"roses/a.md": page}, [], problems=[], today=TODAY)
    assert [f"{f.kind}: {f.what}" for f in found if f.file == "roses/a.md"] == [
        "imported: description: is missing",
        "imported: has a description made of its first sentences",
        "imported: has a topic that was guessed or is none",
        "imported: reviewed: is missing",
        "imported: sources: there is none",
        "imported: title: has 70 characters",
    ]
    assert all(remedy for _, remedy in LEFT_TO_DO.values())
    remedies = [f.remedy for f in found if f.what == LEFT_TO_DO["topic"][0]]
    assert remedies == [f"{LEFT_TO_DO['topic'][1]}, then take `topic` out of `todo`"]


def test_a_post_of_a_former_blog_that_names_a_source_needs_no_other() -> None:
    keys = {**POST, "sources": ["smith2011roses"]}
    catalog = read_garden({"roses/a.md": front_matter(keys)})

    found = find_work(catalog, {}, [], problems=[], today=TODAY)

    assert not any(f.what == "sources: there is none" for f in found)


def test_a_post_without_title_has_the_name_of_its_file_and_one_without_date_is_none() -> None:
    catalog = read_garden(
        {
            "roses/a.md": front_matter({**POST, "title": None}),
            "roses/b.md": front_matter({**POST, "date": None}),
        }
    )

    assert [(post.title, post.description) for post in catalog.posts] == [("a", "")]
    assert messages(catalog.problems) == ["roses/b.md: date: is missing; add `date:`"]


def test_a_description_that_is_there_stays() -> None:
    catalog = read_garden({"roses/a.md": front_matter({**POST, "description": "Red roses."})})

    assert [post.description for post in catalog.posts] == ["Red roses."]


def test_keys_of_a_former_blog_belong_to_its_posts_alone_and_are_checked() -> None:
    catalog = read_garden(
        {
            "roses/a.md": front_matter({**POST, "labels": "x", "blogger": {"todo": ["z"], "q": 1}}),
            "roses/b.md": front_matter({"labels": ["x"]}),
        }
    )

    assert messages(catalog.problems)[:5] == [
        "roses/a.md: blogger.q: is not a key we know; remove it, or use format, id, path, published, "
        "sources_line, todo, updated",
        "roses/a.md: blogger.id: is missing; add `id:`",
        "roses/a.md: blogger.format: is missing; add `format:`",
        f"roses/a.md: blogger.todo: `z` is not a word we know; use {', '.join(LEFT_TO_DO)}",
        "roses/a.md: labels: is not a list; write each item on a line of its own, after `- `",
    ]
    assert any(
        "roses/b.md: labels: is not a key we know" in each for each in messages(catalog.problems)
    )


def test_what_is_wrong_with_a_draft_of_a_former_blog_is_open_and_stops_no_build() -> None:
    draft = front_matter({**POST, "draft": True})

    catalog = read_garden({"herbs/a.md": draft, "about/b.md": draft})

    assert messages(catalog.problems) == []
    assert messages(catalog.draft_problems) == [
        "about/b.md: date: is not a key we know; remove it, or use blogger, description, draft, "
        "former, hide, labels, search, template, title",
        "herbs/a.md: file: is a post outside a topic; move it into a topic: roses, trees; "
        "or make `herbs` a topic: add herbs/index.md",
    ]
    assert catalog.unpublished == {"about/b.md", "herbs/a.md"}
    published = read_garden({"herbs/a.md": front_matter(POST)})
    assert messages(published.problems) == messages(catalog.draft_problems)[1:]


def test_who_is_named_by_a_published_post_is_published() -> None:
    def read(**keys: object) -> list[str]:
        post = front_matter({**POST, "authors": ["jo"], "reviewed_by": SIGNED, **keys})
        author = front_matter({"title": "Jo", "draft": True, "blogger": BLOGGER})
        catalog = read_garden({"roses/a.md": post, "about/authors/jo.md": author})
        return messages([*catalog.problems, *catalog.draft_problems])

    rest = "the page of `jo` is a draft; remove `draft: true` from docs/about/authors/jo.md"
    assert read(draft=True) == []
    assert read() == [
        f"roses/a.md: authors[0]: {rest}",
        f"roses/a.md: reviewed_by.author: {rest}",
    ]


def test_pages_of_a_former_blog_have_addresses_and_may_be_drafts() -> None:
    page = {
        "title": "About <b>us</b>",
        "blogger": {"id": "9", "format": "legacy"},
        "former": ["/p/about.html"],
    }
    catalog = read_garden(
        {
            "about/us.md": front_matter(page),
            "about/them.md": front_matter({**page, "former": ["/p/about.html"], "draft": True}),
            "about/plain.md": front_matter({"title": "x", "former": ["/p/x.html"]}),
        }
    )

    assert catalog.former == {"/p/about.html": "about/them.md"}
    assert catalog.unpublished == {"about/them.md"}
    assert {"about/us.md", "about/them.md"} <= catalog.off_menu
    found = find_work(catalog, {}, [], problems=[], today=TODAY)
    assert [f"{f.file}: {f.what}" for f in found if f.kind == "imported"] == [
        "about/them.md: title: has HTML in it",
        "about/us.md: title: has HTML in it",
    ]
    assert "about/plain.md" not in catalog.off_menu
    assert [each for each in messages(catalog.problems) if "former" in each] == [
        "about/plain.md: former: is not a key we know; remove it, or use description, hide, search, "
        "template, title",
        "about/us.md: former[0]: `/p/about.html` belongs to about/them.md; remove it from one of the two",
    ]

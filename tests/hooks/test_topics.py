"""Lists of posts, the menu, and the way from post to post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site import GARDEN, build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

MANY = {
    f"roses/p{number:02}.md": post(title=f"Post {number:02}", date=f"2026-01-{number:02}")
    for number in range(1, 13)
}


def test_a_topic_lists_its_posts_newest_first_with_all_a_reader_wants_to_know(
    tmp_path: Path,
) -> None:
    files = {
        "roses/old.md": post(title="Old", date="2025-05-05", body="word " * 450),
        "roses/new.md": post(title="New"),
        "trees/oak.md": post(title="Oak"),
    }

    site = build_site(tmp_path, files, strict=True)

    article = site.article("roses/")
    assert texts(article, ".posts__title") == ["New", "Old"]
    assert texts(article, ".posts__summary")[0].startswith("What to cut")
    assert texts(article, ".posts__facts") == [
        "1 March 2026 · 1 min read",
        "5 May 2025 · 3 min read",
    ]
    assert [a["href"] for a in article.select(".posts__title a")] == ["new/", "old/"]


def test_a_name_with_signs_of_html_stands_in_the_menu_as_it_is_written(tmp_path: Path) -> None:
    name = "Women's & men's roses"
    files = {"roses/index.md": f'---\ntitle: "{name}"\n---\n', "roses/a.md": post()}

    site = build_site(tmp_path, files, strict=True)

    page = site.page("roses/a/")
    assert name in texts(page, ".menu__link")
    assert f"More in {name}" in texts(page, "summary")
    assert texts(page, ".md-path__link")[-1] == name


def test_the_letters_of_a_topic_stay_as_the_writer_has_typed_them(tmp_path: Path) -> None:
    topic = "---\ntitle: DIY hives\ndescription: Boxes.\nfurther_reading: [other]\n---\n\nWood.\n"
    files = {
        "hives/index.md": topic,
        "hives/a.md": post(),
        "sources/other.md": GARDEN["sources/smith2011roses.md"],
        "data/page-views.csv": "path,date,views\n/hives/a/,2026-03-01,5\n",
    }

    site = build_site(tmp_path, files, strict=True)

    assert "Most read: DIY hives" in texts(site.article("popular/"), "h2")
    assert texts(site.article("hives/"), "h2") == [
        "Most read in this topic",
        "Posts on this topic",
        "Further reading",
    ]
    assert "diy hives" not in site.read("hives/") + site.read("popular/")


def test_home_lists_topics_in_the_order_of_the_menu_and_the_newest_posts(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**MANY, "trees/oak.md": post(title="Oak", date="2026-02-01")})

    article = site.article("")
    assert texts(article, ".topics a") == ["Trees", "Roses"]
    assert texts(article, ".topics .posts__facts") == ["1 post", "12 posts"]
    assert texts(article, ".posts__title") == [
        "Oak", "Post 12", "Post 11", "Post 10", "Post 09", "Post 08",
    ]  # fmt: skip


def test_previous_and_next_stay_inside_the_topic(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(title="A", date="2026-01-01"),
        "trees/b.md": post(title="B", date="2026-01-02"),
        "roses/c.md": post(title="C", date="2026-01-03"),
    }

    site = build_site(tmp_path, files)

    assert texts(site.article("roses/a/"), ".neighbours a") == ["Next in Roses C"]
    assert texts(site.article("roses/c/"), ".neighbours a") == ["Previous in Roses A"]
    assert texts(site.article("trees/b/"), ".neighbours a") == []
    assert [link["href"] for link in site.page("roses/a/").select("link[rel=next]")] == ["../c/"]


def test_the_menu_keeps_its_size_however_many_posts_there_are(tmp_path: Path) -> None:
    few = build_site(tmp_path / "few", dict(list(MANY.items())[:6]))
    many = build_site(tmp_path / "many", MANY)

    def menu(site: object) -> list[str]:
        page = site.page("popular/")  # type: ignore[attr-defined] # a Site
        return texts(page, "#menu a")

    assert len(menu(few)) == len(menu(many))
    assert menu(many)[-1:] != []
    assert [name for name in menu(many) if name.startswith("Post ")] == [
        "Post 12", "Post 11", "Post 10",
    ]  # fmt: skip


def test_the_topic_of_a_post_is_active_in_the_menu_and_the_breadcrumb(tmp_path: Path) -> None:
    site = build_site(tmp_path, MANY)

    page = site.page("roses/p01/")  # too old to stand in the menu itself
    active = page.select("#menu > ul > .menu__item--active")
    assert [texts(item, ".menu__link")[0] for item in active] == ["Roses"]
    assert texts(page, ".md-path__item") == ["Home", "Roses"]
    assert [a["href"] for a in page.select(".md-path__item a")] == ["../..", "../"]


def test_a_new_folder_with_an_introduction_is_a_topic_without_another_word(tmp_path: Path) -> None:
    files = {
        "herbs/index.md": GARDEN["roses/index.md"].replace("Roses", "Herbs"),
        "herbs/mint.md": post(),
    }

    site = build_site(tmp_path, files, strict=True)

    assert texts(site.article(""), ".topics a")[-1] == "Herbs"
    assert texts(site.page("herbs/mint/"), ".md-path__item") == ["Home", "Herbs"]
    assert "Herbs" in texts(site.page(""), "#menu > ul > li > a")[:4]


def test_a_topic_without_posts_says_so(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()}, strict=True)

    assert "There are no posts on this topic yet." in texts(site.article("trees/"), "p")

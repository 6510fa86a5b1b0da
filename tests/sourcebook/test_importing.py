"""`sourcebook import blogger`: from an export to a site that builds."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcebook.commands import importing
from sourcebook.commands.download import Downloader, Refused
from sourcebook.commands.main import main
from sourcebook.commands.project import write_whole
from tests.site import GARDEN, ROOT, Site, build_site, texts, write_files
from tests.sourcebook.importers.bars import measure
from tests.sourcebook.importers.exports import (
    SETTINGS_TABLE,
    archive,
    comment,
    entry,
    legacy,
    page,
    public,
    takeout,
    takeout_zip,
)
from tests.sourcebook.importers.real import REAL_EXPORTS
from tests.sourcebook.test_plan import PNG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.testing import Result

NOON = "1795435200"  # 2026-11-23T12:00:00Z
PICTURE = "http://1.bp.blogspot.com/x/s320/rose.png"
HTML = (
    f"<p>Cut above a bud.</p><img src='{PICTURE}'><p><a href='http://garden.blogspot.com/p/about-us.html'>us</a></p>"
    "<iframe src='//www.youtube.com/embed/abcdefghijk'></iframe><script>x</script>"
    "<p>Sources: JCOnline; Wikipedia</p>"
)
BLOG = legacy(
    entry(1, HTML, labels=("Roses",)),
    entry(2, status="DRAFT"),
    page(3),
    comment(4000000, 1),
    entry(
        5,
        "<h1>Word</h1>1. x<br><br>@me [y] <b>z</b>",
        title='Roses: "red" # <b>' + "x" * 70,
        labels=("C#",),
    ),
    entry(6, "", title="", path="/2016/04/blog-post.html", published="2016-04-01T00:00:00Z"),
)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a garden, with an export beside it, and work there."""
    write_files(
        tmp_path, {"mkdocs.yml": "site_name: Garden\ntheme: {language: en}\n", "blog.xml": BLOG}
    )
    write_files(tmp_path / "docs", GARDEN)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    return tmp_path


def run(*options: object) -> Result:
    return CliRunner().invoke(
        main, ["import", "blogger", *map(str, options)], catch_exceptions=False
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file()
    }


def test_an_import_makes_a_site_that_builds(project: Path, tmp_path: Path) -> None:
    before = tree(project / "docs").keys()

    result = run("blog.xml")

    assert result.exit_code == 1
    to_look_at = [line for line in result.output.splitlines() if line.startswith("to look at: ")]
    assert "to look at: has a description made of its text: 5" in to_look_at
    assert [line for line in result.output.splitlines() if line not in to_look_at] == [
        "The Garden, a backup of a blog (Blogger's own XML)",
        "11 entries: 1 comment, 1 page, 3 posts; as drafts 1 post; 4 settings and 1 template left out",
        "files: 10 new, 0 changed, 0 moved, 0 as they were, 0 edited by hand",
        "loss: roses/pruning-roses-1.md: script (1)",
        f"The report is in {project / 'import-report/report.md'}.",
    ]
    assert tree(project / "docs").keys() - before == {
        ".import/blogger-7000000000000000001.json",
        "about/about-us.md",
        "about/authors/jo-smith.md",
        "about/former-blog.md",
        "roses/pruning-roses-1.md",
        "sources/jconline.md",
        "sources/wikipedia.md",
        "unsorted/blog-post.md",
        "unsorted/index.md",
        "unsorted/pruning-roses-2.md",
        "unsorted/pruning-roses-5.md",
    }
    files = {k: v for k, v in tree(project / "docs").items() if not k.startswith(".")}
    site = build_site(tmp_path / "built", files, strict=True)
    assert site.warnings == []
    article = site.article("roses/pruning-roses-1/")
    assert texts(article, ".sources-line") == ["Sources: JCOnline ; Wikipedia"]
    assert article.select_one("a[href='../../about/about-us/']")
    assert article.select_one("#c4000000")
    assert texts(article, ".review") == [
        "Last updated: 6 April 2016 From a former blog, and not yet checked against its sources."
    ]
    assert texts(site.article("unsorted/pruning-roses-5/"), ".sources-line") == [
        "This post names no source yet."
    ]
    assert not (site.path / "unsorted/pruning-roses-2").exists()
    bars = measure(BLOG, project / "docs", site.path)
    assert (bars.missing, bars.published_but_not_live, bars.links_lost, bars.images_lost) == (
        [],
        [],
        [],
        [],
    )
    assert bars.stubs_wrong == []
    assert bars.kept == 1.0
    assert json.loads((project / "import-report/redirects.json").read_text())[0] == {
        "from": "/2016/04/blog-post.html",
        "to": "/unsorted/blog-post/",
        "id": "6",
    }
    assert "location.replace" in (project / "import-report/snippet.html").read_text()


def test_drafts_publish_nothing_and_say_what_they_lack_once_they_are_published(
    project: Path, tmp_path: Path
) -> None:
    draft = entry(2, status="DRAFT", title="Thyme", author="Ann Oak", labels=("Herbs",))
    (project / "b.xml").write_bytes(legacy(entry(1, labels=("Roses",)), draft))
    (project / "topics.yml").write_text("herbs: {labels: [Herbs]}\n")
    post, author = "herbs/thyme.md", "about/authors/ann-oak.md"

    def build(name: str) -> Site:
        files = {k: v for k, v in tree(project / "docs").items() if not k.startswith(".")}
        return build_site(tmp_path / name, files)

    def publish(uri: str) -> None:
        path = project / "docs" / uri
        path.write_text(path.read_text().replace("draft: true\n", ""))

    run("b.xml", "--topics", "topics.yml")
    kept_back = build("kept-back")
    publish(post)
    published = build("published")
    write_files(project / "docs/herbs", {"index.md": "---\ntitle: Herbs\n---\n\nThey smell.\n"})
    half = build("half")
    publish(author)
    whole = build("whole")

    assert kept_back.warnings == []
    assert not (kept_back.path / "herbs").exists()
    assert not (kept_back.path / "about/authors/ann-oak").exists()
    shown = b"".join(tree(kept_back.path).values())
    assert not [word for word in (b"Thyme", b"Ann Oak", b"Herbs") if word in shown]
    assert "catalog: herbs/thyme.md: file: is a post outside a topic" in published.warnings[0]
    assert half.warnings == [
        "catalog: herbs/thyme.md: authors[0]: the page of `ann-oak` is a draft; "
        "remove `draft: true` from docs/about/authors/ann-oak.md"
    ]
    assert whole.warnings == []
    assert texts(whole.article("herbs/thyme/"), ".byline a")[0] == "Ann Oak"


def test_headings_in_lists_stop_no_build(project: Path, tmp_path: Path) -> None:
    item = "<li><h3>Sun</h3><h2>Soil</h2></li>"
    html = f"<ul>{item}<li>Water<ul><li><h2>Sun</h2><h2>Soil</h2></li></ul></li></ul>"
    (project / "b.xml").write_bytes(legacy(entry(1, html)))
    run("b.xml")
    files = {k: v for k, v in tree(project / "docs").items() if not k.startswith(".")}

    site = build_site(tmp_path / "built", files, strict=True)

    said = texts(site.article("unsorted/pruning-roses-1/"), "li strong")
    assert said == ["Sun", "Soil", "Sun", "Soil"]


def test_comments_stand_below_their_post_as_readers_see_them(project: Path, tmp_path: Path) -> None:
    said = (
        "Well <b>said</b>, jo@example.org: <a href='http://x.org/'>see</a>"
        "<script>x</script><img src='http://x.org/a.png'>"
    )
    raw = legacy(
        entry(1, "<p><a href='#comment-form'>Say something</a></p>", labels=("Roses",)),
        comment(400001, 1, said, author="Ann", published="2016-04-07T08:00:00Z"),
        comment(400002, 1, "Indeed", answers=400001, author="", published="2016-04-08T08:00:00Z"),
        comment(400003, 1, "Later", author="Bo", published="2016-04-09T08:00:00Z"),
        page(3),
        comment(400004, 3, "Hello"),
    )
    (project / "b.xml").write_bytes(raw)
    run("b.xml")
    files = {k: v for k, v in tree(project / "docs").items() if not k.startswith(".")}

    site = build_site(tmp_path / "built", files, strict=True)

    assert site.warnings == []
    article = site.article("roses/pruning-roses-1/")
    form, heading = article.select("#comment-form, #comments")
    assert (form.get_text(), heading.name) == ("", "h2")
    assert heading.get_text().startswith("Comments on the former blog")
    assert article.select_one("p > a[href='#comment-form']")
    assert texts(article, "blockquote:has(#c400001) > p") == [
        "Ann , 7 April 2016",
        "Well said , (e-mail address removed): see",
        "Bo , 9 April 2016",
        "Later",
    ]
    assert texts(article, "blockquote blockquote:has(#c400002) > p") == [
        "Anonymous , 8 April 2016",
        "Indeed",
    ]
    [link] = article.select("blockquote a[href]")
    assert (link["href"], link["rel"]) == ("http://x.org/", ["nofollow", "ugc"])
    assert texts(article, "blockquote strong") == ["Ann", "said", "Anonymous", "Bo"]
    assert article.select("blockquote img, blockquote script") == []
    assert texts(site.article("about/about-us/"), "blockquote p")[-1] == "Hello"
    assert "Indeed" not in site.read("search/search_index.json")


def test_former_lists_of_posts_lead_to_the_page_of_the_former_blog(
    project: Path, tmp_path: Path
) -> None:
    week = "2016_04_03_archive.html"
    html = f"<a href='http://garden.blogspot.com/{week}'>that week</a>"
    (project / "b.xml").write_bytes(legacy(entry(1, html, labels=("Red roses",))))
    run("b.xml")
    files = {k: v for k, v in tree(project / "docs").items() if not k.startswith(".")}

    site = build_site(tmp_path / "built", files, strict=True)

    assert site.warnings == []
    for path in (
        week,
        "2016_04_01_archive.html",
        "2016/",
        "2016/04/",
        "search/label/Red roses/",
        "search/label/Red+roses/",
        "search.html",
        "feeds/posts/default/",
    ):
        [link] = site.page(path).select("main a")
        assert link.get_text() == "The former blog"
        assert str(link["href"]).endswith("about/former-blog/")
    assert site.article("unsorted/pruning-roses-1/").select_one(
        "a[href='../../about/former-blog/']"
    )


def test_the_worklist_names_what_is_left_to_do(project: Path) -> None:
    run("blog.xml")

    result = CliRunner().invoke(main, ["check", "--only", "imported", "--only", "problem"])

    assert "docs/unsorted/pruning-roses-5.md: imported: title: has " in result.output
    assert ": problem:" not in result.output


def test_a_second_run_changes_nothing_and_a_plan_writes_nothing(project: Path) -> None:
    before = tree(project)
    plan = run("blog.xml", "--dry-run")
    assert tree(project) == before
    assert "would write docs/roses/pruning-roses-1.md" in plan.output
    first = run("blog.xml")

    after = tree(project)
    times = {path: (project / path).stat().st_mtime_ns for path in after if path.startswith("docs")}
    second = run("blog.xml")

    assert (plan.exit_code, first.exit_code, second.exit_code) == (1, 1, 1)
    assert "files: 0 new, 0 changed, 0 moved, 8 as they were, 0 edited by hand" in second.output
    assert tree(project) == after
    assert {path: (project / path).stat().st_mtime_ns for path in times} == times


@pytest.mark.parametrize(
    ("html", "code"), [("<p>Cut.</p>", 0), ("<p>Cut.</p><script>x</script>", 1)]
)
def test_a_plan_ends_as_the_import_would(project: Path, html: str, code: int) -> None:
    (project / "b.xml").write_bytes(legacy(entry(1, html)))

    plan = run("b.xml", "--dry-run")
    written = run("b.xml")

    assert plan.output.endswith("\nNothing was written.\n")
    assert (plan.exit_code, written.exit_code) == (code, code)


def test_what_was_mended_in_a_file_is_no_loss_and_stands_in_the_report(project: Path) -> None:
    raw = legacy(entry(1), entry(2, status="DRAFT"))
    (project / "b.xml").write_bytes(raw.replace(b" xmlns:app='http://purl.org/atom/app#'", b""))
    (project / "whole.xml").write_bytes(raw)

    result = run("b.xml")

    report = (project / "import-report/report.md").read_text()
    assert result.exit_code == 0
    assert "## Mended\n\n- [ ] line 1: Namespace prefix app on control is not defined" in report
    assert "draft: true" in (project / "docs/unsorted/pruning-roses-2.md").read_text()
    run("whole.xml")
    assert "## Mended" not in (project / "import-report/report.md").read_text()


def test_who_follows_the_former_feed_is_led_to_the_new_one(project: Path, tmp_path: Path) -> None:
    run("blog.xml")
    files = {k: v for k, v in tree(project / "docs").items() if not k.startswith(".")}

    site = build_site(tmp_path / "built", files, strict=True, site_url="https://x.org/garden/")

    [link] = site.page("feeds/posts/default/").select("main a")
    assert link["href"] == "../../../about/former-blog/"
    feeds = site.page("about/former-blog/").select("link[rel='alternate'][type*='+xml']")
    assert "../../feed_rss_created.xml" in [feed["href"] for feed in feeds]
    assert "Pruning roses 1" in site.read("atom.xml")
    assert "Pruning roses 1" in site.read("rss.xml")
    report = (project / "import-report/report.md").read_text()
    assert "Set the post feed redirect URL in Blogger's settings." in report


def test_what_was_edited_or_moved_by_hand_stays_without_force(project: Path) -> None:
    run("blog.xml")
    edited, moved = project / "docs/roses/pruning-roses-1.md", project / "docs/trees/five.md"
    edited.write_text(edited.read_text() + "\nMine.\n")
    (project / "docs/unsorted/pruning-roses-5.md").rename(moved)

    result = run("blog.xml")

    assert "left alone, for it was edited by hand: roses/pruning-roses-1.md" in result.output
    assert edited.read_text().endswith("Mine.\n")
    assert not (project / "docs/unsorted/pruning-roses-5.md").exists()
    assert "](../trees/five.md)" in (project / "docs/about/former-blog.md").read_text()
    forced = run("blog.xml", "--force")
    assert not edited.read_text().endswith("Mine.\n")
    assert " 0 edited by hand" in forced.output


def test_what_was_moved_by_hand_stays_there_and_only_its_links_follow(
    project: Path, tmp_path: Path
) -> None:
    to_may = "<a href='http://garden.blogspot.com/2016/05/rose.html'>May</a>"
    may = entry(2, path="/2016/05/rose.html", published="2016-05-05T12:00:00Z")
    third = entry(3, to_may, labels=("Shrubs",))
    raw = legacy(entry(1, to_may, path="/2016/04/rose.html"), may, third)
    (project / "b.xml").write_bytes(raw)
    (project / "topics.yml").write_text("roses: {labels: [Shrubs]}\n")
    docs = project / "docs"
    run("b.xml")
    assert "](rose-2016-05.md)" in (docs / "unsorted/rose.md").read_text()
    (docs / "unsorted/rose.md").rename(docs / "trees/april.md")

    first, second, forced, sorted_, last = (
        run("b.xml", *options).output
        for options in ((), (), ("--force",), ("--topics", "topics.yml"), ())
    )

    assert "left alone" not in f"{first}{second}{forced}{sorted_}{last}"
    assert "1 moved" in first  # that of May, for the name is free
    assert "0 new, 0 changed, 0 moved" in second
    assert "1 moved" in sorted_  # the third, which nobody has touched
    assert "](../unsorted/rose.md)" in (docs / "trees/april.md").read_text()
    assert "](../trees/april.md)" in (docs / "about/former-blog.md").read_text()
    assert "May" not in (docs / "unsorted/rose.md").read_text()
    files = {k: v for k, v in tree(docs).items() if not k.startswith(".")}
    assert build_site(tmp_path / "built", files, strict=True).warnings == []
    (docs / "trees/april.md").write_text((docs / "trees/april.md").read_text() + "\nMine.\n")
    (docs / "unsorted/rose.md").rename(docs / "trees/may.md")
    assert "left alone, for it was edited by hand: trees/april.md" in run("b.xml").output
    assert (docs / "trees/april.md").read_text().endswith("Mine.\n")


def test_a_post_that_was_moved_into_a_topic_belongs_there(project: Path) -> None:
    docs = project / "docs"
    (project / "b.xml").write_bytes(legacy(entry(1)))
    run("b.xml")
    assert "  - topic\n" in (docs / "unsorted/pruning-roses-1.md").read_text()
    (docs / "unsorted/pruning-roses-1.md").rename(docs / "trees/one.md")
    (docs / "unsorted/index.md").unlink()

    run("b.xml")

    assert not (docs / "unsorted/index.md").exists()
    assert "  - topic\n" not in (docs / "trees/one.md").read_text()
    [one] = json.loads((project / "import-report/report.json").read_text())["entries"]
    assert (one["topic"], one["topic_found_by"]) == ("trees", "hand")
    assert "Has no topic" not in (project / "import-report/report.md").read_text()


def test_rules_given_later_move_what_nobody_has_touched(project: Path) -> None:
    run("blog.xml")
    rules = "bäume: {labels: ['C#']}\nferns: {keywords: [cut]}\n"
    (project / "topics.yml").write_text(rules, encoding="utf-8")

    result = run("blog.xml", "--topics", "topics.yml")

    assert "1 moved" in result.output
    assert (project / "docs/bäume/pruning-roses-5.md").is_file()
    assert not (project / "docs/unsorted/pruning-roses-5.md").exists()
    assert "0 new, 0 changed, 0 moved" in run("blog.xml", "--topics", "topics.yml").output


def test_two_blogs_do_not_disturb_each_other(project: Path, tmp_path: Path) -> None:
    run("blog.xml")
    (project / "b.xml").write_bytes(
        BLOG.replace(b"7000000000000000001", b"8000000000000000002").replace(b"post-", b"post-9")
    )

    run("b.xml")

    files = {k: v for k, v in tree(project / "docs").items() if not k.startswith(".")}
    assert "about/former-8000000000000000002.md" in files
    assert build_site(tmp_path / "built", files, strict=True).warnings == []
    assert "0 new, 0 changed" in run("blog.xml").output
    assert "0 new, 0 changed" in run("b.xml").output


def test_takeout_is_read_in_every_shape(project: Path) -> None:
    (project / "t.zip").write_bytes(
        takeout_zip(entry(1), comment(5, 1), **{"Blogs/The Garden/a.mp4": "x"})
    )
    write_files(
        project / "T/Blogger/Blogs",
        {"A/feed.atom": takeout(entry(1), title=""), "A/settings.csv": SETTINGS_TABLE},
    )
    (project / "public.xml").write_bytes(public(entry(1)))
    (project / "old.atom").write_bytes(takeout(entry(1), since_2023=False))
    (project / "links.csv").write_text("id,url\n1,/2016/04/a-b.html\n")

    found = [
        run(name, "--out", f"out-{number}/docs", *more)
        for number, (name, *more) in enumerate(
            [
                ("t.zip",),
                ("T",),
                ("public.xml", "--timezone", "Europe/Madrid"),
                (
                    "old.atom",
                    "--permalinks",
                    "links.csv",
                    "--blog-url",
                    "http://garden.blogspot.com",
                ),
                ("old.atom", "--comments", "drop"),
            ]
        )
    ]

    assert [each.exit_code for each in found] == [0] * 5
    assert (
        "question: The export has videos to put somewhere: Takeout/Blogger/Blogs/The Garden/a.mp4."
        in found[0].output
    )
    assert "date: 2016-04-06" in (project / "out-0/docs/unsorted/pruning-roses-1.md").read_text()
    assert found[1].output.startswith("The Garden, a feed of Google Takeout\n")
    assert "question: The export names no time zone, so days are those of UTC." in found[3].output
    assert (project / "out-3/docs/unsorted/a-b.md").is_file()
    assert (
        "question: The export does not say where the blog was: give --blog-url." in found[4].output
    )
    assert "guessed" in (project / "out-4/import-report/report.md").read_text()


def test_permalinks_may_come_in_several_files(project: Path) -> None:
    (project / "old.atom").write_bytes(takeout(entry(1), entry(2), page(3), since_2023=False))
    for number in (1, 2):
        raw = public(entry(number, path=f"/2016/04/other-{number}.html"))
        (project / f"feed-{number}.xml").write_bytes(raw)
    (project / "links.csv").write_text("id,url\n1,/2016/04/late.html\n3,/p/we.html\n")
    files = ("feed-1.xml", "feed-2.xml", "links.csv")

    result = run("old.atom", *(word for file in files for word in ("--permalinks", file)))

    assert result.exit_code == 0
    redirects = json.loads((project / "import-report/redirects.json").read_text())
    assert {each["id"]: each["from"] for each in redirects} == {
        "1": "/2016/04/other-1.html",
        "2": "/2016/04/other-2.html",
        "3": "/p/we.html",
    }
    assert "was guessed" not in (project / "import-report/report.md").read_text()


@pytest.mark.parametrize(
    ("title", "uri"),
    [("Old Garden", "former-old-garden"), ("Blog", "former-blog-2"), ("", "former-blog-2")],
)
def test_a_second_blog_without_a_number_is_known_by_its_title(
    project: Path, title: str, uri: str
) -> None:
    run("blog.xml")
    other = BLOG.replace(b"tag:blogger.com,1999:blog-7000000000000000001.", b"").replace(
        b"post-", b"post-9"
    )
    (project / "b.xml").write_bytes(other.replace(b"The Garden", title.encode()))
    before = tree(project / "docs/about").keys()

    run("b.xml")

    assert f"{uri}.md" in tree(project / "docs/about").keys() - before
    assert "0 new, 0 changed, 0 moved" in run("b.xml").output


@pytest.mark.parametrize(
    ("nav", "says"),
    [
        (
            "nav: [index.md]\n",
            [
                "about/former-blog.md is in no menu yet: add `- about/former-blog.md` to `nav` "
                "in mkdocs.yml, below About."
            ],
        ),
        ("nav: [index.md, {About: [about/former-blog.md]}]\n", []),
        ("", []),
    ],
)
def test_the_page_of_the_former_blog_is_to_be_put_into_the_menu(
    project: Path, nav: str, says: list[str]
) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(nav)

    result = run("blog.xml")

    lines = result.output.splitlines()
    assert (
        lines[lines.index(f"The report is in {project / 'import-report/report.md'}.") + 1 :] == says
    )


def test_a_file_in_place_of_a_service_is_led_to_the_one_there_is() -> None:
    done = CliRunner().invoke(main, ["import", "blog.xml"])

    assert done.exit_code == 2
    assert done.stderr.endswith(
        "Error: `blog.xml` is not the name of a service; "
        "write `sourcebook import blogger blog.xml`\n"
    )
    shell = ShellComplete(main, {}, "sourcebook", "X")
    assert [each.value for each in shell.get_completions(["import", "b.xml"], "")] == ["blogger"]


def test_several_blogs_are_told_apart(project: Path) -> None:
    folder = "Takeout/Blogger/Blogs/A"
    raw = archive(
        {
            f"{folder}/feed.atom": takeout(entry(), title="Roses"),
            f"{folder}/feed(1).atom": takeout(entry(), title="Trees"),
        }
    )
    (project / "t.zip").write_bytes(raw)

    assert run("t.zip").output == "t.zip: has 2 blogs; choose one by --blog: 1 (Trees); 2 (Roses)\n"
    assert run("t.zip", "--blog", "x").output.startswith("t.zip: has no blog `x`; choose one")
    assert [run("t.zip", "--blog", each).exit_code for each in ("3", "0", "²", "9" * 5_000)] == [
        2
    ] * 4
    assert "\nRoses, " in run("t.zip", "--blog", "2", "--dry-run").output
    assert "\nTrees, " in run("t.zip", "--blog", "TREES", "--dry-run").output


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["none.xml"], "none.xml: cannot be read (No such file or directory)"),
        (["mkdocs.yml"], "mkdocs.yml: is no XML"),
        (["blog.xml", "--timezone", "Mars"], "--timezone: `Mars` is not known"),
        (["blog.xml", "--timezone", "../x"], "--timezone: `../x` is not known"),
        (["blog.xml", "--topics", "bad.yml"], "bad.yml: has no rules"),
        (["blog.xml", "--permalinks", "bad.yml"], "bad.yml: has no permalink"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_and_nothing_is_written(
    project: Path, options: list[str], what: str
) -> None:
    (project / "bad.yml").write_text("- x,y\n")
    before = tree(project)

    result = run(*options)

    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert result.output.startswith(what)
    assert tree(project) == before


def test_a_folder_of_pages_needs_no_project_around_it(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")

    result = run("blog.xml", "--out", folder / "docs", "--report", folder / "said")

    assert result.exit_code == 1
    assert (folder / "docs/unsorted/pruning-roses-5.md").is_file()
    assert (folder / "said/report.json").is_file()
    assert not (project / "import-report").exists()


def test_a_manifest_nobody_can_read_is_refused(project: Path) -> None:
    run("blog.xml")
    (project / "docs/.import/blogger-7000000000000000001.json").write_text("{}")

    result = run("blog.xml")

    assert result.exit_code == 2
    assert "cannot be read; delete it" in result.output


def test_a_zone_of_the_export_that_is_unknown_is_a_question(project: Path) -> None:
    (project / "b.xml").write_bytes(BLOG.replace(b"America/New_York", b"Moon/Sea"))

    assert (
        "question: The time zone `Moon/Sea` is not known: give --timezone." in run("b.xml").output
    )


def test_pictures_are_fetched_only_when_asked_for_or_taken_from_albums(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    png = base64.b64decode(PNG)

    def fetch(_: Downloader, address: str) -> tuple[bytes, str]:
        asked.append(address)
        if "gone" in address:
            raise Refused("its host answered 404")
        return png, "png"

    monkeypatch.setattr(Downloader, "fetch", fetch)
    html = HTML + f"<img src='{PICTURE.replace('s320', 's640')}'><img src='http://x.org/gone.png'>"
    html += "<img src='http://y.org/same.png'><img src='file:///x.png'>"
    (project / "t.zip").write_bytes(
        takeout_zip(
            entry(1, html),
            comment(5, 1),
            **{"Albums/a/rose.png": png, "Albums/a/gone.png": b"no picture"},
        )
    )

    run("t.zip", "--out", "kept/docs")
    albums = run("t.zip", "--out", "albums/docs", "--images", "album")
    assert asked == []
    fetched = run("t.zip", "--images", "download")
    again = run("t.zip", "--images", "download")

    assert (project / "albums/docs/assets/blogger").is_dir()
    pictures = json.loads((project / "import-report/report.json").read_text())["pictures"]
    assert pictures == {
        "is here": 3,
        "kept at its host: could not be fetched (its host answered 404)": 1,
        "lost: its address is not on the web": 1,
    }
    assert len(list((project / "docs/assets/blogger").iterdir())) == 1
    assert len(set(asked)) < len(asked)
    assert (
        "loss: unsorted/pruning-roses-1.md: kept at its host: could not be fetched (its host "
        "answered 404): http://x.org/gone.png" in fetched.output
    )
    assert [each.exit_code for each in (albums, fetched, again)] == [1, 1, 1]
    assert "0 new, 0 changed" in again.output


def test_no_more_pictures_are_fetched_than_a_site_may_have(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    png, asked = base64.b64decode(PNG), set()

    def fetch(_: Downloader, address: str) -> tuple[bytes, str]:
        asked.add(address.rpartition("/")[2])
        return png + address[-5:].encode(), "png"

    monkeypatch.setattr(Downloader, "fetch", fetch)
    monkeypatch.setattr(importing, "MOST_BYTES", len(png) + 5)
    html = "".join(f"<img src='http://x.org/{n}.png'>" for n in (1, 2, 3))
    (project / "b.xml").write_bytes(legacy(entry(1, html)))

    first = run("b.xml", "--images", "download")
    second = run("b.xml", "--images", "download")

    assert asked == {"1.png", "2.png"}
    text = (project / "docs/unsorted/pruning-roses-1.md").read_text()
    assert (text.count("](../assets/blogger/"), text.count("](http://x.org/3.png)")) == (2, 1)
    loss = (
        "loss: unsorted/pruning-roses-1.md: kept at its host: could not be fetched (those before"
        " it fill a site at GitHub Pages): http://x.org/3.png"
    )
    assert loss in first.output
    assert loss in second.output
    assert "0 new, 0 changed" in second.output
    assert (first.exit_code, second.exit_code) == (1, 1)


def test_a_picture_is_taken_from_an_album_only_if_it_is_surely_the_one(project: Path) -> None:
    png = base64.b64decode(PNG)
    cut = "Screenshot_20170528-101500_com.android."
    names = [f"{cut}chrome.png", "twice.png", "same.png", "rose.png"]
    html = "".join(f"<img src='http://1.bp.blogspot.com/x/s320/{name}'>" for name in names)
    albums = {
        f"Albums/a/{cut}.png": png,
        "Albums/a/twice.png": png,
        "Albums/b/twice.png": png + b"other",
        "Albums/a/same.png": png + b"same",
        "Albums/b/same.png": png + b"same",
        "Albums/a/rose.png": b"no picture",
    }
    (project / "t.zip").write_bytes(takeout_zip(entry(1, html), **albums))

    result = run("t.zip", "--images", "album")

    assert result.exit_code == 0
    images = json.loads((project / "import-report/report.json").read_text())["entries"][0]["images"]
    assert [each["outcome"] for each in images] == [
        "is here",
        "kept at its host: 2 pictures of the albums have its name",
        "is here",
        "kept at its host: is in no album",
    ]
    report = (project / "import-report/report.md").read_text()
    assert "pruning-roses-1.md`: 2 of 4, at 1.bp.blogspot.com" in report


@pytest.mark.parametrize("images", ["download", "album", "keep"])
def test_a_page_around_a_picture_never_stands_in_its_place(
    project: Path, monkeypatch: pytest.MonkeyPatch, images: str
) -> None:
    asked = []

    def fetch(_: Downloader, address: str) -> tuple[bytes, str]:
        asked.append(address)
        raise Refused("its host answered 404")

    monkeypatch.setattr(Downloader, "fetch", fetch)
    page_around = PICTURE.replace("s320", "s1600-h")
    html = f"<a href='{page_around}'><img src='{PICTURE}'></a><img src='{page_around}x'>"
    (project / "b.xml").write_bytes(legacy(entry(1, html)))

    run("b.xml", "--images", images)

    text = (project / "docs/unsorted/pruning-roses-1.md").read_text()
    assert not re.search(r"!\[\]\([^)]*s1600-h", text)
    assert text.count("![](http://1.bp.blogspot.com/x/s") == 2
    assert not [address for address in asked if "s1600-h" in address]


def test_a_disk_that_is_full_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, __: Path) -> None:
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr(Path, "replace", full)

    result = run("blog.xml")

    assert result.exit_code == 2
    assert result.output.endswith(
        f"{project}/docs/.import/blogger-7000000000000000001.json: "
        "cannot be written (No space left on device); run the import again\n"
    )
    assert not list(project.rglob("*.part"))


def test_a_folder_that_may_not_be_written_to_is_named_by_the_file_that_is_missing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(part: Path, parts: Iterable[bytes]) -> None:
        if part.parent.name == "about":  # root, who runs the tests in CI, may all
            raise PermissionError(13, "Permission denied", str(part))
        write_whole(part, parts)

    monkeypatch.setattr(importing, "write_whole", refuse)

    result = run("blog.xml")

    assert result.exit_code == 2
    assert result.output.splitlines()[-1] == (
        f"{project}/docs/about/about-us.md: cannot be written (Permission denied); "
        "see to its permissions, and run the import again"
    )


def test_what_says_that_files_are_there_is_written_when_the_disk_has_them(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "sync", raising=False)  # as on Windows
    fsync = os.fsync
    folders: list[str] = []

    def note(descriptor: int) -> None:
        fsync(descriptor)
        part = Path(f"/proc/self/fd/{descriptor}").readlink()
        folders.append(part.parent.relative_to(project).as_posix())

    monkeypatch.setattr(os, "fsync", note)

    assert run("blog.xml").exit_code == 1
    pages = [folder for folder in folders if folder.startswith("docs/")]
    assert pages[0] == pages[-1] == "docs/.import"
    assert len(pages) == 12


def test_an_import_that_the_disk_stopped_goes_on_when_it_is_run_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Path.replace
    done: list[Path] = []

    def full(part: Path, target: Path) -> Path:
        if len(done) == 5:
            raise OSError(28, "No space left on device", str(target))
        done.append(target)
        return put(part, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        stopped = run("blog.xml")
    again = run("blog.xml")

    assert (stopped.exit_code, again.exit_code) == (2, 1)
    # Two of the four files of the first run are sources, which are in the library by now.
    assert "6 new, 0 changed, 0 moved, 2 as they were, 0 edited by hand" in again.output


def test_a_disk_without_room_for_what_was_read_is_no_fault_of_the_export(project: Path) -> None:
    (project / "blog.zip").write_bytes(takeout_zip(entry(html="Cut above a bud. " * 9_999)))
    before = tree(project)
    call = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)); "
        "from sourcebook.commands.main import main; main()"
    )

    done = subprocess.run(
        [sys.executable, "-B", "-c", call, "import", "blogger", "blog.zip"],
        env=os.environ | {"PYTHONPATH": str(ROOT / "hooks"), "TMPDIR": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (
        2,
        f"{project}: cannot hold the texts of the blog (File too large); "
        "make room there, or set TMPDIR to a folder that has some\n",
    )
    assert tree(project) == before


def test_many_losses_and_entries_are_told_in_few_lines(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MANY", 3)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    raw = legacy(*(entry(n, "<script>x</script>", path=f"/2016/04/{n}.html") for n in range(1, 20)))
    (project / "b.xml").write_bytes(raw)

    assert "and 9 more losses; the report has all of them" in run("b.xml").output


def test_an_import_that_is_killed_can_be_run_again(project: Path) -> None:
    raw = legacy(*(entry(n, path=f"/2016/04/{n}.html", labels=(f"L{n}",)) for n in range(1, 120)))
    (project / "b.xml").write_bytes(raw)
    code = "from sourcebook.commands.main import main; main()"
    command = [sys.executable, "-c", code, "import", "blogger", "b.xml"]
    env = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    for wait in (1, 30, 80):
        with subprocess.Popen(
            command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            while process.poll() is None and len(list(project.glob("docs/unsorted/*.md"))) < wait:
                time.sleep(0.002)
            process.send_signal(signal.SIGKILL)
    whole = [f for f in project.glob("docs/unsorted/*.md") if f.read_text().startswith("---\n")]
    assert len(whole) == len(list(project.glob("docs/unsorted/*.md")))

    result = run("b.xml")

    assert result.exit_code == 0
    assert " 0 edited by hand" in result.output
    assert len(list(project.glob("docs/unsorted/*.md"))) == 120
    assert "0 new, 0 changed" in run("b.xml").output


_SOURCES = [
    BLOG,
    takeout(entry(1, HTML), entry(2, status="DRAFT"), page(3), comment(4, 1)),
    takeout(entry(1, HTML), since_2023=False),
    public(entry(1, HTML), page(3)),
    takeout_zip(entry(1, HTML)),
]
_HOSTILE = [
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"&#1;",
    b"\x00",
    b"\xff",
    b"</entry>",
    b"<entry>",
    b"../../x",
    b"&lt;script&gt;",
    b"9" * 400,
    b"0000-00-00T",
    b"/../../../x.html",
    b"&lt;img src='http://169.254.169.254/x'&gt;",
]


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    """Return an export in which some bytes are missing or are others."""
    raw = draw(st.sampled_from(_SOURCES))
    for _ in range(draw(st.integers(1, 3))):
        begin = draw(st.integers(0, len(raw)))
        end = min(len(raw), begin + draw(st.integers(0, 60)))
        raw = raw[:begin] + draw(st.binary(max_size=8) | st.sampled_from(_HOSTILE)) + raw[end:]
    return raw


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)
@given(_mutated())
def test_whatever_an_export_is_the_command_ends_in_order(project: Path, raw: bytes) -> None:
    (project / "x").write_bytes(raw)
    before = tree(project)

    result = run("x")

    assert result.exit_code in (0, 1, 2)
    if result.exit_code == 2:
        assert tree(project) == before
    written = [path for path in tree(project / "docs") if path.endswith(".md")]
    assert all((project / "docs" / path).read_bytes().endswith(b"\n") for path in written)
    assert not list(project.rglob("*.part"))


@pytest.mark.parametrize("path", REAL_EXPORTS)
def test_real_blogs_come_over_whole(path: Path, project: Path, tmp_path: Path) -> None:
    assert run(path).exit_code in (0, 1)

    files: dict[str, Any] = {
        k: v for k, v in tree(project / "docs").items() if not k.startswith(".")
    }
    site = build_site(tmp_path / "built", files, strict=True)
    bars = measure(path.read_bytes(), project / "docs", site.path)

    assert site.warnings == []
    assert bars.entries > 0
    assert bars.kept >= 0.999
    for found in (
        bars.missing,
        bars.published_but_not_live,
        bars.below,
        bars.images_lost,
        bars.links_lost,
        bars.videos_lost,
        bars.titles_wrong,
        bars.labels_wrong,
        bars.dates_wrong,
        bars.permalinks_missing,
        bars.stubs_wrong,
    ):
        assert found == []

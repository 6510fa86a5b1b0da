"""What a writer is told about front matter, and what of it reaches a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from tests.site import GARDEN, build_once, build_site, post, texts, write_project

if TYPE_CHECKING:
    from pathlib import Path


def test_all_problems_of_all_files_are_reported_in_one_run(tmp_path: Path) -> None:
    files = {
        "roses/no-date.md": post(date=None, reviewed="soon"),
        "roses/odd-key.md": post(titel="Roses", sources=["jones"]),
        "sources/bad.md": "- a list\n",
        "sources/worse.md": "---\n- a list\n---\n",
        "stray/lost.md": post(),
    }

    site = build_site(tmp_path, files)

    assert sorted(site.warnings) == [
        "catalog: roses/no-date.md: date: is missing; add `date:`",
        "catalog: roses/no-date.md: reviewed: `soon` is not a date; write the day as 2026-11-23",
        "catalog: roses/odd-key.md: sources[0]: there is no source `jones`; "
        "add docs/sources/jones.md or correct the key",
        "catalog: roses/odd-key.md: titel: is not a key we know; did you mean `title`?",
        "catalog: sources/bad.md: front matter: there is none; "
        "begin the file with a line of three hyphens (---)",
        "catalog: sources/worse.md: front matter: is a list; write it as `key: value` lines",
        "catalog: stray/lost.md: file: is a post outside a topic; move it into a topic: "
        "roses, trees; or make `stray` a topic: add stray/index.md",
    ]


def test_a_part_of_mkdocs_yml_that_is_lost_is_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_project(tmp_path, {**GARDEN, "roses/a.md": post(), "includes/labels.md": ""})
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("INHERIT: base.yml\nextra:\n  posts: null\nextra:\n  popular: null\n")

    build_once(load_config(str(settings)))

    assert (
        "catalog: mkdocs.yml: line 4: has the key `extra` a second time, so what stands below the "
        "first is lost; put all of it below one `extra:`"
    ) in caplog.messages


def test_a_problem_fails_a_strict_build(tmp_path: Path) -> None:
    with pytest.raises(Abort, match="Aborted with 1 warnings in strict mode!"):
        build_site(tmp_path, {"roses/pruning.md": post(date="2026-02-30")}, strict=True)


def test_a_site_without_problems_passes_a_strict_build(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/pruning.md": post()}, strict=True)

    assert site.warnings == []


def test_a_problem_in_the_settings_names_mkdocs_yml(tmp_path: Path) -> None:
    extra = {"popular": {"limit": 0, "pinned": ["roses/gone.md"], "pined": []}}

    site = build_site(tmp_path, {"roses/pruning.md": post()}, extra=extra)

    assert site.warnings == [
        "catalog: mkdocs.yml: extra.popular.pined: is not a key we know; did you mean `pinned`?",
        "catalog: mkdocs.yml: extra.popular.limit: is `0`; write a whole number from 1 to 10",
        "catalog: mkdocs.yml: extra.popular.pinned[0]: there is no published post `roses/gone.md`; "
        "correct or remove it",
    ]


def test_html_in_titles_and_summaries_is_printed_and_not_obeyed(tmp_path: Path) -> None:
    title = "Roses <script>alert(1)</script> & more"
    description = 'A summary with <b>bold</b> and "quotes" that is long enough for the rules.'

    site = build_site(
        tmp_path, {"roses/a.md": post(title=title, description=description), "roses/b.md": post()}
    )

    for url in ("", "roses/", "roses/a/", "roses/b/", "popular/", "blog/2026/"):
        page = site.page(url)
        scripts = page.select('script:not([type="application/ld+json"])')
        assert not [tag for tag in scripts if "alert" in tag.get_text()]
        assert "<b>bold" not in site.read(url)
    assert not [entry for entry in site.search_index() if "<script" in entry["title"]]
    assert texts(site.page("roses/a/"), "article h1, title") == [f"{title} - Everyday Pain", title]
    meta = site.page("roses/a/").select_one('meta[name="description"]')
    assert meta is not None
    assert meta["content"] == description


def test_a_draft_is_not_published_and_its_problems_stop_nobody(tmp_path: Path) -> None:
    files = {
        "roses/done.md": post(),
        "roses/draft.md": post(title="A draft", draft=True, date="2030-01-01"),
        "roses/rough.md": "---\ndraft: true\n---\n\nOnly an idea.\n",
    }

    site = build_site(tmp_path, files, strict=True)

    assert not (site.path / "roses/draft").exists()
    assert not (site.path / "roses/rough").exists()
    assert "A draft" not in site.read("roses/")
    assert not [entry for entry in site.search_index() if "idea" in entry["text"]]


def test_a_body_that_begins_like_metadata_stays_whole(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post(body="Note: roses have thorns.\n")})

    assert "Note: roses have thorns." in texts(site.article("roses/a/"), "p")


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain = build_site(tmp_path / "plain", {"roses/a.md": post()})
    windows = b"\xef\xbb\xbf" + post().replace("\n", "\r\n").encode()

    site = build_site(tmp_path / "windows", {"roses/a.md": windows})

    assert site.warnings == []
    assert site.article("roses/a/") == plain.article("roses/a/")


@pytest.mark.parametrize("title", ["ألم الركبة والمفاصل", "Roses 🌹 in spring"])
def test_a_title_in_any_script_is_shown_in_lists_and_search(tmp_path: Path, title: str) -> None:
    site = build_site(tmp_path, {"roses/a.md": post(title=title)}, strict=True)

    assert texts(site.article("roses/a/"), "h1") == [title]
    assert texts(site.article("roses/"), ".posts__title") == [title]
    assert title in [entry["title"] for entry in site.search_index()]


def test_a_file_that_is_not_utf_8_is_named_and_the_others_are_built(tmp_path: Path) -> None:
    latin = post(title="Café").encode("latin-1")
    files: dict[str, str | bytes] = {"roses/a.md": post(), "roses/latin.md": latin}

    site = build_site(tmp_path, files)

    assert site.warnings == [
        "catalog: roses/latin.md: line 2: is not UTF-8; save the file as UTF-8 in your editor"
    ]
    assert texts(site.article("roses/"), ".posts__title") == ["Pruning roses"]


def test_a_post_says_who_wrote_it_and_what_it_is_not(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()})

    byline = site.article("roses/a/").select_one(".byline")
    assert byline is not None
    assert texts(byline, "p") == [
        "By The editors · 1 March 2026 · 1 min read",
        "Nobody checked. How we work",
    ]
    assert [a["href"] for a in byline.select("a")] == [
        "../../about/authors/editors/",
        "../../about/how/",
    ]


@pytest.mark.parametrize(
    ("reviewed", "says"),
    [
        ("2026-03-01", "From a former blog. How we work"),
        (None, "From a former blog. Not yet checked against its sources. How we work"),
    ],
)
def test_a_post_of_a_former_blog_is_not_said_to_be_written_here(
    tmp_path: Path, reviewed: str | None, says: str
) -> None:
    former = {"id": "1", "format": "legacy"}

    site = build_site(tmp_path, {"roses/a.md": post(reviewed=reviewed, blogger=former)})

    assert texts(site.article("roses/a/"), ".byline p")[1] == says


def test_a_picture_is_shown_with_its_text_and_credit(tmp_path: Path) -> None:
    image = {"src": "rose.svg", "alt": "A rose in bloom", "credit": "smith2011roses"}
    files = {"roses/a.md": post(image=image), "roses/rose.svg": "<svg/>"}

    site = build_site(tmp_path, files, strict=True)

    picture = site.article("roses/a/").select_one("figure img")
    assert picture is not None
    assert (picture["src"], picture["alt"]) == ("../rose.svg", "A rose in bloom")
    assert texts(site.article("roses/a/"), "figcaption") == ["Picture: Smith 2011"]


def test_the_public_change_log_is_shown_newest_first(tmp_path: Path) -> None:
    changes = [
        {"date": "2026-03-01", "what": "First <version>."},
        {"date": "2026-04-01", "what": "Corrected the month."},
    ]

    site = build_site(tmp_path, {"roses/a.md": post(changes=changes, updated="2026-04-01")})

    assert texts(site.article("roses/a/"), ".changes li") == [
        "1 April 2026 : Corrected the month.",
        "1 March 2026 : First <version>.",
    ]
    assert texts(site.article("roses/a/"), ".review") == [
        "Last updated: 1 April 2026 Last reviewed: 1 March 2026 Next review due: 1 March 2029"
    ]


def test_a_draft_mark_that_is_no_yes_or_no_keeps_the_post_back_and_is_reported(
    tmp_path: Path,
) -> None:
    site = build_site(tmp_path, {"roses/a.md": post(draft="ja"), "roses/b.md": post(title="B")})

    assert site.warnings == [
        "catalog: roses/a.md: draft: is `ja`; write `true` or `false`",
    ]
    assert not (site.path / "roses/a").exists()
    assert texts(site.article("roses/"), ".posts__title") == ["B"]


def test_a_broken_record_is_reported_once_and_not_again_for_each_post(tmp_path: Path) -> None:
    record = "---\ntype: journal-article\ntitle: A\n---\n\nSummary.\n"

    site = build_site(tmp_path, {"roses/a.md": post(sources=["a2011"]), "sources/a2011.md": record})

    assert site.warnings == [
        "catalog: sources/a2011.md: type: is `journal-article`; did you mean `article-journal`?",
    ]


def test_every_page_ends_with_the_way_to_report_an_error(tmp_path: Path) -> None:
    extra = {"posts": {"report": "https://example.org/report?a=1&b=2"}}

    site = build_site(tmp_path, {"roses/a.md": post()}, extra=extra, strict=True)

    for url in ("", "roses/", "roses/a/", "sources/smith2011roses/", "blog/2026/", "about/how/"):
        last = site.article(url).find_all(recursive=False)[-1]
        assert [a["href"] for a in last.select("a")] == ["https://example.org/report?a=1&b=2"]


def test_a_report_address_that_runs_code_is_not_linked(tmp_path: Path) -> None:
    site = build_site(
        tmp_path, {"roses/a.md": post()}, extra={"posts": {"report": "javascript:x()"}}
    )

    assert site.article("roses/a/").select(".report") == []
    assert site.warnings == [
        "catalog: mkdocs.yml: extra.posts.report: `javascript:x()` is not a web address; "
        "write one that starts with https://"
    ]


def test_settings_of_the_theme_that_it_cannot_read_are_reported_and_kept_from_it(
    tmp_path: Path,
) -> None:
    files = {
        "roses/a.md": post(template="none.html", search="never"),
        "about/how.md": "---\ntitle: How we work\nsearch: never\nhide: toc\n---\n\nWith care.\n",
    }

    site = build_site(tmp_path, files)

    assert sorted(text for text in site.warnings if "about/how.md" in text) == [
        "catalog: about/how.md: hide: is not a list; "
        "write each item on a line of its own, after `- `",
        "catalog: about/how.md: search: is not a group of keys; write `key: value` lines below it",
    ]
    assert texts(site.article("roses/a/"), "h2#sources-title") == ["Sources"]


def test_a_page_may_leave_the_search_and_hide_its_contents(tmp_path: Path) -> None:
    page = "---\ntitle: How we work\nsearch: {exclude: true}\nhide: [toc]\n---\n\nWith care.\n"

    site = build_site(tmp_path, {"roses/a.md": post(), "about/how.md": page}, strict=True)

    assert not [entry for entry in site.search_index() if entry["location"] == "about/how/"]

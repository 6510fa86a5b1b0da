"""The feeds of a built site, read back as a feed reader reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import feedparser
import jsonschema
import pytest
from bs4 import BeautifulSoup

from tests.site import ROOT, build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site import Site

ADDRESS = "https://example.org/garden/"
SCHEMA = json.loads((ROOT / "tests/corpora/json-feed.json").read_text(encoding="utf-8"))
CHANGE = [{"date": "2026-11-01", "what": "Says less about clay & sand."}]
FILES = {
    "roses/a.md": post(
        title='Roses & "clay"',
        date="2015-03-01",
        updated="2026-11-01",
        reviewed="2026-11-01",
        changes=CHANGE,
        body="See [the trees](../trees/b.md). [@smith2011roses]\n\n    kept  as\n      it is\n",
    ),
    "trees/b.md": post(title="Watering", date="2016-03-01"),
    "trees/draft.md": post(title="Draft", draft=True),
    "trees/index.md": "---\ntitle: Trees & shrubs\ndescription: Tall & low.\n---\n\nGreen.\n",
    "about/index.md": "---\ntitle: About\n---\n\nUs.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(
        tmp_path_factory.mktemp("feeds"),
        FILES,
        site_url=ADDRESS,
        site_name="The garden & more",
        validation={"nav": {"omitted_files": "ignore"}},
        strict=True,
    )


def parse(site: Site, path: str) -> Any:
    """Return a feed of RSS; its dates are told as they are written."""
    feed = feedparser.parse(site.read(path))
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def test_new_posts_come_with_their_own_dates_newest_first(site: Site) -> None:
    feed = parse(site, "feed_rss_created.xml")

    assert feed.feed.title == "The garden & more"
    assert feed.feed.link == ADDRESS
    assert feed.feed.updated == "Sun, 01 Nov 2026 00:00:00 +0000"
    assert [(entry.title, entry.published) for entry in feed.entries] == [
        ("Watering", "Tue, 01 Mar 2016 00:00:00 +0000"),
        ('Roses & "clay"', "Sun, 01 Mar 2015 00:00:00 +0000"),
    ]
    entry = feed.entries[1]
    assert (entry.link, entry.id) == (f"{ADDRESS}roses/a/", f"{ADDRESS}roses/a/")
    assert [author.name for author in entry.authors] == ["The editors"]
    assert [tag.term for tag in entry.tags] == ["Roses"]
    (picture,) = entry.enclosures
    assert picture.href == f"{ADDRESS}roses/a/share.png"
    assert int(picture.length) == (site.path / "roses/a/share.png").stat().st_size


def test_an_update_is_news_again(site: Site) -> None:
    feed = parse(site, "feed_rss_updated.xml")

    assert feed.feed.title == "The garden & more: updates"
    assert [(entry.id, entry.published) for entry in feed.entries] == [
        (f"{ADDRESS}roses/a/#2026-11-01", "Sun, 01 Nov 2026 00:00:00 +0000"),
        (f"{ADDRESS}trees/b/#2016-03-01", "Tue, 01 Mar 2016 00:00:00 +0000"),
    ]


def test_a_topic_has_its_own_feeds(site: Site) -> None:
    feed = parse(site, "trees/feed_rss_created.xml")

    assert feed.feed.title == "Trees & shrubs - The garden & more"
    assert feed.feed.subtitle == "Tall & low."
    assert feed.feed.link == f"{ADDRESS}trees/"
    assert [entry.title for entry in feed.entries] == ["Watering"]
    assert [tag.term for tag in feed.entries[0].tags] == ["Trees & shrubs"]


def test_a_post_is_whole_with_its_changes_and_sources_and_every_link_in_full(site: Site) -> None:
    items = json.loads(site.read("roses/feed_json_created.json"))["items"]

    content = BeautifulSoup(items[0]["content_html"], "html.parser")
    assert "Nobody checked." in content.get_text()
    assert "kept  as\n  it is" in content.get_text()
    assert texts(content, "h2") == ["Changes", "Sources"]
    assert texts(content, "ul li") == ["1 November 2026 : Says less about clay & sand."]
    assert "Roses in clay & sand" in texts(content, "ol li")[0]
    assert "Last reviewed: 1 November 2026" in content.get_text()
    links = [str(link["href"]) for link in content.select("a[href]")]
    assert f"{ADDRESS}trees/b/" in links
    assert f"{ADDRESS}roses/a/#source-smith2011roses" in links
    assert f"{ADDRESS}sources/smith2011roses/" in links
    assert all(link.startswith("https://") for link in links)


def test_json_feeds_keep_their_schema_and_say_the_same(site: Site) -> None:
    for path in sorted(site.path.rglob("feed_json_*.json")):
        uri = path.relative_to(site.path).as_posix()
        feed = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.validate(feed, SCHEMA)
        assert feed["feed_url"] == ADDRESS + uri
        rss = parse(site, uri.replace("json", "rss", 1).replace(".json", ".xml"))
        assert [item["url"] for item in feed["items"]] == [entry.link for entry in rss.entries]
    item = json.loads(site.read("feed_json_updated.json"))["items"][0]
    assert item["date_published"] == "2015-03-01T00:00:00+00:00"
    assert item["date_modified"] == "2026-11-01T00:00:00+00:00"


def test_the_schema_finds_what_is_wrong() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": "1"}]}

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(feed, SCHEMA)


def test_readers_and_their_programs_find_the_feeds(site: Site) -> None:
    for url, expected in {"": 4, "roses/a/": 4, "trees/": 8, "about/": 4}.items():
        links = [str(a["href"]) for a in site.page(url).select('link[rel="alternate"]')]
        assert len(links) == expected
        assert all((site.path / url / link).is_file() for link in links)
    assert len(site.article("about/").select(".feeds a")) == 12
    shown = [str(a["href"]) for a in site.article("trees/").select(".feeds a")]
    assert shown[0] == "feed_rss_created.xml"
    assert not site.article("roses/a/").select(".feeds")


def test_the_next_build_in_one_process_does_not_tell_twice(tmp_path: Path) -> None:
    for _ in range(2):
        site = build_site(tmp_path, {"roses/a.md": post()}, site_url=ADDRESS, strict=True)

        assert len(parse(site, "feed_rss_created.xml").entries) == 1


def test_a_site_without_its_address_has_no_feeds_and_names_none(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()}, site_url="", strict=True)

    assert list(site.path.rglob("feed_*")) == []
    assert site.page("roses/a/").select('link[rel="alternate"]') == []


def test_a_site_without_posts_has_feeds_without_posts(tmp_path: Path) -> None:
    site = build_site(tmp_path, {}, site_url=ADDRESS, strict=True)

    assert site.page("").select('link[rel="alternate"][href*=json]') == []


def test_the_feed_answers_where_a_former_blog_had_it(site: Site, tmp_path: Path) -> None:
    blog = {"id": "7", "format": "legacy"}
    meta = {"title": "The former blog", "former": ["/rss.xml", "/atom.xml"], "blogger": blog}
    page = f"---\n{json.dumps(meta)}\n---\n\nIt moved.\n"
    files = {**FILES, "about/former-blog.md": page}

    with_feeds = build_site(tmp_path / "a", files, site_url=ADDRESS)
    without = build_site(tmp_path / "b", files)

    assert not [each for each in with_feeds.warnings if "former" in each]
    for path in ("rss.xml", "atom.xml"):
        assert parse(with_feeds, path) == parse(with_feeds, "feed_rss_created.xml")
        assert not (without.path / path).exists()
        assert not (site.path / path).exists()

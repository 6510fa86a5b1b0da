"""Blogs in an archive of Google Takeout, by the names of its files."""

from __future__ import annotations

import pytest

from sourcebook.blogger.entries import Unreadable
from sourcebook.blogger.takeout import (
    Found,
    check_member,
    find_blogs,
    find_in_albums,
    list_pictures,
    read_settings_table,
)
from tests.sourcebook.importers.exports import SETTINGS_TABLE

BLOGS = "Takeout/Blogger/Blogs"


def test_blogs_of_one_title_share_a_folder_and_comments_are_passed_over() -> None:
    names = [
        f"{BLOGS}/A/feed.atom",
        f"{BLOGS}/A/feed(1).atom",
        f"{BLOGS}/A/settings(1).csv",
        f"{BLOGS}/A/pruning.MP4",
        f"{BLOGS}/B_ cut/feed.atom",
        f"{BLOGS}/B_ cut/settings.csv",
        "Takeout/Blogger/Comments/A/feed.atom",
        "Takeout/Blogger/Profile/profile.csv",
    ]

    assert find_blogs(names) == [
        Found(f"{BLOGS}/A/feed(1).atom", f"{BLOGS}/A/settings(1).csv", (f"{BLOGS}/A/pruning.MP4",)),
        Found(f"{BLOGS}/A/feed.atom", "", (f"{BLOGS}/A/pruning.MP4",)),
        Found(f"{BLOGS}/B_ cut/feed.atom", f"{BLOGS}/B_ cut/settings.csv", ()),
    ]
    assert find_blogs(["feed.atom", "settings.csv"]) == [Found("feed.atom", "settings.csv", ())]


CUT = "Screenshot_20170528-101500_com.android."


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("rose.jpg", ["a/rose(1).jpg", "a/rose.jpg", "b/Rose.JPG"]),
        ("tulip(7).png", ["a/tulip(7).png"]),
        ("tulip.png", []),
        ("oak & ash.png", ["a/oak _ ash.png"]),
        ("a:b.png", ["b/a_b.png"]),
        (f"{CUT}chrome.jpg", [f"a/{CUT}.jpg"]),
        (f"{CUT}chrome.png", []),
        ("Screenshot_20170528.jpg", []),
        ("x.png", []),
        ("token", []),
        ("", []),
    ],
)
def test_pictures_of_albums_are_found_by_their_names(wanted: str, found: list[str]) -> None:
    names = [
        "a/rose.jpg",
        "a/rose.jpg.json",
        "a/rose(1).jpg",
        "a/rose.jpg(1).json",
        "b/Rose.JPG",
        "a/tulip(7).png",
        "a/tulip(7).png.json",
        "a/oak _ ash.png",
        "b/a_b.png",
        f"a/{CUT}.jpg",
    ]

    albums = list_pictures([*(f"T/Albums/{name}" for name in names), "T/x.png"])

    assert find_in_albums(albums, wanted) == [f"T/Albums/{name}" for name in found]


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "..\\x", "C:\\x", "\\x"])
def test_a_file_that_leads_out_of_its_archive_is_refused(name: str) -> None:
    with pytest.raises(Unreadable, match="leads out of it"):
        check_member(name, 1, 1)


def test_a_file_that_would_fill_the_disk_is_refused() -> None:
    check_member("a.atom", 100_000_000, 10_000_000)
    check_member("small", 10_000_000, 1)

    for size, packed in ((100_000_000, 1000), (5_000_000_000, 1_000_000_000), (30_000_000, 0)):
        with pytest.raises(Unreadable, match="would fill the disk"):
            check_member("a", size, packed)


def test_settings_are_read_without_addresses_of_people() -> None:
    table = read_settings_table(SETTINGS_TABLE)

    assert table == {
        "blog_name": "The Garden",
        "blog_time_zone": "Europe/Madrid",
        "blog_subdomain": "garden",
    }
    assert read_settings_table("only,names\n") == {}
    assert read_settings_table('"' + "x" * 200_000 + '"\n1\n') == {}

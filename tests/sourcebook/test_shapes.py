"""What a file is, by its beginning."""

from __future__ import annotations

import pytest

from sourcebook.blogger.entries import Unreadable
from sourcebook.blogger.shapes import check_feed, is_archive
from tests.sourcebook.importers.exports import entry, legacy, public, takeout


@pytest.mark.parametrize("raw", [legacy(entry()), takeout(entry()), public(entry())])
def test_feeds_are_let_through(raw: bytes) -> None:
    check_feed(raw)
    check_feed(b"\xef\xbb\xbf<!-- a comment -->\n" + raw)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b" \n", "is empty"),
        ("<feed>".encode("utf-16"), "is not UTF-8"),
        ("<feed>".encode("utf-16-be"), "is not UTF-8"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html b:version='2'><b:skin>", "backup of a theme"),
        (b"<html xmlns='x'><head><b:skin>", "backup of a theme"),
        (b"<!DOCTYPE html><html><body>", "is a web page"),
        (b"<!DOCTYPE html>", "is a web page"),
        (b"<html><body>", "is a web page"),
        (b"<!DOCTYPE feed [<!ENTITY a 'b'>]><feed>", "has a document type"),
        (b"<!-- " + b"x" * 70_000, "has a document type"),
        (b"<rss xmlns:wp='http://wordpress.org/export/1.2/'>", "is an export of WordPress"),
        (b"<rss version='2.0'>", "is a feed in RSS"),
        (b"<rdf:RDF>", "is a feed in RDF"),
        (b"<blog xmlns='http://www.blogml.com/2006/09/BlogML'>", "is an export in BlogML"),
        (b"<urlset>", "is a sitemap"),
        (b"<opml>", "is a list of feeds"),
        (b"<note>", "is XML of another kind (`note`)"),
        (b'{"feed": {}}', "is JSON"),
        (b"\x1f\x8b\x08", "is packed as .gz"),
        (b"Rar!\x1a", "is packed, and not as a ZIP"),
        (b"a,b\n1,2\n", "is a table"),
        (b"\x89PNG", "is no XML"),
    ],
)
def test_other_files_are_refused_with_what_they_are(raw: bytes, what: str) -> None:
    with pytest.raises(Unreadable) as caught:
        check_feed(raw)

    assert what in caught.value.what
    assert caught.value.remedy


def test_an_archive_is_known_by_its_first_bytes() -> None:
    assert is_archive(b"PK\x03\x04rest")
    assert not is_archive(b"<feed>")

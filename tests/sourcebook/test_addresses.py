"""Where things lie: the addresses files become, and the addresses pages may link to."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sourcebook.addresses import (
    beside,
    host_name,
    is_index,
    is_web_address,
    key_of,
    page_url,
    top_folder,
)

SLUGS = st.text(st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1)
LABELS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
ADDRESSES = st.text(alphabet="htps:/.?#@[]%\\ \t\n\r\x00<>\"'`javcrilo\u200b\u00a0", max_size=40)


@pytest.mark.parametrize(
    ("uri", "url"),
    [
        ("index.md", ""),
        ("README.md", ""),
        ("popular.md", "popular/"),
        ("roses/index.md", "roses/"),
        ("roses/README.md", "roses/"),
        ("roses/pruning.md", "roses/pruning/"),
        ("roses/readme.md", "roses/readme/"),
        ("roses/pruning.v2.md", "roses/pruning.v2/"),
        ("roses/two words.md", "roses/two%20words/"),
        ("roses/frühling.md", "roses/fr%C3%BChling/"),
        ("roses/what?.md", "roses/what%3F/"),
    ],
)
def test_a_file_has_the_address_mkdocs_gives_it(uri: str, url: str) -> None:
    assert page_url(uri) == url


@given(SLUGS.filter(lambda slug: slug not in ("index", "README")))
@example("..")
@example("what#?%20")
@example("pruning.md")
def test_two_files_of_a_topic_never_have_one_address(slug: str) -> None:
    url = page_url(f"roses/{slug}.md")

    assert unquote(url) == f"roses/{slug}/"


@pytest.mark.parametrize("uri", ["index.md", "README.md", "roses/index.md", "roses/README.md"])
def test_index_and_readme_introduce_their_folder(uri: str) -> None:
    assert is_index(uri)


@pytest.mark.parametrize("uri", ["my-index.md", "roses/readme.md", "index/roses.md"])
def test_nothing_else_introduces_a_folder(uri: str) -> None:
    assert not is_index(uri)


@pytest.mark.parametrize(
    ("uri", "key"), [("sources/smith2011roses.md", "smith2011roses"), ("about/a.b.md", "a.b")]
)
def test_a_key_is_the_name_of_a_file(uri: str, key: str) -> None:
    assert key_of(uri) == key


@pytest.mark.parametrize(
    ("uri", "folder"),
    [("index.md", ""), ("roses/pruning.md", "roses"), ("about/authors/editors.md", "about")],
)
def test_the_top_folder_is_the_first_one(uri: str, folder: str) -> None:
    assert top_folder(uri) == folder


@pytest.mark.parametrize(
    ("relative", "path"),
    [
        ("rose.jpg", "roses/rose.jpg"),
        ("./rose.jpg", "roses/rose.jpg"),
        ("../assets/rose.jpg", "assets/rose.jpg"),
        ("../../rose.jpg", "../rose.jpg"),
        ("/rose.jpg", "/rose.jpg"),
    ],
)
def test_a_relative_path_starts_from_the_file_it_stands_in(relative: str, path: str) -> None:
    assert beside("roses/pruning.md", relative) == path


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org/",
        "HTTPS://Example.org/Roses",
        "https://example.org:8080/a?b=c&d=e#f",
        "https://example.org/(SICI)1099-1298(199905)9:3;1-X",
        "https://de.wikipedia.org/wiki/Schröder",
        "https://müller.example/",
    ],
)
def test_a_page_may_link_to_the_web(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "www.example.org/roses",
        "//example.org/roses",
        "/roses/",
        "https:example.org",
        "https:/example.org",
        "https://",
        "https:///roses",
        "https://localhost/",
        "https://[::1]/",
        "https://[",
        "https://example..org/",
        "https://example.org:roses/",
        "https://example.org:99999/",
        "https://jo@example.org/",
        "https://example.org@evil.example/",
        "ftp://example.org/",
        "mailto:a@example.org",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "JavaScript://example.org/%0Aalert(1)",
        "java\nscript:alert(1)",
        " https://example.org/",
        "https://example.org/a b",
        "https://example.org/\u00a0",
        "https://example.org/\t",
        "https://example.org/\x00",
        "https://example.org/\u200b",
        "https://example.org/\u202e",
        'https://example.org/"onmouseover=',
        "https://example.org/<script>",
        "https://example.org/<",
        "https://example.org/>",
        "https://example.org/a\\b",
        "https://example.org\\@evil.example/",
        "https://example.org/`",
        "data:text/html,https://example.org",
        "vbscript:https://example.org",
    ],
)
def test_a_page_may_link_to_nothing_else(address: str) -> None:
    assert not is_web_address(address)


@given(
    st.text()
    | ADDRESSES
    | ADDRESSES.map("https://example.org/{}".format)
    | ADDRESSES.map("https://{}example.org".format)
    | ADDRESSES.map("{}https://example.org".format)
)
def test_what_a_page_may_link_to_is_a_plain_web_address(address: str) -> None:
    accepted = is_web_address(address)

    odd = any(unicodedata.category(character)[0] in "CZ" for character in address)
    assert not (accepted and odd)
    assert not accepted or address.lower().startswith(("http://", "https://"))
    assert not accepted or urlsplit(address).scheme in ("http", "https")
    assert not accepted or urlsplit(address).hostname


@given(st.sampled_from(["http", "https"]), st.lists(LABELS, min_size=2, max_size=4), st.text())
def test_every_escaped_address_of_a_site_may_be_linked_to(
    scheme: str, labels: list[str], path: str
) -> None:
    address = f"{scheme}://{'.'.join(labels)}/{page_url(path + '.md')}"

    assert is_web_address(address)
    assert host_name(address) == ".".join(labels).removeprefix("www.")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.example.org/roses", "example.org"),
        ("https://Roses.Example.org:8080/", "roses.example.org"),
        ("roses/pruning/", ""),
    ],
)
def test_a_reader_sees_the_host_without_its_www(address: str, host: str) -> None:
    assert host_name(address) == host

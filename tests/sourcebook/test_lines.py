from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.frontmatter import Document, read_document
from sourcebook.lines import Seen, locate, locate_all
from sourcebook.sentences import Sentence

HEAD = "---\ntitle: Roses need water\ndescription: Roses need water.\n---\n"


def sentence(text: str) -> Sentence:
    return Sentence(text, (), (), heading=False, box="")


def read(body: str) -> Document:
    document, problems = read_document("roses/a.md", (HEAD + body).encode())
    assert problems == []
    return document


def line_of(body: str, text: str) -> int:
    return locate(read(body), sentence(text))


def test_a_line_is_that_of_the_file_and_never_one_of_the_front_matter() -> None:
    assert line_of("\nThorns.\nRoses need water.\n", "Roses need water.") == 7


def test_without_front_matter_the_first_line_is_one() -> None:
    document, _ = read_document("a.md", b"Thorns.\nRoses need water.\n")

    assert locate(document, sentence("Roses need water.")) == 2


@pytest.mark.parametrize(
    "source",
    [
        "**Roses** need *30 litres* of water.",
        "Roses need [30 litres](https://example.org/a/roses/need/sand?of=water) of water.",
        "Roses need [30 litres][1] of water [@smith2011roses, p. 12; @roses2012, ch. 3].",
        "Roses [@roses] need [@need] 30 [@litres] litres of water.[^1]",
        "- Roses need `30` litres of water.",
        "| Roses need 30 litres | of water. |",
        "> Roses need 30&nbsp;litres of <b>water</b>.",
        "ROSES need 30 litres {.much} of water.",
        "Roses need 30\nlitres of\nwater.",
    ],
)
def test_marks_in_the_file_do_not_hide_a_sentence(source: str) -> None:
    body = f"Water is what roses need.\n\nSand.\n\n{source}\n\nTulips need 30 litres of sand.\n"

    assert line_of(body, "Roses need 30 litres of water.") == 9


def test_words_that_only_the_page_has_do_not_hide_a_sentence() -> None:
    body = "Others like sand.\n\nIn clay, @perlman2012roses saw buds.\n\nAnd roses.\n"

    assert line_of(body, "In clay, Perlman and others (2012) saw buds.") == 7


def test_a_sentence_that_begins_in_the_middle_of_a_line_is_on_that_line() -> None:
    body = "Sand is dry. Roses need\nwater.\n"

    assert line_of(body, "Roses need water.") == 5


def test_of_two_sentences_alike_each_is_found_in_its_turn() -> None:
    body = "Roses need water.\nSand.\nRoses need water.\nClay.\nRoses need water.\n"
    same = sentence("Roses need water.")

    lines = locate_all(read(body), [same, sentence("Sand."), same, same])

    assert lines == [5, 6, 7, 9]


def test_a_sentence_that_is_not_in_the_file_is_put_where_the_one_before_it_was() -> None:
    body = "Sand.\nRoses need water.\n"

    assert line_of(body, "Quite other words") == 5
    assert line_of(body, "…") == 5
    lines = locate_all(read(body), [sentence("Roses need water."), sentence("Quite other words")])
    assert lines == [6, 6]


def test_an_empty_file_has_a_line_all_the_same() -> None:
    assert locate(Document("a.md", {}, ""), sentence("Roses.")) == 1


WORDS = st.sampled_from(["roses", "need", "water", "in", "clay", "and", "sand"])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=8))
def test_every_sentence_is_found_on_a_line_that_has_its_words(texts: list[str]) -> None:
    document = read("".join(f"{text}.\n" for text in texts))

    lines = locate_all(document, [sentence(f"{text}.") for text in texts])

    assert all(f"{text} " in f"{texts[line - 5]} " for text, line in zip(texts, lines, strict=True))


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("\nA.\n<IFRAME src=a>\n<iframe>\n", "line 7"),
        ("```html\n<iframe>\n````\n\n~~~\n<iframe>\n~~~\n<iframe>\n", "line 12"),
        ("```html\n<iframe>\n```\n", "html"),
        ("\nA.\n", "html"),
    ],
)
def test_what_is_seen_on_a_page_is_found_in_its_file_outside_code(body: str, place: str) -> None:
    problem = Seen("<iframe", "is odd", "mend it").tell(read(body), "html")

    assert str(problem) == f"roses/a.md: {place}: is odd; mend it"


def test_nothing_is_found_nowhere() -> None:
    assert Seen("", "is odd", "mend it").tell(read("A.\n"), "video").key == "video"

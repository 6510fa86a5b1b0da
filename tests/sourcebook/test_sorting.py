"""Which topic a post belongs to."""

from __future__ import annotations

import pytest

from sourcebook.blogger.entries import Unreadable
from sourcebook.blogger.sorting import find_label_topic, find_topic, fold, read_rules

RULES = read_rules(
    "roses: {title: All roses, labels: [Red Roses, Rosé], keywords: [thorn, rose hips]}\ntrees: {labels: [oak]}\nferns:\n"
)


def test_labels_are_compared_without_capitals_accents_and_plurals() -> None:
    assert [fold(text) for text in ("Red  Roses!", "Rosé", "grass", "C#", "a_b")] == [
        "red rose",
        "rose",
        "grass",
        "c",
        "a b",
    ]
    assert find_label_topic("red rose", RULES, ()) == "roses"
    assert find_label_topic("Fern", RULES, {"ferns"}) == "ferns"
    assert find_label_topic("!", RULES, {"ferns"}) == ""


def test_labels_come_before_keywords_and_keywords_before_nothing() -> None:
    known = {"roses", "trees", "ferns"}

    assert find_topic(["x", "Oaks"], "thorn", "", RULES, known) == ("trees", "label")
    assert find_topic([], "A thorn", "", RULES, known) == ("roses", "keywords")
    assert find_topic([], "x", "thorn thorns Rose-Hip", RULES, known) == ("roses", "keywords")
    assert find_topic([], "x", "thorn thorny", RULES, known) == ("unsorted", "none")
    assert find_topic([], "thorn", "", RULES[1:], known) == ("unsorted", "none")
    assert RULES[0].title == "All roses"
    assert RULES[1].title == "Trees"


def test_the_folder_of_a_topic_may_have_letters_of_any_script() -> None:
    rules = read_rules("장미: {labels: [빨간 장미]}\ngärten:\n")

    assert [rule.topic for rule in rules] == ["장미", "gärten"]
    assert rules[1].title == "Gärten"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a:\n  title: All: roses\n", "line 2 has a value with a colon and a space in it; put"),
        ("a: [", "line 1 has a `[` that is never closed; add `]`"),
        ("a: \x07", "is not YAML; write `topic: {labels"),
        ("", "has no rules"),
        ("- a", "has no rules"),
        ("Red Roses: {}", "`Red Roses` cannot be the folder of a topic; write `red-roses`"),
        ("blog: {}", "`blog` cannot be the folder of a topic; choose another name"),
        ("Rosen & Gärten: {}", "write `rosen-gärten`"),
        ("'!': {}", "`!` cannot be the folder of a topic; choose another name"),
        (
            "roses: {labels: [a]}\ntrees:\nroses: {labels: [b]}\n",
            "line 3 has `roses` a second time; put what stands below both into one",
        ),
        ("roses:\n  labels: [a]\n  labels: [b]\n", "line 3 has `labels` a second time"),
        ("roses: x", "the rule of `roses` cannot be read"),
        ("roses: {words: []}", "the rule of `roses` cannot be read"),
        ("roses: {labels: x}", "the rule of `roses` has no lists"),
    ],
)
def test_rules_that_cannot_be_read_are_refused(text: str, what: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_rules(text)

    assert what in str(caught.value)

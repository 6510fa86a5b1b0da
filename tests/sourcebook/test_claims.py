from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.claims import OUR_WORD, PASSED_OVER, SIGNS, find_claims, sign_of
from sourcebook.sentences import Sentence

CLAIMS = {
    "has a number": [
        "In 2011 roses were planted in clay.",
        "Roses need 30 litres of water.",
        "Roses need 5mg of iron.",
        "A 65-year-old hedge is still green.",
        "Prices rose to £5.",
        "There were 3 degrees of frost.",
        "Half of the roses died.",
        "Most of the roses died.",
        "About 20% died.",
        "Twenty per cent died.",
        "On average they flowered early.",
        "Two in five roses died.",
        "One in 10 roses died.",
        "Three of the four beds were dry.",
        "They flower for six weeks.",
        "It takes two-hour walks.",
        "The yield doubled.",
        "It lasts twelve long months.",
        "Water them at least 3 times.",
        "Phase 2 of the study had 12 roses.",
        "They work best within 3 days.",
        "“How many?” asked 20 gardeners.",
    ],
    "makes a comparison": [
        "Clay holds more water than sand.",
        "Roses do no better than tulips.",
        "Clay is wetter than sand.",
        "Roses get better in spring.",
        "Frost goes with a higher loss of buds.",
        "Tulips are more common in spring.",
        "Roses are as thirsty as tulips.",
        "Clay holds twice the water.",
        "Clay holds half as much.",
        "Most gardeners water at dusk.",
        "The least water falls in June.",
        "Compared with sand, clay is wet.",
        "The largest hedge is at the gate.",
    ],
    "speaks of evidence": [
        "Studies show that roses like clay.",
        "A study did not find that.",
        "The register says the work was done.",
        "Research points to clay.",
        "There is evidence for clay.",
        "There is no evidence for clay.",
        "There is moderate evidence that clay helps.",
        "It is weak evidence that clay helps.",
        "The evidence that clay helps is strong.",
        "We have read that clay is proven.",
        "The first trial looked hopeful.",
        "Clay is proven to hold water.",
        "Clay is linked to moss.",
        "Clay is associated with moss.",
        "According to gardeners, clay is wet.",
        "A garden club advises: water at dusk.",
        "Guidance makes mulch the first step.",
        "Researchers have found moss.",
    ],
}

NO_CLAIMS = [
    "Roses like clay.",
    "Water the roses at dusk.",
    "Here are three things to do.",
    "There are 3 good reasons.",
    "Two kinds were compared.",
    "The rose B12 is red, and so is HSV-1.",
    "The bed at B4-5 is dry.",
    "A 3D drawing shows the hedge.",
    "See table 2 and step 3.",
    "The rose is of type 1.",
    "Phase II is next.",
    "Call 988 or text 741741.",
    "Ring 0161 496 0000.",
    "Our number is 1-800-555-0199.",
    "Read https://example.org/2011/05/roses first.",
    "Read www.example.org/2011 first.",
    "This page was last checked on 23 November 2026.",
    "Reviewed: 2026-11-23.",
    "Published November 23, 2026.",
    "This is moderate evidence.",
    "So the evidence for it is weak.",
    "The evidence here is very weak too.",
    "Growth was slow (high-quality evidence).",
    "This is moderate evidence from 1 good trial.",
    "It is not evidence.",
    "Both findings are moderate evidence.",
    "Nobody counted, so this is only weak evidence of growth.",
    "We have read only news about the trial.",
    "We looked for a trial, and there is none.",
    "The cause is not proven.",
    "It takes trial and error.",
    "Water them at least weekly, and at most daily.",
    "They like clay most of all.",
    "Use clay rather than sand.",
    "Roses as well as tulips like clay.",
    "It is dry for the most part.",
    "No trial of 20 roses is known to us.",
    "We know it only from a study of 20 roses.",
    "We found no study of roses.",
    "Our sources hold no trial of roses.",
    "No study here shows that clay is better.",
    "Our advice: check after 4 to 6 weeks.",
    "Our reading: 20 is too many.",
    "Do 20 roses need more water than 10?",
    "“Do 20 roses need water?”",
    '"Do 20 roses need water?"',
    "(Do '20 roses need water?')",
    "He asked: \u2018Do 20 roses need water?\u2019",
    "You need not wait for a worse day.",
    "",
    "…",
]


def sentence(text: str, **values: Any) -> Sentence:
    given: dict[str, Any] = {"keys": (), "item_keys": (), "heading": False, "box": ""}
    return Sentence(text=text, **{**given, **values})


CLAIM = "Roses need 30 litres of water."


@pytest.mark.parametrize(
    ("sign", "text"), [(sign, text) for sign, texts in CLAIMS.items() for text in texts]
)
def test_a_sentence_is_a_claim_by_its_sign(sign: str, text: str) -> None:
    assert sign_of(text) == sign
    assert find_claims([sentence(text)]) == [sentence(text)]


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_a_sentence_without_a_sign_is_no_claim(text: str) -> None:
    assert sign_of(text) == ""
    assert find_claims([sentence(text)]) == []


@pytest.mark.parametrize(
    "values",
    [
        {"keys": ("elm1999",), "item_keys": ("elm1999",)},
        {"item_keys": ("elm1999",)},
        {"heading": True},
        {"comment": True},
        {"box": "help"},
        {"box": "non-urgent"},
        {"box": "urgent"},
        {"box": "emergency"},
    ],
    ids=str,
)
def test_a_claim_that_is_cited_or_stands_where_none_is_asked_for_is_passed_over(
    values: dict[str, Any],
) -> None:
    assert find_claims([sentence(CLAIM, **values)]) == []


@pytest.mark.parametrize("box", ["in-short", "note"])
def test_a_claim_in_another_box_counts(box: str) -> None:
    assert find_claims([sentence(CLAIM, box=box)]) == [sentence(CLAIM, box=box)]


def test_claims_come_in_the_order_of_the_page() -> None:
    page = [sentence("A. 2 roses."), sentence("Roses."), sentence("B. 3 roses.")]

    assert find_claims(page) == [page[0], page[2]]


RULES = [
    *((f"out: {why}", pattern) for pattern, why in PASSED_OVER),
    *((f"ours: {why}", pattern) for pattern, why in OUR_WORD),
    *((f"{sign}: {why}", pattern) for sign, rules in SIGNS.items() for pattern, why in rules),
]


@pytest.mark.parametrize(("why", "pattern"), RULES)
def test_each_rule_is_met_by_a_sentence_above(why: str, pattern: str) -> None:
    texts = [*NO_CLAIMS, *(text for group in CLAIMS.values() for text in group)]

    assert [text for text in texts if re.search(pattern, text, re.IGNORECASE)], why


@given(st.text(max_size=200))
def test_whatever_is_typed_has_a_sign_or_none(text: str) -> None:
    assert sign_of(text) in {"", *SIGNS}


def test_a_very_long_sentence_is_looked_at_quickly() -> None:
    assert sign_of("wetter " * 20_000) == ""

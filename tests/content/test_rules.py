"""The rules of the posts, each with a text that breaks it: what a writer is told then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sourcebook.frontmatter import Document
from tests.content import rules
from tests.content.evidence import SHEETS, labels_are_those_of_the_sheets, numbers_are_in_the_sheets
from tests.content.rules import DOCS, RULES, Written, catalog, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rule = Callable[[Written], Iterator[str]]

PATH = DOCS / "neuralgia/trigeminal-neuralgia.md"
"""A post on a treatment that has a chart; its text is the one below."""
TEXT = """
/// in-short
Carbamazepine helps some people ([moderate evidence]). [@clinicalevidence-tn]
///

## What helps

Magnetic resonance imaging (MRI) comes first ([guideline]). [@bendtsen2019eantn]
For neck pain, massage was tested with 228 people. [@sherman2014dose]
For the leg, read [sciatica](sciatica.md).

![Carbamazepine helped more people than placebo](trigeminal-neuralgia--carbamazepine-response.svg)

## Harms

Our sources tell of some.

## If you do nothing

Our sources do not say.

## Other choices

Our sources name others.

## When to get help

/// urgent | Get advice the same day if:

- you feel ill

///

## What we do not know

- How long it helps.
"""
CHART = "trigeminal-neuralgia--carbamazepine-response"
LONG = "Some " + "very " * 24 + "long sentence."


def post(text: str = TEXT, *, aliases: tuple[str, ...] = ("TN", "face pain", "tic")) -> Written:
    about = replace(catalog().by_uri["neuralgia/trigeminal-neuralgia.md"], aliases=aliases)
    return read(PATH, Document(about.uri, {}, text), about)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_post_may_be_as_short_as_this(rule: Rule) -> None:
    assert list(rule(post())) == []


@pytest.mark.parametrize(
    ("rule", "old", "new", "message"),
    [
        (
            rules.answers_first,
            "/// in-short\n",
            "Now then.\n\n/// in-short\n",
            'begin with `/// in-short`; only `--8<-- "help-lines.md"` may stand before it',
        ),
        (
            rules.answers_first,
            "Carbamazepine helps",
            "Carbamazepine " + "really " * 60 + "helps",
            "shorten the In short box to 60 words; it has 66",
        ),
        (
            rules.has_its_parts,
            "## What we do not know",
            "## The rest",
            "add a section `## What we do not know`",
        ),
        (
            rules.has_its_parts,
            "## If you do nothing",
            "## Waiting",
            "add a section on doing nothing; its heading has one of the words: "
            "do nothing|doing nothing|without treatment",
        ),
        (
            rules.cites_what_there_is,
            "@sherman2014dose",
            "@sherman2014dosee",
            "line 9: cites `@sherman2014dosee`, and there is no such source; "
            "did you mean [@sherman2014dose]?",
        ),
        (
            rules.says_how_sure_one_can_be,
            "([moderate evidence])",
            "([medium evidence])",
            "`[medium evidence]` is no label; write one of: strong evidence, moderate evidence, "
            "weak evidence, very weak evidence, not known, guideline, observational, "
            "expert opinion",
        ),
        (
            rules.offers_help_first,
            "Our sources tell of some.",
            "Stopping an opioid is hard.",
            "touches suicide or stopping opioids (`stopping an opioid`): "
            'begin with `--8<-- "help-lines.md"`',
        ),
        (
            rules.is_easy_to_read,
            "Our sources tell of some.",
            LONG,
            f"shorten to 25 words (27 now): {LONG}",
        ),
        (
            rules.is_easy_to_read,
            "Our sources tell of some.",
            "One.\nTwo.\nThree.\nFour.",
            "split the paragraph of 4 sentences that begins: One.",
        ),
        (
            rules.expands_acronyms,
            "Magnetic resonance imaging (MRI)",
            "MRI",
            "expand MRI at its first use, as `words in full (MRI)`, or leave it out",
        ),
        (
            rules.describes_its_pictures,
            "[Carbamazepine helped more people than placebo]",
            "[Odd]",
            f"{CHART}.svg: say in 5 to 150 characters what the picture shows; 3 now",
        ),
        (
            rules.describes_its_pictures,
            "[Carbamazepine helped more people than placebo]",
            "[response.svg]",
            f"{CHART}.svg: say what the picture shows, not what the file is called",
        ),
        (
            rules.shows_its_charts,
            f"]({CHART}.svg)",
            "](other.svg)",
            f"{CHART}.csv: is shown nowhere; add `![what it shows]({CHART}.svg)`",
        ),
        (
            rules.shows_its_charts,
            f"]({CHART}.svg)",
            f"]({CHART}.svg)\n\n![More of it](trigeminal-neuralgia--more.svg)",
            "trigeminal-neuralgia--more.svg: has no data; add trigeminal-neuralgia--more.csv",
        ),
        (
            rules.links_by_file,
            "(sciatica.md)",
            "(/neuralgia/sciatica/)",
            "link to the file, as `../topic/slug.md`, not to `/neuralgia/sciatica/`",
        ),
        (
            rules.links_by_file,
            "(sciatica.md)",
            "(lumbago.md)",
            "`lumbago.md` leads nowhere; correct the link",
        ),
        (
            rules.warns_in_cards,
            "| Get advice the same day if:",
            "| Warning signs",
            "give the urgent card a title that ends with `if:`",
        ),
        (
            rules.warns_in_cards,
            "- you feel ill\n\n///\n",
            "- you feel ill\n\n///\n\nMore on this.\n",
            "give what stands below the urgent card a heading of its own",
        ),
        (
            rules.warns_in_cards,
            "- you feel ill\n\n///\n",
            "- you feel ill\n\n///\n\n/// urgent | Call if:\n\n- you feel worse\n\n///\n",
            "put all signs of one level into one card; there are 2 urgent",
        ),
        (
            rules.keeps_the_sheets_to_itself,
            "Our sources tell of some.",
            "EDITOR: look this up.",
            "remove what is meant for editors",
        ),
        (
            rules.agrees_with_its_sources,
            "228 people",
            "229 people",
            "says 229 people, its sources (sherman2014dose) say 228: correct one, or add the "
            "figure to the summary: For neck pain, massage was tested with 229 people.",
        ),
        (
            rules.agrees_with_its_sources,
            "with 228 people",
            "for 6 weeks",
            "says 6 weeks, its sources (sherman2014dose) say 4, 5: correct one, or add the "
            "figure to the summary: For neck pain, massage was tested for 6 weeks.",
        ),
    ],
)
def test_a_writer_is_told_what_to_mend(rule: Rule, old: str, new: str, message: str) -> None:
    assert TEXT.count(old) == 1

    assert list(rule(post(TEXT.replace(old, new)))) == [message]


def test_a_post_on_a_treatment_without_any_label_is_told_how_to_write_one() -> None:
    bare = TEXT.replace(" ([moderate evidence])", "").replace(" ([guideline])", "")

    assert list(rules.says_how_sure_one_can_be(post(bare))) == [
        "label each conclusion, as `[moderate evidence]`"
    ]


@pytest.mark.parametrize("aliases", [(), ("TN",), ("TN", "tic", "Tic!")])
def test_a_post_that_readers_cannot_find_by_their_own_words_is_told_so(
    aliases: tuple[str, ...],
) -> None:
    assert list(rules.can_be_found(post(aliases=aliases))) == [
        "add readers' own words to `aliases`; at least 3"
    ]


def test_a_post_that_claims_words_of_another_is_told_which() -> None:
    other = catalog().by_uri["neuralgia/sciatica.md"]

    wrong = post(aliases=("TN", "face pain", other.aliases[0].upper()))

    assert list(rules.claims_no_words_of_another(wrong)) == [
        f"aliases: `{other.aliases[0].lower()}` is an alias of neuralgia/sciatica.md too; "
        "remove it from one, or say in mkdocs.yml under extra.search.aliases which wins"
    ]


def test_a_number_and_a_label_that_the_sheets_do_not_have_are_found() -> None:
    if not SHEETS.is_dir():
        pytest.skip(f"the evidence sheets are not beside the project ({SHEETS.name}/)")
    wrong = post(TEXT.replace("some people ([moderate", "979 people ([strong"))

    assert list(numbers_are_in_the_sheets(wrong)) == [
        "979 stands in no claim of the sheets on clinicalevidence-tn; correct it, cite the source "
        "it is from, or leave it out: Carbamazepine helps 979 people (strong evidence)."
    ]
    assert [message.partition(":")[0] for message in labels_are_those_of_the_sheets(wrong)] == [
        "says [strong evidence], the sheets say expert opinion, moderate of clinicalevidence-tn; "
        "write the label of the claim"
    ]

"""Kinds of work: what a reader calls them, and what each can and cannot show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Design:
    """A kind of work."""

    word: str
    """The word in the record."""
    label: str
    """What a reader calls it."""
    shows: str
    """A sentence: what work of this kind can show."""
    hides: str
    """A sentence: what it cannot."""


_ALL = (
    Design(
        "guideline",
        "guideline",
        "It says what an expert body advises after weighing the evidence.",
        "It is advice, not a measurement: how well something works stands in the studies behind it.",
    ),
    Design(
        "systematic-review",
        "systematic review",
        "It gathers the studies of one question by a plan made beforehand, so it shows more than "
        "any one of them.",
        "It cannot be better than the studies it found.",
    ),
    Design(
        "trial",
        "trial",
        "It gives people different things to do or take and compares what happens, so it can show "
        "that one works better than another.",
        "It speaks for people like those who took part, for as long as they were followed.",
    ),
    Design(
        "cohort",
        "cohort study",
        "It follows people over time, so it shows what comes before what.",
        "Nobody was assigned to anything, so it cannot prove what causes what.",
    ),
    Design(
        "cross-sectional",
        "cross-sectional study",
        "It asks or examines many people once, so it shows how common something is.",
        "It cannot tell what came first, or what causes what.",
    ),
    Design(
        "case-series",
        "case series",
        "It describes what happened to a few people, so it can show that something is possible.",
        "Nobody is there to compare with, so it cannot show that anything helped.",
    ),
    Design(
        "review",
        "review",
        "It gives its authors' overview of what is known.",
        "The authors chose what to include, so other work may be missing.",
    ),
    Design(
        "patient-information",
        "patient information",
        "It explains a subject in plain words, and says what a service advises.",
        "It measures nothing itself.",
    ),
    Design(
        "statistics",
        "statistics",
        "It counts, so it shows how many people have or do something.",
        "A count does not say why.",
    ),
    Design(
        "registry",
        "registry entry",
        "It says what a study set out to do, and sometimes what came of it.",
        "A plan is not a result, and an entry may be out of date.",
    ),
    Design(
        "news",
        "news report",
        "It shows what was said at the time, and by whom.",
        "It measures nothing, and what it reports may be shortened or wrong.",
    ),
    Design(
        "opinion",
        "opinion",
        "It shows what somebody who knows the subject thinks, and why.",
        "Others who know it may think otherwise; nothing is measured.",
    ),
    Design(
        "encyclopedia",
        "encyclopaedia",
        "It gathers what others have published, and is good for names and dates.",
        "It is second-hand, and it can change from one day to the next.",
    ),
    Design(
        "regulator",
        "regulator's document",
        "It shows what an authority has decided, allowed or warned of.",
        "A permission says little about how much something helps.",
    ),
    Design("image", "picture", "It shows what it shows.", "It proves nothing."),
)

DESIGNS = {design.word: design for design in _ALL}
"""Kinds of work, by the word in the record."""

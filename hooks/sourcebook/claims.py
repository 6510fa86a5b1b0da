"""Claims: sentences that say something to be checked, and name no source for it.

The rules are for English, and for words that any subject uses. They look at one sentence at
a time, so they find what to look at, and not what is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .sentences import Sentence

EXEMPT_BOXES = frozenset({"help", "non-urgent", "urgent", "emergency"})
"""Boxes that tell a reader what to do now; their numbers are those of telephones."""

_COUNT = (
    "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|hundreds?|thousands?|millions?|billions?|dozens?)"
)
_UNIT = (
    "(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|times|points?|degrees"
    "|people|persons|adults|children|men|women|participants|volunteers|cases|trials|studies"
    "|reviews|surveys|gram(?:me)?s|kilogram(?:me)?s|tonnes|pounds|lit(?:re|er)s|met(?:re|er)s"
    "|kilomet(?:re|er)s|miles|dollars|euros)"
)
_UNIT_SIGN = "(?:mg|kg|g|ml|cl|l|mm|cm|km|m|h|s|x|k|bn|st|[nr]d|th)"
_ITEMS = (
    "(?:things|ways|steps|reasons|questions|parts|kinds|sorts|types|examples|options|choices"
    "|tips|rules|goals)"
)
_LABEL = (
    "(?:types?|phases?|stages?|grades?|steps?|parts?|chapters?|sections?|figures?|tables?|pages?"
    "|versions?|levels?|class|number|notes?|questions?|box|volumes?|issues?)"
)
_TURN_OUT = "(?:is|are|was|were|do|does|did|gets?|got|works?|worked|becomes?|became|grows?|grew)"
_PAGE_DATE = "(?:published|updated|reviewed|checked|corrected|written|posted)"
_DATE = r"(?:\d{4}-\d\d-\d\d|\d{1,2} [a-z]+ \d{4}|[a-z]+ \d{1,2}, \d{4})"
_GRADE = "(?:strong|good|moderate|fair|weak|poor|limited|mixed|thin|low|high|not)"
_GRADED = rf"(?:\w+ ){{0,2}}{_GRADE}(?:[- ](?:quality|certainty))? evidence\b"
_WORK = (
    "(?:study|studies|trials?|reviews?|surveys?|meta-analys[ei]s|experiments?|analys[ei]s|data"
    "|statistics|polls?|reports?|articles?|papers?|news(?! reports?)|register|registry|scientists"
    "|researchers|experts|authors)"
)
_SAY = (
    "(?:shows?|showed|shown|finds?|found|says?|said|suggests?|suggested|reports?|reported"
    "|concludes?|concluded|confirms?|confirmed|indicates?|indicated|estimates?|estimated"
    "|supports?|supported|predicts?|predicted|advises?|advised|recommends?|recommended"
    "|agrees?|agreed|warns?|warned)"
)

PASSED_OVER = (
    (r"\S+://\S+|\bwww\.\S+", "an address"),
    (r"\b\+?\d{1,3}(?:-\d{3}){1,2}-\d{3,4}\b", "a telephone number"),
    (r"\b(?:calls?|dial|phone|ring|text)(?: to| on)? \+?\d[\d -]*\d", "a telephone number"),
    (rf"\b{_PAGE_DATE}\b[^.;]{{0,20}}?\b{_DATE}\b", "a date of the page itself"),
    (r"\b[a-z]+-?\d[\w-]*", "a name with a number in it, such as B12"),
    (rf"\b\d+(?!{_UNIT_SIGN}\b)[a-z]\w*", "a name with a number in it, such as 3D"),
    (rf"\b{_LABEL} (?:\d+(?:\.\d+)*|[ivx]+)\b", "a label tells things apart, and counts nothing"),
    (rf"\b(?:\d+|{_COUNT}|one)(?: \w+)? {_ITEMS}\b", "a bare enumeration: the items follow"),
    (rf"\({_GRADED}", "how sure we are: our judgement on what was cited before"),
    (
        rf"(?<!\bthere )\b(?:is|are|was|were) {_GRADED}(?! that)(?: from \d+ (?:\w+ )?{_WORK})?",
        "how sure we are",
    ),
    (
        rf"\bevidence (?!that )(?:\w+ ){{0,4}}(?:is|was) (?:\w+ ){{0,2}}{_GRADE}\b",
        "how sure we are",
    ),
    (r"\b(?:not|never) proven\b", "how sure we are"),
    (r"\btrial and error\b|\b(?:free|on) trial\b", "a trial that is none"),
    (r"\bat (?:least|most)\b", "a bound: the number beside it counts"),
    (r"\b(?:rather|other) than\b|\bmore or less\b", "no comparison"),
    (r"\bas (?:well|soon|long|far) as\b", "no comparison"),
    (r"\b(?:most|least) of all\b|\bfor the most part\b|\bthe most of\b", "no comparison"),
)
"""What is taken out of a sentence before it is looked at, as patterns with the reason."""

OUR_WORD = (
    (
        r"\bknown to us\b|\bwe (?:found no|have found no|have read only|looked for)\b",
        "what we have read",
    ),
    (r"\bwe (?:do not )?know (?:\w+ ){0,3}?(?:only|second-hand|no|nothing)\b", "what we know"),
    (r"\bour sources (?:do not|hold no|have no|say nothing)\b", "what we do not know"),
    (rf"\bno (?:\w+ ){{0,3}}{_WORK}(?: or \w+)? (?:here|listed)\b", "what we do not know"),
    (r"\bour (?:advice|reading|view|arithmetic)\b", "our own advice, or our own sums"),
    ("\\?[\"'\u201d\u2019)]*$", "a question"),
)
"""Sentences that no source can be named for, as patterns with the reason."""

SIGNS = {
    "has a number": (
        (r"(?<!\w)(?<![a-z]-)\d", "digits, but not those of a name such as B-12"),
        (r"[%‰]|\bper ?cent\b", "a share"),
        (rf"\b{_COUNT}(?:[- ]\w+)?[- ]{_UNIT}\b", "a number in words, with what it measures"),
        (rf"\b(?:one|{_COUNT}) (?:in|out of|of) (?:the |every )?(?:\d|{_COUNT})", "x of y"),
        (r"\b(?:half|thirds?|quarters?|most|hundreds|thousands|millions|dozens) of\b", "a part"),
        (r"\b(?:doubled?|trebled?|tripled?|halved?|twofold|tenfold)\b", "a factor"),
        (r"\bon average\b", "a mean"),
    ),
    "makes a comparison": (
        (r"\b(?:more|less|worse|\w{2,}er)\b[^.;:]{0,80}?\bthan\b", "more or less than another"),
        (r"\b(?:fewer|higher|greater|smaller|larger)\b", "the other half is meant"),
        (rf"\b{_TURN_OUT} (?:\w+ )?(?:better|worse)\b", "the other half is meant"),
        (r"\b(?:more|less) (?:often|common|likely|frequent)\b", "the other half is meant"),
        (r"\b(?:fewest|highest|lowest|greatest|smallest|largest|most|least)\b", "above all others"),
        (r"\bas \w+(?: \w+)? as\b|\b(?:half|twice|times) as\b|\btwice\b", "as much as another"),
        (r"\bcompared (?:to|with)\b", "it says so"),
    ),
    "speaks of evidence": (
        (rf"\b{_WORK}(?: \w+){{0,3}}? {_SAY}\b", "somebody has found or said it"),
        (r"\b(?:advises|recommends|warns|estimates|concludes)\b", "somebody has said it"),
        (r"\baccording to\b|\bguidance\b|\bguidelines?\b", "somebody has said it"),
        (r"\b(?:research|evidence|trials?|proven|scientifically)\b", "somebody has tested it"),
        (r"\b(?:linked|tied) (?:to|with)\b", "it says that things belong together"),
        (r"\bassociated with\b|\bcorrelate[sd]?\b", "it says that things belong together"),
    ),
}
"""What makes a sentence a claim, in the words a writer is told: patterns, with what they mean."""


def _any(rules: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern, _ in rules), re.IGNORECASE)


_PASSED_OVER, _OUR_WORD = _any(PASSED_OVER), _any(OUR_WORD)
_SIGNS = tuple((sign, _any(rules)) for sign, rules in SIGNS.items())


def find_claims(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Return the claims that have no citation in them, nor in their list item or table row."""
    return [
        sentence
        for sentence in sentences
        if not (sentence.item_keys or sentence.heading or sentence.comment)
        and sentence.box not in EXEMPT_BOXES
        and sign_of(sentence.text)
    ]


def sign_of(text: str) -> str:
    """Return what makes a sentence a claim, such as *has a number*; empty where nothing does."""
    if _OUR_WORD.search(text):
        return ""
    rest = _PASSED_OVER.sub("…", text)
    return next((sign for sign, pattern in _SIGNS if pattern.search(rest)), "")

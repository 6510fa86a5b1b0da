"""What a post of this knowledge base must keep: one rule a function, each with its remedy.

A rule yields what is wrong in the words a writer needs. The rules know this content; the
machine's own, which know any, are in `hooks/sourcebook/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sourcebook.citation_syntax import read_page
from sourcebook.citations import check_citations
from sourcebook.commands.project import find_project
from sourcebook.search import check_aliases, normalise
from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sourcebook.catalog import Catalog
    from sourcebook.citations import PageCitations
    from sourcebook.frontmatter import Document
    from sourcebook.posts import Post
    from sourcebook.sentences import Sentence

DOCS = ROOT / "docs"
TOPICS = ("chronic-pain", "medical-massage", "neuralgia", "osteoarthritis")

TREATMENTS = frozenset(
    [
        "what-is-medical-massage",
        "massage-evidence-scorecard",
        "massage-for-back-and-neck-pain",
        "massage-for-knee-osteoarthritis",
        "massage-for-fibromyalgia-and-migraine",
        "massage-nerve-pain-and-seizures-claims-check",
        "massaging-yourself-at-home",
        "how-often-and-how-long-to-have-massage",
        "exercise-for-knee-osteoarthritis",
        "weight-loss-and-knee-osteoarthritis",
        "medicines-for-osteoarthritis",
        "surgery-for-knee-osteoarthritis",
        "hand-osteoarthritis",
        "joint-injections",
        "glucosamine-and-other-supplements",
        "knee-and-hip-replacement-recovery",
        "what-helps-without-drugs",
        "pacing-and-flare-ups",
        "medicines-and-opioids-for-chronic-pain",
        "fibromyalgia",
        "sleep-and-pain",
        "low-mood-anxiety-and-pain",
        "long-lasting-low-back-pain",
        "postherpetic-neuralgia",
        "shingles-vaccine",
        "medicines-for-nerve-pain",
        "trigeminal-neuralgia",
        "occipital-neuralgia",
        "herpes-vector-gene-therapy-for-pain",
        "sciatica",
        "diabetic-nerve-pain",
        "lidocaine-and-capsaicin-patches",
    ]
)
"""Posts that answer whether something helps; the others explain."""
PARTS = {
    "harms": r"harm|risk|side effect|unwanted|safe",
    "doing nothing": r"do nothing|doing nothing|without treatment",
    "other choices": r"other (choices|options|ways)|instead",
}
"""What a post about a treatment has a section on, by the words of its heading."""
LABELS = (
    "strong evidence",
    "moderate evidence",
    "weak evidence",
    "very weak evidence",
    "not known",
    "guideline",
    "observational",
    "expert opinion",
)
ACRONYMS = frozenset({"US", "UK", "AI", "IMDb", "OK", "II", "III", "IV", "VI"})
"""Those every reader knows, and Roman numbers."""

_CODE = re.compile(r"^(`{3,}).*?^\1$", re.DOTALL | re.MULTILINE)

IN_SHORT_WORDS = 60
SENTENCE_WORDS = 25
PARAGRAPH_SENTENCES = 3
LEAST_ALIASES = 3


@dataclass(frozen=True)
class Written:
    """A post as its writer left it, and what the build reads in it."""

    path: Path
    document: Document
    post: Post
    found: PageCitations
    summaries: dict[str, str]
    """Of the sources it cites."""

    @property
    def slug(self) -> str:
        return self.path.stem

    @property
    def body(self) -> str:
        """Return the text without code."""
        return _CODE.sub("", self.document.body)

    @property
    def headings(self) -> list[str]:
        return re.findall(r"^#+ (.*)$", self.body, re.MULTILINE)


@cache
def catalog() -> Catalog:
    return find_project(ROOT).catalog()


@cache
def written(path: Path) -> Written:
    uri = path.relative_to(DOCS).with_suffix(".md").as_posix()
    return read(path, catalog().documents[uri], catalog().by_uri[uri])


def read(path: Path, document: Document, post: Post) -> Written:
    """Return a post with what the build reads in its text."""
    sources = catalog().sources
    found = read_page(document, sources, *find_project(ROOT).markdown_extensions)
    summaries = {key: sources[key].item["custom"]["summary"] for key in found.keys}
    return Written(path, document, post, found, summaries)


def posts() -> list[Path]:
    """Return the files of all posts."""
    return sorted(
        path
        for topic in TOPICS
        for path in (DOCS / topic).iterdir()
        if path.suffix in (".md", ".ipynb") and path.name != "index.md"
    )


def answers_first(post: Written) -> Iterator[str]:
    boxes = re.findall(r"^/// (\S+)[^\n]*\n(.*?)^///$", post.body, re.DOTALL | re.MULTILINE)
    start = post.body.strip().removeprefix('--8<-- "help-lines.md"').strip()
    if not start.startswith("/// in-short\n"):
        yield 'begin with `/// in-short`; only `--8<-- "help-lines.md"` may stand before it'
        return
    words = re.sub(r"\[@[^\]]*\]", "", dict(boxes)["in-short"]).split()
    if len(words) > IN_SHORT_WORDS:
        yield f"shorten the In short box to {IN_SHORT_WORDS} words; it has {len(words)}"


def has_its_parts(post: Written) -> Iterator[str]:
    if "What we do not know" not in post.headings:
        yield "add a section `## What we do not know`"
    if post.slug in TREATMENTS:
        for part, words in PARTS.items():
            if not any(re.search(words, heading, re.IGNORECASE) for heading in post.headings):
                yield f"add a section on {part}; its heading has one of the words: {words}"


def cites_what_there_is(post: Written) -> Iterator[str]:
    for problem in check_citations(
        post.document, post.found, catalog().sources, catalog().off_menu
    ):
        yield f"{problem.key}: {problem.what}; {problem.remedy}"


def says_how_sure_one_can_be(post: Written) -> Iterator[str]:
    used = {label.lower() for label in re.findall(r"\[([^\]@]*)\](?![(\[:])", post.body)}
    if post.slug in TREATMENTS and not used & set(LABELS):
        yield "label each conclusion, as `[moderate evidence]`"
    for label in sorted(used - set(LABELS)):
        yield f"`[{label}]` is no label; write one of: {', '.join(LABELS)}"


def offers_help_first(post: Written) -> Iterator[str]:
    text = f"{post.post.title} {post.post.description} {post.body}".lower()
    touches = re.search(r"suicid|end(ing)? your life|taper|withdrawal|self-harm", text) or (
        "opioid" in text and re.search(r"(stop|cut|reduc|lower)\w*( \w+){0,4} opioid", text)
    )
    if touches and not post.body.strip().startswith('--8<-- "help-lines.md"'):
        yield f'touches suicide or stopping opioids (`{touches[0]}`): begin with `--8<-- "help-lines.md"`'


def is_easy_to_read(post: Written) -> Iterator[str]:
    for sentence in post.found.sentences:
        words = sentence.text.split()
        if len(words) > SENTENCE_WORDS and not _in_table(post, sentence):
            yield f"shorten to {SENTENCE_WORDS} words ({len(words)} now): {sentence.text}"
    for block in re.split(r"\n\s*\n", post.body):
        lines = [line for line in block.strip().splitlines() if not line.startswith("///")]
        plain = not re.match(r"[-|#!>\d ]", lines[0]) if lines else False
        if plain and len(lines) > PARAGRAPH_SENTENCES and "in-short" not in block:
            yield f"split the paragraph of {len(lines)} sentences that begins: {lines[0]}"


def expands_acronyms(post: Written) -> Iterator[str]:
    # A list item or a heading may come before the sentence that explains the word.
    text = "\n".join(sentence.text for sentence in post.found.sentences)
    for acronym in sorted(set(re.findall(r"\b[A-Z][A-Z0-9]*[A-Z][A-Za-z]*\b", text)) - ACRONYMS):
        first = re.search(rf"\b{acronym}\b", text)
        assert first
        around = text[max(0, first.start() - 1) : first.end() + 2]
        if not (around.startswith("(") or around.endswith(" (")):
            yield f"expand {acronym} at its first use, as `words in full ({acronym})`, or leave it out"


def describes_its_pictures(post: Written) -> Iterator[str]:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", post.body)
    if post.post.image:
        pictures.append((post.post.image.alt, post.post.image.uri))
    for alt, src in pictures:
        if not 5 <= len(alt) <= 150:
            yield f"{src}: say in 5 to 150 characters what the picture shows; {len(alt)} now"
        if re.search(r"\.(svg|png|jpe?g|webp)\b", alt, re.IGNORECASE):
            yield f"{src}: say what the picture shows, not what the file is called"


def shows_its_charts(post: Written) -> Iterator[str]:
    for data in sorted(post.path.parent.glob(f"{post.slug}--*.csv")):
        if f"]({data.stem}.svg)" not in post.body:
            yield f"{data.name}: is shown nowhere; add `![what it shows]({data.stem}.svg)`"
    for name in re.findall(rf"\]\(({post.slug}--[^)]*)\.svg\)", post.body):
        if not (post.path.parent / f"{name}.csv").exists():
            yield f"{name}.svg: has no data; add {name}.csv"


def links_by_file(post: Written) -> Iterator[str]:
    for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)", post.body):
        if re.match(r"https?://|tel:|#", target):
            continue
        if not re.fullmatch(r"(\.\./)*[\w./-]+\.(md|ipynb)(#[\w-]+)?", target):
            yield f"link to the file, as `../topic/slug.md`, not to `{target}`"
        elif not _exists(post.path.parent / target.split("#")[0]):
            yield f"`{target}` leads nowhere; correct the link"


def warns_in_cards(post: Written) -> Iterator[str]:
    cards = re.findall(
        r"^/// (non-urgent|urgent|emergency)([^\n]*)\n(.*?)^///$(?=\n*([^\n]*))",
        post.body,
        re.DOTALL | re.MULTILINE,
    )
    kinds = [kind for kind, *_ in cards]
    for kind in sorted({kind for kind in kinds if kinds.count(kind) > 1}):
        yield f"put all signs of one level into one card; there are {kinds.count(kind)} {kind}"
    for kind, title, text, after in cards:
        if not re.fullmatch(r" \| .* if:", title):
            yield f"give the {kind} card a title that ends with `if:`"
        if kind == "emergency" and re.search(r"\]\(", text):
            yield "put no link into an emergency card"
        if after and not after.startswith(("## ", "### ", "/// ")):
            yield f"give what stands below the {kind} card a heading of its own"


def can_be_found(post: Written) -> Iterator[str]:
    if len(set(map(normalise, post.post.aliases))) < LEAST_ALIASES:
        yield f"add readers' own words to `aliases`; at least {LEAST_ALIASES}"


def claims_no_words_of_another(post: Written) -> Iterator[str]:
    others = [other for other in catalog().posts if other.uri != post.post.uri]
    for problem in check_aliases([*others, post.post], catalog().settings):
        if problem.file == post.post.uri:
            yield f"{problem.key}: {problem.what}; {problem.remedy}"


def keeps_the_sheets_to_itself(post: Written) -> Iterator[str]:
    if "EDITOR" in post.body or re.search(r"\*\*\[(Strong|Moderate|Weak|Very weak)", post.body):
        yield "remove what is meant for editors"


COUNTED = {
    "people": "people|adults|participants|patients|women|men|children|knees",
    "trials": "trials",
    "studies": "studies",
    "reviews": "reviews",
    "weeks": "weeks",
    "months": "months",
    "years": "years",
}
_NUMBER = r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"


def counts(text: str, unit: str) -> set[int]:
    """Return how many of something a text says there were, such as 693 people."""
    found = re.findall(
        rf"(?<!\d of )(?<!\d to ){_NUMBER}(?: (?!people|trials|studies|of|to|million)[a-z-]+){{0,2}} (?:{COUNTED[unit]})\b",
        text,
        re.IGNORECASE,
    )
    return {int(number.replace(",", "")) for number in found}


def agrees_with_its_sources(post: Written) -> Iterator[str]:
    """How many were counted, and for how long, must agree with the summaries of the sources.

    The other numbers, such as results, are compared with the evidence sheets: a summary has
    only some of them, so one that it lacks proves nothing.
    """
    for sentence in post.found.sentences:
        said = " ".join(post.summaries[key] for key in sentence.keys)
        for unit in COUNTED:
            theirs = counts(said, unit)
            ours = counts(sentence.text, unit) - {100, 1000, 10}
            for number in sorted(ours - theirs if theirs else ()):
                yield (
                    f"says {number} {unit}, its sources ({', '.join(sentence.keys)}) say "
                    f"{', '.join(map(str, sorted(theirs)))}: correct one, or add the figure to "
                    f"the summary: {sentence.text}"
                )


RULES = (
    answers_first,
    has_its_parts,
    cites_what_there_is,
    says_how_sure_one_can_be,
    offers_help_first,
    is_easy_to_read,
    expands_acronyms,
    describes_its_pictures,
    shows_its_charts,
    links_by_file,
    warns_in_cards,
    can_be_found,
    claims_no_words_of_another,
    keeps_the_sheets_to_itself,
    agrees_with_its_sources,
)


def _exists(page: Path) -> bool:
    return page.resolve().exists() or page.with_suffix(".ipynb").resolve().exists()


def _in_table(post: Written, sentence: Sentence) -> bool:
    return "; " in sentence.text and any(
        line.startswith("|") and sentence.text.split("; ")[0] in line
        for line in post.body.splitlines()
    )

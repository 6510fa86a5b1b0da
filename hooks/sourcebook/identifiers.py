"""Identifiers of works: DOI, PMID and PMCID, however they are written, and where they lead."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

# https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI = re.compile(r"10\.\d{4,9}(\.\d+)*/[^\s\"]+", re.ASCII)
_CANDIDATE = re.compile(r"(?<![\d.])10\.\d{4,9}(\.\d+)*(/|%2f)\S+", re.IGNORECASE | re.ASCII)
_HOST = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}(?=(:\d+)?/)", re.IGNORECASE)
_RESOLVERS = frozenset({"doi.org", "dx.doi.org", "www.doi.org"})
# What follows a DOI in Markdown and in HTML.
_MARKUP = re.compile(r"\]\(|</[a-z]|\"", re.IGNORECASE)
_ENTITY = re.compile(r"&(amp|lt|gt|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
_PUNCTUATION = ".,;:!?'\u2019\u201d\u00bb\u2026"
_OPENED_BY = {")": "(", "]": "[", "}": "{", ">": "<"}

_PUBMED = r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|europepmc\.org/article/med)"
_PMC = r"(?:(?:pmc\.ncbi|ncbi)\.nlm\.nih\.gov(?:/pmc)?/articles|europepmc\.org/articles?(?:/pmc)?)"
_LINK = r"(?:https?://)?(?:www\.)?{}/{}(?:[/?#].*)?"
_PMID = r"0*([1-9]\d{0,7})"
_PMCID = r"pmc0*([1-9]\d{0,8})(?:\.\d+)?"
_PMIDS = (r"(?:pmid[\s:-]*)?" + _PMID, _LINK.format(_PUBMED, _PMID))
_PMCIDS = (r"(?:pmcid[\s:-]*)?" + _PMCID, _LINK.format(_PMC, _PMCID))

# The last sign of ten may be an X: https://www.isbn-international.org/content/isbn-users-manual
_ISBN = re.compile(
    r"(?:isbn(?:-1[03])?[\s:]*)?(?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dx]", re.IGNORECASE | re.ASCII
)


def read_doi(text: str) -> str | None:
    """Return the first DOI in a text, in lower case and without a resolver in front.

    A link counts only where it leads to the resolver: those of publishers have more in
    them than the DOI. Punctuation of the sentence around it stays out; a closing bracket
    belongs to it where it is also opened in it.
    """
    found = (_DOI.fullmatch(_without_punctuation(words)) for words in _candidates(text))
    return next((match[0].lower() for match in found if match), None)


def read_pmid(text: str) -> str | None:
    """Return the number of a work at PubMed: digits, also after `PMID:` or in a link to it."""
    return _number(text, _PMIDS)


def read_pmcid(text: str) -> str | None:
    """Return the number of a work at PubMed Central with `PMC` in front, also from a link."""
    number = _number(text, _PMCIDS)
    return f"PMC{number}" if number else None


def is_isbn(text: str) -> bool:
    """Tell whether a text is the number of a book: 10 or 13 digits, also after `ISBN`."""
    return bool(_ISBN.fullmatch(text.strip()))


def doi_url(doi: str) -> str:
    """Return the address at which a DOI is resolved."""
    return "https://doi.org/" + quote(doi, safe="/:;()")


def pubmed_url(pmid: str) -> str:
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def pmc_url(pmcid: str) -> str:
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"


def _candidates(text: str) -> Iterator[str]:
    """Yield what may begin with a DOI, decoded where it was part of an address."""
    text = " ".join(_plain(text).split())
    for match in _CANDIDATE.finditer(text):
        words = _MARKUP.split(match[0])[0]
        host = _HOST.search(text[text.rfind(" ", 0, match.start()) + 1 : match.start()])
        if host and host[0].lower() in _RESOLVERS:
            words = unquote(re.split(r"[?#]", words)[0])
        elif host:
            continue
        elif match[2] != "/":
            words = unquote(words)
        yield from _plain(words).split()[:1]


def _plain(text: str) -> str:
    """Return text without entities of HTML and characters that cannot be seen."""
    while (decoded := _ENTITY.sub(lambda match: unescape(match[0]), text)) != text:
        text = decoded
    return "".join(
        character for character in text if character.isprintable() or character.isspace()
    )


def _without_punctuation(doi: str) -> str:
    while doi[-1] in _PUNCTUATION or _is_unopened(doi, doi[-1]):
        doi = doi[:-1]
    return doi


def _is_unopened(doi: str, sign: str) -> bool:
    opened_by = _OPENED_BY.get(sign)
    return opened_by is not None and doi.count(sign) > doi.count(opened_by)


def _number(text: str, forms: tuple[str, ...]) -> str | None:
    matches = (re.fullmatch(form, text.strip(), re.IGNORECASE | re.ASCII) for form in forms)
    return next((match[1] for match in matches if match), None)

"""CSL: the words of the format, as far as citeproc-py draws them.

They stand here, too, because that package takes its time to load; a test compares both.
https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

_NAMES = """
author collection-editor composer container-author editor editorial-director illustrator
interviewer original-author recipient translator
"""
_DATES = """
accessed container event-date issued original-date submitted
"""
_OTHERS = """
abstract annote archive archive-location archive-place authority call-number chapter-number
citation-label citation-number collection-number collection-title container-title
container-title-short dimensions DOI edition event event-place first-reference-note-number genre
ISBN ISSN issue jurisdiction keyword language locator medium note number number-of-pages
number-of-volumes original-publisher original-publisher-place original-title page page-first PMCID
PMID publisher publisher-place references section source status title title-short URL version
volume year-suffix
"""
_TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter entry
entry-dictionary entry-encyclopedia figure graphic interview legal_case legislation manuscript map
motion_picture musical_score pamphlet paper-conference patent personal_communication post
post-weblog report review review-book song speech thesis treaty webpage
"""

NAME_KEYS = frozenset(_NAMES.split())
"""Variables that hold names."""
DATE_KEYS = frozenset(_DATES.split())
"""Variables that hold dates."""
VARIABLES = NAME_KEYS | DATE_KEYS | frozenset(_OTHERS.split())
"""All variables that it draws; it answers others with a warning."""
DRAWN_TYPES = frozenset(_TYPES.split())
"""Kinds of works that it draws."""

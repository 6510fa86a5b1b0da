"""One page of each kind that the site has, and the colour schemes it can be read in."""

from __future__ import annotations

KINDS = {
    "home": "",
    "topic": "neuralgia/",
    "post": "chronic-pain/talking-to-your-doctor/",
    "notebook": "neuralgia/sciatica/",
    "source": "sources/jconline2015/",
    "bibliography": "sources/",
    "popular": "popular/",
    "archive": "blog/",
    "year": "blog/2026/",
    "a-to-z": "a-to-z/",
    "glossary": "glossary/",
    "search": "search/",
    "about": "about/how-sure-we-can-be/",
    "404": "no/such/page/",
}
SCHEMES = ("light", "dim", "dark")
# Before a page runs: what a reader has chosen in the panel `Display`.
CHOOSE = 'localStorage.setItem("/.__scheme", \'"{}"\');'

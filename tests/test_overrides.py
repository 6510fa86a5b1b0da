"""Templates of ours that stand in place of the theme's: an update of the theme may change what they follow."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest

from tests.site import ROOT

THEIRS = Path(str(files("material"))) / "templates"
OURS = ROOT / "overrides"
# The theme's templates that ours replace, whole or in a part, as they were when ours were written.
FOLLOWED = {
    "404.html": "80c93494",
    "main.html": "9948b55a",
    "partials/header.html": "8cf3fb15",
    "partials/nav.html": "af33f6e0",
    "partials/nav-item.html": "89895208",
    "partials/palette.html": "fb935107",
    "partials/source.html": "6847616d",
    "partials/search.html": "bfd55653",
    "partials/toc.html": "fde48f58",
    "partials/javascripts/palette.html": "87903897",
}


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_template_of_the_theme_that_ours_follows_has_not_changed(name: str) -> None:
    digest = hashlib.sha256((THEIRS / name).read_bytes()).hexdigest()[:8]

    assert digest == FOLLOWED[name], f"compare {THEIRS / name} with ours, then write {digest} here"


def test_every_template_that_replaces_one_of_the_theme_is_followed() -> None:
    ours = {path.relative_to(OURS).as_posix() for path in OURS.rglob("*.html")}

    assert {name for name in ours if (THEIRS / name).exists()} <= set(FOLLOWED)


@pytest.mark.parametrize("name", ["header", "nav", "search"])
def test_a_template_in_place_of_one_of_the_theme_says_which_and_what_differs(name: str) -> None:
    text = (OURS / "partials" / f"{name}.html").read_text(encoding="utf-8")

    assert text.startswith("{#- In place of ")
    assert f"Material for MkDocs {version('mkdocs-material')}" in text.replace("\n   ", "")
    assert "What differs: " in text.replace("\n   ", "")

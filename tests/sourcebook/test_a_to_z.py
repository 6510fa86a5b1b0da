"""The A to Z: names in their order, and where they lead."""

from __future__ import annotations

from sourcebook.a_to_z import OTHERS, Goal, list_subjects
from sourcebook.glossary import Term
from tests.sourcebook.garden import post_file, read_garden

BUD = Term(("Bud", "eye"), "Where a shoot begins.")


def test_titles_aliases_and_terms_stand_under_their_letters() -> None:
    catalog = read_garden({"roses/a.md": post_file(title="Pruning")})

    letters = list_subjects(catalog.posts, {"roses/a.md": ("éclat", "5 cuts", "eagle")}, [BUD])

    assert [(each.name, [entry.name for entry in each.entries]) for each in letters] == [
        ("B", ["Bud"]),
        ("E", ["eagle", "éclat", "eye"]),
        ("P", ["Pruning"]),
        (OTHERS, ["5 cuts"]),
    ]
    assert [letter.anchor for letter in letters] == ["b", "e", "p", "numbers"]


def test_a_name_leads_to_its_post_and_to_the_glossary() -> None:
    catalog = read_garden({"roses/a.md": post_file(title="Pruning")})

    (letter, _) = list_subjects(catalog.posts, {"roses/a.md": ("bud",)}, [Term(("Bud",), "It.")])

    assert [entry.name for entry in letter.entries] == ["bud"]
    assert [entry.goals for entry in letter.entries] == [
        (Goal("Pruning", "roses/a/"), Goal("in the glossary", "glossary/#bud"))
    ]

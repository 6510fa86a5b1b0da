"""What every finished post shows, and what is said where something is missing."""

from __future__ import annotations

import pytest
from markdown import Markdown

from sourcebook.contract import (
    ADMONITIONS,
    PARTS,
    check_boxes,
    check_draft_links,
    missing_parts,
)
from sourcebook.frontmatter import Document
from tests.sourcebook import garden

BOXES = {ADMONITIONS: {"types": ["help", {"name": "note", "title": "Note"}]}}
PAGE = """<h1>Pruning roses</h1>
<p class="review">Reviewed</p>
<section id="sources" class="sources"></section>
<aside id="popular" class="popular"></aside>
"""
REMEDY = "look whether `mkdocs.yml` still lists every hook, and overrides/main.html the part"


def test_a_page_with_every_part_keeps_the_promise() -> None:
    assert missing_parts(garden.make_post(), PAGE) == []


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_part_is_named(part: str) -> None:
    page = PAGE.replace(PARTS[part], "<div")

    problems = missing_parts(garden.make_post(), page)

    assert garden.messages(problems) == [
        f"roses/pruning.md: page: was built without {part}; {REMEDY}"
    ]


def test_an_empty_page_lacks_every_part() -> None:
    problems = missing_parts(garden.make_post(), "")

    assert garden.messages(problems) == [
        f"roses/pruning.md: page: was built without its sources; {REMEDY}",
        f"roses/pruning.md: page: was built without the popular posts; {REMEDY}",
        f"roses/pruning.md: page: was built without its review date; {REMEDY}",
    ]


def test_a_post_that_was_not_built_is_named() -> None:
    problems = missing_parts(garden.make_post(), None)

    assert garden.messages(problems) == [
        "roses/pruning.md: page: was not built; look for an error above, or in `exclude_docs`"
    ]


def test_a_box_nobody_knows_is_named() -> None:
    body = """/// note | Thorns
They sting.
///

```
/// nothing
```

/// nte
Thorns.

/// warning | Roots
///

///

//// note Wear gloves
////

///
"""
    document = Document("roses/pruning.md", {}, body, 7)

    problems = check_boxes(document, "<p>/// nte\nThorns.", BOXES)

    assert garden.messages(problems) == [
        "roses/pruning.md: line 15: begins a box `nte`, which we do not know; did you mean `note`?",
        "roses/pruning.md: line 18: begins a box `warning`, which we do not know; "
        "use details, help, note, video",
        "roses/pruning.md: line 23: begins a box `note` that cannot be read; "
        "write its title after a bar: `/// note | Wear gloves`",
        "roses/pruning.md: line 26: closes a box that was never begun; "
        "remove it, or begin the box above",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/// note: Gloves", "that cannot be read; write its title after a bar: `/// note | Gloves`"),
        ("/// note - Gloves", "that cannot be read; write its title after a bar: `/// note | Gloves`"),
        ("/// video", "without a title; write one after a bar: `/// video | …`"),
        ("/// video |", "without a title; write one after a bar: `/// video | …`"),
    ],
)  # fmt: skip
def test_a_box_whose_title_is_not_where_it_belongs_is_told(line: str, told: str) -> None:
    document = Document("roses/pruning.md", {}, f"{line}\nThorns.\n///\n")

    problems = check_boxes(document, f"<p>{line}\nThorns.", BOXES)

    name = line.split()[1].strip(":")
    assert garden.messages(problems) == [f"roses/pruning.md: line 1: begins a box `{name}` {told}"]


def test_a_box_in_a_text_that_is_taken_in_is_told_without_a_line() -> None:
    document = Document("roses/pruning.md", {}, '--8<-- "box.md"\n')

    problems = check_boxes(document, "<p>/// nte\nThorns.", BOXES)

    assert garden.messages(problems) == [
        "roses/pruning.md: box: a line of `///` begins no box we know; "
        "name it as the writers' guide does, and leave an empty line above it"
    ]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Clay.\n/// nte\nThorns.\n///\n", 2),
        ("- Clay\n- /// nte\n", 2),
        ("1. /// nte\n", 1),
        ("Clay.\n\n> /// nte\n> Thorns.\n> ///\n", 3),
        ("> - /// nte\n", 1),
        ("Clay\n:   /// nte\n", 2),
        ("Clay.  \n/// nte\n", 2),
        ("See *clay*\n/// nte\n", 2),
    ],
)
def test_a_box_nobody_knows_is_named_wherever_it_stands(typed: str, line: int) -> None:
    content = Markdown(extensions=["def_list"]).convert(typed)

    problems = check_boxes(Document("roses/pruning.md", {}, typed), content, BOXES)

    assert garden.messages(problems) == [
        f"roses/pruning.md: line {line}: begins a box `nte`, which we do not know; "
        "did you mean `note`?"
    ]


def test_a_box_beside_the_mark_of_a_list_is_none() -> None:
    typed = "1. /// note\n    Thorns.\n    ///\n"

    problems = check_boxes(Document("roses/pruning.md", {}, typed), f"<li>{typed[3:]}</li>", BOXES)

    assert garden.messages(problems) == [
        "roses/pruning.md: line 1: begins a box `note` beside the mark of a list; "
        "put it below the words of the item, after an empty line and four spaces"
    ]


def test_without_settings_there_are_the_boxes_that_need_none() -> None:
    (problem,) = check_boxes(Document("roses/pruning.md", {}, "/// nte\n"), "<p>/// nte", {})

    assert problem.remedy == "use details, video"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>Thorns.</p>",
        "<p>file:///etc</p>",
        "<p>Clay <em>///</em></p>",
        "<p><code>///</code></p>",
        "<p><code>x</code>/// clay</p>",
        "<pre>/// note\nThorns.\n///</pre>",
        '<p><a href="///">Thorns.</a></p>',
    ],
)
def test_a_page_without_the_mark_of_a_box_is_fine(text: str) -> None:
    assert check_boxes(Document("roses/pruning.md", {}, text), text, BOXES) == []


@pytest.mark.parametrize("end", ["", "#part"])
def test_a_link_to_a_draft_is_named_with_the_draft(end: str) -> None:
    content = f'<a href="../later/{end}">later</a> <a href="../now/">now</a>'

    document = Document("roses/pruning.md", {}, f"One.\nSee [later](later.md{end}).\n", 5)
    drafts = {"../later/": "roses/later.md"}
    problems = check_draft_links(document, content, drafts)
    included = check_draft_links(Document("roses/pruning.md", {}, "One.\n"), content, drafts)

    assert [each.key for each in (*problems, *included)] == ["line 6", "link"]
    assert garden.messages(problems) == [
        "roses/pruning.md: line 6: leads to roses/later.md, which is a draft; "
        "remove the link, or publish the draft"
    ]


def test_a_link_whose_address_only_begins_like_that_of_a_draft_is_fine() -> None:
    content = '<a href="../later/on/">later on</a>'

    assert (
        check_draft_links(Document("a.md", {}, ""), content, {"../later/": "roses/later.md"}) == []
    )

"""Slips in front matter: the line a writer has to mend, and how, in a writer's words."""

from __future__ import annotations

import pytest

from sourcebook.frontmatter import read_document
from tests.sourcebook.garden import messages

AROUND = 'put the value between quotation marks: `"…"`'
SPACE = "has no space after the colon"
COLON = f"has a value with a colon and a space in it; {AROUND}"
FENCE = "write three hyphens (---) and nothing else"
NO_KEY = (
    "has no key; put two spaces before it if it belongs to the line above, or write `key: value`"
)
CURLY = (
    ("\u201c", "\u201d"),
    ("\u201d", "\u201d"),
    ("\u201e", "\u201c"),
    ("\u2018", "\u2019"),
    ("\u201a", "\u2018"),
    ("\xab", "\xbb"),
    ("\xbb", "\xab"),
)
INSIDE = (
    "has quotation marks inside a value that begins with one; write those inside as "
    "\N{LEFT DOUBLE QUOTATION MARK}…\N{RIGHT DOUBLE QUOTATION MARK}"
)
APART = 'part it by commas; put a value with signs in it between `"`'


@pytest.mark.parametrize(
    ("head", "told"),
    [
        # spaces after colons and hyphens
        ("title: A\ndate:2026-11-23\nreviewed: 2026\n", f"3: {SPACE}; write `date: 2026-11-23`"),
        ("title: A\ndate:2026-11-23\n", f"3: {SPACE}; write `date: 2026-11-23`"),
        ("title: A\ndate:\N{NO-BREAK SPACE}2026\n", f"3: {SPACE}; write `date: 2026`"),
        ("title: A\ndate\N{FULLWIDTH COLON}2026\n", f"3: {SPACE}; write `date: 2026`"),
        ("title:A\nsummary: B\n", f"2: {SPACE}; write `title: A`"),
        ("title:A\nsummary:B\n", f"2: {SPACE}; write `title: A`"),
        ("title:How long: it takes\n", f"2: {SPACE}; write `title: How long: it takes`"),
        ("URL:https://a.org/\ntitle: A\n", f"2: {SPACE}; write `URL: https://a.org/`"),
        ("author:\n  - family:Roe\n    given: Al\n", f"3: {SPACE}; write `family: Roe`"),
        ("author: [{family:Roe, given:Al}]\n", f"2: {SPACE}; write `family: Roe, given: Al`"),
        ("author: [{family: Roe, given:Al}]\n", f"2: {SPACE}; write `given: Al`"),
        ("sources:\n  - a\n\n  -b\n", "5: has no space after the hyphen; write `- b`"),
        ("sources:\n  - a\n  -b\ndate: 1\n", "4: has no space after the hyphen; write `- b`"),
        # spaces before keys and hyphens
        ("title: A\n date: 1\nreviewed: 1\n", "3: begins with a space too many; remove it"),
        (" title: A\ndate: 1\n", "2: begins with a space too many; remove it"),
        ("  title: A\ndate: 1\n", "2: begins with 2 spaces too many; remove them"),
        ("title: A\n  date: 1\n", "3: begins with 2 spaces too many; remove them"),
        ("sources:\n  - a\n date: 1\n", "4: begins with a space too many; remove it"),
        ("image:\n  src: a\n   alt: b\n", "4: begins with a space too many; remove it"),
        ("changes:\n  - date: 1\n      what: b\n", "4: begins with 2 spaces too many; remove them"),
        ("changes:\n  - date: 1\n  what: b\n", "4: begins with too few spaces; put two more before it"),
        (
            "sources:\n  - a\n - b\n",
            "4: is not in line with the hyphen above; put the hyphens below each other",
        ),
        # quotation marks
        (
            "title: 'It's how long\ndate: 1\n",
            "2: has an apostrophe between single quotation marks; "
            'put the value between double ones: `"…"`',
        ),
        (
            "title: 'How long\ndate: it's\nreviewed: 1\n",
            "2: has a quotation mark (`'`) that is never closed; "
            "put `'` at the end of the value, too",
        ),
        ('title: "The "right" cut"\n', f"2: {INSIDE}"),
        ('title: "Right" cuts\n', f"2: {INSIDE}"),
        ("title: 'Right' cuts\n", f"2: {INSIDE}"),
        *(
            (
                f"title: {opening}How long: it takes{closing}\n",
                "2: has curly quotation marks, which do not hold a value together; "
                'put straight ones around the value: `"…"`',
            )
            for opening, closing in CURLY
        ),
        (
            'title: "C:\\path"\n',
            "2: has a backslash between double quotation marks; "
            "write it twice, or put the value between single ones: `'…'`",
        ),
        # values that need quotation marks
        ("date: 1\ntitle: How long: it takes\n", f"3: {COLON}"),
        ("aliases:\n  - how: long: it takes\n", f"3: {COLON}"),
        ("changes:\n  - date: 1\n    what: a: b\n", f"4: {COLON}"),
        ("title: How long\n  it takes you: now\n", f"2: {COLON}"),
        ('title: "How long\n  it takes"\nsummary: a: b\n', f"4: {COLON}"),
        ("title: *How* long\n", f"2: has a value that begins with `*`; {AROUND}"),
        ("title: `How` long\n", f"2: has a value that begins with a backtick; {AROUND}"),
        ("title: {New} roses\n", f"2: has a value that begins with `{{`; {AROUND}"),
        ("title: [New] roses\n", f"2: has a value that begins with `[`; {AROUND}"),
        # groups and lists
        ("author:\n  - {family: Roe, given: Al\ndate: 1\n", "3: has a `{` that is never closed; add `}`"),
        ("aliases: [a, b\ndate: 1\n", "2: has a `[` that is never closed; add `]`"),
        (
            "author:\n  - family: Roe, given: Al}\n",
            "3: has a `}` that was never opened; write `{family: Roe, given: Al}`",
        ),
        (
            "author:\n  - family: Roe, given: Al\n",
            "3: has several keys on one line; write `- {family: Roe, given: Al}`",
        ),
        (
            "author:\n  - {family: Roe, given: Al}}\n",
            f"3: has something between `{{` and `}}` that cannot be read; {APART}",
        ),
        (
            "author: {family: Roe given: Al}\n",
            f"2: has something between `{{` and `}}` that cannot be read; {APART}",
        ),
        ("aliases:\n  * one\n  * two\n", "3: has an asterisk before an item; write `- one`"),
        ("aliases:\n* one: two\n", "3: has an asterisk before an item; write `- one: two`"),
        ("aliases:\n- one\n* two\n", "4: has an asterisk before an item; write `- two`"),
        # lines without a key
        ("title: How long it takes\nto read\ndate: 1\n", f"3: {NO_KEY}"),
        ("date: 1\ntitle: How long it takes\n\nto read\n", f"5: {NO_KEY}"),
        ("title: A\ndate = 1\nreviewed: 1\n", f"3: {NO_KEY}"),
        # keys given twice
        ("changes:\n  - date: 1\n    date: 2\n", "4: has the key `date` a second time; keep one of them"),
        # what nobody can tell
        (
            'title: "How long\n  it takes" now\ndate: 1\n',
            "3: is not YAML (did not find expected key); correct this line or the one above",
        ),
        (
            "- title: A\ndate: 1\n",
            "3: is not YAML (did not find expected '-' indicator); "
            "correct this line or the one above",
        ),
        # an end that is none
        ("title: A\n----\nCut: above a bud.\n", f"3: is `----`, and no end of the front matter; {FENCE}"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_own_line_and_what_to_type(head: str, told: str) -> None:
    _, problems = read_document("a.md", f"---\n{head}---\nText.\n".encode())

    assert messages(problems) == [f"a.md: line {told}"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\N{EM DASH}\ntitle: A\n---\n", f"1: is `\N{EM DASH}`, and no beginning of the front matter; {FENCE}"),
        ("----\ntitle: A\n---\n", f"1: is `----`, and no beginning of the front matter; {FENCE}"),
        ("\u2212\u2212\u2212\ntitle: A\n---\n", f"1: is `\u2212\u2212\u2212`, and no beginning of the front matter; {FENCE}"),
        ("---\ntitle: A\n\n--\nText.\n", f"4: is `--`, and no end of the front matter; {FENCE}"),
        ("---\ntitle: A\n\N{EM DASH}\nText.\n", f"3: is `\N{EM DASH}`, and no end of the front matter; {FENCE}"),
        (" ---\ntitle: A\n---\nText.\n", f"1: is ` ---`, and no beginning of the front matter; {FENCE}"),
        ("---\ntitle: A\n  ---\nText.\n", f"3: is `  ---`, and no end of the front matter; {FENCE}"),
    ],
)  # fmt: skip
def test_a_line_that_is_meant_as_three_hyphens_is_told(text: str, told: str) -> None:
    _, problems = read_document("a.md", text.encode())

    assert messages(problems) == [f"a.md: line {told}"]


@pytest.mark.parametrize("text", ["\N{EM DASH}\n\nA dash.\n", "-\n", "----\n", "***\ntitle: A\n"])
def test_a_text_that_begins_with_a_rule_needs_no_front_matter(text: str) -> None:
    document, problems = read_document("a.md", text.encode())

    assert (document.body, problems) == (text, [])


def test_a_key_without_a_space_is_read_as_it_was_meant_so_that_nothing_else_is_told() -> None:
    head = "author: [{family:Roe, given:Al}]\narchive:https://a.org/: b\n"

    document, _ = read_document("a.md", f"---\n{head}---\n".encode())

    assert document.meta == {
        "author": [{"family": "Roe", "given": "Al"}],
        "archive": "https://a.org/: b",
    }

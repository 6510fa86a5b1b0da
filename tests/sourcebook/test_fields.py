"""Reading single keys: the value, or a problem that names the key down to the item."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sourcebook.fields import Fields, last_begun
from tests.sourcebook import garden


def read(**meta: Any) -> Fields:
    return Fields("a.md", meta, garden.TODAY)


def test_a_day_has_begun_where_the_clocks_are_14_hours_ahead() -> None:
    assert last_begun(datetime(2026, 3, 1, 9, 59, tzinfo=UTC)) == date(2026, 3, 1)
    assert last_begun(datetime(2026, 3, 1, 10, tzinfo=UTC)) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("typed", "text"), [("  two \n\t words ", "two words"), (7, "7"), (1.5, "1.5")]
)
def test_a_text_is_one_line(typed: object, text: str) -> None:
    fields = read(name=typed)

    assert fields.text("name") == text
    assert fields.problems == []


@pytest.mark.parametrize("typed", [["a"], {"a": 1}, date(2026, 3, 1), True, False])
def test_what_is_no_text_is_not_made_one(typed: object) -> None:
    fields = read(name=typed)

    assert fields.text("name") is None
    assert garden.messages(fields.problems) == [
        "a.md: name: is not text; write it as text in quotation marks"
    ]


@pytest.mark.parametrize("typed", [None, ""])
def test_an_empty_key_is_absent(typed: object) -> None:
    fields = read(name=typed)

    values = (fields.text("name"), fields.day("name"), fields.web_address("name"))

    assert values == (None, None, None)
    assert fields.problems == []


@pytest.mark.parametrize("typed", [None, ""])
def test_an_empty_key_is_told_where_it_is_required(typed: object) -> None:
    fields = read(name=typed)

    assert fields.text("name", required=True) is None
    assert garden.messages(fields.problems) == ["a.md: name: is empty; write it after `name:`"]


def test_a_key_that_is_not_there_is_missing_where_it_is_required() -> None:
    fields = read()

    assert fields.text("name", required=True) is None
    assert garden.messages(fields.problems) == ["a.md: name: is missing; add `name:`"]


@pytest.mark.parametrize("html", ["<b>", "</p>", "<img src=x>", "&nbsp;", "&#x27;", "a <br/> b"])
def test_html_in_a_text_is_reported(html: str) -> None:
    fields = read(name=html)

    fields.text("name")

    assert garden.messages(fields.problems) == [
        "a.md: name: has HTML in it; write it as plain text"
    ]


@pytest.mark.parametrize("text", ["a < b", "p<0.05", "1 > 0", "R&D", "a & b", "<3", "x<y"])
def test_signs_that_are_no_html_are_fine(text: str) -> None:
    fields = read(name=text)

    assert fields.text("name") == text
    assert fields.problems == []


def test_of_signs_that_cannot_be_seen_those_that_shape_words_are_fine() -> None:
    fields = read(word="ro\u00adses", control="ro\x08ses")

    assert (fields.text("word"), fields.text("control")) == ("ro\u00adses", "ro\x08ses")
    assert garden.messages(fields.problems) == [
        "a.md: control: has a character that cannot be seen; type it anew"
    ]


@pytest.mark.parametrize("typed", [20260301, True, [], {}, "2026-3-1", "March", "2026-03-01x"])
def test_what_is_no_day_is_shown_as_it_was_typed(typed: object) -> None:
    fields = read(day=typed)

    assert fields.day("day") is None
    assert garden.messages(fields.problems) == [
        f"a.md: day: `{typed}` is not a date; write the day as 2026-11-23"
    ]


def test_a_day_in_the_future_has_not_come() -> None:
    fields = read(day="2026-11-24")

    assert fields.day("day") is None
    assert garden.messages(fields.problems) == [
        "a.md: day: 2026-11-24 lies in the future; write a day that has come"
    ]


@pytest.mark.parametrize("typed", ["2027-01-01", "2126-12-31"])
def test_a_day_in_the_future_may_be_allowed(typed: str) -> None:
    fields = read(day=typed)

    assert fields.day("day", future=True) == date.fromisoformat(typed)
    assert fields.problems == []


@pytest.mark.parametrize("typed", ["2127-01-01", "9999-12-31"])
def test_a_day_in_a_far_future_is_never_allowed(typed: str) -> None:
    fields = read(day=typed)

    assert fields.day("day", future=True) is None
    assert garden.messages(fields.problems) == [
        f"a.md: day: {typed} lies too far in the future; "
        "write an earlier day, or leave out `day:` until you know it"
    ]


@pytest.mark.parametrize(
    ("typed", "value"), [({"on": True}, True), ({"on": False}, False), ({}, False)]
)
def test_a_mark_is_true_or_false_and_false_where_absent(
    typed: dict[str, Any], value: object
) -> None:
    fields = read(**typed)

    assert fields.flag("on") is value
    assert fields.problems == []


@pytest.mark.parametrize(
    ("typed", "more"),
    [
        ("soon", ""),
        (1, ""),
        ([True], ""),
        ("true", " without quotation marks"),
        ("False", " without quotation marks"),
    ],
)
def test_a_mark_is_nothing_else(typed: object, more: str) -> None:
    fields = read(on=typed)

    assert fields.flag("on") is False
    assert garden.messages(fields.problems) == [
        f"a.md: on: is `{typed}`; write `true` or `false`{more}"
    ]


def test_a_choice_is_one_of_the_words() -> None:
    fields = read(colour="red")

    assert fields.choice("colour", ["white", "red"]) == "red"
    assert fields.choice("absent", ["white", "red"]) is None
    assert fields.problems == []


def test_another_choice_is_answered_with_the_words_there_are() -> None:
    fields = read(colour="blue")

    assert fields.choice("colour", ["white", "red"]) is None
    assert garden.messages(fields.problems) == ["a.md: colour: is `blue`; use red, white"]


def test_a_choice_mistyped_is_answered_with_the_nearest_word() -> None:
    fields = read(colour="Red rose")

    assert fields.choice("colour", ["white-rose", "red-rose"]) is None
    assert garden.messages(fields.problems) == [
        "a.md: colour: is `Red rose`; did you mean `red-rose`?"
    ]


def test_a_list_of_texts_keeps_each_once_in_its_order() -> None:
    fields = read(names=["b", " a\n", 7, "b", "a"])

    assert fields.texts("names") == ("b", "a", "7")
    assert fields.problems == []


def test_keys_of_a_group_are_named_with_their_way() -> None:
    fields = read(outer={"inner": {"day": "x", 7: "y"}})

    outer = fields.mapping("outer", ["inner"])
    inner = outer.mapping("inner", ["day"]) if outer else None

    assert inner is not None
    assert inner.day("day") is None
    assert garden.messages(fields.problems) == [
        "a.md: outer.inner.7: is not a key we know; remove it, or use day",
        "a.md: outer.inner.day: `x` is not a date; write the day as 2026-11-23",
    ]


def test_groups_in_a_list_are_named_with_their_place() -> None:
    fields = read(changes=[{"what": "a"}, "b", {}])

    groups = fields.mappings("changes", ["what", "date", "who"])

    assert [group.text("what", required=True) for group in groups] == ["a", None]
    assert garden.messages(fields.problems) == [
        "a.md: changes[1]: is not a group of keys; write it as `{what: …, date: …}`",
        "a.md: changes[2].what: is missing; add `what:`",
    ]


def test_items_that_do_not_fit_are_named_and_left_out() -> None:
    fields = read(numbers=[1, "two", 3, "four"])

    items = fields.items("numbers", lambda item: isinstance(item, int), "a number")

    assert items == [(0, 1), (2, 3)]
    assert garden.messages(fields.problems) == [
        "a.md: numbers[1]: is not a number; correct or remove the item",
        "a.md: numbers[3]: is not a number; correct or remove the item",
    ]


@pytest.mark.parametrize("sentence", ["and when", "and when to cut"])
def test_a_sentence_that_goes_on_below_its_key_is_no_key_of_another_name(sentence: str) -> None:
    fields = Fields("a.md", {"title": "A", sentence: "now"}, garden.TODAY)

    fields.known(["title"])

    assert garden.messages(fields.problems) == [
        f"a.md: {sentence}: is not a key we know; "
        "put two spaces before it if it belongs to the line above, or remove it"
    ]

"""The writer's settings in `mkdocs.yml`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from sourcebook.settings import KEYS, Settings, check_keys, read_settings
from tests.golden import Case, cases
from tests.sourcebook.anything import groups, is_about


@pytest.mark.parametrize("case", cases("settings"))
def test_settings(case: Case) -> None:
    settings, problems = read_settings(case.given["extra"])

    assert case.observe(problems, settings=settings) == case.expected


@given(groups([*KEYS, *(key for keys in KEYS.values() for key in keys)]))
def test_no_settings_whatever_is_in_them_stop_the_build(extra: dict[str, Any]) -> None:
    settings, problems = read_settings(extra)

    assert all(is_about(problem.key, (f"extra.{key}" for key in extra)) for problem in problems)
    assert 1 <= settings.popular_limit <= 10
    assert 0 <= settings.posts_a_topic <= 20


@pytest.mark.parametrize("empty", [None, "", " "])
@pytest.mark.parametrize(("group", "key"), [(group, key) for group in KEYS for key in KEYS[group]])
def test_a_setting_left_empty_is_as_one_that_is_not_there(
    group: str, key: str, empty: str | None
) -> None:
    assert read_settings({group: {key: empty}}) == (Settings(), [])


def test_rules_for_aliases_are_read() -> None:
    settings, problems = read_settings({"search": {"aliases": {"OA": "roses/a.md"}}})

    assert (settings.alias_rules, problems) == ({"OA": "roses/a.md"}, [])


@pytest.mark.parametrize("rules", [["OA"], {"OA": "roses/a.md", "RA": 7}], ids=str)
def test_anything_else_is_no_rule_for_aliases(rules: object) -> None:
    settings, problems = read_settings({"search": {"aliases": rules}})

    assert settings.alias_rules == {}
    assert [str(problem) for problem in problems] == [
        "mkdocs.yml: extra.search.aliases: is not a list of rules; "
        "write `alias: topic/post.md` lines below it"
    ]


@pytest.mark.parametrize(
    "address", ["http://garden.goatcounter.com/count", "https://garden.goatcounter.com/account"]
)
def test_readers_are_counted_over_a_private_connection_or_not_at_all(address: str) -> None:
    settings, problems = read_settings({"popular": {"counter": address}})

    assert settings.counter == ""
    assert [problem.what for problem in problems] == [
        f"`{address}` is not where GoatCounter counts"
    ]


@pytest.mark.parametrize(("megabytes", "is_fine"), [(0, False), (1, True), (1_000_001, False)])
def test_what_builds_keep_has_a_size(megabytes: int, is_fine: bool) -> None:  # noqa: FBT001 - a table
    settings, problems = read_settings({"cache": {"megabytes": megabytes}})

    assert settings.cache_megabytes == (megabytes if is_fine else Settings().cache_megabytes)
    assert [problem.remedy for problem in problems] == (
        [] if is_fine else ["write a whole number from 1 to 1000000"]
    )


def test_a_key_that_stands_twice_in_a_group_is_named_with_its_line() -> None:
    text = (
        "extra: &all\n  popular:\n    limit: 3\n  popular:\n    days: 7\n"
        "nav:\n  - {a: x.md, a: y.md, [a]: z.md}\nsite_url: !ENV [A, B]\nother: *all\nextra:\n  a: 1\n"
    )

    assert [str(problem) for problem in check_keys(text)] == [
        f"mkdocs.yml: line {line}: has the key `{key}` a second time, so what stands below the "
        f"first is lost; put all of it below one `{key}:`"
        for line, key in ((4, "popular"), (7, "a"), (10, "extra"))
    ]


@pytest.mark.parametrize("text", ["", "a: 1\n", "a: {b: 1}\nc: {b: 1}\n", "- a\n- a\n"])
def test_keys_that_stand_once_are_no_problem(text: str) -> None:
    assert check_keys(text) == []

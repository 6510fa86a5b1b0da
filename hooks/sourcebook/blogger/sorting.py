"""Which topic a post belongs to: by its labels, by rules somebody wrote, or else none yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize

import yaml

from sourcebook.addresses import NOT_TOPICS, proper_name
from sourcebook.drafts import is_slug
from sourcebook.yaml_slips import explain, find_repeated

from .entries import Unreadable, clean_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

UNSORTED = "unsorted"
"""The topic of posts that belong to none yet."""
BY_HAND, BY_LABEL, BY_KEYWORDS, BY_NOTHING = "hand", "label", "keywords", "none"
THRESHOLD = 3
"""Points from which on keywords decide: once in a title, or three times in a text."""
IN_TITLE = 3
"""Points of a keyword in the title; elsewhere it has one."""
_REMEDY = "write `topic: {labels: [...], keywords: [...]}`, a line for each topic"


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a post belong to a topic."""

    topic: str
    title: str
    labels: frozenset[str]
    keywords: tuple[re.Pattern[str], ...]


def read_rules(text: str) -> list[Rule]:
    """Return the rules of a file, in its order. Raise `Unreadable` where they cannot be read."""
    try:
        repeated = find_repeated(yaml.compose(text, yaml.CSafeLoader))
        given = yaml.load(text, yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        slip = explain(text, error)
        raise Unreadable(f"line {slip.line + 1} {slip.what}", slip.remedy) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise Unreadable("is not YAML", _REMEDY) from None
    if not isinstance(given, dict) or not given:
        raise Unreadable("has no rules", _REMEDY)
    for key, line in repeated:
        remedy = "put what stands below both into one"
        raise Unreadable(f"line {line + 1} has `{key}` a second time", remedy)
    return [_rule(str(topic), value) for topic, value in given.items()]


def _rule(topic: str, value: Any) -> Rule:
    if not _is_folder(topic):
        such = proper_name(topic)
        remedy = f"write `{such}`" if _is_folder(such) else "choose another name"
        raise Unreadable(f"`{topic}` cannot be the folder of a topic", remedy)
    value = {} if value is None else value
    if not isinstance(value, dict) or value.keys() - {"title", "labels", "keywords"}:
        raise Unreadable(f"the rule of `{topic}` cannot be read", _REMEDY)
    lists = [value.get(key) or [] for key in ("labels", "keywords")]
    if not all(isinstance(each, list) for each in lists):
        raise Unreadable(f"the rule of `{topic}` has no lists", _REMEDY)
    labels, keywords = ([str(item) for item in each if item is not None] for each in lists)
    title = clean_text(str(value.get("title") or "")) or topic.replace("-", " ").capitalize()
    patterns = (rf"(?<!\w){re.escape(fold(word))}(?!\w)" for word in keywords if fold(word))
    return Rule(topic, title, frozenset(map(fold, labels)), tuple(map(re.compile, patterns)))


def _is_folder(topic: str) -> bool:
    return is_slug(topic) and topic not in NOT_TOPICS


def fold(text: str) -> str:
    """Return a text in small letters without accents, punctuation and the `s` of plurals."""
    letters = normalize("NFKD", text.casefold())
    plain = "".join(each for each in letters if not combining(each))
    words = re.sub(r"[\W_]+", " ", plain).split()
    return " ".join(re.sub(r"(?<=\w\w[^s])s$", "", word) for word in words)


def find_label_topic(label: str, rules: Iterable[Rule], topics: Collection[str]) -> str:
    """Return the topic a label means; empty where it means none."""
    folded = fold(label)
    for rule in rules:
        if folded in rule.labels:
            return rule.topic
    return next((topic for topic in sorted(topics) if fold(topic) == folded and folded), "")


def find_topic(
    labels: Sequence[str], title: str, text: str, rules: Sequence[Rule], topics: Collection[str]
) -> tuple[str, str]:
    """Return the topic of a post, and what it was found by."""
    for label in labels:
        if topic := find_label_topic(label, rules, topics):
            return topic, BY_LABEL
    points = []
    if any(rule.keywords for rule in rules):
        heading, body = fold(title), fold(text)
        points = [
            (
                sum(IN_TITLE * len(p.findall(heading)) + len(p.findall(body)) for p in r.keywords),
                -number,
            )
            for number, r in enumerate(rules)
        ]
    best, number = max(points, default=(0, 0))
    return (rules[-number].topic, BY_KEYWORDS) if best >= THRESHOLD else (UNSORTED, BY_NOTHING)

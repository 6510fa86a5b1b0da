"""Front matter: the YAML between two lines of `---` on top of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from .decoding import decode
from .problems import Problem
from .yaml_slips import (
    explain,
    find_repeated,
    find_wrong_beginning,
    find_wrong_fence,
    no_space,
    split_glued,
    split_lines,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from .yaml_slips import YamlSlip

FENCE = "---"
MOST_GROUPS = 10_000
"""More lists and groups than any record has; libyaml crashes at some ten thousand nested ones."""

# The last five come from values that do not fit an explicit tag, such as `!!int ""`.
_UNREADABLE = (
    yaml.YAMLError,
    RecursionError,
    ValueError,
    AttributeError,
    KeyError,
    IndexError,
    TypeError,
)


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file, taken apart."""

    uri: str
    meta: dict[str, Any]
    """The front matter; dates are still text, so that a bad one can be named."""
    body: str
    line: int = 1
    """The line of the file on which the body begins."""

    @property
    def has_front_matter(self) -> bool:
        """Tell whether there is any, also where nothing stands in it."""
        return self.line > 1


def read_document(uri: str, raw: bytes) -> tuple[Document, list[Problem]]:
    """Return the file's front matter and body, and what is wrong with the front matter.

    A file that cannot be read comes back as an empty one, never half-read.
    """
    text = decode(uri, raw)
    if isinstance(text, Problem):
        return Document(uri, {}, ""), [text]
    head, body = _split(text)
    if head is None and (problem := _fence_problem(uri, text.split("\n"))):
        return Document(uri, {}, text), [problem]
    meta, problems = _read_yaml(uri, head or "")
    return Document(uri, meta, body, text.count("\n") - body.count("\n") + 1), problems


def render_document(meta: Mapping[str, Any], body: str) -> str:
    """Return the text of a file with this front matter: a value a line, and nothing folded."""
    head = yaml.dump(dict(meta), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**30)
    return f"{FENCE}\n{head}{FENCE}\n{body}"


def _split(text: str) -> tuple[str | None, str]:
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None, text
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in (FENCE, "..."):
            return "\n".join(lines[1:number]) + "\n", "\n".join(lines[number + 1 :])
    return None, text


def _fence_problem(uri: str, lines: Sequence[str]) -> Problem | None:
    """Return what is wrong with the lines around a front matter that cannot be found."""
    first = lines[0].rstrip() == FENCE
    slip = find_wrong_fence(lines[1:]) if first else find_wrong_beginning(lines)
    if slip:
        return Problem(uri, f"line {slip.line + 1 + first}", slip.what, slip.remedy)
    if first:
        return Problem(uri, "front matter", "has no end", f"close it with a line of `{FENCE}`")
    if next((line for line in lines if line.strip()), "").strip() == FENCE:
        remedy = f"remove what stands above `{FENCE}`"
        return Problem(uri, "front matter", "does not begin on the first line", remedy)
    return None


def _read_yaml(uri: str, head: str) -> tuple[dict[str, Any], list[Problem]]:
    if sum(map(head.count, ("[", "{", "- ", "? "))) > MOST_GROUPS:
        what = f"has more than {MOST_GROUPS} lists and groups"
        return {}, [Problem(uri, "front matter", what, "write it as `key: value` lines")]
    loader = _Loader(head)
    try:
        node = loader.get_single_node()
        # Before YAML joins groups by `<<`, which may bring a key again.
        repeated = find_repeated(node)
        meta = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        return {}, [_told(uri, explain(head, error))]
    except _UNREADABLE as error:
        reason = str(error).splitlines()[0] if isinstance(error, yaml.YAMLError) else "a wrong tag"
        what = f"cannot be read as YAML ({reason})"
        return {}, [Problem(uri, "front matter", what, "write it as `key: value` lines")]
    finally:
        loader.dispose()
    if meta is None:
        return {}, []
    lines = split_lines(head)
    if not isinstance(meta, dict):
        glued = [(number, pair) for number, line in enumerate(lines) if (pair := split_glued(line))]
        if glued and isinstance(meta, str):
            return {}, [_told(uri, no_space(number, pair)) for number, pair in glued[:1]]
        kind = "a list" if isinstance(meta, list) else "not made of keys"
        return {}, [Problem(uri, "front matter", f"is {kind}", "write it as `key: value` lines")]
    problems = [
        Problem(uri, f"line {line + 2}", f"has the key `{key}` a second time", "keep one of them")
        for key, line in repeated
    ]
    problems += [_told(uri, no_space(line, *pairs)) for line, pairs in loader.glued.items()]
    problems += [
        Problem(
            uri,
            f"line {line + 2}",
            "has a value that ends at ` #`",
            "put the value between quotation marks, or the comment on a line of its own",
        )
        for line, column in loader.ends
        if lines[line][column:].lstrip().startswith("#")
    ]
    return {str(key): value for key, value in meta.items()}, problems


def _told(uri: str, slip: YamlSlip) -> Problem:
    return Problem(uri, f"line {slip.line + 2}", slip.what, slip.remedy)


def _split_key(node: yaml.Node) -> tuple[str, str] | None:
    """Return the key and the value in what YAML takes for a key, as no space parts them."""
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    return split_glued(node.value) if plain else None


class _Dumper(yaml.CSafeDumper):
    """Writes the same day twice, where YAML would refer from one to the other."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's own
        return True


# libyaml's parser: several times faster than PyYAML's own, which matters with 5,000 posts.
class _Loader(yaml.CSafeLoader):
    """Reads YAML, leaves dates as text, and remembers what a writer should hear of."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.ends: list[tuple[int, int]] = []
        """Line and column at which each value without quotation marks ends."""
        self.glued: dict[int, list[tuple[str, str]]] = {}
        """By line: keys and values that no space parts, which YAML takes for keys."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - PyYAML's own
    ) -> dict[Hashable, Any]:
        split: dict[Hashable, tuple[str, str]] = {}
        for key_node, value_node in node.value:
            items = value_node.value if isinstance(value_node, yaml.SequenceNode) else [value_node]
            self.ends += [
                (item.end_mark.line, item.end_mark.column)
                for item in items
                if isinstance(item, yaml.ScalarNode) and item.value and not item.style
            ]
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if isinstance(value_node, yaml.ScalarNode) and (pair := _split_key(key_node)):
                name, rest = pair
                value = f"{rest}: {value_node.value}" if value_node.value else rest
                self.glued.setdefault(key_node.start_mark.line, []).append((name, value))
                split[key] = name, value
        mapping = super().construct_mapping(node, deep=deep)
        for typed, (name, value) in split.items():
            del mapping[typed]
            mapping[name] = value
        return mapping


# Only `null`, `<<` and `true` or `false` mean more than their letters. YAML 1.1 would take
# `no` for false, `010` for 8, `12:30` for 750 and `7.10` for 7.1.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":merge"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("true|True|TRUE|false|False|FALSE"), list("tTfF")
)

"""The worklist: what there is to do about posts and their sources, worst first."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PROBLEM = "problem"
KINDS = {
    PROBLEM: "what a build reports too",
    "retracted": "a source was retracted",
    "concern": "there is concern about a source",
    "dead-link": "the address of a source is dead",
    "corrected": "a source was corrected",
    "review-overdue": "a post is due for review",
    "imported": "a post from a former blog is not finished",
    "old-sources": "the studies behind a post are old, and no newer review is cited",
    "uncited-claim": "a sentence makes a claim and cites nothing",
    "unused-source": "a source is cited nowhere",
    "no-summary": "a source has no summary",
}
"""Kinds of findings, worst first, each with what it means."""
WEIGHTS = {
    "retracted": 100,
    "concern": 50,
    "dead-link": 20,
    "corrected": 15,
    "review-overdue": 10,
    "imported": 8,
    "old-sources": 5,
    "uncited-claim": 3,
    "unused-source": 1,
    "no-summary": 1,
}
"""How much a reader is worse off by a finding, against the others: our judgement. What stops
the build comes first without one."""
FORMS = ("text", "markdown", "json")
LONGEST = 60_000
"""Characters of the Markdown form; GitHub takes issues of 65,536."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to do."""

    file: str
    """The file as the writer types it, seen from `docs/`."""
    line: int | None
    """Where in the file; `None` for the whole."""
    kind: str
    """One of `KINDS`."""
    what: str
    """What was found; words from files stand in it only between backticks."""
    remedy: str
    """An instruction."""
    views: int = 0
    """How often readers opened the page of the file of late."""

    @property
    def urgency(self) -> int:
        """How much it matters: its weight, times the readers it has met and one more."""
        return (self.views + 1) * WEIGHTS.get(self.kind, 0)

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.kind}: {self.what}; {self.remedy}"


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by file, what is most read and worst first.

    Files with problems come before all others, then those with the most urgent finding; of
    equal ones the one with the worse kind, then by name. Numbers in what was found are in their
    order: `line 13` comes before `line 104`.
    """
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    ordered = sorted(
        findings,
        key=lambda f: (f.file, ranks[f.kind], f.line or 0, _by_number(f.what), f.what, f.views),
    )
    groups = [list(group) for _, group in groupby(ordered, key=lambda f: f.file)]

    def place(group: list[Finding]) -> tuple[bool, int, int, str]:
        worst = group[0]
        return worst.kind != PROBLEM, -max(f.urgency for f in group), ranks[worst.kind], worst.file

    return [finding for group in sorted(groups, key=place) for finding in group]


def _by_number(text: str) -> list[str | int]:
    """Return the parts of a text, words and numbers in turn, so that texts can be sorted."""
    parts = re.split(r"(\d{1,9})", text)
    return [int(part) if at % 2 else part for at, part in enumerate(parts)]


def render_worklist(findings: Sequence[Finding], form: str) -> str:
    """Return the worklist in one of `FORMS`: for a terminal, for an issue, or for a program.

    The first has one line for each finding. The second stays within `LONGEST` characters.
    """
    if form == "json":
        counts = {**_counts(findings)}
        listed = [{**asdict(finding), "urgency": finding.urgency} for finding in findings]
        shown = {"counts": counts, "findings": listed}
        return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
    if form == "markdown":
        return _render_markdown(findings)
    return "".join(f"{line}\n" for line in [*map(str, findings), summarise(findings)])


def summarise(findings: Sequence[Finding]) -> str:
    """Return how much there is to do, by kind, as a sentence."""
    if not findings:
        return "Nothing to do."
    counts = ", ".join(f"{count} {kind}" for kind, count in _counts(findings).items())
    return f"{len(findings)} to do: {counts}."


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    counts = Counter(finding.kind for finding in findings)
    return {kind: counts[kind] for kind in KINDS if counts[kind]}


def _in_markdown(finding: Finding) -> str:
    text = f"{finding.what}; {finding.remedy}"
    # Words from files may mean something there: `@name` would call somebody to the issue.
    shown = "`" + text.replace("`", "'") + "`" if finding.kind == PROBLEM else f"{text}."
    return shown if finding.line is None else f"line {finding.line}: {shown}"


def _render_markdown(findings: Sequence[Finding]) -> str:
    parts, shown = [f"{summarise(findings)}\n"], 0
    for file, group in groupby(findings, key=lambda finding: finding.file):
        for number, finding in enumerate(group):
            views = f" ({finding.views:,} views)" if finding.views else ""
            heading = "" if number else f"\n## `{file}`{views}\n\n"
            item = f"- **{finding.kind}**: {_in_markdown(finding)}\n"
            if sum(map(len, parts)) + len(heading) + len(item) > LONGEST:
                rest = len(findings) - shown
                return "".join([*parts, f"\nAnd {rest} more: run `sourcebook check`.\n"])
            parts.append(heading + item)
            shown += 1
    return "".join(parts)

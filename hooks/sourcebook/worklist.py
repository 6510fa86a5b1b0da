"""The worklist: what there is to do about posts and their sources, worst first."""

from __future__ import annotations

import json
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
    "old-sources": "the studies behind a treatment are old, and no newer review is cited",
    "uncited-claim": "a sentence makes a claim and cites nothing",
    "unused-source": "a source is cited nowhere",
    "no-summary": "a source has no summary",
}
"""Kinds of findings, worst first, each with what it means."""
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

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.kind}: {self.what}; {self.remedy}"


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by file, the file with the worst one first, then by its name."""
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    ordered = sorted(findings, key=lambda f: (f.file, ranks[f.kind], f.line or 0, f.what))
    groups = [list(group) for _, group in groupby(ordered, key=lambda f: f.file)]
    groups.sort(key=lambda group: (ranks[group[0].kind], group[0].file))
    return [finding for group in groups for finding in group]


def render_worklist(findings: Sequence[Finding], form: str) -> str:
    """Return the worklist in one of `FORMS`: for a terminal, for an issue, or for a program.

    The first has one line for each finding. The second stays within `LONGEST` characters.
    """
    if form == "json":
        counts = {**_counts(findings)}
        shown = {"counts": counts, "findings": [asdict(finding) for finding in findings]}
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
            heading = "" if number else f"\n## `{file}`\n\n"
            item = f"- **{finding.kind}**: {_in_markdown(finding)}\n"
            if sum(map(len, parts)) + len(heading) + len(item) > LONGEST:
                rest = len(findings) - shown
                return "".join([*parts, f"\nAnd {rest} more: run `sourcebook check`.\n"])
            parts.append(heading + item)
            shown += 1
    return "".join(parts)

"""Kept pages: after any changes in any order, the site is that of a clean build."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.hooks.test_kept import FILES, PICTURE, Project
from tests.site import post, write_files

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


CHANGES = int(os.environ.get("CHANGES", "20"))
"""Changes in a row; `CHANGES=1000 make test ARGS=tests/hooks/test_kept_changes.py` is a long run."""
STRETCH = 5
"""Changes after which hypothesis chooses anew which kinds are made."""
KINDS = 6
"""Kinds of changes that a run has at least."""
SLUGS = st.sampled_from(["clay", "pruning", "oaks", "elms", "ash", "moss"])
TOPICS = st.sampled_from(["roses", "trees"])
TITLES = st.sampled_from(["Roses in clay", "Oaks", "Moss & mould", "Ashes", "How to prune"])
WORDS = st.sampled_from(["bud", "clay", "March", "<b>bold</b>", "[@smith2011roses]", "@jones2012"])
LINKS = st.sampled_from(
    ["[x](clay.md#wet-soil)", "[x](../trees/oaks.md)", "[x](moss.md)", "![A bud](bud.svg)", ""]
)
DAYS = st.dates(date(2023, 1, 1), date(2026, 3, 1))


class Changes(RuleBasedStateMachine):
    """A writer at work: each step changes something, builds, and compares."""

    project: ClassVar[Project]
    made: ClassVar[Counter[str]]
    """How many changes there were, by kind: all stretches are of the same site."""

    @property
    def docs(self) -> Path:
        return self.project.folder / "docs"

    def check(self, kind: str) -> None:
        self.made[kind] += 1
        self.project.check()

    @rule(
        topic=TOPICS,
        slug=SLUGS,
        title=TITLES,
        words=st.lists(WORDS),
        link=LINKS,
        day=DAYS,
        draft=st.booleans(),
    )
    def write_a_post(
        self,
        *,
        topic: str,
        slug: str,
        title: str,
        words: list[str],
        link: str,
        day: date,
        draft: bool,
    ) -> None:
        body = f"Text {' '.join(words)}.\n\n## Wet soil\n\n{link}\n"
        keys: dict[str, Any] = {"draft": True} if draft else {}
        self.project.write({f"{topic}/{slug}.md": post(title, body, date=day.isoformat(), **keys)})
        self.check("write_a_post")

    @rule(topic=TOPICS, slug=SLUGS)
    def delete_a_post(self, topic: str, slug: str) -> None:
        (self.docs / topic / f"{slug}.md").unlink(missing_ok=True)
        self.check("delete_a_post")

    @rule(topic=TOPICS, slug=SLUGS, other=SLUGS)
    def move_a_post(self, topic: str, slug: str, other: str) -> None:
        path = self.docs / topic / f"{slug}.md"
        if path.exists():
            path.replace(self.docs / ("trees" if topic == "roses" else "roses") / f"{other}.md")
        self.check("move_a_post")

    @rule(key=st.sampled_from(["smith2011roses", "jones2012"]), title=TITLES, there=st.booleans())
    def change_a_source(self, *, key: str, title: str, there: bool) -> None:
        record = FILES["sources/smith2011roses.md"].replace("Roses in clay & sand", f"'{title}'")
        path = self.docs / f"sources/{key}.md"
        if there:
            path.write_text(record, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
        self.check("change_a_source")

    @rule(
        views=st.lists(
            st.tuples(TOPICS, SLUGS, st.integers(1, 99)), unique_by=lambda each: each[:2]
        )
    )
    def count_page_views(self, views: list[tuple[str, str, int]]) -> None:
        rows = sorted(f"/{topic}/{slug}/,2026-02-28,{count}" for topic, slug, count in views)
        self.project.write({"data/page-views.csv": "\n".join(["path,date,views", *rows, ""])})
        self.check("count_page_views")

    @rule(width=st.integers(1, 50), there=st.booleans())
    def change_a_picture(self, *, width: int, there: bool) -> None:
        path = self.docs / "roses/bud.svg"
        path.unlink(missing_ok=True)
        if there:
            path.write_text(PICTURE.format(width), encoding="utf-8")
        self.check("change_a_picture")

    @rule(term=st.sampled_from(["Bud", "Clay", "March"]), meaning=TITLES)
    def change_the_glossary(self, term: str, meaning: str) -> None:
        self.project.write({"glossary.md": f"---\ntitle: Glossary\n---\n\n{term}\n: {meaning}\n"})
        self.check("change_the_glossary")

    @rule(text=TITLES)
    def change_an_include(self, text: str) -> None:
        self.project.write({"includes/care.md": f"{text}\n"})
        self.check("change_an_include")

    @rule(name=TITLES)
    def change_the_name_of_the_site(self, name: str) -> None:
        self.project.settings["site_name"] = name
        self.check("change_the_name_of_the_site")

    @rule(text=TITLES)
    def change_a_template(self, text: str) -> None:
        write_files(self.project.folder / "overrides", {"partials/changes.html": f"<p>{text}</p>"})
        self.check("change_a_template")

    @rule()
    def change_nothing(self) -> None:
        self.check("change_nothing")
        new, _ = self.project.check()
        assert new == 0


def test_after_any_changes_the_site_is_that_of_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Changes.project = Project(tmp_path, monkeypatch)
    Changes.made = Counter()

    run_state_machine_as_test(
        Changes,
        settings=settings(
            max_examples=CHANGES // STRETCH + 1,  # the first is always the simplest there is
            stateful_step_count=STRETCH,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert Changes.made.total() - Changes.made["change_nothing"] >= CHANGES // 2
    assert len(Changes.made) >= KINDS, Changes.made

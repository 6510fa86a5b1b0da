"""Kept pages: after any changes in any order, the site is that of a clean build."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.hooks.test_kept import FILES, PICTURE, Project
from tests.site import post, write_files

CHANGES = int(os.environ.get("CHANGES", "30"))
"""Changes in a row; `CHANGES=1000 make test ARGS=tests/hooks/test_kept_changes.py` is a long run."""
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

    def __init__(self) -> None:
        super().__init__()
        self.environment = pytest.MonkeyPatch()
        self.folder = TemporaryDirectory()
        self.project = Project(Path(self.folder.name), self.environment)

    def teardown(self) -> None:
        self.environment.undo()
        self.folder.cleanup()

    @property
    def docs(self) -> Path:
        return self.project.folder / "docs"

    def check(self) -> None:
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
        self.check()

    @rule(topic=TOPICS, slug=SLUGS)
    def delete_a_post(self, topic: str, slug: str) -> None:
        (self.docs / topic / f"{slug}.md").unlink(missing_ok=True)
        self.check()

    @rule(topic=TOPICS, slug=SLUGS, other=SLUGS)
    def move_a_post(self, topic: str, slug: str, other: str) -> None:
        path = self.docs / topic / f"{slug}.md"
        if path.exists():
            path.replace(self.docs / ("trees" if topic == "roses" else "roses") / f"{other}.md")
        self.check()

    @rule(key=st.sampled_from(["smith2011roses", "jones2012"]), title=TITLES, there=st.booleans())
    def change_a_source(self, *, key: str, title: str, there: bool) -> None:
        record = FILES["sources/smith2011roses.md"].replace("Roses in clay & sand", f"'{title}'")
        path = self.docs / f"sources/{key}.md"
        if there:
            path.write_text(record, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
        self.check()

    @rule(
        views=st.lists(
            st.tuples(TOPICS, SLUGS, st.integers(1, 99)), unique_by=lambda each: each[:2]
        )
    )
    def count_page_views(self, views: list[tuple[str, str, int]]) -> None:
        rows = sorted(f"/{topic}/{slug}/,2026-02-28,{count}" for topic, slug, count in views)
        self.project.write({"data/page-views.csv": "\n".join(["path,date,views", *rows, ""])})
        self.check()

    @rule(width=st.integers(1, 50), there=st.booleans())
    def change_a_picture(self, *, width: int, there: bool) -> None:
        path = self.docs / "roses/bud.svg"
        path.unlink(missing_ok=True)
        if there:
            path.write_text(PICTURE.format(width), encoding="utf-8")
        self.check()

    @rule(term=st.sampled_from(["Bud", "Clay", "March"]), meaning=TITLES)
    def change_the_glossary(self, term: str, meaning: str) -> None:
        self.project.write({"glossary.md": f"---\ntitle: Glossary\n---\n\n{term}\n: {meaning}\n"})
        self.check()

    @rule(text=TITLES)
    def change_an_include(self, text: str) -> None:
        self.project.write({"includes/care.md": f"{text}\n"})
        self.check()

    @rule(name=TITLES)
    def change_the_name_of_the_site(self, name: str) -> None:
        self.project.settings["site_name"] = name
        self.check()

    @rule(text=TITLES)
    def change_a_template(self, text: str) -> None:
        write_files(self.project.folder / "overrides", {"partials/changes.html": f"<p>{text}</p>"})
        self.check()

    @rule()
    def change_nothing(self) -> None:
        self.check()
        new, _ = self.project.check()
        assert new == 0


def test_after_any_changes_the_site_is_that_of_a_clean_build() -> None:
    run_state_machine_as_test(
        Changes,
        settings=settings(
            max_examples=1,
            stateful_step_count=CHANGES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

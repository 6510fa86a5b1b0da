"""Kept pages: a build that makes only what has changed gives the site that a clean one gives."""

from __future__ import annotations

import gc
import logging
import os
import re
import subprocess
import sys
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from sourcebook.kept import KeptPages
from tests.hooks.test_charts import picture
from tests.hooks.test_notebooks import notebook
from tests.site import EXTRA, GARDEN, NAV, ROOT, build_once, post, write_files, write_project

if TYPE_CHECKING:
    from collections.abc import Callable

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} 20"/>'
CHART = "# title: Oaks\n# kind: bars\n# label: Soil\n# value: Oaks\nSoil,Oaks,key\nClay,5,smith2011roses\n"
FILES: dict[str, str] = GARDEN | {
    "a-to-z.md": "---\ntitle: A to Z\n---\n",
    "search.md": "---\ntitle: Search\n---\n",
    # Its title is that of its heading, for which MkDocs has no public name.
    "about/tools.md": "# A spade & a fork\n\nFor digging.\n",
    "about/state.md": "---\ntitle: State\n---\n",
    "glossary.md": "---\ntitle: Glossary\n---\n\nBud\nbutton\n: A flower to be.\n",
    "includes/labels.md": "",
    "includes/care.md": 'Water them.\n\n--8<-- "more.md"\n',
    "includes/more.md": "And wait.\n",
    "assets/stylesheets/site.css": "p { margin: 0 }\n",
    "roses/pruning.md": post(
        body="Cut above a bud. [@smith2011roses]\n\n## When\n\nIn March.\n\n"
        'See [soil](clay.md#wet-soil) and [oaks](../trees/oaks.md).\n\n--8<-- "care.md"\n',
        aliases=["cutting roses"],
        former=["/2016/04/pruning.html"],
    ),
    "roses/clay.md": post(
        "Roses in clay",
        "They like it.\n\n## Wet soil\n\nNot too wet.\n\n![A bud](bud.svg)\n",
        image={"src": "bud.svg", "alt": "A bud of a rose", "credit": "smith2011roses"},
        date="2025-05-01",
    ),
    "roses/bud.svg": PICTURE.format(30),
    "roses/numbers.ipynb": notebook(),
    "trees/oaks--size.csv": CHART,
    "trees/oaks--size.svg": picture(CHART),
    "trees/oaks.md": post(
        "Oaks",
        "They grow slowly.\nEach bud is small.\n\n![Few oaks](oaks--size.svg)\n",
        date="2024-02-03",
    ),
    "trees/elms.md": post("Elms", "They are rare.\n", date="2026-02-01", draft=True),
}
VIEWS = "path,date,views\n/trees/oaks/,2026-02-28,{}\n/roses/clay/,2026-02-27,7\n"


@dataclass
class Project:
    """A project in a folder, with its own hooks and templates, built twice each time."""

    folder: Path
    environment: pytest.MonkeyPatch
    settings: dict[str, Any] = field(default_factory=dict)
    before: dict[str, bytes] = field(default_factory=dict)
    """The site as it was built last."""

    is_new: bool = True

    def __post_init__(self) -> None:
        if not self.is_new:
            return
        copy(ROOT / "mkdocs.yml", self.folder)
        copytree(ROOT / "overrides", self.folder / "overrides")
        left = ignore_patterns("sourcebook", "__pycache__")
        copytree(ROOT / "hooks", self.folder / "hooks", ignore=left)
        self.write(FILES)
        self.before, *_ = self.build()

    def write(self, files: dict[str, str]) -> None:
        """Write files into `docs/`."""
        write_files(self.folder / "docs", files)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file of the project; it has to be there."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def build(
        self, *, keep: bool = True, into: str = ""
    ) -> tuple[dict[str, bytes], list[str], list[str]]:
        """Build once; return the files of the site, warnings, and what was said besides."""
        self.environment.setenv("CACHE", "" if keep else "off")
        site = self.folder / (into or f"site-{'kept' if keep else 'clean'}")
        given: dict[str, Any] = {
            "site_dir": str(site),
            "nav": [
                *NAV,
                "search.md",
                "a-to-z.md",
                "glossary.md",
                "about/state.md",
                "about/tools.md",
            ],
            "site_url": "https://garden.example/",
            "extra": EXTRA,
        } | self.settings
        with said() as (warnings, others):
            build_once(load_config(str(self.folder / "mkdocs.yml"), **given))
        files = {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in site.rglob("*")
            if path.is_file()
        }
        return files, warnings, others

    def check(self) -> tuple[int, int]:
        """Build with what is kept and without; both are the same. Return new and all pages."""
        kept, warned, others = self.build()
        clean, warned_clean, _ = self.build(keep=False)
        assert {name for name in kept.keys() | clean if kept.get(name) != clean.get(name)} == set()
        assert warned == warned_clean
        self.before = kept
        (told,) = [found for text in others if (found := re.match(r"kept: (\d+) of (\d+)", text))]
        return int(told[1]), int(told[2])


class said:  # noqa: N801 - reads as the sentence it is in
    """Gives the warnings of a build, and what it says besides."""

    def __enter__(self) -> tuple[list[str], list[str]]:
        self.logger = logging.getLogger("mkdocs")
        self.level = self.logger.level
        self.logger.setLevel(logging.INFO)
        self.handler = _Both()
        self.logger.addHandler(self.handler)
        return self.handler.warnings, self.handler.others

    def __exit__(self, *_: object) -> None:
        self.logger.removeHandler(self.handler)
        self.logger.setLevel(self.level)


class _Both(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[str] = []
        self.others: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        into = self.warnings if record.levelno >= logging.WARNING else self.others
        into.append(record.getMessage())


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project that has been built once."""
    return Project(tmp_path, monkeypatch)


def test_nothing_is_made_anew_where_nothing_has_changed(project: Project) -> None:
    new, every = project.check()

    assert new == 0
    assert every > 12


def body(project: Project) -> None:
    project.edit("docs/roses/pruning.md", "In March.", "In April.")


def title(project: Project) -> None:
    project.edit("docs/roses/clay.md", "Roses in clay", "Roses in wet clay")


def description(project: Project) -> None:
    project.edit("docs/trees/oaks.md", "What to cut", "What to saw")


def date(project: Project) -> None:
    project.edit("docs/trees/oaks.md", "2024-02-03", "2026-02-04")


def topic_moved(project: Project) -> None:
    (project.folder / "docs/trees/oaks.md").rename(project.folder / "docs/roses/oaks.md")


def post_added(project: Project) -> None:
    project.write({"trees/ash.md": post("Ashes", "They are tall.\n", date="2026-03-02")})


def post_deleted(project: Project) -> None:
    (project.folder / "docs/roses/clay.md").unlink()


def renamed(project: Project) -> None:
    (project.folder / "docs/roses/clay.md").rename(project.folder / "docs/roses/mud.md")


def draft_switched(project: Project) -> None:
    project.edit("docs/trees/elms.md", "draft: true", "draft: false")


def source_record(project: Project) -> None:
    project.edit("docs/sources/smith2011roses.md", "clay & sand", "clay & peat")


def source_summary(project: Project) -> None:
    project.edit("docs/sources/smith2011roses.md", "two soils", "three soils")


def source_added(project: Project) -> None:
    record = FILES["sources/smith2011roses.md"]
    project.write({"sources/jones2012.md": record.replace("Smith", "Jones")})


def page_views(project: Project) -> None:
    project.write({"data/page-views.csv": VIEWS.format(1000)})


def template(project: Project) -> None:
    project.edit("overrides/partials/byline.html", "<", "<!-- a line by whom --><")


def stylesheet(project: Project) -> None:
    project.edit("docs/assets/stylesheets/site.css", "margin: 0", "margin: 1px")


def site_name(project: Project) -> None:
    project.settings["site_name"] = "Another garden"


def menu(project: Project) -> None:
    project.settings["nav"] = [{"Start": "index.md"}, *NAV[1:]]


def markdown_extension(project: Project) -> None:
    project.edit("mkdocs.yml", "  - abbr\n", "  - abbr\n  - nl2br\n")


def anchor(project: Project) -> None:
    project.edit("docs/roses/clay.md", "## Wet soil", "## Dry soil")


def include(project: Project) -> None:
    project.edit("docs/includes/care.md", "Water", "Feed")


def include_of_an_include(project: Project) -> None:
    project.edit("docs/includes/more.md", "wait", "sleep")


def include_misspelt(project: Project) -> None:
    project.edit("docs/roses/pruning.md", '"care.md"', '"car.md"')


def include_gone(project: Project) -> None:
    (project.folder / "docs/includes/more.md").unlink()


def notebook_changed(project: Project) -> None:
    project.edit("docs/roses/numbers.ipynb", "Roses like clay", "Roses love clay")


def chart(project: Project) -> None:
    data = CHART.replace("Clay,5", "Clay,6")
    project.write({"trees/oaks--size.csv": data, "trees/oaks--size.svg": picture(data)})


def image(project: Project) -> None:
    project.write({"roses/bud.svg": PICTURE.format(40)})


def image_gone(project: Project) -> None:
    (project.folder / "docs/roses/bud.svg").unlink()


def glossary(project: Project) -> None:
    project.edit("docs/glossary.md", "A flower to be", "A small flower")


def term_added(project: Project) -> None:
    project.edit("docs/glossary.md", "\nBud", "\nMarch\n: A month.\n\nBud")


def former_address(project: Project) -> None:
    project.edit("docs/roses/pruning.md", "/2016/04/pruning.html", "/2016/05/pruning.html")


def other_author(project: Project) -> None:
    project.edit("docs/about/authors/editors.md", "The editors", "The gardeners")


def broken_link(project: Project) -> None:
    project.edit("docs/roses/pruning.md", "(../trees/oaks.md)", "(../trees/yew.md)")


def topic_title(project: Project) -> None:
    project.edit("docs/trees/index.md", "title: Trees", "title: Tall trees")


CHANGES: list[Callable[[Project], None]] = [
    *(body, title, description, date, topic_moved, post_added, post_deleted, renamed),
    *(draft_switched, source_record, source_summary, source_added, page_views, template),
    *(stylesheet, site_name, menu, markdown_extension, anchor, include, include_of_an_include),
    *(include_misspelt, include_gone),
    *(
        notebook_changed,
        image,
        image_gone,
        chart,
        glossary,
        term_added,
        former_address,
        other_author,
    ),
    *(broken_link, topic_title),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_site_is_that_of_a_clean_build_after_a_change(
    project: Project, change: Callable[[Project], None]
) -> None:
    before = project.before

    change(project)

    project.check()
    assert project.before != before


def package_version(project: Project) -> None:
    metadata = "Metadata-Version: 2.1\nName: spade\nVersion: 2.0\n"
    write_files(project.folder / "packages/spade-2.0.dist-info", {"METADATA": metadata})


def hook_code(project: Project) -> None:
    project.edit("hooks/charts.py", "The numbers as a table", "All the numbers as a table")


@pytest.mark.parametrize("change", [package_version, hook_code])
def test_other_code_makes_every_page_anew_as_soon_as_it_runs(
    project: Project, change: Callable[[Project], None]
) -> None:
    change(project)
    assert project.check()[0] == 0  # this process has loaded its code, and goes on with it

    subprocess.run(
        [sys.executable, "-c", "from tests.hooks.test_kept import build_again; build_again()"],
        cwd=ROOT,
        env=os.environ
        | {
            "PYTHONPATH": os.pathsep.join(
                map(str, [ROOT, ROOT / "hooks", project.folder / "packages"])
            )
        }
        | {"PROJECT": str(project.folder)},
        check=True,
    )


def build_again() -> None:
    """Build a project whose code has changed, in a process of its own."""
    with pytest.MonkeyPatch.context() as environment:
        new, every = Project(Path(os.environ["PROJECT"]), environment, is_new=False).check()
    assert new == every > 12, (new, every)


def test_one_changed_body_makes_few_pages_anew(project: Project) -> None:
    project.edit("docs/trees/oaks.md", "They grow slowly.", "They grow very slowly.")

    new, _ = project.check()

    assert new == 1


def test_with_an_extension_nobody_knows_all_is_made_anew(project: Project) -> None:
    project.edit("mkdocs.yml", "  - abbr\n", "  - abbr\n  - pymdownx.b64\n")
    project.build()

    _, _, others = project.build()

    told = "kept: nobody knows what the Markdown extension pymdownx.b64 needs; pages are new"
    assert told in others
    project.check()


SLUGS = """permalink: false
      slugify: !!python/object/apply:pymdownx.slugs.slugify
        kwds: {case: lower}
"""
"""As the theme's documentation gives it."""


def test_a_setting_may_be_a_function_with_arguments_of_its_own(project: Project) -> None:
    project.edit("mkdocs.yml", "permalink: false\n", SLUGS)
    project.check()

    assert project.check()[0] == 0
    project.edit("mkdocs.yml", "{case: lower}", "{case: upper}")
    assert project.check()[0] > 0


def test_a_page_that_warned_warns_again(project: Project) -> None:
    anchor(project)
    project.edit(
        "docs/trees/oaks.md", "slowly.", "slowly [@nobody2020]. ![x](https://a.example/x.png)"
    )
    _, first, _ = project.build()

    _, again, _ = project.build()

    assert again == first
    assert len(again) == 3
    project.check()


def test_builds_in_one_process_leave_nothing_behind(project: Project) -> None:
    def build_again() -> weakref.ref[Any]:
        config = load_config(str(project.folder / "mkdocs.yml"), nav=NAV, extra=EXTRA)
        build(config)
        return weakref.ref(config.extra["kept"])

    before = [build_again() for _ in range(3)]
    build_again()

    assert gc.isenabled()
    assert [each() for each in before] == [None, None, None]


def test_a_build_that_fails_lets_python_look_for_garbage_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no space left")

    monkeypatch.setattr(KeptPages, "save", fail)

    with pytest.raises(RuntimeError, match="no space"):
        project.build()

    assert gc.isenabled()


def test_a_writer_who_asks_for_a_dirty_build_is_told_that_there_is_no_need(tmp_path: Path) -> None:
    write_project(tmp_path, FILES)

    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--dirty"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert result.stderr.strip().endswith(
        "kept: mkdocs build: --dirty leaves out pages that others need; run it without, only what "
        "has changed is made again anyway"
    )

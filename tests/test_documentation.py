"""The README and the guides say what is true of the code."""

from __future__ import annotations

import ast
import json
import re
from shutil import copytree, rmtree
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from mkdocs.config import load_config

from sourcebook.addresses import NOT_TOPICS
from sourcebook.commands.main import main
from sourcebook.designs import DESIGNS
from sourcebook.posts import KEYS as POST_KEYS
from sourcebook.posts import REQUIRED
from sourcebook.settings import KEYS as SETTINGS
from sourcebook.sources import NOTICES, OWN_KEYS
from tests.site import GARDEN, ROOT, build_once, build_site, post, texts, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs/about/writers-guide.md").read_text(encoding="utf-8")
HOOKS_README = (ROOT / "hooks/README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def rows(text: str) -> dict[str, list[str]]:
    """Return the rows of all Markdown tables by the name in their first cell."""
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("| `"):
            found[cells[0].strip("` ")] = cells[1:]
    return found


def examples() -> dict[str, str]:
    """Return the whole files the writers' guide tells the reader to save, by path."""
    pattern = re.compile(r"Save this as `docs/([^`]+)`:\n+(`{3,})\w*\n(.*?)\n\2\n", re.DOTALL)
    return {path: block + "\n" for path, _, block in pattern.findall(GUIDE)}


def test_the_map_in_the_readme_is_the_tree() -> None:
    tree = re.search(r"```(?:text)?\n(mkdocs\.yml.*?)```", README, re.DOTALL)

    assert tree is not None
    named = {line.split()[0].rstrip("/") for line in tree[1].splitlines() if line[:1].strip()}
    real = {
        path.name
        for path in ROOT.iterdir()
        if path.name in (".github", ".ci") or not path.name.startswith(".")
    }
    real -= {"site", "screenshots", "import-report"}  # made by our commands
    locks = {name for name in real if name.startswith("requirements")}
    assert named == (real - locks) | {"requirements*.txt"}


def test_the_readme_names_every_make_target() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))

    assert targets <= set(re.findall(r"make ([a-z]+)", README)) | {"help"}


def test_the_table_of_hooks_is_the_code() -> None:
    code = {}
    for path in (ROOT / "hooks").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assigned = {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        code[path.name] = {name for name in defined | assigned if name.startswith("on_")}

    table = {
        name: set(re.findall(r"on_\w+", cells[0]))
        for name, cells in rows(HOOKS_README).items()
        if name.endswith(".py")
    }
    assert table == code


def test_the_guide_to_hooks_names_those_that_raise_errors() -> None:
    said = HOOKS_README.partition("## Problems\n")[2]

    raising = {
        path.name
        for path in (ROOT / "hooks").glob("*.py")
        if any(
            isinstance(node, ast.Raise)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    }
    assert raising == {*re.findall(r"`(\w+\.py)`", said)}


def test_every_key_of_a_post_is_documented_as_the_code_has_it() -> None:
    table = rows(GUIDE)

    assert {key: table[key][-1] for key in POST_KEYS} == POST_KEYS
    assert {key for key in POST_KEYS if table[key][0] == "required"} == {*REQUIRED}


def test_every_own_key_of_a_source_is_documented_as_the_code_has_it() -> None:
    table = rows(GUIDE)

    assert {key: table[key][-1] for key in OWN_KEYS} == OWN_KEYS
    assert [word for word in (*DESIGNS, *NOTICES) if f"`{word}`" not in GUIDE] == []


def test_every_setting_is_documented() -> None:
    names = {f"{group}.{key}" for group, keys in SETTINGS.items() for key in keys}

    assert names <= rows(GUIDE).keys()


def test_the_examples_of_the_writers_guide_build(tmp_path: Path) -> None:
    files = examples()
    topics = {path.split("/")[0] for path in files} - {"sources", "about", "data"}
    files |= {
        f"{topic}/index.md": f"---\ntitle: {topic}\ndescription: A topic.\n---\n"
        for topic in topics
        if f"{topic}/index.md" not in files
    }
    for path in (ROOT / "docs/sources").glob("*.md"):
        if path.name != "index.md":
            files.setdefault(f"sources/{path.name}", path.read_text(encoding="utf-8"))
    # The examples link to posts of this site, which are not in the small one.
    validation = {"links": {"not_found": "ignore"}, "nav": {"omitted_files": "ignore"}}

    site = build_site(tmp_path, files, strict=True, validation=validation)

    posts = [name for name in files if name.split("/")[0] in topics and "index" not in name]
    assert posts
    for name in posts:
        assert texts(site.article(name.removesuffix(".md") + "/"), "h2#sources-title")


def test_nothing_is_left_to_do_in_the_first_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("sources/brysbaert2019words.md", "neuralgia/my-first-post.md")
    topic = "---\ntitle: Neuralgia\ndescription: A topic.\n---\n"
    first = {name: examples()[name] for name in names}
    write_files(tmp_path / "docs", {**GARDEN, "neuralgia/index.md": topic, **first})
    copytree(ROOT / "docs/includes", tmp_path / "docs/includes")
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795435200")  # 2026-11-23T12:00:00Z

    done = CliRunner().invoke(main, ["check", *names])

    assert done.output == "Nothing to do.\n"


def test_the_guide_shows_the_line_that_takes_in_a_text_and_not_the_text() -> None:
    # On a line of its own it is taken for one in a code sample, too.
    assert re.findall(r"^[ \t]*-+8<-+.*", GUIDE, re.MULTILINE) == []
    assert '`--8<-- "help-lines.md"`' in GUIDE


@pytest.mark.parametrize("name", ["README.md", "hooks/README.md", ".github/CONTRIBUTING.md"])
def test_links_between_the_projects_own_files_lead_somewhere(name: str) -> None:
    path = ROOT / name
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_page_on_how_sure_one_can_be_explains_every_kind_of_work() -> None:
    page = (ROOT / "docs/about/how-sure-we-can-be.md").read_text(encoding="utf-8").lower()

    for design in DESIGNS.values():
        row = f"| {design.label} | {design.shows} | {design.hides} |"
        assert row.lower() in page, f"write: {row}"


SUBJECT = re.compile("pain|massage|neuralg|arthrit|medic|clinic|diagnos|suicid", re.IGNORECASE)
OTHER = {
    "site_name": "Roses",
    "site_description": "All about roses.",
    "copyright": "",
    "nav": [{"Home": "index.md"}, "roses/index.md", "trees/index.md", {"About": "about/index.md"}],
    "not_in_nav": "*",
    "extra": {
        "posts": {"notice": "", "page_type": "WebPage"},
        "popular": {"pinned": []},
        "search": {"help_page": "", "help_words": []},
    },
}
"""Settings of a site about something else."""
TO_READ = ("writers-guide",)
"""Pages of which the README says that they are to be read, for they have examples of ours."""


def named_settings(settings: Mapping[str, object], before: str = "") -> set[str]:
    """Return the names of settings, those of groups with the names of the groups."""
    names = set()
    for name, value in settings.items():
        inner = named_settings(value, f"{before}{name}.") if isinstance(value, dict) else set()
        names |= inner or {f"{before}{name}"}
    return names


def test_what_the_readme_says_of_another_subject_leaves_nothing_of_this_one(
    tmp_path: Path,
) -> None:
    said = README.partition("## Another subject\n")[2].partition("\n## ")[0]
    steps = [
        re.findall("`([^`]+)`", step) for step in re.split(r"^\d\. ", said, flags=re.MULTILINE)[1:]
    ]
    assert named_settings(OTHER) - {"not_in_nav"} == {*steps[3]} - {"mkdocs.yml"}
    docs = tmp_path / "docs"
    copytree(ROOT / "docs", docs)
    topics = {path.parent.name for path in docs.glob("*/index.md")} - NOT_TOPICS
    for folder in (*topics, "assets/images/posts"):
        rmtree(docs / folder)
    for source in {*docs.glob("sources/*.md")} - {docs / "sources/index.md"}:
        source.unlink()
    for name in steps[1] + steps[2]:
        path = docs / name
        if path.suffix == ".csv":
            path.write_text(path.read_text("utf-8").split("\n")[0] + "\n", encoding="utf-8")
        elif path.suffix == ".json":
            path.unlink()
        elif path.suffix == ".md":
            path.write_text("---\ntitle: Our own\ndescription: Our words.\n---\n\nOurs.\n", "utf-8")
    write_files(docs, {name: text for name, text in GARDEN.items() if not (docs / name).exists()})
    write_files(docs, {"roses/a.md": post()})
    (tmp_path / "base.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    for name in ("hooks", "overrides"):
        (tmp_path / name).symlink_to(ROOT / name)
    settings = {"INHERIT": "base.yml", "site_url": "https://example.org/", **OTHER}
    (tmp_path / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")

    build_once(load_config(str(tmp_path / "mkdocs.yml"), strict=True))

    left = {}
    for path in (tmp_path / "site").rglob("*.html"):
        page = BeautifulSoup(path.read_bytes(), "lxml")
        if words := SUBJECT.findall(f"{page.title} {page.find('main')} {page.select('meta')}"):
            left[path.relative_to(tmp_path / "site").as_posix()] = words
    examples_of_ours = {f"about/{name}/index.html" for name in TO_READ}
    assert left.keys() <= examples_of_ours

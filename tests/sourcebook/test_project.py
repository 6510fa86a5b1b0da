"""The project a command works in: where it is, what it says, and how its files are written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
import nbformat
import pytest
from click.testing import CliRunner
from markdown import Markdown

from sourcebook.commands.project import Failure, Project, find_project, last_day, pass_project
from tests.site import GARDEN, ROOT, write_files
from tests.sourcebook import garden

CONFIG = "site_name: Garden\n"
UNREADABLE = "/proc/self/mem"  # a file that nobody, not even root, can read from its beginning


def make_project(folder: Path, config: str = CONFIG) -> Project:
    write_files(folder, {"mkdocs.yml": config, "docs/index.md": "---\ntitle: Garden\n---\n"})
    return find_project(folder)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def failure(folder: Path) -> str:
    with pytest.raises(Failure) as caught:
        find_project(folder)
    assert caught.value.exit_code == 2
    return caught.value.message


def test_the_project_is_the_nearest_folder_above_with_its_settings(tmp_path: Path) -> None:
    make_project(tmp_path)
    inner = make_project(tmp_path / "docs/inner")
    below = tmp_path / "docs/inner/docs/roses"
    below.mkdir()

    assert find_project(below) == inner
    assert find_project(tmp_path / "docs").root == tmp_path


def test_outside_a_project_the_writer_is_told_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert failure(tmp_path) == (
        f"mkdocs.yml: is not in {tmp_path} or in a folder above; give the folder of the project"
    )

    monkeypatch.chdir(tmp_path)

    assert failure(tmp_path) == (
        "mkdocs.yml: is not here or in a folder above; run the command inside the project"
    )


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("a: [1\nb: 2\n", "mkdocs.yml: line 1: has a `[` that is never closed; add `]`"),
        (
            "a: 1\nsite_name:Roses\nb: 2\n",
            "mkdocs.yml: line 2: has no space after the colon; write `site_name: Roses`",
        ),
        (
            "\ufeffa: Roses\n b: 2\n",
            "mkdocs.yml: line 2: begins with a space too many; remove it",
        ),
        ("- a\n", "mkdocs.yml: is not made of keys; write it as `key: value` lines"),
        ("", "mkdocs.yml: is not made of keys; write it as `key: value` lines"),
        ("a: \x07\n", "mkdocs.yml: cannot be read as YAML; save it as UTF-8"),
        (
            "docs_dir: pages\n",
            "mkdocs.yml: docs_dir: there is no folder `pages`; make it, or correct the name",
        ),
    ],
)
def test_settings_that_cannot_be_used_are_named(tmp_path: Path, config: str, message: str) -> None:
    write_files(tmp_path, {"mkdocs.yml": config})

    assert failure(tmp_path) == message


def test_settings_that_may_not_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").symlink_to(UNREADABLE)

    assert failure(tmp_path) == (
        "mkdocs.yml: cannot be read (Input/output error); see to its permissions"
    )


def test_settings_are_read_as_mkdocs_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GARDEN_URL", "https://garden.example/")
    monkeypatch.delenv("GARDEN_REPO", raising=False)

    project = make_project(
        tmp_path,
        """
        site_url: !ENV [GARDEN_URL, ""]
        repo_url: !ENV GARDEN_REPO
        edit_uri: !relative $docs_dir
        extra: {sources: {style: apa}}
        markdown_extensions:
          - toc: {permalink: false}
          - pymdownx.superfences:
              custom_fences:
                - name: x
                  format: !!python/name:pymdownx.superfences.fence_code_format
          - footnotes
          - pymdownx.snippets: {base_path: !relative $config_dir/includes}
          - abbr:
        """,
    )

    assert project.address == "https://garden.example/"
    assert project.config["repo_url"] is None
    assert project.config["edit_uri"] is None
    assert project.extra == {"sources": {"style": "apa"}}
    assert project.markdown_extensions == (
        [
            "toc",
            "tables",
            "fenced_code",
            "pymdownx.superfences",
            "footnotes",
            "pymdownx.snippets",
            "abbr",
        ],
        {
            "pymdownx.snippets": {"base_path": str(project.root / "includes")},
            "toc": {"permalink": False},
            "pymdownx.superfences": {"custom_fences": [{"name": "x", "format": None}]},
        },
    )


def test_extensions_may_be_a_group_of_keys_too(tmp_path: Path) -> None:
    project = make_project(tmp_path, "markdown_extensions: {abbr: {}, toc: {title: On this page}}")

    names, configs = project.markdown_extensions

    assert names == ["toc", "tables", "fenced_code", "abbr"]
    assert configs == {"abbr": {}, "toc": {"title": "On this page"}}


def test_the_extensions_of_this_project_are_as_python_markdown_wants_them() -> None:
    names, configs = find_project(ROOT).markdown_extensions

    html = Markdown(extensions=names, extension_configs=configs).convert("/// in-short\nYes.\n///")

    assert "in-short" in html


@pytest.mark.parametrize("config", [CONFIG, "extra: 7\nmarkdown_extensions: 7\n"])
def test_without_settings_there_are_defaults(tmp_path: Path, config: str) -> None:
    project = make_project(tmp_path, config)

    assert project.docs == tmp_path / "docs"
    assert project.address == ""
    assert project.language == "en"
    assert project.extra == {}
    assert project.markdown_extensions == (["toc", "tables", "fenced_code"], {})


def test_the_repository_is_an_address_where_the_site_has_none(tmp_path: Path) -> None:
    project = make_project(tmp_path, 'site_url: ""\nrepo_url: https://git.example/garden\n')

    assert project.address == "https://git.example/garden"


@pytest.mark.parametrize(
    ("theme", "language"),
    [("{name: material, language: ko}", "ko"), ("{language: }", "en"), ("material", "en")],
)
def test_the_language_is_that_of_the_theme(tmp_path: Path, theme: str, language: str) -> None:
    assert make_project(tmp_path, f"theme: {theme}\n").language == language


def test_the_catalog_is_that_of_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")  # 23 November 2026
    project = make_project(tmp_path, "extra: {popular: {limit: 0}}")
    image = {"src": "bud.jpg", "alt": "A rose bud with a cut above it", "credit": "smith2011roses"}
    files: dict[str, str | bytes] = {
        "roses/a.md": garden.post_file(image=image),
        "roses/b.md": garden.post_file(date="2026-11-25"),
        "roses/bud.jpg": b"jpg",
    }
    write_files(tmp_path / "docs", {**garden.GARDEN, **files})

    catalog = project.catalog()

    assert [post.uri for post in catalog.posts] == ["roses/a.md"]
    assert list(catalog.sources) == ["smith2011roses"]
    assert catalog.sources["smith2011roses"].reference == ""  # nobody asked for it
    assert garden.messages(catalog.problems) == [
        "mkdocs.yml: extra.popular.limit: is `0`; write a whole number from 1 to 10",
        "roses/b.md: date: 2026-11-25 lies in the future; "
        "write a day that has come, or add `draft: true`",
    ]


def test_a_part_of_the_catalog_is_read_without_the_rest(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    write_files(tmp_path / "docs", {**GARDEN, "roses/a.md": "no post"})

    catalog = project.catalog(below="sources/")

    assert list(catalog.documents) == ["sources/index.md", "sources/smith2011roses.md"]
    assert catalog.problems == ()


def test_only_files_that_belong_to_the_site_are_read(tmp_path: Path) -> None:
    project = make_project(tmp_path, "exclude_docs: |\n  /parts/\n  *.part.md\n")
    names = [
        ".hidden.md",
        ".git/a.md",
        "templates/a.md",
        "README.md",
        "roses/README.md",
        "roses/templates/a.md",
        "roses/thorns.part.md",
        "parts/a.md",
        "trees/index.md",
        "trees/README.md",
        "trees/OLDREADME.md",
    ]
    write_files(tmp_path / "docs", dict.fromkeys(names, ""))

    assert list(project.files()) == [
        "index.md",
        "roses/README.md",
        "roses/templates/a.md",
        "trees/OLDREADME.md",
        "trees/index.md",
    ]


def test_a_page_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    (tmp_path / "docs/a.md").symlink_to(UNREADABLE)

    with pytest.raises(Failure) as caught:
        project.catalog()

    assert caught.value.message == (
        "a.md: cannot be read (Input/output error); see to its permissions"
    )


def test_files_are_written_whole_with_the_folders_they_need(tmp_path: Path) -> None:
    project = make_project(tmp_path)

    project.write_files({"docs/sources/a.md": "Rosé\n", "docs/b/c/d.md": "one\ntwo\n"})

    assert (tmp_path / "docs/sources/a.md").read_bytes() == "Rosé\n".encode()
    assert (tmp_path / "docs/b/c/d.md").read_bytes() == b"one\ntwo\n"
    assert snapshot(tmp_path) == {
        "mkdocs.yml": CONFIG.encode(),
        "docs/index.md": b"---\ntitle: Garden\n---\n",
        "docs/sources/a.md": "Rosé\n".encode(),
        "docs/b/c/d.md": b"one\ntwo\n",
    }


def test_a_new_file_may_be_read_by_whom_other_files_may_be_read(tmp_path: Path) -> None:
    project = make_project(tmp_path)

    project.write_files({"docs/a.md": "new"})

    assert (tmp_path / "docs/a.md").stat().st_mode == (tmp_path / "docs/index.md").stat().st_mode


def test_nothing_is_overwritten_unless_that_is_allowed(tmp_path: Path) -> None:
    project = make_project(tmp_path)

    with pytest.raises(Failure) as caught:
        project.write_files({"docs/a.md": "new", "docs/index.md": "new"})
    before = sorted(snapshot(tmp_path))
    project.write_files({"docs/a.md": "new", "docs/index.md": "new"}, overwrite=True)

    assert caught.value.message == (
        "docs/index.md: is there already; move it away, or choose another name"
    )
    assert before == ["docs/index.md", "mkdocs.yml"]
    assert (tmp_path / "docs/index.md").read_text() == "new"


@pytest.mark.parametrize("path", ["../a.md", "docs/../../a.md", "/a.md", "out/a.md"])
def test_nothing_is_written_outside_the_project(tmp_path: Path, path: str) -> None:
    project = make_project(tmp_path / "inside")
    (tmp_path / "inside/out").symlink_to(tmp_path)
    before = snapshot(tmp_path)

    with pytest.raises(Failure) as caught:
        project.write_files({"docs/b.md": "", path: ""})

    assert caught.value.message == f"{path}: lies outside the project; nothing was written"
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("path", "reason"),
    [("docs/folder", "Is a directory"), ("docs/index.md/a.md", "Not a directory")],
)
def test_where_one_file_cannot_be_written_all_are_as_they_were(
    tmp_path: Path, path: str, reason: str
) -> None:
    project = make_project(tmp_path)
    (tmp_path / "docs/folder").mkdir()
    before = snapshot(tmp_path)
    files = {"docs/index.md": "new", "docs/b/c/d.md": "new", path: "new"}

    with pytest.raises(Failure) as caught:
        project.write_files(files, overwrite=True)

    assert caught.value.message == (
        f"{path}: cannot be written ({reason}); nothing was changed, see to the disk"
    )
    assert snapshot(tmp_path) == before
    assert not (tmp_path / "docs/b").exists()


def test_where_a_folder_may_not_be_written_to_its_permissions_are_to_be_seen_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path)
    before = snapshot(tmp_path)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)  # root, who runs the tests in CI, may all
    with pytest.raises(Failure) as caught:
        project.write_files({"docs/index.md": "new"}, overwrite=True)

    assert caught.value.message == (
        "docs/index.md: cannot be written (Permission denied); "
        "nothing was changed, see to its permissions"
    )
    assert snapshot(tmp_path) == before


def test_a_mistake_of_ours_leaves_all_as_it_was_too(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    before = snapshot(tmp_path)

    with pytest.raises(UnicodeEncodeError):
        project.write_files({"docs/b.md": "good", "docs/c.md": "\ud800"})

    assert snapshot(tmp_path) == before


def test_the_last_day_is_that_of_the_clock_or_of_the_given_moment() -> None:
    latest = last_day({})

    assert latest - (datetime.now(UTC) + timedelta(hours=14)).date() <= timedelta(days=1)
    assert last_day({"SOURCE_DATE_EPOCH": "0"}) == date(1970, 1, 1)
    assert last_day({"SOURCE_DATE_EPOCH": str(10 * 3600)}) == date(1970, 1, 2)


@pytest.mark.parametrize("given", ["", "today", "9" * 30])
def test_a_moment_that_is_none_is_named(given: str) -> None:
    with pytest.raises(Failure) as caught:
        last_day({"SOURCE_DATE_EPOCH": given})

    assert caught.value.message == (
        f"SOURCE_DATE_EPOCH: `{given}` is not a moment; write the seconds since 1970, or unset it"
    )


@click.command()
@click.argument("word")
@pass_project
def tell(project: Project, word: str) -> None:
    """Say a word, and where."""
    click.echo(f"{word} {project.root.name}")


def test_a_command_is_handed_the_project_around_it_or_the_one_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_project(tmp_path / "roses")
    make_project(tmp_path / "trees")
    monkeypatch.chdir(tmp_path / "roses/docs")

    here = CliRunner().invoke(tell, ["hello"])
    there = CliRunner().invoke(tell, ["hello"], obj=tmp_path / "trees")

    assert (here.output, there.output) == ("hello roses\n", "hello trees\n")


def test_a_failure_is_one_line_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    done = CliRunner().invoke(tell, ["hello"])

    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr == (
        "mkdocs.yml: is not here or in a folder above; run the command inside the project\n"
    )


def test_a_notebook_is_a_post_to_a_command_as_it_is_to_a_build(tmp_path: Path) -> None:
    cells = [
        nbformat.v4.new_raw_cell(garden.post_file(body="").strip()),
        nbformat.v4.new_markdown_cell("Cut above a bud."),
    ]
    notebook = nbformat.writes(nbformat.v4.new_notebook(cells=cells))
    files = {
        "docs/roses/a.ipynb": notebook,
        "docs/roses/b.ipynb": "{}",
        "docs/roses/c.ipynb": notebook,
        "docs/roses/c.md": garden.post_file(title="As it was"),
    }
    write_files(tmp_path, {f"docs/{uri}": text for uri, text in garden.GARDEN.items()} | files)

    catalog = make_project(tmp_path, "site_name: G").catalog()

    assert sorted(post.uri for post in catalog.posts) == ["roses/a.md", "roses/c.md"]
    assert catalog.by_uri["roses/c.md"].title == "As it was"
    assert "Cut above a bud." in catalog.documents["roses/a.md"].body
    assert garden.messages(catalog.problems) == [
        "roses/b.ipynb: file: is no notebook; save it again in Jupyter",
        "roses/c.ipynb: file: makes `roses/c.md`, which is there already; remove one of them",
    ]

"""`sourcebook new`: what it asks, what it writes, and what it says."""

from __future__ import annotations

import os
import pty
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from sourcebook.commands.main import main
from sourcebook.commands.project import find_project
from sourcebook.posts import PROMPT
from tests.site import GARDEN, build_site, post, texts, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

NOON = "1795435200"  # 2026-11-23T12:00:00Z
DRAFT = "docs/roses/winter-roses.md"
SUMMARY = "What roses need in winter, and what they can do without until spring."
TOPICS = "Topics, by number or name:\n   1  roses  2 posts, 1 draft\n   2  trees  0 posts\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a garden with two posts and a draft, and work in its `docs/`."""
    files = {
        "roses/pruning.md": post(),
        "roses/soil.md": post("Soil", former=["/roses/earth/"]),
        "roses/buds.md": post("Buds", draft=True),
    }
    write_files(tmp_path, {"mkdocs.yml": "site_name: Garden\n"})
    write_files(tmp_path / "docs", GARDEN | files)
    monkeypatch.chdir(tmp_path / "docs")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    return tmp_path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Put a terminal in place of the standard input; give what types into it."""
    keyboard, screen = pty.openpty()

    def write(typed: str) -> None:
        os.write(keyboard, typed.encode())

    with os.fdopen(screen, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield write
    os.close(keyboard)


def new(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments], catch_exceptions=False)


def files(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file()
    }


def test_with_a_title_and_a_topic_it_writes_a_draft_and_says_what_comes_next(
    project: Path,
) -> None:
    before = files(project)

    done = new("--title", "Winter roses", "--topic", "roses")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        f"{DRAFT}\n"
        "1. Replace all that begins with `Write here`, and delete the note; `make serve` shows it at "
        "http://127.0.0.1:8000/roses/winter-roses/\n"
        "2. Cite its sources, which `sourcebook cite` adds; "
        "remove the line `draft: true` to publish it.\n"
    )
    assert files(project).keys() - before.keys() == {DRAFT}
    assert before.items() <= files(project).items()
    written = find_project(project).catalog().by_uri["roses/winter-roses.md"]
    assert (written.title, written.topic, written.draft) == ("Winter roses", "roses", True)
    assert str(written.date) == str(written.reviewed) == "2026-11-23"


def test_where_the_site_lies_in_a_folder_of_its_host_the_preview_does_too(project: Path) -> None:
    write_files(project, {"mkdocs.yml": "site_url: https://example.org/a/garden/\n"})

    done = new("--title", "Winter roses", "--topic", "roses")

    assert "http://127.0.0.1:8000/a/garden/roses/winter-roses/\n" in done.stdout


def test_a_post_to_be_published_needs_a_description(project: Path) -> None:
    arguments = ("--title", "Winter roses", "--topic", "roses", "--publish")

    refused, done = new(*arguments), new(*arguments, "--description", SUMMARY)

    assert refused.exit_code == 2
    assert refused.stderr == (
        "sourcebook new: there is no terminal to ask in; give --description\n"
    )
    assert done.exit_code == 0
    assert done.stdout.endswith(
        "2. Cite its sources, which `sourcebook cite` adds; a build stops as long as it has none.\n"
    )
    written = find_project(project).catalog().by_uri["roses/winter-roses.md"]
    assert (written.description, written.draft) == (SUMMARY, False)


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        ((), "--title and --topic"),
        (("--title", " "), "--title and --topic"),
        (("--topic", "roses"), "--title"),
        (("--publish", "--title", "Winter"), "--topic and --description"),
    ],
)
def test_without_a_terminal_what_is_missing_is_named_in_one_line(
    project: Path, arguments: tuple[str, ...], missing: str
) -> None:
    before = files(project)

    done = new(*arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"sourcebook new: there is no terminal to ask in; give {missing}\n"
    assert files(project) == before


def test_all_that_is_wrong_is_said_at_once(project: Path) -> None:
    before = files(project)

    done = new("--title", "x" * 66, "--topic", "rose", "--description", "Roses.")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "--title: has 66 characters; shorten it to at most 65\n"
        "--topic: `rose` is not there; did you mean `roses`?\n"
        "--description: has 6 characters; write at least 50\n"
    )
    assert files(project) == before


@pytest.mark.parametrize(
    ("title", "slug", "message"),
    [
        (
            "Pruning",
            None,
            "`pruning` is taken: roses/pruning.md has this address; "
            "choose another, such as `pruning-2`",
        ),
        (
            "The earth",
            "earth",
            "`earth` is taken: roses/soil.md had this address before; "
            "choose another, such as `earth-2`",
        ),
        (
            "Broken",
            None,
            "`broken` is taken: roses/broken.md has this address; "
            "choose another, such as `broken-2`",
        ),
        (
            "Winter",
            "In Winter",
            "`In Winter` cannot be the name of a post; "
            "use small letters, digits and single hyphens, such as `in-winter`",
        ),
        (
            "Розы",
            None,
            "cannot be made from this title; "
            "write one, in small letters, digits and single hyphens",
        ),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_one_that_can(
    project: Path, title: str, slug: str | None, message: str
) -> None:
    write_files(project, {"docs/roses/broken.ipynb": "not a notebook"})
    before = files(project)

    done = new("--title", title, "--topic", "roses", *(["--slug", slug] if slug else []))

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"--slug: {message}\n"
    assert files(project) == before


def test_a_file_that_cannot_be_read_is_not_overwritten_either(project: Path) -> None:
    write_files(project, {DRAFT: b"\xff"})

    done = new("--title", "Winter roses", "--topic", "roses")

    assert done.exit_code == 2
    assert done.stderr.startswith("--slug: `winter-roses` is taken: ")
    assert (project / DRAFT).read_bytes() == b"\xff"


@pytest.mark.parametrize("topic", ["Roses", "docs/roses", " docs/roses/"])
def test_a_topic_may_be_named_as_readers_see_it_or_by_its_folder(project: Path, topic: str) -> None:
    done = new("--title", "Winter roses", "--topic", topic)

    assert (done.exit_code, done.stderr) == (0, "")
    assert (project / "docs/roses/winter-roses.md").is_file()


def test_a_project_without_a_topic_is_told_to_make_one(project: Path) -> None:
    for topic in ("roses", "trees"):
        (project / f"docs/{topic}/index.md").unlink()

    done = new("--title", "Winter roses", "--topic", "roses")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "docs: has no topic; make a folder with an `index.md`, which is a topic\n"
    )


def test_outside_a_project_it_ends_with_2(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("empty")

    done = CliRunner().invoke(main, ["--project", str(empty), "new"])

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"mkdocs.yml: is not in {empty} or in a folder above")


@pytest.mark.parametrize("topic", ["1", "roses", " roses/"])
def test_in_a_terminal_title_and_topic_are_asked_for(
    project: Path,
    terminal: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
    topic: str,
) -> None:
    terminal(f"Winter roses\n{topic}\n")

    main(["new"], standalone_mode=False)

    shown = capsys.readouterr()
    assert shown.err == f"Title: {TOPICS}Topic: "
    assert shown.out.startswith(f"{DRAFT}\n")
    assert (project / DRAFT).is_file()


def test_in_a_terminal_only_what_is_not_given_is_asked_for(
    project: Path, terminal: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    terminal(f"{SUMMARY}\n")

    main(["new", "--publish", "--title", "Winter roses", "--topic", "roses"], standalone_mode=False)

    assert capsys.readouterr().err == "Description: "
    assert SUMMARY in (project / DRAFT).read_text(encoding="utf-8")


def test_a_slip_in_a_terminal_is_named_and_asked_for_again(
    project: Path, terminal: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    terminal(f"{'x' * 66}\npruning roses\nWinter roses\nrose\n3\n1\n")

    main(["new"], standalone_mode=False)

    assert capsys.readouterr().err == (
        "Title: Error: the title has 66 characters; shorten it to at most 65\n"
        "Title: Error: the title is that of roses/pruning.md; choose another\n"
        f"Title: {TOPICS}"
        "Topic: Error: the topic `rose` is not there; did you mean `roses`?\n"
        "Topic: Error: the topic `3` is not there; choose 1 to 2\n"
        "Topic: "
    )
    assert (project / DRAFT).is_file()


def test_a_topic_whose_name_is_a_number_is_known_by_its_name(
    project: Path, terminal: Callable[[str], None]
) -> None:
    write_files(project, {"docs/2/index.md": "---\ntitle: Two\n---\n"})
    terminal("Winter roses\n2\n")

    main(["new"], standalone_mode=False)

    assert (project / "docs/2/winter-roses.md").is_file()


@pytest.mark.parametrize(
    ("typed", "name"), [("\n", "pruning-2"), ("Cutting\ncutting\n", "cutting")]
)
def test_in_a_terminal_another_name_is_proposed_and_may_be_changed(
    project: Path,
    terminal: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
    typed: str,
    name: str,
) -> None:
    terminal(typed)

    main(["new", "--title", "Pruning", "--topic", "roses"], standalone_mode=False)

    assert capsys.readouterr().err.startswith(
        "The slug `pruning` is taken: roses/pruning.md has this address; "
        "choose another, such as `pruning-2`\nSlug [pruning-2]: "
    )
    assert (project / f"docs/roses/{name}.md").is_file()


def test_a_writer_who_breaks_off_leaves_all_as_it_was(
    project: Path, terminal: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(project)
    terminal("Winter roses\n\x04")

    with pytest.raises(SystemExit) as ended:
        main(["new"])

    assert ended.value.code == 1
    assert capsys.readouterr().err.endswith("Aborted!\n")
    assert files(project) == before


def test_a_new_draft_builds_and_what_is_missing_to_publish_it_is_said_by_the_build(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    new("--title", 'Roses: "winter" & # more', "--topic", "roses")
    name = "roses/roses-winter-more.md"
    draft = (project / "docs" / name).read_text(encoding="utf-8")
    published = draft.replace("draft: true\n", "")
    cited = published.replace("two or three sentences.", "two. [@smith2011roses]")
    without_note = cited.partition("<!--")[0] + cited.partition("-->")[2]
    written = without_note.replace(PROMPT, "Here is").replace(
        "description: Here is", "description: Read"
    )
    folder = tmp_path_factory.mktemp

    kept_back = build_site(folder("draft"), {name: draft}, strict=True)
    empty = build_site(folder("empty"), {name: published})
    done = build_site(folder("done"), {name: written}, strict=True)

    assert not (kept_back.path / "roses/roses-winter-more").exists()
    left = [each for each in empty.warnings if "of a new file" in each or "in a new file" in each]
    assert len(left) == draft.count(PROMPT) + draft.count("<!--")
    assert [each for each in empty.warnings if each not in left] == [
        f"citations: {name}: sources: there is none; "
        "cite at least one in the text, as [@key], or name it: add `sources:`"
    ]
    article = done.article("roses/roses-winter-more/")
    assert texts(article, "h1") == ['Roses: "winter" & # more']
    assert texts(article, ".in-short .admonition-title") == ["In short"]
    assert "What we do not know" in texts(article, "h2")
    assert all("KEY" not in entry["text"] for entry in done.search_index())

"""`sourcebook cite`: works become records, and what cannot be one is named."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from sourcebook.commands.main import main
from sourcebook.commands.project import find_project
from tests.services import PAGE, Fault, Services, run_services
from tests.site import GARDEN, ROOT, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

EVIDENCE = ROOT.parent / "shared/evidence/references.json"

BIBTEX = """@book{oak2019trees,
  author = {Oak, Ann},
  title = {Trees for small gardens},
  year = {2019},
  publisher = {Garden Press},
  abstract = {Trees are tall.},
}
"""
RIS = """TY  - BOOK
AU  - Oak, Ann
TI  - Trees for small gardens
PY  - 2019
ER  -
"""
NBIB = """PMID- 1234567
TI  - Trees for small gardens.
FAU - Oak, Ann
DP  - 2019
PT  - Journal Article
JT  - Journal of gardens
"""
CSL = json.dumps(
    [
        {
            "id": "oak2019trees",
            "type": "book",
            "title": "Trees for small gardens",
            "author": [{"family": "Oak", "given": "Ann"}],
            "issued": {"date-parts": [[2019]]},
        }
    ]
)
TREES = """---
type: book
title: Trees for small gardens
author:
- {family: Oak, given: Ann}
issued: 2019
publisher: Garden Press
---
"""
NEXT = "Write a summary below the second ---; cite it as [@oak2019trees].\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a garden with one record, and work in its `docs/`."""
    write_files(tmp_path, {"mkdocs.yml": "site_name: Garden\n"})
    write_files(tmp_path / "docs", GARDEN)
    monkeypatch.chdir(tmp_path / "docs")
    return tmp_path


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Run the services on this machine, and lead the command to them."""
    with run_services() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        # A machine that has much to do answers late; that is no silence.
        monkeypatch.setenv("SOURCEBOOK_TIMEOUT", "10")
        yield running


def cite(*arguments: str, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["cite", *arguments], input=text, catch_exceptions=False)


def files(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file()
    }


def records(project: Path) -> list[str]:
    return sorted(path.stem for path in (project / "docs/sources").glob("*.md"))


def items(*works: dict[str, Any]) -> str:
    return json.dumps([{"type": "book", "title": "Trees", **work} for work in works])


def test_a_file_becomes_a_record(project: Path) -> None:
    write_files(project, {"refs.bib": BIBTEX})

    done = cite("../refs.bib")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "docs/sources/oak2019trees.md  Trees for small gardens\n1 source added.\n" + NEXT
    )
    assert (project / "docs/sources/oak2019trees.md").read_text(encoding="utf-8") == TREES
    assert "oak2019trees" in find_project(project).catalog().sources


@pytest.mark.parametrize("text", [BIBTEX, RIS, NBIB, CSL], ids=["bib", "ris", "nbib", "json"])
@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_text_may_be_typed_in_any_form(
    project: Path, text: str, arguments: tuple[str, ...]
) -> None:
    done = cite(*arguments, text=text)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith("1 source added.\n" + NEXT)
    assert records(project) == ["index", "oak2019trees", "smith2011roses"]


@pytest.mark.parametrize(
    ("number", "key", "title"),
    [
        ("10.1000/trees", "oak2019trees", "Trees for small gardens"),
        ("https://doi.org/10.1000/TREES", "oak2019trees", "Trees for small gardens"),
        ("1234567", "smith2012pruning", "Pruning Rosa in spring: a trial"),
        ("PMID: 1234567", "smith2012pruning", "Pruning Rosa in spring: a trial"),
        ("PMC7654321", "smith2012pruning", "Pruning Rosa in spring: a trial"),
    ],
)
def test_a_number_is_looked_up(
    project: Path, services: Services, number: str, key: str, title: str
) -> None:
    done = cite(number)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"docs/sources/{key}.md  {title}\n1 source added.\n")
    assert records(project) == sorted(["index", key, "smith2011roses"])


def test_several_works_become_records_in_the_order_given(project: Path, services: Services) -> None:
    write_files(project, {"refs.bib": BIBTEX})

    done = cite("7654321", "../refs.bib", "PMID:1234567")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "docs/sources/journalgardens2013mulch.md  Mulch\n"
        "docs/sources/oak2019trees.md  Trees for small gardens\n"
        "docs/sources/smith2012pruning.md  Pruning Rosa in spring: a trial\n"
        "3 sources added.\n"
        "Write a summary below the second ---; cite it as [@journalgardens2013mulch].\n"
    )
    assert len(services.requests) == 1


def test_numbers_may_be_typed_a_line_each(project: Path, services: Services) -> None:
    done = cite("-", text="10.1000/trees\n\n PMID: 1234567\r\nhttps://www.example.org/varroa\n")

    assert (done.exit_code, done.stderr) == (0, "")
    assert records(project) == [
        "example-org-varroa",
        "index",
        "oak2019trees",
        "smith2011roses",
        "smith2012pruning",
    ]


def test_a_slip_among_numbers_that_are_typed_is_named(project: Path, services: Services) -> None:
    done = cite(text="10.1000/trees\ntrees and hedges\n")

    assert done.exit_code == 2
    assert "Error: `trees and hedges` is no DOI, PMID, PMCID or web address, " in done.stderr
    assert services.requests == []


KNOWN = """---
type: article-journal
title: Pruning
issued: 2012
DOI: 10.1000/pruning
PMID: '1234567'
---
"""


@pytest.mark.parametrize(
    "item",
    [
        {"title": "Other", "DOI": "https://doi.org/10.1000/PRUNING"},
        {"title": "Other", "PMID": 1234567},
        {"title": "PRUNING.", "issued": {"date-parts": [[2012, 3]]}},
    ],
)
def test_a_work_that_has_a_record_is_refused(project: Path, item: dict[str, Any]) -> None:
    write_files(project, {"docs/sources/known.md": KNOWN})
    before = files(project)

    done = cite(text=items(item))

    assert (done.exit_code, done.stdout) == (1, "0 sources added.\n")
    assert done.stderr == (
        f"standard input: {item['title']}: is in the library already as [@known] "
        "(docs/sources/known.md); cite that one\n"
    )
    assert files(project) == before


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(
    ("number", "kind"), [("1234567", "PMID"), ("https://doi.org/10.1000/PRUNING", "DOI")]
)
def test_a_number_that_has_a_record_is_refused_without_asking_anybody(
    project: Path, services: Services, number: str, kind: str, times: int
) -> None:
    write_files(project, {"docs/sources/known.md": KNOWN})
    before = files(project)

    done = cite(*[number] * times)

    assert (done.exit_code, done.stdout) == (1, "0 sources added.\n")
    assert done.stderr == (
        f"{number}: {kind}: is in the library already as [@known] "
        "(docs/sources/known.md); cite that one\n"
    )
    assert files(project) == before
    assert services.requests == []


def test_a_work_given_twice_in_a_file_is_refused(project: Path) -> None:
    before = files(project)

    done = cite(text=items({"id": "a"}, {"id": "b", "title": "Roses"}, {"id": "c"}))

    assert (done.exit_code, done.stdout) == (1, "0 sources added.\n")
    assert done.stderr == (
        "standard input: c: is given twice, first as [@a]; remove one of them\n"
        "standard input: 2 good works left out; mend the rest, or add --keep-going\n"
    )
    assert files(project) == before


def test_a_work_given_under_two_names_is_added_once(project: Path, services: Services) -> None:
    done = cite("1234567", "PMC7654321", "1234567")

    assert done.exit_code == 1
    assert done.stdout.startswith("docs/sources/smith2012pruning.md  Pruning")
    assert done.stderr == (
        "PMC7654321: Pruning Rosa in spring: a trial: is given twice, first as "
        "[@smith2012pruning]; remove one of them\n"
        "1234567: Pruning Rosa in spring: a trial: is given twice, first as "
        "[@smith2012pruning]; remove one of them\n"
    )
    assert [request.query["id"] for request in services.requests] == ["7654321", "1234567"][::-1]


def test_works_that_have_a_record_can_be_passed_over(project: Path) -> None:
    text = items({"id": "a"}, {"id": "b", "title": "Roses"}, {"id": "c"})

    first = cite("--new-only", text=text)
    before = files(project)
    second = cite("--new-only", text=text)

    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.endswith(
        "2 sources added, 1 passed over.\nWrite a summary below the second ---; cite it as [@a].\n"
    )
    assert (second.exit_code, second.stderr) == (0, "")
    assert second.stdout == "0 sources added, 3 passed over.\n"
    assert files(project) == before


@pytest.mark.parametrize("text", ["no front matter", "---\ntype: book\n---\n", b"\xff"])
def test_a_record_that_cannot_be_read_keeps_its_name(project: Path, text: str | bytes) -> None:
    write_files(project, {"docs/sources/oak2019trees.md": text})

    done = cite(text=BIBTEX)

    assert done.exit_code == 0
    assert done.stdout.startswith("docs/sources/oak2019treesb.md  Trees for small gardens\n")
    assert records(project) == ["index", "oak2019trees", "oak2019treesb", "smith2011roses"]


def test_a_writer_may_choose_the_key(project: Path) -> None:
    done = cite("--key", "my-trees", text=BIBTEX)

    assert done.exit_code == 0
    assert done.stdout.startswith("docs/sources/my-trees.md  Trees for small gardens\n")
    assert (project / "docs/sources/my-trees.md").read_text(encoding="utf-8") == TREES


def test_a_key_that_is_taken_is_refused(project: Path) -> None:
    before = files(project)

    done = cite("--key", "smith2011roses", text=BIBTEX)

    assert (done.exit_code, done.stdout) == (1, "0 sources added.\n")
    assert done.stderr == (
        "standard input: oak2019trees: docs/sources/smith2011roses.md: is there already; "
        "choose another key\n"
    )
    assert files(project) == before


@pytest.mark.parametrize("key", ["Trees", "a b", "../a", "index", "", "a.md"])
def test_a_key_that_may_not_be_one_is_named(project: Path, key: str) -> None:
    before = files(project)

    done = cite("--key", key, text=BIBTEX)

    assert done.exit_code == 2
    assert (
        f"`{key}` is not a key; use small letters and digits, and hyphens between them"
        in done.stderr
    )
    assert files(project) == before


def test_one_key_is_not_for_several_works(project: Path) -> None:
    before = files(project)

    done = cite("--key", "a", text=items({}, {"title": "Roses"}))

    assert done.exit_code == 2
    assert "Invalid value for --key: 2 works were given; give one" in done.stderr
    assert files(project) == before


def test_a_rehearsal_shows_the_record_and_writes_nothing(project: Path) -> None:
    before = files(project)

    done = cite("--dry-run", text=BIBTEX)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"docs/sources/oak2019trees.md\n{TREES}\n1 source to be added.\n"
    assert files(project) == before


def test_fields_of_another_name_can_be_taken_for_ours(project: Path) -> None:
    text = items({"id": "a", "_design": "trial", "_seen": "https://a.example/"})

    done = cite("--rename", "_design=design", text=text)

    assert done.exit_code == 0
    assert (project / "docs/sources/a.md").read_text(encoding="utf-8") == (
        "---\ntype: book\ntitle: Trees\ndesign: trial\n---\n"
    )


@pytest.mark.parametrize("pair", ["_design", "_design=", "_design=kind"])
def test_a_field_can_only_be_taken_for_one_of_ours(pair: str) -> None:
    done = cite("--rename", pair, text=CSL)

    assert done.exit_code == 2
    assert (
        f"`{pair}`: write OLD=NEW, where NEW is one of short, design, archive, notice"
    ) in done.stderr


MIXED = items(
    {"id": "a", "custom": {"design": "poem", "archive": {"URL": "ftp://a"}}},
    {"id": "b", "title": "Roses"},
)
MIXED_SAYS = (
    "standard input: a: design: is `poem`; use a word from the writers' guide",
    "standard input: a: archive.URL: `ftp://a` is not a web address; "
    "write one that starts with https://",
    "standard input: a: archive.date: is missing; add `date:`",
)


def test_a_record_with_a_problem_is_refused_with_what_a_build_would_say(project: Path) -> None:
    before = files(project)

    done = cite(text=MIXED)

    assert (done.exit_code, done.stdout) == (1, "0 sources added.\n")
    *said, left = done.stderr.splitlines()
    assert len(said) == len(MIXED_SAYS)
    assert left == "standard input: 1 good work left out; mend the rest, or add --keep-going"
    assert files(project) == before


def test_what_is_good_can_be_added_without_the_rest(project: Path) -> None:
    done = cite("--keep-going", text=MIXED)

    assert done.exit_code == 1
    assert done.stdout == (
        "docs/sources/b.md  Roses\n1 source added.\n"
        "Write a summary below the second ---; cite it as [@b].\n"
    )
    assert len(done.stderr.splitlines()) == len(MIXED_SAYS)
    assert records(project) == ["b", "index", "smith2011roses"]


def test_what_was_wrong_in_a_file_keeps_all_of_it_out(project: Path) -> None:
    text = BIBTEX + "@book{broken, title = {Roses\n"
    before = files(project)

    done = cite(text=text)
    after = files(project)
    again = cite("--keep-going", text=text)

    assert (done.exit_code, done.stdout) == (1, "0 sources added.\n")
    assert done.stderr.startswith("standard input: line 8: ")
    assert done.stderr.endswith(
        "standard input: 1 good work left out; mend the rest, or add --keep-going\n"
    )
    assert after == before
    assert again.exit_code == 1
    assert records(project) == ["index", "oak2019trees", "smith2011roses"]


@pytest.mark.parametrize(
    "text",
    ["", "Trees are tall.", "[]", "{}", "@book{oak, title = {Trees", PAGE, b"\xff\xfe", "[1"],
)
def test_text_that_cannot_be_read_is_named(project: Path, text: str | bytes) -> None:
    before = files(project)

    done = cite(text=text)

    assert (done.exit_code, done.stdout) == (2, "0 sources added.\n")
    assert done.stderr.startswith("standard input: ")
    assert "; " in done.stderr
    assert files(project) == before


def test_a_file_that_may_not_be_read_is_named(project: Path) -> None:
    before = files(project)

    done = cite("/proc/self/mem")

    assert (done.exit_code, done.stdout) == (2, "0 sources added.\n")
    assert done.stderr == (
        "/proc/self/mem: file: cannot be read (Input/output error); see to its permissions\n"
    )
    assert files(project) == before


@pytest.mark.parametrize("name", ["refs.bib", "hedges", "x" * 5000, "a\0b", ""])
def test_a_name_that_means_nothing_is_named(project: Path, name: str) -> None:
    before = files(project)

    done = cite("10.1000/trees", name)

    short = name if len(name) < 61 else "x" * 60 + "…"
    assert done.exit_code == 2
    assert (
        f"Error: `{short}` is no DOI, PMID, PMCID or web address, and no file of this name is "
        "there; correct it, or give text to `sourcebook cite -`\n"
    ) in done.stderr
    assert files(project) == before


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (".", "`.` is a folder; give the files in it"),
        (
            "978-0-306-40615-7",
            "`978-0-306-40615-7` is the ISBN of a book, which cannot be looked up; "
            "give the BibTeX of a library catalogue, or write docs/sources/KEY.md by hand",
        ),
    ],
)
def test_a_folder_and_the_number_of_a_book_are_named_as_such(
    project: Path, name: str, says: str
) -> None:
    before = files(project)

    done = cite(name)

    assert done.exit_code == 2
    assert f"Error: {says}\n" in done.stderr
    assert files(project) == before


WEB_PAGE = """---
type: webpage
URL: https://www.example.org/about/Varroa.html?l=en
accessed: 2026-11-23
---
"""


def test_a_web_page_becomes_a_record_that_waits_for_its_title(
    project: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")

    done = cite("https://www.example.org/about/Varroa.html?l=en")

    key = "example-org-about-varroa-html"
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        f"docs/sources/{key}.md  has no title yet; add `title:`, and `author:` and `issued:` "
        "where the page says it\n"
        f"1 source added.\nWrite a summary below the second ---; cite it as [@{key}].\n"
    )
    assert (project / f"docs/sources/{key}.md").read_text(encoding="utf-8") == WEB_PAGE
    assert [str(problem) for problem in find_project(project).catalog().problems] == [
        f"sources/{key}.md: title: is missing; add `title:`"
    ]
    assert services.requests == []


@pytest.mark.parametrize("title", ["", "title: Varroa\n"])
def test_a_web_page_that_has_a_record_is_refused(project: Path, title: str) -> None:
    text = WEB_PAGE.replace("URL", f"{title}URL").replace("?l=en", "/")
    write_files(project, {"docs/sources/varroa.md": text})
    before = files(project)

    done = cite("https://www.example.org/about/Varroa.html")

    assert (done.exit_code, done.stdout) == (1, "0 sources added.\n")
    assert done.stderr == (
        "https://www.example.org/about/Varroa.html: URL: is in the library already as [@varroa] "
        "(docs/sources/varroa.md); cite that one\n"
    )
    assert files(project) == before


def test_signs_that_would_move_a_terminal_are_not_repeated() -> None:
    done = cite(text=items({"type": "poem\u001b[2J"}))

    assert "\x1b" not in done.stderr
    assert done.stderr.startswith("standard input: ")


def test_a_work_that_is_not_there_is_named(project: Path, services: Services) -> None:
    before = files(project)

    done = cite("10.1000/none", "999")

    assert (done.exit_code, done.stdout) == (1, "0 sources added.\n")
    assert done.stderr == (
        "doi.org: 10.1000/none: there is no such work; correct the number\n"
        "PubMed: 999: there is no such work; correct the number\n"
    )
    assert files(project) == before


def test_a_work_without_a_title_gets_no_record(project: Path, services: Services) -> None:
    before = files(project)

    done = cite("10.1000/untitled")

    assert (done.exit_code, done.stdout) == (1, "0 sources added.\n")
    assert done.stderr.startswith("doi.org: 10.1000/untitled: has no record we can read; give a")
    assert files(project) == before


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (Fault(429), "has had too many questions"),
        (Fault(500), "answered 500 Internal Server Error"),
        (Fault(body=PAGE, kind="text/html"), "answered with a web page, not a record"),
        (Fault(body=b'{"title": "Ro'), "gave half an answer"),
        (Fault(seconds=5), "did not answer in time"),
        (Fault(hang_up=True), "cannot be reached"),
    ],
)
def test_when_a_service_fails_the_project_is_as_it_was(
    project: Path, services: Services, fault: Fault, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault.seconds:
        monkeypatch.setenv("SOURCEBOOK_TIMEOUT", "0.2")
    services.faults += [fault] * 4
    before = files(project)

    done = cite("10.1000/trees")

    assert (done.exit_code, done.stdout) == (2, "0 sources added.\n")
    assert done.stderr.startswith(f"doi.org: 10.1000/trees: {what}; ")
    assert files(project) == before


def test_half_an_answer_leaves_the_project_as_it_was(project: Path, services: Services) -> None:
    services.faults += [Fault(), Fault(half=True)]
    before = files(project)

    done = cite("10.1000/trees")

    assert done.exit_code == 2
    assert done.stderr == "doi.org: 10.1000/trees: gave half an answer; try again later\n"
    assert files(project) == before


@pytest.mark.parametrize(
    "faults", [[Fault(429, headers=(("Retry-After", "1"),))], [Fault(500), Fault(500)]]
)
def test_a_service_that_recovers_gives_its_record(
    project: Path, services: Services, faults: list[Fault]
) -> None:
    services.faults += faults

    done = cite("10.1000/trees")

    assert (done.exit_code, done.stderr) == (0, "")
    assert records(project) == ["index", "oak2019trees", "smith2011roses"]


def test_one_failure_does_not_keep_other_works_out(project: Path, services: Services) -> None:
    services.faults += [Fault(403)]

    done = cite("10.1000/trees", "1234567", "10.1000/none")

    assert done.exit_code == 2
    assert done.stdout.startswith("docs/sources/smith2012pruning.md  ")
    assert done.stderr.splitlines() == [
        "doi.org: 10.1000/trees: answered 403 Forbidden; try again later",
        "doi.org: 10.1000/none: there is no such work; correct the number",
    ]
    assert records(project) == ["index", "smith2011roses", "smith2012pruning"]


def test_outside_a_project_nobody_is_asked(
    tmp_path_factory: pytest.TempPathFactory, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))

    done = cite("10.1000/trees")

    assert done.exit_code == 2
    assert done.stderr.startswith("mkdocs.yml: is not here or in a folder above; ")
    assert services.requests == []


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Put a terminal in place of the standard input; what is written to it was typed."""
    keyboard, screen = pty.openpty()
    with os.fdopen(screen, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield keyboard
    os.close(keyboard)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (b"\n", "oak2019trees"),
        (b"my-trees\n", "my-trees"),
        (b"My Trees\nindex\nsmith2011roses\nmy-trees\n", "my-trees"),
    ],
)
def test_in_a_terminal_the_writer_may_change_the_key(
    project: Path, terminal: int, capsys: pytest.CaptureFixture[str], typed: bytes, key: str
) -> None:
    write_files(project, {"refs.bib": BIBTEX})
    os.write(terminal, typed)

    code = main(["cite", "../refs.bib"], standalone_mode=False)

    asked = capsys.readouterr().err
    assert code == 0
    assert asked.startswith("Trees for small gardens\nKey [oak2019trees]:")
    assert asked.count("Error:") == typed.count(b"\n") - 1
    assert records(project) == sorted(["index", key, "smith2011roses"])


def test_a_slip_at_the_prompt_is_named(
    project: Path, terminal: int, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(project, {"refs.bib": BIBTEX})
    os.write(terminal, b"My Trees\nsmith2011roses\n\n")

    main(["cite", "../refs.bib"], standalone_mode=False)

    asked = capsys.readouterr().err
    assert (
        "Error: `My Trees` is not a key; use small letters and digits, and hyphens between them\n"
        in asked
    )
    assert "Error: `smith2011roses` is taken; choose another\n" in asked


@pytest.mark.parametrize(
    "arguments",
    [
        ("../refs.bib", "--key", "my-trees"),
        ("../refs.bib", "--dry-run"),
        ("../refs.bib", "../known.bib"),
        ("../two.json",),
        ("../known.bib",),
    ],
)
def test_nobody_is_asked_where_there_is_nothing_to_choose(
    project: Path, terminal: int, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    known = "@article{a, title = {Roses in clay \\& sand}, year = 2011}"
    two = items({}, {"title": "Roses"})
    write_files(project, {"refs.bib": BIBTEX, "known.bib": known, "two.json": two})

    main(["cite", *arguments], standalone_mode=False)

    assert "Key [" not in capsys.readouterr().err


def test_in_a_terminal_text_is_asked_for(
    project: Path, terminal: int, capsys: pytest.CaptureFixture[str]
) -> None:
    os.write(terminal, BIBTEX.encode() + b"\x04")

    code = main(["cite"], standalone_mode=False)

    assert code == 0
    assert capsys.readouterr().err == (
        "Type or paste BibTeX, RIS, NBIB or CSL-JSON, or a number a line, then Ctrl and D:\n"
    )
    assert records(project) == ["index", "oak2019trees", "smith2011roses"]


def test_a_terminal_shows_how_far_many_questions_have_come(services: Services) -> None:
    screen, stderr = pty.openpty()

    program = "from sourcebook.commands.main import main; main()"

    done = subprocess.run(
        [sys.executable, "-c", program, "cite", "10.1000/trees", "1", "1234567"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        check=False,
    )

    os.close(stderr)
    shown = os.read(screen, 10_000).decode()
    os.close(screen)
    assert done.returncode == 1
    assert "2 sources added." in done.stdout
    assert "Looking up" in shown
    assert "100%" in shown
    assert "PubMed: 1: there is no such work; correct the number" in shown


@pytest.mark.skipif(
    not EVIDENCE.is_file(), reason=f"needs {EVIDENCE.name}, kept beside the project"
)
def test_a_whole_library_is_taken_in_once_and_can_be_taken_in_again(project: Path) -> None:
    works = json.loads(EVIDENCE.read_text(encoding="utf-8"))
    arguments = ["--new-only", "--rename", "_design=design", str(EVIDENCE)]

    first = cite(*arguments)
    before = files(project)
    second = cite(*arguments)

    catalog = find_project(project).catalog()
    assert (first.exit_code, first.stderr) == (0, "")
    assert f"{len(works)} sources added.\n" in first.stdout
    assert catalog.sources.keys() == {work["id"] for work in works} | {"smith2011roses"}
    assert [problem for problem in catalog.problems if "sources/" in str(problem)] == []
    assert not any(b"_seen" in text or b"_design" in text for text in before.values())
    assert (second.exit_code, second.stderr) == (0, "")
    assert second.stdout == f"0 sources added, {len(works)} passed over.\n"
    assert files(project) == before

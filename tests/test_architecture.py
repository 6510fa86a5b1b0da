"""The borders of the code: who may know whom."""

from __future__ import annotations

import ast
import re
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from sourcebook.contract import PARTS
from sourcebook.finishing import OWN
from tests.site import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HOOKS_README = ROOT / "hooks/README.md"
HOOKS = sorted((ROOT / "hooks").glob("*.py"))
CORE = sorted((ROOT / "hooks/sourcebook").rglob("*.py"))
# The command line: alone in the package, it sees disk, network, clock and terminal.
EDGE = ROOT / "hooks/sourcebook/commands"
PURE = [path for path in CORE if EDGE not in path.parents]
TEMPLATES = sorted((ROOT / "overrides").rglob("*.html"))
HOSTS = {"mkdocs", "properdocs", "material"}
MARKUP = re.compile(
    r"<(?:a|aside|p|ul|ol|li|div|span|section|table|script|style|link|meta|h[1-6])\b(?!\|)"
)
NO_PAGES = {
    "forwarding.py": {"<link expr:href="},  # for a template of Blogger
    "tidy.py": {"<div>"},  # around what is read
    "drawing.py": {"<style>@media (prefers-color-scheme: dark){"},  # in an SVG file
}
"""Markup that is not for a page of the site, by the file that has it."""
# Within names, too: a letter before one makes another word of it, and an underscore does not.
SUBJECT = re.compile(
    r"(?<![a-z])(?:pain(?!t)|massag|neuralg|arthrit|medic|patient|doctor|nurse|clinic|hospital"
    r"|therap|treatment|diseas|symptom|diagnos|surg|drug|health|suicid)[a-z]*",
    re.IGNORECASE,
)
"""Words about health."""
OF_OTHERS = {
    "designs.py": {"patient"},  # `patient-information`, a kind of work in records of sources
    "settings.py": {
        "medicalwebpage",  # a type of schema.org, which a site may choose
        "medical",  # in the name of a citation style
    },
}
"""Words about health that others have made names of, by the file that needs them."""
GROWING = {"Counter", "bytearray", "defaultdict", "deque", "dict", "list", "set"}
"""What makes a group that can grow."""


def by_name(path: Path) -> str:
    return path.name


def imported(path: Path) -> set[str]:
    """Return the top-level names of all modules a file imports, at any depth."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." if node.level else str(node.module).split(".")[0])
    return names


def mkdocs_yml() -> dict[str, list[str]]:
    text = (
        (ROOT / "mkdocs.yml")
        .read_text(encoding="utf-8")
        .replace("!ENV", "")
        .replace("!relative", "")
    )
    settings: dict[str, list[str]] = yaml.safe_load(text)
    return settings


@pytest.mark.parametrize("path", CORE, ids=by_name)
def test_the_core_never_imports_the_host(path: Path) -> None:
    assert imported(path).isdisjoint(HOSTS)


@pytest.mark.parametrize("path", PURE, ids=by_name)
def test_the_thinking_never_asks_the_command_line(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert not [module for module in modules if "commands" in module.split(".")]


@pytest.mark.parametrize("path", PURE, ids=by_name)
def test_the_core_sees_no_clock_disk_network_environment_or_chance(path: Path) -> None:
    banned = {"os", "pathlib", "time", "random", "socket", "urllib3", "requests", "subprocess"}
    banned |= {"click", "tempfile", "threading"}

    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    calls = {node.attr for node in called if isinstance(node, ast.Attribute)}
    opened = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & {"open", "print"}

    assert imported(path).isdisjoint(banned)
    assert calls.isdisjoint({"today", "now", "read_text", "write_text"})
    assert not opened


@pytest.mark.parametrize("path", HOOKS, ids=by_name)
def test_hooks_do_not_import_each_other(path: Path) -> None:
    # MkDocs would load a second copy with a state of its own.
    assert imported(path).isdisjoint({other.stem for other in HOOKS})


@pytest.mark.parametrize("path", HOOKS, ids=by_name)
def test_a_hook_keeps_no_state_between_builds(path: Path) -> None:
    # `mkdocs serve` keeps the module and builds again, so anything that can grow goes stale.
    tree = ast.parse(path.read_text(encoding="utf-8"))
    values = [node.value for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]

    mutable = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
    assert not [value for value in values if isinstance(value, mutable)]
    called = {ast.unparse(value.func) for value in values if isinstance(value, ast.Call)}
    assert {name.rpartition(".")[2] for name in called}.isdisjoint(GROWING)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global)]


@pytest.mark.parametrize("path", [*HOOKS, *CORE], ids=by_name)
def test_python_writes_no_markup(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = {
        node.value.lower()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    written = {text for text in texts if MARKUP.match(text)}
    # Looked for in finished pages, never written.
    assert written <= {*PARTS.values(), *NO_PAGES.get(path.name, ())}


@pytest.mark.parametrize("path", [*HOOKS, *CORE, HOOKS_README], ids=by_name)
def test_hooks_know_nothing_about_the_subject(path: Path) -> None:
    # Also in comments: whoever writes about something else reads them, too.
    words = {word.lower() for word in SUBJECT.findall(path.read_text(encoding="utf-8"))}

    assert words == OF_OTHERS.get(path.name, set())


@pytest.mark.parametrize("path", HOOKS, ids=by_name)
def test_what_a_hook_hands_a_page_is_known_by_what_it_has_looked_up(path: Path) -> None:
    # `settled.py` notes what is looked up in `config.extra`, and what a page is itself; of a clock,
    # a disk or another page it would not know, and a warning would not come again.
    unseen = {"Path", "files", "get_build_datetime", "get_build_timestamp", "now", "open"}
    unseen |= {"environ", "getenv", "read_bytes", "read_text", "stat", "today", "content_bytes"}
    unseen |= {"log", "nav"}
    functions = {
        node.name: node
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    todo = ["on_page_context", "on_post_page"]
    used: set[str] = set()
    of_page: set[str] = set()
    while todo:
        name = todo.pop()
        used.add(name)
        for node in ast.walk(functions[name]) if name in functions else ():
            if isinstance(node, ast.Name | ast.Attribute):
                called = node.id if isinstance(node, ast.Name) else node.attr
                todo += {called} - used
                used.add(called)
            match node:
                case ast.Attribute(value=ast.Name(id="page")):
                    of_page.add(f".{node.attr}")

    assert used.isdisjoint(unseen)
    assert of_page <= {*OWN, ".file"}


def test_mkdocs_yml_lists_exactly_the_hooks_there_are() -> None:
    listed = mkdocs_yml()["hooks"]

    assert sorted(listed) == [f"hooks/{path.name}" for path in HOOKS]
    assert (listed[0], listed[-1]) == ("hooks/catalog.py", "hooks/contract.py")


def test_no_file_beside_the_hooks_shadows_the_standard_library() -> None:
    names = {path.stem for path in (ROOT / "hooks").iterdir() if path.suffix in ("", ".py")}

    assert names.isdisjoint(sys.stdlib_module_names)


def test_every_module_of_the_core_and_every_hook_has_its_test_file() -> None:
    missing = [
        f"tests/{folder}/test_{path.stem}.py"
        for folder, paths in {"hooks": HOOKS, "sourcebook": CORE}.items()
        for path in paths
        if path.stem != "__init__" and not (ROOT / f"tests/{folder}/test_{path.stem}.py").is_file()
    ]

    assert missing == []


@pytest.mark.parametrize("path", TEMPLATES, ids=by_name)
def test_every_template_escapes_what_it_prints(path: Path) -> None:
    # MkDocs' template engine escapes nothing by itself.
    source = path.read_text(encoding="utf-8")
    theirs = ("main.html", "404.html")  # extend Material's, and print only finished HTML

    assert "| safe" not in source
    assert path.name in theirs or " autoescape true " in source

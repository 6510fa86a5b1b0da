"""Includes: the texts and the templates that pages take in are read once for all of them.

A writer sees which text is none (`kept.py` says so where a page takes it in), and no page keeps
what has changed while pages were made. `sourcebook.includes` knows which page takes in what.
"""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.utils.yaml import RelativeDirPlaceholder

from sourcebook.decoding import decode
from sourcebook.includes import SNIPPETS, Includes
from sourcebook.problems import Problem, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

log = logging.getLogger("mkdocs.hooks")

PACKAGES = frozenset({"dist-packages", "site-packages"})
"""Folders of installed packages: https://docs.python.org/3/library/site.html; Debian has the first."""


@event_priority(100)  # before `slips`, which looks for their names
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Read the texts that pages may take in; raise `PluginError` where one cannot be read."""
    bases = _bases(config)
    config.extra["taken_in"] = _times(config)
    includes = config.extra["includes"] = None if bases is None else _read(bases, config)
    config.extra["unreadable"] = _unreadable(includes, config)
    return files


@event_priority(300)  # before `kept` keeps what templates draw
def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Read the templates that pages may take in; those of packages go by their versions."""
    paths = _files_of(_own_folders(config))
    config.extra["own_templates"] = [(str(path), _read_file(path, config)) for path in paths]
    return env


@event_priority(-91)  # after `kept` has handed over what has changed
def on_post_build(*, config: MkDocsConfig) -> None:
    """Have nothing kept where one of them has changed meanwhile: pages are made later than that.

    Nobody knows which pages have what stood there before, and which what stands there now.
    """
    if (shelf := config.extra["shelf"]) and _times(config) != config.extra["taken_in"]:
        what = "templates or included texts have changed meanwhile"
        log.info("includes: %s; this build keeps nothing", what)
        shelf.drop()


def _read(bases: Iterable[Path], config: MkDocsConfig) -> Includes:
    texts = {path.as_posix(): _read_file(path, config) for path in _files_of(bases)}
    folders = [base.as_posix() for base in bases if not base.is_file()]
    always = config.mdx_configs.get(SNIPPETS, {}).get("auto_append", ())
    return Includes(texts, always, folders)


def _read_file(path: Path, config: MkDocsConfig) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        problem = unreadable(_as_typed(path, config), error)
        raise PluginError(f"includes: {problem}") from None


def _as_typed(path: str | Path, config: MkDocsConfig) -> str:
    return Path(os.path.relpath(path, Path(config.config_file_path).parent)).as_posix()


def _bases(config: MkDocsConfig) -> list[Path] | None:
    """Return where the texts lie that may be taken in; nothing, where each page has others."""
    given = config.mdx_configs.get(SNIPPETS, {}).get("base_path", [])
    named = given if isinstance(given, list) else [given]
    if any(isinstance(each, RelativeDirPlaceholder) for each in named):
        return None
    return [Path(str(each)) for each in named]


def _files_of(bases: Iterable[Path]) -> list[Path]:
    return [path for base in bases for path in ([base] if base.is_file() else _files(base))]


def _unreadable(includes: Includes | None, config: MkDocsConfig) -> dict[str, Problem]:
    """Return what is wrong with texts that are none, by their paths."""
    found = {}
    for path, (_, content) in includes.texts.items() if includes else ():
        problem = decode(_as_typed(path, config), content)
        if isinstance(problem, Problem):
            found[path] = problem
    return found


def _files(folder: Path) -> list[Path]:
    # Through links, as MkDocs and Jinja go.
    walk = os.walk(folder, followlinks=True)
    paths = sorted(Path(base, name) for base, _, names in walk for name in names)
    return [path for path in paths if path.is_file()]


def _own_folders(config: MkDocsConfig) -> list[Path]:
    folders = [Path(each) for each in config.theme.dirs]
    return [each for each in folders if not PACKAGES & {*each.parts}]


def _times(config: MkDocsConfig) -> dict[Path, tuple[int, int]]:
    """Return when each file was changed that pages may take in: they read it later than we do."""
    times = {}
    for path in _files_of([*(_bases(config) or ()), *_own_folders(config)]):
        with suppress(OSError):  # it has gone meanwhile
            seen = path.stat()
            times[path] = (seen.st_mtime_ns, seen.st_ctime_ns)
    return times

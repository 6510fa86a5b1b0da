"""The project a command works in: its folder, its settings and its files.

`mkdocs.yml` is read as MkDocs reads it, but without MkDocs, which need not be there.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click
import yaml
from pathspec import GitIgnoreSpec
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]  # has no types

from sourcebook.catalog import read_catalog
from sourcebook.fields import last_begun
from sourcebook.notebooks import ENDING, check_names, post_uri
from sourcebook.notices import FILE as NOTICES
from sourcebook.references import References
from sourcebook.settings import FILE, check_keys, read_settings
from sourcebook.store import Store
from sourcebook.yaml_slips import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sourcebook.catalog import Catalog
    from sourcebook.notebooks import Notebook
    from sourcebook.problems import Problem

P = ParamSpec("P")
R = TypeVar("R")

# https://github.com/mkdocs/mkdocs/blob/1.6.1/mkdocs/utils/__init__.py#L38
EXCLUDED = (".*", "/templates/")
"""What MkDocs keeps out of every site: https://www.mkdocs.org/user-guide/configuration/#exclude_docs"""
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
# https://www.mkdocs.org/user-guide/configuration/#markdown_extensions
BUILT_IN = ("toc", "tables", "fenced_code")


class Failure(click.ClickException):
    """What keeps a command from its work: one line for the writer, and exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the line as a build would write it, without `Error:` before it."""
        click.echo(self.message, file=file, err=file is None)


class Undrawn(References):
    """Draws nothing: no command shows a reference, and drawing takes most of a build's time."""

    def draw(self, item: Mapping[str, Any], style: str) -> str:  # noqa: ARG002 - the signature
        return ""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a `mkdocs.yml`."""

    root: Path
    config: Mapping[str, Any]
    """What `mkdocs.yml` says, with the environment's values in it; unknown tags are `None`."""

    @property
    def docs_dir(self) -> str:
        """The folder of the pages, seen from the root; always with `/`."""
        return str(PurePosixPath(str(self.config.get("docs_dir") or "docs")))

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / self.docs_dir

    @property
    def extra(self) -> dict[str, Any]:
        """The group `extra`, empty where there is none."""
        extra = self.config.get("extra")
        return extra if isinstance(extra, dict) else {}

    @property
    def address(self) -> str:
        """The address of the site, or of its repository; empty where neither is known."""
        return str(self.config.get("site_url") or self.config.get("repo_url") or "")

    @property
    def site_url(self) -> str:
        """The address of the site; empty where it is not known."""
        return str(self.config.get("site_url") or "")

    @property
    def language(self) -> str:
        """The language of the site, such as `en`: that of its theme."""
        theme = self.config.get("theme")
        language = theme.get("language") if isinstance(theme, dict) else None
        return str(language or "en")

    @property
    def markdown_extensions(self) -> tuple[list[str], dict[str, dict[str, Any]]]:
        """Return the names and the settings of all extensions, as `markdown.Markdown` takes them."""
        given = self.config.get("markdown_extensions")
        items: list[Any] = given if isinstance(given, list) else [given]
        extensions: dict[Any, Any] = {}
        for item in items:
            extensions |= item if isinstance(item, dict) else {item: None}
        names = [name for name in extensions if isinstance(name, str)]
        configs = {name: extensions[name] for name in names if isinstance(extensions[name], dict)}
        return list(dict.fromkeys([*BUILT_IN, *names])), configs

    def files(self) -> dict[str, Path]:
        """Return all files below `docs/` that belong to the site, by their name seen from there.

        Hidden ones, the folder `templates` and what `exclude_docs` names stay out, as does
        `README.md` beside `index.md`.
        """
        found = {}
        lines = str(self.config.get("exclude_docs") or "").splitlines()
        excluded = GitIgnoreSpec.from_lines([*EXCLUDED, *lines])
        for folder, folders, names in os.walk(self.docs, followlinks=True):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                path = Path(folder, name)
                uri = path.relative_to(self.docs).as_posix()
                if not excluded.match_file(uri):
                    found[uri] = path
        for uri in [uri for uri, path in found.items() if path.name == "index.md"]:
            found.pop(uri.removesuffix("index.md") + "README.md", None)
        return dict(sorted(found.items()))

    def catalog(self, *, below: str = "") -> Catalog:
        """Return the catalog as a build does, but without references.

        It has all problems of settings, front matter, records and notebooks. What stands in
        texts and in other data, a build looks through (`sourcebook check` says what).
        With `below`, such as `sources/`, only the files in that folder are read.
        """
        settings, problems = read_settings(self.extra)
        problems += check_keys((self.root / FILE).read_bytes())
        files = {uri: path for uri, path in self.files().items() if uri.startswith(below)}
        pages = {uri: self._read(uri, files[uri]) for uri in files if uri.endswith(MARKDOWN)}
        notebooks, wrong = self._notebooks(files)
        texts = [(uri, notebook.text.encode()) for uri, notebook in notebooks.items()]
        return read_catalog(
            [*pages.items(), *texts],
            media=files.keys() - pages.keys(),
            settings=settings,
            latest=last_day(os.environ),
            references=Undrawn(Store()),
            notices=self.data(NOTICES),
            problems=[*problems, *wrong],
            notebooks={uri: notebook.cells for uri, notebook in notebooks.items()},
        )

    def _notebooks(self, files: Mapping[str, Path]) -> tuple[dict[str, Notebook], list[Problem]]:
        """Return the notebooks by the files of their pages, and all problems of the others."""
        found = [uri for uri in files if uri.endswith(ENDING)]
        if not found:
            return {}, []
        # Loading this takes longer than most commands take.
        from sourcebook.jupyter import read_notebook  # noqa: PLC0415

        posts: dict[str, Notebook] = {}
        problems: list[Problem] = []
        for uri in found:
            notebook, wrong = read_notebook(uri, self._read(uri, files[uri]))
            wrong += check_names(uri, notebook, files)
            problems += wrong
            if notebook and not wrong:
                posts[post_uri(uri)] = notebook
        return posts, problems

    def write_files(self, files: Mapping[str, str], *, overwrite: bool = False) -> None:
        """Write each text to its path, seen from the root: all of them, or none.

        A file is written beside its place and then moved there, so that nobody ever sees a
        half. Raise `Failure` where a path leads out of the project, is taken (unless that
        is allowed by `overwrite`), or cannot be written.
        """
        targets = {path: self._inside(path) for path in files}
        for path, target in targets.items():
            if target.exists() and not overwrite:
                raise Failure(f"{path}: is there already; move it away, or choose another name")
        _replace_all(targets, files)

    def data(self, name: str) -> bytes:
        """Return the bytes of a data file, none where there is no file."""
        try:
            return (self.docs / name).read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            what = f"cannot be read ({error.strerror})"
            raise Failure(f"{self.docs_dir}/{name}: {what}; see to its permissions") from None

    def _read(self, uri: str, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            what = f"cannot be read ({error.strerror})"
            raise Failure(f"{uri}: {what}; see to its permissions") from None

    def _inside(self, path: str) -> Path:
        target = (self.root / path).resolve()
        if not target.is_relative_to(self.root.resolve()):
            raise Failure(f"{path}: lies outside the project; nothing was written")
        return target


def find_project(start: Path) -> Project:
    """Return the project that a folder is in, or raise `Failure`."""
    start = start.absolute()
    root = next((at for at in (start, *start.parents) if (at / FILE).is_file()), None)
    if root is None:
        where, remedy = "here", "run the command inside the project"
        if start != Path.cwd():
            where, remedy = f"in {start}", "give the folder of the project"
        raise Failure(f"{FILE}: is not {where} or in a folder above; {remedy}")
    project = Project(root, _read_config(root / FILE))
    if not project.docs.is_dir():
        what = f"docs_dir: there is no folder `{project.docs_dir}`"
        raise Failure(f"{FILE}: {what}; make it, or correct the name")
    return project


def pass_project(
    command: Callable[Concatenate[Project, P], R],
) -> Callable[P, R]:
    """Hand a command the project that `--project`, or the working directory, is in."""

    @click.pass_obj
    @wraps(command)
    def run(start: Path | None, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return command(find_project(start or Path.cwd()), *args, **kwargs)

    return run


def write_whole(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file, and return only when the disk has all of it."""
    with path.open("wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())


def last_day(environ: Mapping[str, str]) -> date:
    """Return the last day that does not lie in the future, anywhere on Earth.

    The moment is that of the clock, or of `SOURCE_DATE_EPOCH`:
    https://reproducible-builds.org/specs/source-date-epoch/
    """
    given = environ.get("SOURCE_DATE_EPOCH")
    try:
        now = datetime.now(UTC) if given is None else datetime.fromtimestamp(int(given), UTC)
        return last_begun(now)
    except (ValueError, OverflowError, OSError):
        what = f"`{given}` is not a moment"
        raise Failure(
            f"SOURCE_DATE_EPOCH: {what}; write the seconds since 1970, or unset it"
        ) from None


def today() -> date:
    """Return the day it is for whoever runs the command, or that of `SOURCE_DATE_EPOCH`."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return datetime.now().astimezone().date()
    return datetime.fromtimestamp(int(given), UTC).date()


def _read_config(path: Path) -> Mapping[str, Any]:
    try:
        raw = path.read_bytes()
        config = yaml.load(raw, _loader(path.parent))  # noqa: S506 - it is a safe loader
    except OSError as error:
        raise Failure(
            f"{FILE}: cannot be read ({error.strerror}); see to its permissions"
        ) from None
    except yaml.MarkedYAMLError as error:
        slip = explain(raw.decode("utf-8-sig", "replace"), error)
        raise Failure(f"{FILE}: line {slip.line + 1}: {slip.what}; {slip.remedy}") from None
    except (yaml.YAMLError, UnicodeError, RecursionError):
        raise Failure(f"{FILE}: cannot be read as YAML; save it as UTF-8") from None
    if not isinstance(config, dict):
        raise Failure(f"{FILE}: is not made of keys; write it as `key: value` lines")
    return config


def _loader(root: Path) -> type[yaml.CSafeLoader]:
    """Return what reads `!ENV` and `!relative $config_dir/…` as MkDocs does.

    Other tags, which only a build can follow, become `None`.
    """

    class Loader(yaml.CSafeLoader):
        pass

    def relative(_: Loader, node: yaml.ScalarNode) -> str | None:
        # https://www.mkdocs.org/user-guide/configuration/#paths-relative-to-the-current-file-or-site
        place, *rest = str(node.value).split("/", 1)
        return str(root.joinpath(*rest)) if place == "$config_dir" else None

    Loader.add_constructor("!ENV", construct_env_tag)
    Loader.add_constructor("!relative", relative)
    Loader.add_multi_constructor("", lambda *_: None)
    return Loader


def _replace_all(targets: Mapping[str, Path], texts: Mapping[str, str]) -> None:
    """Give each file its new text, or leave all as they were."""
    before: dict[Path, bytes | None] = {}
    made: list[Path] = []
    parts = {name: at.with_name(f".{at.name}.{os.getpid()}.part") for name, at in targets.items()}
    name = ""
    try:
        for name, target in targets.items():
            _make_folders(target.parent, made)
            write_whole(parts[name], [texts[name].encode()])
        for name, target in targets.items():
            before[target] = target.read_bytes() if target.exists() else None
            parts[name].replace(target)
    except BaseException as error:
        _undo(before, parts.values(), made)
        if isinstance(error, OSError):
            what = f"cannot be written ({error.strerror})"
            see_to = "its permissions" if isinstance(error, PermissionError) else "the disk"
            raise Failure(f"{name}: {what}; nothing was changed, see to {see_to}") from None
        raise


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, and note the new ones, the outermost first."""
    for at in reversed([at for at in (folder, *folder.parents) if not at.exists()]):
        at.mkdir()
        made.append(at)


def _undo(before: Mapping[Path, bytes | None], parts: Iterable[Path], made: list[Path]) -> None:
    """Put everything back, as far as the disk allows."""
    for path, old in before.items():
        with suppress(OSError):
            path.unlink() if old is None else path.write_bytes(old)
    for part in parts:
        with suppress(OSError):
            part.unlink()
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()

"""Pictures of shared links: services and feed readers show one beside the title of a post.

They are drawn in the build, with the font that MkDocs brings along, and kept in `.cache/`;
`sourcebook.share` draws them. A site without its address has none: nothing could name them.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import distribution, version
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import sourcebook
from sourcebook.metadata import HEIGHT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from sourcebook.catalog import Catalog
    from sourcebook.share import Cards

FOLDER = ".cache/share"
NAME = "share.png"
FONT = "mkdocs/themes/readthedocs/css/fonts/lato-bold.woff"
"""Looked for where the package lies: as a module, ProperDocs puts its own in place of MkDocs."""


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Add a picture beside each post; keep those that were drawn, and no others."""
    catalog: Catalog = config.extra["catalog"]
    sizes = config.extra["share"] = {}
    config.extra["pictures_to_share"] = {}
    if not config.site_url:
        return env
    folder = Path(config.docs_dir).parent / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    font = Path(str(distribution("mkdocs").locate_file(FONT))).read_bytes()

    @cache
    def cards() -> Cards:
        from sourcebook.share import Cards  # noqa: PLC0415 - loading it takes long

        return Cards(font, config.site_name)

    def draw(*words: str) -> bytes:
        return cards().draw(*words)

    made_by = [_made_by(font), config.site_name]
    there = {path.name.partition(".")[0]: path for path in folder.glob("*.png")}
    kept = set()
    for topic in catalog.topics:
        for post in topic.posts:
            words = (post.title, topic.page.title)
            name = sha256(repr([*made_by, *words]).encode()).hexdigest()
            path = there.get(name)
            if path is None or not _is_whole(path):
                content = draw(*words)
                path = folder / f"{name}.{len(content)}.png"
                new = path.with_suffix(f".{os.getpid()}")
                with suppress(FileNotFoundError):  # another build has let it go meanwhile
                    new.write_bytes(content)
                    new.replace(path)
            kept.add(path)
            picture = (path, partial(draw, *words))
            config.extra["pictures_to_share"][unquote(post.url) + NAME] = picture
            sizes[post.uri] = _size(path)
    for path in filter(Path.is_file, {*folder.iterdir()} - kept):
        path.unlink(missing_ok=True)
    return env


def on_post_build(*, config: MkDocsConfig) -> None:
    """Put each picture beside its post."""
    for name, (path, draw) in config.extra["pictures_to_share"].items():
        config.extra["site"].write(name, path.name, partial(_read, path, draw))


def _size(path: Path) -> int:
    """Return how many bytes a picture has, which its name says."""
    return int(path.suffixes[-2][1:])


def _is_whole(path: Path) -> bool:
    """Tell whether a picture is there, and nobody was cut off while it was written."""
    with suppress(OSError, IndexError, ValueError):
        return path.stat().st_size == _size(path)
    return False


def _read(path: Path, draw: Callable[[], bytes]) -> bytes:
    with suppress(FileNotFoundError):
        return path.read_bytes()
    return draw()  # another build, which has no such post, has let it go meanwhile


def _made_by(font: bytes) -> str:
    code = Path(str(sourcebook.__file__)).with_name("share.py").read_bytes()
    return f"{sha256(font + code).hexdigest()} {WIDTH}x{HEIGHT} pillow=={version('pillow')}"

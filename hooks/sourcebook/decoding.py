"""From the bytes of a file to its text."""

from __future__ import annotations

from codecs import BOM_UTF8

from .problems import Problem


def decode(file: str, raw: bytes) -> str | Problem:
    """Return the text of a UTF-8 file with one kind of line end, or the problem of another file.

    A byte-order mark is dropped.
    """
    raw = raw.removeprefix(BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Problem(
            file, f"line {line}", "is not UTF-8", "save the file as UTF-8 in your editor"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")

"""BibTeX, as bibtexparser takes it apart: every entry, and every fault with its line."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, Field, ParsingFailedBlock
from bibtexparser.writer import BibtexFormat

from sourcebook.problems import Problem

from .bibtex_fields import read_fields, write_fields
from .bibtex_types import DEGREES, csl_type, entry_type
from .dates import is_month
from .items import OTHER_TYPE, Item, plain_text
from .latex import is_group, to_latex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bibtexparser.model import Block

# What it logs we say as problems.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_HEAD = re.compile(r"@\s*\w+\s*[{(]\s*[^\s,{}()=\"]*")
_SIGN = re.compile(r"\\.|[{}\"#]", re.DOTALL)


def read(file: str, text: str) -> tuple[list[Item], list[Problem]]:
    """Return the items of the entries, and all problems with their lines.

    An entry that cannot be read costs no other. Of two with one key the first counts.
    """
    library = parse_string(text, parse_stack=[])
    reader = _Reader(file, {string.key.lower(): string.value for string in library.strings})
    items = [reader.read(block) for block in library.blocks]
    return [item for item in items if item], reader.problems


def write(items: Iterable[Item]) -> str:
    """Return a file that BibTeX, biblatex and pandoc read, and `read` to the letter.

    Each item has an `id` of its own.
    """
    layout = BibtexFormat()  # type: ignore[no-untyped-call]  # its __init__ says no type
    layout.indent, layout.block_separator, layout.trailing_comma = "  ", "\n", True
    braces = AddEnclosingMiddleware(
        reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{"
    )
    library = Library([_entry(item) for item in items])
    text = write_string(library, unparse_stack=[braces], bibtex_format=layout)
    return text or "\n"


def _entry(item: Item) -> Entry:
    fields = write_fields(item)
    name, subtype = entry_type(item["type"], fields)
    if subtype:
        fields["entrysubtype"] = to_latex(subtype)
    return Entry(
        name,
        item["id"],
        [
            Field(name, text, enclosing="no-enclosing" if name == "month" else None)
            for name, text in fields.items()
        ],
    )


class _Reader:
    """Reads the blocks of one file and gathers their problems."""

    def __init__(self, file: str, strings: Mapping[str, str]) -> None:
        self.file = file
        self.strings = strings
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        """The keys, each with the line on which its entry begins."""

    def read(self, block: Block) -> Item | None:
        line = (block.start_line or 0) + 1
        entry = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if isinstance(entry, Entry):
            return self._read_entry(entry, line)
        if isinstance(block, DuplicateBlockKeyBlock):
            what = f"explains the abbreviation `{block.key}` a second time"
            self._note(line, what, "keep one of the two")
        elif isinstance(block, ParsingFailedBlock):
            head = _HEAD.match(block.raw or "")
            what = (
                f"begins with `{head[0] if head else '@'}` what cannot be read, so it is left out"
            )
            self._note(line, what, "check its braces, quotation marks and commas")
        return None

    def _read_entry(self, entry: Entry, line: int) -> Item | None:
        key = plain_text(entry.key)
        if key in self.lines:
            what = f"has the key `{key}` of line {self.lines[key]} again, so it is left out"
            self._note(line, what, "give it another key, or delete one of the two")
            return None
        if key:
            self.lines[key] = line
        fields = self._fields(entry)
        kind = csl_type(entry.entry_type, fields)
        if kind is None:
            what = f"`@{entry.entry_type}` is no type of BibTeX, so it is read as `{OTHER_TYPE}`"
            self._note(line, what, "write @article, @book, @online, @misc or another type")
        if entry.entry_type in DEGREES:
            fields.setdefault("type", DEGREES[entry.entry_type])

        def note(key: str, what: str, remedy: str) -> None:
            self._note(line, what, remedy, key)

        item = read_fields(kind or OTHER_TYPE, fields, note)
        return {"id": key} | item if item and key else item

    def _fields(self, entry: Entry) -> dict[str, str]:
        fields: dict[str, str] = {}
        for field in entry.fields:
            name, line = field.key.lower(), field.start_line + 1
            if name in fields:
                self._note(line, f"has the field `{name}` a second time", "keep one of the two")
                continue
            fields[name], unknown = self._value(field.value, self.strings)
            for words in unknown:
                what = f"`{words}` is neither in braces nor an abbreviation that @string explains"
                self._note(line, what, "put it in braces", name)
        return fields

    def _value(self, source: str, strings: Mapping[str, str]) -> tuple[str, list[str]]:
        """Return the LaTeX of a value: braces, quotation marks and abbreviations, joined by #.

        With it come the words that are none of these.
        """
        value = ""
        unknown: list[str] = []
        for piece in _pieces(source):
            word = piece.lower()
            if is_group(piece) or (piece[:1] == piece[-1:] == '"' and piece != '"'):
                value += piece[1:-1]
            elif word in strings:
                others = {key: text for key, text in strings.items() if key != word}
                text, more = self._value(strings[word], others)
                value, unknown = value + text, unknown + more
            else:
                value += piece
                unknown += [] if not piece or piece.isdigit() or is_month(word) else [piece]
        return value, unknown

    def _note(self, line: int, what: str, remedy: str, key: str = "") -> None:
        place = f"line {line}, {key}" if key else f"line {line}"
        self.problems.append(Problem(self.file, place, what, remedy))


def _pieces(source: str) -> list[str]:
    pieces, start, depth, quoted = [], 0, 0, False
    for match in _SIGN.finditer(source):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        quoted ^= match[0] == '"' and not depth
        if match[0] == "#" and not depth and not quoted:
            pieces.append(source[start : match.start()].strip())
            start = match.end()
    return [*pieces, source[start:].strip()]

"""From the bytes of a file to its text."""

from __future__ import annotations

import pytest

from sourcebook.decoding import decode


@pytest.mark.parametrize("raw", [b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfa\nb\n"])
def test_marks_and_kinds_of_line_ends_make_no_difference(raw: bytes) -> None:
    assert decode("a.md", raw) == "a\nb\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_is_not_utf_8_is_named_with_its_line(mark: bytes) -> None:
    problem = decode("a.md", mark + b"---\na: 1\n\n\n\xff")

    assert str(problem) == "a.md: line 5: is not UTF-8; save the file as UTF-8 in your editor"

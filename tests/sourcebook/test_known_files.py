"""Known files: what was read in a file is read the same again, and what is wrong is told again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.fingerprint import Fingerprints
from sourcebook.kept import KeptPages
from sourcebook.known_files import KnownFiles
from sourcebook.store import Store, find_out
from tests.sourcebook.garden import TODAY, post_file
from tests.sourcebook.test_store import Shelf

URI = "roses/pruning.md"
PICTURE = {"src": "bud.svg", "alt": "A bud on a stem.", "credit": "smith2011roses"}
NEW = KnownFiles(TODAY, ["roses/bud.svg"], find_out)
FRONT_MATTER = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.dates()
        | st.binary()
        | st.text("ab: '\"\n#-0"),
        lambda inner: st.lists(inner) | st.dictionaries(st.integers() | st.text("ab"), inner),
        max_leaves=5,
    ),
    max_size=3,
)


class Memory:
    """Remembers from one build to the next, and counts what has to be found out."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.found_out = 0

    def read(self, raw: bytes, *, is_post: bool = True, **given: Any) -> Any:
        """Read a file in a build of its own."""
        pages = KeptPages(Store(self.shelf), Fingerprints())

        def remember(uri: str, name: str, made_from: Any, kind: Any, make: Any) -> Any:
            def count() -> Any:
                self.found_out += 1
                return make()

            return pages.remember(uri, name, made_from, kind, count)

        read = replace(NEW, remember=remember, **given).read(URI, raw, is_post=is_post)
        pages.save()
        return read


@given(FRONT_MATTER, st.booleans())
def test_what_was_read_before_is_read_the_same_again(
    meta: dict[str, object],
    is_post: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    raw = f"---\n{yaml.safe_dump(meta)}---\nText.\n".encode()
    memory = Memory()
    plain = NEW.read(URI, raw, is_post=is_post)

    assert memory.read(raw, is_post=is_post) == plain
    assert memory.read(raw, is_post=is_post) == plain
    assert memory.found_out == 1


@pytest.mark.parametrize("text", ["a: 1\na: 2", "a: [", "- 1", "a: !!binary aGk=", "a: .nan"])
def test_what_is_wrong_is_told_each_time(text: str) -> None:
    raw = f"---\n{text}\n---\nText.\n".encode()
    memory = Memory()

    told = [repr(memory.read(raw, is_post=False)) for _ in range(2)]

    assert told == [repr(NEW.read(URI, raw, is_post=False))] * 2


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"image": PICTURE, "updated": "2026-03-05"},
        {"reviewed_by": {"author": "flora", "date": "2026-03-06"}},
        {"changes": [{"date": "2026-03-05", "what": "More about buds."}]},
        {"draft": True, "date": "2099-01-01", "reviewed": "2099-01-01"},
        {"blogger": {"id": "1", "format": "atom", "todo": ["title"]}, "title": "x" * 80},
    ],
)
def test_a_post_is_read_once(keys: dict[str, Any]) -> None:
    raw = post_file(**keys).encode()
    memory = Memory()
    document, unread, post, problems = plain = NEW.read(URI, raw, is_post=True)

    assert [memory.read(raw) for _ in range(2)] == [plain] * 2
    assert memory.found_out == 1
    assert post
    assert not unread + problems
    assert document.body


def test_another_text_is_another_post() -> None:
    memory = Memory()
    memory.read(post_file().encode())
    longer = post_file(body="word " * 900).encode()

    assert memory.read(longer)[2].minutes == 5
    assert memory.read(longer, is_post=False)[2] is None
    assert memory.found_out == 3


def test_a_post_is_read_again_where_its_picture_is_gone_or_the_clock_was_put_back() -> None:
    memory = Memory()
    for keys, now in (
        ({"image": PICTURE}, {"media": []}),
        ({"changes": [{"date": "2026-03-05", "what": "More."}]}, {"latest": date(2026, 3, 4)}),
        ({"reviewed": "2026-03-05"}, {"latest": date(2026, 3, 4)}),
        ({"updated": "2026-03-05"}, {"latest": date(2026, 3, 4)}),
        (
            {"reviewed_by": {"author": "flora", "date": "2026-03-05"}},
            {"latest": date(2026, 3, 4)},
        ),
        (
            {"blogger": {"id": "1", "format": "atom"}, "reviewed": None, "date": "2026-03-05"},
            {"latest": date(2026, 3, 4)},
        ),
    ):
        raw = post_file(**keys).encode()
        *_, before = memory.read(raw)
        *_, after = memory.read(raw, **now)

        assert not before
        assert after == replace(NEW, **now).read(URI, raw, is_post=True)[3] != []


def test_a_post_of_a_former_blog_is_read_again_when_the_day_of_its_review_has_come() -> None:
    blogger = {"id": "1", "format": "atom", "todo": ["title"]}
    raw = post_file(blogger=blogger, reviewed="2026-03-05").encode()
    memory = Memory()
    before = memory.read(raw, latest=date(2026, 3, 4))[2]
    after = memory.read(raw, latest=date(2026, 3, 5))[2]

    assert before.unfinished
    assert (after.reviewed, after.unfinished) == (date(2026, 3, 5), ())


def test_what_was_kept_in_another_shape_is_read_again() -> None:
    raw = post_file().encode()
    memory = Memory()
    right = memory.read(raw)
    for name, text in dict(memory.shelf).items():
        assert '"meta"' in text
        memory.shelf[name] = text.replace('"meta"', '"mete"')

    assert memory.read(raw) == right
    assert memory.found_out == 2

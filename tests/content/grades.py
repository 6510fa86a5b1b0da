"""How hard the posts are to read, the hardest first: `make grades`. It tells, and fails nothing.

The grade is the automated readability index, in years of US school. It counts letters a word
and words a sentence, so medical words raise it, whether they are explained or not. The one of
Flesch and Kincaid needs a dictionary of syllables that textstat would have to download.
"""

from __future__ import annotations

import textstat

from tests.content.rules import posts, written

LOOK_AGAIN = 9
"""A post above this grade is read again by a person."""


def grade(sentences: list[str]) -> float:
    """Return the grade of a text, given by its sentences."""
    value: float = textstat.automated_readability_index(_text(sentences))
    return value


def _text(sentences: list[str]) -> str:
    return " ".join(f"{sentence.rstrip('.:')}." for sentence in sentences)


def main() -> None:
    """Print every post with its grade, and a mark on those to look at again."""
    grades = sorted(
        (
            (grade([each.text for each in written(path).found.sentences]), path.stem)
            for path in posts()
        ),
        reverse=True,
    )
    for value, slug in grades:
        print(f"{value:5.1f}{' *' if value > LOOK_AGAIN else '  '} {slug}")


if __name__ == "__main__":
    main()

"""Templates read narrowly: less to send, and the same words. They are compiled once."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from jinja2 import DictLoader, Environment

from sourcebook.templates import Compiled, read_narrowly

TEMPLATE = """<ul>
    {% for rose in roses %}
\t    <li>{{ rose }}
        <b>b</b></li>
    {% endfor %}
</ul>
Roses{% if roses %} are here{% endif %}
        now.
"""


def test_indents_and_lines_that_only_decide_go_and_words_stay_apart() -> None:
    environment = Environment(loader=DictLoader({"a": TEMPLATE}), autoescape=True)
    read_narrowly(environment)

    text = environment.get_template("a").render(roses=["  red\n    rose  "])

    # What a template is handed may be code, where an indent means something.
    assert text == (
        "<ul>\n <li>  red\n    rose  \n <b>b</b></li>\n</ul>\nRoses are here now.\n".rstrip("\n")
    )


def test_a_mistake_is_still_found_in_its_line() -> None:
    environment = Environment(loader=DictLoader({"a": "\n\n    {{ 1 / 0 }}"}), autoescape=True)
    read_narrowly(environment)

    with pytest.raises(ZeroDivisionError) as raised:
        environment.get_template("a").render()

    assert raised.traceback[-1].lineno + 1 == 3


def test_a_template_is_compiled_once_for_the_same_text_and_the_same_settings() -> None:
    compiled, text = Compiled(), "{{ rose }} "

    def draw(text: str, set_so: str) -> tuple[str, int]:
        """Return what a template draws, and how many times it was compiled for that."""
        compiled.begin(set_so)
        environment = Environment(
            loader=DictLoader({"a": text}), bytecode_cache=compiled, autoescape=True
        )
        with patch.object(environment, "compile", wraps=environment.compile) as compiling:
            return environment.get_template("a").render(rose="red"), compiling.call_count

    assert draw(text, "settings") == ("red ", 1)
    assert draw(text, "settings") == ("red ", 0)
    assert draw(text, "other settings") == ("red ", 1)
    assert draw(f"A {text}", "other settings") == ("A red ", 1)
    assert draw(f"A {text}", "other settings") == ("A red ", 0)

"""Names of people and groups, as BibTeX and RIS write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.formats.names import read_bibtex_names, read_name, write_bibtex_names, write_name
from tests.sourcebook.works import NAMES, TEXTS


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Smith, Jo", {"family": "Smith", "given": "Jo"}),
        ("King, Martin, Jr", {"family": "King", "given": "Martin", "suffix": "Jr"}),
        ("King,, Jr", {"literal": "King, Jr"}),
        ("The Rose Club", {"literal": "The Rose Club"}),
        ("Roses,", {"literal": "Roses"}),
        ("Plato", {"family": "Plato"}),
    ],
)
def test_a_line_of_ris_is_a_name(line: str, name: dict[str, str]) -> None:
    assert read_name(line) == name


@given(st.fixed_dictionaries({"literal": TEXTS.filter(lambda text: ",," not in text)}))
def test_a_group_comes_back_from_a_line(name: dict[str, str]) -> None:
    assert read_name(write_name(name))["literal"].split() == name["literal"].split()


def test_a_person_comes_back_from_a_line() -> None:
    name = {"family": "Berg", "non-dropping-particle": "van den", "given": "Jo", "suffix": "Jr"}

    assert write_name(name) == "van den Berg, Jo, Jr"
    assert write_name({"family": "Plato"}) == "Plato"


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Smith, Jo and Doe, Al", ["Smith|Jo", "Doe|Al"]),
        ("Jo Smith and others", ["Smith|Jo"]),
        ("{The Rose and Tree Club}", ["The Rose and Tree Club"]),
        ("van der Berg, Jan", ["Berg|Jan|van der"]),
        ("King, Jr, Martin", ["King|Martin|Jr"]),
        ("", []),
    ],
)
def test_a_field_of_bibtex_is_names(field: str, names: list[str]) -> None:
    found, unclear = read_bibtex_names(field)

    order = ("literal", "family", "given", "suffix", "non-dropping-particle")
    assert ["|".join(name[key] for key in order if key in name) for name in found] == names
    assert unclear == []


def test_a_name_nobody_can_take_apart_is_named() -> None:
    found, unclear = read_bibtex_names("Smith, Jo, Al, Bo, Cy")

    assert found
    assert unclear == ["Smith, Jo, Al, Bo, Cy"]


@given(st.lists(NAMES, max_size=3))
def test_no_name_breaks_a_field_of_bibtex(names: list[dict[str, str]]) -> None:
    whole = [{key: name[key] for key in name if "particle" not in key} for name in names]

    found, _ = read_bibtex_names(write_bibtex_names(whole))

    assert len(found) <= len(names)

"""How a query is read, in a real browser: its words, what may be meant by them, what fits best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SCRIPT = ROOT / "docs/assets/javascripts/search/query.js"
SITE: dict[str, Any] = {
    "docs": [
        {"location": "roses/a/", "title": "Pruning roses", "text": "", "aliases": ["cut back"]},
        {"location": "roses/a/#when", "title": "When", "text": ""},
        {"location": "roses/b/", "title": "Planting", "text": "", "aliases": ["trimming hedges"]},
        {"location": "trees/c/", "title": "Felling", "text": "", "aliases": []},
        {"location": "about/", "title": "Pruning roses", "text": ""},
        {"location": "sources/s/", "title": "Pruning roses", "text": "", "boost": 0.1},
    ],
    "words": {
        "synonyms": [["trim", "prune"], ["plant food", "fertiliser"], ["Zlopram", "sparrin"]],
        "names": [
            ["sparrin", "sparrin"],
            ["zlopram", "sparrin"],
            ["sparron", "sparron"],
            ["glyphosan", "glyphosan"],
        ],
        "help": {"words": ["fell into thorns", "bleeding", "!"], "html": "Call.", "url": "help/"},
        "lead": {"html": "Look here.", "url": ""},
    },
}
STOP = ("the", "of", "a", "in")
NAMES = {
    **dict.fromkeys(["pruning", "roses"], "title"),
    **dict.fromkeys(["cut", "back", "trimming", "hedges"], "aliases"),
}
KNOWN = [
    "pruning",
    "prune",
    "roses",
    "rose",
    "rosebush",
    "cut",
    "back",
    "trimming",
    "hedges",
    "planting",
    "felling",
    "fertiliser",
    "plant",
    "food",
    "under",
    "story",
    "understory",
    "post",
    "head",
    "ahead",
    "sparrin",
    "glyphosate",
    "barley",
    "parsley",
    "garden",
    "gardens",
    "watering",
    "bleedingheart",
    "3.5",
    "988",
]


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """Return a blank page that has the script and knows a small site."""
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(path=SCRIPT)
    inverted: dict[str, Any] = {
        word: {"title": {}, "aliases": {}, "text": {"a": {}}} | {NAMES.get(word, "text"): {"a": {}}}
        for word in KNOWN
    }
    page.evaluate(
        """([given, inverted, stop]) => {
          const stem = (word) => word.replace(/(ing|es|e|s)$/, "");
          const isStop = (word) => stop.includes(word);
          globalThis.site = new Query.Site({ ...given, inverted, stem, isStop });
          globalThis.read = (text) => {
            const question = site.read(text);
            const meant = question.meant.map(({ word, forms }) => [word, Object.fromEntries(forms)]);
            const { unsure, ...note } = question.note([]);
            return {
              ...note,
              unsure,
              typed: question.typed,
              meant: Object.fromEntries(meant),
              lunr: question.lunr,
              suggestion: question.suggestion,
            };
          };
        }""",
        [SITE, inverted, STOP],
    )
    yield page
    context.close()


def split(tab: Page, text: str) -> list[str]:
    words: list[str] = tab.evaluate("text => Query.split(text)", text)
    return words


def read(tab: Page, text: str) -> dict[str, Any]:
    """Return what was meant by a text, and what a reader is told where nothing is found."""
    question: dict[str, Any] = tab.evaluate("text => read(text)", text)
    return question


def rank(tab: Page, query: str, *found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the first entry of each page, in the order a reader sees them."""
    groups = [[entry, *entry.pop("sections", [])] for entry in map(dict, found)]
    ranked: list[list[dict[str, Any]]] = tab.evaluate(
        "([query, items]) => site.read(query).rank(items)", [query, groups]
    )
    return [group[0] for group in ranked]


def entry(location: str, *words: str, **keys: Any) -> dict[str, Any]:
    """Return an answer of the built-in search: a page, and the words that it has."""
    return {
        "location": location,
        "title": location,
        "text": "",
        "terms": dict.fromkeys(words, True),
        **keys,
    }


def distance(tab: Page, one: str, other: str, most: int = 3) -> int:
    steps: int = tab.evaluate("words => Query.distance(...words)", [one, other, most])
    return steps


# Words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Roses in CLAY", ["roses", "in", "clay"]),
        ("the gardener's rose", ["the", "gardener", "rose"]),
        ("can't can\u2019t can\u2018t can`t can\u00b4t can\u02bct", ["cant"] * 6),
        ("the roses' buds", ["the", "roses", "buds"]),
        ("+rose -clay ~bud^3", ["rose", "clay", "bud", "3"]),
        ('title:sun* "dry soil"', ["title", "sun", "dry", "soil"]),
        ("rose🌹bush 🌱", ["rose", "bush"]),
        ("פרח \u200fשדה", ["פרח", "שדה"]),
        ("\uff13.\uff15 kg, 10 cm.", ["3.5", "kg", "10", "cm"]),
        ("\ufb01ne ro\u017fes", ["fine", "roses"]),
        ("rose\u00adbush", ["rosebush"]),
        ("<b>rose</b> & co", ["b", "rose", "b", "co"]),
        ("?!… — “”", []),
        ("", []),
    ],
)
def test_a_text_is_split_into_its_words(tab: Page, text: str, words: list[str]) -> None:
    assert split(tab, text) == words


def test_of_ten_thousand_characters_the_beginning_is_read(tab: Page) -> None:
    words = split(tab, "rose " * 2000)

    assert words == ["rose"] * 60


def test_a_long_text_is_asked_for_by_its_first_dozen_words(tab: Page) -> None:
    text = (
        "pruning roses cut back trimming hedges planting felling fertiliser garden barley parsley"
    )

    question = read(tab, f"{text} watering and rosebush")

    assert list(question["meant"]) == text.split()


def test_words_that_only_ask_are_not_looked_for(tab: Page) -> None:
    question = read(tab, "how do I get the roses in 10 pots")

    assert list(question["meant"]) == ["roses"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("988", ["988"]), ("call 988 or 116", ["988"]), ("10", []), ("roses 988", ["roses"])],
)
def test_a_number_is_looked_for_where_nothing_else_tells_what_is_meant(
    tab: Page, text: str, words: list[str]
) -> None:
    question = read(tab, text)

    assert list(question["meant"]) == words
    assert question["lunr"].startswith("".join(words[:1]))


# Spelling


@pytest.mark.parametrize(
    ("length", "errors"), [(1, 0), (4, 0), (5, 1), (7, 1), (8, 2), (9, 2), (30, 2)]
)
def test_longer_words_may_have_more_errors(tab: Page, length: int, errors: int) -> None:
    assert tab.evaluate("word => Query.allowance(word)", "x" * length) == errors


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("rose", "rose", 0),
        ("rose", "roses", 1),
        ("rose", "ros", 1),
        ("rose", "nose", 1),
        ("rose", "rsoe", 1),
        ("rose", "orse", 1),
        ("rose", "osre", 2),
        ("", "rose", 4),
        ("thorn", "horns", 2),
    ],
)
def test_the_distance_counts_letters_and_swapped_neighbours(
    tab: Page, one: str, other: str, steps: int
) -> None:
    assert distance(tab, one, other, 4) == distance(tab, other, one, 4) == steps


@pytest.mark.parametrize(("one", "other"), [("rose", "garden"), ("abcdef", "ghijkl"), ("a", "abc")])
def test_beyond_the_most_that_is_asked_for_the_distance_is_one_more(
    tab: Page, one: str, other: str
) -> None:
    assert distance(tab, one, other, 1) == 2


def test_the_vocabulary_knows_how_words_go_on(tab: Page) -> None:
    begun = tab.evaluate("['ros', 'rosebush', 'x', 'roz'].map((s) => site.vocabulary.beginning(s))")

    assert begun == [["rose", "rosebush", "roses"], ["rosebush"], [], []]


@pytest.mark.parametrize(
    ("word", "errors", "near"),
    [
        ("prunning", 1, ["pruning"]),
        ("prunningg", 2, ["pruning"]),
        ("fertilizer", 1, ["fertiliser"]),
        ("rosse", 1, ["roses", "rose"]),
        ("arsley", 1, ["parsley"]),
        ("arley", 1, ["barley"]),
        ("wxyzv", 1, []),
        ("rsoe", 0, []),
    ],
)
def test_the_nearest_words_are_those_with_the_fewest_errors(
    tab: Page, word: str, errors: int, near: list[str]
) -> None:
    found = tab.evaluate("word => site.vocabulary.near(word)", word)

    assert found == {"errors": errors, "words": near}


def test_of_words_equally_near_those_of_titles_come_first(tab: Page) -> None:
    words = tab.evaluate(
        """new Query.Vocabulary(["baker", "maker", "taker"], (word) => (word === "taker" ? 2 : 1))
          .near("raker").words"""
    )

    assert words == ["taker", "baker", "maker"]


def test_a_misspelled_word_is_mended_and_the_reader_told(tab: Page) -> None:
    question = read(tab, "gardne barley")

    assert question["meant"]["gardne"] == {"garden": 0.8, "gardens": 0.8}
    assert question["mended"] == [{"typed": "gardne", "meant": "garden"}]


def test_a_mended_word_brings_its_synonyms(tab: Page) -> None:
    question = read(tab, "fertilizzer roses")

    assert question["mended"] == [{"typed": "fertilizzer", "meant": "fertiliser"}]
    assert question["meant"]["fertilizzer"]["fertiliser"] == 0.8
    assert question["meant"]["fertilizzer"]["plant"] == 0.85


def test_a_word_that_the_site_has_is_not_mended(tab: Page) -> None:
    question = read(tab, "barley soil")

    assert question["meant"]["barley"] == {"barley": 1}
    assert question["mended"] == []


def test_the_last_word_may_be_half_typed(tab: Page) -> None:
    question = read(tab, "garden fert")

    assert question["meant"]["fert"] == {"fertiliser": 0.8}
    assert question["suggestion"] == ["fertiliser"]
    assert question["mended"] == []


def test_a_word_that_only_asks_is_not_completed(tab: Page) -> None:
    assert read(tab, "roses in a")["suggestion"] == []


def test_other_forms_of_a_word_are_found_and_count_less(tab: Page) -> None:
    forms = read(tab, "pruning garden")["meant"]["pruning"]

    assert forms == {"pruning": 1, "prune": 0.9}


# Other words for the same


def test_synonyms_are_added_and_never_replace_what_was_typed(tab: Page) -> None:
    question = read(tab, "trimming garden")
    asked = read(tab, "prune garden")

    assert question["meant"]["trimming"] == {"trimming": 1}
    assert asked["meant"]["prune"]["prune"] == 1


def test_a_word_that_the_site_knows_by_another_is_not_mended_but_looked_for_by_that(
    tab: Page,
) -> None:
    question = read(tab, "trim garden")

    assert question["meant"]["trim"]["prune"] == 0.85
    assert question["mended"] == []


def test_a_phrase_brings_its_synonym_to_each_of_its_words(tab: Page) -> None:
    question = read(tab, "plant food roses")

    assert question["meant"]["plant"]["plant"] == 1
    assert question["meant"]["plant"]["fertiliser"] == 0.85
    assert question["meant"]["food"]["fertiliser"] == 0.85
    assert "fertiliser" not in question["meant"]["roses"]


def test_two_words_that_the_site_knows_as_one_are_joined(tab: Page) -> None:
    question = read(tab, "parsl ey roses")

    assert question["meant"]["parsley"] == {"parsley": 1}
    assert not {"parsl", "ey"} & question["meant"].keys()
    assert question["mended"] == []


@pytest.mark.parametrize("text", ["under story", "a head"])
def test_two_words_that_stand_for_themselves_are_not_joined(tab: Page, text: str) -> None:
    question = read(tab, f"{text} garden")

    assert not {"understory", "ahead"} & question["meant"].keys()
    assert question["meant"][text.split()[1]][text.split()[1]] == 1


def test_one_word_that_the_site_knows_as_two_is_parted(tab: Page) -> None:
    question = read(tab, "gardenrose soil")

    assert question["meant"]["gardenrose"] == {"garden": 0.8, "rose": 0.8}


# Names that are not to be taken for one another


def test_a_name_that_the_site_does_not_have_is_not_taken_for_one_like_it(tab: Page) -> None:
    question = read(tab, "sparron dose")

    assert "sparrin" not in question["lunr"]
    assert question["mended"] == []
    assert question["unsure"] == [
        {"typed": "sparron", "meant": [{"word": "sparrin", "query": "sparrin dose"}]}
    ]


def test_a_slip_near_two_names_asks_which_is_meant(tab: Page) -> None:
    question = read(tab, "Sparrxn, please")

    assert question["mended"] == []
    assert question["unsure"] == [
        {"typed": "sparrxn", "meant": [{"word": "sparrin", "query": "sparrin please"}]}
    ]
    assert "sparrin" not in question["lunr"]


def test_a_name_that_the_site_does_not_have_is_not_taken_for_a_common_word(tab: Page) -> None:
    question = read(tab, "glyphosan dose")

    assert "glyphosate" not in question["lunr"]
    assert question["mended"] == []


def test_a_slip_in_one_name_is_mended(tab: Page) -> None:
    question = read(tab, "glyphosatte")

    assert question["mended"] == [{"typed": "glyphosatte", "meant": "glyphosate"}]


def test_another_name_of_the_same_thing_is_looked_for(tab: Page) -> None:
    question = read(tab, "zlopram")

    assert question["meant"]["zlopram"]["sparrin"] == 0.85
    assert question["unsure"] == []


# Words that call for help


@pytest.mark.parametrize(
    "text",
    [
        "I fell into thorns",
        "he FELL into... thorns!",
        "fell into torns",
        "fellinto thorns",
        "bleeding",
        "it is bleedign",
        "blleedding",
        "roses " * 100 + "and I am bleeding",
    ],
)
def test_words_that_call_for_help_are_heard_with_slips_and_far_down(tab: Page, text: str) -> None:
    assert read(tab, text)["help"]["html"] == "Call."


def test_a_word_that_calls_for_help_is_no_beginning_of_another_one(tab: Page) -> None:
    assert read(tab, "I am bleeding")["meant"] == {}
    assert "bleedingheart" in read(tab, "bleedingh")["meant"]["bleedingh"]


@pytest.mark.parametrize(
    "text", ["thorns", "fell into", "into thorns fell", "fall into thorns", "breathing", "!", ""]
)
def test_other_words_do_not_call_for_help(tab: Page, text: str) -> None:
    assert read(tab, text)["help"] is None


# What stands first


def test_all_words_found_together_beat_some_words_found(tab: Page) -> None:
    few = entry("roses/a/", "pruning", text="All of it.")
    all_ = entry("trees/c/", "pruning", "fertiliser")

    ranked = rank(tab, "pruning fertiliser", few, all_)

    assert [each["location"] for each in ranked] == ["trees/c/", "roses/a/"]


def test_words_in_one_section_beat_words_in_two(tab: Page) -> None:
    apart = entry(
        "roses/b/", sections=[entry("roses/b/#1", "garden"), entry("roses/b/#2", "barley")]
    )
    together = entry("trees/c/", sections=[entry("trees/c/#1", "garden", "barley")])

    ranked = rank(tab, "garden barley", apart, together)

    assert [each["location"] for each in ranked] == ["trees/c/", "roses/b/"]


def test_an_alias_beats_the_text_and_a_title_beats_both(tab: Page) -> None:
    found = [entry(url, "trimming", "pruning") for url in ("trees/c/", "roses/b/", "roses/a/")]

    trimming = rank(tab, "trimming", *found)
    pruning = rank(tab, "pruning", *found)

    assert trimming[0]["location"] == "roses/b/"
    assert pruning[0]["location"] == "roses/a/"


def test_posts_stand_above_other_pages_and_sources_below_all(tab: Page) -> None:
    found = [entry(url, "roses") for url in ("sources/s/", "about/", "trees/c/")]
    found.append(entry("roses/a/", "pruning", "roses"))

    ranked = rank(tab, "pruning roses", *found)

    assert [each["location"] for each in ranked] == ["roses/a/", "about/", "trees/c/", "sources/s/"]
    assert all(each["score"] > 0 for each in ranked)


def test_posts_with_some_of_the_words_fill_the_list_up_to_ten(tab: Page) -> None:
    some = [entry(f"x/{number}/", "garden") for number in range(30)]
    whole = [entry(f"y/{number}/", "garden", "roses") for number in range(12)]

    assert len(rank(tab, "garden roses", *some)) == 10
    assert len(rank(tab, "garden roses", *some, *whole)) == 12


def test_the_section_with_the_words_is_shown_and_the_others_fold(tab: Page) -> None:
    sections = [entry("roses/a/#1", "garden"), entry("roses/a/#2", "garden", "roses")]
    sections += [entry(f"roses/a/#more{number}", "garden") for number in range(9)]

    items = [[entry("roses/a/"), *sections]]
    (shown,) = tab.evaluate("([q, items]) => site.read(q).rank(items)", ["garden roses", items])

    assert [each["location"] for each in shown[:2]] == ["roses/a/", "roses/a/#2"]
    assert shown[1]["score"] == shown[0]["score"]
    assert len(shown) == 7
    assert all(each["score"] < shown[0]["score"] for each in shown[2:])


def test_a_result_says_which_of_the_typed_words_it_has(tab: Page) -> None:
    (shown,) = rank(tab, "fertilizzer trimming", entry("roses/b/", "fertiliser"))

    assert shown["terms"] == {"fertilizzer": True, "trimming": False}


# One line of text


def excerpt(tab: Page, html: str) -> str:
    line: str = tab.evaluate("html => Query.excerpt(html)", html)
    return line


def test_a_short_text_is_its_own_excerpt_on_one_line_without_markup(tab: Page) -> None:
    line = excerpt(tab, "<p>Cut\n  above</p>\n<ul><li>a <mark>bud</mark>.</li></ul>")

    assert line == "Cut above a <mark>bud</mark>."


def test_items_of_a_list_do_not_run_into_each_other_in_an_excerpt(tab: Page) -> None:
    items = ["rub <mark>dry</mark>", "<mark>prune</mark>", "over 5%", "no more.", "last"]
    line = excerpt(tab, f"<p>Do:</p> <ul> {' '.join(f'<li>{item}</li>' for item in items)} </ul>")

    assert line == "Do: rub <mark>dry</mark>; <mark>prune</mark>; over 5%; no more. last"


def test_an_excerpt_begins_shortly_before_the_first_mark_and_ends_soon(tab: Page) -> None:
    line = excerpt(tab, f"{'soil ' * 100}a <mark>bud</mark> {'clay ' * 100}")

    assert line.startswith("… soil soil")
    assert line.endswith("clay …")
    assert "<mark>bud</mark>" in line
    assert line.index("<mark>") < 50
    assert len(line) < 200


@pytest.mark.parametrize("entity", ["&lt;", "&amp;", "&#39;", "&#x27;"])
def test_no_excerpt_cuts_an_entity(tab: Page, entity: str) -> None:
    for before in range(8):
        line = excerpt(tab, f"{'x' * before} {entity * 200} <mark>bud</mark> {entity * 200}")

        assert "&" not in line.replace(entity, "")
        assert "#" not in line.replace(entity, "")
        assert ";" not in line.replace(entity, "")


def test_a_mark_that_an_excerpt_cuts_is_closed(tab: Page) -> None:
    line = excerpt(tab, f"<mark>bud</mark> {'a ' * 60}<mark>{'so il ' * 40}</mark>")

    assert line.count("<mark>") == line.count("</mark>") == 2


def test_an_empty_text_has_an_empty_excerpt(tab: Page) -> None:
    assert [excerpt(tab, text) for text in ("", " \n", "<p></p>")] == ["", "", ""]


# Where nothing is found


@pytest.mark.parametrize("text", ["qqqq", "the of", "?!", "🌱", "פרח"])
def test_where_nothing_is_found_the_note_leads_on(tab: Page, text: str) -> None:
    question = read(tab, text)

    assert question["nothing"]
    assert question["lead"]["html"] == "Look here."


@pytest.mark.parametrize("text", ["", "  "])
def test_where_nothing_was_typed_nothing_is_missed(tab: Page, text: str) -> None:
    assert not read(tab, text)["nothing"]


def test_the_nearest_spelling_is_offered_where_nothing_was_found(tab: Page) -> None:
    assert read(tab, "the roze")["near"] == ["the rose"]
    assert read(tab, "the rzze")["near"] == []


def test_words_that_nothing_stands_for_are_told_beside_results(tab: Page) -> None:
    def missing(text: str) -> list[str]:
        words: list[str] = tab.evaluate("text => site.read(text).note([[{}]]).missing", text)
        return words

    assert missing("do roses like wqxj or qqqq") == ["wqxj", "qqqq"]
    # Mended, asked about, half typed, known by another word, joined, or too short to tell.
    assert missing("prunign roses") == []
    assert missing("roses sparren") == []
    assert missing("roses garde") == []
    assert missing("roses zlopram") == []
    assert missing("roses under story qx") == []
    assert missing("help he fell into thorns wqxj") == []  # the help lines come first
    assert read(tab, "roses qqqq")["missing"] == []  # nothing at all was found


def test_a_note_beside_results_leads_nowhere_else(tab: Page) -> None:
    note = tab.evaluate("site.read('roses').note([[{}]])")

    assert (note["nothing"], note["near"], note["lead"]) == (False, [], None)


def test_a_site_without_words_of_readers_is_read_as_well(tab: Page) -> None:
    asked = tab.evaluate(
        """() => {
          const inverted = { rose: { title: { a: {} } } };
          const question = new Query.Site({ docs: [], inverted }).read("rose");
          return [question.lunr, question.note([])];
        }"""
    )

    assert asked[0] == "rose^10"
    assert asked[1]["unsure"] == []

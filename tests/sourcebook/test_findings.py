from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sourcebook.citation_syntax import read_page
from sourcebook.findings import find_work, last_day_of
from sourcebook.links import LinkRow
from sourcebook.notices import NoticeRow, with_notices
from sourcebook.problems import Problem
from tests.sourcebook import garden

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sourcebook.worklist import Finding

URL = "https://example.org/elm"
COPY = "https://archive.example.org/elm"
POST = "roses/pruning.md"
ELM = "sources/elm.md"


def work(
    post: str,
    *,
    links: Iterable[LinkRow] = (),
    problems: Iterable[Problem] = (),
    today: dt.date = garden.TODAY,
    files: dict[str, str] | None = None,
    **records: dict[str, Any],
) -> list[Finding]:
    """Return what there is to do in a garden with this post and these sources."""
    given = {f"sources/{key}.md": garden.source_file(**record) for key, record in records.items()}
    catalog = garden.read_garden({POST: post, **given, **(files or {})})
    assert garden.messages(catalog.problems) == []
    citations = {
        uri: read_page(document, catalog.sources, [], {})
        for uri, document in catalog.documents.items()
        if uri in catalog.by_uri or "@" in document.body
    }
    return find_work(catalog, citations, links, problems=problems, today=today)


def lines(findings: Iterable[Finding]) -> list[str]:
    return [str(finding) for finding in findings]


def notice(kind: str, **values: str) -> dict[str, Any]:
    return {"notice": {"type": kind, **values}}


def dead(address: str, status: str = "404") -> LinkRow:
    return LinkRow(address, dt.date(2026, 11, 20), status, dt.date(2026, 10, 1))


CITING = garden.post_file("Roses are red.\n\nThey like clay [@elm].\n")


def test_a_garden_in_good_order_leaves_nothing_to_do() -> None:
    assert work(CITING, elm={}) == []


@pytest.mark.parametrize(
    ("kind", "finding", "happened"),
    [
        ("retraction", "retracted", "was retracted"),
        ("expression-of-concern", "concern", "is under an expression of concern"),
        ("correction", "corrected", "was corrected"),
    ],
)
def test_a_notice_is_named_where_its_source_is_first_cited(
    kind: str, finding: str, happened: str
) -> None:
    found = work(CITING, elm=notice(kind, date="2019-07-25", URL=URL))

    assert lines(found) == [
        f"roses/pruning.md:10: {finding}: rests on `elm`, which {happened} (2019-07-25, {URL}); "
        f"correct what rests on it, then write `notice: {{type: {kind}, date: '2019-07-25', "
        f"URL: '{URL}', acknowledged: '2026-11-23'}}` in docs/sources/elm.md"
    ]


def test_what_the_remedy_tells_to_write_ends_the_finding() -> None:
    (finding,) = work(CITING, elm=notice("retraction", URL="https://example.org/?a={b},c'd"))
    told = yaml.safe_load(finding.remedy.split("`")[1])

    assert work(CITING, elm=told) == []


def test_a_notice_that_only_the_data_know_is_named_too() -> None:
    catalog = garden.read_garden({POST: CITING, ELM: garden.source_file()})
    row = NoticeRow("elm", "retraction", None, "")
    document = catalog.documents[POST]
    cited = read_page(document, catalog.sources, [], {})
    sources = with_notices(catalog.sources, [row])

    found = find_work(
        replace(catalog, sources=sources),
        {POST: cited},
        [],
        problems=[],
        today=garden.TODAY,
    )

    assert lines(found) == [
        "roses/pruning.md:10: retracted: rests on `elm`, which was retracted; correct what rests "
        "on it, then write `notice: {type: retraction, acknowledged: '2026-11-23'}` "
        "in docs/sources/elm.md"
    ]


def test_an_acknowledged_notice_leaves_nothing_to_do() -> None:
    assert work(CITING, elm=notice("retraction", acknowledged="2026-01-02")) == []


def test_a_source_that_is_named_but_not_cited_has_no_line() -> None:
    post = garden.post_file("Roses.\n", sources=["elm", "smith2011roses"])

    (finding,) = work(post, elm=notice("correction"))

    assert (finding.file, finding.line, finding.kind) == (POST, None, "corrected")


def test_a_retracted_source_that_no_post_rests_on_is_named_at_its_record() -> None:
    post = garden.post_file("Roses.\n")
    topic = {"roses/index.md": "---\ntitle: Roses\nfurther_reading: [elm]\n---\n"}

    (finding,) = work(post, elm=notice("retraction"), files=topic)

    assert str(finding).startswith("sources/elm.md: retracted: is a work which was retracted; ")


def test_a_dead_address_is_named_with_what_it_did() -> None:
    found = work(CITING, links=[dead(URL)], elm={"URL": URL})

    assert lines(found) == [
        f"roses/pruning.md:10: dead-link: rests on `elm`, whose address {URL} answered 404 on "
        "2026-11-20; correct it, or add an archived copy, in docs/sources/elm.md"
    ]


def test_every_address_of_a_record_counts() -> None:
    record = {"DOI": "10.1000/elm", "URL": URL}

    found = work(CITING, links=[dead("https://doi.org/10.1000/elm", "tls"), dead(URL)], elm=record)

    assert [finding.what.split(" ")[5] for finding in found] == [
        "https://doi.org/10.1000/elm",
        URL,
    ]


def test_an_archived_copy_mends_a_dead_address_unless_it_is_dead_itself() -> None:
    record = {"URL": URL, "archive": {"URL": COPY, "date": "2026-01-02"}}

    assert work(CITING, links=[dead(URL)], elm=record) == []
    assert len(work(CITING, links=[dead(COPY)], elm=record)) == 1
    assert len(work(CITING, links=[dead(URL), dead(COPY)], elm=record)) == 2


def test_an_address_that_may_come_back_is_not_named() -> None:
    row = LinkRow(URL, garden.TODAY, "500", garden.TODAY)

    assert work(CITING, links=[row], elm={"URL": URL}) == []


def test_a_review_is_overdue_the_day_after_it_was_due() -> None:
    post = garden.post_file(reviewed="2026-03-02")

    assert work(post, today=dt.date(2029, 3, 2)) == []
    assert lines(work(post, today=dt.date(2029, 3, 3))) == [
        "roses/pruning.md: review-overdue: was due for review on 2029-03-02; "
        "check it against its sources, then write the day as `reviewed`"
    ]


def test_a_review_due_by_the_writers_own_word_needs_a_later_word() -> None:
    (finding,) = work(garden.post_file(review_due="2026-11-22"))

    assert finding.remedy.endswith("write the day as `reviewed`, and a later `review_due`")


OLD = {"design": "trial", "issued": "2019-05"}


def test_old_trials_without_a_newer_review_are_named_in_one_finding() -> None:
    post = garden.post_file("Clay is wet [@elm]. Sand is dry [@oak; @fir; @yew].\n")

    found = work(
        post,
        elm=OLD,
        oak={"design": "systematic-review", "issued": "2021-11-22"},
        fir={"design": "trial", "issued": "2021-11-23"},
        yew={"design": "cohort", "issued": "2009"},
    )

    assert lines(found) == [
        "roses/pruning.md: old-sources: rests on works older than five years and on no newer "
        "review or guideline: `elm` (2019), `oak` (2021); "
        "look for a review or a guideline of the last five years, and cite it"
    ]


@pytest.mark.parametrize(
    ("design", "issued", "enough"),
    [
        ("review", "2023", True),
        ("guideline", "2021-11-23", True),
        ("systematic-review", "2021", True),
        ("systematic-review", "2020", False),
        ("guideline", None, False),
        ("trial", "2025", False),
        (None, "2025", False),
    ],
)
def test_a_newer_review_makes_up_for_old_trials(
    design: str | None, issued: str | None, *, enough: bool
) -> None:
    post = garden.post_file("Clay is wet [@elm]. Sand is dry [@oak].\n")

    found = work(post, elm=OLD, oak={"design": design, "issued": issued})

    assert [finding.kind for finding in found] == ([] if enough else ["old-sources"])


def test_a_post_that_rests_on_no_trial_may_rest_on_old_works() -> None:
    assert work(CITING, elm={"design": "guideline", "issued": "1999"}) == []


@pytest.mark.parametrize("issued", ["2025", None])
def test_a_trial_that_is_not_known_to_be_old_leaves_nothing_to_do(issued: str | None) -> None:
    assert work(CITING, elm={"design": "trial", "issued": issued}) == []


def test_of_many_old_sources_the_first_five_are_named() -> None:
    post = garden.post_file("Roses.\n", sources=[*"abcdefg", "smith2011roses"])

    (finding,) = work(post, a=OLD, b=OLD, c=OLD, d=OLD, e=OLD, f=OLD, g=OLD)

    assert finding.what.endswith("`d` (2019), `e` (2019) and 2 more")


@pytest.mark.parametrize(
    ("issued", "day"),
    [
        ("2019-05-06", dt.date(2019, 5, 6)),
        ("2020-02", dt.date(2020, 2, 29)),
        ("2019", dt.date(2019, 12, 31)),
        ("2019/2021", dt.date(2021, 12, 31)),
        ("0000", None),
        ("9999", None),
        (None, None),
    ],
)
def test_a_work_may_have_come_out_on_the_last_day_its_date_allows(
    issued: str | None, day: dt.date | None
) -> None:
    sources = garden.read_garden({ELM: garden.source_file(issued=issued)}).sources

    assert last_day_of(sources["elm"]) == day


def test_each_claim_without_a_citation_is_named_with_its_line() -> None:
    body = "Roses [@elm] are red.\n\n- They need **30 litres** of water.\n- Tulips need less.\n"

    found = work(garden.post_file(body), elm={})

    assert lines(found) == [
        "roses/pruning.md:10: uncited-claim: `They need 30 litres of water.` has a number without "
        "a citation; cite what it rests on as `[@key]`, or reword it"
    ]


def test_a_long_claim_is_quoted_in_part_and_without_backticks() -> None:
    (finding,) = work(garden.post_file("Of 30 roses \\`red\\` " + "very " * 40 + "many died.\n"))

    quote = finding.what.split("`")[1]
    assert quote.startswith("Of 30 roses 'red' very very")
    assert quote.endswith("very …")
    assert len(quote) <= 100


def test_a_source_that_is_cited_nowhere_is_named_but_not_one_for_further_reading() -> None:
    topic = {"roses/index.md": "---\ntitle: Roses\nfurther_reading: [oak]\n---\n"}

    found = work(garden.post_file("Roses.\n"), elm={}, oak={}, files=topic)

    assert lines(found) == [
        "sources/elm.md: unused-source: is cited nowhere; "
        "cite it, list it as further reading of a topic, or delete the file"
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"about/how.md": "We read a lot [@elm].\n"},
        {"roses/draft.md": garden.post_file("Soon [@elm].\n", draft=True)},
        {"roses/draft.md": garden.post_file("Soon.\n", draft=True, sources=["elm"])},
    ],
    ids=["page", "draft", "draft that names it"],
)
def test_a_source_that_a_page_or_a_draft_uses_is_not_unused(files: dict[str, str]) -> None:
    assert work(garden.post_file("Roses.\n"), elm={}, files=files) == []


def test_a_source_without_a_summary_is_named() -> None:
    files = {"sources/smith2011roses.md": "---\ntype: book\ntitle: Roses in clay\n---\n\n"}

    assert lines(work(garden.post_file("Roses.\n"), files=files)) == [
        "sources/smith2011roses.md: no-summary: has no summary; "
        "write two to five plain sentences below the second `---`"
    ]


def test_what_a_build_reports_comes_first() -> None:
    problems = [Problem("trees/oak.md", "title", "is missing", "add `title:`")]

    found = work(CITING, problems=problems, elm=notice("retraction"))

    assert [(finding.file, finding.kind) for finding in found] == [
        ("trees/oak.md", "problem"),
        (POST, "retracted"),
    ]
    assert str(found[0]) == "trees/oak.md: problem: title: is missing; add `title:`"


def test_what_is_read_most_comes_first() -> None:
    due = garden.post_file(review_due="2026-11-22")
    catalog = garden.read_garden({POST: due, "trees/oak.md": due})

    found = find_work(catalog, {}, [], problems=[], today=garden.TODAY, views={"trees/oak.md": 7})

    assert [(finding.file, finding.views) for finding in found] == [("trees/oak.md", 7), (POST, 0)]


def test_a_post_of_which_no_citations_are_known_is_looked_at_all_the_same() -> None:
    post = garden.post_file(review_due="2026-11-22", sources=[])
    catalog = garden.read_garden({POST: post})

    found = find_work(catalog, {}, [], problems=[], today=garden.TODAY)

    assert [finding.kind for finding in found if finding.file == POST] == ["review-overdue"]


def test_a_post_that_names_a_source_nobody_has_is_a_problem_of_the_build_only() -> None:
    catalog = garden.read_garden({POST: garden.post_file(sources=["oak", "smith2011roses"])})

    found = find_work(catalog, {}, [], problems=[], today=garden.TODAY)

    assert found == []

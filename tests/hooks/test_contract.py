"""The last check of a build: a post without its parts is not published in silence."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from mkdocs.exceptions import Abort

from tests.site import ROOT, build_site, post, write_files

if TYPE_CHECKING:
    from pathlib import Path


REMEDY = "look whether `mkdocs.yml` still lists every hook, and overrides/main.html the part"


def test_a_template_that_forgets_the_footer_fails_the_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    forgetful = '{% extends "base.html" %}'
    copytree(ROOT / "overrides", tmp_path / "overrides")
    write_files(tmp_path / "overrides", {"main.html": forgetful})
    theme = {"name": "material", "custom_dir": str(tmp_path / "overrides"), "font": False}

    with pytest.raises(Abort):
        build_site(tmp_path, {"roses/a.md": post()}, theme=theme)

    assert caplog.messages[-1].splitlines() == [
        f"contract: roses/a.md: page: was built without its sources; {REMEDY}",
        f"contract: roses/a.md: page: was built without the popular posts; {REMEDY}",
        f"contract: roses/a.md: page: was built without its review date; {REMEDY}",
    ]


def test_a_hook_that_is_no_longer_listed_fails_the_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hooks = [str(path) for path in (ROOT / "hooks").glob("*.py") if path.stem != "popular"]

    with pytest.raises(Abort):
        build_site(tmp_path, {"roses/a.md": post()}, hooks=hooks)

    assert caplog.messages[-1] == (
        f"contract: roses/a.md: page: was built without the popular posts; {REMEDY}"
    )


def test_a_post_that_was_not_built_fails_the_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hooks = [str(path) for path in sorted((ROOT / "hooks").glob("*.py"))]
    drop = "def on_post_page(output, page, **_):\n    return '' if page.url == 'roses/a/' else output\n"
    write_files(tmp_path, {"drop.py": drop})

    with pytest.raises(Abort):
        build_site(tmp_path, {"roses/a.md": post()}, hooks=[*hooks, str(tmp_path / "drop.py")])

    assert caplog.messages[-1] == (
        "contract: roses/a.md: page: was not built; look for an error above, or in `exclude_docs`"
    )


def test_a_box_of_no_known_name_is_reported(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post(body="/// nte\nText.\n///\n")})

    assert site.warnings == [
        "contract: roses/a.md: line 9: begins a box `nte`, which we do not know; "
        "did you mean `note`?"
    ]


def test_a_box_of_no_known_name_is_reported_in_a_text_and_in_a_list(tmp_path: Path) -> None:
    body = "Some text.\n/// nota\nTake care.\n///\n\n- /// nota\n"

    site = build_site(tmp_path, {"roses/a.md": post(body=body)})

    assert site.warnings == [
        f"contract: roses/a.md: line {line}: begins a box `nota`, which we do not know; "
        "did you mean `note`?"
        for line in (10, 14)
    ]


def test_a_box_that_is_closed_is_drawn_and_slashes_in_code_are_left_alone(tmp_path: Path) -> None:
    body = "/// note\nText.\n///\n\n```\n/// note\n```\n"

    site = build_site(tmp_path, {"roses/a.md": post(body=body)}, strict=True)

    assert site.article("roses/a/").select(".admonition.note")


def test_a_link_from_a_published_page_to_a_draft_is_reported(tmp_path: Path) -> None:
    files = {
        "roses/a.md": post(body="See [later](b.md) and [the part](../trees/c.md#why).\n"),
        "roses/b.md": post(title="B", draft=True, body="See [a](../trees/c.md).\n"),
        "trees/c.md": post(title="C", draft=True, body="## Why\n\nSo.\n"),
    }

    site = build_site(tmp_path, files)

    remedy = "remove the link, or publish the draft"
    assert sorted(text for text in site.warnings if text.startswith("contract")) == [
        f"contract: roses/a.md: line 9: leads to roses/b.md, which is a draft; {remedy}",
        f"contract: roses/a.md: line 9: leads to trees/c.md, which is a draft; {remedy}",
    ]


def test_a_page_that_is_spoiled_after_it_was_made_fails_the_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # In another order than in mkdocs.yml, but that `contract` comes last.
    hooks = sorted(map(str, (ROOT / "hooks").glob("*.py")), key=lambda path: "contract" in path)
    spoil = (
        "from pathlib import Path\n\ndef on_post_build(config):\n"
        "    Path(config.site_dir, 'roses/a/index.html').write_text('<p>Nothing.')\n"
    )
    write_files(tmp_path, {"spoil.py": spoil})

    for _ in range(2):  # the page is not taken for right because it was built before
        with pytest.raises(Abort):
            build_site(tmp_path, {"roses/a.md": post()}, hooks=[*hooks, str(tmp_path / "spoil.py")])

        assert "roses/a.md: page: was built without its sources" in caplog.messages[-1]


def test_addresses_of_files_are_refused(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort):
        build_site(tmp_path, {"roses/a.md": post()}, use_directory_urls=False)

    assert caplog.messages[-1].startswith("contract: mkdocs.yml: use_directory_urls: is off")

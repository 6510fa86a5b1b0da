"""The content security policy in finished pages, and what a writer hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sourcebook.policy import hash_script
from tests.site import build_site, post, texts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site import Site

META = 'meta[http-equiv="Content-Security-Policy"]'


def policy(site: Site, url: str) -> str:
    (tag,) = site.page(url).select(META)
    return str(tag["content"])


def test_p3_p7_every_page_has_a_policy_and_no_referrer_right_after_its_charset(
    tmp_path: Path,
) -> None:
    files = {"roses/a.md": post(), "old.html": "<!doctype html><meta charset=utf-8><p>By hand."}

    site = build_site(tmp_path, files)

    pages = [str(path.relative_to(site.path)) for path in site.path.rglob("*.html")]
    assert {"404.html", "old.html", "roses/a/index.html"} <= {*pages}
    for url in pages:
        names = [
            next(iter(tag.attrs.values()), "")
            for tag in site.page(url).select("meta, script, title")
        ]
        assert names[:3] == ["utf-8", "Content-Security-Policy", "referrer"], url
        assert site.page(url).select("meta[name=referrer][content=no-referrer]"), url


def test_p3_each_script_in_a_page_is_named_by_its_hash(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"roses/a.md": post()})

    scripts = [
        hash_script(script.get_text())
        for script in site.page("roses/a/").select("script:not([src])")
        if "json" not in str(script.get("type"))
    ]
    assert len(scripts) == 3
    assert f"script-src 'self' {' '.join(scripts)};" in policy(site, "roses/a/")


def test_a_file_in_another_encoding_keeps_its_bytes(tmp_path: Path) -> None:
    rose = "<title>Rosé".encode("latin-1")

    site = build_site(tmp_path, {"old.html": b"<!doctype html>\r\n" + rose})

    text = (site.path / "old.html").read_bytes()
    assert text.startswith(b"<!doctype html><meta http-equiv=")
    assert text.endswith(b"\r\n" + rose)


def test_a_policy_of_the_writers_own_stays_alone(tmp_path: Path) -> None:
    own = "<head><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"></head>"

    site = build_site(tmp_path, {"old.html": own})

    assert site.read("old.html") == own


def test_only_posts_may_tell_the_counter_and_only_the_counter(tmp_path: Path) -> None:
    files = {"roses/a.md": post(), "about/privacy.md": "---\ntitle: Privacy\n---\n\nLittle.\n"}
    extra = {"popular": {"counter": "https://garden.goatcounter.com/count"}}

    site = build_site(tmp_path, files, extra=extra, site_url="https://garden.example/")

    count = "connect-src 'self' https://garden.goatcounter.com/count;"
    assert count in policy(site, "roses/a/")
    assert "goatcounter" not in policy(site, "about/privacy/") + policy(site, "404.html")


def test_in_a_preview_scripts_may_run_and_all_else_is_as_published(tmp_path: Path) -> None:
    address = "http://127.0.0.1:8000/"
    preview = build_site(tmp_path / "a", {"roses/a.md": post()}, site_url=address)
    published = build_site(tmp_path / "b", {"roses/a.md": post()})

    (shown, real) = (policy(site, "roses/a/").split("; ") for site in (preview, published))

    assert [one for one, other in zip(shown, real, strict=True) if one != other] == [
        "script-src 'self' 'unsafe-inline'"
    ]


def test_what_would_be_blocked_is_a_warning(tmp_path: Path) -> None:
    body = "![A rose](https://roses.example/a.png)\n"

    site = build_site(tmp_path, {"roses/a.md": post(body=body)})

    assert site.warnings == [
        "policy: roses/a.md: line 9: loads something from roses.example, which is blocked; "
        "put a copy into docs/assets/ if its licence allows it, or link to it"
    ]


@pytest.mark.parametrize(("mark", "side"), [("---:", "right"), (":---:", "center")])
def test_cells_are_aligned_without_a_style(tmp_path: Path, mark: str, side: str) -> None:
    body = f"| a | b |\n| --- | {mark} |\n| 1 | 2 |\n"

    site = build_site(tmp_path, {"roses/a.md": post(body=body)})

    assert site.warnings == []
    assert [cell.get("align") for cell in site.article("roses/a/").select("td")] == [None, side]


def test_readers_are_told_which_pictures_come_from_elsewhere(tmp_path: Path) -> None:
    kept = '![Rose](http://1.bp.blogspot.com/rose.png){ data-kept="elsewhere" }\n'
    privacy = "---\ntitle: Privacy\n---\n\nWe keep little.\n"
    files = {"roses/a.md": post(body=kept), "roses/b.md": post(), "about/privacy.md": privacy}

    site = build_site(tmp_path / "with", files)
    without = build_site(tmp_path / "without", {**files, "roses/a.md": post()})

    assert not [each for each in site.warnings if "policy" in each]
    assert texts(site.article("roses/a/"), ".kept-elsewhere") == [
        "Pictures here come from 1.bp.blogspot.com, which so sees your IP address and the name of "
        "your browser."
    ]
    assert not site.page("roses/b/").select(".kept-elsewhere")
    assert "img-src 'self' data: http://1.bp.blogspot.com;" in policy(site, "roses/a/")
    told = " ".join(texts(site.article("about/privacy/"), ".counting p, .pictures p"))
    assert "still kept at 1.bp.blogspot.com" in told
    assert "no page asks" not in told
    told = " ".join(texts(without.article("about/privacy/"), ".counting p, .pictures p"))
    assert "no page asks another host for anything" in told
    assert "kept" not in told

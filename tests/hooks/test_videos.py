"""Videos in finished pages: the script and the policy stand only where a video is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site import build_site, post

if TYPE_CHECKING:
    from pathlib import Path

BODY = "/// video | Pruning\n    address: https://vimeo.com/123456\n\nA rose is cut.\n///\n"


def test_only_a_page_with_a_video_may_load_a_player(tmp_path: Path) -> None:
    files = {"roses/a.md": post(body=BODY), "roses/b.md": post(title="B")}

    site = build_site(tmp_path, files, strict=True)

    assert "frame-src https://player.vimeo.com;" in site.read("roses/a/")
    assert "assets/javascripts/videos.js" in site.read("roses/a/")
    for url in ("", "roses/", "roses/b/", "404.html"):
        assert "frame-src" not in site.read(url)
        assert "videos.js" not in site.read(url)
    entries = {entry["location"]: entry["text"] for entry in site.search_index()}
    assert "A rose is cut." in entries["roses/a/"]
    assert "IP address" not in entries["roses/a/"]


def test_a_video_that_cannot_be_played_is_a_warning(tmp_path: Path) -> None:
    body = BODY.replace("vimeo.com", "videos.example")

    site = build_site(tmp_path, {"roses/a.md": post(body=body)})

    assert site.warnings == [
        "videos: roses/a.md: line 10: `https://videos.example/123456` is no address of a video at "
        "YouTube or Vimeo; write it as `    address: https://…` with youtube.com/watch?v=…, "
        "youtube.com/shorts/…, youtube.com/live/…, youtube.com/embed/…, youtu.be/… or vimeo.com/…, "
        "or make a plain link"
    ]

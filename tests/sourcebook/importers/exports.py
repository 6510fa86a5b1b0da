"""Small exports of a garden blog, made after the documented formats of Blogger."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Mapping

BLOG = "7000000000000000001"
KIND = "http://schemas.google.com/blogger/2008/kind#"
SETTINGS = {
    "BLOG_NAME": "The Garden",
    "BLOG_TIME_ZONE": "America/New_York",
    "BLOG_SUBDOMAIN": "garden",
    "BLOG_ADMIN_PERMISSION": "jo@example.org",
}


def entry(
    number: int | str = 1, html: str = "<p>Cut above a bud.</p>", **values: Any
) -> dict[str, Any]:
    """Return a post; a page or a comment where `kind` says so."""
    return {
        "id": number,
        "html": html,
        "kind": "post",
        "title": f"Pruning roses {number}",
        "published": "2016-04-05T22:30:00-04:00",
        "updated": "2016-04-06T09:00:00-04:00",
        "author": "Jo Smith",
        "labels": (),
        "path": f"/2016/04/pruning-roses-{number}.html",
        "status": "LIVE",
        "parent": "",
        "answers": "",
        **values,
    }


def page(number: int = 90, **values: Any) -> dict[str, Any]:
    """Return a page that is no post."""
    given = {"kind": "page", "title": "About us", "path": "/p/about-us.html", **values}
    return entry(number, given.pop("html", "<p>We garden.</p>"), **given)


def comment(number: int, parent: int, html: str = "Well said.", **values: Any) -> dict[str, Any]:
    """Return a comment on a post."""
    return entry(number, html, kind="comment", parent=parent, path="", title="", **values)


def _legacy_entry(one: Mapping[str, Any]) -> str:
    kind, number = one["kind"], one["id"]
    mark = "page" if kind == "page" else "post"
    parts = [f"<id>tag:blogger.com,1999:blog-{BLOG}.{mark}-{number}</id>"]
    parts += [f"<published>{one['published']}</published><updated>{one['updated']}</updated>"]
    if one["status"] == "DRAFT":
        control = "<app:control xmlns:app='http://purl.org/atom/app#'><app:draft>yes</app:draft>"
        parts.append(f"{control}</app:control>")
    parts.append(f"<category scheme='http://schemas.google.com/g/2005#kind' term='{KIND}{kind}'/>")
    for label in one["labels"]:
        parts.append(
            f"<category scheme='http://www.blogger.com/atom/ns#' term={quoteattr(label)}/>"
        )
    parts.append(f"<title type='text'>{escape(one['title'])}</title>")
    parts.append(f"<content type='html'>{escape(one['html'])}</content>")
    if one["path"] and one["status"] != "DRAFT":
        href = quoteattr(f"http://garden.blogspot.com{one['path']}")
        parts.append(f"<link rel='alternate' type='text/html' href={href}/>")
    if one["answers"]:
        at = (
            f"http://www.blogger.com/feeds/{BLOG}/{one['parent']}/comments/default/{one['answers']}"
        )
        parts.append(f"<link rel='related' href='{at}'/>")
    if one["parent"]:
        ref = f"tag:blogger.com,1999:blog-{BLOG}.post-{one['parent']}"
        parts.append(
            "<thr:in-reply-to xmlns:thr='http://purl.org/syndication/thread/1.0'"
            f" href='http://garden.blogspot.com/x.html' ref='{ref}'/>"
        )
    if one.get("link"):
        parts.append(f"<link rel='related' href={quoteattr(one['link'])}/>")
    if one.get("removed"):
        parts.append(
            "<gd:extendedProperty xmlns:gd='http://schemas.google.com/g/2005'"
            " name='blogger.contentRemoved' value='true'/>"
        )
    parts.append(f"<author><name>{escape(one['author'])}</name>")
    parts.append("<email>noreply@blogger.com</email></author>")
    return f"<entry>{''.join(parts)}</entry>"


def _setting(name: str, value: str) -> str:
    return (
        f"<entry><id>tag:blogger.com,1999:blog-{BLOG}.settings.{name}</id>"
        "<category scheme='http://schemas.google.com/g/2005#kind'"
        f" term='{KIND}settings'/><content type='text'>{escape(value)}</content></entry>"
    )


def legacy(*entries: Mapping[str, Any], settings: Mapping[str, str] = SETTINGS) -> bytes:
    """Return a backup of a blog, with its template and its settings."""
    parts = [
        "<?xml version='1.0' encoding='UTF-8'?>"
        "<?xml-stylesheet href='https://www.blogger.com/styles/atom.css' type='text/css'?>"
        "<feed xmlns='http://www.w3.org/2005/Atom'>"
        f"<id>tag:blogger.com,1999:blog-{BLOG}.archive</id><title type='text'>The Garden</title>"
        "<link rel='alternate' type='text/html' href='http://garden.blogspot.com/'/>"
        "<generator uri='https://www.blogger.com'>Blogger</generator>",
        "<entry><id>tag:blogger.com,1999:blog-7.layout</id>"
        f"<category scheme='http://schemas.google.com/g/2005#kind' term='{KIND}template'/>"
        "<content type='text'>&lt;html b:version='2'&gt;&lt;b:skin/&gt;</content></entry>",
        *(_setting(name, value) for name, value in settings.items()),
        *map(_legacy_entry, entries),
        "</feed>",
    ]
    return "".join(parts).encode()


def _takeout_entry(one: Mapping[str, Any], *, since_2023: bool) -> str:
    parts = [
        f"<id>tag:blogger.com,1999:blog-{BLOG}.post-{one['id']}</id>",
        f"<blogger:type>{one['kind'].upper()}</blogger:type>",
        f"<blogger:status>{one['status']}</blogger:status>",
        f"<author><name>{escape(one['author'])}</name><blogger:type>BLOGGER</blogger:type></author>",
        f"<content type='html'>{escape(one['html'])}</content>",
        f"<published>{one['published']}</published><updated>{one['updated']}</updated>",
    ]
    if one["kind"] == "comment":
        parent = f"tag:blogger.com,1999:blog-{BLOG}.post-{one['parent']}"
        parts.append(f"<blogger:parent>{parent}</blogger:parent>")
        if since_2023:
            answers = one["answers"] and f"tag:blogger.com,1999:blog-{BLOG}.post-{one['answers']}"
            parts.append(f"<blogger:inReplyTo>{answers}</blogger:inReplyTo>")
    else:
        parts.append(f"<title>{escape(one['title'])}</title>")
        for label in one["labels"]:
            scheme = f"tag:blogger.com,1999:blog-{BLOG}"
            parts.append(f"<category scheme='{scheme}' term={quoteattr(label)}/>")
        if since_2023:
            parts.append(
                f"<blogger:metaDescription>{one.get('description', '')}</blogger:metaDescription>"
            )
            parts.append(f"<blogger:filename>{escape(one['path'])}</blogger:filename><link/>")
            parts.append(f"<blogger:trashed>{one.get('trashed', '')}</blogger:trashed>")
    return f"<entry>{''.join(parts)}</entry>"


def takeout(
    *entries: Mapping[str, Any], since_2023: bool = True, title: str = "The Garden"
) -> bytes:
    """Return a feed of Google Takeout, as it is since 2023 or was before."""
    named = f"<title>{escape(title)}</title>" if title else ""
    parts = [
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'"
        " xmlns:blogger='http://schemas.google.com/blogger/2018'>"
        f"<id>tag:blogger.com,1999:blog-{BLOG}</id>{named}",
        *(_takeout_entry(each, since_2023=since_2023) for each in entries),
        "</feed>",
    ]
    return "".join(parts).encode()


def public(*entries: Mapping[str, Any]) -> bytes:
    """Return the public feed of a blog: no kinds, no drafts."""
    raw = legacy(*entries, settings={}).decode()
    kind = "<category scheme='http://schemas.google.com/g/2005#kind' term='" + KIND
    for name in ("post", "page", "comment"):
        raw = raw.replace(f"{kind}{name}'/>", "")
    start, end = raw.index("<entry><id>tag:blogger.com,1999:blog-7.layout"), raw.index("</entry>")
    return (raw[:start] + raw[end + len("</entry>") :]).replace(".archive", "").encode()


SETTINGS_TABLE = (
    '"blog_name","blog_time_zone","blog_subdomain","blog_admin_permission"\r\n'
    '"The Garden","Europe/Madrid","garden","jo@example.org"\r\n'
)


def archive(files: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP of these files."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2026, 11, 23, 12, 0, 0))
            packed.writestr(info, content, zipfile.ZIP_DEFLATED)
    return raw.getvalue()


def takeout_zip(*entries: Mapping[str, Any], **files: bytes | str) -> bytes:
    """Return an archive of Takeout with one blog."""
    folder = "Takeout/Blogger/Blogs/The Garden"
    return archive(
        {
            "Takeout/archive_browser.html": "<html></html>",
            f"{folder}/feed.atom": takeout(*entries),
            f"{folder}/settings.csv": SETTINGS_TABLE,
            f"{folder}/theme-layouts.xml": "<html b:version='2'/>",
            "Takeout/Blogger/Comments/Other/feed.atom": takeout(comment(5, 6)),
            **{f"Takeout/Blogger/{name}": content for name, content in files.items()},
        }
    )

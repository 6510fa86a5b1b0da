"""The snippet for Blogger's theme that sends visitors of the former address over."""

from __future__ import annotations

import json

from .prose import write_tag

NOTE = """\
Paste this into the theme of the former blog, at Theme > Edit HTML, right below <head>.
Set the theme for mobiles to "Desktop" there, so that it works on telephones too.
Keep the blog published: what is deleted leads nowhere."""

NEW = "https://NEW.example"
UNKNOWN = f"But first write the address of the new site in place of {NEW}, wherever it stands."


def render_snippet(site_url: str) -> str:
    """Return the snippet, for a site with this address; without one, it says where to write it."""
    note = NOTE if site_url else f"{NOTE}\n{UNKNOWN}"
    base = (site_url or NEW).rstrip("/")
    # What stands in a script of a page must not be able to end it.
    target = json.dumps(base).replace("<", "\\u003c").replace("&", "\\u0026")
    script = f"location.replace({target} + location.pathname + location.hash);"
    address = base.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    canonical = f"'\"{address.replace(chr(39), '%27')}\" + data:blog.canonicalUrl.path'"
    moved = write_tag("a", address, [("href", f"{address}/")])
    lines = [
        f"<!--\n{note}\n-->",
        f"<link expr:href={canonical} rel='canonical'/>",
        write_tag("script", f"/*<![CDATA[*/ {script} /*]]>*/"),
        write_tag("noscript", write_tag("p", f"This blog has moved to {moved}.")),
    ]
    return "\n".join(lines) + "\n"

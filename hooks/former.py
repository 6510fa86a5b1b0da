"""Former addresses: a page at each address where a post used to be, which leads on.

`overrides/former.html` draws it, `docs/assets/javascripts/former.js` takes along what stands
after `?` and `#`; `sourcebook.former` knows the files.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_relative_url

from sourcebook.former import plan_stubs

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from sourcebook.catalog import Catalog

SCRIPT = "assets/javascripts/former.js"

log = logging.getLogger("mkdocs.hooks")


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Add the pages that lead on; MkDocs writes them with the media, so none is searched."""
    catalog: Catalog = config.extra["catalog"]
    kept_back = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
    taken = {file.dest_uri: file.src_uri for file in files if file.inclusion not in kept_back}
    taken |= dict.fromkeys(config.theme.static_templates, "the theme")
    stubs, problems = plan_stubs(catalog, taken)
    for problem in map(catalog.as_written, problems):
        log.warning("former: %s", problem)
    template = env.get_template("former.html")
    for path, post in stubs.items():
        html = template.render(
            post=post,
            address=get_relative_url(post.url, path),
            canonical=(config.site_url or "") and f"{config.site_url}{post.url}",
            script=get_relative_url(SCRIPT, path),
            site_name=config.site_name,
            language=config.theme.get("language") or "en",
        )
        files.append(File.generated(config, path, content=html))
    return env

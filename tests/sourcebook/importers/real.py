"""Real exports of other people's blogs, where they lie beside the project."""

from __future__ import annotations

import pytest

from tests.site import ROOT

FOLDER = ROOT.parent / "shared/blogger/exports"

# They are not ours to publish, so the project is built and tested without them as well. Small
# exports then show each thing by itself, and nothing shows whole blogs as people wrote them.
REAL_EXPORTS = [pytest.param(path, id=path.name) for path in sorted(FOLDER.glob("*.xml"))] or [
    pytest.param(
        FOLDER,
        id="no real exports",
        marks=pytest.mark.skip(
            reason=f"NO REAL EXPORTS in {FOLDER}: not tested whether real blogs come over whole"
        ),
    )
]
"""What tests of whole blogs are given; a test that is skipped, where there are none."""

"""How long and how randomly hypothesis looks: no deadline, and in CI the same every time."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "core",
    deadline=None,  # a slow machine is not a fault
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
    database=None,
    max_examples=100,
)
settings.load_profile("core")


@pytest.fixture(autouse=True, scope="module")
def forgetful() -> None:
    """Let the core find out anew what it finds out once in a process.

    Another test may have asked for it before, while nobody noted which lines run.
    """
    for name, module in [*sys.modules.items()]:
        if name.partition(".")[0] == "sourcebook":
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()

"""How long and how randomly hypothesis looks: no deadline, and in CI the same every time."""

from __future__ import annotations

import os

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

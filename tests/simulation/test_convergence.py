"""Whatever happens to folder, devices and clocks, everybody ends up with everything that anybody ever saved.

`HYPOTHESIS_PROFILE=long` tries more examples, and `scripts/soak.py` as many as you like.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from tests.simulation.machine import Machine

TestSpaces = Machine.TestCase
TestSpaces.settings = settings(
    max_examples=300 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 15,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

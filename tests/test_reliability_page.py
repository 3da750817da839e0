"""docs/reliability.md claims nothing without a test."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))


def rows() -> list[str]:
    """The lines of the tables of faults, without their heads."""
    text = (ROOT / "docs/reliability.md").read_text(encoding="utf-8").partition("## The last soak")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [line for line in lines if not line.endswith("| test |")]


def test_every_claim_names_a_test() -> None:
    assert len(rows()) > 20
    assert not [line for line in rows() if "`test_" not in line]


def test_every_test_that_is_named_exists() -> None:
    named = {name for line in rows() for name in re.findall(r"`(test_\w+)`", line)}

    assert not {name for name in named if f"def {name}(" not in TESTS}

"""Run the simulation of `tests/simulation` for a chosen time, and print what was tried.

    python scripts/soak.py --examples 500 --steps 40 --seed 1 [--minutes 60]

It prints a table in Markdown, also when it is interrupted. After a failure it prints the shortest replay found, and
the exit status is 1.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.machine import Machine
from tests.simulation.story import FIGURES, SLOWEST


def main() -> int:
    """Run batches of examples, each with a seed of its own, until done; returns the exit status."""
    asked = _arguments()
    begun, used, failed = time.monotonic(), 0, False
    while not failed and (used == 0 or (time.monotonic() - begun) < asked.minutes * 60):
        try:
            failed = not _batch(asked.seed + used, asked)
        except KeyboardInterrupt:
            break
        used += 1
        print(f"seed {asked.seed + used - 1}: {FIGURES['writes']} writes so far", file=sys.stderr, flush=True)
    print(_table(asked, used, time.monotonic() - begun))
    return int(failed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Soak the sync of spaces.")
    parser.add_argument("--examples", type=int, default=200, help="stories per seed")
    parser.add_argument("--steps", type=int, default=40, help="steps per story, at most")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; the next batch takes the next one")
    parser.add_argument("--minutes", type=float, default=0.0, help="go on with further seeds for this long")
    parser.add_argument("--shortest", action=argparse.BooleanOptionalAction, default=True, help="shorten a failure")
    return parser.parse_args()


def _batch(seed: int, asked: argparse.Namespace) -> bool:
    phases = [Phase.generate, *([Phase.shrink] if asked.shortest else [])]
    how = settings(
        max_examples=asked.examples,
        stateful_step_count=asked.steps,
        deadline=None,
        database=None,
        phases=phases,
        verbosity=Verbosity.normal,
        print_blob=True,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seeded(seed)(type(f"Machine{seed}", (Machine,), {})), settings=how)
    except Exception as error:
        traceback.print_exception(error, limit=-6, file=sys.stdout)
        return False
    return True


def _table(asked: argparse.Namespace, seeds: int, seconds: float) -> str:
    rows = [
        ("seeds", f"{asked.seed}–{asked.seed + seeds - 1}"),
        ("steps per example, at most", asked.steps),
        ("seconds", round(seconds)),
        ("faults", sum(FIGURES[name] for name in FIGURES if name.startswith("fault: "))),
        ("slowest verb", f"{max(SLOWEST.values()):.2f} s ({max(SLOWEST, key=SLOWEST.__getitem__)})"),
        *sorted(FIGURES.items(), key=lambda row: ("fault: " in row[0], row[0])),
    ]
    return "\n".join(["| what | figure |", "|---|---:|", *(f"| {name} | {figure} |" for name, figure in rows)])


if __name__ == "__main__":
    sys.exit(main())

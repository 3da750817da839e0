"""Figures, not tests: how fast sto is on a generated region. `python -m benchmarks` prints the tables."""

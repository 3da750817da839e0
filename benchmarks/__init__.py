"""Measurements, not tests, of the speed of sto on a generated region. `python -m benchmarks` prints the tables."""

"""The knowledge network of one region, without a screen.

Which room may import which stands in `docs/architecture.md`, and `tests/test_walls.py` holds it.
Nothing in here imports Textual or ``sto_tui``.
"""

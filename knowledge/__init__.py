"""The knowledge network of one region, without a screen.

`docs/architecture.md` says which room may import which, and `tests/test_walls.py` checks it.
Nothing in here imports Textual or ``sto_tui``.
"""

"""The knowledge network of one region, without a screen.

Layers, each knowing only those to its right: ``workspace → {exchange, search, sync, content} → journal → model``.
Nothing in here imports Textual or ``sto_tui``.
"""

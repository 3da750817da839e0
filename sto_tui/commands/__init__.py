"""The command line: one file for each group of verbs, thin over `Workspace` and `knowledge.exchange`.

Nothing here imports Textual unless it opens the app, and what takes time to import is imported where it is used, so
that `sto --help` and `sto search` start fast. `parser` puts the verbs together, `context` is what a verb works with.
"""

"""The command line: a module for every verb, named after it, thin over `Workspace` and `knowledge.exchange`.

A verb module declares its arguments (`declare`) and does its work (`run`). A verb with parts, such as `checklist`, is
a package, and `import_` ends in a line because `import` is a word of Python. `app` is what `sto` alone does.

`verbs` is what a parser takes, `parser` puts them together, and `context` is what a verb works with. `view` is
how several verbs show a record, `parsing` reads what people type, and `terminal` talks to them.

Nothing here imports Textual unless it opens the app, and what takes time to import is imported where it is used, so
that `sto --help` and `sto search` start fast.
"""

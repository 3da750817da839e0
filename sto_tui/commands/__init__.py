"""The command line: every verb is a module of its own name, a thin layer over `Workspace` and `knowledge.exchange`.

A verb module declares its arguments (`declare`) and does its work (`run`). A verb with subcommands, such as
`checklist`, is a package. `import_` has an underscore because `import` is a keyword. `app` is what `sto` alone runs.

`verbs` describes a verb to the parser, `parser` builds the whole parser, and `context` holds what a verb works with.
`view` shows records for several verbs, `parsing` reads what people type, and `terminal` talks to them.

Only the verbs that open the app import Textual, and slow imports stand where they are used, so that `sto --help` and
`sto search` start fast.
"""

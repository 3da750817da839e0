"""How knowledge comes in and goes out: records in one plain shape, in files of several formats.

`shape` turns records into that shape and back. `source` reads the rows of a file, a folder or standard input, and
`import_report` brings them in and reports what came of it; `directory` finds partners and persons by name for it.
`export` gathers what goes out and writes it to a file or a folder. What a file looks like is known to one module for
each format in `formats`; `format` says what such a module declares, and finds them.
"""

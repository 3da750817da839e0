"""Import and export: records in one plain shape, in files of several formats.

`shape` turns records into that shape and back. `source` reads the rows of a file, a folder (in which `folder` looks) or
standard input, and `bringing_in` imports them; `import_report` is what came of it, and `records_here` knows what was
here. On the way, `labels` tells which field a name means, `field_values` and `links` read what stands in it, `days` the
day in a text, and `making` completes the record; a `note` is a file of its own, and `encoding` reads the text in it.
`directory` finds partners and persons by name. `export` collects the records to export and writes them to a file or a
folder. Each format has a module in `formats`; `format` defines what such a module declares, and finds them.
"""

"""The formats of files, one module each. A module here declares its `Format` as `FORMAT`, and nothing else lists it.

Import, export, `--format`, the suffixes, the help and its page read what stands here (`knowledge.exchange.format`).
That includes `sto --help`: a module therefore imports what takes time, such as a parser, where it is used.
"""

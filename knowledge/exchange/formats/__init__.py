"""The file formats, one module each. A module here declares its `Format` as `FORMAT`, and nothing else lists it.

Import, export, `--format`, the suffixes, the help and its page read these declarations (`knowledge.exchange.format`).
So does `sto --help`: a module therefore imports what takes time, such as a parser, only where it is used.
"""

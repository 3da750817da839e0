"""How things are found: Dutch analysis, the Whoosh index in the cache directory, queries and what they return.

Only `segments` touches Whoosh. The index is disposable: the workspace rebuilds it from the journal whenever it is
missing, damaged or of another version.
"""

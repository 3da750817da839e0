"""How things are found: Dutch analysis, the Whoosh index in the cache directory, queries and what they return.

Only the room `index` touches Whoosh. The index is disposable: `service` rebuilds it from the catalogue whenever it is
missing, damaged, or made from something else than this program would make it from (`index.source`).
"""

"""Search: Dutch analysis, the Whoosh index in the cache directory, queries and their results.

Only the room `index` touches Whoosh. The index is disposable: `service` rebuilds it from the catalogue whenever it is
missing, damaged, or made from other sources than this program's (`index.source`).
"""

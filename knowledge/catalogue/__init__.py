"""The catalogue: the current documents, merged from the journal, in a disposable database in the cache directory."""

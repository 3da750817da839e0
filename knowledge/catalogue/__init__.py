"""The merged view of the journal: documents as they now are, in a disposable database in the cache directory."""

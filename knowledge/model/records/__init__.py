"""The kinds of record, a file each: what it is called and which fields it has."""

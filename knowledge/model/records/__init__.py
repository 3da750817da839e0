"""The kinds of record, one file each, with its names and fields."""

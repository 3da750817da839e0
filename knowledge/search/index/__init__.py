"""The index: documents made into posting lists, the segments these stand in on disk, and reading them."""

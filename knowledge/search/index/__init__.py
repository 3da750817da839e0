"""The index: turning documents into posting lists, storing these in segments on disk, and reading them."""

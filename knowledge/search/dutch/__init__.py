"""Dutch: how words are cut, folded, stemmed and taken apart, and which of them mean the same."""

"""Dutch: splitting text into words, folding and stemming them, splitting compounds, and synonyms."""

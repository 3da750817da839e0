"""Finding by meaning: an optional encoder of Dutch and English, and the vectors that it makes of what is written."""

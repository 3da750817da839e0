"""Which documents fit a question, how well, and the passage that shows it."""

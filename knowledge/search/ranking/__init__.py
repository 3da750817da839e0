"""Ranking: which documents match a query, how well, and the passage that shows why."""

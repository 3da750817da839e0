"""Queries: parsing what people type, and the plain values of a search and its results."""

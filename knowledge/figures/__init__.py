"""Figures about a region as values, computed from `Region` each time: screens, verbs and reports show the same."""

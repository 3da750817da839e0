"""The model of partners, persons, lessons, meetings, actions and checklist runs: typed, immutable values.

It has the fields and their types, the vocabularies, and rules that need nothing but these values. How records are
stored, merged, found or shown is defined elsewhere.
"""

"""What a partner, person, lesson, meeting, action and checklist run is: typed, immutable values.

Here live the fields and their types, the vocabularies, and rules that need nothing but these values. How records are
stored, merged, found or shown lives elsewhere.
"""

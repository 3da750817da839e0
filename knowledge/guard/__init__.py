"""The pupil-data guard: it recognises text that may say who a pupil is, so that people think twice before they save it.

`rules` has the rules on one text, of which `numbers`, `names` and `birth_dates` each hold some; `known` is what they
know of the region, `word_lists` which words are no names. `checking` applies them to the free texts of a record,
`kept` remembers in the record what was kept on purpose, and `deciding` is where whoever saves says what should happen.
Nothing here stores what was found: a hit lives until it was told.
"""

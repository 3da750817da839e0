"""The journal: immutable changes in TinyDB segment files, and the pure merge that turns them into documents.

The law (`docs/format.md`): the state of a space is a pure function of a set of changes. Sets only grow, union is
commutative, associative and idempotent; so order of delivery, duplicates and conflict copies can't matter.
"""
